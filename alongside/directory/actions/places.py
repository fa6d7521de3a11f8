"""The gazetteer that ships with Alongside, into the database."""

import csv
import gzip
from collections.abc import Iterator, Sequence
from hashlib import blake2s
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.directory import models
from alongside.directory.rules import words

DATA = Path(__file__).parent.parent / "data"
# Towns and US ZIP codes; Canada's and Britain's postal areas: a file for each licence.
GAZETTEER = [DATA / f"{name}.csv.gz" for name in ("places", "postal-ca", "postal-gb")]
AT_ONCE = 5000  # rows in memory
# Seven times faster than as objects, and this many rows are waited for at the first start.
INSERT = (
    "INSERT INTO directory_place (id, name, folded, region, country, postal, latitude, longitude,"
    " people, time_zone) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def load_places(*, by: actors.Actor, paths: Sequence[Path] = GAZETTEER) -> int:
    """Replace the gazetteer by the one that ships with Alongside; the same again is nothing.

    Returns how many places were loaded.
    """
    access.require(by, P.DIRECTORY_IMPORT)
    digest = blake2s(digest_size=16)
    for path in paths:
        digest.update(path.read_bytes())
    source = models.Source.objects.filter(key="gazetteer").first()
    if source is not None and source.address == digest.hexdigest():
        return 0
    count, places = 0, _places(paths)
    with transaction.atomic(), connection.cursor() as cursor:
        models.Place.objects.all().delete()
        while some := list(islice(places, AT_ONCE)):
            cursor.executemany(INSERT, some)
            count += len(some)
        source = source or models.Source(key="gazetteer")
        source.name, source.licence = "GeoNames and postal areas", "CC BY 4.0, MIT, ODbL, OGL"
        source.address, source.read_at = digest.hexdigest(), clock.now()
        source.save()
        audit.record(by=by, verb="load-places", about=("source", source.id), facts={"rows": count})
    return count


def _places(paths: Sequence[Path]) -> Iterator[tuple[int | float | str, ...]]:
    """In the order of the columns of INSERT."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for number, name, region, country, postal, lat, lon, people, zone in csv.reader(file):
                folded, where = words.fold(name)[:120], (float(lat), float(lon))
                yield int(number), name, folded, region, country, postal, *where, int(people), zone

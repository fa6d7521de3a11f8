"""The gazetteer that ships with Alongside, into the database."""

import csv
import gzip
from collections.abc import Iterator, Sequence
from hashlib import blake2s
from itertools import islice
from pathlib import Path

from django.db import transaction

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
    with transaction.atomic():
        models.Place.objects.all().delete()
        while some := list(islice(places, AT_ONCE)):
            models.Place.objects.bulk_create(some)
            count += len(some)
        source = source or models.Source(key="gazetteer")
        source.name, source.licence = "GeoNames and postal areas", "CC BY 4.0, MIT, ODbL, OGL"
        source.address, source.read_at = digest.hexdigest(), clock.now()
        source.save()
        audit.record(by=by, verb="load-places", about=("source", source.id), facts={"rows": count})
    return count


def _places(paths: Sequence[Path]) -> Iterator[models.Place]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                yield _place(row)


def _place(row: list[str]) -> models.Place:
    number, name, region, country, postal, latitude, longitude, people, time_zone = row
    return models.Place(
        id=int(number),
        name=name,
        folded=words.fold(name)[:120],
        region=region,
        country=country,
        postal=postal,
        latitude=float(latitude),
        longitude=float(longitude),
        people=int(people),
        time_zone=time_zone,
    )

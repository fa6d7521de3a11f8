"""Every write to the directory: an import as a whole, and the gazetteer."""

import csv
import gzip
import io
from datetime import datetime
from hashlib import blake2s
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models, schemas
from alongside.directory.actions import staging
from alongside.directory.rules import words

GAZETTEER = Path(__file__).parent.parent / "data" / "places.csv.gz"
FIGURES = ("rows", "added", "changed", "same", "gone", "refused", "withheld")


def apply_import(
    *, by: actors.Actor, source: schemas.SourceShape, batch: schemas.Batch
) -> models.Run:
    """Bring the directory to what a source says now: all of it, or nothing.

    Everything is compared and built first; the transaction only writes. Listings that the
    source no longer has are retired, not deleted. Raises Stale when the same source was
    imported meanwhile.
    """
    access.require(by, P.DIRECTORY_IMPORT)
    known = models.Source.objects.filter(key=source.key).first()
    read_before = known.read_at if known else None
    now = clock.now()
    stage = staging.Stage(
        known or models.Source(key=source.key, time_zone=source.time_zone), batch, now
    )
    with transaction.atomic():
        current = models.Source.objects.select_for_update().filter(key=source.key).first()
        if (current.read_at if current else None) != read_before:
            raise errors.Stale(
                _("The same source was imported by someone else at the same time."),
                kept=_("Their import is in place; this one changed nothing."),
                todo=_("Start this import again."),
            )
        _keep_source(stage.source, source, now)
        stage.write()
        run = _keep_run(stage, batch, now)
        audit.record(
            by=by,
            verb="import-directory",
            about=("run", run.id),
            facts={figure: getattr(run, figure) for figure in FIGURES},
        )
    return run


def _keep_source(row: models.Source, said: schemas.SourceShape, now: datetime) -> None:
    row.name, row.address, row.licence = said.name[:200], said.address[:500], said.licence[:200]
    row.time_zone, row.read_at = said.time_zone, now
    row.save()


def _keep_run(stage: staging.Stage, batch: schemas.Batch, now: datetime) -> models.Run:
    counts = stage.counts()
    totals = {figure: sum(each[figure] for each in counts.values()) for figure in FIGURES}
    run = models.Run(source=stage.source, started_at=now, **totals)
    run.save(force_insert=True)
    models.RunCount.objects.bulk_create(
        [models.RunCount(run=run, table=table, **each) for table, each in counts.items()]
    )
    models.RunProblem.objects.bulk_create(
        [
            models.RunProblem(
                run=run,
                table=problem.table[:40],
                row=problem.row,
                field=problem.field[:60],
                reason=problem.reason[:300],
                kept=problem.kept,
            )
            for problem in batch.problems
        ],
        batch_size=500,
    )
    return run


def load_places(*, by: actors.Actor, path: Path = GAZETTEER) -> int:
    """Replace the gazetteer by the one that ships with Alongside; the same again is nothing.

    Returns how many places were loaded.
    """
    access.require(by, P.DIRECTORY_IMPORT)
    packed = path.read_bytes()
    digest = blake2s(packed, digest_size=16).hexdigest()
    source = models.Source.objects.filter(key="gazetteer").first()
    if source is not None and source.address == digest:
        return 0
    rows = csv.reader(io.StringIO(gzip.decompress(packed).decode()))
    places = [_place(row) for row in rows]
    with transaction.atomic():
        models.Place.objects.all().delete()
        models.Place.objects.bulk_create(places, batch_size=5000)
        source = source or models.Source(key="gazetteer")
        source.name, source.licence = "GeoNames", "CC BY 4.0"
        source.address, source.read_at = digest, clock.now()
        source.save()
        audit.record(
            by=by, verb="load-places", about=("source", source.id), facts={"rows": len(places)}
        )
    return len(places)


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

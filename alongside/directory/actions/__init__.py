"""Every write to the directory: an import as a whole, and the gazetteer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models, schemas
from alongside.directory.actions import staging
from alongside.directory.actions.places import load_places

__all__ = ["apply_import", "load_places"]

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
    if said.shows_names is not None:
        row.shows_names = said.shows_names
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

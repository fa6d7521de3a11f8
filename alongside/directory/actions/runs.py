"""An import as a whole: compared, shown, and applied, or nothing of it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models, schemas
from alongside.directory.actions.report import FIRST, Report
from alongside.directory.actions.staging import Stage
from alongside.directory.rules import feeds as rules

FIGURES = ("rows", "added", "changed", "same", "gone", "refused", "withheld")
State = models.Run.State


@dataclass(frozen=True, slots=True)
class Manner:
    """How an import is to be done: `hold` what a human should look at first; stop where more
    than `most_gone` per cent of what is there would be gone; show it and write nothing."""

    hold: bool = False
    most_gone: int | None = None
    only_show: bool = False


@dataclass(slots=True)
class _Import:
    source: models.Source
    stage: Stage
    report: Report
    batch: schemas.Batch
    now: datetime
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def apply_import(
    *,
    by: actors.Actor,
    source: schemas.SourceShape,
    batch: schemas.Batch,
    manner: Manner | None = None,
    run: models.Run | None = None,
) -> models.Run:
    """Bring the directory to what a source says now: all of it, or nothing.

    Everything is compared and built first; the transaction only writes. Listings that the
    source no longer has are retired, not deleted. A `run` that was shown before is applied only
    where it would do what was shown; else it comes back with a new report, and `differs` of its
    lines are not as they were. Raises Stale when the same source was imported meanwhile.
    """
    access.require(by, P.DIRECTORY_IMPORT)
    manner = manner or Manner()
    known = models.Source.objects.filter(key=source.key).first()
    read_before = known.read_at if known else None
    now = clock.now()
    row = known or models.Source(key=source.key, time_zone=source.time_zone)
    stage = Stage(row, batch, now, hold=manner.hold)
    work = _Import(row, stage, Report(stage), batch, now, stage.counts())
    run = run or models.Run(source=row, started_at=now)
    with transaction.atomic():
        _require_unread(source.key, read_before)
        _decide(run, work, manner)
        if run.state == State.APPLIED:
            _keep_source(row, source, now)
            stage.write()
        elif known is None:
            row.save(force_insert=True)
        _keep_run(run, work)
        audit.record(
            by=by,
            verb="import-directory" if run.state == State.APPLIED else "show-import",
            about=("run", run.id),
            facts={figure: getattr(run, figure) for figure in FIGURES},
        )
    return run


def _require_unread(key: str, read_before: datetime | None) -> None:
    """Nobody else applied an import of the same source since this one was compared."""
    current = models.Source.objects.select_for_update().filter(key=key).first()
    if (current.read_at if current else None) != read_before:
        raise errors.Stale(
            _("The same source was imported by someone else at the same time."),
            kept=_("Their import is in place; this one changed nothing."),
            todo=_("Start this import again."),
        )


def _decide(run: models.Run, work: _Import, manner: Manner) -> None:
    """What becomes of it: applied, shown, or stopped."""
    shown = work.report.shown
    if manner.only_show or (run.shown and run.shown != shown):
        run.state = State.SHOWN
    elif manner.most_gone is not None and _drops(work, manner.most_gone):
        run.state = State.STOPPED
    else:
        run.state, run.applied_at = State.APPLIED, work.now
    run.held = len(work.stage.overlay.held)


def _drops(work: _Import, most: int) -> bool:
    tables = [work.stage.tables[name] for name in FIRST if name in work.stage.tables]
    there = sum(
        table.model.objects.filter(source_id=work.source.pk, retired_at=None).count()
        for table in tables
    )
    return rules.is_big_drop(there, sum(len(table.gone) for table in tables), most)


def _keep_source(row: models.Source, said: schemas.SourceShape, now: datetime) -> None:
    row.name, row.address = said.name[:200], said.address[:500]
    row.licence = said.licence[:200] or row.licence
    row.time_zone, row.read_at = said.time_zone, now
    if said.shows_names is not None:
        row.shows_names = said.shows_names
    row.save()


def _keep_run(run: models.Run, work: _Import) -> None:
    """Its figures and its report, in place of what was shown before."""
    totals = {figure: sum(each[figure] for each in work.counts.values()) for figure in FIGURES}
    for figure, total in totals.items():
        setattr(run, figure, total)
    before = None
    if run.shown:
        lines = models.RunLine.objects.filter(run=run)
        columns = ("fate", "table", "key", "field", "was", "says")
        before = set(lines.values_list(*columns))
        lines.delete()
        models.RunCount.objects.filter(run=run).delete()
        models.RunProblem.objects.filter(run=run).delete()
    lines_now = work.report.of(run, before)
    run.differs = sum(line.is_news for line in lines_now)
    run.shown = work.report.shown
    run.save()
    models.RunLine.objects.bulk_create(lines_now, batch_size=2000)
    models.RunCount.objects.bulk_create(
        [models.RunCount(run=run, table=table, **each) for table, each in work.counts.items()]
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
            for problem in work.batch.problems
        ],
        batch_size=500,
    )

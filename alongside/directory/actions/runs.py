"""An import as a whole: compared, shown, and applied, or nothing of it.

Everything slow happens before anything is seen: it is compared, its report is written beside the
run, its rows wait in tables of this process alone, and the index gets entries that nobody can find
yet. One short transaction then writes the sets, switches the index, and says that it was applied.
Whatever ends the process before leaves the directory as it was (docs/decisions/0018).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2s
from typing import Any

from django.db import DatabaseError, transaction
from django.db import models as orm
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.core.shelf import Shelf
from alongside.directory import models, schemas, search
from alongside.directory.actions.report import FIRST, Report
from alongside.directory.actions.staging import Stage
from alongside.directory.actions.tables import TABLES
from alongside.directory.models.listings import Listed
from alongside.directory.rules import changes
from alongside.directory.rules import feeds as rules

FIGURES = ("rows", "added", "changed", "same", "gone", "refused", "withheld")
State = models.Run.State
BUSY = (State.READING, State.APPLYING)
NO_LINES = blake2s(b"", digest_size=16).hexdigest()  # what a report says that has none
TRIES = 3  # where people change listings of the same source meanwhile


class Meanwhile(Exception):
    """What was compared is not as it was: it has to be compared again."""


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
    read_before: datetime | None
    voices: list[Any]
    told: str
    fate: str = ""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def apply_import(
    *,
    by: actors.Actor,
    source: schemas.SourceShape,
    batch: schemas.Batch,
    manner: Manner | None = None,
    run: models.Run | None = None,
    told: str = "",
) -> models.Run:
    """Bring the directory to what a source says now: all of it, or nothing.

    Listings that the source no longer has are retired, not deleted. A `run` that was shown before
    is applied only where it would do what was shown; else it comes back with a new report, and
    `differs` of its lines are not as they were. Raises Stale when the same source was imported
    meanwhile, or people kept changing its listings. `told` as in `apply_again`.
    """
    access.require(by, P.DIRECTORY_IMPORT)
    sweep_index(by=by)
    for _try in range(TRIES):
        with suppress(Meanwhile, search.Lost):
            return _once(by, source, batch, manner or Manner(), run, told)
    raise errors.Stale(
        _("Listings of this source were changed by people at the same time."),
        kept=_("What they changed is in place; this import changed nothing."),
        todo=_("Start this import again."),
    )


def _once(
    by: actors.Actor,
    source: schemas.SourceShape,
    batch: schemas.Batch,
    manner: Manner,
    run: models.Run | None,
    told: str,
) -> models.Run:
    known = models.Source.objects.filter(key=source.key).first()
    read_before = known.read_at if known else None
    now = clock.now()
    row = known or models.Source(key=source.key, name=source.name[:200], time_zone=source.time_zone)
    voices = _voices(row)
    stage = Stage(row, batch, now, hold=manner.hold)
    work = _Import(row, stage, Report(stage), batch, now, read_before, voices, told)
    run = run or models.Run(source=row, started_at=now)
    work.counts = stage.counts()
    work.fate = _fate(run, work, manner)
    with _begun(run, work):
        _keep_report(run, work)
        if work.fate == State.APPLIED:
            _beat(run)
            stage.make_ready()
        with transaction.atomic():
            _require_unread(source.key, read_before)
            if work.fate == State.APPLIED:
                _require_untouched(work)
                _keep_source(row, source, now)
                stage.write()
            _settle(run, work)
            audit.record(
                by=by,
                verb="import-directory" if run.state == State.APPLIED else "show-import",
                about=("run", run.id),
                facts={figure: getattr(run, figure) for figure in FIGURES},
            )
    with suppress(DatabaseError):  # it is applied; what is left is swept before the next
        stage.clean()
    return run


def apply_again(*, by: actors.Actor, source: schemas.SourceShape, told: str) -> models.Run | None:
    """A run of rows that are all the same; None where the list has to be read.

    A run keeps what it was made from (`told`: a digest of the files, of how they are read, and of
    the program that reads them) and what it left (`left`: of the keys and marks of all rows that
    are there). Where both are as they were, comparing could only find each row the same. Raises
    Stale as `apply_import` does.
    """
    access.require(by, P.DIRECTORY_IMPORT)
    row = models.Source.objects.filter(key=source.key).first()
    last = _last_of(row) if row else None
    if row is None or last is None or last.told != told or last.left != _left_by(row):
        return None
    now, read_before = clock.now(), row.read_at
    run = models.Run(
        source=row, started_at=now, applied_at=now, state=State.APPLIED, shown=NO_LINES,
        told=told, left=last.left, **_same(last),
    )  # fmt: skip
    with transaction.atomic():
        _require_unread(source.key, read_before)
        _keep_source(row, replace(source, time_zone=source.time_zone or row.time_zone), now)
        run.save(force_insert=True)
        models.RunCount.objects.bulk_create(
            models.RunCount(run=run, table=each.table, **_same(each)) for each in last.counts.all()
        )
        columns = ("table", "row", "field", "reason", "kept")
        models.RunProblem.objects.bulk_create(
            (models.RunProblem(run=run, **said) for said in last.problems.values(*columns)),
            batch_size=500,
        )
        audit.record(
            by=by,
            verb="import-directory",
            about=("run", run.id),
            facts={figure: getattr(run, figure) for figure in FIGURES},
        )
    return run


def sweep_index(*, by: actors.Actor) -> None:
    """Take out what ended processes left in the index; not while another import works on it."""
    access.require(by, P.DIRECTORY_IMPORT)
    since = clock.now() - rules.LOST_AFTER
    if not models.Run.objects.filter(state__in=BUSY, beat_at__gt=since).exists():
        search.sweep()


# --- what is known of a run while it works ---------------------------------------------------


def _beat(run: models.Run) -> None:
    """Somebody works on it at this moment."""
    models.Run.objects.filter(pk=run.pk).update(beat_at=clock.now())


@contextmanager
def _begun(run: models.Run, work: _Import) -> Iterator[None]:
    """The run is there before anything happens, and says so when its process is killed. What
    fails in another way leaves nothing."""
    new_source, new_run = work.source._state.adding, run._state.adding
    with transaction.atomic():
        if new_source:
            work.source.save(force_insert=True)
        if new_run:
            run.state = State.APPLYING if work.fate == State.APPLIED else State.READING
            run.beat_at = clock.now()
            run.save(force_insert=True)
        else:
            _beat(run)
    try:
        yield
    except BaseException:
        with suppress(DatabaseError):
            work.stage.abandon()
            if new_run:
                models.Run.objects.filter(pk=run.pk).delete()
                run._state.adding = True
            if new_source:
                models.Source.objects.filter(pk=work.source.pk).delete()
        raise


def _require_unread(key: str, read_before: datetime | None) -> None:
    """Nobody else applied an import of the same source since this one was compared."""
    current = models.Source.objects.select_for_update().filter(key=key).first()
    if (current.read_at if current else None) != read_before:
        raise errors.Stale(
            _("The same source was imported by someone else at the same time."),
            kept=_("Their import is in place; this one changed nothing."),
            todo=_("Start this import again."),
        )


def _require_untouched(work: _Import) -> None:
    """What people say of a listing is never written over, nor is it found as it was before."""
    if _voices(work.source) != work.voices:
        raise Meanwhile


def _voices(source: models.Source) -> list[Any]:
    """How much people and editors have said of listings of this source by now."""
    edits = models.Edit.objects.exclude(kind__in=FIRST)
    found: list[Any] = [edits.aggregate(Count("pk"), Count("ended_at"))]
    for kind, about, model in (
        ("meetings", "meeting", models.Meeting),
        ("services", "service", models.Service),
    ):
        own: Any = model.objects.filter(source_id=source.pk).values("pk")
        edits = models.Edit.objects.filter(kind=kind, listing_id__in=own)
        here = {f"{about}__source": source.pk}
        facts = models.Fact.objects.filter(**here).exclude(says=models.Says.LISTING)
        reports = models.Report.objects.filter(**here)
        found += [
            edits.aggregate(Count("pk"), Count("ended_at")),
            facts.aggregate(Count("pk"), Sum("voices")),
            reports.aggregate(Count("pk"), Count("ended_at")),
            models.Check.objects.filter(**here).count(),
        ]
    return found


def _fate(run: models.Run, work: _Import, manner: Manner) -> str:
    """What becomes of it: applied, shown, or stopped."""
    if manner.only_show or (run.shown and run.shown != work.report.shown):
        return State.SHOWN
    if manner.most_gone is not None and _drops(work, manner.most_gone):
        return State.STOPPED
    return State.APPLIED


def _drops(work: _Import, most: int) -> bool:
    tables = [work.stage.tables[name] for name in FIRST if name in work.stage.tables]
    there = sum(
        table.model.objects.filter(source_id=work.source.pk, retired_at=None).count()
        for table in tables
    )
    return rules.is_big_drop(there, sum(len(table.gone) for table in tables), most)


def _keep_source(row: models.Source, said: schemas.SourceShape, now: datetime) -> None:
    row.name, row.address = said.name[:200], said.address[:500] or row.address
    row.licence = said.licence[:200] or row.licence
    row.time_zone, row.read_at = said.time_zone, now
    if said.shows_names is not None:
        row.shows_names = said.shows_names
    row.save()


def _settle(run: models.Run, work: _Import) -> None:
    """What became of it, with its figures."""
    for figure in FIGURES:
        setattr(run, figure, sum(each[figure] for each in work.counts.values()))
    run.held, run.shown = len(work.stage.overlay.held), work.report.shown
    run.state, run.trouble, run.beat_at = work.fate, "", None
    if run.state == State.APPLIED:
        run.applied_at, run.told = work.now, work.told
        run.left = changes.state(sum(table.left for table in work.stage.tables.values()))
    run.save()


def _keep_report(run: models.Run, work: _Import) -> None:
    """Its lines, in place of what was shown before; nobody reads them while it works."""
    if run.shown == work.report.shown:
        return
    before = None
    rows = models.RunLine.objects.filter(run=run)
    if run.shown:
        columns = ("fate", "table", "key", "field", "was", "says")
        before = set(rows.values_list(*columns))
    with transaction.atomic():  # whoever takes it up begins by showing it
        models.Run.objects.filter(pk=run.pk).exclude(shown="").update(shown="", state=State.READING)
        for kept in (rows, run.counts.all(), run.problems.all()):
            kept.delete()
    news = work.report.news(before)
    run.differs = sum(news)
    _write(models.RunLine, work.report.of(run, news))
    _write(
        models.RunCount,
        ({"run_id": run.pk, "table": table, **each} for table, each in work.counts.items()),
    )
    _write(
        models.RunProblem,
        (
            {
                "run_id": run.pk,
                "table": problem.table[:40],
                "row": problem.row,
                "field": problem.field[:60],
                "reason": problem.reason[:300],
                "kept": problem.kept,
            }
            for problem in work.batch.problems
        ),
    )


def _write(model: type[orm.Model], rows: Iterator[dict[str, Any]]) -> None:
    waiting = Shelf(model)
    waiting.clear()
    waiting.add(rows)
    with transaction.atomic():
        waiting.write()


# --- the same list once more -----------------------------------------------------------------


def _left_by(source: models.Source) -> str:
    """Of what is there now."""
    left = 0
    for name, (model, _parents) in TABLES.items():
        rows: orm.QuerySet[orm.Model] = model._default_manager.filter(source_id=source.pk)
        if issubclass(model, Listed) or name == "meetings":
            rows = rows.filter(retired_at=None)
        for key, mark in rows.values_list("key", "mark").iterator(chunk_size=5000):
            left += changes.number_of(name, key, mark)
    return changes.state(left)


def _last_of(source: models.Source) -> models.Run | None:
    """The last that changed anything, or found that nothing had changed."""
    applied = models.Run.objects.filter(source=source, state=State.APPLIED)
    return applied.exclude(left="").order_by("-applied_at").first()


def _same(before: models.Run | models.RunCount) -> dict[str, int]:
    same = before.added + before.changed + before.same
    kept = {name: getattr(before, name) for name in ("rows", "refused", "withheld")}
    return {**kept, "added": 0, "changed": 0, "same": same, "gone": 0}

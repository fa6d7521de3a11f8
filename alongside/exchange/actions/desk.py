"""A list at the desk: brought, read, shown, and applied only after somebody said yes.

The file waits in the database, packed and sealed, until it was applied or let go: whichever machine
reads it, a server that is killed leaves nothing behind, and what is applied is what was shown.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.directory import actions as directory
from alongside.directory import models
from alongside.directory.rules import feeds as rules
from alongside.exchange import files, intake, readers
from alongside.exchange.actions.work import KEEP, Work

State = models.Run.State
ENDED = gettext_lazy("The program that worked on it was ended in the middle.")
KEEP_RUNS = timedelta(days=730)


def bring(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    name: str,
    given: list[tuple[str, bytes]],
    address: str = "",
    reader: str = "",
    licence: str = "",
    options: readers.Options | None = None,
) -> models.Run:
    """Take a list in, to be read by the worker. The same `id` again is the same list. Raises
    Problem where it can't be one, before anything is kept."""
    access.require(by, P.DIRECTORY_IMPORT)
    if known := models.Run.objects.filter(pk=id).first():
        return known
    options = options or readers.Options()
    with intake.told(name):
        found = files.unpacked(given)
        chosen = readers.reader_of(found, reader).slug if found else reader
    with transaction.atomic():
        source = _source(name)
        source.address, source.reader = address or source.address, chosen or source.reader
        source.licence = licence or source.licence
        source.fellowship = options.fellowship or source.fellowship
        source.pathway = options.pathway or source.pathway
        source.time_zone = options.time_zone or source.time_zone
        source.save()
        run = _begin(by, id, source, ", ".join(name for name, _raw in given)[:200])
        Work(by, run).keep(found)
    return run


def read_again(*, by: actors.Actor, id: uuid.UUID, source: uuid.UUID) -> models.Run:
    """Read a list from its address once more, and show what would change."""
    access.require(by, P.DIRECTORY_IMPORT)
    if known := models.Run.objects.filter(pk=id).first():
        return known
    with transaction.atomic():
        row = _known_source(source)
        if not row.address.startswith(("http://", "https://")):
            raise errors.Problem(
                _("We know no web address of this list."),
                todo=_("Bring in a newer file instead, or write its address down below."),
            )
        return _begin(by, id, row, "")


def look_through(*, by: actors.Actor, run: uuid.UUID) -> None:
    """For the worker: read what was brought, and show what it would change."""
    access.require(by, P.DIRECTORY_IMPORT)
    row = models.Run.objects.select_related("source").get(pk=run)
    if row.state == State.READING:
        Work(by, row).do(directory.Manner(only_show=True))


def apply_run(*, by: actors.Actor, run: uuid.UUID) -> models.Run:
    """Yes to what was shown. The worker applies exactly that."""
    access.require(by, P.DIRECTORY_IMPORT)
    from alongside.exchange import tasks  # tasks call actions

    with transaction.atomic():
        row = _known(run)
        waits = models.Run.objects.filter(pk=run, state__in=(State.SHOWN, State.STOPPED))
        if not row.pieces.exists() and row.state in (State.SHOWN, State.STOPPED):
            raise errors.Gone(
                _("This list was shown too long ago, and is not kept any more."),
                todo=_("Bring it in again."),
            )
        if waits.update(state=State.APPLYING, tries=0, beat_at=None):
            tasks.apply_run.enqueue(run=str(run))
            audit.record(by=by, verb="apply-import", about=("run", run))
        row.refresh_from_db()
    return row


def finish(*, by: actors.Actor, run: uuid.UUID) -> None:
    """For the worker: apply what somebody said yes to, or show what is different by now."""
    access.require(by, P.DIRECTORY_IMPORT)
    row = models.Run.objects.select_related("source").get(pk=run)
    if row.state == State.APPLYING:
        Work(by, row).do(directory.Manner())


def let_go(*, by: actors.Actor, run: uuid.UUID) -> None:
    """Not this one: its file and report are taken out, the directory stays as it is."""
    access.require(by, P.DIRECTORY_IMPORT)
    with transaction.atomic():
        row = models.Run.objects.filter(pk=run).exclude(state=State.APPLIED).first()
        if row is None:
            return
        if row.state == State.APPLYING:
            raise errors.Problem(_("It is being applied at this moment."))
        source = row.source
        row.delete()
        unused = source.read_at is None and source.every_hours is None
        if unused and not source.runs.exists():
            source.delete()
        audit.record(by=by, verb="let-import-go", about=("run", run))


def take_up_lost(*, by: actors.Actor, now: datetime) -> int:
    """Lists whose worker was ended in the middle: nothing of them was applied. One whose file is
    kept is taken up by another worker, a feed is asked again. Returns how many were lost."""
    access.require(by, P.DIRECTORY_IMPORT)
    busy = models.Run.objects.filter(state__in=(State.READING, State.APPLYING))
    lost = list(busy.filter(beat_at__lt=now - rules.LOST_AFTER).select_related("source"))
    for run in lost:
        with transaction.atomic():
            mine = busy.filter(pk=run.pk, beat_at=run.beat_at)
            again = run.tries < rules.MOST_TRIES and run.pieces.exists()
            said = {"beat_at": None} if again else {"state": State.FAILED, "trouble": str(ENDED)}
            if not mine.update(**said):
                continue
            if again:
                _enqueue(run)
            else:
                feeds = models.Source.objects.filter(pk=run.source_id, every_hours__isnull=False)
                feeds.update(next_read_at=now)
            audit.record(by=by, verb="take-up-import", about=("run", run.pk))
    directory.sweep_index(by=by)
    return len(lost)


def _enqueue(run: models.Run) -> None:
    from alongside.exchange import tasks  # tasks call actions

    task = tasks.apply_run if run.state == State.APPLYING else tasks.look_through
    task.enqueue(run=str(run.pk))


def forget_uploads(*, by: actors.Actor, now: datetime) -> None:
    """Nightly: files nobody said yes to, and reports that had their time."""
    access.require(by, P.DIRECTORY_IMPORT)
    models.RunPiece.objects.filter(run__started_at__lt=now - KEEP).delete()
    lost = models.Run.objects.filter(started_at__lt=now - KEEP)
    busy = (State.READING, State.APPLYING)
    lost.filter(state__in=busy).update(state=State.FAILED, trouble=str(ENDED))
    _count, kinds = models.Run.objects.filter(started_at__lt=now - KEEP_RUNS).delete()
    if kinds:
        audit.record(by=by, verb="forget-imports", facts={"runs": kinds["directory.Run"]})


def _begin(by: actors.Actor, id: uuid.UUID, source: models.Source, file_name: str) -> models.Run:
    from alongside.exchange import tasks

    run = models.Run(pk=id, source=source, state=State.READING, file_name=file_name)
    run.save(force_insert=True)
    tasks.look_through.enqueue(run=str(id))
    audit.record(by=by, verb="bring-list", about=("run", id))
    return run


def _source(name: str) -> models.Source:
    """The one of this name, if there is just one; else one that begins here."""
    named = list(models.Source.objects.filter(name=name).exclude(key="gazetteer")[:2])
    if len(named) == 1:
        return named[0]
    found, _made = models.Source.objects.get_or_create(
        key=f"list:{name}"[:200], defaults={"name": name}
    )
    return found


def _known(run: uuid.UUID) -> models.Run:
    row = models.Run.objects.filter(pk=run).first()
    if row is None:
        raise errors.Missing(_("There is no such import."))
    return row


def _known_source(source: uuid.UUID) -> models.Source:
    row = models.Source.objects.filter(pk=source).exclude(key="gazetteer").first()
    if row is None:
        raise errors.Missing(_("There is no such source."))
    return row

"""Feeds on a schedule: read by the worker, and told of where that fails or looks wrong."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids, shelf
from alongside.directory import actions as directory
from alongside.directory import models
from alongside.directory.rules import feeds as rules
from alongside.exchange import files, intake, web
from alongside.exchange.actions.work import Work
from alongside.jobs import actions as jobs

State = models.Run.State
CLAIMED = 2  # hours: a worker that was killed while it read is followed by another
KEPT = (
    "name", "address", "licence", "reader", "fellowship", "pathway", "time_zone", "every_hours",
    "is_paused", "holds_changes", "most_gone", "tell",
)  # fmt: skip


def change_source(
    *, by: actors.Actor, source: uuid.UUID, version: int, **said: Any
) -> models.Source:
    """How a list is called, where it is and how often it is read. Stale where somebody else
    changed that meanwhile."""
    access.require(by, P.DIRECTORY_IMPORT)
    now = clock.now()
    with transaction.atomic():
        row = models.Source.objects.select_for_update().filter(pk=source).first()
        if row is None or row.key == "gazetteer":
            raise errors.Missing(_("There is no such source."))
        if row.version != version:
            raise errors.Stale(
                _("Somebody else changed this source while you were writing."),
                kept=_("What you wrote is still below."),
            )
        if said.get("every_hours") and not said["address"].startswith(("http://", "https://")):
            raise errors.Problem(_("A list that is read by itself needs a web address."))
        moved = row.address != said["address"]
        for column in KEPT:
            setattr(row, column, said[column])
        row.version += 1
        row.next_read_at = now if row.every_hours and not row.is_paused else None
        if moved:
            row.etag = row.last_modified = ""
        row.save()
        audit.record(by=by, verb="change-source", about=("source", row.pk))
    return row


def read_feeds(*, by: actors.Actor, now: datetime) -> int:
    """Put the feeds that are due on the worker's list. Returns how many."""
    access.require(by, P.DIRECTORY_IMPORT)
    from alongside.exchange import tasks  # tasks call actions

    due = models.Source.objects.filter(
        next_read_at__lte=now, is_paused=False, every_hours__isnull=False
    )
    claimed = 0
    for row in due.order_by("next_read_at")[:50]:
        later = rules.next_read(now, every_hours=CLAIMED)
        mine = models.Source.objects.filter(pk=row.pk, next_read_at=row.next_read_at)
        with transaction.atomic():
            if mine.update(next_read_at=later):
                tasks.read_feed.enqueue(source=str(row.pk))
                claimed += 1
    return claimed


def read_feed(*, by: actors.Actor, source: uuid.UUID) -> models.Run | None:
    """One feed, as it is now. None where nothing changed, or where it could not be read: that
    stands in its `trouble`, and it is tried again later and later."""
    access.require(by, P.DIRECTORY_IMPORT)
    row = models.Source.objects.filter(pk=source, is_paused=False).first()
    if row is None or not row.every_hours:
        return None
    try:
        with intake.told(row.name):
            answer = web.fetched(row.address, web.Known(row.etag, row.last_modified))
        if answer.files is None:
            _note(row, clock.now())
            return None
        with shelf.roomy():
            run = _applied(by, row, answer.files)
    except errors.Problem as problem:
        _failed(row, str(problem.happened), clock.now())
        return None
    _note(row, clock.now(), answer.known if run.state == State.APPLIED else None)
    if run.state == State.STOPPED:
        _tell_of_drop(row, run)
    return run


def _applied(by: actors.Actor, row: models.Source, given: files.Files) -> models.Run:
    run = models.Run(pk=ids.new(), source=row, started_at=clock.now(), state=State.READING)
    manner = directory.Manner(hold=row.holds_changes, most_gone=row.most_gone)
    work = Work(by, run)
    run = work.apply(given, manner)
    if run.state == State.STOPPED:  # so that a human may still say yes
        with transaction.atomic():
            work.keep(given)
    return run


def _note(row: models.Source, now: datetime, known: web.Known | None = None) -> None:
    """It could be read."""
    said: dict[str, Any] = {
        "tried_at": now,
        "failures": 0,
        "trouble": "",
        "next_read_at": rules.next_read(now, every_hours=row.every_hours or 24),
    }
    if known is not None:
        said |= {"etag": known.etag, "last_modified": known.last_modified}
    models.Source.objects.filter(pk=row.pk).update(**said)


def _failed(row: models.Source, trouble: str, now: datetime) -> None:
    failures = row.failures + 1
    later = rules.next_read(now, every_hours=row.every_hours or 24, failures=failures)
    models.Source.objects.filter(pk=row.pk).update(
        tried_at=now, failures=F("failures") + 1, trouble=trouble[:300], next_read_at=later
    )
    if rules.should_tell(failures):
        with translation.override(settings.LANGUAGE_CODE):
            _mail(
                row,
                _("We can’t read %(name)s") % {"name": row.name},
                _(
                    "Alongside tried %(times)s times to read the list %(name)s, and could not: "
                    "%(trouble)s\n\nThe listings are as they were. We go on trying, less and "
                    "less often. If the list has moved, open Sources in Alongside and write "
                    "down its new address."
                )
                % {"times": failures, "name": row.name, "trouble": trouble},
            )


def _tell_of_drop(row: models.Source, run: models.Run) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _mail(
            row,
            _("%(name)s became much shorter, so it was not applied") % {"name": row.name},
            _(
                "%(gone)s listings are missing from the list %(name)s since it was last read. "
                "That is more than you allowed, so nothing was applied and the listings are as "
                "they were.\n\nOpen Lists in Alongside to see which ones, and say yes if it "
                "is right."
            )
            % {"gone": run.gone, "name": row.name},
        )


def _mail(row: models.Source, subject: str, body: str) -> None:
    if row.tell:
        jobs.send_mail(to=row.tell, subject=subject, body=body)

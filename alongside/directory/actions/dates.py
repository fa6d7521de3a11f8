"""Dates on which a meeting differs from its rule, as our editors know them: an import keeps
them."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models
from alongside.directory.actions import rows

Kind = models.MeetingDate.Kind
FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Differs:
    """`until_on` is for a pause (none: until further notice), the minutes for an extra date."""

    kind: str
    on: date
    until_on: date | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    reason: str = ""


def keep_date(*, by: actors.Actor, meeting: uuid.UUID, said: Differs) -> None:
    """One more, one less, or a pause. The same day again is put right. Raises Problem."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, "meetings", meeting)
        assert isinstance(row, models.Meeting)
        _require_sense(row, said)
        is_pause, is_extra = said.kind == Kind.CLOSED, said.kind == Kind.EXTRA
        values = {
            "until_on": said.until_on if is_pause else None,
            "start_minute": said.start_minute if is_extra else None,
            "end_minute": said.end_minute if is_extra else None,
            "reason": said.reason.strip()[:300],
        }
        ours = row.dates.filter(says=models.Says.EDITOR, on=said.on, kind=said.kind)
        if ours.filter(**values).exists():
            return
        if not ours.update(**values):
            row.dates.create(says=models.Says.EDITOR, on=said.on, kind=said.kind, **values)
        _differs(by, row)
        audit.record(by=by, verb="keep-date", about=("meetings", row.pk))


def drop_date(*, by: actors.Actor, meeting: uuid.UUID, date: int) -> None:
    """What an editor said no longer holds. What its own list says stays."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, "meetings", meeting)
        assert isinstance(row, models.Meeting)
        gone, _each = row.dates.filter(pk=date, says=models.Says.EDITOR).delete()
        if not gone:
            return
        _differs(by, row)
        audit.record(by=by, verb="drop-date", about=("meetings", row.pk))


def _require_sense(row: models.Meeting, said: Differs) -> None:
    now = clock.now().date()
    if said.kind not in Kind.values:
        raise errors.Problem(_("Choose what happens on that day."))
    if not now - timedelta(days=366) <= said.on <= now + FURTHEST:
        raise errors.Problem(_("This day is too far away to say anything about it."))
    if said.until_on and said.until_on < said.on:
        raise errors.Problem(_("The last day is before the first."))
    if said.kind == Kind.EXTRA and said.start_minute is None and row.start_minute is None:
        raise errors.Problem(_("When does it start that day?"))


def _differs(by: actors.Actor, row: models.Meeting) -> None:
    """What follows: a meeting without any date of its own comes by its weekday alone."""
    now = clock.now()
    begins = row.starts_on is not None and row.starts_on > now.date()
    row.is_irregular = bool(row.rrule or row.until_on or begins) or row.dates.exists()
    row.save(update_fields=["is_irregular"])
    rows.looked(by, row, models.Says.EDITOR, now)

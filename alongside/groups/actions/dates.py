"""A date that is not as usual: off, moved, once more, or a pause; members read it at once."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.directory.rules import occurrences
from alongside.groups import models, queries, rules
from alongside.groups.actions import rows

Kind = models.Differs.Kind
NEITHER = _("The group does not meet on that day.")


def call_off(*, by: actors.Actor, group: uuid.UUID, on: date, reason: str = "") -> None:
    """It does not take place on that day. Said twice, the later reason counts."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    _require_day(found, on)
    with transaction.atomic():
        _write(found, Kind.CANCELLED, on, reason=reason)
        found.dates.filter(kind__in=(Kind.EXTRA, Kind.AGAIN), on=on).delete()
        rows.audit_about(by, "call-off-group", found)


def move(
    *,
    by: actors.Actor,
    group: uuid.UUID,
    on: date,
    to: date,
    start_minute: int | None = None,
    end_minute: int | None = None,
    place: str = "",
    reason: str = "",
) -> None:
    """That day's meeting takes place on another day, at another time or in another place."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    _require_day(found, on)
    _require_minutes(start_minute, end_minute)
    with transaction.atomic():
        once_more = found.dates.filter(kind=Kind.EXTRA, on=on).first()
        first = (once_more.moved_from or on) if once_more else on
        found.dates.filter(kind__in=(Kind.EXTRA, Kind.AGAIN), on=on).delete()
        off = found.dates.filter(kind=Kind.CANCELLED, on=to)
        undone = list(off)
        off.delete()
        if once_more is None or to == on:
            _write(found, Kind.CANCELLED, on, reason=reason)
        _write(
            found, Kind.EXTRA, to, reason=reason, place=place, moved_from=first,
            start_minute=start_minute, end_minute=end_minute,
        )  # fmt: skip
        _say_again(found, to, to, undone)
        rows.audit_about(by, "move-group", found)


def add_date(
    *,
    by: actors.Actor,
    group: uuid.UUID,
    on: date,
    start_minute: int | None = None,
    end_minute: int | None = None,
    place: str = "",
    reason: str = "",
) -> None:
    """Once more, on a day that is not among the usual ones."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    _require_minutes(start_minute, end_minute)
    with transaction.atomic():
        _write(
            found, Kind.EXTRA, on, reason=reason, place=place,
            start_minute=start_minute, end_minute=end_minute,
        )  # fmt: skip
        _say_again(found, on, on, found.dates.filter(kind=Kind.CANCELLED, on=on))
        rows.audit_about(by, "add-group-date", found)


def pause_group(
    *, by: actors.Actor, group: uuid.UUID, on: date, until_on: date | None = None, reason: str = ""
) -> None:
    """From that day until that day, both included; without an end until it is taken back."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    if until_on and until_on < on:
        raise errors.Problem(_("The last day comes before the first."))
    with transaction.atomic():
        _write(found, Kind.CLOSED, on, reason=reason, until_on=until_on)
        again = found.dates.filter(kind=Kind.AGAIN, on__gte=on)
        (again.filter(on__lte=until_on) if until_on else again).delete()
        rows.audit_about(by, "pause-group", found)


def undo_date(*, by: actors.Actor, group: uuid.UUID, date: uuid.UUID) -> None:
    """It is as usual again. What was moved goes back to its day. Who heard that it was not hears
    that, too."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    with transaction.atomic():
        row = found.dates.filter(pk=date).first()
        if row is None or row.kind == Kind.AGAIN:
            return
        these = Q(pk=row.pk) | Q(kind=Kind.EXTRA, moved_from=row.on)
        if row.moved_from:
            these |= Q(kind=Kind.CANCELLED, on=row.moved_from)
        undone = list(found.dates.filter(these))
        found.dates.filter(these).delete()
        if row.kind != Kind.EXTRA or row.moved_from:
            day = row.moved_from or row.on
            _say_again(found, day, row.until_on if row.kind == Kind.CLOSED else day, undone)
        rows.audit_about(by, "undo-group-date", found)


def _say_again(
    found: models.Group, on: date, until_on: date | None, undone: Collection[models.Differs]
) -> None:
    """It takes place after all, from the first time that it meets in these days. Nothing where it
    does not meet then, or no more."""
    zone = occurrences.zone_of(found.time_zone)
    since = max(clock.now(), datetime.combine(on, time(), zone))
    following = occurrences.following(queries.pattern(found), since, most=1)
    first = following[0].starts_at.astimezone(zone).date() if following else None
    if not undone or first is None or (until_on is not None and first > until_on):
        return
    before = found.dates.filter(kind=Kind.AGAIN, on=first).first()
    undid = {*(before.undid if before else ()), *(str(row.pk) for row in undone)}
    _write(found, Kind.AGAIN, first, reason="", until_on=until_on, undid=sorted(undid))


def _write(found: models.Group, kind: str, on: date, *, reason: str, **more: object) -> None:
    said = {
        "until_on": None, "start_minute": None, "end_minute": None, "moved_from": None, "place": "",
        "reason": rows.words(reason, 500), "undid": [], "said_at": clock.now(), **more,
    }  # fmt: skip
    said["place"] = rows.words(str(said["place"]), 500)
    models.Differs.objects.update_or_create(
        group=found, kind=kind, on=on, defaults=said | {"organisation_id": found.organisation_id}
    )


def _require_day(found: models.Group, on: date) -> None:
    if rules.on_that_day(queries.pattern(found), on) is None:
        raise errors.Problem(NEITHER)


def _require_minutes(start: int | None, end: int | None) -> None:
    if any(minute is not None and not 0 <= minute < 1440 for minute in (start, end)):
        raise errors.Problem(_("Write the times as hours and minutes."))
    if end is not None and start is None:
        raise errors.Problem(_("Say when it begins, too."))

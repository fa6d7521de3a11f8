"""The place itself: its rooms, and the days on which it is open."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.sites import models, policy
from alongside.sites.actions import rows
from alongside.sites.rules import times


def add_room(
    *, by: actors.Actor, id: uuid.UUID, site: uuid.UUID, name: str, seats: int, minutes: int = 10
) -> models.Room:
    """A room of a place, looked in on every so many minutes. Once per `id`, and of one name."""
    place = policy.require_site(by, P.FIELD_KEEP, site=site)
    if not name.strip() or not 1 <= seats <= 200 or not 1 <= minutes <= 240:
        raise errors.Problem(
            _("A room needs a name, how many seats it has, and how often somebody looks in."),
        )
    these = policy.rows(by, models.Room)
    if (row := these.filter(pk=id).first()) is not None:
        return row
    with sent.once(these, id, otherwise=_named_twice):
        models.Room.objects.create(
            id=id,
            organisation_id=by.tenant,
            site=place,
            name=name.strip(),
            seats=seats,
            minutes=minutes,
        )
        facts = {"seats": seats, "minutes": minutes}
        audit.record(by=by, verb="add-site-room", about=("room", id), facts=facts)
    return these.get(pk=id)


def _named_twice() -> errors.Problem:
    return errors.Problem(
        _("There is one of this name already."),
        kept=_("It is in the list."),
        todo=_("Choose another name."),
    )


def change_room(*, by: actors.Actor, room: uuid.UUID, closed: bool) -> None:
    """A closed room stands on no page; it can be opened again."""
    row = policy.require_row(by, P.FIELD_KEEP, models.Room, room)
    if closed == (row.closed_at is not None):
        return
    with transaction.atomic():
        closed_at = clock.now() if closed else None
        models.Room.objects.filter(pk=row.pk).update(closed_at=closed_at)
        verb = "close-site-room" if closed else "open-site-room"
        audit.record(by=by, verb=verb, about=("room", row.pk))


def open_day(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    site: uuid.UUID,
    kind: str,
    booths: int,
    closes_at: datetime,
    happened_at: datetime | None = None,
) -> models.Day:
    """The place is open from now until then. One that is open still is the same day; one that
    nobody closed ended when it was meant to. Once per `id`."""
    place = policy.require_site(by, P.FIELD_WORK, site=site, at=happened_at)
    at = rows.moment(happened_at)
    rows.chosen(kind, models.Day.Kind)
    if not times.may_be_open(at, closes_at) or not 0 <= booths <= 999:
        raise errors.Problem(
            _("A place is open for some time, and for no more than a day at once."),
            kept=_("What you typed is still here."),
            todo=_("Look at the time when it closes. Tomorrow is a new day."),
        )
    these = policy.rows(by, models.Day)
    with sent.once(these, id):
        Site.objects.select_for_update().get(pk=place.pk)
        open_one = these.filter(site=place, closed_at=None).first()
        if open_one is not None and open_one.closes_at > at:
            return open_one
        if these.filter(pk=id).exists():
            return these.get(pk=id)
        if open_one is not None:
            these.filter(pk=open_one.pk).update(closed_at=open_one.closes_at)
        # Words of those whom nobody saw leave go when the place opens again, else in the night.
        rows.words_of_gone(by, now=at).filter(site=place).update(called="")
        more = {"kind": kind or models.Day.Kind.PREVENTION, "booths": booths}
        begun = models.Day(id=id, organisation_id=by.tenant, site=place, **more)
        begun.opened_at, begun.closes_at = at, closes_at
        begun.save(force_insert=True)
        audit.record(by=by, verb="open-site", about=("day", id), facts={"booths": booths})
    return these.get(pk=id)


def close_day(*, by: actors.Actor, day: uuid.UUID, happened_at: datetime | None = None) -> int:
    """Nobody is in any more: whoever is still on the page left now, and their words go. Says how
    many. Twice is once."""
    row = policy.require_row(by, P.FIELD_WORK, models.Day, day, at=happened_at)
    at = max(rows.moment(happened_at), row.opened_at)
    with transaction.atomic():
        if not models.Day.objects.filter(pk=row.pk, closed_at=None).update(closed_at=at):
            return 0
        still = models.Visit.objects.filter(
            site_id=row.site_id, left_at=None, came_at__lte=at, came_at__gt=at - times.STILL_HERE
        )
        gone = still.filter(taken_back_at=None).update(left_at=at)
        models.Visit.objects.filter(site_id=row.site_id, came_at__lte=at).update(called="")
        audit.record(by=by, verb="close-site", about=("day", row.pk), facts={"left": gone})
    return gone


def forget_words(*, by: actors.Actor, now: datetime) -> int:
    """For the night: words of those whom nobody saw leave, also where the place never opens again.
    Says how many."""
    access.require(by, P.FIELD_WORK)
    with transaction.atomic():
        gone = rows.words_of_gone(by, now=now).update(called="")
        if gone:
            audit.record(by=by, verb="forget-words", facts={"visits": gone})
    return gone

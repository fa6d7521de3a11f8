"""The day ends: everybody is signed out, words are erased, and what stays are counts."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.audit import actions as audit
from alongside.core import clock, ids, scope
from alongside.welcome import models, policy, rules
from alongside.welcome.actions import rows


def close_day(*, by: actors.Actor, site: uuid.UUID) -> int:
    """Whoever is still here has left now, and rooms are free again. Says how many visits were
    counted; twice is once, and whoever comes after it begins a new count of the same day."""
    place = policy.require_desk(by, P.DESK_KEEP, site=site)
    now = clock.now()
    return _close(by, place, until=rules.day_of(now, place.time_zone), left_at=now)


def close_old_days(*, by: actors.Actor, now: datetime) -> int:
    """For the night: the days that nobody closed. Nobody knows when they left, so nothing says
    it."""
    access.require(by, P.DESK_KEEP)
    closed = 0
    for place in policy.sites_for(by):
        days = models.Presence.objects.filter(site=place).order_by("day")
        for day in days.values_list("day", flat=True).distinct():
            if rules.is_over(day, now=now, zone=place.time_zone):
                closed += _close(by, place, until=day, left_at=None)
    return closed


def _close(by: actors.Actor, place: Site, *, until: date, left_at: datetime | None) -> int:
    """In one transaction, not as a walker: whose attendance it is, the desk does not see."""
    with scope.within(by.organisation_id), transaction.atomic():
        mine = models.Presence.objects.filter(site=place, day__lte=until)
        gone = list(mine.select_for_update().order_by("pk"))
        if not gone:
            return 0
        if left_at is not None:
            rows.sign_out([row for row in gone if row.left_at is None], at=left_at, by=by)
            uses = models.RoomUse.objects.filter(room__site=place, ended_at=None)
            uses.update(ended_at=left_at)
        talked = set(
            models.Talk.objects.filter(presence__in=gone).values_list("presence_id", flat=True)
        )
        for count in rules.counted(
            ((row.day, row.arrived_at, row.pk in talked) for row in gone), place.time_zone
        ):
            _add(place, count)
        mine.filter(pk__in=[row.pk for row in gone]).delete()
        audit.record(by=by, verb="close-day", about=("site", place.pk), facts={"visits": len(gone)})
    return len(gone)


def _add(place: Site, count: rules.Counted) -> None:
    row, is_new = models.DayCount.objects.get_or_create(
        site=place,
        day=count.day,
        hour=count.hour,
        defaults={
            "id": ids.new(),
            "organisation_id": place.organisation_id,
            "visits": count.visits,
            "talks": count.talks,
        },
    )
    if not is_new:
        models.DayCount.objects.filter(pk=row.pk).update(
            visits=F("visits") + count.visits, talks=F("talks") + count.talks
        )

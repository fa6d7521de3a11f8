"""What stands on a desk, as the pages ask for it: each question put together once."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts import actors
from alongside.core import kept
from alongside.welcome import models, policy


@kept.question
def there(by: actors.Actor, now: datetime, since: datetime) -> QuerySet[models.Attendance, Any]:
    mine = policy.attendances_for(by, at=now).filter(site__in=policy.sites_for(by))
    return mine.filter(left_at=None, arrived_at__gte=since).values_list("participant_id")


@kept.question
def open_day(by: actors.Actor, place: uuid.UUID) -> QuerySet[models.Presence]:
    rows = policy.at_desk(by, models.Presence).filter(site_id=place)
    return rows.order_by("arrived_at", "pk")


@kept.question
def known(
    by: actors.Actor, these: tuple[uuid.UUID, ...], now: datetime
) -> QuerySet[models.Attendance, Any]:
    rows = policy.attendances_for(by, at=now).filter(presence__id__in=these)
    return rows.values_list("presence_id", "participant_id", "participant__alias")


@kept.question
def talks(by: actors.Actor, these: tuple[uuid.UUID, ...]) -> QuerySet[models.Talk]:
    rows = policy.at_desk(by, models.Talk).filter(presence__id__in=these)
    return rows.select_related("taken_by")


@kept.question
def turns(by: actors.Actor, these: tuple[uuid.UUID, ...]) -> QuerySet[models.Turn]:
    rows = policy.at_desk(by, models.Turn).filter(presence__id__in=these, ended_at=None)
    return rows.select_related("queue").order_by("asked_at")


@kept.question
def uses(by: actors.Actor, place: uuid.UUID, now: datetime) -> QuerySet[models.RoomUse]:
    rows = policy.at_desk(by, models.RoomUse).filter(site_id=place)
    return rows.filter(ended_at=None, until_at__gt=now).order_by("until_at")


@kept.question
def rooms(by: actors.Actor, place: uuid.UUID) -> QuerySet[models.Room]:
    rows = policy.at_desk(by, models.Room).filter(site_id=place, closed_at=None)
    return rows.order_by("name")


@kept.question
def lists(by: actors.Actor, place: uuid.UUID) -> QuerySet[models.Queue]:
    rows = policy.at_desk(by, models.Queue).filter(site_id=place, is_on=True)
    return rows.order_by("name")


@kept.question
def shifts(
    by: actors.Actor, place: uuid.UUID, start: datetime, end: datetime
) -> QuerySet[models.Shift]:
    these = policy.at_desk(by, models.Shift).filter(site_id=place, dropped_at=None)
    today = Q(from_at__lt=end, until_at__gt=start, gone_at=None)
    rows = these.filter(today | Q(here_at__isnull=False, gone_at=None) | Q(gone_at__gte=start))
    found = rows.select_related("person").defer("person__username", "person__email")
    return found.order_by("from_at")


@kept.question
def tablets(
    by: actors.Actor, place: uuid.UUID, now: datetime, since: datetime
) -> QuerySet[models.Kiosk]:
    rows = policy.at_desk(by, models.Kiosk).filter(site_id=place, ended_at=None)
    live = rows.filter(Q(opened_at__gt=since) | Q(opened_at=None, opens_until__gt=now))
    return live.select_related("made_by").order_by("made_at")


@kept.question
def counts(by: actors.Actor, place: uuid.UUID, day: date) -> QuerySet[models.DayCount, Any]:
    """Of each hour of a day that was closed."""
    return policy.at_desk(by, models.DayCount).filter(site_id=place, day=day).values_list("visits")

"""What is not as usual in groups, or is again, and who said that they come. For messages, which
ask about each person before anything goes out, and for one's own page."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from alongside.core import clock
from alongside.groups import models
from alongside.participants.policy import signs

Kind = models.Differs.Kind
SOON = timedelta(days=14)
# Off, paused, on another day, or on after all; once more is no reason to tell anybody.
_MOVED = Q(kind=Kind.EXTRA, moved_from__isnull=False)
_DIFFERENT = Q(kind__in=(Kind.CANCELLED, Kind.CLOSED, Kind.AGAIN)) | _MOVED


def differing_since(since: datetime) -> QuerySet[models.Differs]:
    """Of the organisation at hand."""
    rows = models.Differs.objects.filter(_DIFFERENT, said_at__gte=since, group__ended_at=None)
    return rows.select_related("group").order_by("said_at", "pk")


def differing(pk: uuid.UUID) -> models.Differs | None:
    """At the moment of sending: it may be as usual again."""
    rows = models.Differs.objects.filter(_DIFFERENT, pk=pk, group__ended_at=None)
    return rows.select_related("group").first()


def members_coming(group: models.Group, people: Collection[uuid.UUID]) -> QuerySet[models.Member]:
    """Who belongs to it, and is not asked to stay away."""
    rows = models.Member.objects.filter(group=group, state="here", who__in=people)
    away = models.Away.objects.filter(ended_at=None, until_on__gte=clock.now().date())
    return rows.exclude(pk__in=away.values("member_id"))


def placed(row: models.Differs, people: Collection[uuid.UUID]) -> QuerySet[models.SignUp]:
    """Who asked for a place on that day, or for all of it."""
    first = row.moved_from or row.on
    days = Q(on=None) | Q(on=first)
    if row.kind in {Kind.CLOSED, Kind.AGAIN}:
        later = Q(on__gte=row.on)
        days = Q(on=None) | (later & Q(on__lte=row.until_on) if row.until_on else later)
    rows = models.SignUp.objects.filter(group=row.group, given_back_at=None, who__in=people)
    return rows.filter(days)


def soon_different(*, today: date) -> signs.Signs:
    """What `participants.policy.signs` notices for the owner of a record."""
    ahead = Q(on__gte=today) | Q(moved_from__gte=today)
    ahead |= Q(kind=Kind.CLOSED) & (Q(until_on=None) | Q(until_on__gte=today))
    rows = models.Differs.objects.filter(
        _DIFFERENT, ahead, group=OuterRef("group"), on__lte=today + SOON
    )
    theirs = Q(on=OuterRef("on")) | Q(moved_from=OuterRef("on"))
    theirs |= Q(kind=Kind.CLOSED, on__lte=OuterRef("on"))
    members = models.Member.objects.filter(Exists(rows), state="here", group__ended_at=None)
    places = models.SignUp.objects.filter(
        Q(Exists(rows), on=None) | Q(Exists(rows.filter(theirs))),
        given_back_at=None,
        group__ended_at=None,
    )
    return {
        "group_differs": members.annotate(participant=F("who_id")),
        "place_differs": places.annotate(participant=F("who_id")),
    }

"""What the public may see: listings that are true, open and not marked private."""

from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.directory import models
from alongside.directory.policy.reach import addresses, contacts, phones, schedules

__all__ = ["addresses", "contacts", "phones", "schedules"]
ACTIVE = models.Service.Status.ACTIVE


def meetings() -> QuerySet[models.Meeting]:
    """Meetings that take place and may be shown."""
    return _meetings().all()


@cache  # the question, never an answer
def _meetings() -> QuerySet[models.Meeting]:
    return models.Meeting.objects.filter(retired_at=None, hidden_at=None, is_public=True).exclude(
        attendance=models.Meeting.Attendance.INACTIVE
    )


def known_meetings() -> QuerySet[models.Meeting]:
    """Also those that ended or pause: whoever kept the address learns what became of them."""
    return models.Meeting.objects.filter(is_public=True)


def services() -> QuerySet[models.Service]:
    """Those of an organisation that is private are private with it."""
    return active_services().filter(retired_at=None, hidden_at=None)


def active_services() -> QuerySet[models.Service]:
    """Those that their list calls open; also those that it no longer names."""
    return known_services().filter(status=ACTIVE)


def known_services() -> QuerySet[models.Service]:
    return models.Service.objects.filter(is_public=True, organisation__is_public=True)


def offers() -> QuerySet[models.ServiceAtLocation]:
    """Services at their places, of those that may be shown."""
    return _offers().all()


@cache  # the question, never an answer: it is asked twice on every page
def _offers() -> QuerySet[models.ServiceAtLocation]:
    """What may not be shown is little, and read from an index alone: far cheaper than a join
    for each of a thousand places."""
    hidden = models.Service.objects.filter(
        Q(retired_at__isnull=False)
        | Q(hidden_at__isnull=False)
        | Q(is_public=False)
        | Q(organisation__is_public=False)
        | ~Q(status=ACTIVE)
    )
    closed = models.Location.objects.filter(Q(retired_at__isnull=False) | Q(is_public=False))
    return models.ServiceAtLocation.objects.exclude(
        Q(service__in=hidden.values("pk")) | Q(location__in=closed.values("pk"))
    )


def undisputed(owner: str = "service") -> QuerySet[models.Fact]:
    """What somebody says is so of a service (or `meeting`), and nobody says is not: voices are
    not averaged."""
    no = models.Fact.objects.filter(is_so=False, **{owner: OuterRef(owner)})
    no = no.filter(kind=OuterRef("kind"), value=OuterRef("value"))
    return models.Fact.objects.filter(~Exists(no), is_so=True, **{f"{owner}__isnull": False})


def languages() -> QuerySet[models.Language]:
    return models.Language.objects.all()


def places() -> QuerySet[models.Place]:
    return models.Place.objects.all()

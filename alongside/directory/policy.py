"""What the public may see: listings that are true, open and not marked private."""

from django.db.models import QuerySet

from alongside.directory import models

ACTIVE = models.Service.Status.ACTIVE


def meetings() -> QuerySet[models.Meeting]:
    """Meetings that take place and may be shown."""
    return models.Meeting.objects.filter(retired_at=None, is_public=True).exclude(
        attendance=models.Meeting.Attendance.INACTIVE
    )


def known_meetings() -> QuerySet[models.Meeting]:
    """Also those that ended or pause: whoever kept the address learns what became of them."""
    return models.Meeting.objects.filter(is_public=True)


def services() -> QuerySet[models.Service]:
    return models.Service.objects.filter(retired_at=None, is_public=True, status=ACTIVE)


def known_services() -> QuerySet[models.Service]:
    return models.Service.objects.filter(is_public=True)


def offers() -> QuerySet[models.ServiceAtLocation]:
    """Services at their places, of those that may be shown."""
    return models.ServiceAtLocation.objects.filter(
        service__retired_at=None,
        service__is_public=True,
        service__status=ACTIVE,
        location__retired_at=None,
    )


def phones() -> QuerySet[models.Phone]:
    """Numbers that may be shown: never those of a named person."""
    return models.Phone.objects.filter(retired_at=None, is_public=True)


def words() -> QuerySet[models.Word]:
    return models.Word.objects.all()


def facts() -> QuerySet[models.Fact]:
    return models.Fact.objects.all()


def languages() -> QuerySet[models.Language]:
    return models.Language.objects.all()


def places() -> QuerySet[models.Place]:
    return models.Place.objects.all()

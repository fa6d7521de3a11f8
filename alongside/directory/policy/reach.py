"""How to reach what is listed, as far as the public may know it."""

from django.db.models import Q, QuerySet

from alongside.directory import models


def addresses() -> QuerySet[models.PostalAddress]:
    return models.PostalAddress.objects.filter(retired_at=None, is_public=True)


def phones() -> QuerySet[models.Phone]:
    """Numbers that may be shown: those of a named person only where its source's names are."""
    named = Q(contact__isnull=False, source__shows_names=True)
    return models.Phone.objects.filter(Q(is_public=True) | named, retired_at=None)


def contacts() -> QuerySet[models.Contact]:
    """Show `shown_name` and `shown_email` of them, never the columns."""
    return models.Contact.objects.select_related("source")


def schedules() -> QuerySet[models.Schedule]:
    return models.Schedule.objects.filter(retired_at=None)

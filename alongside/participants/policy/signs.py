"""What may wait for a participant on their own page. Most of it is seldom there: the page asks
for all of these in the one question with which it opens the record, and then only for those
that are there. Floors above add their own."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.participants import models
from alongside.participants.rules import knowing

RECENT = timedelta(days=30)
Signs = dict[str, QuerySet[Any]]  # by name; of each row, `participant` is whom it is for
Waiting = tuple[tuple[str, Callable[[], QuerySet[Any]]], ...]  # the same, not yet asked


def signs(*, now: datetime, today: date) -> Signs:
    waiting = (models.Asking.Answer.OPEN, models.Asking.Answer.LATER)
    unread = models.Disclosure.objects.filter(consent=None, told_at=None)
    return {
        "askings": models.Asking.objects.filter(answer__in=waiting),
        "lost": models.LostKey.objects.filter(ended_at=None),
        "untold": tellable(unread, today=today),
        "opened": models.Glass.objects.filter(broken_at__gt=now - RECENT),
        "ways_ending": models.FindWay.objects.filter(
            until_at__gt=now, until_at__lte=now + knowing.REMIND
        ),
        "back": models.Status.objects.filter(until_at=None, where__in=knowing.AWAY),
        "passed": models.Passing.objects.filter(undone_at=None),
    }


def tellable(rows: QuerySet[Any], *, today: date) -> QuerySet[Any]:
    """Without what a court forbids to tell as yet."""
    return rows.filter(Q(secret_until=None) | Q(secret_until__lt=today))


def noticing(rows: QuerySet[models.Participant], what: Signs) -> QuerySet[models.Participant]:
    """Each record knows which of them there are: `has_askings`, and so on."""
    about = {name: found.filter(participant=OuterRef("pk")) for name, found in what.items()}
    return rows.annotate(**{f"has_{name}": Exists(found) for name, found in about.items()})


def has(person: models.Participant, sign: str) -> bool:
    """Whether it is there; asked of a record that `noticing` opened."""
    found: bool = getattr(person, f"has_{sign}")
    return found

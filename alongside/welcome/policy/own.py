"""Having been here, as somebody's own page notices it."""

from datetime import datetime

from alongside.participants.policy import signs
from alongside.participants.rules import knowing
from alongside.welcome import models


def days_here(*, now: datetime) -> signs.Signs:
    """What `participants.policy.signs` asks for the owner of a record: whether they were ever
    here under their record, and whether within half a year."""
    days = models.Attendance.objects.all()
    return {
        "was_here": days,
        "here_lately": days.filter(arrived_at__gt=now - knowing.LONG_AWAY),
    }

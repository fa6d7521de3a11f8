"""What a record says of being reached, read anew each time: the caller keeps nothing of it."""

from datetime import datetime

from alongside.participants import models
from alongside.participants.policy import passing
from alongside.participants.rules import SUPPORTED, reaching

Where = models.Status.Where
AWAY = (Where.PAUSED, Where.MOVED_ON)


def ways_of(person: models.Participant) -> reaching.Ways:
    agreed = person.consents.filter(kind=SUPPORTED, about=None, withdrawn_at=None).exists()
    return reaching.Ways(
        agreed=agreed,
        died=passing.open_of(person).exists(),
        away=person.statuses.filter(until_at=None, where__in=AWAY).exists(),
        never_ways=tuple(person.never_ways),
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
    )


def zone_of(person: models.Participant) -> str:
    """Where they are, as far as we know: the place they come to, else where we are."""
    return str((person.site or person.organisation).time_zone)


def may_send(person: models.Participant, way: str, *, now: datetime) -> reaching.Verdict:
    """Whether something may go out to them this way at this moment. Ask where it is sent."""
    return reaching.verdict(ways_of(person), way, now=now, zone=zone_of(person))

"""When a duty is due next, how long a message waits for its next try. Plain values only."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

TRIES = 12
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
RETRY_DUTY = timedelta(minutes=10)
LOST_AFTER = timedelta(minutes=30)
PULSE_LIMIT = timedelta(minutes=5)
SEAL_LIMIT = timedelta(hours=36)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something done every so often: `every` so long, or each day `at` a local time.

    `does` is the dotted name of a function that takes nothing.
    """

    slug: str
    does: str
    every: timedelta | None = None
    at: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError(f"{self.slug}: either every or at")


@dataclass(frozen=True, slots=True)
class Went:
    """What became of one try; `is_final` where another one would not help."""

    outcome: str
    is_sent: bool = False
    is_final: bool = False


SENT = Went("sent", is_sent=True)


def next_due(duty: Duty, *, now: datetime, zone: str) -> datetime:
    """The first moment after `now`. A local time that the clocks skip is taken an hour on."""
    if duty.every is not None:
        return now + duty.every
    assert duty.at is not None
    place = ZoneInfo(zone)
    day = now.astimezone(place).date()
    for ahead in (0, 1):
        moment = datetime.combine(day + timedelta(days=ahead), duty.at, place)
        if moment.timestamp() > now.timestamp():
            return moment.astimezone(now.tzinfo)
    raise AssertionError("tomorrow at that time is always later")


def after_failure(due_at: datetime, *, now: datetime) -> datetime:
    """A duty that failed is tried again soon, not only tomorrow."""
    return min(due_at, now + RETRY_DUTY)


def wait_before(tries: int) -> timedelta | None:
    """How long to wait after so many tries that failed; None when it is time to give up."""
    if tries >= TRIES:
        return None
    wait: timedelta = FIRST_WAIT * 2 ** (tries - 1)
    return min(wait, LONGEST_WAIT)


def is_final(smtp_code: int) -> bool:
    """Whether the mail server said that trying again is of no use."""
    return 500 <= smtp_code < 600

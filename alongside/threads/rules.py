"""When a human reads, when a reminder is due, and whether a notice goes out. Plain values only;
`now` is aware, `zone` names a time zone."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.participants.rules import reaching
from alongside.participants.rules.reaching import LATER, STOP, Verdict

LONGEST = 4000  # signs of a message
OWN_WORDS = 80  # signs of one's own words outside

# --- words that come in --------------------------------------------------------------------------

STOPS = frozenset(
    {"stop", "stopall", "unsubscribe", "cancel", "end", "quit"}  # English, as gateways know them
    | {"arret", "arreter"}
    | {"alto", "parar", "baja", "cancelar"}
)
STARTS = frozenset({"start", "unstop", "debut", "commencer", "empezar", "inicio"})


def plain(words: str) -> str:
    """What is said, without case, accents and signs around it."""
    apart = unicodedata.normalize("NFD", words.casefold())
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub(r"[^\w ]+", " ", kept).strip()


def is_stop(words: str) -> bool:
    """One of the words in three languages, alone, or twice."""
    said = plain(words).split()
    return 0 < len(said) <= 3 and said[0] in STOPS and set(said) <= STOPS | {"all", "please"}


def is_start(words: str) -> bool:
    said = plain(words).split()
    return len(said) == 1 and said[0] in STARTS


_ODD = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


def cleaned(words: str) -> str:
    """Without signs that can't be seen, or that turn what stands beside them round."""
    return _ODD.sub("", words.replace("\r\n", "\n")).strip()[:LONGEST]


# --- when a human reads --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hours:
    """On these days (0 is Monday) from then until then; the same hour twice is the whole day, an
    earlier one is the next morning."""

    days: Collection[int]
    from_time: time
    until_time: time

    def holds(self, local: datetime) -> bool:
        at, today = local.time(), local.weekday()
        if self.from_time == self.until_time:
            return today in self.days
        if self.from_time < self.until_time:
            return today in self.days and self.from_time <= at < self.until_time
        before = (today - 1) % 7
        return (today in self.days and at >= self.from_time) or (
            before in self.days and at < self.until_time
        )


def reads_now(hours: Sequence[Hours], *, now: datetime, zone: str) -> bool:
    local = now.astimezone(ZoneInfo(zone))
    return any(one.holds(local) for one in hours)


def reads_next(hours: Sequence[Hours], *, now: datetime, zone: str) -> datetime | None:
    """When somebody reads again, if nobody does now: within eight days, or None."""
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()
    begins = []
    for ahead in range(9):
        day = today + timedelta(days=ahead)
        for one in hours:
            starts = time() if one.from_time == one.until_time else one.from_time
            at = datetime.combine(day, starts, place).astimezone(UTC)
            if day.weekday() in one.days and at > now:
                begins.append(at)
    return min(begins, default=None)


# --- reminders -----------------------------------------------------------------------------------

EVENING, MORNING, HOURS = "evening", "morning", "hours"
MOMENTS = (EVENING, MORNING, HOURS)
AT_EVENING, AT_MORNING, BEFORE = time(18), time(9), timedelta(hours=2)
AHEAD = timedelta(days=2)  # the earliest reminder is never longer before its time


def due(moment: str, at: datetime, zone: str) -> datetime:
    """When somebody is reminded of what happens `at`: the evening before at six, that morning at
    nine, by the clock on the wall there; or two hours before."""
    if moment == HOURS:
        return at - BEFORE
    place = ZoneInfo(zone)
    on: date = at.astimezone(place).date()
    if moment == EVENING:
        return datetime.combine(on - timedelta(days=1), AT_EVENING, place).astimezone(UTC)
    return datetime.combine(on, AT_MORNING, place).astimezone(UTC)


# --- whether a notice goes -----------------------------------------------------------------------

STOPPED, NO_LINE, NO_AGREEMENT, NOT_SET_UP, OVER, FULL = (
    "stopped", "no-line", "no-agreement", "not-set-up", "over", "refused",
)  # fmt: skip
WHYS = (
    reaching.DIED, reaching.AWAY, reaching.WITHDRAWN, reaching.NEVER, reaching.QUIET, STOPPED,
    NO_LINE, NO_AGREEMENT, NOT_SET_UP, OVER, FULL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is asked at the moment of sending. `is_over`: what it is about is read,
    called off or past. `best_before` is when there is no use in it any more."""

    ways: reaching.Ways
    way: str
    chosen_way: str
    has_address: bool
    is_stopped: bool
    has_agreement: bool
    is_set_up: bool
    is_over: bool = False
    best_before: datetime | None = None


def may_go(case: Case, *, now: datetime, zone: str) -> Verdict:
    """Go, ask again later, or never. Whatever says never is said before what says later."""
    nevers = (
        (case.is_stopped, STOPPED),
        (case.way != case.chosen_way or not case.has_address, NO_LINE),
        (not case.has_agreement, NO_AGREEMENT),
        (not case.is_set_up, NOT_SET_UP),
        (case.is_over, OVER),
        (case.best_before is not None and now >= case.best_before, OVER),
    )
    for holds, why in nevers:
        if holds:
            return Verdict(STOP, why)
    found = reaching.verdict(case.ways, case.way, now=now, zone=zone)
    is_late = case.best_before is not None and found.until and found.until >= case.best_before
    if found.what == LATER and is_late:
        return Verdict(STOP, found.why)
    return found

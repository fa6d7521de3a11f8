"""Days, times and the windows in which somebody looks for a meeting.

A week starts on Sunday = 0, as in Meeting Guide; minutes count from midnight of the wall
clock where the meeting is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY, WEEK = 24 * 60, 7 * 24 * 60
LATE = 30  # minutes by which one may still walk in
NIGHT_ENDS = 4 * 60  # whoever looks at one in the morning means this night
PARTS = {
    "morning": (4 * 60, 12 * 60),
    "afternoon": (12 * 60, 17 * 60),
    "evening": (17 * 60, 22 * 60),
    "night": (22 * 60, DAY + NIGHT_ENDS),
}
_DAYS = (
    ("sunday", "sun", "su", "domingo", "dom", "dimanche", "dim"),
    ("monday", "mon", "mo", "lunes", "lun", "lundi"),
    ("tuesday", "tue", "tues", "tu", "martes", "mardi"),
    ("wednesday", "wed", "weds", "we", "miercoles", "mie", "mercredi", "mer"),
    ("thursday", "thu", "thur", "thurs", "th", "jueves", "jue", "jeudi", "jeu"),
    ("friday", "fri", "fr", "viernes", "vie", "vendredi", "ven"),
    ("saturday", "sat", "sa", "sabado", "sab", "samedi", "sam"),
)
DAY_NAMES = {name: day for day, names in enumerate(_DAYS) for name in names}
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h ](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?\s*(?:m\.?)?$")
_DIGITS = re.compile(r"^(\d{1,2})(\d{2})$")
_AMERICAN = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:[ ,T]+(.*))?$")


def minute_of(text: object) -> int | None:
    """'20:00', '8:00 PM', '0730', '7.30pm', 'noon': minutes from midnight, or None."""
    if not isinstance(text, str | int) or isinstance(text, bool):
        return None
    words = str(text).strip().lower()
    if words in {"noon", "midday", "mediodía", "midi"}:
        return 12 * 60
    if words in {"midnight", "medianoche", "minuit", "24:00"}:
        return 0
    found = _CLOCK.match(words) or _DIGITS.match(words)
    if found is None:
        return None
    parts = (*found.groups(), None)
    hour, minute, half = int(parts[0] or 0), int(parts[1] or 0), parts[2]
    if parts[1] is None and half is None:
        return None  # a bare '7' does not say morning or evening
    if half:
        if not 1 <= hour <= 12:
            return None if hour > 23 or half == "a" else hour * 60 + minute
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


LONGEST_DAYS = 80  # signs: a longer text is no list of days
_EVERY = {
    "daily": range(7), "every day": range(7), "everyday": range(7), "all days": range(7),
    "7 days a week": range(7), "todos los dias": range(7), "diario": range(7),
    "tous les jours": range(7), "weekdays": range(1, 6), "weekends": (0, 6),
}  # fmt: skip
_TOGETHER = re.compile(r"\s*(?:[/;&+]|\band\b|\by\b|\bet\b|\s)\s*")
_UNTIL = re.compile(r"\s*(?:[-–—]|\bto\b|\bthru\b|\bthrough\b)\s*")


def _several(text: str, names: dict[str, int]) -> list[int] | None:
    """'Mon-Fri', 'Tues & Thurs', 'Wednesdays', 'daily'; None where any of it is no day of a
    week: 'first Saturday' is not every one."""

    def day(word: str) -> int | None:
        return names.get(word.rstrip("."), names.get(word.rstrip(".").removesuffix("s")))

    if text in _EVERY:
        return list(_EVERY[text])
    ends = [day(word) for word in _UNTIL.split(text)]
    if len(ends) == 2 and None not in ends:
        first, last = (each or 0 for each in ends)
        return [number % 7 for number in range(first, last + (7 if last < first else 0) + 1)]
    found = [day(word) for word in _TOGETHER.split(text) if word]
    return [each for each in found if each is not None] if None not in found else None


def days_of(value: object, *, fold: dict[str, int] | None = None) -> tuple[list[int], list[str]]:
    """The weekdays of a list, text, number or nothing; and what could not be read.

    7 is read as Sunday: feeds that count from Monday write it so.
    """
    names = DAY_NAMES if fold is None else fold
    if value is None or value == "":
        return [], []
    days: list[int] = []
    odd: list[str] = []
    for entry in value if isinstance(value, list | tuple) else str(value).split(","):
        text = str(entry).strip().lower().replace("é", "e").replace("á", "a").rstrip(".")
        if text in {"", "none", "null"}:
            continue
        number = int(text) if text.isascii() and text.isdigit() and len(text) == 1 else None
        if number is not None and number <= 7:
            days.append(number % 7)
        elif text in names:
            days.append(names[text])
        elif len(text) <= LONGEST_DAYS and (several := _several(text, names)):
            days += several
        else:
            odd.append(str(entry)[:60])
    return sorted(set(days)), odd


def moment_of(text: object) -> datetime | None:
    """'2022-07-09 19:32:28' (UTC) or '8/25/2022 11:17:07 AM', month first unless it can't be."""
    words = str(text or "").strip()
    found = _AMERICAN.match(words)
    if found is None:
        try:
            moment = datetime.fromisoformat(words)
        except ValueError:
            return None
        if not MINYEAR < moment.year < MAXYEAR:  # on another clock it may be no date at all
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    month, day, year = int(found[1]), int(found[2]), int(found[3])
    if month > 12 >= day:
        month, day = day, month
    if year < 100:
        year += 1900 if year >= 70 else 2000
    minutes = minute_of(found[4]) or 0 if found[4] else 0
    try:
        return datetime(year, month, day, minutes // 60, minutes % 60, tzinfo=UTC)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Window:
    """From minute `start` of the week, `length` minutes long; the week wraps."""

    start: int
    length: int

    def holds(self, minute: int) -> bool:
        return (minute - self.start) % WEEK < self.length

    def days(self) -> set[int]:
        """The weekdays it touches, and one on each side: clocks near a border differ."""
        first, last = self.start // DAY, (self.start + self.length - 1) // DAY
        return {day % 7 for day in range(first - 1, last + 2)}


def week_minute(now: datetime) -> int:
    """The minute of the week on the wall clock of `now`."""
    return now.isoweekday() % 7 * DAY + now.hour * 60 + now.minute


def window(when: str, part: str, now: int) -> Window | None:
    """What `when` means at minute `now` of the week; None: any time.

    'now' reaches from half an hour ago to an hour and a half ahead, 'hour' an hour ahead;
    'tonight' to four in the morning, with what has just begun; a weekday, 'today' or 'tomorrow'
    is the whole day or a part of it.
    """
    if when == "now":
        return Window((now - LATE) % WEEK, 90 + LATE)
    if when == "hour":
        return Window(now, 61)
    today, clock = divmod(now, DAY)
    if when == "tonight":
        if clock < NIGHT_ENDS:
            return Window((now - LATE) % WEEK, NIGHT_ENDS - clock + LATE)
        start = max(clock - LATE, PARTS["evening"][0])
        return Window(today * DAY + start, DAY + NIGHT_ENDS - start)
    day = {"today": today, "tomorrow": (today + 1) % 7}.get(when)
    if day is None and when.isdigit() and int(when) < 7:
        day = int(when)
    if day is None:
        return None
    begins, ends = PARTS.get(part, (0, DAY))
    return Window(day * DAY + begins, ends - begins)


def between(when: str, begins: int, ends: int | None, now: int) -> Window:
    """From one time of day to another, past midnight where the end is not after the start; on
    the day of `when`, else today. Without an end it is up to four in the morning."""
    today, clock = divmod(now, DAY)
    late_night = when == "tonight" and clock < NIGHT_ENDS
    day = {"tomorrow": (today + 1) % 7}.get(when, (today - late_night) % 7)
    if when.isdigit() and int(when) < 7:
        day = int(when)
    final = DAY + NIGHT_ENDS if ends is None else ends
    return Window(day * DAY + begins, (final - begins - 1) % DAY + 1)


def in_part(part: str, minute: int) -> bool:
    """Is a start at this minute of the day in this part of it? An unknown part is any."""
    begins, ends = PARTS.get(part, (0, DAY))
    return begins <= minute < ends or begins <= minute + DAY < ends


def until(start: int, now: int, *, end: int | None = None) -> int:
    """Minutes until a weekly start; negative while it goes on (an hour when no end is said)."""
    length = (end - start) % DAY if end is not None else 60
    ahead = (start - now) % WEEK
    since = WEEK - ahead
    return -since if 0 < since < (length or 60) else ahead


def offsets(zones: Iterable[str], here: datetime) -> dict[str, int]:
    """How many minutes each zone's wall clock is ahead of the clock of `here`."""
    base = here.utcoffset() or timedelta()
    ahead: dict[str, int] = {}
    for zone in zones:
        try:
            there = here.astimezone(ZoneInfo(zone)).utcoffset() if zone else base
        except (KeyError, ValueError, OSError):
            there = base
        ahead[zone] = round(((there or timedelta()) - base).total_seconds() / 60)
    return ahead


WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)


def world_minute(weekday: int | None, start: int | None, zone: str) -> int | None:
    """The minute of the week in UTC at which it starts in January; none for no time. With
    summer time, or where summer is in January, the true one is within an hour of it."""
    if weekday is None or start is None:
        return None
    return (weekday * DAY + start - offsets([zone], WINTER)[zone]) % WEEK


SLOT = 4 * 60  # the stretches of the week by which meetings stand in the index
ANY_SLOT = -1  # of meetings whose day only their dates tell
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)


@cache
def swing(zone: str) -> int:
    """How many minutes a zone's clock is further ahead in July than in January."""
    return _ahead(zone, SUMMER) - _ahead(zone, WINTER)


def shift(zone: str, now: datetime) -> int:
    """The same for now: what must be taken from a `world_minute` of this zone today."""
    return _ahead(zone, now) - _ahead(zone, WINTER)


def _ahead(zone: str, at: datetime) -> int:
    try:
        offset = at.astimezone(ZoneInfo(zone or "UTC")).utcoffset()
    except (KeyError, ValueError, OSError):
        offset = None
    return round((offset or timedelta()).total_seconds() / 60)


def parts_of(minute: int | None) -> list[str]:
    """The part of the day in which something starts."""
    return [] if minute is None else [part for part in PARTS if in_part(part, minute)]


def slots(start: int, length: int) -> list[int]:
    """The slots that a stretch of the week touches, wherever it begins."""
    first, last = start // SLOT, (start + length - 1) // SLOT
    return sorted({slot % (WEEK // SLOT) for slot in range(first, last + 1)})

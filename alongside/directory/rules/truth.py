"""When a report is believed, when its clock strikes, and what is spam. Plain values only."""

import ipaddress
import re
import unicodedata
import uuid
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

CHASE_AFTER = 3  # working days
RETIRE_AFTER = timedelta(days=90)
BELIEVED_FOR = timedelta(days=30)  # a door that was closed longer ago says little about today
DOUBTED_FOR = timedelta(days=14)  # just found open: one voice alone does not hide it again
MOST_HIDDEN = 3  # a day from one network
MOST_HIDDEN_BY_ALL = 100  # a day: beyond it something is wrong, and editors decide

MOST_TOLD = 30  # a day from one network: a shelter or library shares one
MOST_DRAFTS = 10  # of one listing’s people, waiting for an editor
LEAST_SECONDS = 3  # nobody reads and fills in a form faster
MOST_LINKS = 1
LONGEST_WORDS = 2000
THANKS_WAIT = timedelta(days=90)  # an address for thanks is erased then at the latest
WORDS_AGAIN = timedelta(hours=20)  # how often a keeper's words are sent to one listing


# --- the clock ---------------------------------------------------------------------------


def is_working(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() < 5 and day not in holidays


def working_days_after(day: date, days: int, holidays: Collection[date] = ()) -> date:
    """The working day that so many working days have led to: Friday and three is Wednesday."""
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working(day, holidays):
            day += timedelta(days=1)
    return day


def strikes(
    reported_on: date, *, chased: bool, today: date, holidays: Collection[date] = ()
) -> str:
    """What is to be done about a report today: `retire`, `chase`, or nothing."""
    if today - reported_on >= RETIRE_AFTER:
        return "retire"
    if not chased and today >= working_days_after(reported_on, CHASE_AFTER, holidays):
        return "chase"
    return ""


def is_credible(
    *,
    happened_on: date,
    today: date,
    checked_on: date | None = None,
    found_open_on: date | None = None,
    told: int = 1,
    hidden_by_network: int = 0,
    hidden_by_all: int = 0,
) -> bool:
    """May one report alone hide a listing? What is not believed at once waits for an editor.

    `told` counts networks that said the same; `checked_on` is when we last looked.
    """
    if hidden_by_network >= MOST_HIDDEN or hidden_by_all >= MOST_HIDDEN_BY_ALL:
        return False
    if not today - BELIEVED_FOR <= happened_on <= today:
        return False
    if checked_on is not None and checked_on > happened_on:
        return False
    just_open = found_open_on is not None and today - found_open_on < DOUBTED_FOR
    return told >= 2 or not just_open


# --- against spam ------------------------------------------------------------------------


def network(address: str) -> str:
    """The network of an address: that of a house, not of a person."""
    try:
        there = ipaddress.ip_address(address)
    except ValueError:
        return "nowhere"
    if isinstance(there, ipaddress.IPv6Address) and there.ipv4_mapped:
        there = there.ipv4_mapped
    return str(ipaddress.ip_network((there, 24 if there.version == 4 else 48), strict=False))


def made_at(made: uuid.UUID) -> datetime | None:
    """When a UUIDv7 was made, so when the form was shown; None where it is of another kind."""
    if made.version != 7:
        return None
    try:
        return datetime.fromtimestamp((made.int >> 80) / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def is_too_quick(made: uuid.UUID, now: datetime) -> bool:
    """Where clocks disagree, and the form seems to come from the future, nobody is blamed."""
    shown_at = made_at(made)
    return shown_at is None or timedelta(0) <= now - shown_at < timedelta(seconds=LEAST_SECONDS)


LINK = re.compile(r"(https?:|www\.|\[url|<a\s)", re.I)


def links_in(words: str) -> int:
    return len(LINK.findall(words))


def plain(words: str) -> str:
    """Words as they are compared with others: the same said twice is one."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return " ".join(re.findall(r"\w+", letters))


# --- how fresh ---------------------------------------------------------------------------

MONTHS = (1, 3, 6, 12)


def bands(now: datetime) -> list[datetime]:
    """The moments one, three, six and twelve months ago (of thirty days, and a year)."""
    return [now - timedelta(days=365 if months == 12 else 30 * months) for months in MONTHS]

"""What a form about a time together begins with, who is likely meant, and what may be undone.

Plain values only. A default comes from what is known already, never from a guess about the
person: each of them can be put right in one tap.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

UNDO = timedelta(hours=24)  # how long an unsure tap can be undone
ONE_SHIFT = timedelta(hours=4)  # two times together so near each other were in one shift
NEAR = timedelta(hours=2)  # an appointment so near is what this is about
PHONE, STREET, ONE = "phone", "street", "one"
MOST_ROWS = 60  # of a shift, in one save
MOST_OTHERS = 1000  # people for whom somebody can carry something
PROMISED_AT = {"call": PHONE, "online": "online"}  # else they meet somewhere


def may_undo(recorded_at: datetime, *, now: datetime) -> bool:
    """Within a day of writing it down, whenever it happened."""
    return now - recorded_at <= UNDO


@dataclass(frozen=True, slots=True)
class Way:
    """How a time together usually is; what the form begins with."""

    form: str = ONE
    setting: str = STREET
    minutes: int = 15
    site_id: UUID | None = None
    stage: str = ""
    programme_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when the form is drawn. `promise` is what was promised about now (meeting,
    call or online, or nothing); the hat says for which place and programme a peer works."""

    last_with: Way | None = None
    last_of_peer: Way | None = None
    last_at: datetime | None = None
    promise: str = ""
    site_id: UUID | None = None
    programme_id: UUID | None = None


def usual(known: Known, *, now: datetime) -> Way:
    """As last time with this person, else as the peer's last time; where they are just now
    counts more than where they were, and an appointment more than both."""
    way = known.last_with or _as_of_peer(known)
    is_shift = known.last_at is not None and timedelta() <= now - known.last_at <= ONE_SHIFT
    if is_shift and known.last_of_peer is not None:
        here = known.last_of_peer
        way = replace(way, setting=here.setting, site_id=here.site_id or way.site_id)
    if known.promise in PROMISED_AT:
        way = replace(way, setting=PROMISED_AT[known.promise])
    elif known.promise and way.setting in PROMISED_AT.values():
        way = replace(way, setting=STREET)
    return replace(
        way,
        site_id=way.site_id or known.site_id,
        programme_id=way.programme_id or known.programme_id,
    )


def _as_of_peer(known: Known) -> Way:
    last = known.last_of_peer
    return Way(last.form, last.setting, site_id=last.site_id) if last else Way()


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody whom a peer may just have been with. `promised_at`: their next appointment."""

    participant_id: UUID
    name: str
    last_at: datetime | None = None
    promised_at: datetime | None = None
    is_here: bool = False
    is_recorded: bool = True  # they agree to it being written down


def by_likelihood(people: Iterable[Likely], *, now: datetime) -> list[Likely]:
    """Who is here now first; then whose appointment is nearest; then those never met; then those
    met last. Who wants nothing written down comes at the end."""
    return sorted(people, key=lambda one: (_order(one, now), one.name.casefold()))


def _order(one: Likely, now: datetime) -> tuple[int, float]:
    away = abs(one.promised_at - now) if one.promised_at else None
    if not one.is_recorded:
        return (4, 0.0)
    if one.is_here:
        return (0, 0.0)
    if away is not None and away <= timedelta(hours=12):
        return (1, away.total_seconds())
    if one.last_at is None:
        return (2, 0.0)
    return (3, -one.last_at.timestamp())

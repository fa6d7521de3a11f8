"""Questions to the index, as SQL that SQLite and PostgreSQL read alike.

Written out, and not through the ORM, for two reasons that were measured: putting a question
together there cost more than answering it, and a join of ranges with an index, in this order,
can't be said in it. Nothing but numbers of ours is written into a statement.
"""

# ruff: noqa: S608

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import cos, degrees, radians, sin, sqrt
from typing import Any

from alongside.directory.rules import cells, positions, times
from alongside.directory.search.prepared import run
from alongside.directory.search.text import Term
from alongside.directory.search.where import Spot

FAR_EAST = 170  # degrees beyond which a search may cross the 180th meridian
COMMON = 20_000  # a word in more entries than that is asked of each one near
WEIGHT_KM = 4  # a word in the name is worth that much more way than one in what it is about
HOUR_KM = 6  # an hour of waiting weighs like six kilometres
CLOSED_KM, UNSURE_KM = 8, 3  # what is closed when somebody wants to go there, or may be
ZONES = {60: "America/New_York", -60: "Australia/Sydney"}  # how other summers go

# Not on its way in or out: see `index.Change`. Where a position or times are asked for, it is so.
THERE = " AND substr(e.key, 1, 1) NOT IN ('+', '-')"

Row = tuple[Any, ...]


def km_of(apart: float) -> float:
    return radians(sqrt(max(apart, 0))) * positions.EARTH_KM


def listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


class Near:
    """How far entries are from a spot."""

    def __init__(self, spot: Spot, km: float, kind: int) -> None:
        self.spot, self.km, self.kind = spot, float(km), kind
        half = radians(1) / 2 * sin(radians(spot.latitude))
        narrow = cos(radians(spot.latitude)) + half * spot.latitude
        lon = "e.longitude"
        if abs(spot.longitude) > FAR_EAST:  # the 180th meridian may be between
            turn, beyond = (360.0, "<") if spot.longitude > 0 else (-360.0, ">")
            lon = f"(CASE WHEN {lon} {beyond} 0 THEN {lon} + ({turn!r}) ELSE {lon} END)"
        self.north = f"(e.latitude - ({float(spot.latitude)!r}))"
        self.east = (
            f"(({lon} - ({float(spot.longitude)!r})) * ({narrow!r} - ({half!r}) * e.latitude))"
        )

    @property
    def bands(self) -> str:
        """The ranges of squares that have something within reach, as a table."""
        found = cells.bands(self.kind, self.spot.latitude, self.spot.longitude, self.km)
        pairs = ", ".join(f"({low}, {high})" for low, high in found)
        return f"WITH band(low, high) AS (VALUES {pairs})"

    @property
    def apart(self) -> str:
        """The square of an angle in degrees, in plain arithmetic on the mean latitude: right
        to a metre in a hundred kilometres."""
        return f"({self.north} * {self.north} + {self.east} * {self.east})"

    @property
    def within(self) -> str:
        return f"{self.apart} <= {degrees(self.km / positions.EARTH_KM) ** 2!r}"

    @property
    def way(self) -> str:
        """About how many kilometres (within 4 %), without a root: to put things in order."""
        north, east = f"abs({self.north})", f"abs({self.east})"
        degree = radians(1) * positions.EARTH_KM
        both, apart = 0.679 * degree, 0.281 * degree
        return f"({both!r} * ({north} + {east}) + {apart!r} * abs({north} - {east}))"


def masked(mask: int) -> str:
    return f" AND (e.marks & {mask}) = {mask}" if mask else ""


def ahead(spot_zone: str, now: datetime) -> str:
    """Minutes from `times.LATE` ago until a weekly time comes, by today's clocks."""
    own = times.swing(spot_zone)
    shifts = {swing: times.shift(zone, now) for swing, zone in ZONES.items()}
    if own:
        shifts[own] = times.shift(spot_zone, now)
    cases = " ".join(f"WHEN {swing} THEN {by}" for swing, by in sorted(shifts.items()) if by)
    shift = f" - CASE e.swing {cases} ELSE 0 END" if cases else ""
    utc = times.week_minute(now.astimezone(UTC))
    since = f"(e.world_minute{shift} + {2 * times.WEEK + times.LATE - utc}) % {times.WEEK}"
    return f"COALESCE({since}, 0)"  # nobody knows yet: looked up by its dates


def within(window: times.Window, here: int, ahead: str, *, slack: int = 0) -> str:
    """Is it in the window, which is told by the clock that now shows minute `here`?"""
    start = (window.start - here + times.LATE - slack) % times.WEEK
    length = window.length + 2 * slack
    if length >= times.WEEK:
        return "1 = 1"
    if start + length <= times.WEEK:
        so = f"{ahead} >= {start} AND {ahead} < {start + length}"
    else:
        so = f"({ahead} >= {start} OR {ahead} < {start + length - times.WEEK})"
    return f"({so} OR e.slot = {times.ANY_SLOT})"


def slots(window: times.Window, here: int, now: datetime) -> list[int]:
    """The slots of the index that hold it, an hour wider on both sides for summer time."""
    utc = times.week_minute(now.astimezone(UTC))
    start = (window.start - here + utc - 61) % times.WEEK
    return [times.ANY_SLOT, *times.slots(start, min(window.length + 122, times.WEEK))]


def open_at(minute: int) -> str:
    return (
        "e.hours_id IN (SELECT hours_id FROM directory_openspan"
        f" WHERE opens <= {int(minute)} AND closes > {int(minute)})"
    )


def about(terms: Sequence[Term], *, but: Term | None = None) -> str:
    """Every term must be in the entry; `but` is asked for already."""
    return "".join(
        " AND EXISTS (SELECT 1 FROM directory_entryword w2 WHERE w2.entry_id = "
        f"{{entry}} AND w2.vocable_id IN ({listed(term.ids)}){_names('w2', term)})"
        for term in terms
        if term is not but
    )


def _names(of: str, term: Term) -> str:
    """Where the bare word counts only in a name."""
    if not term.names:
        return ""
    return f" AND ({of}.weight = 3 OR {of}.vocable_id NOT IN ({listed(term.names)}))"


def rarest(terms: Sequence[Term]) -> Term | None:
    """The term to begin with; none where each is so common that place and time tell more."""
    first = min(terms, key=lambda term: term.count, default=None)
    return first if first and first.count <= COMMON else None


def word_in_band(term: Term) -> str:
    return (
        " CROSS JOIN directory_entryword w"
        f" WHERE w.vocable_id IN ({listed(term.ids)})"
        f" AND w.cell BETWEEN band.low AND band.high{_names('w', term)}"
    )


def entries_near(
    near: Near, mask: int, terms: Sequence[Term], most: int, *, rank: str = "", only: str = ""
) -> list[Row]:
    """(entry, apart, marks, service), the nearest first, or by `rank` in kilometres."""
    first = rarest(terms)
    weight = "0"
    if first:
        weight = f"{WEIGHT_KM} * (3 - w.weight)"
        source = f"band{word_in_band(first)}"
        source = source.replace(
            "w WHERE", "w CROSS JOIN directory_entry e WHERE e.id = w.entry_id AND"
        )
    else:
        source = "band CROSS JOIN directory_entry e WHERE e.cell BETWEEN band.low AND band.high"
    order = f"{near.way} + {weight}{rank}" if first or rank else near.apart
    return run(
        f"{near.bands} SELECT e.id, {near.apart} AS apart, e.marks, e.service_id FROM {source}"
        f" AND {near.within}{masked(mask)}{only}"
        f"{about(terms, but=first).format(entry='e.id')} ORDER BY {order}, e.id LIMIT {int(most)}"
    )


def entries_anywhere(
    kind: int, mask: int, terms: Sequence[Term], most: int, *, in_name: bool = False
) -> list[Row]:
    """(entry,) of what has all of the words, the weightiest first: of a word that is very
    common, not all that have it are looked at."""
    first = min(terms, key=lambda term: term.count)
    there = " OR ".join(f"w.cell BETWEEN {low} AND {high}" for low, high in cells.whole(kind))
    named = " AND w.weight = 3" if in_name else ""
    return run(
        "SELECT e.id FROM (SELECT w.entry_id, w.weight FROM directory_entryword w"
        f" WHERE w.vocable_id IN ({listed(first.ids)}) AND ({there}){named}{_names('w', first)}"
        f" LIMIT {COMMON}) f CROSS JOIN directory_entry e WHERE e.id = f.entry_id{THERE}"
        f"{masked(mask)}"
        f"{about(terms, but=first).format(entry='e.id')}"
        f" ORDER BY f.weight DESC, e.id LIMIT {int(most)}"
    )


def times_near(
    near: Near,
    mask: int,
    terms: Sequence[Term],
    most: int,
    *,
    slots: Sequence[int],
    ahead: str,
    within: str,
) -> list[Row]:
    """(entry, apart, minutes from `times.LATE` ago), by way and waiting together."""
    first = rarest(terms)
    weight = "0"
    if first:
        weight = f"{WEIGHT_KM} * (3 - w.weight)"
        source = f"band{word_in_band(first)} AND e.slot IN ({listed(slots)})"
        source = source.replace(
            "w WHERE", "w CROSS JOIN directory_entrytime e WHERE e.entry_id = w.entry_id AND"
        )
        bands = near.bands
    else:
        source = (
            "slot CROSS JOIN band CROSS JOIN directory_entrytime e"
            " WHERE e.slot = slot.n AND e.cell BETWEEN band.low AND band.high"
        )
        bands = f"{near.bands}, slot(n) AS (VALUES {', '.join(f'({int(n)})' for n in slots)})"
    order = f"{ahead} * {HOUR_KM / 60!r} + {near.way} + {weight}"
    return run(
        f"{bands} SELECT e.entry_id, {near.apart} AS apart, {ahead} AS ahead FROM {source}"
        f" AND {within} AND {near.within}{masked(mask)}"
        f"{about(terms, but=first).format(entry='e.entry_id')}"
        f" ORDER BY {order}, e.entry_id LIMIT {int(most)}"
    )


def times_online(
    mask: int, terms: Sequence[Term], most: int, *, slots: Sequence[int], ahead: str, within: str
) -> list[Row]:
    """(entry, minutes from `times.LATE` ago) of what takes place online, anywhere."""
    return run(
        f"WITH slot(n) AS (VALUES {', '.join(f'({int(n)})' for n in slots)})"
        f" SELECT e.entry_id, {ahead} AS ahead FROM slot CROSS JOIN directory_entrytime e"
        f" WHERE e.is_online AND e.slot = slot.n AND {within}{masked(mask)}"
        f"{about(terms).format(entry='e.entry_id')} ORDER BY ahead, e.entry_id LIMIT {int(most)}"
    )

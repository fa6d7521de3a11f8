"""Questions to the index, as SQL that SQLite and PostgreSQL read alike.

Written out, and not through the ORM, for two reasons that were measured: putting a question
together there cost more than answering it, and a join of ranges with an index, in this order,
can't be said in it. What somebody asks is given beside the statement, by name.
"""

# ruff: noqa: S608

from collections.abc import Sequence
from datetime import UTC, datetime
from math import cos, degrees, radians, sin, sqrt

from django.db import connection

from alongside.directory.rules import cells, positions, times
from alongside.directory.search.prepared import Given, Row, run
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
DEGREE_KM = radians(1) * positions.EARTH_KM

OPEN = (  # then, at %(minute)s of the week
    "e.hours_id IN (SELECT hours_id FROM directory_openspan"
    " WHERE opens <= %(minute)s AND closes > %(minute)s)"
)
OPEN_FIRST = (  # added to the way of what is not open then
    f" + CASE WHEN e.hours_id IS NULL THEN {UNSURE_KM} WHEN {OPEN} THEN 0 ELSE {CLOSED_KM} END"
)
OPEN_ONLY = f" AND {OPEN}"


def km_of(apart: float) -> float:
    return radians(sqrt(max(apart, 0))) * positions.EARTH_KM


class Near:
    """How far entries are from a spot. `given` belongs to one statement."""

    north = "(e.latitude - %(latitude)s)"

    def __init__(self, spot: Spot, km: float, kind: int) -> None:
        self.spot, self.km, self.kind = spot, float(km), kind
        half = radians(1) / 2 * sin(radians(spot.latitude))
        self.given = Given(
            latitude=float(spot.latitude),
            longitude=float(spot.longitude),
            half=half,
            narrow=cos(radians(spot.latitude)) + half * spot.latitude,
            reach=degrees(self.km / positions.EARTH_KM) ** 2,
        )
        lon = "e.longitude"
        if abs(spot.longitude) > FAR_EAST:  # the 180th meridian may be between
            turn, beyond = (360.0, "<") if spot.longitude > 0 else (-360.0, ">")
            lon = f"(CASE WHEN {lon} {beyond} 0 THEN {lon} + ({turn!r}) ELSE {lon} END)"
        self.east = f"(({lon} - %(longitude)s) * (%(narrow)s - %(half)s * e.latitude))"

    @property
    def bands(self) -> str:
        """The ranges of squares that have something within reach, as a table."""
        found = cells.bands(self.kind, self.spot.latitude, self.spot.longitude, self.km)
        low, high = zip(*found, strict=True)
        return f"WITH band(low, high) AS ({self.given.table(low=low, high=high)})"

    @property
    def apart(self) -> str:
        """The square of an angle in degrees, in plain arithmetic on the mean latitude: right
        to a metre in a hundred kilometres."""
        return f"({self.north} * {self.north} + {self.east} * {self.east})"

    @property
    def within(self) -> str:
        """In the box round it, which is cheap to see, and then really."""
        first, *more = positions.boxes(self.spot.latitude, self.spot.longitude, self.km)
        if more:  # the 180th meridian is between
            return f"{self.apart} <= %(reach)s"
        self.given.update(zip(("south", "north", "west", "east"), first, strict=True))
        return (
            "e.latitude BETWEEN %(south)s AND %(north)s"
            f" AND e.longitude BETWEEN %(west)s AND %(east)s AND {self.apart} <= %(reach)s"
        )

    @property
    def way(self) -> str:
        """About how many kilometres (within 4 %), without a root: to put things in order."""
        north, east = f"abs({self.north})", f"abs({self.east})"
        both, apart = 0.679 * DEGREE_KM, 0.281 * DEGREE_KM
        return f"({both!r} * ({north} + {east}) + {apart!r} * abs({north} - {east}))"


def _masked(given: Given, mask: int) -> str:
    if not mask:
        return ""
    given["mask"] = mask
    return " AND (e.marks & %(mask)s) = %(mask)s"


def _ahead(given: Given, spot_zone: str, now: datetime) -> str:
    """Minutes from `times.LATE` ago until a weekly time comes, by today's clocks."""
    own = times.swing(spot_zone)
    shifts = {swing: times.shift(zone, now) for swing, zone in ZONES.items()}
    if own:
        shifts[own] = times.shift(spot_zone, now)
    cases = " ".join(f"WHEN {swing} THEN {by}" for swing, by in sorted(shifts.items()) if by)
    shift = f" - CASE e.swing {cases} ELSE 0 END" if cases else ""
    utc = times.week_minute(now.astimezone(UTC))
    given["since"] = 2 * times.WEEK + times.LATE - utc
    since = f"(e.world_minute{shift} + %(since)s) %% {times.WEEK}"
    return f"COALESCE({since}, 0)"  # nobody knows yet: looked up by its dates


def _in_window(given: Given, window: times.Window, here: int, ahead: str, *, slack: int = 0) -> str:
    """Is it in the window, which is told by the clock that now shows minute `here`?"""
    start = (window.start - here + times.LATE - slack) % times.WEEK
    length = window.length + 2 * slack
    if length >= times.WEEK:
        return "1 = 1"
    given["begins"] = start
    if start + length <= times.WEEK:
        given["ends"] = start + length
        so = f"{ahead} >= %(begins)s AND {ahead} < %(ends)s"
    else:
        given["ends"] = start + length - times.WEEK
        so = f"({ahead} >= %(begins)s OR {ahead} < %(ends)s)"
    return f"({so} OR e.slot = {times.ANY_SLOT})"


def _slots(window: times.Window, here: int, now: datetime) -> list[int]:
    """The slots of the index that hold it, an hour wider on both sides for summer time."""
    utc = times.week_minute(now.astimezone(UTC))
    start = (window.start - here + utc - 61) % times.WEEK
    return [times.ANY_SLOT, *times.slots(start, min(window.length + 122, times.WEEK))]


def _slot_table(given: Given, slots: Sequence[int]) -> str:
    return f"slot(n) AS ({given.table(slot=slots)})"


def _about(given: Given, terms: Sequence[Term], entry: str, *, but: Term | None = None) -> str:
    """Every term must be in the entry; `but` is asked for already. Not as EXISTS, of which
    PostgreSQL makes a join with all entries that have the word."""
    return "".join(
        [
            f" AND (SELECT 1 FROM directory_entryword w2 WHERE w2.entry_id = {entry}"
            f" AND w2.vocable_id {given.among(f'term{at}_', term.ids)}"
            f"{_names(given, f'name{at}_', 'w2', term)} LIMIT 1) = 1"
            for at, term in enumerate(terms)
            if term is not but
        ]
    )


def _names(given: Given, name: str, of: str, term: Term) -> str:
    """Where the bare word counts only in a name."""
    if not term.names:
        return ""
    return f" AND ({of}.weight = 3 OR {of}.vocable_id {given.beyond(name, term.names)})"


def _rarest(terms: Sequence[Term]) -> Term | None:
    """The term to begin with; none where each is so common that place and time tell more."""
    first = min(terms, key=lambda term: term.count, default=None)
    return first if first and first.count <= COMMON else None


Step = tuple[str, str, str]  # a table and its letter, the columns wanted of it, which rows


def _each(first: str, *steps: Step) -> str:
    """Of each row so far, those of the next table. SQLite goes in the order in which it is said;
    PostgreSQL has to be told (OFFSET), or it reads through half of an index, since it cannot know
    how little there is in a few squares."""
    if connection.vendor == "sqlite":
        tables = " CROSS JOIN ".join([first, *(table for table, _, _ in steps)])
        return f"{tables} WHERE {' AND '.join(so for _, _, so in steps)}"
    return first + "".join(
        f" CROSS JOIN LATERAL (SELECT {columns} FROM {table} WHERE {so} OFFSET 0) {table[-1]}"
        for table, columns, so in steps
    )


def _word(given: Given, term: Term) -> Step:
    """Entries that have the word, in the squares near."""
    has = f"w.vocable_id {given.among('word', term.ids)} AND w.cell BETWEEN band.low AND band.high"
    so = f"{has}{_names(given, 'bare', 'w', term)}"
    return "directory_entryword w", "w.entry_id, w.weight", so


def _entry(so: str) -> Step:
    columns = "e.id, e.marks, e.latitude, e.longitude, e.hours_id, e.service_id"
    return "directory_entry e", columns, so


def _time(so: str) -> Step:
    columns = "e.entry_id, e.slot, e.world_minute, e.swing, e.latitude, e.longitude"
    return "directory_entrytime e", columns, so


def entries_near(
    near: Near, mask: int, terms: Sequence[Term], most: int, *, minute: int = 0,
    rank: str = "", only: str = "",
) -> list[Row]:  # fmt: skip
    """(entry, apart, marks, service), the nearest first, or by `rank` in kilometres."""
    given, first = near.given, _rarest(terms)
    given.update(most=most, minute=minute)
    so = f"{near.within}{_masked(given, mask)}{only}{_about(given, terms, 'e.id', but=first)}"
    weight = f"{WEIGHT_KM} * (3 - w.weight)" if first else "0"
    if first:
        source = _each("band", _word(given, first), _entry(f"e.id = w.entry_id AND {so}"))
    else:
        source = _each("band", _entry(f"e.cell BETWEEN band.low AND band.high AND {so}"))
    order = f"{near.way} + {weight}{rank}" if first or rank else near.apart
    service = ", e.service_id" if near.kind == cells.SERVICE else ""
    columns = "id, apart, marks" + (", service_id" if service else "")
    return run(
        columns,
        f"{near.bands} SELECT e.id, {near.apart} AS apart, e.marks{service} FROM {source}"
        f" ORDER BY {order}, e.id LIMIT %(most)s",
        given,
    )


def entries_anywhere(
    kind: int, mask: int, terms: Sequence[Term], most: int, *, in_name: bool = False
) -> list[Row]:
    """(entry,) of what has all of the words, the weightiest first: of a word that is very
    common, not all that have it are looked at."""
    given, first = Given(most=most), min(terms, key=lambda term: term.count)
    there = " OR ".join(f"w.cell BETWEEN {low} AND {high}" for low, high in cells.whole(kind))
    named = " AND w.weight = 3" if in_name else ""
    return run(
        "id",
        "SELECT e.id FROM (SELECT w.entry_id, w.weight FROM directory_entryword w"
        f" WHERE w.vocable_id {given.among('word', first.ids)} AND ({there}){named}"
        f"{_names(given, 'bare', 'w', first)} LIMIT {COMMON}) f"
        f" CROSS JOIN directory_entry e WHERE e.id = f.entry_id{THERE}{_masked(given, mask)}"
        f"{_about(given, terms, 'e.id', but=first)}"
        " ORDER BY f.weight DESC, e.id LIMIT %(most)s",
        given,
    )


def times_near(
    near: Near, mask: int, terms: Sequence[Term], most: int, *, window: times.Window, now: datetime
) -> list[Row]:
    """(entry, apart, minutes from `times.LATE` ago), by way and waiting together."""
    given, first = near.given, _rarest(terms)
    given["most"] = most
    here = times.week_minute(near.spot.now(now))
    slots, ahead = _slots(window, here, now), _ahead(given, near.spot.time_zone, now)
    so = (
        f"{near.within} AND {_in_window(given, window, here, ahead)}{_masked(given, mask)}"
        f"{_about(given, terms, 'e.entry_id', but=first)}"
    )
    weight, bands = f"{WEIGHT_KM} * (3 - w.weight)" if first else "0", near.bands
    if first:
        then = f"e.entry_id = w.entry_id AND e.slot {given.among('slot', slots)}"
        source = _each("band", _word(given, first), _time(f"{then} AND {so}"))
    else:
        then = "e.slot = slot.n AND e.cell BETWEEN band.low AND band.high"
        source = _each("slot CROSS JOIN band", _time(f"{then} AND {so}"))
        bands += f", {_slot_table(given, slots)}"
    order = f"{ahead} * {HOUR_KM / 60!r} + {near.way} + {weight}"
    return run(
        "entry_id, apart, ahead",
        f"{bands} SELECT e.entry_id, {near.apart} AS apart, {ahead} AS ahead FROM {source}"
        f" ORDER BY {order}, e.entry_id LIMIT %(most)s",
        given,
    )


def times_online(
    mask: int, terms: Sequence[Term], most: int, *, window: times.Window, spot: Spot | None,
    now: datetime,
) -> list[Row]:  # fmt: skip
    """(entry, minutes from `times.LATE` ago) of what takes place online, anywhere."""
    given = Given(most=most)
    here = times.week_minute(spot.now(now) if spot else now)
    ahead = _ahead(given, spot.time_zone if spot else "UTC", now)
    so = (
        "e.is_online AND e.slot = slot.n"
        f" AND {_in_window(given, window, here, ahead, slack=60)}{_masked(given, mask)}"
        f"{_about(given, terms, 'e.entry_id')}"
    )
    return run(
        "entry_id, ahead",
        f"WITH {_slot_table(given, _slots(window, here, now))}"
        f" SELECT e.entry_id, {ahead} AS ahead FROM {_each('slot', _time(so))}"
        f" ORDER BY ahead, e.entry_id LIMIT %(most)s",
        given,
    )

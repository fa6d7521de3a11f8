"""Meetings and services near a spot, best first."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from math import cos, degrees, radians, sin, sqrt
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    FloatField,
    Func,
    IntegerField,
    Max,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from alongside.directory import models, policy
from alongside.directory.rules import positions, times, words
from alongside.directory.search.where import Spot

ATTENDS = models.Meeting.Attendance
ONLINE = (ATTENDS.ONLINE, ATTENDS.HYBRID, ATTENDS.TELEPHONE)
HERE = (ATTENDS.IN_PERSON, ATTENDS.HYBRID)
COUNTED = 50  # more than that is 'more than 50'
RINGS = (10, 3, 1)  # what is looked at first, as parts of the distance asked for
FAR_EAST = 170  # degrees beyond which a search may cross the 180th meridian
IS_EXACT = Cast("is_exact", IntegerField())  # not every database has the larger of two truths
UNSAID = 100_000  # minutes until a meeting that names no time: after all others


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for. Empty means any."""

    when: str = ""
    part: str = ""
    how: str = ""  # here, online
    medication: bool = False
    language: str = ""
    pathway: str = ""
    what: str = ""
    km: float = 25.0


class Asked:
    """What the find page was asked, as plain values, and the wish they amount to."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.place: str = (said["place"] or "").strip()
        self.at: int | None = said["at"]
        self.latitude: float | None = said["lat"]
        self.longitude: float | None = said["lon"]
        self.show: str = said["show"] or ""
        self.page: int = said["page"] or 1
        self.wish = Wish(
            when=said["when"] or "tonight",
            part=said["part"] or "",
            how=said["how"] or "",
            medication=bool(said["medication"]),
            language=said["language"] or "",
            pathway=said["way"] or "",
            what=(said["what"] or "").strip(),
            km=float(said["within"] or 25),
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A meeting or service found: how far, and for a meeting in how many minutes."""

    id: uuid.UUID
    km: float | None = None
    is_exact: bool = True
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """One stretch of what was found, best first, and how many there are in all; beyond it at
    most `COUNTED` and one are counted."""

    here: list[Hit]
    total: int


class Apart(Func):
    """How far a row is from a spot: the square of an angle in degrees, in plain arithmetic on
    the mean latitude (right to a metre in a hundred kilometres), so that every database can
    order by it. One expression: built from F() it cost more than the search."""

    output_field: Any = FloatField()

    def __init__(self, spot: Spot) -> None:
        super().__init__(F("near_latitude"), F("near_longitude"))
        self.spot = spot

    def as_sql(self, compiler: Any, connection: Any, *parts: Any, **rest: Any) -> Any:
        latitude, longitude = (compiler.compile(each)[0] for each in self.source_expressions)
        return self.apart(latitude, longitude), []

    def apart(self, lat: str, lon: str) -> str:
        latitude, longitude = self.spot.latitude, self.spot.longitude
        if abs(longitude) > FAR_EAST:  # the 180th meridian may be between
            turn, beyond = (360.0, "<") if longitude > 0 else (-360.0, ">")
            lon = f"(CASE WHEN {lon} {beyond} 0 THEN {lon} + ({turn!r}) ELSE {lon} END)"
        half = radians(1) / 2 * sin(radians(latitude))
        narrow = cos(radians(latitude)) + half * latitude
        north = f"({lat} - ({latitude!r}))"
        east = f"(({lon} - ({longitude!r})) * ({narrow!r} - ({half!r}) * {lat}))"
        return f"({north} * {north} + {east} * {east})"


class Within(Apart):
    """Is a row that near? The box is for the index, the distance for its corners."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, spot: Spot, km: float) -> None:
        super().__init__(spot)
        self.km = km

    def as_sql(self, compiler: Any, connection: Any, *parts: Any, **rest: Any) -> Any:
        lat, lon = (compiler.compile(each)[0] for each in self.source_expressions)
        boxes = " OR ".join(
            f"({lat} BETWEEN ({south!r}) AND ({north!r})"
            f" AND {lon} BETWEEN ({west!r}) AND ({east!r}))"
            for south, north, west, east in positions.boxes(
                self.spot.latitude, self.spot.longitude, self.km
            )
        )
        most = degrees(self.km / positions.EARTH_KM) ** 2
        return f"(({boxes}) AND {self.apart(lat, lon)} <= {most!r})", []


def _nearest(km: float, enough: int, look: Callable[[float], list[Any]]) -> list[Any]:
    """The nearest rows: first in small rings, since sorting the thousands that a city may
    have within reach is dear."""
    found: list[Any] = []
    for part in RINGS:
        found = look(km / part)
        if len(found) >= enough:
            break
    return found


def _km(apart: float) -> float:
    return radians(sqrt(apart)) * positions.EARTH_KM


def _asked_for(wish: Wish) -> QuerySet[models.Meeting]:
    found = policy.meetings()
    if wish.medication:
        found = found.filter(welcomes_medication=models.Medication.YES)
    if wish.pathway:
        found = found.filter(pathway=wish.pathway)
    if wish.language:
        spoken = policy.known_meetings().filter(languages__code=wish.language)
        found = found.filter(pk__in=spoken.values("pk"))
    if wish.how:
        found = found.filter(attendance__in=ONLINE if wish.how == "online" else HERE)
    for word in words.wanted(wish.what):
        found = found.filter(
            Q(name__icontains=word) | Q(group_name__icontains=word)
            | Q(location_name__icontains=word) | Q(fellowship__icontains=word)
        )  # fmt: skip
    return found


# As text, a key costs nothing to read: only those that are shown become one again.
_KEY = Cast("pk", CharField())
# Only what comes every week can be told from its weekday alone.
_WEEKLY = Case(When(is_irregular=False, then=F("weekday")))
_COLUMNS = (_KEY, _WEEKLY, "start_minute", "end_minute", "time_zone", "latitude")


def meetings_near(spot: Spot, wish: Wish, *, now: datetime, first: int = 0, most: int = 20) -> Hits:
    """Meetings within reach, best first: an hour of waiting weighs like six kilometres. On any
    day the nearest come first, and in one place the next."""
    here = spot.now(now)
    window = times.window(wish.when, wish.part, times.week_minute(here))
    if window is None:
        return _any_day(spot, wish, here, first, most)
    found = _asked_for(wish).filter(
        Within(spot, wish.km), _in_the_world(window, here), weekday__in=window.days()
    )
    ranked = [
        (minutes / 60 + _km(apart) / 6, key, minutes, exact, apart)
        for key, minutes, exact, apart in _timed(
            found.values_list(*_COLUMNS, Apart(spot)), here, window
        )
    ]
    ranked.sort()
    return Hits([_hit(*row[1:]) for row in ranked[first : first + most]], len(ranked))


def _hit(key: str, minutes: int, exact: bool, apart: float | None) -> Hit:
    return Hit(uuid.UUID(key), None if apart is None else _km(apart), exact, minutes)


def _any_day(spot: Spot, wish: Wish, here: datetime, first: int, most: int) -> Hits:
    """Ordered and counted where the rows are: there may be thousands within reach."""
    asked = _in_part(_asked_for(wish), wish.part)
    utc = times.offsets(["UTC"], here)["UTC"]
    ahead = (times.week_minute(here) + utc - times.LATE) % times.WEEK
    soon = (F("world_minute") + (times.WEEK - ahead)) % times.WEEK

    enough = first + max(most, COUNTED) + 1

    def look(km: float) -> list[Any]:
        found = asked.filter(Within(spot, km)).annotate(apart=Apart(spot))
        ordered = found.order_by("apart", soon.asc(nulls_last=True), "pk")
        return list(ordered.values_list(*_COLUMNS, "apart")[:enough])

    rows = _nearest(wish.km, enough, look)
    timed = _timed(rows[first : first + most], here, None)
    return Hits([_hit(*row) for row in timed], len(rows))


def _in_part(found: QuerySet[models.Meeting], part: str) -> QuerySet[models.Meeting]:
    if part not in times.PARTS:
        return found
    begins, ends = times.PARTS[part]
    morning_after = Q(start_minute__lt=ends - times.DAY)
    return found.filter(Q(start_minute__gte=begins, start_minute__lt=ends) | morning_after)


def _timed(
    rows: Iterable[tuple[Any, ...]], here: datetime, window: times.Window | None
) -> Iterable[tuple[str, int, bool, float]]:
    """The rows within the window: their minutes until they start, whether the position is
    their own, and how far. Each is judged by its own clock."""
    now = times.week_minute(here)
    ahead: dict[str, int] = {}
    for pk, weekday, start, end, zone, latitude, apart in rows:
        exact = latitude is not None
        if weekday is None or start is None:
            if window is None:
                yield pk, UNSAID, exact, apart
            continue
        if zone not in ahead:
            ahead.update(times.offsets([zone], here))
        begins = weekday * times.DAY + start - ahead[zone]
        if window is None or window.holds(begins):
            minutes = times.until(begins % times.WEEK, now, end=_ends(begins, start, end))
            yield pk, minutes, exact, apart


def _ends(begins: int, start: int, end: int | None) -> int | None:
    return None if end is None else begins + (end - start) % times.DAY


def meetings_online(wish: Wish, *, now: datetime, spot: Spot | None = None, most: int = 20) -> Hits:
    """Online meetings anywhere by when they start on the reader's clock, the next first."""
    here = spot.now(now) if spot else now
    window = times.window(wish.when, wish.part, times.week_minute(here))
    found = _asked_for(wish).filter(attendance__in=ONLINE)
    if window is None:
        found = _in_part(found, wish.part)
    else:
        found = found.filter(_in_the_world(window, here))
    nowhere = Value(0.0)
    timed = _timed(found.values_list(*_COLUMNS, nowhere), here, window)
    ranked = sorted((minutes, key) for key, minutes, *_ in timed)
    hits = [Hit(uuid.UUID(key), minutes=minutes) for minutes, key in ranked[:most]]
    return Hits(hits, len(ranked))


def _in_the_world(window: times.Window, here: datetime) -> Q:
    """The window on the clock of the world, an hour wider on both sides for summer time."""
    utc = -times.offsets(["UTC"], here)["UTC"]
    start = (window.start - utc - 61) % times.WEEK
    end = start + window.length + 122
    if end <= times.WEEK:
        return Q(world_minute__gte=start, world_minute__lt=end)
    return Q(world_minute__gte=start) | Q(world_minute__lt=end - times.WEEK)


def services_near(spot: Spot, wish: Wish, *, first: int = 0, most: int = 20) -> Hits:
    """Services within reach, the nearest of each service's places counting."""
    found = policy.offers()
    for word in words.wanted(wish.what):
        named = policy.words().filter(word__gte=word, word__lt=word + "zzzz")
        if word.startswith("need-"):
            named = policy.words().filter(word=word)
        found = found.filter(service__in=named.values("service"))
    if wish.medication:
        facts = policy.undisputed().filter(kind=models.Fact.Kind.MEDICATION)
        found = found.filter(service__in=facts.values("service"))
    if wish.language:
        spoken = policy.languages().filter(code=wish.language)
        found = found.filter(
            Q(service__in=spoken.values("services")) | Q(location__in=spoken.values("locations"))
        )

    enough = first + max(most, COUNTED) + 1

    def look(km: float) -> list[Any]:
        each = found.filter(Within(spot, km)).values("service_id")
        each = each.annotate(nearest=Min(Apart(spot)), exact=Max(IS_EXACT))
        ordered = each.order_by("nearest", "service_id").values_list(
            "service_id", "nearest", "exact"
        )
        return list(ordered[:enough])

    rows = _nearest(wish.km, enough, look)
    here = rows[first : first + most]
    return Hits([Hit(pk, _km(apart), bool(exact)) for pk, apart, exact in here], len(rows))

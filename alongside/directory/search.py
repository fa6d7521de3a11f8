"""Finding: places by what people type, meetings and services near a position.

A B-tree on latitude and longitude gives the rows in a box; distance, time and order are then
decided on plain values (`rules`). How many queries run does not depend on how many rows there
are. Nothing that is searched is kept.
"""

import difflib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from alongside.directory import models, policy
from alongside.directory.rules import places, positions, times, words

LIKELIER = 10  # a town this many times larger than its namesakes is the one that is meant
ATTENDS = models.Meeting.Attendance
ONLINE = (ATTENDS.ONLINE, ATTENDS.HYBRID)
HERE = (ATTENDS.IN_PERSON, ATTENDS.HYBRID)
UNSAID = 100_000  # minutes until a meeting that names no time: after all others


@dataclass(frozen=True, slots=True)
class Spot:
    """A position to look near, with the clock that hangs there."""

    latitude: float
    longitude: float
    time_zone: str = "UTC"
    name: str = ""
    region: str = ""
    country: str = ""
    id: int | None = None

    def now(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.time_zone or "UTC"))


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


@dataclass(slots=True)
class Places:
    """`spot` is what was meant; `others` are namesakes or, without a spot, the choices or
    the nearest spellings (`is_guess`)."""

    spot: Spot | None = None
    others: list[Spot] = field(default_factory=list)
    is_guess: bool = False


def _spot(place: models.Place) -> Spot:
    return Spot(
        place.latitude,
        place.longitude,
        place.time_zone or "UTC",
        place.name,
        place.region,
        place.country,
        place.pk,
    )


def place(text: str) -> Places:
    """What somebody typed, as a place, a choice of places, or suggestions."""
    asked = places.asked(text)
    if asked.postal:
        found = policy.places().filter(postal=asked.postal).order_by("-people").first()
        return Places(_spot(found)) if found else Places()
    if not asked.town:
        return Places()
    towns = policy.places().filter(postal="").order_by("-people")
    same = list(towns.filter(folded__in=places.spellings(asked.town))[:40])
    fitting = [town for town in same if _fits(town, asked)]
    if not fitting:
        until = asked.town + "zzzz"  # a range, which every database answers from the index
        longer = list(towns.filter(folded__gte=asked.town, folded__lt=until)[:40])
        fitting = [town for town in longer if _fits(town, asked)][:8]
        if len(fitting) != 1:
            return Places(None, [_spot(t) for t in fitting or same[:8] or _alike(asked.town)], True)
    first, *rest = fitting
    others = [_spot(town) for town in rest[:8]]
    if rest and first.people < LIKELIER * max(rest[0].people, 1):
        return Places(None, [_spot(first), *others])
    return Places(_spot(first), others)


def place_by_id(number: int) -> Spot | None:
    found = policy.places().filter(pk=number).first()
    return _spot(found) if found else None


def spot_at(latitude: float, longitude: float) -> Spot | None:
    """The device's own position, rounded; its clock is that of the nearest town."""
    if not positions.valid(latitude, longitude):
        return None
    latitude, longitude = positions.rounded(latitude, longitude)
    return Spot(latitude, longitude, zones([(latitude, longitude)])[0] or "UTC")


def _fits(town: models.Place, asked: places.Asked) -> bool:
    if asked.regions and not any(
        town.country == country and town.region == region for country, region in asked.regions
    ):
        return not any(country == town.country for country, _ in asked.regions) and bool(
            asked.country == town.country
        )
    return not asked.country or bool(asked.regions) or town.country == asked.country


def _alike(town: str) -> list[models.Place]:
    """Towns spelt much like it, the likelier first."""
    start = town[:2]
    near = policy.places().filter(postal="", folded__gte=start, folded__lt=start + "zzzz")
    names = list(near.order_by("-people").values_list("folded", flat=True)[:1500])
    close = difflib.get_close_matches(town, names, n=5, cutoff=0.75)
    found = policy.places().filter(postal="", folded__in=close).order_by("-people")
    best: dict[str, models.Place] = {}
    for each in found:
        best.setdefault(each.folded, each)
    return sorted(best.values(), key=lambda each: close.index(each.folded))


def positions_of(wheres: Iterable[str]) -> dict[str, Spot]:
    """Places for many texts at once; a text that could be several towns is left out."""
    asked = {where: places.asked(where) for where in set(wheres)}
    postal = {each.postal for each in asked.values() if each.postal}
    towns = {name for each in asked.values() if each.town for name in places.spellings(each.town)}
    codes = {row.postal: row for row in _in_chunks("postal", postal)}
    named: dict[str, list[models.Place]] = {}
    for row in _in_chunks("folded", towns, postal=""):
        named.setdefault(row.folded, []).append(row)
    rows = {where: _rows_for(each, codes, named) for where, each in asked.items()}
    sure = [found[0].country for where, found in rows.items() if found and _is_sure(asked[where])]
    usual = sure or [found[0].country for found in rows.values() if found]
    home = max(set(usual), key=usual.count) if usual else ""
    chosen = {where: _chosen(asked[where], found, home) for where, found in rows.items()}
    return {where: _spot(row) for where, row in chosen.items() if row is not None}


def _is_sure(asked: places.Asked) -> bool:
    return bool(asked.postal or asked.regions or asked.country)


def _rows_for(
    asked: places.Asked, codes: dict[str, models.Place], named: dict[str, list[models.Place]]
) -> list[models.Place]:
    if asked.postal:
        return [codes[asked.postal]] if asked.postal in codes else []
    towns = [row for name in places.spellings(asked.town) for row in named.get(name, [])]
    fitting = [row for row in towns if asked.town and _fits(row, asked)]
    return sorted(fitting, key=lambda row: -row.people)


def _chosen(asked: places.Asked, rows: list[models.Place], home: str) -> models.Place | None:
    """The town that is meant: in the country where the others are, else the far larger one."""
    at_home = [row for row in rows if row.country == home]
    doubtful = len({country for country, _ in asked.regions}) > 1 and not asked.country
    if at_home or (_is_sure(asked) and not doubtful):
        return next(iter(at_home or rows), None)
    if not rows or home or (len(rows) > 1 and rows[0].people < 5 * rows[1].people):
        return None
    return rows[0]


def _in_chunks(column: str, values: set[str], **also: Any) -> Iterable[models.Place]:
    ordered = sorted(values)
    for start in range(0, len(ordered), 500):
        chunk = ordered[start : start + 500]
        yield from policy.places().filter(**{f"{column}__in": chunk}, **also)


def zones(points: Sequence[tuple[float, float]], *, margin: float = 1) -> list[str]:
    """The time zone of each point: that of the nearest town within about 100 km, or ''."""
    if not points:
        return []
    if len(points) == 1 and margin == 1:  # the usual case, and a town is rarely far
        near = zones(points, margin=0.25)
        if near[0]:
            return near
    cells: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
    south, north = min(lat for lat, _ in points) - margin, max(lat for lat, _ in points) + margin
    west, east = min(lon for _, lon in points) - margin, max(lon for _, lon in points) + margin
    towns = policy.places().filter(
        latitude__range=(south, north), longitude__range=(west, east), postal=""
    )
    rows = towns.exclude(time_zone="").values_list("latitude", "longitude", "time_zone")
    for lat, lon, zone in rows.iterator():
        cells.setdefault((int(lat // 1), int(lon // 1)), []).append((lat, lon, zone))
    known: dict[tuple[float, float], str] = {}
    for point in points:
        if point not in known:
            known[point] = _nearest_zone(point, cells)
    return [known[point] for point in points]


def _nearest_zone(
    point: tuple[float, float], cells: dict[tuple[int, int], list[tuple[float, float, str]]]
) -> str:
    lat, lon = point
    around = [
        town
        for down in (-1, 0, 1)
        for right in (-1, 0, 1)
        for town in cells.get((int(lat // 1) + down, int(lon // 1) + right), ())
    ]
    if not around:
        return ""
    return min(around, key=lambda town: (town[0] - lat) ** 2 + (town[1] - lon) ** 2)[2]


def _inside(spot: Spot, km: float) -> Q:
    box = Q()
    for south, north, west, east in positions.boxes(spot.latitude, spot.longitude, km):
        box |= Q(
            near_latitude__range=(south, north),
            near_longitude__range=(west, east),
        )
    return box


def _asked_for(wish: Wish) -> QuerySet[models.Meeting]:
    found = policy.meetings()
    if wish.medication:
        found = found.filter(welcomes_medication=models.Medication.YES)
    if wish.pathway:
        found = found.filter(pathway=wish.pathway)
    if wish.language:
        found = found.filter(languages__code=wish.language)
    if wish.how:
        found = found.filter(attendance__in=ONLINE if wish.how == "online" else HERE)
    for word in words.wanted(wish.what):
        found = found.filter(
            Q(name__icontains=word) | Q(group_name__icontains=word)
            | Q(location_name__icontains=word) | Q(fellowship__icontains=word)
        )  # fmt: skip
    return found


_COLUMNS = (
    "pk", "weekday", "start_minute", "end_minute", "time_zone",
    "near_latitude", "near_longitude", "latitude",
)  # fmt: skip


def meetings_near(spot: Spot, wish: Wish, *, now: datetime) -> list[Hit]:
    """Meetings within reach, best first: an hour of waiting weighs like six kilometres."""
    here = spot.now(now)
    window = times.window(wish.when, wish.part, times.week_minute(here))
    found = _asked_for(wish).filter(_inside(spot, wish.km))
    if window is not None:
        found = found.filter(weekday__in=window.days())
    hits = []
    rows = found.values_list(*_COLUMNS)
    for pk, minutes, lat, lon, exact in _timed(rows, here, window, wish):
        km = positions.distance_km(spot.latitude, spot.longitude, lat, lon)
        if km <= wish.km:
            hits.append(Hit(pk, km, exact is not None, minutes))
    if window is None:
        return sorted(hits, key=lambda hit: (hit.km, hit.minutes, hit.id))
    return sorted(hits, key=lambda hit: ((hit.minutes or 0) / 60 + (hit.km or 0) / 6, hit.id))


def _timed(
    rows: Iterable[tuple[Any, ...]], here: datetime, window: times.Window | None, wish: Wish
) -> Iterable[tuple[uuid.UUID, int, float, float, float | None]]:
    """The rows within the window, with the minutes until they start. Each is judged by its
    own clock; one without a time counts for its day."""
    now = times.week_minute(here)
    ahead: dict[str, int] = {}
    for pk, weekday, start, end, zone, lat, lon, exact in rows:
        if weekday is None or start is None:
            if window is None and not wish.part:
                yield pk, UNSAID, lat, lon, exact
            continue
        if zone not in ahead:
            ahead.update(times.offsets([zone], here))
        begins = weekday * times.DAY + start - ahead[zone]
        if window is None:
            if not times.in_part(wish.part, start):
                continue
        elif not window.holds(begins):
            continue
        minutes = times.until(begins % times.WEEK, now, end=_ends(begins, start, end))
        yield pk, minutes, lat, lon, exact


def _ends(begins: int, start: int, end: int | None) -> int | None:
    return None if end is None else begins + (end - start) % times.DAY


def meetings_online(wish: Wish, *, now: datetime, spot: Spot | None = None) -> list[Hit]:
    """Online meetings anywhere by when they start on the reader's clock, the next first."""
    here = spot.now(now) if spot else now
    window = times.window(wish.when, wish.part, times.week_minute(here))
    found = _asked_for(wish).filter(attendance__in=ONLINE)
    if window is not None:
        found = found.filter(_in_the_world(window, here))
    timed = _timed(found.values_list(*_COLUMNS), here, window, wish)
    hits = [Hit(pk, minutes=minutes) for pk, minutes, *_ in timed]
    return sorted(hits, key=lambda hit: (hit.minutes or 0, hit.id))


def _in_the_world(window: times.Window, here: datetime) -> Q:
    """The window on the clock of the world, an hour wider on both sides for summer time."""
    utc = -times.offsets(["UTC"], here)["UTC"]
    start = (window.start - utc - 61) % times.WEEK
    end = start + window.length + 122
    if end <= times.WEEK:
        return Q(world_minute__gte=start, world_minute__lt=end)
    return Q(world_minute__gte=start) | Q(world_minute__lt=end - times.WEEK)


def services_near(spot: Spot, wish: Wish) -> list[Hit]:
    """Services within reach, the nearest of each service's places counting."""
    found = policy.offers().filter(_inside(spot, wish.km))
    for word in words.wanted(wish.what):
        named = policy.words().filter(word__gte=word, word__lt=word + "zzzz")
        if word.startswith("need-"):
            named = policy.words().filter(word=word)
        found = found.filter(service__in=named.values("service"))
    if wish.medication:
        facts = policy.facts().filter(kind=models.Fact.Kind.MEDICATION, is_so=True)
        found = found.filter(service__in=facts.values("service"))
    if wish.language:
        found = found.filter(
            Q(service__languages__code=wish.language) | Q(location__languages__code=wish.language)
        )
    best: dict[uuid.UUID, Hit] = {}
    rows = found.values_list("service_id", "near_latitude", "near_longitude", "is_exact")
    for pk, lat, lon, is_exact in rows:
        km = positions.distance_km(spot.latitude, spot.longitude, lat or 0.0, lon or 0.0)
        if km <= wish.km and (pk not in best or km < (best[pk].km or 0)):
            best[pk] = Hit(pk, km, is_exact)
    return sorted(best.values(), key=lambda hit: (hit.km, hit.id))

"""Places by what people type, and the clock that hangs at a position."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from alongside.directory import models, policy
from alongside.directory.rules import places, positions
from alongside.directory.search.prepared import Given, run

LIKELIER = 10  # a town this many times larger than its namesakes is the one that is meant


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
        return _of_postal(asked)
    if not asked.town:
        return Places()
    same, fitting = _of_name(asked)
    if not fitting:
        until = asked.town + "zzzz"  # a range, which every database answers from the index
        towns = policy.places().filter(postal="", folded__gte=asked.town, folded__lt=until)
        longer = list(towns.order_by("-people")[:40])
        fitting = [town for town in longer if _fits(town, asked)][:8]
        if len(fitting) != 1:
            return Places(None, [_spot(t) for t in fitting or same[:8] or _alike(asked.town)], True)
    return _settled(fitting)


def named(text: str) -> Places:
    """Only what is called exactly so: for words of which nobody said that they are a place."""
    asked = places.asked(text)
    if asked.postal:
        return _of_postal(asked)
    fitting = _of_name(asked)[1] if asked.town else []
    return _settled(fitting) if fitting else Places()


def _of_postal(asked: places.Asked) -> Places:
    areas = policy.places().filter(postal=asked.postal).order_by("-people", "pk")
    spots = [_spot(area) for area in areas if asked.country in {"", area.country}]
    return Places(spots[0]) if len(spots) == 1 else Places(others=spots)


def _of_name(asked: places.Asked) -> tuple[list[models.Place], list[models.Place]]:
    """Towns of that name, the largest first; and those of them that are where it was said."""
    towns = policy.places().filter(postal="", folded__in=places.spellings(asked.town))
    same = list(towns.order_by("-people")[:40])
    return same, [town for town in same if _fits(town, asked)]


def _settled(fitting: list[models.Place]) -> Places:
    first, *rest = fitting
    others = [_spot(town) for town in rest[:8]]
    if rest and first.people < LIKELIER * max(rest[0].people, 1):
        return Places(None, [_spot(first), *others])
    return Places(_spot(first), others)


def place_by_id(number: int) -> Spot | None:
    found = policy.places().filter(pk=number).first()
    return _spot(found) if found else None


def towns_at(known: Iterable[tuple[float, float]]) -> dict[tuple[float, float], Spot]:
    """What is called so at exactly these positions: of those that were once found by their name."""
    wanted = set(known)
    norths, easts = {north for north, _east in wanted}, {east for _north, east in wanted}
    rows = policy.places().filter(latitude__in=norths, longitude__in=easts)
    found: dict[tuple[float, float], Spot] = {}
    for row in rows.order_by("postal", "-people", "pk") if wanted else ():
        if (row.latitude, row.longitude) in wanted:
            found.setdefault((row.latitude, row.longitude), _spot(row))
    return found


def spot_at(latitude: float, longitude: float) -> Spot | None:
    """The device's own position, rounded; its clock is that of the nearest town."""
    if not positions.valid(latitude, longitude):
        return None
    latitude, longitude = positions.rounded(latitude, longitude)
    zone, country = _nearest_place(latitude, longitude)
    return Spot(latitude, longitude, zone or "UTC", country=country)


def towns_within(
    south: float, north: float, west: float, east: float, *, most: int = 60
) -> list[tuple[str, float, float]]:
    """Name and position of the largest towns of a box. Nobody is counted in a postal area:
    asked so, a database looks in the box, and not through all towns of the world."""
    towns = policy.places().filter(
        latitude__range=(south, north), longitude__range=(west, east), people__gt=0
    )
    rows = towns.order_by("-people").values_list("name", "latitude", "longitude")
    return list(rows[:most])


def country_at(latitude: float | None, longitude: float | None) -> str:
    """The country of the nearest place, or '' where there is no position."""
    if latitude is None or longitude is None:
        return ""
    return _nearest_place(latitude, longitude)[1]


def town_at(spot: Spot) -> Spot | None:
    """The town that somebody would name for where they are: the nearest, larger ones first."""
    if spot.id is not None:
        return spot
    for margin in (0.1, 0.3, 1):
        near = policy.places().filter(
            latitude__range=(spot.latitude - margin, spot.latitude + margin),
            longitude__range=(spot.longitude - margin, spot.longitude + margin),
            people__gt=0,
        )
        if town := near.order_by("-people").first():
            return _spot(town)
    return None


_NORTH, _EAST = "(latitude - %(latitude)s)", "(longitude - %(longitude)s)"
_NEAREST = (
    f"SELECT time_zone, country, {_NORTH} * {_NORTH} + {_EAST} * {_EAST} AS apart"  # noqa: S608
    " FROM directory_place WHERE latitude BETWEEN %(south)s AND %(north)s"
    " AND longitude BETWEEN %(west)s AND %(east)s AND time_zone <> '' ORDER BY apart LIMIT 1"
)


def _nearest_place(latitude: float, longitude: float) -> tuple[str, str]:
    """Clock and country of the nearest place, rarely far: a small box of the index first. In the
    smallest one, what is in a corner may not be the nearest."""
    for margin in (0.03, 0.1, 1.0):
        given = Given(latitude=latitude, longitude=longitude)
        given.update(south=latitude - margin, north=latitude + margin)
        given.update(west=longitude - margin, east=longitude + margin)
        for zone, country, apart in run("time_zone, country, apart", _NEAREST, given):
            if margin > 0.03 or apart <= margin**2:
                return str(zone), str(country)
    return "", ""


def _nearest_of(point: tuple[float, float], towns: list[Any]) -> Any:
    lat, lon = point
    return min(towns, key=lambda town: (town[0] - lat) ** 2 + (town[1] - lon) ** 2)


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
    codes: dict[str, list[models.Place]] = {}
    for row in _in_chunks("postal", postal):
        codes.setdefault(row.postal, []).append(row)
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
    asked: places.Asked,
    codes: dict[str, list[models.Place]],
    named: dict[str, list[models.Place]],
) -> list[models.Place]:
    if asked.postal:
        found = codes.get(asked.postal, [])
        return [row for row in found if asked.country in {"", row.country}]
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


def zones(points: Sequence[tuple[float, float]]) -> list[str]:
    """The time zone of each point: that of the nearest town within about 100 km, or ''."""
    if not points:
        return []
    margin = 1
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
    around: dict[tuple[int, int], tuple[list[tuple[float, float, str]], str | None]] = {}
    for point in points:
        if point not in known:
            cell = (int(point[0] // 1), int(point[1] // 1))
            if cell not in around:
                around[cell] = _around(cell, cells)
            near, only = around[cell]
            known[point] = str(_nearest_of(point, near)[2]) if only is None else only
    return [known[point] for point in points]


def _around(
    cell: tuple[int, int], cells: dict[tuple[int, int], list[tuple[float, float, str]]]
) -> tuple[list[tuple[float, float, str]], str | None]:
    """The towns in and around a cell, and their zone where they have only one (or none)."""
    near = [
        town
        for down in (-1, 0, 1)
        for right in (-1, 0, 1)
        for town in cells.get((cell[0] + down, cell[1] + right), ())
    ]
    zones = {zone for _, _, zone in near}
    return near, None if len(zones) > 1 else next(iter(zones), "")

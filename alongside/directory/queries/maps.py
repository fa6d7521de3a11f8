"""What is near, on a map of our own: outlines that ship with Alongside, and no tile of anybody."""

import json
import uuid
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from alongside.directory import policy, queries, search
from alongside.directory.rules import maps, positions

OUTLINES = Path(__file__).parent.parent / "data" / "outlines.zip"
KINDS = ("land", "water", "county", "state", "country")
Position = tuple[float, float]


@dataclass(slots=True)
class Dot:
    """A place on the map, and what is behind that door. Its number is written at `badge`,
    where there is room."""

    number: int
    latitude: float
    longitude: float
    x: float = 0
    y: float = 0
    badge: tuple[float, float] = (0, 0)
    meetings: list[queries.Shown] = field(default_factory=list)
    services: list[queries.Shown] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str((self.meetings or self.services)[0].listing.name)


@dataclass(slots=True)
class Picture:
    view: maps.View
    paths: list[tuple[str, str]]  # a kind of outline, and how to draw it
    rings: list[tuple[float, float]]
    towns: list[tuple[str, float, float]]


@dataclass(slots=True)
class MapPage:
    found: queries.Found
    dots: list[Dot] = field(default_factory=list)
    # Only their area is known: they are listed and not drawn.
    meetings: list[queries.Shown] = field(default_factory=list)
    services: list[queries.Shown] = field(default_factory=list)
    picture: Picture | None = None
    unit: str = "km"


def around(asked: search.Asked, *, now: datetime) -> MapPage:
    """The nearest of what was asked for. The same number of queries, however much there is."""
    wanted = [asked.show] if asked.show else ["meetings", "services"]
    found = None
    for show in wanted:
        asked.show = show
        more = queries.find(asked, now=now)
        found = found or more
        if show == "services":
            found.services = more.services
    assert found is not None
    page, spot = MapPage(found), found.spot
    if spot is None:
        return page
    page.unit = found.unit
    _put_on(page, found.meetings.lines, _meetings_at(found.meetings.lines), "meetings")
    _put_on(page, found.services.lines, _services_at(found.services.lines, spot), "services")
    page.picture = _picture(page, spot)
    return page


def _put_on(
    page: MapPage, lines: list[queries.Shown], where: dict[uuid.UUID, Position], kind: str
) -> None:
    doors = {(round(dot.latitude, 4), round(dot.longitude, 4)): dot for dot in page.dots}
    for line in lines:
        at = where.get(line.hit.id)
        if at is None:
            getattr(page, kind).append(line)
            continue
        dot = doors.setdefault((round(at[0], 4), round(at[1], 4)), Dot(len(doors) + 1, *at))
        getattr(dot, kind).append(line)
    page.dots = list(doors.values())


def _exact(lines: list[queries.Shown]) -> list[uuid.UUID]:
    """A group that only meets online may still name the room where it met before."""
    return [line.hit.id for line in lines if line.hit.is_exact and not _is_away(line)]


def _is_away(line: queries.Shown) -> bool:
    return getattr(line.listing, "attendance", "") in {"online", "telephone"}


def _meetings_at(lines: list[queries.Shown]) -> dict[uuid.UUID, Position]:
    """Of those that say where they are themselves."""
    rows = policy.meetings().filter(pk__in=_exact(lines), is_approximate=False)
    found = rows.values_list("pk", "latitude", "longitude")
    return {pk: (lat, lon) for pk, lat, lon in found if lat is not None and lon is not None}


def _services_at(lines: list[queries.Shown], spot: search.Spot) -> dict[uuid.UUID, Position]:
    """The nearest place of each that has one of its own."""
    nearest: dict[uuid.UUID, tuple[float, Position]] = {}
    offers = policy.offers().filter(service_id__in=_exact(lines), is_exact=True)
    for pk, lat, lon in offers.values_list("service_id", "near_latitude", "near_longitude"):
        if lat is None or lon is None:
            continue
        far = positions.distance_km(spot.latitude, spot.longitude, lat, lon)
        if pk not in nearest or far < nearest[pk][0]:
            nearest[pk] = (far, (lat, lon))
    return {pk: at for pk, (_far, at) in nearest.items()}


def _picture(page: MapPage, spot: search.Spot) -> Picture:
    here = (spot.latitude, spot.longitude)
    doors = [(dot.latitude, dot.longitude) for dot in page.dots]
    view = maps.around(*here, page.found.wish.km, doors)
    for dot in page.dots:
        dot.x, dot.y = view.at(dot.latitude, dot.longitude)
    for dot, badge in zip(page.dots, maps.apart([(d.x, d.y) for d in page.dots]), strict=True):
        dot.badge = badge
    rings = maps.rings(view, positions.MILE_KM if page.unit == "mi" else 1.0)
    labels = [(maps.WIDE / 2, maps.HIGH / 2 - radius + 12) for _many, radius in rings]
    taken = [*(dot.badge for dot in page.dots), *labels, view.at(*here)]
    return Picture(view, outlines(view), rings, maps.names(view, towns(view), taken))


def towns(view: maps.View) -> list[tuple[str, float, float]]:
    """The largest towns of a part of the globe, with where they are."""
    south, north, west, east = view.box()
    return search.towns_within(south, north, west, east)


def outlines(view: maps.View) -> list[tuple[str, str]]:
    """What to draw on a part of the globe: a kind of outline, and its path."""
    drawn: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for column, row in view.cells():
        cell = _cell(column, row)
        for kind in KINDS:
            closed = kind in {"land", "water"}
            lines = (maps.unpacked(flat, column, row) for flat in cell.get(kind, ()))
            whole = "".join(maps.path(view, line, closed=closed) for line in lines)
            if whole:
                drawn[kind].append(whole)
    return [(kind, path) for kind in KINDS for path in drawn[kind]]


@lru_cache(32)
def _cell(column: int, row: int) -> dict[str, list[list[int]]]:
    """A few kilobytes; nothing but sea where there is no file."""
    try:
        raw = _archive().read(f"{column}_{row}.json")
    except KeyError:
        return {}
    cell: dict[str, list[list[int]]] = json.loads(raw)
    return cell


@lru_cache(1)
def _archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(OUTLINES)

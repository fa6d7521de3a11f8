"""What the naloxone pages read: the loop by month and by area, stories, and who asks."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils.translation import get_language

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core.privacy import Words
from alongside.directory import search
from alongside.directory.queries import maps as drawn
from alongside.directory.rules import maps, positions
from alongside.supplies import models, policy
from alongside.supplies.policy import naloxone as reach
from alongside.supplies.rules import catalogue
from alongside.supplies.rules import naloxone as rules

MONTHS = 12
A_YEAR = timedelta(days=365)
STORIES = 50
ASKED = 200
NEAR_KM = 60


def items(by: actors.Actor) -> list[tuple[str, str]]:
    """Naloxone that is handed out here: slug and name."""
    language = get_language() or "en"
    known = catalogue.catalogue(policy.items_for(by)).values()
    return [
        (item.slug, item.called(language)) for item in known if item.is_naloxone and not item.hidden
    ]


def places(by: actors.Actor) -> list[models.Place]:
    return list(policy.in_book(by, models.Place).filter(closed_at=None).order_by("name"))


def areas(by: actors.Actor) -> list[models.Area]:
    rows = reach.areas_for(by).filter(ended_at=None).select_related("figures")
    return list(rows.order_by("name"))


def zone_of(by: actors.Actor) -> str:
    return reach.organisation_of(by).time_zone


# --- the loop by month --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered:
    question: Words
    lines: list[tuple[Words, int]]


@dataclass(frozen=True, slots=True)
class Bar:
    on: date
    x: int
    kits: int
    told: int

    @property
    def kits_y(self) -> int:
        return 130 - self.kits

    @property
    def told_y(self) -> int:
        return 130 - self.told

    @property
    def told_x(self) -> int:
        return self.x + 21

    @property
    def middle(self) -> int:
        return self.x + 19


@dataclass(slots=True)
class Loop:
    """`months` end with the running one; `open` is how many questions of the last year's stories
    were left open, by question."""

    months: list[rules.Month]
    trained: int = 0
    told: int = 0
    answers: dict[str, Counter[str]] = field(default_factory=dict)
    asked: int = 0  # wait for a kit

    @property
    def answered(self) -> list["Answered"]:
        """Each question with what was said to it, the most frequent first."""
        found = []
        for name, (question, known) in rules.QUESTIONS.items():
            said = self.answers.get(name, Counter())
            lines = [(known[slug], said[slug]) for slug in known if said[slug]]
            lines.sort(key=lambda line: -line[1])
            found.append(Answered(question, lines))
        return [each for each in found if each.lines]

    @property
    def kits(self) -> int:
        return sum(month.kits for month in self.months)

    @property
    def doses(self) -> int:
        return sum(month.doses for month in self.months)

    @property
    def rate(self) -> float | None:
        return 100 * self.reversals / self.kits if self.kits else None

    @property
    def reversals(self) -> int:
        return sum(month.reversals for month in self.months)

    @property
    def bars(self) -> list["Bar"]:
        """Two beside each other for each month, in whole units of a picture of 600 by 150."""
        most = max((max(month.kits, month.reversals) for month in self.months), default=0) or 1
        return [
            Bar(
                month.on,
                50 * number + 6,
                round(120 * month.kits / most),
                round(120 * month.reversals / most),
            )
            for number, month in enumerate(self.months)
        ]


def loop(by: actors.Actor, *, now: datetime) -> Loop:
    """The last twelve months. Five queries."""
    access.require(by, P.FIELD_WORK)
    zone = ZoneInfo(zone_of(by))
    months = rules.months_before(now.astimezone(zone).date(), MONTHS)
    kits = list(
        reach.kits_for(by)
        .filter(happened_at__date__gte=months[0])
        .values_list("entry_id", "happened_at", "kits", "doses", "trained")
    )
    out = [(at.astimezone(zone).date(), n, doses) for entry, at, n, doses, _ in kits if not entry]
    slugs = [
        item.slug for item in catalogue.catalogue(policy.items_for(by)).values() if item.is_naloxone
    ]
    moved = reach.moved_out(by, slugs, months[0]).values_list("happened_at", "count", "doses")
    out += [(at.astimezone(zone).date(), n, doses) for at, n, doses in moved]
    told = list(
        reach.reversals_for(by)
        .filter(recorded_at__date__gte=months[0])
        .values("happened_at", "recorded_at", *rules.ANSWERS, "why_not")
    )
    days = [(row["happened_at"] or row["recorded_at"]).astimezone(zone).date() for row in told]
    return Loop(
        months=rules.by_month(months, out, days),
        trained=sum(row[4] for row in kits),
        told=len(told),
        answers=rules.counted_answers(told, [*rules.ANSWERS, "why_not"]),
        asked=reach.requests_waiting(by).count(),
    )


# --- by area ------------------------------------------------------------------------------


@dataclass(slots=True)
class Shown:
    """One area with its number on the map; `x` and `y` are none where nobody knows where it is."""

    area: models.Area
    reach: rules.Reach
    reversals: int
    number: int = 0
    x: float | None = None
    y: float | None = None
    badge: tuple[float, float] = (0, 0)


@dataclass(slots=True)
class ByArea:
    shown: list[Shown]
    elsewhere: int  # kits of the year without an area
    view: maps.View | None = None
    paths: list[tuple[str, str]] = field(default_factory=list)
    towns: list[tuple[str, float, float]] = field(default_factory=list)
    sources: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def dots(self) -> list[Shown]:
        return [one for one in self.shown if one.x is not None]


def by_area(by: actors.Actor, *, now: datetime) -> ByArea:
    """Kits of the last 365 days beside what is published of deaths there."""
    access.require(by, P.FIELD_WORK)
    since = now - A_YEAR
    kits = dict(
        reach.kits_for(by)
        .filter(happened_at__gte=since)
        .order_by()
        .values_list("area_id")
        .annotate(n=Sum("kits"))
    )
    told = Counter(
        reach.reversals_for(by).filter(recorded_at__gte=since).values_list("area_id", flat=True)
    )
    shown = [
        Shown(
            area,
            rules.Reach(
                kits.get(area.pk) or 0, area.figures.deaths_a_year if area.figures else None
            ),
            told[area.pk],
            number,
        )
        for number, area in enumerate(areas(by), start=1)
    ]
    known = {one.area.pk for one in shown}
    page = ByArea(shown, sum(n for pk, n in kits.items() if pk not in known))
    figures = [one.area.figures for one in shown if one.area.figures]
    page.sources = sorted({(row.source, row.first_year, row.last_year) for row in figures})
    _draw(page)
    return page


def _draw(page: ByArea) -> None:
    at = [one for one in page.shown if one.area.latitude is not None]
    spots = [(one.area.latitude or 0.0, one.area.longitude or 0.0) for one in at]
    if not spots:
        return
    middle = (
        (min(lat for lat, _ in spots) + max(lat for lat, _ in spots)) / 2,
        (min(lon for _, lon in spots) + max(lon for _, lon in spots)) / 2,
    )
    page.view = view = maps.around(*middle, 3000, [*spots, (middle[0] + 0.3, middle[1])])
    for one, spot in zip(at, spots, strict=True):
        one.x, one.y = view.at(*spot)
    for one, badge in zip(at, maps.apart([view.at(*spot) for spot in spots]), strict=True):
        one.badge = badge
    page.paths = drawn.outlines(view)
    page.towns = maps.names(view, drawn.towns(view), [one.badge for one in at])


def nearest_area(by: actors.Actor, place: str) -> uuid.UUID | None:
    """The organisation's own area for what somebody typed: by name, else the nearest middle
    within a county's reach. What was typed is not kept."""
    mine = areas(by)
    said = rules.folded(place)
    for area in mine:
        if said and rules.folded(area.name).startswith(said):
            return area.pk
    spot = search.place(place).spot if said else None
    if spot is None:
        return None
    far = [
        (positions.distance_km(spot.latitude, spot.longitude, area.latitude, area.longitude), area)
        for area in mine
        if area.latitude is not None and area.longitude is not None
    ]
    near = min((pair for pair in far if pair[0] <= NEAR_KM), key=lambda pair: pair[0], default=None)
    return near[1].pk if near else None


# --- stories, and who asks ----------------------------------------------------------------


def stories(by: actors.Actor) -> list[models.Reversal]:
    """Those told in words, newest first."""
    rows = reach.reversals_for(by).exclude(words__isnull=True).order_by("-recorded_at")
    return [row for row in rows.select_related("area")[: 4 * STORIES] if row.words][:STORIES]


def requests(by: actors.Actor) -> list[models.KitRequest]:
    """Who waits first; then what was answered lately."""
    rows, waits = reach.requests_for(by), models.KitRequest.State.WAITING
    waiting = rows.filter(state=waits).order_by("asked_at")
    answered = rows.exclude(state=waits).order_by("-asked_at")
    return [*waiting[:ASKED], *answered[:ASKED]]


def request(by: actors.Actor, asked: uuid.UUID) -> models.KitRequest:
    return policy.require_row(by, P.FIELD_KEEP, models.KitRequest, asked)


def offer(by: actors.Actor) -> models.KitOffer | None:
    return reach.offer_of(by)


# --- for anybody --------------------------------------------------------------------------


def sending() -> list[models.KitOffer]:
    """Who sends naloxone, or hands it over, to anybody who asks."""
    return [row for row in reach.offers() if row.posts or row.hands_over]


def hearing() -> list[models.KitOffer]:
    return [row for row in reach.offers() if row.hears_stories]


@dataclass(frozen=True, slots=True)
class StateLaw:
    """The last year that is known of one state, and since when each rule held; `year` says how
    old that is."""

    region: str
    year: int
    any_from: date | None
    standing_from: date | None
    prescribing_from: date | None
    source: str


def laws() -> list[StateLaw]:
    last: dict[str, models.NaloxoneLaw] = {}
    for row in reach.laws().order_by("region", "year"):
        last[row.region] = row
    return [
        StateLaw(
            row.region,
            row.year,
            row.any_from,
            row.standing_from,
            row.prescribing_from,
            row.source,
        )
        for row in last.values()
    ]


# --- for returns --------------------------------------------------------------------------


def counts(by: actors.Actor, since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Plain rows for returns, nobody in them: `what` is kit or reversal, `n` how many. Kits that
    went through the book are counted there by item as well: take one of the two."""
    kits: Iterable[Mapping[str, Any]] = (
        reach.kits_for(by)
        .filter(happened_at__gte=since, happened_at__lt=until)
        .values("item", "route", "way", "reason", "area_id", "kits", "doses", "people", "trained")
    )
    told: Iterable[Mapping[str, Any]] = (
        reach.reversals_for(by)
        .filter(recorded_at__gte=since, recorded_at__lt=until)
        .values("told_by", "area_id", "doses", *rules.ANSWERS)
    )
    found = [{"what": "kit", "n": row["kits"], **row} for row in kits]
    return found + [{"what": "reversal", "n": 1, **row} for row in told]

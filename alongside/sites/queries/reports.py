"""What is reported back to the people of a place, and the list it is summed from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.formats import time_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.accounts.models import Site
from alongside.core.privacy import Words
from alongside.sites import models
from alongside.sites.queries import lines
from alongside.sites.rules import counting, times

WEEK, MONTH = "week", "month"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks or months, by the calendar of the place; `end` is the first day not in it."""

    of: str
    start: date
    end: date

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def before(self) -> date:
        return (
            (self.start - timedelta(days=1)).replace(day=1)
            if self.of == MONTH
            else (self.start - timedelta(days=7))
        )


@dataclass(frozen=True, slots=True)
class Split:
    """One number by the values of one facet: the parts are its total."""

    title: str
    parts: list[tuple[str, int]]
    total: int


@dataclass(frozen=True)
class Report:
    site: Site
    period: Period
    counts: list[counting.Count]
    splits: list[Split]
    substances: list[tuple[str, int]]
    is_over: bool

    def _of(self, measure: str) -> int:
        return counting.total(self.counts, measure)

    @property
    def total(self) -> dict[str, int]:
        return {measure.replace("-", "_"): self._of(measure) for measure in counting.MEASURES}

    @property
    def nameless(self) -> int:
        return self._of("visits") - counting.total(self.counts, "visits", known="yes")

    @property
    def hours(self) -> float:
        return round(self._of("open-minutes") / 60, 1)

    @property
    def otherwise(self) -> int:
        """Overdoses of which neither naloxone nor anything done by hand was tapped."""
        return self._of("overdoses") - self._of("with-naloxone") - self._of("without-naloxone")


def period(of: str, wanted: date | None, *, place: Site, now: datetime) -> Period:
    """The week or month in which a day lies; without one, the one that is running."""
    day = wanted or times.midnight_of(now, place.time_zone).date()
    if of == MONTH:
        start = day.replace(day=1)
        return Period(MONTH, start, (start + timedelta(days=32)).replace(day=1))
    start = times.monday_of(day)
    return Period(WEEK, start, start + timedelta(days=7))


def moments(span: Period, place: Site) -> tuple[datetime, datetime]:
    zone = place.time_zone
    return times.midnight(span.start, zone), times.midnight(span.end, zone)


def report(by: actors.Actor, place: Site, span: Period, *, now: datetime) -> Report:
    since, until = moments(span, place)
    counts = lines.counts(by, since, until, site=place.pk)
    return Report(
        site=place,
        period=span,
        counts=counts,
        splits=_splits(counts),
        substances=_substances(counts),
        is_over=until <= now,
    )


def _splits(counts: list[counting.Count]) -> list[Split]:
    genders, ages = _choices(models.Gender), _choices(models.Age)
    wanted: Iterable[tuple[str, str, str, list[tuple[str, str]]]] = (
        (_("Visits by the time of day"), "visits", "band", bands()),
        (_("People who came with their words, by gender"), "people", "gender", genders),
        (_("People who came with their words, by age"), "people", "age", ages),
        (_("Uses, by how"), "uses", "mode", _choices(models.Use.Mode)),
        (_("Uses, by who helped"), "uses", "assisted", _choices(models.Use.Assisted)),
        (_("Overdoses by the time of day"), "overdoses", "band", bands()),
        (_("Overdoses by where"), "overdoses", "where", _choices(models.Overdose.Where)),
        (_("Overdoses by how they ended"), "overdoses", "outcome", _choices(models.Finish.Outcome)),
    )
    return [
        Split(title, _parts(counts, measure, facet, names), counting.total(counts, measure))
        for title, measure, facet, names in wanted
        if counting.total(counts, measure)
    ]


def _parts(
    counts: list[counting.Count], measure: str, facet: str, names: list[tuple[str, str]]
) -> list[tuple[str, int]]:
    found = counting.by_facet(counts, measure, facet)
    parts = [(name, found[slug]) for slug, name in names]
    return parts + ([(_("Not told"), found[""])] if found[""] else [])


def _choices(of: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in of.choices]


def _between(start: int, end: int) -> str:
    first, last = (time_format(at, "TIME_FORMAT") for at in (time(start), time((end - 1) % 24, 59)))
    return f"{first} – {last}"


# '07-12' is from seven until before twelve: '7 a.m. – 11:59 a.m.'
BANDS: Mapping[str, Words] = {
    slug: lazy(_between, str)(*hours)
    for slug, hours in zip(times.BAND_SLUGS, times.BANDS, strict=True)
}


def bands() -> list[tuple[str, str]]:
    return [(slug, str(words)) for slug, words in BANDS.items()]


def _substances(counts: list[counting.Count]) -> list[tuple[str, int]]:
    """A use may name several, so these are more than the uses together."""
    named = [row.facets.get("substances", "").split(",") for row in counts if row.measure == "uses"]
    found = {one.value: sum(one.value in said for said in named) for one in models.Substance}
    return [(str(one.label), found[one.value]) for one in models.Substance if found[one.value]]


# --- the line list -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VisitLine:
    visit: counting.Visit
    person: int  # in this list; 0 for nobody whom anything tells from others
    uses: list[counting.Use]
    gender: str
    age: str


@dataclass(frozen=True, slots=True)
class ResponseLine:
    response: counting.Response
    is_overdose: bool
    turned_out: str
    where: str
    outcome: str
    doses: int


@dataclass(frozen=True)
class LineList:
    visits: list[VisitLine]
    earlier: list[counting.Use]  # during visits that began before this time
    responses: list[ResponseLine]
    report: Report


def line_list(by: actors.Actor, place: Site, span: Period, *, now: datetime) -> LineList:
    """What is counted, line by line: as many lines as the totals say."""
    since, until = moments(span, place)
    visits = [v for v in lines.visits(by, since, until, site=place.pk) if not v.is_taken_back]
    uses = [u for u in lines.uses(by, since, until, site=place.pk) if not u.is_taken_back]
    responses = lines.responses(by, since, until, site=place.pk)
    here = {visit.id for visit in visits}
    numbers: dict[str, int] = {}
    for visit in visits:
        if visit.person:
            numbers.setdefault(visit.person, len(numbers) + 1)
    genders, ages = dict(_choices(models.Gender)), dict(_choices(models.Age))
    return LineList(
        visits=[
            VisitLine(
                visit,
                numbers.get(visit.person, 0),
                [use for use in uses if use.visit == visit.id],
                genders.get(visit.gender, ""),
                ages.get(visit.age, ""),
            )
            for visit in visits
        ],
        earlier=[use for use in uses if use.visit not in here],
        responses=[_response_line(one) for one in responses if counting.is_alert(one)],
        report=report(by, place, span, now=now),
    )


def _response_line(one: counting.Response) -> ResponseLine:
    turned, ended = dict(_choices(models.Finish.Turned)), dict(_choices(models.Finish.Outcome))
    where = dict(_choices(models.Overdose.Where))
    return ResponseLine(
        one,
        counting.is_overdose(one),
        turned.get(counting.told(one.finishes).turned_out, ""),
        where.get(one.where, ""),
        ended.get(counting.outcome(one), ""),
        counting.doses(one),
    )

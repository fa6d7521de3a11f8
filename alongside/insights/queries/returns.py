"""Returns: what a funder wants to know, computed from what was captured, by their definition.

Everybody who may read a return reads the same numbers, small ones hidden. Whoever keeps the work
in the field opens what stands behind a line: days and places, never a person.
"""

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import checks
from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.accounts.models import Organisation
from alongside.core import clock
from alongside.core.privacy import Words
from alongside.insights import rules
from alongside.insights.queries import sources
from alongside.insights.queries.outcomes import KEEP_SECONDS, MANY, Number
from alongside.insights.rules import WHOLE, definitions, tally
from alongside.insights.rules.measures import Fact, Measure

NOT_SAID = _("not told, or not asked")


@functools.cache
def _shelf(own: str) -> tuple[dict[str, definitions.Return], list[definitions.Broken]]:
    """Ours, and those of the operator's folder, which may say one of ours anew."""
    found, broken = definitions.read_all(definitions.DATA, sources.MEASURES)
    if own:
        theirs, strange = definitions.read_all(Path(own), sources.MEASURES)
        found, broken = found | theirs, broken + strange
    return found, broken


def shelf() -> tuple[dict[str, definitions.Return], list[definitions.Broken]]:
    """All definitions by slug, and the files that are none."""
    return _shelf(settings.RETURNS)


def check(app_configs: object = None, **_kwargs: object) -> list[checks.CheckMessage]:
    """For `manage.py check`, which `migrate` and `run` begin with."""
    return [
        checks.Error(f"No definition of a return: {broken}", id="insights.E001")
        for broken in shelf()[1]
    ]


# --- what a page shows -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One number with its months; `part`: of the line above it."""

    label: Words
    number: Number
    months: list[Number]
    part: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    slug: str
    note: str
    rows: list[Row]

    @property
    def whole(self) -> Row:
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Named:
    """A return as a list shows it."""

    slug: str
    title: str
    about: str
    country: str
    version: str
    is_quarterly: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """A return for one period."""

    of: Named
    organisation: str
    period: rules.Period
    months: list[rules.Period]
    choices: list[rules.Period]
    is_running: bool
    parts: list[Part]
    not_asked: list[tuple[str, str]]
    counted: list[tuple[Words, Words]]
    floor: int
    counted_at: datetime
    zone: str

    @property
    def is_empty(self) -> bool:
        return all(line.whole.number.value == 0 for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class Listed:
    here: list[Named]
    elsewhere: list[Named]
    broken: list[definitions.Broken]


def returns(by: actors.Actor) -> Listed:
    """All there are; those of the organisation's own country first."""
    country = _organisation(by).country
    found, broken = shelf()
    named = sorted(map(_named, found.values()), key=lambda one: one.title.casefold())
    return Listed(
        here=[one for one in named if one.country == country],
        elsewhere=[one for one in named if one.country != country],
        broken=broken,
    )


def _organisation(by: actors.Actor) -> Organisation:
    return accounts.organisations().get(pk=by.tenant)


def _named(one: definitions.Return) -> Named:
    return Named(
        one.slug,
        _said(one.title),
        _said(one.about),
        one.country,
        one.version,
        one.every == definitions.QUARTER,
    )


def _said(words: definitions.Words) -> str:
    return definitions.spoken(words, get_language() or "en")


def filled(by: actors.Actor, slug: str, *, period: str = "") -> Filled | None:
    """A return for a month or a quarter; None if there is no such return or period. Without one,
    the last that is over, or the running one where nothing was written down before it."""
    counting = _counting(by, slug, period)
    if counting is None:
        return None
    found = _filled(counting)
    if found.is_empty and not period:
        running = _counting(by, slug, counting.running.slug)
        later = _filled(running) if running else found
        return found if later.is_empty else later
    return found


def _filled(counting: "_Counting") -> Filled:
    found, counted_at = counting.counted()
    one, today = counting.of, counting.today
    return Filled(
        of=_named(one),
        organisation=counting.organisation,
        period=counting.period,
        months=counting.months,
        choices=counting.choices(),
        is_running=today < counting.period.end,
        parts=[
            Part(_said(part.words), [counting.line(line, found) for line in part.lines])
            for part in one.parts
        ],
        not_asked=[(_said(row.words), _said(row.why)) for row in one.not_asked],
        counted=[(measure.words, measure.counted) for measure in counting.measures()],
        floor=settings.SMALL_NUMBER,
        counted_at=counted_at,
        zone=counting.zone.key,
    )


def _counting(by: actors.Actor, slug: str, period: str) -> "_Counting | None":
    of = shelf()[0].get(slug)
    if of is None:
        return None
    here = _organisation(by)
    zone = ZoneInfo(here.time_zone)
    today = clock.today(zone.key)
    if period:
        chosen = rules.period_named(period, today=today)
    elif of.every == definitions.QUARTER:
        chosen = rules.before(rules.quarter_of(today))
    else:
        chosen = rules.before(rules.month_of(today))
    if chosen is None:
        return None
    return _Counting(by, of, here.name, zone, chosen, today)


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts the quarter around the chosen period, of all that any return asks of the same
    measures, and decides once what to hide."""

    by: actors.Actor
    of: definitions.Return
    organisation: str
    zone: ZoneInfo
    period: rules.Period
    today: date

    @property
    def months(self) -> list[rules.Period]:
        return rules.months_in(self.period) if self.period.is_quarter else []

    @property
    def running(self) -> rules.Period:
        quarterly = self.of.every == definitions.QUARTER
        return rules.quarter_of(self.today) if quarterly else rules.month_of(self.today)

    @property
    def quarter(self) -> rules.Period:
        return rules.quarter_of(self.period.start)

    def choices(self) -> list[rules.Period]:
        found = rules.recent(self.today, quarters=8)
        if self.of.every == definitions.QUARTER:
            found = [one for one in found if one.is_quarter]
        return found if self.period in found else [self.period, *found]

    def measures(self) -> Iterator[Measure]:
        for name in dict.fromkeys(line.measure for line in self.of.lines):
            yield sources.MEASURES[name]

    def facts(self, names: set[str]) -> list[Fact]:
        """Until yesterday: what happens today is counted tomorrow."""
        first, end = self.quarter.start, min(self.quarter.end, self.today)
        return sources.facts(
            self.by,
            names,
            since=datetime.combine(first, time.min, self.zone),
            until=datetime.combine(end, time.min, self.zone),
        )

    def counted(self) -> tuple[tally.Tally, datetime]:
        """Counted anew, but where there is very much: then it is kept a while."""
        names = {line.measure for line in self.of.lines}
        key = f"returns-{self.by.tenant}-{self.of.slug}-{self.quarter.slug}-{self.today}"
        kept: tuple[tally.Tally, datetime] | None = cache.get(key)
        if kept:
            return kept
        facts, now = self.facts(names), clock.now()
        found = tally.tally(
            facts,
            [line for each in shelf()[0].values() for line in each.lines if line.measure in names],
            sources.MEASURES,
            quarter=self.quarter,
            floor=settings.SMALL_NUMBER,
        )
        if len(facts) >= MANY:
            cache.set(key, (found, now), KEEP_SECONDS)
        return found, now

    # --- one line ---------------------------------------------------------------

    def line(self, line: definitions.Line, found: tally.Tally, *, exact: bool = False) -> Line:
        measure = sources.MEASURES[line.measure]
        whole, *parts = tally.wheres(line, measure)
        rows = [self._row(_said(line.words), line, whole, found, exact=exact)]
        labels = [*measure.splits[line.by].values.values(), NOT_SAID] if line.by else []
        for label, where in zip(labels, parts, strict=True):
            row = self._row(label, line, where, found, exact=exact, part=True)
            if label is not NOT_SAID or row.number.value != 0:
                rows.append(row)
        return Line(line.slug, _said(line.note) if line.note else "", rows)

    def _row(
        self,
        label: Words,
        line: definitions.Line,
        where: tally.Where,
        found: tally.Tally,
        *,
        exact: bool,
        part: bool = False,
    ) -> Row:
        in_each = sources.MEASURES[line.measure].in_each

        def number(column: str, month: date | None = None) -> Number:
            key = (line.measure, line.asks, where, column)
            value = found.numbers[key] if exact else found.shown(key)
            return Number(None if value is None else round(value / in_each), month)

        column = WHOLE if self.period.is_quarter else self.period.slug
        months = [number(month.slug, month.start) for month in self.months]
        return Row(label, number(column), months, part)


# --- what stands behind a line ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Day:
    """What was written down of one day in one place."""

    on: date
    place: str
    things: int
    times: int


@dataclass(frozen=True, slots=True)
class Behind:
    """A return with its exact numbers and, for one line, its days. Only for whoever keeps the
    work in the field: they read all of it in the field's own pages, too."""

    of: Named
    period: rules.Period
    choices: list[rules.Period]
    parts: list[Part]
    line: Line | None
    counted: Words
    days: list[Day]

    @property
    def months(self) -> list[rules.Period]:
        """Of a quarter, beside its whole."""
        return rules.months_in(self.period) if self.period.is_quarter else []


def behind(by: actors.Actor, slug: str, *, period: str = "", line: str = "") -> Behind | None:
    """None if there is no such return, period or line. The caller has asked."""
    counting = _counting(by, slug, period)
    asked = counting.of.line(line) if counting else None
    if counting is None or (line and asked is None):
        return None
    found, _at = counting.counted()
    return Behind(
        of=_named(counting.of),
        period=counting.period,
        choices=counting.choices(),
        parts=[
            Part(_said(part.words), [counting.line(one, found, exact=True) for one in part.lines])
            for part in counting.of.parts
        ],
        line=counting.line(asked, found, exact=True) if asked else None,
        counted=sources.MEASURES[asked.measure].counted if asked else "",
        days=_days(asked, counting) if asked else [],
    )


def _days(line: definitions.Line, counting: _Counting) -> list[Day]:
    start, end = counting.period.start, counting.period.end
    only = dict(line.only)
    things: Counter[tuple[date, str]] = Counter()
    times: Counter[tuple[date, str]] = Counter()
    for fact in counting.facts({line.measure}):
        asked = all(fact.splits.get(axis) in values for axis, values in only.items())
        if asked and start <= fact.day < end:
            things[fact.day, fact.place] += fact.things
            times[fact.day, fact.place] += fact.times
    return [Day(*key, things[key], times[key]) for key in sorted(things)]


def in_words() -> list[tuple[Words, list[tuple[Words, Words]]]]:
    """How each thing is counted, by where it was written down."""
    return [
        (source.title, [(one.words, one.counted) for one in source.measures.values()])
        for source in sources.SOURCES.values()
    ]

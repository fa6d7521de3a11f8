"""What the Outcomes page publishes: counts from the records, with small numbers hidden.

What happens today is counted tomorrow: a number that grows by one while somebody looks would
tell of one person, however large it is.

Counted in the database, the same few queries whatever the size. Everybody who may read Outcomes
reads exactly this: there is no version with more in it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case, Count, Q, QuerySet, Value, When

from alongside.accounts import actors
from alongside.core import clock
from alongside.core.privacy import Words
from alongside.insights import policy, rules
from alongside.insights.queries import labels
from alongside.insights.rules import WHOLE
from alongside.participants.models import Request
from alongside.referrals.models import Referral
from alongside.welcome.queries import counts as desk

TOTAL = "all"
FORM, KIND = "form-", "special-"  # rows of other tables have such slugs, too
FORMS = {FORM + slug: label for slug, label in labels.FORMS.items()}
SPECIAL = {KIND + slug: label for slug, label in {**labels.SPECIAL, "": labels.PLAIN}.items()}
# Counting takes as long as there are contacts in the quarter. From so many on, the count is kept
# for a while; below it every page counts anew.
MANY = 2_000
KEEP_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is published: None is 'too few to show'."""

    value: int | None
    month: date | None = None

    @property
    def is_hidden(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its number for the chosen period, and for the months of it."""

    slug: str
    label: Words
    number: Number
    months: list[Number]
    share: int | None  # of the longest bar, in hundredths; None where there is no bar


@dataclass(frozen=True, slots=True)
class Outcomes:
    period: rules.Period
    months: list[rules.Period]
    choices: list[rules.Period]
    is_running: bool
    floor: int
    supported: Number
    contacts: list[Row]
    people: list[Row]
    forms: list[Row]
    special: list[Row]
    requests: list[Row]
    referrals: list[Row]
    visits: list[Row]
    median_wait_days: int | None
    counted_at: datetime | None  # where a count that was kept is shown; else it is of now
    zone: str

    @property
    def is_empty(self) -> bool:
        rows = (*self.contacts, *self.requests, *self.referrals, *self.visits)
        return all(row.number.value == 0 for row in rows)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Times together by what they were, and how many people that was; by their form; and by the
    kinds of peer work that have a name of their own. Of the last two, those there were."""

    kinds: list[Row]
    people: list[Row]
    forms: list[Row]
    special: list[Row]


def outcomes(by: actors.Actor, *, period: str = "") -> Outcomes | None:
    """The numbers of a period (this quarter, if none is named); None if there is no such."""
    zone = ZoneInfo(policy.zone_of(by))
    today = clock.today(zone.key)
    chosen = rules.period_named(period, today=today) if period else rules.quarter_of(today)
    if chosen is None:
        return None
    page = _Publication(by, zone, chosen, today)
    contacts, counted_at = page.contacts()
    supported = next(row.number for row in contacts.people if row.slug == TOTAL)
    requests = page.requests()
    return Outcomes(
        period=chosen,
        months=rules.months_in(chosen) if chosen.is_quarter else [],
        choices=_choices(chosen, today),
        is_running=today < chosen.end,
        floor=settings.SMALL_NUMBER,
        supported=supported,
        contacts=contacts.kinds,
        people=[row for row in contacts.people if row.slug != TOTAL],
        forms=contacts.forms,
        special=contacts.special,
        requests=requests,
        referrals=page.referrals(),
        visits=page.visits(),
        median_wait_days=page.median_wait(requests),
        counted_at=counted_at,
        zone=zone.key,
    )


def _choices(chosen: rules.Period, today: date) -> list[rules.Period]:
    found = rules.recent(today, quarters=8)
    return found if chosen in found else [chosen, *found]


@dataclass(frozen=True, slots=True)
class _Publication:
    """Counts the quarter around the chosen period, and decides once what to hide."""

    by: actors.Actor
    zone: ZoneInfo
    chosen: rules.Period
    today: date

    def contacts(self) -> tuple[Contacts, datetime | None]:
        counts, counted_at = self._count_contacts()
        floor = settings.SMALL_NUMBER
        by_kind = {key: one for key, one in counts.items() if key[0] in {TOTAL, *labels.KINDS}}
        people = rules.people_table(by_kind, total=TOTAL)
        hidden_people = rules.hide_small(people, floor)
        things = rules.things_table(counts, total=TOTAL, sorts=([*FORMS], [*SPECIAL]))
        hidden = rules.hide_small(things, floor, also=rules.pinned(by_kind, hidden_people, floor))
        found = Contacts(
            kinds=self._rows(things, hidden, {TOTAL: labels.CONTACTS, **labels.KINDS}),
            people=self._rows(people, hidden_people, {TOTAL: labels.PEOPLE, **labels.KINDS}),
            forms=self._those_there_were(things, hidden, FORMS),
            special=self._those_there_were(things, hidden, SPECIAL),
        )
        return found, counted_at

    def _those_there_were(
        self, table: rules.Table, hidden: set[Any], named: dict[str, Words]
    ) -> list[Row]:
        rows = self._rows(table, hidden, named)
        return [row for row in rows if any(one.value != 0 for one in (row.number, *row.months))]

    def requests(self) -> list[Row]:
        parts = {"answered": ~Q(state=Request.State.WAITING)}
        counts = self._count(policy.requests_in(self.by), parts)
        table = rules.things_table(counts, total=TOTAL, rest_shown=True)
        hidden = rules.hide_small(table, settings.SMALL_NUMBER)
        rows = self._rows(table, hidden, labels.REQUESTS)
        waiting = self._row(
            table,
            hidden,
            "waiting",
            labels.WAITING,
            lambda column: rules.rest_of("answered", column),
        )
        return with_bars([*rows, waiting])

    def referrals(self) -> list[Row]:
        midnight = self._midnight(self.today)
        parts = {
            "answered": Q(partner_answered_at__lt=midnight),
            "closed": Q(state=Referral.State.CLOSED, closed_at__lt=midnight),
        }
        counts = self._count(policy.referrals_in(self.by), parts)
        table = rules.things_table(counts, total=TOTAL)
        return self._rows(table, rules.hide_small(table, settings.SMALL_NUMBER), labels.REFERRALS)

    def visits(self) -> list[Row]:
        """Of days that were closed. Most come without a name: how many people stand behind them
        nobody knows, and a number of visits below the floor is hidden like one of people."""
        quarter = rules.quarter_of(self.chosen.start)
        days = desk.by_day(self.by, start=quarter.start, end=min(quarter.end, self.today))
        counts = rules.visits_counted(days, rules.months_in(quarter), total=TOTAL, part="talks")
        table = rules.things_table(counts, total=TOTAL)
        return self._rows(table, rules.hide_small(table, settings.SMALL_NUMBER), labels.VISITS)

    def median_wait(self, requests: list[Row]) -> int | None:
        """Days, for those still waiting; only where their number is shown."""
        waiting = next(row.number.value for row in requests if row.slug == "waiting")
        if not waiting:
            return None
        start, end = self._moments(self.chosen)
        asked = (
            policy.requests_in(self.by)
            .filter(state=Request.State.WAITING, happened_at__gte=start, happened_at__lt=end)
            .order_by("happened_at")
            .values_list("happened_at", flat=True)
        )
        middle = list(asked[(waiting - 1) // 2 : waiting // 2 + 1])
        if not middle:
            return None
        now = clock.now()
        return round(sum((now - at) / timedelta(days=1) for at in middle) / len(middle))

    # --- counting ---------------------------------------------------------------

    def _count(self, rows: QuerySet[Any], parts: dict[str, Q]) -> rules.Counts:
        """Things, and people once each, of a quarter and its months."""
        lines = self._lines(rows, parts).iterator()
        return rules.counted(lines, rows=(TOTAL, *parts), columns=self._columns)

    @property
    def _columns(self) -> tuple[str, ...]:
        quarter = rules.quarter_of(self.chosen.start)
        return (WHOLE, *(month.slug for month in rules.months_in(quarter)))

    def _lines(self, rows: QuerySet[Any], parts: dict[str, Q], *by: str) -> QuerySet[Any]:
        """One query, which brings a line for each person and month, and whatever else it is
        counted `by`; how many in all, and of each part."""
        quarter = rules.quarter_of(self.chosen.start)
        start, end = self._moments(quarter)
        slugs = {month.slug: self._moments(month) for month in rules.months_in(quarter)}
        in_month = Case(
            *(When(happened_at__lt=before, then=Value(slug)) for slug, (_, before) in slugs.items())
        )
        sums = {
            f"of_{part}": Count("participant_id", filter=of_it) for part, of_it in parts.items()
        }
        lines: QuerySet[Any] = (
            rows.filter(happened_at__gte=start, happened_at__lt=end)
            .order_by()
            .annotate(month=in_month)
            .values_list("participant_id", "month", *by)
            .annotate(of_all=Count("participant_id"), **sums)
        )
        return lines

    def _count_contacts(self) -> tuple[rules.Counts, datetime | None]:
        """Counted anew, but for very many: then the count is kept a while, with its moment."""
        quarter = rules.quarter_of(self.chosen.start)
        key = f"outcomes-{self.by.tenant}-{quarter.slug}-{self.zone.key}-{self.today}"
        kept: tuple[rules.Counts, datetime] | None = cache.get(key)
        if kept:
            return kept
        counts = self._count_times_together()
        if counts[TOTAL, WHOLE].things < MANY:
            return counts, None
        now = clock.now()
        cache.set(key, (counts, now), KEEP_SECONDS)
        return counts, now

    def _count_times_together(self) -> rules.Counts:
        """By kind, by form and by special kind, in one query."""
        parts = {kind: Q(**{kind: True}) for kind in labels.KINDS}
        sums: dict[tuple[Any, str], list[int]] = {}
        forms, special = [], []
        lines = self._lines(policy.contacts_in(self.by), parts, "form", "special")
        for person, month, form, named, *counts in lines.iterator():
            before = sums.get((person, month))
            sums[person, month] = (
                counts if before is None else [a + b for a, b in zip(before, counts, strict=True)]
            )
            forms.append((person, month, FORM + form, counts[0]))
            special.append((person, month, KIND + named, counts[0]))
        by_kind = ((*key, *counts) for key, counts in sums.items())
        columns = self._columns
        return (
            rules.counted(by_kind, rows=(TOTAL, *parts), columns=columns)
            | rules.sorted_into(forms, rows=[*FORMS], columns=columns)
            | rules.sorted_into(special, rows=[*SPECIAL], columns=columns)
        )

    def _moments(self, period: rules.Period) -> tuple[datetime, datetime]:
        """Its first moment, and the first after it that is not counted any more."""
        return self._midnight(period.start), self._midnight(min(period.end, self.today))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone)

    # --- publishing -------------------------------------------------------------

    def _rows(self, table: rules.Table, hidden: set[Any], named: dict[str, Words]) -> list[Row]:
        return with_bars(
            [
                self._row(table, hidden, slug, label, lambda column, slug=slug: (slug, column))
                for slug, label in named.items()
            ]
        )

    def _row(
        self, table: rules.Table, hidden: set[Any], slug: str, label: Words, key_in: Any
    ) -> Row:
        def published(column: str, month: date | None = None) -> Number:
            key = key_in(column)
            return Number(None if key in hidden else table.cells[key].count, month)

        quarterly = self.chosen.is_quarter
        months = rules.months_in(self.chosen) if quarterly else []
        return Row(
            slug,
            label,
            published(WHOLE if quarterly else self.chosen.slug),
            [published(month.slug, month.start) for month in months],
            None,
        )


def shown(table: rules.Table, hidden: set[Any], key: Any) -> Number:
    """A cell as it is published."""
    return Number(None if key in hidden else table.cells[key].count)


def with_bars(rows: list[Row]) -> list[Row]:
    """Bars as long as what is published; none for a hidden number."""
    longest = max((row.number.value or 0 for row in rows), default=0)
    return [
        Row(
            row.slug,
            row.label,
            row.number,
            row.months,
            None if row.number.is_hidden or not longest else _share(row.number.value, longest),
        )
        for row in rows
    ]


def _share(value: int | None, longest: int) -> int:
    return round(100 * (value or 0) / longest)

"""How we count: a list and its totals are always the same, whatever happened in whatever order."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.core import clock, ids
from alongside.sites import actions, models, queries
from alongside.sites.rules import counting, times
from tests.cast import Cast

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 11, 16)
LONG = timedelta(days=12)  # from before the week until after it

moments = st.integers(0, int(LONG / timedelta(minutes=1))).map(
    lambda minute: NOW - LONG / 2 + timedelta(minutes=minute)
)
some = st.integers(0, 9)
happenings = st.one_of(
    st.tuples(st.just("in"), moments, st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("use"), moments, some),
    st.tuples(st.just("back"), some),
    st.tuples(st.just("found"), moments),
    st.tuples(st.just("tap"), some, moments, st.sampled_from(models.Tap.What.values)),
    st.tuples(st.just("strike"), some),
    st.tuples(st.just("finish"), some, moments, st.sampled_from(models.Finish.Turned.values)),
    st.tuples(st.just("join"), some, some),
    st.tuples(st.just("part"), some),
)


class Place:
    """A place at which things happen, through the actions that everybody uses."""

    def __init__(self, cast: Cast) -> None:
        self.by, self.site = replace(cast.vera.by, since=None), cast.site  # a hat long worn
        self.visits: list[uuid.UUID] = []
        self.found: list[uuid.UUID] = []
        self.taps: list[uuid.UUID] = []

    def live(self, what: str, *said: Any) -> None:
        getattr(self, f"_{what}")(*said)

    def _in(self, at: datetime, code: str) -> None:
        row = actions.come_in(by=self.by, id=ids.new(), site=self.site.pk, happened_at=at)
        row.code = code
        row.save(update_fields=["code"])
        self.visits.append(row.pk)

    def _use(self, at: datetime, which: int) -> None:
        if visit := _of(self.visits, which):
            actions.use(by=self.by, id=ids.new(), visit=visit, mode="inhale", happened_at=at)

    def _back(self, which: int) -> None:
        if visit := _of(self.visits, which):
            actions.take_back(by=self.by, visit=visit)

    def _found(self, at: datetime) -> None:
        site = self.site.pk
        row = actions.find_overdose(by=self.by, id=ids.new(), site=site, happened_at=at)
        self.found.append(row.pk)

    def _tap(self, which: int, at: datetime, what: str) -> None:
        if overdose := _of(self.found, which):
            row = actions.tap(
                by=self.by, id=ids.new(), overdose=overdose, what=what, happened_at=at
            )
            self.taps.append(row.pk)

    def _strike(self, which: int) -> None:
        if tap := _of(self.taps, which):
            actions.strike(by=self.by, tap=tap)

    def _finish(self, which: int, at: datetime, turned_out: str) -> None:
        if overdose := _of(self.found, which):
            actions.finish(
                by=self.by,
                id=ids.new(),
                overdose=overdose,
                turned_out=turned_out,
                happened_at=at,
            )

    def _join(self, one: int, other: int) -> None:
        first, second = _of(self.found, one), _of(self.found, other)
        if first and second and first != second:
            actions.join(by=self.by, overdose=first, other=second)

    def _part(self, which: int) -> None:
        if overdose := _of(self.found, which):
            actions.part(by=self.by, overdose=overdose)


def _of(rows: list[uuid.UUID], which: int) -> uuid.UUID | None:
    return rows[which % len(rows)] if rows else None


@settings(max_examples=25)
@given(story=st.lists(happenings, max_size=14))
def test_it_shows_as_many_lines_as_the_totals_say(cast: Cast, story: list[Any]) -> None:
    with transaction.atomic(), clock.pretend(NOW + LONG):
        place = Place(cast)
        for what, *said in story:
            place.live(what, *said)
        week = queries.period("week", MONDAY, place=cast.site, now=NOW)
        found = queries.line_list(cast.omar.by, cast.site, week, now=NOW)
        total = found.report.total
        assert len(found.visits) == total["visits"] == _visits(cast)
        assert sum(len(one.uses) for one in found.visits) + len(found.earlier) == total["uses"]
        assert len({one.person for one in found.visits} - {0}) == total["people"]
        assert len(found.responses) == total["alerts"]
        assert sum(one.is_overdose for one in found.responses) == total["overdoses"]
        assert sum(one.doses for one in found.responses) == total["doses"]
        for split in found.report.splits:
            assert sum(number for _name, number in split.parts) == split.total
        _agrees_with_what_others_count(cast, found.report)
        transaction.set_rollback(True)


def _visits(cast: Cast) -> int:
    """Counted by the database itself."""
    start, end = times.week_of(MONDAY, cast.site.time_zone)
    rows = models.Visit.objects.filter(came_at__gte=start, came_at__lt=end)
    return rows.filter(taken_back_at=None).count()


def _agrees_with_what_others_count(cast: Cast, report: Any) -> None:
    """A return of two halves of the week is the return of the week, but for people, who may
    come in both."""
    start, end = times.week_of(MONDAY, cast.site.time_zone)
    middle = start + timedelta(days=3, hours=11)
    halves = queries.counts(cast.ana.by, start, middle) + queries.counts(cast.ana.by, middle, end)
    for measure in counting.MEASURES:
        both = counting.total(halves, measure)
        whole = counting.total(report.counts, measure)
        assert both >= whole if measure in {"people", "booths"} else both == whole, measure


def test_it_tells_the_hour_by_the_clock_of_the_place() -> None:
    """Half past three at night in Moncton is half past seven in London."""
    at = datetime(2026, 11, 18, 7, 30, tzinfo=UTC)
    assert times.band_of(at, "America/Moncton") == "03-07"
    assert times.band_of(at, "UTC") == "07-12"
    assert {times.band_of(at + timedelta(hours=h), "UTC") for h in range(24)} == set(
        times.BAND_SLUGS
    )
    assert not times.may_have_happened(at - timedelta(days=500), now=at)
    assert [times.band_of(at.replace(hour=h), "UTC") for h in (2, 3, 22)] == [
        "22-03",
        "03-07",
        "22-03",
    ]


def test_it_takes_the_later_word_where_it_says_something() -> None:
    early = counting.Finish(NOW, turned_out="not", gender="man", outcome="stayed")
    late = counting.Finish(NOW + timedelta(hours=1), turned_out="opioid")
    told = counting.told([late, early])
    assert (told.turned_out, told.gender, told.outcome) == ("opioid", "man", "stayed")
    given = counting.Tap("naloxone", NOW)
    struck = counting.Tap("naloxone", NOW, is_struck=True)
    one = counting.Response(ids.new(), None, NOW, "street", [given, struck], [late, early])
    rows = counting.counts([], responses=[one])
    assert {row.measure: row.number for row in rows} == {
        "alerts": 1,
        "overdoses": 1,
        "with-naloxone": 1,
        "doses": 1,
    }
    died = counting.Response(ids.new(), None, NOW, taps=[counting.Tap("died", NOW)])
    assert counting.total(counting.counts([], responses=[died]), "deaths") == 1
    for what, counted in (("mistake", {}), ("drill", {"drills": 1})):
        said = [counting.Finish(NOW, turned_out=what)]
        none = counting.Response(ids.new(), None, NOW, taps=[given], finishes=said)
        rows = counting.counts([], responses=[none])
        assert {row.measure: row.number for row in rows} == counted


def test_it_counts_a_person_once_with_what_they_told_last() -> None:
    site = ids.new()
    came = [
        counting.Visit(ids.new(), site, NOW + timedelta(days=day), code, gender, age)
        for day, (code, gender, age) in enumerate(
            [
                ("a", "man", "20-29"),
                ("", "", ""),
                ("a", "", "30-39"),
                ("b", "woman", ""),
                ("", "", ""),
            ]
        )
    ]
    rows = counting.counts([counting.Place(site, "UTC")], visits=came)
    assert counting.total(rows, "visits") == 5
    assert counting.total(rows, "visits", known="yes") == 3
    assert counting.total(rows, "people") == 2
    assert counting.by_facet(rows, "people", "age") == {"30-39": 1, "": 1}
    assert counting.total(rows, "people", gender="man", age="30-39") == 1

"""Outcomes: true counts, the same for everybody who may read them, small ones hidden."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from alongside.core import scope
from alongside.insights.queries import outcomes
from tests.cast import Cast
from tests.homes import walking

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 18, 12, tzinfo=NEW_YORK)
OCTOBER, NOVEMBER = datetime(2026, 10, 9, 12, tzinfo=NEW_YORK), NOW - timedelta(days=3)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def published(cast: Cast, period: str = "") -> outcomes.Outcomes:
    found = outcomes.outcomes(cast.max.by, period=period)
    assert found is not None
    return found


def numbers(rows: list[outcomes.Row]) -> dict[str, int | None]:
    return {row.slug: row.number.value for row in rows}


@pytest.fixture
def many(cast: Cast) -> Cast:
    """Twelve people met in November, once listened to and once helped; ten in October too."""
    for at, one in enumerate(walking.people(cast, 12)):
        walking.contact(cast, cast.maya, one, happened_at=NOVEMBER)
        walking.contact(
            cast, cast.maya, one, happened_at=NOVEMBER, emotional=False, instrumental=True
        )
        if at < 6:
            walking.contact(cast, cast.maya, one, happened_at=OCTOBER)
    return cast


def test_it_counts_contacts_of_the_quarter_by_kind(many: Cast) -> None:
    found = published(many)
    assert found.period.slug == "2026-q4"
    assert numbers(found.contacts) == {
        "all": 30,
        "emotional": 18,
        "informational": 0,
        "instrumental": 12,
        "affiliational": 0,
    }
    assert [number.value for number in found.contacts[0].months] == [6, 24, 0]


def test_it_counts_them_by_form_and_by_the_kinds_that_have_a_name(many: Cast) -> None:
    for one in walking.people(many, 8):
        for _ in range(2):
            walking.contact(
                many, many.maya, one, happened_at=NOVEMBER, form="group", special="crisis"
            )
    found = published(many)
    assert numbers(found.forms) == {"form-one": 30, "form-group": 16}
    assert numbers(found.special) == {"special-crisis": 16, "special-": 30}
    assert sum(row.number.value or 0 for row in found.forms) == found.contacts[0].number.value
    page = many.ana.client().get(reverse("homes:outcomes")).content.decode()
    assert "In a group" in page and "Being there in a crisis" in page


def test_it_hides_a_small_form_and_one_more_with_it(many: Cast) -> None:
    """Forms add up to all contacts: one alone that is hidden would follow from the others."""
    for form, people in (("group", 9), ("mentoring", 3)):
        for one in walking.people(many, people):
            walking.contact(many, many.maya, one, happened_at=NOVEMBER, form=form)
    shown = numbers(published(many).forms)
    assert shown["form-mentoring"] is None
    assert [*shown.values()].count(None) >= 2


def test_it_counts_each_person_once(many: Cast) -> None:
    assert published(many).supported.value == 12
    assert published(many, "2026-11").supported.value == 12


def test_it_counts_a_day_where_the_organisation_is(cast: Cast) -> None:
    last_hour_of_october = datetime(2026, 11, 1, 3, tzinfo=ZoneInfo("UTC"))
    for one in walking.people(cast, 6):
        walking.contact(cast, cast.maya, one, happened_at=last_hour_of_october)
    assert published(cast, "2026-10").supported.value == 6
    assert published(cast, "2026-11").supported.value == 0


def test_it_counts_tomorrow_what_happens_today(many: Cast) -> None:
    """Whoever looks again and again does not see somebody come."""
    before = published(many)
    (one,) = walking.people(many, 1)
    walking.contact(many, many.maya, one, happened_at=NOW.replace(hour=0))
    walking.ask(many, one, happened_at=NOW)
    assert published(many) == before
    page = many.ana.client().get(reverse("homes:outcomes")).content.decode()
    assert "until yesterday" in page
    with time_machine.travel(NOW.replace(hour=0) + timedelta(days=1), tick=False):
        assert published(many).supported.value == 13


def test_it_hides_numbers_about_few_people(cast: Cast) -> None:
    for one in walking.people(cast, 4):
        for _ in range(9):
            walking.contact(cast, cast.maya, one)
    found = published(cast)
    assert found.supported.is_hidden
    assert numbers(found.contacts)["all"] is None


def test_it_hides_what_a_small_number_would_follow_from(many: Cast) -> None:
    for one in walking.people(many, 3):
        walking.contact(many, many.maya, one, emotional=False, affiliational=True)
    people = numbers(published(many).people)
    assert people["affiliational"] is None
    # 12 of 15 were listened to: the rest would be 3 people
    assert people["emotional"] is None


def test_it_decides_for_a_quarter_and_its_months_at_once(many: Cast) -> None:
    """Three people more in December than in November: the quarter would tell on the month."""
    for one in walking.people(many, 3):
        walking.contact(many, many.maya, one, happened_at=OCTOBER)
    assert published(many).supported.value == 15
    assert published(many, "2026-11").supported.is_hidden


def test_it_follows_the_floor_that_is_set(many: Cast, settings: Any) -> None:
    settings.SMALL_NUMBER = 13
    assert published(many).supported.is_hidden


def test_it_counts_requests_answered_and_waiting(cast: Cast) -> None:
    for at, one in enumerate(walking.people(cast, 13)):
        state = "waiting" if at < 6 else "proposed"
        walking.ask(cast, one, state=state, happened_at=NOW - timedelta(days=at + 1))
    found = published(cast)
    assert numbers(found.requests) == {"all": 13, "answered": 7, "waiting": 6}
    assert found.median_wait_days == 4  # between three and four days, rounded


def test_it_tells_no_wait_of_a_few(cast: Cast) -> None:
    for one in walking.people(cast, 3):
        walking.ask(cast, one)
    assert published(cast).median_wait_days is None


def test_it_shows_the_funder_exactly_what_the_manager_sees(many: Cast) -> None:
    assert outcomes.outcomes(many.ana.by) == outcomes.outcomes(many.max.by)


def test_it_counts_nothing_of_another_organisation(many: Cast) -> None:
    with scope.within(many.harbour.pk):
        found = outcomes.outcomes(many.riley.by)
    assert found is not None and found.is_empty


def test_it_asks_no_more_of_the_database_for_more_contacts(
    many: Cast, django_assert_num_queries: Any
) -> None:
    for one in walking.people(many, 9):
        walking.ask(many, one)
    with django_assert_num_queries(7):
        published(many)


@pytest.mark.parametrize(
    ("name", "status"), [("max", 200), ("ana", 200), ("dana", 403), ("kit", 403), ("maya", 403)]
)
def test_it_opens_to_managers_and_funders(cast: Cast, name: str, status: int) -> None:
    assert getattr(cast, name).client().get(reverse("homes:outcomes")).status_code == status


@pytest.mark.parametrize("period", ["2026-q4", "2026-11", "2025-01", "2019-q1"])
def test_it_opens_any_period_that_has_begun(cast: Cast, period: str) -> None:
    page = cast.max.client().get(reverse("homes:outcomes"), {"period": period})
    assert page.status_code == 200


@pytest.mark.parametrize("period", ["2027-01", "2026-13", "2026-q5", "x", "0000-01", "2026-²1"])
def test_it_knows_no_other_period(cast: Cast, period: str) -> None:
    page = cast.max.client().get(reverse("homes:outcomes"), {"period": period})
    assert page.status_code == 404


def test_it_says_too_few_to_show(cast: Cast) -> None:
    (one,) = walking.people(cast, 1)
    walking.contact(cast, cast.maya, one)
    page = cast.ana.client().get(reverse("homes:outcomes")).content.decode()
    assert "too few to show" in page
    assert "‘Too few to show’ stands for a number about fewer than 5 people" in page


def test_it_teaches_where_there_is_nothing_yet(cast: Cast) -> None:
    page = cast.ana.client().get(reverse("homes:outcomes")).content.decode()
    assert "Nothing was written down in this time" in page


def test_it_keeps_the_count_of_very_many_for_a_while_and_says_so(
    many: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert published(many).counted_at is None
    monkeypatch.setattr(outcomes, "MANY", 10)
    before = published(many)
    for one in walking.people(many, 9):
        walking.contact(many, many.maya, one)
    assert published(many).contacts == before.contacts
    page = many.ana.client().get(reverse("homes:outcomes")).content.decode()
    assert "counted at noon" in page
    later = NOW + timedelta(seconds=outcomes.KEEP_SECONDS + 1)
    with time_machine.travel(later, tick=False):
        assert published(many).contacts != before.contacts

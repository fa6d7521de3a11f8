"""Days on which a meeting differs, as editors know them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from alongside.audit.models import Event
from alongside.core import clock
from alongside.directory import models
from tests.cast import Cast
from tests.directory import feeds

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(tmp_path: Path) -> models.Meeting:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("a")])
    return models.Meeting.objects.get()


def day(days: int) -> str:
    return f"{clock.now().date() + timedelta(days=days):%Y-%m-%d}"


def say(cast: Cast, row: models.Meeting, status: int = 302, **said: Any) -> str:
    answer = cast.omar.client().post(f"/en/listings/meetings/{row.pk}/dates/", said)
    assert answer.status_code == status, answer.content
    return answer.content.decode()


def test_it_says_a_day_on_which_it_does_not_take_place(cast: Cast, row: models.Meeting) -> None:
    say(cast, row, kind="cancelled", on=day(7), reason="A holiday")
    say(cast, row, kind="cancelled", on=day(7), reason="A holiday")
    (date,) = row.dates.all()
    assert (date.says, date.reason) == ("editor", "A holiday")
    row.refresh_from_db()
    assert row.is_irregular
    assert row.verified_at
    assert "A holiday" in Client().get(f"/en/meetings/{row.pk}/").content.decode()
    assert Event.objects.filter(verb="keep-date").count() == 1


def soon() -> list[Any]:
    found: list[Any] = Client().get("/api/v1/meetings?place=elmora&when=2").json()["meetings"]
    return found


def test_it_pauses_and_goes_on(cast: Cast, row: models.Meeting) -> None:
    say(cast, row, kind="closed", on=day(-1), reason="Building works")
    page = Client().get(f"/en/meetings/{row.pk}/").content.decode()
    assert "until further notice" in page
    assert not soon()
    assert "Meeting a" not in Client().get("/en/?place=elmora&when=any").content.decode()
    date = row.dates.get()
    drop = f"/en/listings/meetings/{row.pk}/dates/{date.pk}/drop/"
    for _ in range(2):
        assert cast.omar.client().post(drop).status_code == 302
    row.refresh_from_db()
    assert not row.is_irregular
    assert soon()
    assert "Meeting a" in Client().get("/en/?place=elmora&when=any").content.decode()


def test_it_does_not_call_over_what_comes_late(cast: Cast, row: models.Meeting) -> None:
    models.Meeting.objects.update(weekday=None)
    say(cast, row, kind="extra", on=day(80), start_minute="15:00")
    assert "last date has passed" not in Client().get(f"/en/meetings/{row.pk}/").content.decode()
    assert "Meeting a" in Client().get("/en/?place=elmora&when=any").content.decode()


def test_it_keeps_a_date_through_an_import(cast: Cast, row: models.Meeting, tmp_path: Path) -> None:
    say(cast, row, kind="extra", on=day(9), start_minute="15:00", end_minute="16:00")
    feeds.bring(tmp_path, [feeds.meeting("a", notes="New words")])
    row.refresh_from_db()
    assert row.notes == "New words"
    assert row.is_irregular
    (date,) = row.dates.all()
    assert (date.start_minute, date.end_minute) == (900, 960)


def test_it_leaves_what_the_list_says(cast: Cast, row: models.Meeting) -> None:
    date = row.dates.create(kind="cancelled", on=clock.now().date())
    page = cast.omar.client().get(f"/en/listings/meetings/{row.pk}/dates/").content.decode()
    assert "/drop/" not in page
    path = f"/en/listings/meetings/{row.pk}/dates/{date.pk}/drop/"
    assert cast.omar.client().post(path).status_code == 302
    assert row.dates.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "x", "on": "2026-12-24"}, {"kind": "closed"}, {"kind": "extra", "on": "x"},
        {"kind": "closed", "on": "9999-01-01"}, {"kind": "closed", "on": "0001-01-01"},
    ],
)  # fmt: skip
def test_it_takes_no_nonsense(cast: Cast, row: models.Meeting, said: dict[str, str]) -> None:
    say(cast, row, 422, **said, reason="Kept words")
    say(cast, row, 422, kind="closed", on=day(5), until_on=day(4))
    assert not row.dates.exists()


def test_it_is_for_editors_of_the_area(cast: Cast, row: models.Meeting) -> None:
    path = f"/en/listings/meetings/{row.pk}/dates/"
    assert cast.sam.client().get(path).status_code == 403
    assert cast.omar.client().get(path.replace(str(row.pk), str(row.source_id))).status_code == 404

"""A meeting that does not come every week says so, and search knows when it does."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from alongside.accounts import access
from alongside.audit.models import Event
from alongside.directory import actions, models, schemas
from alongside.directory.actions import fellowships
from alongside.directory.search import occurrences
from alongside.directory.templatetags import recurrences
from tests.cast import Cast
from tests.directory import feeds

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday


def bring(*listings: schemas.Listing, **more: Any) -> models.Run:
    batch = schemas.Batch(rows={"meetings": len(listings)}, listings={"meetings": [*listings]})
    for name, value in more.items():
        setattr(batch, name, value)
    source = schemas.SourceShape(key="meetings:test", name="Test", time_zone="America/Toronto")
    return actions.apply_import(by=feeds.IMPORT, source=source, batch=batch)


def listing(key: str, row: int = 1, dates: Any = (), **values: Any) -> schemas.Listing:
    usual = {
        "name": f"Group {key}", "weekday": 1, "start_minute": 1140, "end_minute": 1200,
        "attendance": "in-person", "latitude": 45.0, "longitude": -75.0,
        "address": "1 Some Street, Elmora", "street": "1 Some Street", "town": "Elmora",
    }  # fmt: skip
    return schemas.Listing(key, row, usual | values, dates=dates)


def page(client: Client, key: str) -> str:
    meeting = models.Meeting.objects.get(key=key)
    return client.get(f"/en/meetings/{meeting.pk}/").content.decode()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "first and third Monday of the month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "last Friday of the month"),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", "first Monday and last Friday of the month"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2", "second Monday of the month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=2SU", "second Sunday of every second month"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "day 1 and 15 of the month"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second week on Tuesday"),
        ("FREQ=WEEKLY;BYDAY=SU,MO,WE", "Monday, Wednesday, and Sunday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "every 3 weeks on Tuesday"),
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=YEARLY;BYMONTHDAY=5;BYMONTH=1", "on certain dates"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1", "on certain dates"),
    ],
)
def test_it_says_a_rule_in_plain_words(rule: str, words: str) -> None:
    with translation.override("en"):
        assert recurrences.days_of(rule, None) == words


@pytest.mark.django_db
def test_it_tells_the_next_dates_of_a_monthly_meeting(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.core.clock.now", lambda: NOW)
    dates = (("cancelled", date(2026, 12, 7), None, None, None, "the hall is painted"),)
    bring(listing("monthly", dates=dates, rrule="FREQ=MONTHLY;BYDAY=1MO,3MO"))
    assert models.Meeting.objects.get().is_irregular
    text = page(client, "monthly")
    assert "First and third Monday of the month, 7 p.m." in text
    assert "Monday 21 December 2026" in text
    assert "7 December 2026 (the hall is painted)" in text
    assert "Monday 7 December" not in text


@pytest.mark.django_db
def test_it_says_which_pauses_are_coming(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.core.clock.now", lambda: NOW)
    coming = ("closed", date(2026, 12, 1), date(2026, 12, 31), None, None, "A break.")
    later = ("closed", date(2027, 6, 1), None, None, None, "")
    bring(listing("soon", dates=(coming, later)))
    text = page(client, "soon")
    assert "1 December 2026 – 31 December 2026 (A break.)" in text
    assert "from 1 June 2027 on, until further notice" in text


@pytest.mark.django_db
def test_it_says_that_a_group_pauses_and_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.core.clock.now", lambda: NOW)
    pause = ("closed", date(2026, 11, 1), date(2026, 11, 30), None, None, "No heating.")
    bring(listing("paused", dates=(pause,)))
    text = page(client, "paused")
    assert "pauses from 1 November 2026 to 30 November 2026" in text
    assert "No heating." in text
    pk = models.Meeting.objects.get().pk
    ahead = datetime(2026, 12, 31, tzinfo=UTC)
    starts = occurrences.starts([pk], NOW, ahead)[pk]
    assert [each.starts_at.day for each in starts] == [7, 14, 21, 28]


@pytest.mark.django_db
def test_it_names_the_other_groups_behind_the_door(client: Client) -> None:
    bring(
        listing("one"), listing("two", 2, fellowship="SMART Recovery"),
        listing("far", 3, latitude=46.0), listing("area", 4, is_approximate=True),
    )  # fmt: skip
    text = page(client, "one")
    assert "In the same building" in text
    assert "Group two" in text
    assert "Group far" not in text
    assert "Group area" not in text


@pytest.mark.django_db
def test_it_knows_a_fellowship_by_any_of_its_names() -> None:
    bring(
        listing("a", fellowship="Alcooliques anonymes"),
        listing("b", 2, fellowship="Our own circle", pathway="culture"),
        listing("c", 3, fellowship="SMART Recovery", pathway="family"),
    )
    rows = {row.key: row for row in models.Meeting.objects.all()}
    assert (rows["a"].belongs_to_id, rows["a"].pathway) == ("aa", "12-step")
    assert (rows["b"].belongs_to_id, rows["b"].pathway) == (None, "culture")
    assert (rows["c"].belongs_to_id, rows["c"].pathway) == ("smart", "family")
    assert rows["a"].fellowship == "Alcooliques anonymes"


@pytest.mark.django_db
def test_it_keeps_what_editors_said_of_a_date() -> None:
    bring(listing("a"))
    row = models.Meeting.objects.get()
    models.MeetingDate.objects.create(
        meeting=row, kind="closed", on=date(2026, 11, 1), says=models.Says.EDITOR
    )
    extra = ("extra", date(2026, 11, 5), None, None, None, "")
    bring(listing("a", dates=(extra,)))
    assert models.MeetingDate.objects.count() == 2
    bring(listing("a", start_minute=600))
    assert [each.kind for each in models.MeetingDate.objects.all()] == ["closed"]
    assert models.Meeting.objects.get().is_irregular


@pytest.mark.django_db
def test_it_keeps_the_letters_of_a_fellowship_and_what_they_mean(
    tmp_path: Path, client: Client
) -> None:
    rows = [feeds.meeting("a", types=["P", "Women", "BRAND-NEW"], fellowship="Al-Anon")]
    feeds.bring(tmp_path, rows)
    kinds = {kind.code: kind.means for kind in models.MeetingType.objects.all()}
    assert kinds == {"al-anon:P": "PAR", "Women": "W", "BRAND-NEW": ""}
    text = page(client, "a")
    assert all(f'<li class="tag">{name}</li>' in text for name in ("Parents", "Women", "BRAND-NEW"))


@pytest.mark.django_db
def test_it_tells_a_telephone_from_a_screen(tmp_path: Path) -> None:
    nowhere = {"address": None, "latitude": None, "longitude": None, "location": None}
    feeds.bring(
        tmp_path,
        [
            feeds.meeting("call", conference_phone="+15555550100", **nowhere),
            feeds.meeting("both", conference_phone="+15555550100", types=["ONL"], **nowhere),
        ],
    )
    kinds = dict(models.Meeting.objects.values_list("key", "attendance"))
    assert kinds == {"call": "telephone", "both": "online"}


@pytest.mark.django_db
def test_it_lets_a_fellowship_be_added_and_takes_its_meetings_in(cast: Cast) -> None:
    bring(listing("a", fellowship="The Cedar Circle"), listing("b", 2, fellowship="AA"))
    call_command(
        "keep_fellowship", "cedar-circle", "--name", "Cedar Circle", "--pathway", "land",
        "--pathway-name", "On the land", "--spelled", "The cedar circle",
    )  # fmt: skip
    row = models.Meeting.objects.get(key="a")
    assert (row.belongs_to_id, row.pathway) == ("cedar-circle", "land")
    assert models.Meeting.objects.get(key="b").pathway == "12-step"
    assert Event.objects.get(verb="keep-fellowship").facts["meetings"] == 1
    call_command("keep_fellowship", "cedar-circle", "--pathway", "culture")
    assert models.Meeting.objects.get(key="a").pathway == "culture"
    for said in (["aa2", "--pathway", "nowhere"], ["aa2", "--pathway", "culture", "--short", "AA"]):
        with pytest.raises(CommandError):
            call_command("keep_fellowship", *said)
    assert not models.Fellowship.objects.filter(slug="aa2").exists()
    with pytest.raises(access.Refused):
        fellowships.keep_fellowship(by=cast.sam.by, slug="x", pathway="culture")
    with pytest.raises(access.Refused):
        fellowships.keep_pathway(by=cast.sam.by, slug="x")

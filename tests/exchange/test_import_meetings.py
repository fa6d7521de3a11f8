"""Every row of a feed accounted for; the same again changes nothing; all or nothing."""

import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import access, actors
from alongside.audit.models import Event
from alongside.core import clock
from alongside.directory import actions as directory
from alongside.directory import models
from alongside.directory.actions.runs import NO_LINES
from alongside.exchange import actions, meeting_guide
from tests.cast import Cast
from tests.directory import feeds
from tests.exchange import real

REAL = real.DATA / "meeting-guide" / "feeds"


def figures(run: models.Run) -> tuple[int, ...]:
    return (run.rows, run.added, run.changed, run.same, run.gone, run.refused)


def reasons(run: models.Run) -> list[tuple[int, str, bool]]:
    return [(p.row, p.field, p.kept) for p in run.problems.order_by("pk")]


def batch(rows: Any) -> Any:
    return meeting_guide.read(json.dumps(rows).encode())


@pytest.mark.django_db
def test_it_changes_nothing_the_second_time(tmp_path: Path) -> None:
    rows = [feeds.meeting("a", types=["O", "S"]), feeds.meeting("b", day=[1, 3])]
    assert figures(feeds.bring(tmp_path, rows)) == (2, 2, 0, 0, 0, 0)
    before = list(models.Meeting.objects.order_by("key").values())
    assert figures(feeds.bring(tmp_path, rows)) == (2, 0, 0, 2, 0, 0)
    assert list(models.Meeting.objects.order_by("key").values()) == before
    assert [m.weekday for m in models.Meeting.objects.filter(key__startswith="b@")] == [1, 3]
    shown = models.Source.objects.values_list("address", flat=True)
    assert not [address for address in shown if str(tmp_path) in address]


@pytest.mark.django_db
def test_it_says_what_changed_and_what_is_gone(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a"), feeds.meeting("b"), feeds.meeting("c")])
    run = feeds.bring(tmp_path, [feeds.meeting("a"), feeds.meeting("b", time="20:00", types=["C"])])
    assert figures(run) == (2, 0, 1, 1, 1, 0)
    assert models.Meeting.objects.get(key="c").retired_at is not None
    b = models.Meeting.objects.get(key="b")
    assert b.start_minute == 20 * 60
    assert [t.code for t in b.types.all()] == ["C"]
    run = feeds.bring(tmp_path, [feeds.meeting("a"), feeds.meeting("c")])
    assert figures(run) == (2, 0, 1, 1, 1, 0)  # c is back, b is gone
    assert models.Meeting.objects.get(key="c").retired_at is None


@pytest.mark.django_db
def test_it_leaves_one_event_and_asks_who_may(tmp_path: Path, cast: Cast) -> None:
    run = feeds.bring(tmp_path, [feeds.meeting("a")])
    event = Event.objects.get(verb="import-directory")
    assert (event.about_id, event.facts["added"]) == (run.id, 1)
    stranger = actors.return_key(run.id, organisation_id=run.id)
    with pytest.raises(access.Refused):
        actions.import_meetings(by=stranger, where="x")
    with pytest.raises(access.Refused):
        directory.load_places(by=stranger)


@pytest.mark.django_db
def test_it_does_not_overwrite_what_people_said(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a", welcomes_medication="no")])
    models.Meeting.objects.update(welcomes_medication="yes", medication_says="people")
    feeds.bring(tmp_path, [feeds.meeting("a", welcomes_medication="no", time="21:00")])
    row = models.Meeting.objects.get()
    assert (row.welcomes_medication, row.medication_says, row.start_minute) == (
        "yes",
        "people",
        1260,
    )


@pytest.mark.django_db
def test_it_reports_every_odd_row_with_a_reason(tmp_path: Path) -> None:
    run = feeds.bring(
        tmp_path,
        [
            "not a meeting",
            {"slug": "nameless"},
            feeds.meeting("when", day="someday"),
            feeds.meeting("late", time="25:00"),
            feeds.meeting("zone", timezone="Mars/Olympus"),
            feeds.meeting("lost", latitude=0, longitude=0),
            feeds.meeting("twin"),
            feeds.meeting("twin", time="21:00"),
            feeds.meeting("twin"),
            {"name": "No slug", "day": 1, "time": "8:00 PM"},
            feeds.meeting("types", types=["O", "BRAND-NEW"]),
            feeds.meeting("url", conference_url="javascript:alert(1)"),
        ],
    )
    assert figures(run) == (12, 8, 0, 0, 0, 4)
    assert reasons(run) == [
        (1, "", False), (2, "name", False), (3, "day", False), (4, "time", True),
        (5, "timezone", True), (6, "latitude", True), (8, "slug", True), (9, "slug", False),
        (10, "slug", True), (12, "conference_url", True), (0, "types", True),
    ]  # fmt: skip
    lost = models.Meeting.objects.get(key="lost")
    assert (lost.latitude, lost.longitude) == (None, None)
    assert models.MeetingType.objects.get(code="BRAND-NEW").known is False
    assert models.Meeting.objects.filter(name="Meeting twin").count() == 2


def test_it_reads_each_quirk_of_real_feeds() -> None:
    rows = batch(
        [
            feeds.meeting("list", day=[2], time="8:00 PM", end_time=None),
            feeds.meeting("text", day="2"),
            feeds.meeting("appointment", day=None, time=None),
            {"slug": 254, "name": 17, "day": 0, "time": "18:30", "postal_code": 64113},
            feeds.meeting("online", types=["onl"], address=None, latitude=None, longitude=None),
            feeds.meeting("hybrid", conference_url="https://zoom.example.org/j/1"),
            feeds.meeting("closed", types=["TC"]),
            feeds.meeting("html", name="Tom &#039;n Ann", notes="<p>One</p><p>Two</p>"),
            feeds.meeting("alike", name="H\u043epe\u202e", website="https://h\u0436.example"),
            feeds.meeting("night", time="23:30", end_time="00:30"),
        ]
    ).listings["meetings"]
    said = {row.key: row.values for row in rows}
    assert (said["list"]["weekday"], said["list"]["start_minute"]) == (2, 1200)
    assert said["text"]["weekday"] == 2
    assert (said["appointment"]["weekday"], said["appointment"]["start_minute"]) == (None, None)
    assert said["254"]["name"] == "17"
    assert rows[4].types == ("ONL",)
    kinds = [said[key]["attendance"] for key in ("list", "online", "hybrid", "closed")]
    assert kinds == ["in-person", "online", "hybrid", "inactive"]
    assert (said["html"]["name"], said["html"]["notes"]) == ("Tom 'n Ann", "One\nTwo")
    assert (said["alike"]["name"], said["alike"]["website"]) == (
        "Hope",
        "https://xn--h-ltb.example",
    )
    assert said["night"]["end_minute"] < said["night"]["start_minute"]


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=5,
)
COLUMNS = ("slug", "name", "day", "time", "types", "latitude", "longitude", "timezone", "updated",
           "conference_url", "formatted_address", "approximate", "attendance_option")  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), JUNK) | JUNK, max_size=4))
def test_it_never_crashes_and_accounts_for_every_row(rows: list[Any]) -> None:
    result = batch(rows)
    kept = {listing.row for listing in result.listings["meetings"]}
    refused = {problem.row for problem in result.problems if not problem.kept}
    assert kept | refused == set(range(1, len(rows) + 1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "raw",
    [b'[{"slug":"a"}] trailing', b"", b"<html>", b'{"a": 1}', b"\xff\xfe\x00", b"\x1f\x8bbroken",
     b"[" * 100_000, b'[{"latitude": NaN}]'],
)  # fmt: skip
def test_it_says_clearly_what_is_no_feed(tmp_path: Path, raw: bytes) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a")])
    path = tmp_path / "odd.json"
    path.write_bytes(raw)
    with pytest.raises(CommandError) as said:
        call_command("import_meetings", str(path))
    assert said.value.returncode == 1
    assert "The directory is as it was" in str(said.value)
    assert (models.Run.objects.count(), models.Meeting.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_it_prints_the_account(tmp_path: Path) -> None:
    out = io.StringIO()
    path = feeds.feed(tmp_path, [feeds.meeting("a"), {"slug": "nameless"}])
    call_command("import_meetings", path, stdout=out)
    text = out.getvalue()
    assert "meetings row 2, name: no name" in text
    assert next(line.split() for line in text.splitlines() if line.startswith("meetings ")) == [
        "meetings", "2", "1", "0", "0", "0", "1", "0",
    ]  # fmt: skip


@pytest.mark.django_db
def test_it_reads_packed_files(tmp_path: Path) -> None:
    path = tmp_path / "feed.json.gz"
    path.write_bytes(gzip.compress(json.dumps([feeds.meeting("a")]).encode()))
    assert actions.import_meetings(by=feeds.IMPORT, where=str(path)).added == 1


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite may grow no further. PostgreSQL answers in the middle of the rows with the error
    of its own for a full disk, which its server can't be brought to in a test."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages + 20}")
        else:
            cursor.execute(
                "CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$; "
                "CREATE TRIGGER disk_is_full BEFORE INSERT ON directory_meeting "
                "FOR EACH ROW WHEN (NEW.key = '1500') EXECUTE FUNCTION disk_is_full()"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if sqlite:
                cursor.execute("PRAGMA max_page_count = 1073741823")
            else:
                cursor.execute("DROP TRIGGER disk_is_full ON directory_meeting")
                cursor.execute("DROP FUNCTION disk_is_full()")


@pytest.mark.django_db(transaction=True)
def test_it_keeps_nothing_of_an_import_when_the_disk_is_full(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a")])
    path = feeds.feed(tmp_path, [feeds.meeting(str(n), notes="x" * 2000) for n in range(3000)])
    with full_disk(), pytest.raises(CommandError, match="stopped before it was complete") as said:
        call_command("import_meetings", path, source_name="Test feed")
    assert said.value.returncode == 1
    assert list(models.Meeting.objects.values_list("key", "retired_at")) == [("a", None)]
    assert models.Run.objects.count() == 1
    call_command("import_meetings", path, source_name="Test feed")  # there is room again
    assert models.Meeting.objects.filter(retired_at=None).count() == 3000


@real.needs_real
@pytest.mark.django_db
def test_it_follows_a_real_feed_from_august_to_october() -> None:
    for month in ("08", "10"):
        run = actions.import_meetings(
            by=feeds.IMPORT, where=str(REAL / f"san-jose-2021-{month}.json.gz"), source_name="SJ"
        )
    assert (run.added, run.gone) == (18 + 1, 12)  # the 19th is the second row of one slug


@pytest.mark.django_db
def test_it_reads_nothing_of_a_file_that_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[Any] = [feeds.meeting("a"), feeds.meeting("b", time="soon"), {"day": 2}]
    first = feeds.bring(tmp_path, rows)
    assert (first.added, first.refused) == (2, 1)
    read: list[bytes] = []
    whole = meeting_guide.rows

    def rows_of(raw: bytes) -> list[tuple[int, Any]]:
        read.append(raw)
        return whole(raw)

    monkeypatch.setattr(meeting_guide, "rows", rows_of)
    again = feeds.bring(tmp_path, rows)
    assert (again.rows, again.same, again.refused, again.state) == (3, 2, 1, "applied")
    assert (again.added, again.changed, again.gone, again.shown) == (0, 0, 0, NO_LINES)
    assert reasons(again) == reasons(first)
    assert again.counts.get().same == 2
    assert not read
    feeds.bring(tmp_path, rows, fellowship="AA")
    assert len(read) == 1, "it is read otherwise"
    models.Meeting.objects.filter(key="a").update(retired_at=clock.now())
    assert feeds.bring(tmp_path, rows, fellowship="AA").changed == 1, "something is not as it was"
    assert feeds.bring(tmp_path, [*rows, feeds.meeting("c")], fellowship="AA").added == 1
    assert len(read) == 3


@pytest.mark.django_db
def test_it_reads_a_feed_as_people_fill_one_in(tmp_path: Path) -> None:
    """Days and times in words, kinds in brackets, and rows in an envelope."""
    rows = [
        {"slug": 5202, "name": "Brackets", "day": 1, "time": "12:00", "types": "[open]",
         "city": "Elmora", "state": "ON", "postal_code": 0},
        {"slug": "span", "name": "Span", "day": "Mon-Wed", "time": "7:00 PM - 8:15 PM",
         "types": '["C", "W"]'},
        {"slug": "both", "name": "Both", "day": "Tues & Thursdays", "time": "noon"},
        {"slug": "all", "name": "All", "day": "Daily", "time": "0700"},
        {"slug": "odd", "name": "Odd", "day": "First Saturday", "time": "19:00"},
        {"slug": "php", "name": "Php", "day": False, "time": False, "types": {"0": "O", "2": "M"}},
        {"id": "rec1", "createdTime": "2026-01-01T00:00:00.000Z",
         "fields": {"name": "Wrapped", "day": ["Friday"], "time": "6:30 PM",
                    "types": "Open,Online Meeting", "conference_url": "https://zoom.example.org/1"}},
    ]  # fmt: skip
    run = feeds.bring(tmp_path, {"records": rows})
    assert (run.rows, run.added, run.refused) == (7, 6, 1)
    assert [problem.field for problem in run.problems.exclude(row=0)] == ["day"]
    found = models.Meeting.objects.order_by("key").prefetch_related("types")
    said = {row.key: (row.weekday, row.start_minute, row.end_minute) for row in found}
    assert said.pop("5202") == (1, 720, None)
    assert said.pop("rec1") == (5, 1110, None)
    assert said.pop("php") == (None, None, None)
    assert {said.pop(f"span@{day}") for day in (1, 2, 3)} == {(1, 1140, 1215), (2, 1140, 1215),
                                                              (3, 1140, 1215)}  # fmt: skip
    assert (said.pop("both@2"), said.pop("both@4")) == ((2, 720, None), (4, 720, None))
    assert said == {f"all@{day}": (day, 420, None) for day in range(7)}
    by_key = {row.key: row for row in found}
    assert by_key["5202"].address == "Elmora, ON"
    assert [each.means or each.code for each in by_key["5202"].types.all()] == ["O"]
    assert sorted(each.code for each in by_key["span@1"].types.all()) == ["C", "W"]
    assert by_key["rec1"].attendance == "online"
    assert sorted(each.code for each in by_key["php"].types.all()) == ["M", "O"]
    for said_again in ({"records": rows[::-1]}, {str(7 * at): row for at, row in enumerate(rows)}):
        again = feeds.bring(tmp_path, said_again)
        assert (again.rows, again.added, again.changed, again.gone) == (7, 0, 0, 0)

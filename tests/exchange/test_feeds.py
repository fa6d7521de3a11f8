"""Feeds on a schedule, edits that stay, and what a human looks at first."""

import json
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import clock, ids
from alongside.directory import actions as directory
from alongside.directory import models, policy
from alongside.directory.rules import feeds as rules
from alongside.exchange import actions
from alongside.jobs.models import OutgoingMail
from tests.cast import Cast
from tests.directory import feeds
from tests.exchange import server

NOW = datetime.fromisoformat("2026-03-01T12:00:00+00:00")


class Feed:
    """A feed whose rows a test changes; it knows an ETag, and can be out of order."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.asked, self.status = 0, 200

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        body = json.dumps(self.rows).encode()
        etag = f'"{hash(body)}"'
        if self.status != 200:
            server.answer(handler, b"", self.status)
        elif handler.headers.get("If-None-Match") == etag:
            server.answer(handler, b"", 304)
        else:
            server.answer(handler, body, ETag=etag)


@pytest.fixture
def feed(settings: Any, db: None) -> Any:
    settings.FEED_HOSTS = ["127.0.0.1"]
    found = Feed()
    with server.serving(found) as url:
        models.Source.objects.create(
            key="list:Feed", name="Feed", address=f"{url}/feed", reader="meeting-guide",
            every_hours=24, next_read_at=clock.now(), tell="lists@example.org",
        )  # fmt: skip
        yield found


def source() -> models.Source:
    return models.Source.objects.get(key="list:Feed")


def read() -> models.Run | None:
    return actions.read_feed(by=feeds.IMPORT, source=source().pk)


def test_it_reads_what_is_due_and_only_what_is_newer(feed: Feed) -> None:
    feed.rows = [feeds.meeting("a")]
    assert actions.read_feeds(by=feeds.IMPORT, now=clock.now()) == 1
    assert actions.read_feeds(by=feeds.IMPORT, now=clock.now()) == 0  # claimed
    run = read()
    assert run is not None
    assert (run.state, run.added) == ("applied", 1)
    assert (source().next_read_at or NOW) > clock.now() + timedelta(hours=23)
    assert read() is None
    assert (feed.asked, models.Run.objects.count()) == (2, 1)


def test_it_waits_longer_after_each_failure_and_tells_once(feed: Feed) -> None:
    feed.rows = [feeds.meeting("a")]
    read()
    feed.status = 500
    for _ in range(5):
        assert read() is None
    row = source()
    assert row.failures == 5
    assert "the server answered 500" in row.trouble
    assert (row.next_read_at or NOW) > clock.now() + timedelta(hours=3)
    assert OutgoingMail.objects.count() == 1
    assert models.Meeting.objects.filter(retired_at=None).count() == 1
    feed.status = 200
    read()
    assert (source().failures, source().trouble) == (0, "")


def test_it_does_not_apply_a_list_that_has_shrunk(feed: Feed, cast: Cast) -> None:
    feed.rows = [feeds.meeting(str(n)) for n in range(20)]
    read()
    feed.rows = feed.rows[:8]
    run = read()
    assert run is not None
    assert (run.state, run.gone) == ("stopped", 12)
    assert models.Meeting.objects.filter(retired_at=None).count() == 20
    mail = OutgoingMail.objects.get()
    assert "Feed became much shorter, so it was not applied" in mail.subject
    actions.apply_run(by=cast.omar.by, run=run.pk)
    actions.finish(by=feeds.IMPORT, run=run.pk)
    assert models.Meeting.objects.filter(retired_at=None).count() == 8


def test_it_points_to_a_shrunk_list_until_a_newer_one_is_applied(feed: Feed, cast: Cast) -> None:
    whole = [feeds.meeting(str(n)) for n in range(20)]
    omar = cast.omar.client()

    def said(run: models.Run | None) -> tuple[bool, bool]:
        assert run is not None
        pages = [omar.get(path) for path in ("/en/sources/", f"/en/sources/runs/{run.pk}/")]
        texts = [page.content.decode() for page in pages]
        return "12 listings would be gone: not" in texts[0], "A newer list was" in texts[1]

    for rows in (whole, whole[:8]):
        feed.rows = rows
        run = read()
    assert said(run) == (True, False)
    feed.rows = [*whole, feeds.meeting("one more")]
    read()
    assert said(run) == (False, True)


def test_it_holds_a_new_link_number_or_address_for_a_human(feed: Feed, cast: Cast) -> None:
    good = {"conference_url": "https://zoom.example.org/j/1", "notes": "Tea"}
    feed.rows = [feeds.meeting("a", **good), feeds.meeting("b")]
    read()
    bad = {"conference_url": "https://evil.example.org/", "notes": "Coffee"}
    feed.rows = [feeds.meeting("a", **bad), feeds.meeting("b"), feeds.meeting("c", **bad)]
    run = read()
    assert run is not None
    assert (run.state, run.held) == ("applied", 1)
    row = models.Meeting.objects.get(key="a")
    assert (row.conference_url, row.notes) == ("https://zoom.example.org/j/1", "Coffee")
    assert run.lines.get(fate="held").says == "https://evil.example.org/"
    assert models.Meeting.objects.get(key="c").conference_url == "https://evil.example.org/"

    omar = cast.omar.client()
    said = omar.get("/en/sources/differences/").content.decode()
    assert "https://evil.example.org/" in said
    edit = models.Edit.objects.get()
    where = f"/en/sources/differences/meetings/{row.pk}/"
    omar.post(where, {"edit": str(edit.pk), "take": "ours"})
    feed.rows[0] = feeds.meeting("a", **{**bad, "notes": "More coffee"})
    read()
    row.refresh_from_db()
    assert (row.conference_url, row.notes) == ("https://zoom.example.org/j/1", "More coffee")
    assert "say the same" in omar.get("/en/sources/differences/").content.decode()

    feed.rows[0] = feeds.meeting("a", conference_url="https://zoom.example.org/j/2")
    read()
    edit = models.Edit.objects.get()
    assert edit.source_says == "https://zoom.example.org/j/2"
    omar.post(where, {"edit": str(edit.pk), "take": "theirs"})
    row.refresh_from_db()
    assert row.conference_url == "https://zoom.example.org/j/2"
    read()
    row.refresh_from_db()
    assert row.conference_url == "https://zoom.example.org/j/2"


def test_it_holds_nothing_where_the_operator_says_so(feed: Feed) -> None:
    models.Source.objects.update(holds_changes=False)
    feed.rows = [feeds.meeting("a", website="https://one.example.org/")]
    read()
    feed.rows = [feeds.meeting("a", website="https://two.example.org/")]
    run = read()
    assert run is not None
    assert run.held == 0
    assert models.Meeting.objects.get().website == "https://two.example.org/"


def edited(key: str, field: str, value: Any) -> models.Edit:
    row = models.Meeting.objects.get(key=key)
    was = getattr(row, field)
    models.Meeting.objects.filter(pk=row.pk).update(**{field: value})
    return models.Edit.objects.create(
        kind="meetings", listing_id=row.pk, field=field, value=value, was=was
    )


@pytest.mark.django_db
def test_it_never_writes_over_an_edit_and_shows_both(tmp_path: Path, cast: Cast) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a", notes="Ring the bell")])
    edit = edited("a", "start_minute", 18 * 60)
    feeds.bring(tmp_path, [feeds.meeting("a", notes="Ring twice")])
    row = models.Meeting.objects.get()
    assert (row.start_minute, row.notes) == (18 * 60, "Ring twice")
    edit.refresh_from_db()
    assert edit.source_said_at is None  # they say what they said before
    feeds.bring(tmp_path, [feeds.meeting("a", time="21:00")])
    row.refresh_from_db()
    edit.refresh_from_db()
    assert (row.start_minute, edit.source_says) == (18 * 60, 21 * 60)
    said = cast.omar.client().get("/en/sources/differences/").content.decode()
    assert "18:00" in said
    assert "21:00" in said
    directory.settle_differences(
        by=cast.omar.by, kind="meetings", listing=row.pk, seen=[edit.pk], theirs=True
    )
    row.refresh_from_db()
    assert row.start_minute == 21 * 60
    assert row.world_minute is not None
    assert policy.meetings().count() == 1


@pytest.mark.django_db
def test_it_ends_an_edit_when_both_say_the_same(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a")])
    edit = edited("a", "start_minute", 18 * 60)
    feeds.bring(tmp_path, [feeds.meeting("a", time="18:00")])
    edit.refresh_from_db()
    assert edit.ended_at is not None
    feeds.bring(tmp_path, [feeds.meeting("a", time="19:00")])
    assert models.Meeting.objects.get().start_minute == 19 * 60


@pytest.mark.django_db
def test_it_holds_one_more_number_of_a_service_that_is_known(tmp_path: Path) -> None:
    feeds.services(tmp_path)
    manner = directory.Manner(hold=True)
    phones = feeds.TABLES["phones.csv"] + "3,,,,1,(555) 666-0666,voice\n"
    actions.import_directory(
        by=feeds.IMPORT, where=feeds.tables(tmp_path, phones=phones), reader="ohana",
        source_name="Test tables", manner=manner,
    )  # fmt: skip
    assert not policy.phones().filter(number__contains="666-0666").exists()
    edit = models.Edit.objects.get(why="held")
    assert (edit.kind, edit.field, edit.source_says) == ("phones", "is_public", True)


@given(st.integers(1, 500), st.integers(0, 60))
def test_it_tries_again_later_and_later_but_never_gives_up(every: int, failures: int) -> None:
    wait = rules.next_read(NOW, every_hours=every, failures=failures) - NOW
    more = rules.next_read(NOW, every_hours=every, failures=failures + 1) - NOW
    assert timedelta(0) < wait <= timedelta(hours=max(every, 48))
    if failures:
        assert more >= wait
        assert wait <= timedelta(days=2)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 100))
def test_it_knows_a_big_drop(there: int, gone: int, most: int) -> None:
    found = rules.is_big_drop(there, gone, most)
    assert not (found and there < rules.FEWEST)
    if found:
        assert rules.is_big_drop(there, gone + 1, most)


def test_it_is_kept_as_the_page_says(feed: Feed, cast: Cast) -> None:
    omar, row = cast.omar.client(), source()
    where = f"/en/sources/{row.pk}/"
    said = {
        "version": 0, "name": "Feed", "address": row.address, "every_hours": "1",
        "most_gone": "50", "licence": "CC BY 4.0", "reader": "meeting-guide", "tell": "",
        "is_paused": "on",
    }  # fmt: skip
    assert "lists@example.org" in omar.get(where).content.decode()
    assert omar.post(where, said).status_code == 302
    row = source()
    assert (row.every_hours, row.most_gone, row.licence) == (1, 50, "CC BY 4.0")
    assert (row.is_paused, row.holds_changes, row.next_read_at) == (True, False, None)
    assert read() is None  # paused
    answer = omar.post(where, {**said, "name": "Mine"})  # somebody else was quicker
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    answer = omar.post(where, {**said, "version": 1, "address": ""})
    assert answer.status_code == 422
    for odd in ("ftp://example.org/x", "/etc/passwd", "javascript:alert(1)"):
        assert omar.post(where, {**said, "version": 1, "address": odd}).status_code == 422
    assert omar.post(f"{where}read/", {"id": str(ids.new())}).status_code == 302
    assert cast.maya.client().post(where, said).status_code == 403


def test_it_does_not_read_a_file_of_the_server(cast: Cast) -> None:
    """A source that came by the command has a path as its address: the desk never opens it."""
    row = models.Source.objects.create(key="meetings:x", name="x", address="/etc/passwd")
    omar = cast.omar.client()
    assert omar.post(f"/en/sources/{row.pk}/read/", {"id": str(ids.new())}).status_code == 422
    assert not models.Run.objects.exists()

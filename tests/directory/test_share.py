"""How can I pass this on? A link, a code, a text message: never where the reader stands."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client

from alongside.directory import models
from tests.directory import feeds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _evening() -> object:
    with time_machine.travel(datetime(2026, 6, 9, 22, 30, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def _listed(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("near", updated="2026-05-02 10:00:00")])
    feeds.services(tmp_path)


def shared(path: str) -> tuple[str, str]:
    """The link and the words of the text message."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    page = answer.content.decode()
    assert '<svg viewBox="0 0 ' in page
    link = re.search(r'<input id="link"[^>]*value="([^"]*)"', page)
    words = re.search(r'href="sms:\?&amp;body=([^"]*)"|href="sms:\?&body=([^"]*)"', page)
    assert link is not None
    assert words is not None
    return html.unescape(link[1]), unquote(words[1] or words[2])


@pytest.mark.usefixtures("_listed")
def test_it_passes_a_meeting_on_in_plain_words() -> None:
    meeting = models.Meeting.objects.get()
    link, words = shared(f"/en/meetings/{meeting.pk}/share/")
    assert link == f"http://testserver/en/meetings/{meeting.pk}/"
    for part in ("Meeting near", "Tuesday 7 p.m.", "1 Some Street", "Last checked", link):
        assert part in words
    assert Client().get(link).status_code == 200


@pytest.mark.usefixtures("_listed")
def test_it_passes_a_service_on_in_the_readers_language() -> None:
    service = models.Service.objects.filter(retired_at=None, is_public=True).first()
    assert service is not None
    link, words = shared(f"/es/services/{service.pk}/share/")
    assert link.endswith(f"/es/services/{service.pk}/")
    assert service.name in words


@pytest.mark.usefixtures("_listed")
def test_it_never_passes_on_where_the_reader_stands() -> None:
    link, words = shared("/en/share/?lat=45.0123&lon=-75.0456&when=any&page=2")
    assert link == "http://testserver/en/?when=any&at=1"
    assert "45.01" not in words
    assert "Near Élmora, ON, Canada" in words
    assert "Meeting near" in words
    assert "Meeting near" in Client().get(link).content.decode()


@pytest.mark.usefixtures("_listed")
def test_it_keeps_what_was_searched() -> None:
    link, _ = shared("/en/share/?place=elmora&when=any&medication=on&nonsense=1")
    assert link == "http://testserver/en/?place=elmora&when=any&medication=on"


def test_it_stays_whole_with_any_nonsense() -> None:
    link, words = shared(
        '/en/share/?place="><script>alert(1)</script>&what=%F0%9F%92%A9' + "x" * 900
    )
    assert "<script>" not in link
    assert "Find support" in words


def test_it_says_that_a_listing_is_not_known() -> None:
    nobody = "0190a1b2-aaaa-7bbb-8ccc-0123456789ab"
    for kind in ("meetings", "services"):
        assert Client().get(f"/en/{kind}/{nobody}/share/").status_code == 404


@pytest.mark.usefixtures("_listed")
def test_it_passes_on_nothing_that_is_gone() -> None:
    """Whoever kept the address comes to the page that says so."""
    now = datetime(2026, 6, 1, tzinfo=UTC)
    models.Meeting.objects.update(retired_at=now)
    models.Service.objects.update(retired_at=now)
    for kind, row in (
        ("meetings", models.Meeting.objects.get()),
        ("services", models.Service.objects.get(name="Soup")),
    ):
        answer = Client().get(f"/en/{kind}/{row.pk}/share/")
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/en/{kind}/{row.pk}/"
        assert Client().get(answer.headers["Location"]).status_code == 410


@pytest.mark.usefixtures("_listed")
def test_it_passes_on_that_somebody_found_it_closed() -> None:
    now = datetime(2026, 6, 8, 12, tzinfo=UTC)
    for kind, row in (
        ("meetings", models.Meeting.objects.get()),
        ("services", models.Service.objects.get(name="Soup")),
    ):
        models.Report.objects.create(**{kind.removesuffix("s"): row}, reported_at=now)
        type(row).objects.update(hidden_at=now)
        _link, words = shared(f"/en/{kind}/{row.pk}/share/")
        assert "Reported closed on Monday" in words

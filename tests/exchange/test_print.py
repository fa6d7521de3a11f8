"""A list for paper: whole, folded right, in three languages, and without where one stands."""

import base64
import re
import socket
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from alongside.core import clock
from alongside.directory import forms, models
from alongside.directory.queries import printed
from alongside.exchange.paper import flow, folds
from alongside.exchange.paper import type as letters
from tests.directory import feeds

PDF = "/en/print/list.pdf"
PLAIN = letters.Style(letters.PLAIN, 10, 12)


@pytest.fixture(autouse=True)
def _evening() -> object:
    with time_machine.travel(datetime(2026, 6, 9, 22, 30, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def _listed(db: None, tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(
        tmp_path,
        [
            feeds.meeting("near", updated="2026-05-02 10:00:00", welcomes_medication="yes"),
            feeds.meeting("thursday", day=4, time="08:00", end_time="09:00"),
            feeds.meeting("halifax", day=3, time="00:30", timezone="America/Halifax"),
            feeds.meeting("hidden", address="2 Hidden Street"),
        ],
    )
    models.Meeting.objects.filter(key__contains="hidden").update(is_public=False)
    feeds.services(tmp_path)


def made(query: str, language: str = "en") -> bytes:
    answer = Client().get(f"/{language}/print/list.pdf?{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert not answer.cookies
    return bytes(answer.content)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def boxes_of(pdf: bytes) -> set[bytes]:
    return set(re.findall(rb"/MediaBox \[ (.*?) \]", pdf))


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("shape", ["list", "large", "pocket", "quarter"])
def test_it_makes_every_shape_in_every_language(shape: str, language: str) -> None:
    pdf = made(f"place=elmora&shape={shape}&paper=letter", language)
    assert f"/Lang ({language})".encode() in pdf
    assert b"AtkinsonHyperlegibleNext" in pdf
    assert b"Helvetica" not in pdf
    if shape in {"pocket", "quarter"}:
        assert pages_of(pdf) == 1
    assert boxes_of(pdf) == {b"0 0 792 612" if shape == "pocket" else b"0 0 612 792"}


@pytest.mark.parametrize("shape", ["list", "pocket"])
def test_it_fetches_nothing_whatever_a_list_says(
    db: None, tmp_path: Path, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in a listing is words: no picture, style or file of it is ever opened."""
    lure = (
        '<img src="http://evil.example/x.png"><link rel=stylesheet href=//evil.example/a.css>'
        "<style>@import url(http://evil.example/b.css)</style><iframe src=file:///etc/passwd>"
    )
    feeds.towns()
    said = {"name": lure, "location": lure, "notes": lure, "group": lure}
    feeds.bring(tmp_path, [feeds.meeting("lure", updated="2026-05-02 10:00:00", **said)])
    asked: list[Any] = []

    def refused(*where: Any, **more: Any) -> Any:
        asked.append(where)
        raise OSError("nothing is asked here")

    opened: list[str] = []
    whole = open

    def noted(file: Any, *more: Any, **said: Any) -> Any:
        opened.append(str(file))
        return whole(file, *more, **said)

    with monkeypatch.context() as here:
        for name in ("getaddrinfo", "create_connection"):
            here.setattr(socket, name, refused)
        here.setattr(socket.socket, "connect", refused)
        here.setattr("builtins.open", noted)
        pdf = made(f"place=elmora&shape={shape}")
    assert pages_of(pdf)
    assert not asked
    assert not [path for path in opened if "passwd" in path or "evil" in path]
    assert b"evil.example" not in pdf  # not even a link to follow: its words are set as letters


@pytest.mark.usefixtures("_listed")
def test_it_is_the_same_again_for_the_same_search() -> None:
    assert made("place=elmora&by=area") == made("place=elmora&by=area")
    assert made("place=elmora") != made("place=elmora&days=search&when=4")


@pytest.mark.usefixtures("_listed")
def test_it_asks_how_it_should_look_and_keeps_the_search() -> None:
    page = Client().get("/en/print/?place=elmora&medication=on&page=3").content.decode()
    assert 'name="medication" value="on"' in page
    assert 'name="page"' not in page
    for name in ("shape", "paper", "by", "days"):
        assert f'name="{name}"' in page


@pytest.mark.usefixtures("_listed")
def test_it_takes_nonsense_as_not_said() -> None:
    pdf = made("place=elmora&shape=huge&paper=wall&by=luck&days=99")
    assert boxes_of(pdf) == {b"0 0 595.2756 841.8898"}


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize("by", ["day", "area"])
def test_it_says_the_same_on_a_page(by: str) -> None:
    form = Client().get("/en/print/?place=elmora").content.decode()
    assert 'formaction="/en/print/list/"' in form
    answer = Client().get(f"/en/print/list/?place=elmora&by={by}")
    page = answer.content.decode().split("<main")[1]
    assert not answer.cookies
    asked = forms.Find({"place": "elmora"}).asked()
    found = printed.printed(asked, whole_week=True, now=clock.now())
    for each in (*found.meetings, *found.services):
        assert f'<a href="{each.page}">{each.name}</a>' in page
        assert all(escape(line) in page for line in each.lines)
    assert "Hidden" not in page
    assert 'href="tel:' in page
    assert "Test feed" in page
    nothing = Client().get(f"/en/print/list/?place=elmora&what=zebra&days=search&by={by}")
    assert nothing.status_code == 200
    assert "We need a place" in Client().get("/en/print/list/?place=Xyzzyx").content.decode()


@pytest.mark.django_db
def test_it_asks_for_a_place_first() -> None:
    answer = Client().get(PDF + "?place=Xyzzyx")
    assert "We need a place" in answer.content.decode()


@pytest.mark.usefixtures("_listed")
def test_it_lists_what_may_be_shown_on_the_readers_clock() -> None:
    asked = forms.Find({"lat": "45.001", "lon": "-75.001", "when": "now"}).asked()
    found = printed.printed(asked, whole_week=True, now=clock.now())
    assert found.place == "Élmora, ON, Canada"
    assert [(each.name, each.day) for each in found.meetings] == [
        ("Meeting near", 2),
        ("Meeting halifax", 2),  # half past midnight there is half past eleven the day before
        ("Meeting thursday", 4),
    ]
    near = next(each for each in found.meetings if each.name == "Meeting near")
    assert near.lines == ("A hall, 1 Some Street, Elmora", "People on medication are welcome")
    assert near.checked == "Last checked: May 2026"
    assert found.sources[near.source - 1] == "Test feed"
    halifax = next(each for each in found.meetings if each.name == "Meeting halifax")
    assert halifax.hours.startswith("11:30 p.m.")
    assert all("Hidden" not in line for each in found.meetings for line in each.lines)
    assert found.services


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize("what", ["places", "addresses"])
def test_it_prints_no_address_that_is_not_public(what: str) -> None:
    models.Service.objects.update(address="")
    asked = forms.Find({"place": "elmora", "show": "services"}).asked()

    def lines() -> str:
        found = printed.printed(asked, whole_week=True, now=clock.now())
        return " ".join(" ".join((each.area, *each.lines)) for each in found.services)

    assert "3 Salt Court" in lines()
    rows = models.Location if what == "places" else models.PostalAddress
    rows.objects.update(is_public=False)
    assert "Salt Court" not in lines()


def test_it_folds_so_that_pages_follow_each_other() -> None:
    for across, down in folds.PANELS:
        sheet = folds.Sheet(800, 600, across, down)
        frames = list(folds.panels(sheet))
        assert len(frames) == across * down
        assert not frames[0].upside_down
        assert frames[0].left > sheet.wide * (across - 1) / across  # the cover, lower right
        assert {frame.upside_down for frame in frames if frame.bottom > 300} == {True}


def test_it_says_how_much_did_not_fit() -> None:
    blocks = [flow.Block(((f"entry {number}", PLAIN),)) for number in range(50)]
    frames = [flow.Frame(0, 0, 0, 100, 120), flow.Frame(0, 0, 0, 100, 120)]
    done = flow.flow(blocks, iter(frames))
    assert len(done.placed) + done.left_over == 50
    for each in done.placed:
        assert each.top + flow.height_of(each.block, each.lines) <= each.frame.high


def test_it_never_leaves_a_heading_alone_at_the_foot() -> None:
    heading = flow.Block((("Monday", PLAIN),), leads=True, again=(("Monday, continued", PLAIN),))
    body = [flow.Block((("one", PLAIN),)) for _ in range(9)]
    frames = (flow.Frame(page, 0, 0, 100, 121) for page in range(9))
    done = flow.flow([*body, heading, *body, *body], frames)
    second = [each.lines[0].text for each in done.placed if each.frame.page == 1]
    third = [each.lines[0].text for each in done.placed if each.frame.page == 2]
    assert second[0] == "Monday"
    assert third[0] == "Monday, continued"


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("Élmora – 7 ½ ñ", "Élmora – 7 ½ ñ"),
        ("a\u202eb\u200bc", "abc"),
        ("ﬁve", "five"),
        ("日本", "??"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_it_draws_only_signs_that_it_has(said: str, drawn: str) -> None:
    assert letters.written(said) == drawn


def test_it_breaks_lines_within_their_room() -> None:
    text = "short " * 30 + "w" * 400
    for line in letters.broken(text, PLAIN, 90):
        assert letters.width(line, PLAIN.face, PLAIN.size) <= 90


def unpacked(stream: bytes) -> bytes:
    """What is drawn on a page; nothing of a typeface."""
    try:
        return zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))
    except (ValueError, zlib.error):
        return b""


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize("shape", ["large", "quarter"])
def test_it_can_be_read_aloud_in_order(shape: str) -> None:
    pdf = made(f"place=elmora&shape={shape}")
    assert b"/MarkInfo" in pdf
    assert b"/StructTreeRoot" in pdf
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    drawn = b"".join(map(unpacked, streams))
    assert drawn.count(b" BDC") + drawn.count(b" BMC") == drawn.count(b"EMC") > 10
    marks = len(re.findall(rb"<</MCID \d+>> BDC", drawn))
    assert pdf.count(b"/Type /MCR") == marks, "each mark is of an element"
    roles = re.findall(rb"/S /(\w+) /Type /StructElem", pdf)
    assert {b"H1", b"H2", b"H3", b"P", b"Figure"} <= set(roles)
    assert b"/Alt (http://testserver" in pdf

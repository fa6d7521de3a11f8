"""Feeds from other machines: only public ones, within limits, asked where it was checked."""

import gzip
import json
import socket
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import errors, wire
from alongside.directory import models
from alongside.exchange import actions, files, web
from tests.directory import feeds
from tests.exchange import server

FEED = json.dumps([feeds.meeting("a")]).encode()


@pytest.fixture(autouse=True)
def _our_own_host(settings: Any) -> None:
    settings.FEED_HOSTS = ["127.0.0.1"]


def feed(handler: BaseHTTPRequestHandler) -> None:
    if handler.headers.get("If-None-Match") == '"one"':
        server.answer(handler, b"", 304)
    else:
        server.answer(handler, FEED, ETag='"one"', Last_Modified="yesterday")


def half(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(FEED)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b" ")
            time.sleep(0.05)


def packed(body: bytes) -> server.Says:
    return lambda handler: server.answer(handler, gzip.compress(body), Content_Encoding="gzip")


def to(where: str) -> server.Says:
    return lambda handler: server.answer(handler, b"", 302, Location=where)


PAGES: dict[str, server.Says] = {
    "/feed": feed,
    "/half": half,
    "/drip": drip,
    "/packed": packed(FEED),
    "/bomb": packed(b"0" * (files.LARGEST + 9)),
    "/round": to("/round"),
    "/there": to("/feed"),
    "/into-a-file": to("file:///etc/passwd"),
    "/inside": to("http://10.0.0.1/feed"),
    "/with-a-password": to("http://user:word@127.0.0.1/"),
}


def says(handler: BaseHTTPRequestHandler) -> None:
    page = PAGES.get(handler.path)
    if page is None:
        server.answer(handler, b"", 404)
    else:
        page(handler)


@pytest.mark.django_db
def test_it_brings_in_a_feed_from_an_address() -> None:
    with server.serving(says) as url:
        assert actions.import_meetings(by=feeds.IMPORT, where=f"{url}/feed").added == 1
        assert actions.import_meetings(by=feeds.IMPORT, where=f"{url}/feed").same == 1
        assert actions.import_directory(by=feeds.IMPORT, where=f"{url}/there").added == 1
        with pytest.raises(errors.Problem, match="the server answered 404"):
            actions.import_meetings(by=feeds.IMPORT, where=f"{url}/none")
    assert models.Meeting.objects.count() == 2


def test_it_asks_only_for_what_is_newer() -> None:
    with server.serving(says) as url:
        first = web.fetched(f"{url}/feed")
        assert first.files == {"feed": FEED}
        assert first.known == web.Known('"one"', "yesterday")
        again = web.fetched(f"{url}/feed", first.known)
        assert (again.files, again.known) == (None, first.known)
        assert web.fetched(f"{url}/packed").files == {"packed": FEED}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/round", "without an end"),
        ("/bomb", "larger than"),
        ("/half", "broke off"),
        ("/into-a-file", "not a web address"),
        ("/inside", "private network"),
        ("/with-a-password", "name or password"),
    ],
)
def test_it_says_why_an_address_can_not_be_read(path: str, reason: str) -> None:
    with server.serving(says) as url, pytest.raises(files.Unreadable, match=reason):
        web.fetched(url + path)


def test_it_hangs_up_on_a_server_that_drips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0.5)
    begun = time.monotonic()
    with server.serving(says) as url, pytest.raises(files.Unreadable, match="too slow"):
        web.fetched(f"{url}/drip")
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "host",
    ["127.0.0.2", "localhost", "[::1]", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.0",  # noqa: S104
     "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00::1]",
     "100.64.0.1", "224.0.0.1", "2130706433", "0x7f.1"],
)  # fmt: skip
def test_it_does_not_look_into_private_networks(host: str) -> None:
    with pytest.raises(files.Unreadable, match=r"private network|no such host"):
        web.fetched(f"http://{host}/feed")


def test_it_asks_only_those_that_are_named_where_some_are(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is even resolved, and no redirection leads elsewhere."""
    settings.FEED_ONLY = ["lists.example.org"]
    asked: list[str] = []

    def unknown(host: str, *more: Any, **said: Any) -> list[Any]:
        asked.append(host)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for url in ("https://example.org/feed", "https://evil.lists.example.org/"):
        with pytest.raises(files.Unreadable, match="not one of those"):
            web.fetched(url)
    assert not asked
    with pytest.raises(files.Unreadable, match="no such host"):
        web.fetched("https://LISTS.example.org/feed")
    assert asked == ["lists.example.org"]


@pytest.mark.parametrize("url", ["ftp://example.org/x", "http://", "http://a b/", "file:///x",
                                 "http://example.org:0/", "http://example.org:99999/",
                                 "http://é.example/", "https://" + "a" * 600])  # fmt: skip
def test_it_takes_web_addresses_only(url: str) -> None:
    with pytest.raises(files.Unreadable, match="not a web address"):
        web.fetched(url)


def test_it_connects_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for something public when asked first, and for us when asked again."""
    asked = []

    def resolve(host: str, port: int, **more: Any) -> Any:
        asked.append(host)
        where = "127.0.0.1" if len(asked) > 1 else "93.184.216.34"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where, port))]

    reached: list[str] = []

    def connect(address: tuple[str, int], timeout: float | None = None) -> Any:
        reached.append(address[0])
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(files.Unreadable, match="did not hold"):
        web.fetched("http://turning.example.org/feed")
    assert (asked, reached) == (["turning.example.org"], ["93.184.216.34"])


@given(st.ip_addresses())
def test_it_knows_what_is_public(address: Any) -> None:
    if wire.is_public(str(address)):
        assert not (address.is_private or address.is_loopback or address.is_link_local)

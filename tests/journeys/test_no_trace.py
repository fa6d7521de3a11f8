"""Looking for help leaves no trace: not in the browser, not with anybody else, not with us.

Whoever shares a phone, a flat or a network with somebody who looks for help must find nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import translation
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    Route,
)

from alongside.directory.models import Meeting, Service
from tests.house.doors import doors
from tests.journeys.conftest import DESK, PHONE, Live
from tests.journeys.world import World

# Words that nobody else types: if they are anywhere afterwards, we kept what was searched.
RARE = "quizzaciously"
TYPED = f"what={RARE}&when=any"
KEPT = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookie: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: 'caches' in self ? (await caches.keys()).length : 0,
    workers: 'serviceWorker' in navigator
        ? (await navigator.serviceWorker.getRegistrations()).length : 0,
    name: window.name,
})"""
NOTHING = {
    "local": 0, "session": 0, "cookie": "", "databases": 0, "caches": 0, "workers": 0, "name": "",
}  # fmt: skip


@dataclass
class Witness:
    """Everything that a browser does, in one that may ask nobody but us."""

    live: Live
    context: BrowserContext
    page: Page
    outside: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.context.route("**/*", self._let_through)
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.on("websocket", lambda socket: self.outside.append(socket.url))
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script error: {error}"))

    def _let_through(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"http", "https"} and address.netloc != self._here:
            self.outside.append(route.request.url)
            route.abort()
            return
        route.continue_()

    @property
    def _here(self) -> str:
        return urlsplit(self.live.url).netloc

    def _said(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.wrong.append(message.text)

    def _asked(self, request: Request) -> None:
        self.asked.append(request.url)
        sent = request.headers
        if "cookie" in sent:
            self.wrong.append(f"a cookie was sent to {request.url}")
        came_from = urlsplit(sent.get("referer", "")).netloc
        if came_from not in {"", self._here}:
            self.wrong.append(f"{request.url} learnt {sent['referer']}")

    def _answered(self, answer: Response) -> None:
        said = answer.headers
        if "set-cookie" in said:
            self.wrong.append(f"{answer.url} sets a cookie")
        if "text/html" in said.get("content-type", ""):
            self.wrong += [f"{answer.url}: {odd}" for odd in loose(said)]

    def left_behind(self) -> dict[str, Any]:
        left: dict[str, Any] = self.page.evaluate(KEPT)
        return left

    def nothing_is_left(self) -> None:
        assert self.outside == []
        assert self.wrong == []
        assert self.left_behind() == NOTHING
        assert self.context.cookies() == []


def loose(said: dict[str, str]) -> Iterator[str]:
    """What a page's headers leave open."""
    if said.get("referrer-policy") != "same-origin":
        yield f"referrer policy {said.get('referrer-policy')}"
    policy = {
        words[0]: words[1:]
        for words in (part.split() for part in said.get("content-security-policy", "").split(";"))
        if words
    }
    for name, allowed in {
        "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"],
        "connect-src": ["'self'"], "img-src": ["'self'", "data:"], "form-action": ["'self'"],
        "frame-ancestors": ["'none'"], "base-uri": ["'none'"],
    }.items():  # fmt: skip
        if policy.get(name) != allowed:
            yield f"{name} {policy.get(name)}"


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def witness(request: Any, chromium: Browser, live: Live) -> Iterator[Witness]:
    wide, high = request.param
    context = chromium.new_context(
        base_url=live.url, viewport={"width": wide, "height": high}, locale="en",
        geolocation={"latitude": 46.0912, "longitude": -64.7723}, permissions=["geolocation"],
    )  # fmt: skip
    found = Witness(live, context, context.new_page())
    found.watch()
    yield found
    context.close()


def test_it_leaves_no_trace_of_somebody_who_looks(demo: World, witness: Witness) -> None:
    page, log_before = witness.page, witness.live.log.read_text()
    page.goto("/en/")
    page.locator("#id_place").fill("Moncton")
    page.locator("main form button:not([type])").first.click()
    page.goto(f"/en/?place=Moncton&{TYPED}")
    page.goto("/en/?place=Moncton&when=any")
    page.locator("main a.row[href*='/meetings/']").first.click()
    page.get_by_role("link", name="Pass it on").click()
    page.get_by_role("button", name="Copy the link").click()
    page.goto("/en/?place=Moncton&when=any")
    page.locator("main a.row[href*='/services/']").first.click()
    page.goto(f"/en/share/?place=Moncton&{TYPED}")
    page.goto(f"/en/map/?place=Moncton&{TYPED}")
    page.goto("/en/map/?place=Moncton&when=any")
    page.get_by_role("button", name="Move and enlarge the map").click()
    page.locator(".map-moving .map-pin").first.press("Enter")
    page.locator(".leaflet-popup a.row").first.wait_for()
    page.goto(f"/en/print/?place=Moncton&{TYPED}")
    assert RARE in page.content()
    page.goto(f"/en/print/list/?place=Moncton&{TYPED}")
    answer = page.evaluate(
        "async path => { const a = await fetch(path); return [a.status, a.headers.get("
        "'content-type'), (await a.arrayBuffer()).byteLength]; }",
        f"/en/print/list.pdf?place=Moncton&{TYPED}&shape=pocket",
    )
    assert answer[:2] == [200, "application/pdf"]
    assert answer[2] > 5000
    page.goto("/en/")
    page.locator("[data-use-place]").click()
    page.wait_for_url("**lat=46.091**")
    witness.nothing_is_left()
    nothing_is_with_us(witness, log_before)


def nothing_is_with_us(witness: Witness, log_before: str) -> None:
    """Neither in the log nor in any row."""
    said = witness.live.log.read_text()[len(log_before) :]
    assert "/en/map/" in said  # it does write, and what it writes is only the path
    for trace in ("?", "Moncton", RARE, "46.09", "lat="):
        assert trace not in said, trace
    held = Path(connection.settings_dict["NAME"])
    for path in (held, held.with_name(held.name + "-wal")):
        if path.exists():
            assert RARE.encode() not in path.read_bytes(), path.name


def test_it_leaves_no_trace_on_any_public_page_of_the_directory(
    demo: World, witness: Witness
) -> None:
    things = {"meeting": Meeting.objects.first().pk, "service": Service.objects.first().pk}  # type: ignore[union-attr]
    with translation.override("es"):
        mine = [each for each in doors() if each.name.startswith(("directory:", "exchange:"))]
        public = [each for each in mine if each.rule and each.rule.public]
        paths = [each.at(things) for each in public]
    opened = 0
    for path in paths:
        if path.endswith((".pdf", ".json", ".ics", ".zip", ".xml", ".atom", ".csv")):
            continue
        answer = witness.page.goto(f"{path}?place=Moncton&{TYPED}")
        assert answer is not None
        opened += answer.status == 200
        if "text/html" in answer.headers.get("content-type", ""):
            assert witness.left_behind() == NOTHING, path
    assert opened >= 6
    witness.nothing_is_left()

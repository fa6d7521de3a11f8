"""Browser stories: a real server on a database of its own, a real Chromium, an axe scan.

The server runs for the whole session; between two stories its database is put back from a
template. A story sees the same rows as the server does, through the usual models.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests import empty
from tests.journeys import world

if TYPE_CHECKING:
    from tests.cast import Cast, Character

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = (390, 844), (1280, 900)
# Nothing where axe is not there yet. It takes a sticky strip for one that scrolls away: from the
# top nothing is half below it.
SCAN = r"""async rules => {
  if (!window.axe) return null;
  scrollTo({top: 0, behavior: "instant"});
  const asked = {runOnly: rules, resultTypes: ["violations"], elementRef: false, preload: false};
  return (await axe.run(asked)).violations.map(v => `${v.id}: ${v.help}\n` +
    v.nodes.map(n => `    ${n.target.join(" ")}: ${n.failureSummary}`).join("\n"));
}"""

# Playwright keeps an event loop in this thread; a story waits for each answer all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass
class Live:
    """The running server; `url` has no slash at its end."""

    url: str
    log: Path

    def path(self, path: str) -> str:
        return f"{self.url}{path}"


@pytest.fixture(scope="session")
def _served(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("live")
    database, log = folder / "live.sqlite3", folder / "log"
    template = empty.template(django_db_blocker)
    empty.copy(template, database)
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    command = [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{port}"]
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        live = Live(f"http://127.0.0.1:{port}", log)
        _wait_for(live, process)
        yield live, template, database
    finally:
        process.terminate()
        process.wait(15)


@pytest.fixture
def live(_served: Any, django_db_blocker: Any) -> Iterator[Live]:
    """A server and an empty database. What the story writes is gone afterwards."""
    live, template, database = _served
    empty.copy(template, database)
    with django_db_blocker.unblock(), empty.database(database):
        yield live


@pytest.fixture
def cast(live: Live) -> "Iterator[Cast]":
    from alongside.core import scope
    from tests import cast as people

    assembled = people.assemble()
    with scope.within(assembled.riverbend.pk):
        yield assembled


@pytest.fixture(scope="session")
def _demo(_served: Any, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    template = _served[1]

    def made(path: Path) -> None:
        empty.copy(template, path)
        with django_db_blocker.unblock(), empty.database(path):
            world.keep(world.build(), path)
            connections.close_all()

    return world.once(tmp_path_factory, "demo.sqlite3", made)


@pytest.fixture
def demo(_demo: Path, _served: Any, live: Live) -> Iterator[world.World]:
    """The demo organisation in the running server: everybody as `make run` shows them."""
    from alongside.core import scope

    empty.copy(_demo, _served[2])
    people = world.meet(world.kept(_demo))
    with scope.within(people.riverbend.pk):
        yield people


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


Opener = Callable[..., Page]
# axe tries styles of its own, which the content policy refuses: told late, sometimes from the
# page after.
_scanned: set[tuple[Page, str]] = set()


@pytest.fixture
def open_page(chromium: Browser, live: Live) -> Iterator[Opener]:
    """`open_page(size=PHONE, by=cast.maya, language="es", dark=True, javascript=False)`: a page
    in a browser of its own. Afterwards: nothing was asked of other hosts, nothing refused by
    the content policy, no error in a script or on the console."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        size: tuple[int, int] = DESK,
        by: "Character | None" = None,
        language: str = "en",
        dark: bool = False,
        javascript: bool = True,
        **more: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=live.url,
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            service_workers="block",
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        _listen(page, live, complaints)
        if by is not None:
            sign_in(context, by, live)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def phone(open_page: Opener) -> Page:
    return open_page(size=PHONE)


@pytest.fixture
def desk(open_page: Opener) -> Page:
    return open_page(size=DESK)


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)`: no violation of WCAG 2.2 AA on the page as it now is; of some rules only:
    `axe(page, ["color-contrast"])`."""
    source = AXE.read_text(encoding="utf-8")

    def scan(page: Page, rules: list[str] = RULES) -> None:
        _scanned.add((page, _bare(page.url)))
        found = page.evaluate(SCAN, rules)
        if found is None:
            page.evaluate(source)
            found = page.evaluate(SCAN, rules)
        assert not found, f"{page.url} at {page.viewport_size}:\n" + "\n".join(found)

    return scan


def sign_in(context: BrowserContext, character: "Character", live: Live) -> None:
    """The browser gets the session that the character's own client has."""
    session = character.client().cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live.url}])


def _listen(page: Page, live: Live, complaints: list[str]) -> None:
    here = urlsplit(live.url).netloc

    def asked(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != here:
            complaints.append(f"asked another host: {request.url}")

    def said(message: Any) -> None:
        where = _bare(message.location.get("url") or page.url)
        by_axe = "inline style" in message.text and (page, where) in _scanned
        expected = "Failed to load" in message.text and where == _bare(page.url)  # a 404, a 403
        if message.type == "error" and not by_axe and not expected:
            complaints.append(f"{where}: {message.text}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))


def _bare(url: str) -> str:
    return url.partition("#")[0]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(live: Live, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(live.path("/healthz"), timeout=2):  # noqa: S310
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{live.log.read_text()}")

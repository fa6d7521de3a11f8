"""A phone out there: a browser of its own that keeps its kit, with or without signal."""

import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.cast import Character
from tests.journeys.conftest import PHONE, Live, sign_in

PIN, SECOND = "482915", "730264"
# Until not even a few bytes more find room. What the kit would do without is gone first.
FILLED = """async () => {
  await fieldStore.empty('readable');
  await fieldStore.within(['settings'], 'readwrite', (held) => void held.delete('pack'));
  let name = 0;
  for (let size = 2_000_000; size > 100; size /= 2) {
    const bytes = new Uint8Array(size);
    crypto.getRandomValues(bytes.subarray(0, 65_536));
    while (await fieldStore.set(`filler-${name++}`, bytes).then(() => true, () => false));
  }
}"""

EMPTIED = """() => fieldStore.within(['settings'], 'readwrite', (settings) =>
  void settings.delete(IDBKeyRange.bound('filler-', 'filler-z')))"""

SENDS = """() => new Promise((begun) => navigator.locks.request('alongside-field', () => {
  begun();
  return new Promise((done) => { window.letGo = done; });
}))"""

GOES_ON = """then => new MutationObserver((_seen, observer) => {
  if (document.querySelector('#main').dataset.page !== 'today') return;
  observer.disconnect();
  location.hash = then;
}).observe(document.querySelector('#main'), { attributes: true })"""


class Phone:
    """`go("contact")` opens a page of the kit; `keep()` taps its button and waits until it is
    said to be kept, and for the page after it."""

    def __init__(self, context: BrowserContext, live: Live) -> None:
        self.context, self.live = context, live
        context.set_default_timeout(15_000)
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def reopen(self) -> None:
        """The tab was closed; here is another one."""
        self.page.close()
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.open()

    def open(self, at: str = "") -> None:
        self.page.goto(f"{self.live.url}/en/field/{at}")
        self.page.wait_for_selector("body[data-started]")

    def make_ready(self, *, second: str = "", then: str = "today") -> None:
        """`then` is the page they go to in the moment in which Today is there."""
        self.open()
        if then != "today":
            self.page.evaluate(GOES_ON, then)
        self.page.fill("[name=name]", "Blue phone")
        self.page.fill("[name=pin]", PIN)
        self.page.fill("[name=again]", PIN)
        if second:
            self.page.click("details summary")
            self.page.fill("[name=second]", second)
        self.page.click("[data-setup] .button-large")
        self.is_at(then)
        self.page.wait_for_selector("body[data-ready]")

    def unlock(self, pin: str = PIN) -> None:
        self.page.fill("#pin", pin)
        self.page.click("[data-unlock] button")

    def go(self, name: str) -> None:
        self.page.evaluate("name => { location.hash = name }", name)
        self.is_at(name.partition("/")[0])

    def is_at(self, name: str) -> None:
        self.page.wait_for_selector(f"#main[data-page='{name}']")

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"label.choice:has([name='{name}'][value='{value}'])").first.click()

    def keep(self, then: str = "today") -> None:
        self.page.click(".kit-do .button-large")
        expect(self.page.locator("[data-said]")).to_contain_text("Kept on this phone")
        self.is_at(then)

    def until_noted(self) -> None:
        """What is being typed is on the disk, as far as it goes."""
        self.page.wait_for_selector("form[data-noted=yes]")

    def waiting(self) -> int:
        return int(self.page.evaluate("fieldStore.count('outbox')"))

    def until_sent(self) -> None:
        self.until("() => fieldStore.count('outbox').then(count => count === 0)")

    def until(self, promised: str, arg: Any = None) -> None:
        """Asked from here: `wait_for_function` takes a promise itself for a yes."""
        until = time.monotonic() + 15
        while time.monotonic() < until:
            with suppress(Error):  # the page begins anew meanwhile
                if self.page.evaluate(promised, arg):
                    return
            self.page.wait_for_timeout(50)
        raise AssertionError(promised)

    @contextmanager
    def little_room(self, size: int) -> Iterator[None]:
        """From before it is opened: browsers ask rarely how much there is."""
        self.devtools = self.context.new_cdp_session(self.page)
        self._have(size)
        yield
        self.page.evaluate(EMPTIED)
        self._have(None)

    def _have(self, size: int | None) -> None:
        said = {"origin": self.live.url} | ({"quotaSize": size} if size else {})
        self.devtools.send("Storage.overrideQuotaForOrigin", said)

    def fill_up(self) -> None:
        """What the browser tidies up afterwards gives no room either."""
        self.page.evaluate(FILLED)
        self._have(1_000_000)

    @contextmanager
    def somebody_sends(self) -> Iterator[None]:
        """Another page of the kit is at it, and finds nobody signed in."""
        self.page.evaluate(SENDS)
        yield
        assert self.waiting()
        self.page.evaluate("letGo()")

    def send(self) -> None:
        """After whoever sends just now: the kit itself."""
        self.until("() => fieldOutbox.send().then(({ state }) => state !== 'busy')")

    def wake_worker(self) -> None:
        """There is signal, and no page of ours is open: the browser says so to the worker."""
        elsewhere = self.context.new_page()
        devtools = self.context.new_cdp_session(elsewhere)
        known: list[str] = []
        devtools.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda said: known.extend(one["registrationId"] for one in said["registrations"]),
        )
        devtools.send("ServiceWorker.enable")
        self.until_true(lambda: bool(known), elsewhere)
        assert [page.url for page in self.context.pages] == ["about:blank"]
        self.context.set_offline(False)
        for registration in dict.fromkeys(known):
            woken = {
                "origin": self.live.url,
                "registrationId": registration,
                "tag": "alongside-field",
                "lastChance": False,
            }
            devtools.send("ServiceWorker.dispatchSyncEvent", woken)
        self.page = elsewhere

    def until_true(self, so: Callable[[], bool], page: Page | None = None) -> None:
        until = time.monotonic() + 15
        while not so():
            assert time.monotonic() < until
            (page or self.page).wait_for_timeout(50)

    def other_tab(self) -> Page:
        """Another one beside it, which is locked."""
        tab = self.context.new_page()
        tab.goto(f"{self.live.url}/en/field/")
        tab.wait_for_selector("#main[data-page=lock]")
        return tab


def phone_of(browser: Browser, live: Live, who: Character) -> Phone:
    context = browser.new_context(
        base_url=live.url,
        viewport={"width": PHONE[0], "height": PHONE[1]},
        locale="en",
        reduced_motion="reduce",
    )
    sign_in(context, who, live)
    return Phone(context, live)


@dataclass
class Through:
    """The same server behind an address where a newer kit can be put out, and where what a phone
    sends can be turned away for a while."""

    address: str = ""
    is_newer: bool = False
    turns_away: bool = False

    def answer(self, at: Live, asked: BaseHTTPRequestHandler) -> None:
        if self.turns_away and asked.path.endswith("/outbox/"):
            asked.send_error(503)
            return
        headers = {k: v for k, v in asked.headers.items() if k != "Accept-Encoding"}
        body = asked.rfile.read(int(headers.get("Content-Length", 0))) or None
        request = urllib.request.Request(  # noqa: S310
            at.path(asked.path), data=body, headers=headers, method=asked.command
        )
        try:
            answer = urllib.request.urlopen(request)  # noqa: S310
        except urllib.error.HTTPError as error:
            answer = error
        said = answer.read()
        if self.is_newer and asked.path.endswith("worker.js"):
            said = said.replace(b'"version": "', b'"version": "newer')
        asked.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in {"content-length", "connection", "transfer-encoding"}:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(said)))
        asked.end_headers()
        asked.wfile.write(said)


@contextmanager
def other_version(live: Live) -> Iterator[Through]:
    through = Through()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            through.answer(live, self)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    through.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield through
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def own_browser(folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """A Chromium with a folder of its own: where to reach it, and what kills it at once."""
    (folder / "DevToolsActivePort").unlink(missing_ok=True)
    process = subprocess.Popen(
        [
            "/usr/bin/chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", "--remote-debugging-port=0",
            f"--user-data-dir={folder}", "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told = folder / "DevToolsActivePort"
        until = time.monotonic() + 20
        while not (told.exists() and told.read_text().strip()) and time.monotonic() < until:
            time.sleep(0.1)
        yield f"http://127.0.0.1:{told.read_text().split()[0]}", process.kill
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait(10)

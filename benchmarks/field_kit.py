"""The kit for phones, in Chromium with a processor four times slower: what it weighs, when it opens
without signal, and how long a tap takes until it is safe.

    python -m benchmarks.field_kit
    python -m benchmarks.field_kit --begin-with empty.sqlite3     tables made before: saves minutes

Exits with 1 where something is over its bar. Nothing is kept of what it makes.
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
import urllib.request

from playwright.sync_api import BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
SLOWER = 4
OPENS_MS, SAFE_MS, WEIGHT = 1000, 100, 300_000
OPENINGS, TAPS = 9, 40
PIN = "482915"
# From the tap until the page has been told by the disk that all is on it.
TAPPED = """() => new Promise((done) => {
  performance.clearMarks('field-safe');
  const tile = document.querySelector('[data-tap="stimulation"]');
  new PerformanceObserver((list, watch) => {
    watch.disconnect();
    done(list.getEntriesByName('field-safe')[0].startTime - from);
  }).observe({type: 'mark'});
  const from = performance.now();
  tile.click();
})"""
UNLOCKED = """() => new Promise((done) => {
  const from = performance.now();
  new MutationObserver((_, watch) => {
    if (document.querySelector('[data-page=today] .kit-tile')) {
      watch.disconnect();
      done(performance.now() - from);
    }
  }).observe(document.body, {childList: true, subtree: true, attributes: true});
  document.querySelector('[data-unlock] button').click();
})"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--begin-with", help="a SQLite file with every table and no row")
    begin = options.parse_args().begin_with
    with tempfile.TemporaryDirectory() as folder:
        if begin:
            shutil.copy(begin, f"{folder}/kit.sqlite3")
        os.environ["ALONGSIDE_VAR"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/kit.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        from benchmarks import measure

        cookie = a_peer()
        with measure.server() as (port, _pid):
            facts = {**weight(port), **in_browser(port, cookie)}
    bars = {"weight": WEIGHT, "opens": OPENS_MS, "safe": SAFE_MS}
    words = {"weight": "bytes, compressed", "opens": "ms to the PIN", "safe": "ms from tap to safe"}
    for name, bar in bars.items():
        good = facts[name] <= bar
        print(f"{'ok ' if good else 'BAD'} {name:8} {facts[name]:9.0f} {words[name]} (≤ {bar})")
    print(f"    pages not compressed: {facts['as served']} bytes")
    print(f"    opens    {facts['opens at worst']:9.0f} ms at worst, of {OPENINGS}")
    print(f"    unlock   {facts['unlock']:9.0f} ms from the PIN to today's page")
    print(f"    slowest  {facts['slowest']:9.0f} ms from tap to safe, of {TAPS}")
    sys.exit(any(facts[name] > bar for name, bar in bars.items()))


def a_peer() -> str:
    """An organisation with one peer, who is signed in: the cookie."""
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks import build, measure

    call_command("collectstatic", interactive=False, verbosity=0)
    builder = build.Builder(participants=20, peers=5, contacts=0, meetings=200)
    builder.build()
    return measure.session_for(person=str(builder.peers[0][1].pk))


def weight(port: int) -> dict[str, int]:
    """Everything that the service worker keeps: as it comes over the wire, and with its pages
    compressed, as a proxy in front of us does (we compress what is fixed, not pages)."""
    there = f"http://127.0.0.1:{port}"
    said = fetched(f"{there}/en/field/worker.js")[1].decode()
    kit = json.loads(said.partition("=")[2].partition(";\n")[0])
    scripts = json.loads(f"[{said.rpartition('importScripts(')[2].rpartition(')')[0]}]")
    paths = {*kit["files"], *kit["shells"], *scripts, "/en/field/worker.js"}
    sizes = [fetched(there + path) for path in sorted(paths)]
    packed = sum(min(size, len(gzip.compress(raw))) for size, raw in sizes)
    return {"weight": packed, "as served": sum(size for size, _raw in sizes)}


def fetched(url: str) -> tuple[int, bytes]:
    """Bytes over the wire, and what came."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        raw = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
    return len(raw), gzip.decompress(raw) if packed else raw


def in_browser(port: int, cookie: str) -> dict[str, float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        address = f"http://127.0.0.1:{port}"
        context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
        made_ready(context.new_page())
        context.set_offline(True)
        opens, unlocks = opened(context)
        safe = tapped(context)
        browser.close()
    return {
        "opens": statistics.median(opens),
        "opens at worst": max(opens),
        "unlock": statistics.median(unlocks),
        "safe": statistics.median(safe),
        "slowest": max(safe),
    }


def made_ready(page: Page) -> None:
    page.goto("/en/field/")
    page.fill("[name=name]", "Bench")
    page.fill("[name=pin]", PIN)
    page.fill("[name=again]", PIN)
    page.click("[data-setup] .button-large")
    page.wait_for_selector("[data-page=today]")
    page.wait_for_selector("body[data-ready]")
    page.close()


def opened(context: BrowserContext) -> tuple[list[float], list[float]]:
    """A new page each time, with no signal: until the PIN can be typed; and from it to today."""
    opens, unlocks = [], []
    for _ in range(OPENINGS):
        page = slow(context)
        page.goto("/en/field/", wait_until="commit")
        page.wait_for_selector("body[data-started] #pin", timeout=20_000)
        opens.append(page.evaluate("performance.getEntriesByName('field-usable')[0].startTime"))
        page.fill("#pin", PIN)
        unlocks.append(page.evaluate(UNLOCKED))
        page.close()
    return opens, unlocks


def tapped(context: BrowserContext) -> list[float]:
    page = slow(context)
    page.goto("/en/field/#overdose")
    page.wait_for_selector("body[data-started] [data-tap]")
    page.evaluate(TAPPED)  # the first begins it
    times = [page.evaluate(TAPPED) for _ in range(TAPS)]
    page.close()
    return times


def slow(context: BrowserContext) -> Page:
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


if __name__ == "__main__":
    main()

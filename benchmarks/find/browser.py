"""The find page in Chromium: when it is useful, what it weighs, and whether it ever blocks.

The longest task is told by the clock, as people feel it, and by the processor, since a machine on
which others work stretches only the clock.
"""

import json
import random
import statistics
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PAGES, TRACED = 12, 4
WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
}).observe({type: 'longtask', buffered: true});
"""
SEEN = """() => ({
  useful: performance.getEntriesByType('paint').find(e => e.name === 'first-contentful-paint')
    ?.startTime ?? 0,
  done: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
  rows: document.querySelectorAll('#found .rows > li').length,
  longest: window.longest,
})"""


def measure(port: int, asker: Any) -> dict[str, float]:
    """Each page in a fresh browser context, so that nothing is cached. Milliseconds, bytes."""
    dice = random.Random(3)
    useful, weights, longest, busy = [], [], 0.0, 0.0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for number in range(PAGES + 2):
            context = browser.new_context(viewport={"width": 390, "height": 844})
            page = context.new_page()
            page.add_init_script(WATCH)
            sizes: list[int] = []
            tools = context.new_cdp_session(page)
            tools.send("Network.enable")
            tools.on(
                "Network.loadingFinished", lambda e, to=sizes: to.append(e["encodedDataLength"])
            )
            page.goto(f"http://127.0.0.1:{port}/en/?{urlencode(asker.nearest(dice))}")
            page.wait_for_load_state("networkidle")
            seen = page.evaluate(SEEN)
            if number >= 2:  # the first start the browser's own processes
                useful.append(max(seen["useful"], 0.0))
                weights.append(sum(sizes))
                longest = max(longest, seen["longest"])
            context.close()
        for _ in range(TRACED):
            busy = max(busy, _traced(browser, f"http://127.0.0.1:{port}/en/", asker.nearest(dice)))
        browser.close()
    return {
        "useful": statistics.median(useful),
        "slowest": max(useful),
        "weight": max(weights),
        "longest task": longest,
        "its processor": busy,
    }


def _traced(browser: Browser, address: str, asked: dict[str, Any]) -> float:
    """Milliseconds of the processor in the longest task of the page's own thread. Apart from the
    rest, since watching takes time."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.goto(f"{address}?{urlencode(asked)}")
    page.wait_for_load_state("networkidle")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    ours = {event["pid"] for event in events if _shows(event, address)}
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
        if event["pid"] in ours
    }
    tasks = (
        event.get("tdur", 0) / 1000
        for event in events
        if event.get("name", "").endswith("RunTask") and (event["pid"], event["tid"]) in mains
    )
    return float(max(tasks, default=0.0))


def _shows(event: dict[str, Any], address: str) -> bool:
    """Whether a process says here that it shows our page; Chromium has pages of its own, too."""
    shown = event.get("args", {}).get("data", {})
    return event.get("name") == "CommitLoad" and str(shown.get("url", "")).startswith(address)

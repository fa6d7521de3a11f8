"""A shift without signal: everything is there afterwards, once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, Page, expect

from alongside.capture import actions as capture
from alongside.capture.models import Capture, Device
from alongside.core import clock
from alongside.sites.models import Overdose, Tap
from alongside.supplies.models import Kit, Reversal
from alongside.support.models import Contact, Talk
from tests.cast import Cast
from tests.journeys.conftest import Live
from tests.journeys.field import (
    PIN,
    SECOND,
    Phone,
    other_version,
    own_browser,
    phone_of,
)
from tests.supplies import kits

Axe = Callable[[Page], None]
PAGES = (
    "contact", "sheet", "talks", "talk-detox", "visit-use", "hand-out", "take-back", "naloxone",
    "kit", "reversal", "visit", "overdose-finish", "seen", "follow-up", "offer", "look-up",
    "waiting", "phone", "rescue",
)  # fmt: skip
HOLDS = """async () => {
  const open = await new Promise((done) => {
    const asked = indexedDB.open('alongside-field');
    asked.onsuccess = () => done(asked.result);
  });
  const kept = {};
  for (const name of open.objectStoreNames) {
    kept[name] = await new Promise((done) => {
      const asked = open.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => done(JSON.stringify(asked.result));
    });
  }
  open.close();
  return kept;
}"""


def test_a_peer_works_a_shift_without_signal(
    cast: Cast, live: Live, chromium: Browser, axe: Axe
) -> None:
    kits.place(cast, kits=4)
    phone = phone_of(chromium, live, cast.maya)
    phone.open()
    axe(phone.page)
    phone.make_ready()
    axe(phone.page)
    phone.context.set_offline(True)
    phone.reopen()
    axe(phone.page)
    phone.unlock("111222")
    expect(phone.page.locator("[data-wrong]")).to_contain_text("Tries left")
    phone.unlock()
    phone.is_at("today")

    for name in PAGES:
        phone.go(name)
        axe(phone.page)
    with_sam_and_with_nobody(cast, phone)
    half_a_sheet_and_the_rest(cast, phone, axe)
    half_a_talk_and_the_rest(cast, phone, axe)
    words = a_card(phone, axe)
    used_and_picked_up(phone)
    an_overdose(phone, axe)
    sent_before = phone.waiting()
    assert sent_before == 11
    assert str(cast.sam.id) not in str(phone.page.evaluate(HOLDS)["outbox"])

    phone.reopen()  # the tab was closed; no signal yet
    assert phone.waiting() == sent_before
    everything_arrives_once(cast, phone)
    assert Client().post("/en/after/card/", {"words": words}).status_code == 200
    assert not phone.complaints


def with_sam_and_with_nobody(cast: Cast, phone: Phone) -> None:
    phone.go(f"contact/{cast.sam.id}")
    phone.choose("kinds", "emotional")
    phone.keep()
    phone.is_at("today")
    phone.go("contact")
    phone.page.click(".kit-do .button-large")
    expect(phone.page.locator("[data-wrong]")).to_contain_text("at least one")
    phone.choose("kinds", "instrumental")
    phone.keep()
    phone.is_at("today")


def an_overdose(phone: Phone, axe: Axe) -> None:
    """Without the PIN, too: three taps, three captures."""
    phone.page.click("[data-lock-now]")
    phone.is_at("lock")
    phone.page.click(".kit-tile-now")
    for what in ("found", "naloxone", "awake"):
        phone.page.click(f"[data-tap={what}]")
    expect(phone.page.locator("[data-log] li")).to_have_count(3)
    axe(phone.page)


def half_a_sheet_and_the_rest(cast: Cast, phone: Phone, axe: Axe) -> None:
    """The tab was closed in between."""
    phone.go(f"sheet/{cast.sam.id}")
    phone.choose("kinds", "emotional")
    phone.page.click("summary:has-text('A naloxone kit')")
    phone.page.click("[data-count-of]:has([name=_kits]) [data-more]")
    phone.until_noted()
    phone.reopen()
    phone.unlock()
    page = phone.page
    page.click("[data-unfinished] a")
    phone.is_at("sheet")
    expect(page.locator("[data-anew]")).to_be_visible()
    expect(page.locator(f"[name=person][value='{cast.sam.id}']")).to_be_checked()
    expect(page.locator("[name=_kits]")).to_have_value("1")
    axe(page)
    page.click("summary:has-text('They told of a kit')")
    phone.choose("_told", "yes")
    phone.keep()
    phone.is_at("today")
    expect(page.locator("[data-unfinished]")).to_be_hidden()


def half_a_talk_and_the_rest(cast: Cast, phone: Phone, axe: Axe) -> None:
    """The lock cut it in two, and something is changed before it is kept."""
    page = phone.page
    phone.go(f"talk-detox/{cast.sam.id}")
    page.click("[data-next]")
    page.click("[data-next]")
    page.fill("[name=_step-why]:visible", "For my kids")
    page.click("[data-next]")
    phone.choose("_step-hard", "sick")
    axe(page)
    page.click("[data-lock-now]")
    phone.unlock()
    phone.go("talk-detox")
    expect(page.locator("[data-step]:visible h2").first).to_have_text("The hard hours")
    page.click("[data-look]")
    axe(page)
    page.click("[data-said-so-far] li:has-text('For my kids') button")
    page.fill("[name=_step-why]:visible", "For my kids, and me")
    while page.locator("[data-next]").is_visible():
        page.click("[data-next]")
    phone.keep()
    phone.is_at("today")


def a_card(phone: Phone, axe: Axe) -> str:
    """The six words."""
    page = phone.page
    phone.go("offer")
    phone.choose("answer", "card")
    page.click(".kit-do .button-large")
    phone.is_at("card")
    axe(page)
    words = " ".join(page.locator("[data-six] li").all_inner_texts())
    page.click(".kit-do .button-large")
    phone.is_at("today")
    assert words not in page.content()
    return words


def used_and_picked_up(phone: Phone) -> None:
    phone.go("take-back")
    phone.choose("_from", "clean-up")
    phone.keep()
    phone.is_at("today")
    phone.go("visit")
    phone.keep()
    phone.page.click("[data-uses]")
    phone.is_at("visit-use")
    phone.choose("mode", "inhale")
    phone.keep()
    phone.is_at("visit")


def everything_arrives_once(cast: Cast, phone: Phone) -> None:
    """First the sign-in has ended: nothing goes, and nothing is lost."""
    session: Any = phone.context.cookies()
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.unlock()
    phone.is_at("today")
    phone.go("waiting")
    expect(phone.page.locator("[data-asks-sign-in]")).to_be_visible()
    waits = phone.waiting()
    assert waits == 11
    phone.context.add_cookies(session)
    phone.send()
    phone.until_sent()
    phone.send()
    contacts = Contact.objects.filter(participant=cast.sam.participant)
    assert contacts.count() == 3  # one by itself, one of the sheet, one of the talk
    assert Talk.objects.get().answers == {"why": "For my kids, and me", "hard": ["sick"]}
    assert Kit.objects.get().kits == Reversal.objects.count() == 1
    assert Overdose.objects.count() == 1
    assert sorted(Tap.objects.values_list("what", flat=True)) == ["awake", "found", "naloxone"]
    assert set(Capture.objects.values_list("outcome", flat=True)) == {"done"}
    assert Capture.objects.count() == waits


def test_a_killed_browser_a_moved_clock_and_a_newer_kit_lose_nothing(
    cast: Cast, live: Live, chromium: Browser, tmp_path: Path
) -> None:
    kit_of_a_killed_browser(cast, live, chromium, tmp_path)
    phone = phone_of(chromium, live, cast.maya)
    with other_version(live) as (address, newer):
        phone.live = Live(address, live.log)
        phone.open()
        phone.page.wait_for_selector("body[data-ready]")
        first = phone.page.evaluate("caches.keys()")
        newer()
        phone.page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")
        phone.until(
            "first => caches.keys().then(now => now.length === 1 && now[0] !== first[0])", first
        )
        phone.page.wait_for_selector("body[data-started]")
    phone.context.close()


def kit_of_a_killed_browser(cast: Cast, live: Live, chromium: Browser, folder: Path) -> None:
    with own_browser(folder) as (reached, kill):
        browser = chromium.browser_type.connect_over_cdp(reached)
        phone = in_its_own(browser, live, cast)
        phone.make_ready()
        phone.context.set_offline(True)
        phone.go("contact")
        phone.choose("kinds", "emotional")
        phone.keep()
        phone.go("sheet")
        phone.choose("kinds", "emotional")
        phone.until_noted()
        kill()
    with own_browser(folder) as (reached, _kill):
        browser = chromium.browser_type.connect_over_cdp(reached)
        phone = in_its_own(browser, live, cast)
        phone.page.clock.install(time="2019-03-04T05:06:07Z")
        phone.open()
        assert phone.page.evaluate("new Date().getFullYear()") == 2019
        phone.unlock()
        phone.until_sent()
        assert "draft-" not in phone.page.evaluate(HOLDS)["open"]  # more than a day ago
    (came,) = Capture.objects.all()
    assert (came.kind, came.outcome) == ("contact", "done")
    assert abs(came.happened_at - clock.now()) < timedelta(minutes=5)
    browser.close()


def in_its_own(browser: Browser, live: Live, cast: Cast) -> Phone:
    from tests.journeys.conftest import sign_in

    context = browser.contexts[0]
    sign_in(context, cast.maya, live)
    return Phone(context, live)


def test_it_shows_almost_nothing_to_whoever_forces_it_open_and_empties_itself_when_cut_off(
    cast: Cast, live: Live, chromium: Browser, axe: Axe
) -> None:
    phone = phone_of(chromium, live, cast.maya)
    with phone.little_room(8_000_000):
        phone.make_ready(second=SECOND)
        phone.context.set_offline(True)
        it_has_no_room(phone, axe)
    phone.page.dispatch_event("[data-try-again]", "click")  # some photos are gone
    expect(phone.page.locator("[data-said]")).to_contain_text("Now it is safe")
    expect(phone.page.locator("[data-full]")).to_be_hidden()
    half_a_sheet(phone)
    phone.page.click("[data-lock-now]")
    phone.unlock(SECOND)
    phone.is_at("bare")
    axe(phone.page)
    for name in ("contact", "waiting", "phone"):
        phone.page.evaluate("name => { location.hash = name }", name)
        phone.is_at("bare")
    held = phone.page.evaluate(HOLDS)
    assert held["readable"] == held["open"] == "[]"
    assert phone.waiting() == 2
    phone.reopen()
    phone.unlock(PIN)
    phone.is_at("today")
    half_a_sheet(phone)
    capture.cut_off(by=cast.maya.by, device=Device.objects.get().pk)
    phone.context.set_offline(False)
    phone.send()
    phone.is_at("gone")
    axe(phone.page)
    phone.until_sent()
    assert set(phone.page.evaluate(HOLDS).values()) == {"[]"}
    assert not phone.complaints


def half_a_sheet(phone: Phone) -> None:
    """Which nobody reads who does not have the PIN."""
    phone.go("sheet")
    phone.choose("kinds", "emotional")
    phone.until_noted()
    assert "emotional" not in str(phone.page.evaluate(HOLDS))


def it_has_no_room(phone: Phone, axe: Axe) -> None:
    """The page that is open holds what was written, and says so."""
    phone.fill_up()
    phone.go("contact")
    phone.choose("kinds", "emotional")
    phone.page.click(".kit-do .button-large")
    card = phone.page.locator("[data-full]")
    expect(card).to_contain_text("only in this page: 1")
    expect(card).to_be_in_viewport()
    phone.go("overdose")
    phone.page.click("[data-tap=found]")  # which goes on meanwhile
    expect(phone.page.locator("[data-log] li")).to_have_count(1)
    expect(card).to_contain_text("only in this page: 2")
    phone.go("waiting")
    axe(phone.page)
    assert phone.waiting() == 0

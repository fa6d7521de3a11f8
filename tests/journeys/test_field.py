"""A shift without signal: everything is there afterwards, once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, Page, expect

from alongside.capture import actions as capture
from alongside.capture.models import Capture, Device
from alongside.core import clock
from alongside.support.models import Contact, Talk
from tests.cast import Cast
from tests.journeys import shift
from tests.journeys.conftest import Live
from tests.journeys.field import (
    PIN,
    SECOND,
    Phone,
    other_version,
    own_browser,
    phone_of,
)
from tests.journeys.world import World

TAKES_OVER = """navigator.serviceWorker.getRegistration().then(
  kit => kit.waiting.postMessage('take-over'))"""
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
    demo: World, live: Live, chromium: Browser, axe: Axe
) -> None:
    """On the demo, from going out to being back; then there is signal."""
    route, start = shift.planned(demo), clock.now()
    phone = phone_of(chromium, live, demo.maya)
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
    words = works(demo, phone, axe)
    shift.ends(phone)
    sent_before = phone.waiting()
    assert sent_before == shift.SHIFT.total()
    assert str(demo.sam.id) not in str(phone.page.evaluate(HOLDS)["outbox"])

    phone.reopen()  # the tab was closed; no signal yet
    assert phone.waiting() == sent_before
    everything_arrives_once(demo, phone)
    shift.is_there_once(demo, route, start)
    with_sam_since(demo, start)
    assert Client().post("/en/after/card/", {"words": words}).status_code == 200
    assert not phone.complaints


def works(demo: World, phone: Phone, axe: Axe) -> str:
    """Gives the words of a card."""
    shift.begins(phone)
    shift.with_sam_and_with_nobody(demo, phone)
    shift.half_a_sheet_and_the_rest(demo, phone, axe)
    shift.half_a_talk_and_the_rest(demo, phone, axe)
    shift.half_of_two_forms_and_the_rest(phone, axe)
    words = shift.a_card(phone, axe)
    shift.out_and_back(phone)
    shift.a_visit(phone)
    shift.a_word_looked_up(phone)
    shift.an_overdose(phone, axe)
    phone.unlock()
    return words


def everything_arrives_once(demo: World, phone: Phone) -> None:
    """First the sign-in has ended: nothing goes, and nothing is lost."""
    session: Any = phone.context.cookies()
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.unlock()
    phone.is_at("today")
    phone.go("waiting")
    expect(phone.page.locator("[data-asks-sign-in]")).to_be_visible()
    assert phone.waiting() == shift.SHIFT.total()
    phone.context.add_cookies(session)
    phone.send()
    phone.until_sent()
    phone.send()


def with_sam_since(demo: World, start: datetime) -> None:
    contacts = Contact.objects.filter(participant=demo.sam.participant, happened_at__gte=start)
    assert contacts.count() == 3  # one by itself, one of the sheet, one of the talk
    talk = Talk.objects.get(participant=demo.sam.participant, happened_at__gte=start)
    assert talk.answers == {"why": "For my kids, and me", "hard": ["sick"]}
    page = demo.maya.client().get(f"/en/talks/had/{talk.pk}/").content.decode()
    assert page.count("For my kids, and me") == 1


def test_a_killed_browser_a_moved_clock_and_a_newer_kit_lose_nothing(
    cast: Cast, live: Live, chromium: Browser, tmp_path: Path
) -> None:
    kit_of_a_killed_browser(cast, live, chromium, tmp_path)
    a_newer_kit_waits_for_every_page(cast, live, chromium)


def a_newer_kit_waits_for_every_page(cast: Cast, live: Live, chromium: Browser) -> None:
    """One is open with a form half filled in and something that waits; a locked one comes beside."""
    phone = phone_of(chromium, live, cast.maya)
    with other_version(live) as through:
        phone.live = Live(through.address, live.log)
        phone.make_ready()
        through.turns_away = True
        phone.go("contact")
        phone.choose("kinds", "emotional")
        phone.keep()
        phone.go("contact")
        phone.choose("kinds", "instrumental")
        first = phone.page.evaluate("caches.keys()")
        through.is_newer = True
        phone.page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")
        expect(phone.page.locator("[data-newer]")).to_be_visible()
        beside = phone.other_tab()
        expect(beside.locator("[data-newer]")).to_be_visible()
        beside.evaluate(TAKES_OVER)
        beside.wait_for_timeout(500)
        assert set(first) < set(phone.page.evaluate("caches.keys()"))  # it is fetched, and waits
        expect(phone.page.locator("[name=kinds][value=instrumental]")).to_be_checked()
        phone.keep()
        phone.page.click("[data-lock-now]")
        phone.until(
            "first => caches.keys().then(now => now.length === 1 && now[0] !== first[0])", first
        )
        for page in (phone.page, beside):
            page.wait_for_selector("body[data-started] #main[data-page=lock]")
            expect(page.locator("[data-newer]")).to_be_hidden()
        assert phone.waiting() == 2
        through.turns_away = False
        phone.unlock()
        phone.is_at("today")
        phone.until_sent()
    assert Capture.objects.filter(kind="contact", outcome="done").count() == 3  # one from before
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
        begun_is_there_again(phone)
        a_moved_clock_begins_no_second_overdose(phone)
        begun_is_there_again(phone)
    came = list(Capture.objects.all())
    assert {(one.kind, one.outcome) for one in came} == {
        ("contact", "done"), ("overdose", "done"), ("tap", "done"),
    }  # fmt: skip
    assert all(abs(one.happened_at - clock.now()) < timedelta(minutes=5) for one in came)
    assert Overdose.objects.count() == 1
    assert sorted(Tap.objects.values_list("what", flat=True)) == ["awake", "found", "naloxone"]
    browser.close()


def begun_is_there_again(phone: Phone) -> None:
    """The half of a sheet: the clock says that it lies years back, or ahead."""
    expect(phone.page.locator("[data-unfinished] a")).to_be_visible()
    expect(phone.page.locator("[data-put-away]")).to_be_hidden()


def a_moved_clock_begins_no_second_overdose(phone: Phone) -> None:
    phone.context.set_offline(True)
    phone.go("overdose")
    phone.page.click("[data-tap=found]")
    expect(phone.page.locator("[data-log] li")).to_have_count(1)
    phone.page.clock.set_system_time("2026-11-27T05:06:07Z")  # in the middle of it
    phone.go("today")
    begun_is_there_again(phone)
    phone.go("overdose")
    expect(phone.page.locator("[data-which]")).to_be_hidden()
    phone.page.click("[data-tap=naloxone]")
    expect(phone.page.locator("[data-log] li")).to_have_count(2)
    phone.page.clock.set_system_time("2026-12-24T05:06:07Z")
    phone.reopen()  # and while it was closed: nobody knows, so it asks, and takes taps meanwhile
    phone.unlock()
    phone.is_at("today")
    expect(phone.page.locator("[data-put-away]")).to_be_visible()
    expect(phone.page.locator("[data-unfinished] a")).to_be_hidden()
    phone.go("overdose")
    phone.page.click("[data-tap=awake]")
    phone.page.click("[data-same]")
    expect(phone.page.locator("[data-log] li")).to_have_count(3)
    phone.go("today")
    phone.context.set_offline(False)
    phone.send()
    phone.until_sent()


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
    phone.fill_up()
    phone.page.click(".kit-do .button-large")
    card = phone.page.locator("[data-full]")
    expect(card).to_contain_text("only in this page: 1")
    expect(card).to_be_in_viewport()
    phone.fill_up()  # browsers tidy up by themselves
    phone.go("overdose")
    phone.page.click("[data-tap=found]")  # which goes on meanwhile
    expect(phone.page.locator("[data-log] li")).to_have_count(1)
    expect(card).to_contain_text("only in this page: 2")
    phone.go("waiting")
    axe(phone.page)
    assert phone.waiting() == 0

"""A shift without signal: everything is there afterwards, once."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, Page, expect

from alongside.capture import actions as capture
from alongside.capture.models import Device
from alongside.core import clock
from alongside.support.models import Contact, Talk
from tests.cast import Cast
from tests.journeys import meanwhile, shift
from tests.journeys.conftest import Live
from tests.journeys.field import (
    PIN,
    SECOND,
    Phone,
    phone_of,
)
from tests.journeys.world import World

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
    phone.context.add_init_script(meanwhile.VOICES)
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
    meanwhile.it_speaks_here_and_in_french(phone)

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
    meanwhile.it_goes_with_the_page_closed(phone)
    assert not phone.complaints
    phone.context.close()


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
    with phone.somebody_sends():
        phone.page.evaluate("dispatchEvent(new Event('online'))")
        phone.context.add_cookies(session)
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
    cast: Cast, live: Live, chromium: Browser, axe: Axe, tmp_path: Path
) -> None:
    meanwhile.kit_of_a_killed_browser(cast, live, chromium, axe, tmp_path)
    meanwhile.a_newer_kit_waits_for_every_page(cast, live, chromium)


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

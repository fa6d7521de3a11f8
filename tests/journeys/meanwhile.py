"""What happens to a phone meanwhile: its browser is killed, its clock moved, a newer kit put out,
somebody is out alone with it, its page is closed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from alongside.capture.models import Capture
from alongside.core import clock
from alongside.outreach.models import Safe, Shift
from alongside.sites.models import Overdose, Tap
from tests.cast import Cast
from tests.journeys.conftest import Live, sign_in
from tests.journeys.field import Phone, other_version, own_browser, phone_of
from tests.outreach import doors

Axe = Callable[[Page], None]
HUMS = "navigator.vibrate = (how) => { (window.hums ??= []).push(how); return true; }"
# A voice on the phone for each language, and what it is given to say.
VOICES = """
  window.spoken = [];
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speaking: false,
    getVoices: () => ['en-US', 'fr-CA', 'es-MX'].map((lang) => ({ lang, localService: true })),
    speak: ({ text, lang }) => window.spoken.push([lang, text]),
    cancel: () => {},
  } });
"""
TAKES_OVER = """navigator.serviceWorker.getRegistration().then(
  kit => kit.waiting.postMessage('take-over'))"""


def it_speaks_here_and_in_french(phone: Phone) -> None:
    for language, voice in (("en", "en-US"), ("fr", "fr-CA")):
        phone.page.click(f"[data-language={language}]")
        phone.page.wait_for_selector(f"html[lang={language}] #main[data-page=today]")
        it_speaks(phone, voice)
    phone.page.click("[data-language=en]")
    phone.page.wait_for_selector("html[lang=en] #main[data-page=today]")


def it_speaks(phone: Phone, voice: str) -> None:
    """The page is read out from its title on, by a voice of its language, without signal."""
    phone.page.evaluate("window.spoken = []")
    phone.page.click("[data-aloud-all]")
    spoken = phone.page.evaluate("window.spoken")
    with translation.override(voice[:2]):
        for said in ("What is happening?", "Time together", "Naloxone"):
            assert [voice, translation.gettext(said)] in spoken
    assert {lang for lang, _text in spoken} == {voice}


def it_goes_with_the_page_closed(phone: Phone) -> None:
    """Captured without signal, the page closed: the browser wakes the worker."""
    before = Capture.objects.count()
    phone.context.set_offline(True)
    phone.go("contact")
    phone.choose("kinds", "emotional")
    phone.keep()
    assert phone.waiting() == 1
    phone.page.close()
    phone.wake_worker()
    phone.until_true(lambda: Capture.objects.count() == before + 1)


def a_newer_kit_waits_for_every_page(cast: Cast, live: Live, chromium: Browser) -> None:
    """One is open, half a form on it, and something waits; a locked one comes beside it."""
    phone = phone_of(chromium, live, cast.maya)
    with other_version(live) as through:
        phone.live = Live(through.address, live.log)
        phone.make_ready(then="contact")
        through.turns_away = True
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


def kit_of_a_killed_browser(
    cast: Cast, live: Live, chromium: Browser, axe: Axe, folder: Path
) -> None:
    """With something captured and half a sheet; opened again by a phone whose clock is wrong."""
    shift = doors.shift(cast, out=False)
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
        phone.page.add_init_script(HUMS)
        phone.open()
        assert phone.page.evaluate("new Date().getFullYear()") == 2019
        phone.unlock()
        phone.until_sent()
        begun_is_there_again(phone)
        it_asks_whoever_is_out_alone(phone, axe)
        a_moved_clock_begins_no_second_overdose(phone)
        begun_is_there_again(phone)
    everything_of_it_came(shift)
    browser.close()


def everything_of_it_came(shift: Shift) -> None:
    shift.refresh_from_db()
    assert shift.state == "out" and Safe.objects.filter(shift=shift).count() == 1
    came = list(Capture.objects.exclude(kind="shift-begin"))  # half an hour before
    assert {(one.kind, one.outcome) for one in came} == {
        ("contact", "done"), ("overdose", "done"), ("tap", "done"), ("safe", "done"),
    }  # fmt: skip
    assert all(abs(one.happened_at - clock.now()) < timedelta(minutes=5) for one in came)
    assert Overdose.objects.count() == 1
    assert sorted(Tap.objects.values_list("what", flat=True)) == ["awake", "found", "naloxone"]


def begun_is_there_again(phone: Phone) -> None:
    """The half of a sheet: the clock says that it lies years back, or ahead."""
    expect(phone.page.locator("[data-unfinished] a")).to_be_visible()
    expect(phone.page.locator("[data-put-away]")).to_be_hidden()


def it_asks_whoever_is_out_alone(phone: Phone, axe: Axe) -> None:
    """A shift is begun from the kit, without signal; half an hour later an answer is due."""
    page = phone.page
    phone.context.set_offline(True)
    page.click("[data-safe] [data-begin]")
    expect(page.locator("[data-safe-words]")).to_contain_text("will ask after you at")
    expect(page.locator("[data-ask]")).to_be_hidden()
    phone.go("contact")
    page.clock.fast_forward("30:10")
    asked = page.locator("[data-ask]")
    expect(asked).to_contain_text("Your answer was due at")
    assert page.evaluate("window.hums") == [[300, 150, 300]]
    axe(page)
    page.click("[data-lock-now]")
    expect(asked).to_contain_text("Open the kit with your PIN")
    expect(asked.locator("[data-yes-safe]")).to_be_hidden()
    axe(page)
    phone.go("overdose")  # there it moves nothing under the thumb
    taps, asks = page.locator(".kit-taps").bounding_box(), asked.bounding_box()
    assert taps and asks and taps["y"] < asks["y"]
    phone.go("lock")
    phone.unlock()
    page.click("[data-yes-safe]")
    expect(asked).to_be_hidden()
    phone.go("today")
    expect(page.locator("[data-safe-words]")).to_contain_text("will ask after you at")
    assert phone.waiting() == 2


def a_moved_clock_begins_no_second_overdose(phone: Phone) -> None:
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
    context = browser.contexts[0]
    sign_in(context, cast.maya, live)
    return Phone(context, live)

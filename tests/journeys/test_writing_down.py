"""What happened is written down as it happened: in three taps and ten seconds, a shift of ten in
a minute, and a phone that dies in between loses nothing that was tapped."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alongside.homes.demo.people import PASSPHRASE
from alongside.support.models import Contact, Work
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import Reader
from tests.journeys.world import World

KIND = 'label.choice:has([name="kinds"][value="{}"])'
DONE = "main form button.button-large"
TEN_SECONDS, A_MINUTE = 10, 60


@pytest.mark.parametrize(("language", "size"), [("en", PHONE), ("es", DESK), ("fr", PHONE)])
def test_it_is_written_down_as_it_happened(
    demo: World,
    open_page: Opener,
    axe: Callable[[Page], None],
    language: str,
    size: tuple[int, int],
) -> None:
    maya = Reader(open_page(size=size, language=language), language)
    maya.sign_in("maya", PASSPHRASE)
    in_three_taps(maya, axe)
    put_right_and_undone(maya, axe)
    a_shift_of_ten(maya, axe)
    without_a_record(maya, axe)


def in_three_taps(maya: Reader, axe: Callable[[Page], None]) -> None:
    """Whom, what, done: from the Log button that is on every page."""
    before = Contact.objects.count()
    maya.open("support:log")
    axe(maya.page)
    maya.taps, began = 0, time.monotonic()
    maya.go("main ul.rows a.row")
    maya.tap(KIND.format("emotional"))
    maya.go(DONE)
    assert maya.taps == 3
    assert time.monotonic() - began <= TEN_SECONDS
    assert Contact.objects.count() == before + 1
    axe(maya.page)


def put_right_and_undone(maya: Reader, axe: Callable[[Page], None]) -> None:
    """One fact, one tap; then the whole of it is taken back."""
    row = Contact.objects.latest("recorded_at")
    maya.tap(".notice-kept details summary")
    maya.go('.notice-kept button[name="minutes"][value="45"]')
    row.refresh_from_db()
    assert row.minutes == 45
    axe(maya.page)
    maya.go(f'.notice-kept form[action*="{row.pk}/back/"] button')
    assert not Contact.objects.filter(pk=row.pk).exists()


def a_shift_of_ten(maya: Reader, axe: Callable[[Page], None]) -> None:
    """One tap a line; the page is closed half way, and what was tapped is there again."""
    maya.open("support:log_shift")
    axe(maya.page)
    began, lines = time.monotonic(), maya.page.locator("li.line")
    for number in range(5):
        maya.tap(lines.nth(number).locator("label.choice").first)
    maya.open("homes:today")
    maya.open("support:log_shift")
    expect(maya.page.locator("[data-draft-found]")).to_be_visible()
    for number in range(10):
        tap = lines.nth(number).locator("label.choice").first
        assert tap.locator("input").is_checked() == (number < 5)
        if number >= 5:
            maya.tap(tap)
    kept = maya.page.evaluate("JSON.stringify(localStorage)")
    assert "Sam" not in kept  # taps and identifiers, and no name
    maya.go(DONE)
    assert time.monotonic() - began <= A_MINUTE
    shift = maya.page.url.rpartition("shift=")[2]
    written = Contact.objects.filter(shift=shift).count() + Work.objects.filter(shift=shift).count()
    assert written == 10
    assert maya.page.evaluate("JSON.stringify(localStorage)") == "{}"


def without_a_record(maya: Reader, axe: Callable[[Page], None]) -> None:
    """Somebody without a name; a note with a word that could be kinder."""
    maya.open("support:log_nameless")
    axe(maya.page)
    maya.tap(KIND.format("instrumental"))
    maya.go(DONE)
    assert Work.objects.latest("recorded_at").what == "nameless"
    maya.open("support:log")
    maya.go("main ul.rows a.row")
    maya.tap("main details.more > summary")
    maya.fill(note={"en": "an addict", "es": "un adicto", "fr": "un toxicomane"}[maya.language])
    expect(maya.page.locator(".kinder li")).to_have_count(1)
    axe(maya.page)
    a_dead_phone(maya)


def a_dead_phone(maya: Reader) -> None:
    """The page is gone before it was sent: its words are there again, and closed meanwhile; they
    go when somebody signs out."""
    page, words = maya.page, "By the river"
    maya.fill(note=words)
    page.wait_for_timeout(600)  # words are kept when typing pauses
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "alongside-draft-" in kept
    assert "river" not in kept
    page.reload()
    expect(page.locator("[data-draft-found]")).to_be_visible()
    expect(page.locator("[name=note]")).to_have_value(words)
    with page.expect_navigation():
        page.locator("form[data-forgets] button").first.click()
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"

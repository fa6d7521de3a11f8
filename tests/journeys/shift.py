"""What a peer does on a shift, as the kit takes it: each page filled in and kept."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from alongside.capture.models import Capture
from alongside.core import clock, ids
from alongside.outreach import actions as outreach
from alongside.outreach.models import Shift
from tests.capture.afterwards import ROWS, rows_of
from tests.journeys.field import Phone
from tests.journeys.world import World

Axe = Callable[[Page], None]
# What it comes to, kind by kind.
SHIFT = Counter(
    {
        "shift-begin": 1, "safe": 1, "shift-end": 1, "contact": 2, "sheet": 1, "talk": 1,
        "bedside": 1, "clean-up": 1, "hand-out": 1, "kit": 1, "reversal": 1, "seen": 1,
        "visit-in": 1, "visit-use": 1, "look-in": 1, "visit-out": 1, "follow-up": 1,
        "overdose": 1, "tap": 2, "overdose-finish": 1,
    }
)  # fmt: skip


def planned(demo: World) -> Shift:
    """By the river, alone; Dana looks after her."""
    now = clock.now()
    return outreach.plan_shift(
        by=demo.maya.by,
        id=ids.new(),
        route="The river",
        from_at=now,
        until_at=now + timedelta(hours=4),
        buddy=demo.dana.by.person_id,
        every=60,
        reach="506-555-0142",
    )


def begins(phone: Phone) -> None:
    phone.go("today")
    phone.page.click("[data-begin]")
    expect(phone.page.locator("[data-say-safe]")).to_be_visible()
    phone.page.click("[data-say-safe]")
    expect(phone.page.locator("[data-said]")).to_contain_text("once it is sent")


def ends(phone: Phone) -> None:
    phone.go("today")
    phone.page.click("[data-end]")
    expect(phone.page.locator("[data-safe]")).to_be_hidden()


def with_sam_and_with_nobody(demo: World, phone: Phone) -> None:
    phone.go(f"contact/{demo.sam.id}")
    phone.choose("kinds", "emotional")
    phone.keep()
    phone.go("contact")
    phone.page.click(".kit-do .button-large")
    expect(phone.page.locator("[data-wrong]")).to_contain_text("at least one")
    phone.choose("kinds", "instrumental")
    phone.keep()


def half_a_sheet_and_the_rest(demo: World, phone: Phone, axe: Axe) -> None:
    """The tab was closed in between."""
    phone.go(f"sheet/{demo.sam.id}")
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
    expect(page.locator(f"[name=person][value='{demo.sam.id}']")).to_be_checked()
    expect(page.locator("[name=_kits]")).to_have_value("1")
    axe(page)
    page.click("summary:has-text('They told of a kit')")
    phone.choose("_told", "yes")
    phone.keep()
    expect(page.locator("[data-unfinished]")).to_be_hidden()


def half_a_talk_and_the_rest(demo: World, phone: Phone, axe: Axe) -> None:
    """The lock cut it in two, and something is changed before it is kept."""
    page = phone.page
    phone.go(f"talk-detox/{demo.sam.id}")
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


def half_of_two_forms_and_the_rest(phone: Phone, axe: Axe) -> None:
    """The lock cuts one off while it is typed; both stand on Today, and are handed in once."""
    page = phone.page
    phone.go("follow-up")
    page.click("label.choice:has([name=followup]):has-text('T.')")
    phone.choose("came_of", "reached")
    page.select_option("[name=every_days]", "7")
    phone.go("seen")
    page.fill("[name=place]", "Under the bridge")
    phone.choose("saw", "needles")
    page.click("[data-lock-now]")
    phone.unlock()
    phone.is_at("today")
    unfinished = page.locator("[data-unfinished] a")
    expect(unfinished).to_have_count(2)
    axe(page)
    unfinished.filter(has_text="Seen out there").click()
    expect(page.locator("[name=place]")).to_have_value("Under the bridge")
    expect(page.locator("[name=saw][value=needles]")).to_be_checked()
    phone.keep()
    unfinished.click()
    phone.is_at("follow-up")
    expect(page.locator("[name=every_days]")).to_have_value("7")
    phone.keep()
    expect(page.locator("[data-unfinished]")).to_be_hidden()


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


def out_and_back(phone: Phone) -> None:
    """Supplies, a kit with what was shown, the story of one, and what was picked up."""
    page = phone.page
    phone.go("hand-out")
    page.click("[data-item]:has([data-item=syringe]) [data-more]")
    phone.keep()
    phone.go("kit")
    phone.choose("taught", "signs")
    phone.choose("taught", "breaths")
    phone.keep()
    phone.go("reversal")
    page.click("[data-count-of]:has([name=doses]) [data-more]")
    phone.choose("breaths", "yes")
    phone.keep()
    phone.go("take-back")
    phone.choose("_from", "clean-up")
    phone.keep()


def a_visit(phone: Phone) -> None:
    """In a room; somebody uses, is looked in on, and goes."""
    page = phone.page
    phone.go("visit")
    page.select_option("[name=room]", label="Quiet room")
    phone.keep(then="visit")
    page.click("[data-uses]")
    phone.is_at("visit-use")
    phone.choose("mode", "inhale")
    phone.keep(then="visit")
    page.click("[data-look]")
    expect(page.locator("[data-said]")).to_contain_text("Looked in")
    page.click("[data-out]")
    expect(page.locator("[data-nobody-inside]")).to_be_visible()


def a_word_looked_up(phone: Phone) -> None:
    page = phone.page
    phone.go("look-up")
    line = page.locator("[data-listed] li").first
    called = line.locator("[data-fill=name]").inner_text()
    page.fill("#look-words", called)
    expect(line).to_contain_text(called)


def an_overdose(phone: Phone, axe: Axe) -> None:
    """Without the PIN, too: three taps, and how it ended."""
    page = phone.page
    page.click("[data-lock-now]")
    phone.is_at("lock")
    page.click(".kit-tile-now")
    for what in ("found", "naloxone", "awake"):
        page.click(f"[data-tap={what}]")
    expect(page.locator("[data-log] li")).to_have_count(3)
    axe(page)
    page.click("[href='#overdose-finish']")
    phone.is_at("overdose-finish")
    phone.choose("turned_out", "opioid")
    phone.choose("outcome", "stayed")
    phone.keep(then="lock")


def is_there_once(demo: World, shift: Shift, start: datetime) -> None:
    """All of it, under the number that the phone gave it, and nothing held."""
    came = Capture.objects.filter(person=demo.maya.person, happened_at__gte=start)
    assert Counter(came.values_list("kind", flat=True)) == SHIFT
    assert set(came.values_list("outcome", flat=True)) == {"done"}
    assert [one.kind for one in came if one.kind in ROWS and rows_of(one) != 1] == []
    shift.refresh_from_db()
    assert shift.state == "over" and shift.due_at is None

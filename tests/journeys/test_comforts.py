"""What the little script adds: leaving quickly, sending once, dialogs, the device's place."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from alongside.participants.models import Request
from tests.journeys.conftest import PHONE, Live, Opener
from tests.journeys.elsewhere import lead_elsewhere
from tests.journeys.telling import Reader
from tests.journeys.world import World


@pytest.fixture
def leaving(chromium: Browser, live: Live) -> Iterator[Page]:
    """A browser in which the page that one leaves to is an empty one."""
    context = chromium.new_context(base_url=live.url, viewport={"width": 390, "height": 844})
    lead_elsewhere(context)
    page = context.new_page()
    page.goto("/en/components/")
    page.goto("/en/talk/")
    yield page
    context.close()


def left(page: Page) -> bool:
    """Elsewhere, and 'back' does not lead to the page that was left."""
    page.wait_for_url(f"{settings.QUICK_EXIT_URL}**")
    page.go_back()
    return page.url.endswith("/en/components/")


def test_it_leaves_quickly(leaving: Page) -> None:
    leaving.locator("[data-quick-exit]").click()
    assert left(leaving)


def test_it_leaves_after_escape_three_times(leaving: Page) -> None:
    for _press in range(2):
        leaving.keyboard.press("Escape")
    assert leaving.url.endswith("/en/talk/")
    leaving.keyboard.press("Escape")
    assert left(leaving)


def test_it_sends_a_form_once(demo: World, open_page: Opener) -> None:
    before = Request.objects.count()
    page = open_page(size=PHONE)
    page.goto("/en/talk/")
    posts: list[str] = []
    page.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" else None)
    with page.expect_navigation():
        page.locator("main form.stack button.button-large").dblclick()
    expect(page.locator(".key li")).to_have_count(6)
    assert len(posts) == 1
    assert Request.objects.count() == before + 1


def test_it_opens_and_closes_a_dialog(open_page: Opener) -> None:
    page = open_page(size=PHONE)
    page.goto("/en/components/")
    dialog = page.locator("#example-dialog")
    page.locator("[data-opens=example-dialog]").click()
    expect(dialog).to_be_visible()
    expect(dialog.locator("button").first).to_be_focused()
    dialog.locator("[data-closes]").click()
    expect(dialog).to_be_hidden()


def test_it_uses_the_place_of_the_device(demo: World, open_page: Opener) -> None:
    """Only when asked, and rounded."""
    here = {"latitude": 46.093712, "longitude": -64.801234}
    page = open_page(size=PHONE, geolocation=here, permissions=["geolocation"])
    page.goto("/en/")
    with page.expect_navigation():
        page.locator("[data-use-place]").click()
    assert "lat=46.094" in page.url
    assert "lon=-64.801" in page.url
    assert page.locator("section[aria-labelledby=services] a.row").count() >= 1
    nothing_is_drawn_before_its_time(page)


def nothing_is_drawn_before_its_time(page: Page) -> None:
    """Rows below the window wait until they are reached, and what is folded away for a tap."""
    last, folded = page.locator("a.row").last, page.locator("details.more > .stack")
    is_drawn = "one => one.checkVisibility({contentVisibilityAuto: true})"
    assert not last.evaluate(is_drawn)
    last.scroll_into_view_if_needed()
    page.wait_for_function(is_drawn, arg=last.element_handle())
    assert folded.evaluate("one => getComputedStyle(one).display") == "none"
    page.locator("details.more > summary").click()
    expect(folded.locator("select").first).to_be_visible()


def test_it_says_when_the_device_keeps_its_place(open_page: Opener) -> None:
    page = open_page(size=PHONE)
    page.goto("/en/")
    page.locator("[data-use-place]").click()
    expect(page.locator("[data-place-refused]")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_it_leads_to_what_went_wrong(demo: World, open_page: Opener, language: str) -> None:
    """The list of errors has the focus, and nothing that stays in place lies over it."""
    reader = Reader(open_page(size=PHONE, language=language), language)
    reader.open("participants:talk")
    reader.choose("reach_way", "text")
    reader.go("main form.stack button.button-large")
    summary = reader.page.locator(".error-summary")
    expect(summary).to_be_focused()
    bar = reader.page.locator(".safety").bounding_box()
    box, top = summary.bounding_box(), reader.page.locator(".languages").bounding_box()
    assert bar and box and top
    assert box["y"] >= bar["y"] + bar["height"]
    under = bar["y"] < top["y"] + top["height"] and top["y"] < bar["y"] + bar["height"]
    assert not under, "the safety bar lies over the languages"

"""Leaving quickly, and what 'Back' shows then; in French and Spanish, as `test_comforts` does it in
English."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.accounts.models import Session
from tests.cast import Character
from tests.journeys.conftest import Live, sign_in
from tests.journeys.elsewhere import ELSEWHERE, lead_elsewhere
from tests.journeys.telling import say
from tests.journeys.world import World


@pytest.fixture
def page(chromium: Browser, live: Live) -> Iterator[Page]:
    """A browser in which the page that one leaves to is an empty one."""
    context = chromium.new_context(base_url=live.url, viewport={"width": 390, "height": 844})
    lead_elsewhere(context)
    yield context.new_page()
    context.close()


def sam(demo: World, page: Page, live: Live) -> Character:
    who = demo.sam
    sign_in(page.context, who, live)
    return who


def test_it_signs_out_and_back_shows_nothing_of_ones_own(
    demo: World, page: Page, live: Live
) -> None:
    who = sam(demo, page, live)
    mine = say("fr", "Who is with me")
    page.goto("/fr/my-support/")
    expect(page.locator("h1")).to_contain_text(mine)
    page.goto("/fr/plan/")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url(ELSEWHERE)
    assert not Session.objects.filter(return_key_id=who.by.id).exists()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "alongside"]
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("h1")).not_to_contain_text(mine)
    assert "/return-key/" in page.url or "/sign-in/" in page.url
    page.goto("/fr/my-support/")
    assert "/my-support/" not in page.url.partition("?")[0]


def test_it_says_what_it_cannot_hide(demo: World, page: Page) -> None:
    page.goto("/es/")
    page.locator("footer a[href$='/leaving/']").click()
    said = (
        "The history of your browser still lists our address. Whoever opens the history can see it."
    )
    expect(page.locator("main")).to_contain_text(say("es", said))

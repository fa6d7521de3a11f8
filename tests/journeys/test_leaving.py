"""Leaving quickly, and what 'Back' shows then, in three languages: by what a page is and holds, and
by its own words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.accounts.models import Session
from tests.cast import Character
from tests.journeys.conftest import Live, sign_in
from tests.journeys.elsewhere import ELSEWHERE, lead_elsewhere
from tests.journeys.telling import LANGUAGES, say
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


SAID = "The history of your browser still lists our address. Whoever opens the history can see it."


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_signs_out_and_back_shows_nothing_of_ones_own(
    demo: World, page: Page, live: Live, language: str
) -> None:
    who = sam(demo, page, live)
    mine = say(language, "Who is with me")
    page.goto(f"/{language}/my-support/")
    expect(page.locator("h1")).to_contain_text(mine)
    page.locator("footer a[href$='/leaving/']").click()
    expect(page.locator("main")).to_contain_text(say(language, SAID))
    page.goto(f"/{language}/plan/")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url(ELSEWHERE)
    assert not Session.objects.filter(return_key_id=who.by.id).exists()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "alongside"]
    page.go_back()
    page.wait_for_load_state()
    assert not {"my-support", "plan"} & set(page.url.partition("?")[0].split("/"))
    expect(page.locator("h1")).not_to_contain_text(mine)
    page.goto(f"/{language}/my-support/")
    assert "/my-support/" not in page.url.partition("?")[0]
    assert page.locator("html").get_attribute("lang") == language

"""Somebody takes a copy of everything, is erased, and proves it without an account."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alongside.participants.models import Participant
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.telling import LANGUAGES
from tests.journeys.world import World


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_erases_oneself(
    demo: World, open_page: Opener, axe: Callable[[Page], None], language: str
) -> None:
    words = demo.words["Sam"]
    page = open_page(size=PHONE)
    page.goto(f"/{language}/return-key/")
    page.fill("[name=words]", words)
    page.locator("main form button").first.click()
    page.locator(f"a[href='/{language}/my-record/']").click()
    axe(page)
    page.locator(f"a[href='/{language}/my-record/whole/']").click()
    sure(page, words)
    expect(page.locator("main")).to_contain_text("Sam")
    axe(page)
    page.goto(f"/{language}/my-record/erase/")
    sure(page, words)
    axe(page)
    code = page.locator(".key .code").inner_text()
    page.locator("[name=sure]").check()
    page.locator("main .button-clay").click()
    expect(page.locator(".key .code")).to_have_text(code)
    axe(page)
    assert not Participant.objects.filter(pk=demo.sam.id).exists()
    page.goto(f"/{language}/my-support/")
    assert "/sign-in/" in page.url
    page.goto(f"/{language}/receipt/")
    axe(page)
    page.fill("[name=code]", code.lower())
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("Riverbend Recovery")


def sure(page: Page, words: str) -> None:
    """Asked again who is there, where that was some minutes ago."""
    asked = page.locator("[name='sure-words']")
    if asked.count():
        asked.fill(words)
        page.locator("main form button").first.click()

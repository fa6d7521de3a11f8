"""Sam and Maya write a plan and tell a journey: phone and desk, three languages, with axe."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.support.models import Goal, Help, Passage, Step
from tests.cast import Cast
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import Reader

Scan = Callable[[Page], None]


@pytest.mark.parametrize(("language", "size"), [("en", PHONE), ("es", DESK), ("fr", PHONE)])
def test_it_is_written_together_and_shown_as_its_owner_wishes(
    cast: Cast, open_page: Opener, axe: Scan, language: str, size: tuple[int, int]
) -> None:
    sam = Reader(open_page(size=size, by=cast.sam, language=language), language)
    mine: dict[str, Any] = {"participant": cast.sam.id}
    sam.open("homes:support")
    sam.go_to("support:plan")
    axe(sam.page)
    sam.go_to("support:tell_about", **mine)
    axe(sam.page)
    sam.fill(dreams="A small boat", strengths="I cook")
    sam.go("main form button.button")
    sam.sees("A small boat", "I cook")

    sam.open("support:set_goal", "?idea=papers", **mine)  # an idea, with every word changed
    axe(sam.page)
    sam.fill(words="A card with my name", by_when_0="2031")
    sam.page.locator("[name=by_when_1]").select_option("spring")
    sam.go("main form button.button")
    sam.sees("A card with my name", "2031")
    goal = Goal.objects.exclude(by_when="").get()
    assert goal.by_when == "2031-25"

    maya = Reader(open_page(size=DESK, by=cast.maya, language=language), language)
    maya.open("support:plan", **mine)
    maya.go(f"form[action*='{Step.objects.filter(goal=goal).order_by('position')[0].pk}'] button")
    assert Step.objects.exclude(done_at=None).count() == 1
    maya.go_to("support:add_help", **mine, goal=goal.pk)
    axe(maya.page)
    maya.fill(words="The library")
    maya.go("main form[method=post] button.button")
    assert Help.objects.get().words == "The library"
    _tell_the_journey(sam, maya, axe, mine)
    sam.open("support:plan_paper", "?size=large")
    sam.sees("A card with my name", "The library")
    axe(sam.page)
    assert sam.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def _tell_the_journey(sam: Reader, maya: Reader, axe: Scan, mine: dict[str, Any]) -> None:
    """Either tells; the second line is kept from Maya."""
    for line, what, year in (("stage", "outreach", "2021"), ("moment", "birth", "2023")):
        sam.open("support:journey")
        sam.go_to("support:tell", **mine, line=line)
        axe(sam.page)
        sam.page.locator("[name=what]").select_option(what)
        sam.fill(from_when_0=year, words=f"In {year}")
        sam.go("main form button.button")
    assert Passage.objects.count() == 2
    expect(sam.page.locator("figure.journey svg .bar, figure.journey svg .moment")).to_have_count(1)
    axe(sam.page)
    maya.open("support:journey", **mine)
    maya.sees("In 2021", "In 2023")
    sam.page.locator("aside [value=moment]").uncheck()
    sam.go("aside form button")
    maya.page.reload()
    maya.sees("In 2021")
    maya.sees_nothing_of("In 2023")
    axe(maya.page)

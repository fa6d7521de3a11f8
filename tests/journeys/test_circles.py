"""Sam comes to a circle, keeps for themselves that they were there, and takes it back; Maya
counts heads and reads no name."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from alongside.groups import actions
from tests.cast import Cast
from tests.groups import circles
from tests.journeys.conftest import DESK, PHONE, Opener

Axe = Callable[[Page], None]


def test_it_comes_to_a_circle_and_is_named_by_nobody(
    cast: Cast, open_page: Opener, axe: Axe
) -> None:
    group = circles.circle(cast, link="")
    sam = open_page(size=PHONE, by=cast.sam)
    sam.goto("/en/my-support/")
    sam.get_by_role("link", name="Groups, classes and events").click()
    axe(sam)
    sam.get_by_role("link", name="Tuesday circle").click()
    axe(sam)
    sam.get_by_role("link", name="I want to come").click()
    sam.get_by_label("What do you want to be called there?").fill("Sammy")
    sam.get_by_role("button", name="Come in").click()
    expect(sam.get_by_role("heading", name="You belong to it")).to_be_visible()
    axe(sam)

    maya = open_page(size=DESK, by=cast.maya)
    maya.goto(f"/en/groups/run/{group.pk}/on/{circles.today()}/")
    maya.get_by_role("button", name="Show a code in the room").click()
    code = maya.locator("[data-code]").inner_text()
    sam.get_by_role("link", name="I am here: check in").click()
    sam.get_by_label("The code that is shown in the room").fill(code)
    sam.get_by_role("button", name="Check in").click()
    expect(sam.get_by_text("Tuesday circle", exact=True)).to_be_visible()

    maya.reload()
    expect(maya.get_by_text("1 person checked in.")).to_be_visible()
    expect(maya.get_by_text("Sammy")).to_have_count(0)
    axe(maya)
    maya.get_by_label("How many were there?").fill("9")
    maya.get_by_role("button", name="Keep this").click()
    expect(maya.get_by_text("9 were there")).to_be_visible()

    actions.call_off(
        by=cast.maya.by, group=group.pk, on=circles.in_weeks(1), reason="The hall is painted."
    )
    sam.get_by_role("button", name="Take it back").click()
    expect(sam.get_by_role("heading", name="Nothing is kept")).to_be_visible()
    sam.goto(f"/en/groups/{group.pk}/")
    expect(sam.get_by_text("The hall is painted.")).to_be_visible()

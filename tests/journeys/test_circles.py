"""Sam comes to a circle, keeps for themselves that they were there, and takes it back; Maya
counts heads and reads no name. Sam reads French on a phone, Maya Spanish at a desk; what is said
to somebody who comes is read in English as well."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from alongside.core import ids
from alongside.groups import actions
from tests.cast import Cast
from tests.groups import circles
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import Reader

Axe = Callable[[Page], None]
SEND = "main form button.button"


def test_it_comes_to_a_circle_and_is_named_by_nobody(
    cast: Cast, open_page: Opener, axe: Axe
) -> None:
    group = circles.circle(cast, link="")
    sam = Reader(open_page(size=PHONE, by=cast.sam, language="fr"), "fr")
    sam.open("homes:support")
    sam.go_to("groups:groups")
    axe(sam.page)
    sam.go_to("groups:group", group=group.pk)
    axe(sam.page)
    sam.go_to("groups:join", group=group.pk)
    sam.fill(called="Sammy")
    sam.go(SEND)
    sam.reads("You belong to it")
    axe(sam.page)

    maya = Reader(open_page(size=DESK, by=cast.maya, language="es"), "es")
    maya.open("groups:session", group=group.pk, on=str(circles.today()))
    maya.go('form[action$="/code/"] button')
    code = maya.page.locator("[data-code]").inner_text()
    sam.go_to("groups:check_in", group=group.pk)
    sam.fill(code=code)
    sam.go(SEND)
    sam.sees("Tuesday circle")

    maya.page.reload()
    expect(maya.page.locator("section[aria-labelledby=code]")).to_contain_text("1 ")
    maya.sees_nothing_of("Sammy")
    axe(maya.page)
    maya.fill(heads="9")
    maya.go("main form.stack:has([name=heads]) button.button")
    maya.sees("9")

    sam.go('form[action$="/back/"] button')
    sam.reads("Nothing is kept")


def test_it_says_where_people_look_that_a_circle_is_off(cast: Cast, open_page: Opener) -> None:
    group = circles.circle(cast, link="")
    actions.join(by=cast.sam.by, id=ids.new(), group=group.pk, called="Sammy")
    actions.call_off(
        by=cast.maya.by, group=group.pk, on=circles.in_weeks(1), reason="The hall is painted."
    )
    sam = Reader(open_page(size=PHONE, by=cast.sam, language="fr"), "fr")
    sam.open("groups:group", group=group.pk)
    sam.sees("The hall is painted.")
    plain = Reader(open_page(size=PHONE, by=cast.sam), "en")
    plain.open("homes:support")
    plain.go_to("groups:groups")
    plain.sees("Something is not as usual", "Nobody keeps a list of who was there but you.")

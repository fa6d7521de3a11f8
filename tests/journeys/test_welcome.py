"""A morning at the front desk: a phone, and the tablet by the door without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alongside.welcome import models
from tests.journeys import desk
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.telling import LANGUAGES, Reader
from tests.journeys.world import World

TABLET = (820, 1180)
Axe = Callable[[Page], None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_comes_in_and_is_offered_a_talk(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    vera = Reader(open_page(by=demo.vera, size=PHONE, language=language), language)
    vera.open("homes:welcome")
    before = models.Presence.objects.filter(left_at=None).count()
    vera.fill(called="Green umbrella")
    vera.go("form.arrive button")
    vera.sees("Green umbrella")
    assert vera.taps == 1 and models.Presence.objects.filter(left_at=None).count() == before + 1
    axe(vera.page)
    row = next(r for r in models.Presence.objects.all() if r.called == "Green umbrella")
    vera.go_to("welcome:presence", presence=row.pk)
    vera.choose("wish", "now")
    axe(vera.page)
    vera.go(vera.page.locator("form[action$='/talk/'] button"))

    maya = Reader(open_page(by=demo.maya, size=PHONE, language=language), language)
    maya.open("homes:today")
    maya.go_to("homes:welcome")
    talk = models.Talk.objects.get(presence=row)
    maya.go(maya.page.locator(f"form[action$='/{talk.pk}/take/'] button"))
    vera.open("welcome:presence", presence=row.pk)
    vera.sees("Maya")
    vera.go(vera.page.locator("form[action$='/leave/'] button"))
    assert models.Presence.objects.get(pk=row.pk).left_at is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tablet_lets_people_in_and_forgets_them(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    vera = Reader(open_page(by=demo.vera, size=PHONE, language=language), language)
    site = models.Presence.objects.all()[0].site_id
    vera.open("welcome:tablets", site=site)
    vera.go(vera.page.locator("form:has([name=id]) button"))
    code = vera.page.locator(".code-large").inner_text()
    axe(vera.page)

    script = open_page(size=TABLET, language=language, javascript=False)
    tablet = Reader(script, language)
    tablet.open("welcome:open_kiosk")
    tablet.fill(code=code)
    tablet.go("main form button.button-large")
    tablet.go_to("welcome:any_name")
    tablet.fill(called="Otter")
    tablet.choose("wish", "today")
    tablet.go("main form button.button-large")
    tablet.go("main a.button-large")
    tablet.page.go_back()
    tablet.page.go_back()
    tablet.sees_nothing_of("Otter")
    tablet.open("welcome:words")
    tablet.fill(words=demo.words["Dee"])
    tablet.go("main form button.button-large")
    tablet.sees_nothing_of(*demo.words["Dee"].split()[:2])
    dee = models.Attendance.objects.filter(participant_id=demo.dee.id)
    assert dee.count() == 1
    vera.open("homes:welcome")
    vera.sees("Otter")
    vera.sees_nothing_of("Dee")
    vera.open("welcome:tablets", site=site)
    vera.go(vera.page.locator("form[action$='/end/'] button").last)
    assert tablet.open("welcome:kiosk") == 410


def test_the_tablet_fits_and_waits_for_its_network(
    demo: World, open_page: Opener, axe: Axe
) -> None:
    page = open_page(size=TABLET)
    tablet = Reader(page, "en")
    tablet.open("welcome:open_kiosk")
    tablet.fill(code=desk.code_of(demo))
    tablet.go("main form button.button-large")
    axe(page)
    tablet.open("welcome:no_name")
    axe(page)
    before = models.Presence.objects.count()
    tablet.fill(called="Wet boots")
    page.context.set_offline(True)
    page.locator("main form button.button-large").click()
    expect(page.locator("[data-no-network]")).to_be_visible()
    assert models.Presence.objects.count() == before
    page.context.set_offline(False)
    tablet.go("main form button.button-large")
    assert models.Presence.objects.count() == before + 1
    axe(page)

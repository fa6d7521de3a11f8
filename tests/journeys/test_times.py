"""Sam asks for a time under a return key, Maya answers on her phone, and they write a word to each
other: in three languages."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from alongside.core import clock
from alongside.support.models import Appointment, Invitation
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import LANGUAGES, Reader
from tests.journeys.world import World

Axe = Callable[[Page], None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_is_asked_for_and_taken(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    sam = Reader(open_page(by=demo.sam, size=PHONE, language=language), language)
    sam.open("homes:support")
    sam.go_to("support:appointments")
    axe(sam.page)
    sam.go_to("support:ask_time")
    at = clock.now().astimezone(ZoneInfo(demo.riverbend.time_zone)) + timedelta(days=6)
    sam.fill(first=at.strftime("%Y-%m-%dT10:00"), place="The bench by the river")
    axe(sam.page)
    sam.go("main form button.button")
    row = Invitation.objects.get(participant_id=demo.sam.id, from_participant=True)

    maya = Reader(open_page(by=demo.maya, size=DESK, language=language), language)
    maya.open("homes:today")
    maya.go_to("support:appointments")
    maya.go_to("support:invitation", invitation=row.pk)
    maya.sees("The bench by the river")
    axe(maya.page)
    maya.go("main form button.button")
    made = Appointment.objects.get(invitations=row)
    assert made.at == row.moments[0]

    maya.open("threads:thread", participant=demo.sam.id)
    maya.fill(words="See you at the bench.")
    axe(maya.page)
    maya.go("main form button.button")
    sam.open("homes:support")
    sam.go_to("threads:messages")
    sam.sees("See you at the bench.")
    expect(sam.page.locator(".notice a[href='tel:988']")).to_be_visible()
    axe(sam.page)
    sam.go_to("threads:ways")
    axe(sam.page)

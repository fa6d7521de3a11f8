"""Somebody says who they are as far as they like; a peer reads it; two records of one person come
together, and apart again. In three languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from alongside.participants.models import FindWay, Likeness, Participant, Portrait
from alongside.rights.models import Joining
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import LANGUAGES, Reader
from tests.journeys.world import World

Axe = Callable[[Page], None]


def reader(open_page: Opener, language: str, by: object = None, desk: bool = False) -> Reader:
    page = open_page(by=by, size=DESK if desk else PHONE, language=language)
    return Reader(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_is_known_as_they_wish_and_found_again(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    sam = reader(open_page, language, demo.sam)
    sam.open("homes:support")
    sam.go_to("participants:about")
    sam.fill(helps="Tea, and nobody in a hurry")
    axe(sam.page)
    sam.go("main form button.button")
    sam.open("homes:support")
    sam.go_to("participants:called")
    sam.fill(known_name="Samuel")
    axe(sam.page)
    sam.go("main form button.button")
    sam.open("participants:find")
    sam.choose("what", "place")
    sam.fill(words="The library")
    sam.choose("may", "come")
    axe(sam.page)
    sam.go("main form button.button:not([form])")
    sam.open("participants:status")
    sam.choose("where", "paused")
    axe(sam.page)
    sam.go("main form button.button")
    assert Portrait.objects.get(participant=demo.sam.id).helps.startswith("Tea")

    maya = reader(open_page, language, demo.maya)
    maya.open("support:person", participant=demo.sam.id)
    maya.sees("Tea, and nobody in a hurry", "Samuel")
    axe(maya.page)
    maya.go_to("participants:find", participant=demo.sam.id)
    way = next(row for row in FindWay.objects.all() if row.words == "The library")
    maya.sees("The library")
    maya.go(f"button[form='looked-{way.pk}']")
    sam.open("participants:looks", query="?only=all")
    axe(sam.page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_records_of_one_person_come_together_and_apart_again(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    pair = Likeness.objects.get()
    omar = reader(open_page, language, demo.omar, desk=True)
    omar.open("homes:requests")
    omar.go_to("participants:twice")
    axe(omar.page)
    omar.go_to("rights:join", pk=pair.one_id, other=pair.other_id)
    omar.fill(reason="They said so themselves.")
    axe(omar.page)
    omar.go("main form button.button")
    joining = Joining.objects.get()
    assert Participant.objects.get(pk=joining.other_id).joined_to_id == joining.kept_id
    axe(omar.page)
    omar.go(f"button[form='undo-{joining.pk}']")
    assert Participant.objects.get(pk=joining.other_id).joined_to_id is None

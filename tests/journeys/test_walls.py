"""At the walls, each in a browser of their own, in three languages: a blind request, an emergency
and its review, two hats, and a mother and a son who learn of each other only when both want to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alongside.accounts.models import Membership
from alongside.homes.demo.people import PASSPHRASE
from alongside.participants import actions
from alongside.participants.models import BlindRequest, Glass, Link, Participant, Tie
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import LANGUAGES, Reader
from tests.journeys.world import World

Axe = Callable[[Page], None]


def reader(open_page: Opener, language: str, by: object = None, desk: bool = False) -> Reader:
    page = open_page(by=by, size=DESK if desk else PHONE, language=language)
    return Reader(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_is_looked_for_and_let_in(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    vera = reader(open_page, language, demo.vera)
    vera.open("participants:seek")
    form = vera.page.locator("form[action$='/ask/']")
    form.locator("[name='blind-words']").fill("Gil")
    form.locator("[name='blind-why']").fill("His medicine is here.")
    axe(vera.page)
    vera.go(form.locator("button"))
    row = BlindRequest.objects.order_by("-asked_at")[0]

    piet = reader(open_page, language, demo.piet, desk=True)
    piet.open("homes:privacy")
    piet.go_to("participants:answer_blind", pk=row.pk)
    piet.fill(look="Gil")
    piet.go("button[value=look]")
    piet.tap("[name=participant]")
    axe(piet.page)
    piet.go("button[value=open]")

    gil = Participant.objects.get(pk=Tie.objects.get(why="grant").participant_id)
    assert gil.alias == "Gil"
    vera.open("participants:seek")
    vera.go_to("support:person", participant=gil.pk)
    vera.sees("Gil")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_is_opened_in_an_emergency_and_asked_about(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    """In the demo Dana opened Kestrel's: Kestrel reads it, Piet asks, Kestrel reads the answer."""
    glass = Glass.objects.get()
    kestrel = reader(open_page, language, demo.kestrel)
    kestrel.open("homes:support")
    kestrel.go_to("participants:walls")
    kestrel.sees("the line went quiet")
    axe(kestrel.page)
    piet = reader(open_page, language, demo.piet, desk=True)
    piet.open("participants:review_glass", pk=glass.pk)
    piet.choose("was_right", "yes")
    piet.fill(said="I spoke with both.")
    axe(piet.page)
    piet.go("main form button.button")
    kestrel.open("participants:walls")
    kestrel.sees("I spoke with both.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hats_and_nothing_between(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    """Rosa begins to volunteer. At work nothing says that she has support here."""
    signing_in = (one for name, one in demo.characters.items() if name.startswith("rosa"))
    rosa = next(one for one in signing_in if one.person)
    assert rosa.person
    hat = Membership.objects.create(
        organisation=demo.riverbend, person=rosa.person, role="volunteer"
    )
    page = reader(open_page, language, rosa)
    page.open("accounts:hats")
    page.go(page.page.locator(f"form:has([value='{hat.pk}']) button"))
    page.open("accounts:hats")
    page.sees_nothing_of(str(rosa.by.membership_id))
    axe(page.page)
    own = page.page.locator("form[action$='/own/']")
    own.locator("[name=passphrase]").fill(PASSPHRASE)
    page.go(own.locator("button"))
    assert page.page.url.endswith(page.at("homes:support"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mother_and_a_son_learn_of_each_other_when_both_want_to(
    demo: World, open_page: Opener, axe: Axe, language: str
) -> None:
    for row in Link.objects.all():
        actions.cut_link(by=demo.sam.by, link=row.pk)
    birdie, lee = (reader(open_page, language, by) for by in (demo.birdie, demo.lee))
    lee.open("participants:walls")
    lee.sees_nothing_of("Birdie")
    birdie.open("participants:walls")
    birdie.unfold("[name='offer-gives']")
    birdie.choose("offer-gives", "supported")
    axe(birdie.page)
    birdie.go(birdie.page.locator("form[action$='/near/'] button"))
    words = " ".join(birdie.page.locator(".key li").all_inner_texts())
    assert len(words.split()) == 3
    lee.unfold("[name='agree-words']")
    lee.page.locator("[name='agree-words']").fill(words)
    lee.choose("agree-gives", "supported")
    lee.go(lee.page.locator("form[action$='/agree/'] button"))
    lee.sees("Birdie")
    birdie.open("participants:walls")
    birdie.sees("Lee")
    birdie.go(birdie.page.locator("form[action$='/cut/'] button"))
    lee.open("participants:walls")
    expect(lee.page.locator("main")).not_to_contain_text("Birdie")

"""A consent is given, used by the partner, and withdrawn while the partner has the page open;
a court asks, and gets what everybody gets. On a phone, at a desk, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from alongside.core import ids
from alongside.participants import actions
from alongside.participants.models import Asking, Consent, Disclosure
from alongside.referrals import actions as referrals
from alongside.referrals import queries as services
from alongside.referrals.models import Referral
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import LANGUAGES, Reader
from tests.journeys.world import World

WHY = "I want my dose closer to home"
Scan = Callable[[Page], None]


def come_back(open_page: Opener, demo: World, language: str, *, javascript: bool = True) -> Reader:
    sam = Reader(open_page(size=PHONE, javascript=javascript), language)
    sam.open("accounts:return_key")
    sam.fill(words=demo.words["Sam"])
    sam.go("main form button.button-large")
    return sam


def prepared(demo: World) -> Referral:
    """By Maya; it waits for Sam's yes."""
    return referrals.refer(
        by=demo.maya.by,
        id=ids.new(),
        participant=demo.sam.id,
        service=services.services("Rapid access clinic")[0].pk,
        shares=("name", "words"),
        name="Sam",
        words=WHY,
    )


def at_the_clinic(clinic: Reader, address: str, pin: str) -> Reader:
    clinic.page.goto(address)
    clinic.sees_nothing_of(WHY)
    clinic.fill(pin=pin)
    clinic.go("main form button.button-large")
    clinic.sees(WHY)
    return clinic


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_given_used_and_withdrawn_in_mid_use(
    demo: World, open_page: Opener, axe: Scan, language: str
) -> None:
    row = prepared(demo)
    sam = come_back(open_page, demo, language)
    sam.open("referrals:referral", referral=row.pk)
    axe(sam.page)
    sam.go('form[action$="/agree/"] button.button-large')
    sam.go('form[action$="/link/"] button')
    address, pin = sam.page.locator(".link-address").all_inner_texts()

    clinic = at_the_clinic(Reader(open_page(size=DESK), language), address, pin)
    axe(clinic.page)
    gone = Disclosure.objects.get(consent__about=row.pk)
    clinic.sees(gone.reference)
    clinic.sees_nothing_of(str(demo.sam.id))

    sam.open("participants:consents")
    axe(sam.page)
    card = sam.page.locator("section[aria-labelledby=shared] .card", has_text=row.service_name)
    sam.go(card.locator('form[action$="/withdraw/"] button').first)

    clinic.choose("answer", "received")
    clinic.go("main form button.button-large")
    clinic.sees_nothing_of(WHY)
    answer = clinic.page.goto(clinic.at("referrals:partner"))
    assert answer is not None
    assert answer.status == 410
    clinic.sees_nothing_of(WHY)
    assert Disclosure.objects.filter(consent__about=row.pk).count() == 1
    sam.open("participants:left")
    sam.sees(row.service_name)
    axe(sam.page)


@pytest.mark.parametrize("javascript", [True, False])
def test_it_answers_a_court_with_what_everybody_gets(
    demo: World, open_page: Opener, axe: Scan, javascript: bool
) -> None:
    actions.ask_about(
        by=demo.maya.by,
        id=ids.new(),
        participant=demo.sam.id,
        recipient="Drug court, Ms Hale",
        recipient_kind="court",
        purpose="legal-proceedings",
    )
    sam = come_back(open_page, demo, "en", javascript=javascript)
    sam.open("homes:support")
    sam.go('main a[href*="/asked/"]')
    if javascript:
        axe(sam.page)
    sam.go('main a[href*="/share/?asking="]')
    sam.go('main button[value="read"]')
    sam.sees("take your time", "What they already hold stays with them")
    if javascript:
        axe(sam.page)
    sam.page.go_back()
    sam.page.go_back()
    sam.go('main button[value="nothing"]')
    assert Asking.objects.get().answer == "nothing"
    assert not Consent.objects.filter(kind="legal-proceedings").exists()


def test_it_signs_shares_and_prints_without_a_script(demo: World, open_page: Opener) -> None:
    sam = come_back(open_page, demo, "en", javascript=False)
    sam.open("participants:share")
    sam.fill(recipient="Mill Street Shelter", words="I sleep better inside.")
    sam.page.locator("[name=recipient_kind]").select_option("housing")
    sam.page.locator("[name=purpose]").select_option("own-request")
    sam.page.locator("[name=categories][value=words]").check()
    sam.go('main button[value="read"]')
    sam.sees("I sleep better inside.")
    sam.go('main button[value="sign"]')
    card = sam.page.locator("section[aria-labelledby=shared] .card", has_text="Mill Street Shelter")
    sam.go(card.locator("a.row"))
    sam.go('form[action$="/letter/"] button')
    sam.sees("I sleep better inside.", Disclosure.objects.get(via="print").reference)

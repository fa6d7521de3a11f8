"""Kit lets somebody in; they choose their own passphrase, and can leave everywhere at once. And a
table of people comes in as its columns are said on the page, bad rows and all, and is undone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page

from alongside.exchange import actions as exchange
from alongside.exchange.models import Bringing
from alongside.homes.demo.people import PASSPHRASE
from alongside.participants.models import Participant
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import LANGUAGES, Reader
from tests.journeys.world import World

OWN = "a very long walk by the river"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_lets_somebody_in_and_out(demo: World, open_page: Opener, language: str) -> None:
    kit = Reader(open_page(size=DESK, language=language), language)
    kit.sign_in("kit", PASSPHRASE)
    kit.go_to("accounts:invite")
    kit.fill(name="Wren", username="wren")
    kit.choose("role", "volunteer")
    kit.go("main form button.button")
    handed = " ".join(kit.page.locator(".key li").all_inner_texts())
    username = kit.page.locator("dl.facts dd strong").inner_text()
    kit.reads(
        "Six words, small letters, one space between them. Whoever hands this over "
        "never needs the new passphrase, and should never ask for it."
    )

    wren = Reader(open_page(size=PHONE, language=language), language)
    wren.sign_in(username, handed)
    wren.reads("Which passphrase will only you know?")
    wren.open("homes:today")
    wren.reads("Which passphrase will only you know?")  # nothing else opens before
    wren.fill(current=handed, new=OWN, again=OWN)
    wren.go("main form button.button")
    assert wren.open("homes:today") == 200
    wren.reads("You walk with nobody yet")

    desk = Reader(open_page(size=DESK, language=language), language)
    desk.sign_in(username, handed)
    desk.reads("This name and passphrase do not open anything.")
    desk.sign_in(username, OWN)
    desk.open("accounts:account")
    desk.go('form[action$="/sign-out/everywhere/"] button')
    wren.open("homes:today")
    assert wren.page.url.partition("?")[0].endswith(wren.at("accounts:sign_in"))


# Headings that nobody could guess; of four people one speaks what nobody does, and one came on
# no day of any year.
TABLE = """Called here,Where to write,Tongue,The day of it
Bee,bee@example.org,English,2024-01-05
Moss,moss@example.org,Klingon,2024-02-01
Fir,fir@example.org,French,the day it snowed
Reed,,,2024-03-09
"""
SAID = ("called", "email", "language", "welcomed")


@pytest.mark.parametrize(("language", "size"), [("es", PHONE), ("fr", DESK)])
def test_it_brings_people_whose_columns_are_said(
    demo: World,
    open_page: Opener,
    axe: Callable[[Page], None],
    language: str,
    size: tuple[int, int],
) -> None:
    omar = Reader(open_page(size=size, language=language), language)
    omar.sign_in("omar", PASSPHRASE)
    before = Participant.objects.count()
    omar.open("exchange:people")
    file = FilePayload(name="before.csv", mimeType="text/csv", buffer=TABLE.encode())
    omar.page.locator("main [name=file]").set_input_files(file)
    omar.go("main form button.button")
    omar.reads("What is in these columns?")
    omar.page.locator("[name=kind-0]").select_option("people")
    omar.go("main form button.button")  # turned: now its columns show
    for at, field in enumerate(SAID):
        omar.page.locator(f"[name=column-0-{at}]").select_option(field)
    axe(omar.page)
    omar.go("main form button.button")
    run = Bringing.objects.latest("brought_at")
    exchange.look_through_people(by=demo.omar.by, bringing=run.pk)
    omar.open("exchange:people_run", run=run.pk)
    omar.reads("Should they come in?", "Row by row", "We know no such answer.")
    omar.sees("Klingon", "the day it snowed")
    axe(omar.page)
    omar.go('form[action$="/apply/"] button')
    exchange.finish_people(by=demo.omar.by, bringing=run.pk)
    run.refresh_from_db()
    came = Participant.objects.count() - before
    assert came == 4, run.counts  # a cell that says nothing is left out, and told; nobody is
    omar.open("exchange:people_run", run=run.pk)
    omar.go('form[action$="/undo/"] button')
    exchange.finish_people(by=demo.omar.by, bringing=run.pk)
    omar.open("exchange:people_run", run=run.pk)
    omar.reads("Everything that came in with it is gone.")
    assert Participant.objects.count() == before

"""Kit lets somebody in; they choose their own passphrase, and can leave everywhere at once."""

import pytest

from alongside.homes.demo.people import PASSPHRASE
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

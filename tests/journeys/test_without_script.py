"""With JavaScript switched off everything still works: reading, and every form."""

from alongside.homes.demo.people import PASSPHRASE
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import Reader
from tests.journeys.world import World

ALIAS = "Robin"


def reader(open_page: Opener, size: tuple[int, int] = PHONE) -> Reader:
    return Reader(open_page(size=size, javascript=False), "en")


def come_back(open_page: Opener, words: str) -> Reader:
    own = reader(open_page)
    own.open("accounts:return_key")
    own.fill(words=words)
    own.go("main form button.button-large")
    return own


def test_it_finds_and_asks(demo: World, open_page: Opener) -> None:
    sam = reader(open_page)
    sam.open("directory:find")
    assert not sam.page.locator("[data-use-place]").is_visible()
    sam.fill(place="Moncton")
    sam.go("form.filters button.button")
    sam.go("section[aria-labelledby=services] a.row")
    sam.go_to("participants:talk")
    sam.fill(alias=ALIAS)
    sam.go("main form.stack button.button-large")
    words = sam.page.locator(".key li").all_inner_texts()
    assert sam.context.cookies() == []
    assert len(words) == 6
    own = come_back(open_page, " ".join(words))
    own.sees(ALIAS)
    own.go('form[action$="/sign-out/"] button')
    assert own.open("homes:support") == 200
    assert own.page.url.partition("?")[0].endswith("/en/sign-in/")


def test_it_checks_in(demo: World, open_page: Opener) -> None:
    sam = come_back(open_page, demo.words["Sam"])
    sam.open("measures:checkin")
    sam.choose("hope", "3")
    sam.go("main form button.button-large")
    sam.sees("Possible next steps")
    sam.tap("details:has(table) > summary")
    assert sam.page.locator("table").is_visible()


def test_it_logs_in_three_taps(demo: World, open_page: Opener) -> None:
    maya = reader(open_page)
    maya.sign_in("maya", PASSPHRASE)
    maya.taps = 0
    maya.go("li.person a.button")
    maya.tap('label.choice:has([name="kinds"][value="instrumental"])')
    maya.go("main form button.button-large")
    assert maya.taps == 3
    assert maya.page.locator(".notice-kept").is_visible()


def test_it_refers_and_answers(demo: World, open_page: Opener) -> None:
    sam = come_back(open_page, demo.words["Sam"])
    sam.open("referrals:refer", "?q=withdrawal")
    sam.go("main a.row[href*='service=']")
    sam.tick("share_name")
    sam.go('main button[value="read"]')
    sam.go('main button[value="keep"]')
    sam.go('form[action$="/link/"] button')
    clinic = reader(open_page, DESK)
    link, pin = sam.page.locator(".link-address").all_inner_texts()
    clinic.page.goto(link)
    clinic.fill(pin=pin)
    clinic.go("main form button.button-large")
    clinic.sees("Sam")
    clinic.choose("answer", "received")
    clinic.go("main form button.button-large")
    clinic.reads(
        "Thank you. Your answer is kept, and the person can read it. "
        "You can change it while this page is open."
    )

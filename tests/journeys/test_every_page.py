"""Every page that opens: at a phone's and a desk's width, in light and dark, in three languages
and with letters twice as large. The pages come from the doors themselves: none is left out.
"""

from collections.abc import Callable
from itertools import groupby

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.pages import Opening, openings
from tests.journeys.world import World

NARROW: ViewportSize = {"width": 320, "height": 640}
ZOOMED: ViewportSize = {"width": 640, "height": 450}  # 1280 × 900 at 200 %

# What is cut off, or hangs out at the side, by the words in it.
LOST = """() => {
  const wide = document.documentElement.clientWidth, lost = [];
  if (document.documentElement.scrollWidth > wide)
    lost.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const part of document.querySelectorAll("body *")) {
    const words = [...part.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!words || part.closest(".visually-hidden, svg, .table-scrolls, option, .skip")) continue;
    const style = getComputedStyle(part), box = part.getBoundingClientRect();
    if (!box.width || !part.checkVisibility() || style.clipPath !== "none") continue;
    const cut = style.overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1;
    if (cut || box.right > wide + 1 || box.left < -1)
      lost.push(`${part.tagName} ${part.className}: ${part.textContent.trim().slice(0, 60)}`);
  }
  return lost;
}"""

LANGUAGES = ("en", "es", "fr")
Axe = Callable[..., None]


def walk(
    open_page: Opener, pages: list[Opening], check: Callable[[Page], None], **browser: object
) -> None:
    """Each of them opens their pages, one after the other; what is wrong is told at the end."""
    wrong = []
    for _who, theirs in groupby(sorted(pages, key=_whose), key=_whose):
        own = list(theirs)
        page = open_page(by=own[0].who, **browser)
        for opening in own:
            page.goto(opening.path)
            try:
                assert page.title().partition(" – ")[0].strip(), f"{opening.path} has no title"
                check(page)
            except AssertionError as error:
                wrong.append(f"{opening.name} as {_whose(opening) or 'nobody'}: {error}")
    assert not wrong, f"{len(wrong)} of {len(pages)}:\n" + "\n\n".join(wrong)


def _whose(opening: Opening) -> str:
    return getattr(opening.who, "name", "clinic") if opening.who else ""


def fits(page: Page) -> None:
    lost = page.evaluate(LOST)
    assert not lost, f"{page.url} at {page.viewport_size}: {lost}"


# Each page is opened once on a phone and once at a desk; the languages take turns, so that each
# has its third of the pages at either.
PARTS = 6
TURNS = pytest.mark.parametrize("turn", range(PARTS))
SEEN_BY_COLOUR = ["color-contrast", "link-in-text-block"]


def turned(demo: World, turn: int, shift: int, parts: int = PARTS) -> tuple[str, list[Opening]]:
    language = LANGUAGES[(turn + shift) % len(LANGUAGES)]
    pages = openings(demo, language)
    assert len(pages) > 180
    return language, pages[turn::parts]


@TURNS
def test_it_opens_every_page_on_a_phone(
    demo: World, open_page: Opener, axe: Axe, turn: int
) -> None:
    """In the light, in the dark, and on the narrowest."""

    def check(page: Page) -> None:
        axe(page)
        page.emulate_media(color_scheme="dark")
        axe(page, SEEN_BY_COLOUR)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(NARROW)
        fits(page)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})

    language, pages = turned(demo, turn, 0)
    walk(open_page, pages, check, size=PHONE, language=language)


@TURNS
def test_it_opens_every_page_on_a_desk(demo: World, open_page: Opener, axe: Axe, turn: int) -> None:
    """Whole, and at 200 %."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)
        page.set_viewport_size(ZOOMED)
        fits(page)
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})

    language, pages = turned(demo, turn, 1)
    walk(open_page, pages, check, size=DESK, language=language)


@pytest.mark.parametrize("turn", range(len(LANGUAGES)))
def test_it_loses_nothing_with_large_letters(demo: World, open_page: Opener, turn: int) -> None:
    """For readers who set their letters twice as large, on a phone."""

    def enlarged(page: Page) -> None:
        letters = page.context.new_cdp_session(page)
        letters.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
        page.reload()
        fits(page)
        letters.detach()

    language, pages = turned(demo, turn, 2, len(LANGUAGES))
    landing = [each for each in pages if each.name.startswith(("homes:", "directory:"))]
    walk(open_page, landing, enlarged, size=PHONE, language=language)

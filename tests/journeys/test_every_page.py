"""Every page that opens: at a phone's and a desk's width, in light and dark, in three languages
and with letters twice as large. The pages come from the doors themselves: none is left out.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.house.asked import unexplained
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

# What a label or a link points at is one thing.
TWICE = """() => {
  const named = [...document.querySelectorAll("body [id]")].map(part => part.id);
  return named.filter((name, nth) => named.indexOf(name) !== nth);
}"""

LETTERS = "parseFloat(getComputedStyle(document.body).fontSize)"

ASKED = {"sam", "Sam", "kestrel", "Kestrel", "rosa", "tablet"}  # about themselves
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
                if opening.who is None or _whose(opening) in ASKED:
                    silent = unexplained(opening.name, page.content())[1]
                    assert not silent, f"asked without a reason: {silent}"
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


def tells_apart(page: Page) -> None:
    twice = page.evaluate(TWICE)
    assert not twice, f"{page.url} has more than one {twice}"


# Each page is opened once, and then turned, darkened and enlarged; the languages take turns.
PARTS = 9  # a multiple of the languages
SEEN_BY_COLOUR = ["color-contrast", "link-in-text-block"]


def turned(demo: World, turn: int) -> tuple[str, list[Opening]]:
    language = LANGUAGES[turn % len(LANGUAGES)]
    pages = openings(demo, language, turn, PARTS)
    assert len(pages) > 180 / PARTS
    return language, pages


@pytest.mark.parametrize("turn", range(PARTS))
def test_it_opens_every_page(demo: World, open_page: Opener, axe: Axe, turn: int) -> None:
    """On a phone: in the light, in the dark, on the narrowest, and for readers who set their
    letters twice as large. At a desk: whole, and at 200 %."""

    def check(page: Page) -> None:
        tells_apart(page)
        axe(page)
        page.emulate_media(color_scheme="dark")
        axe(page, SEEN_BY_COLOUR)
        page.emulate_media(color_scheme="light")
        sized(page, NARROW)
        with large_letters(page):
            sized(page, {"width": PHONE[0], "height": PHONE[1]})
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        axe(page)
        fits(page)
        sized(page, ZOOMED)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})

    language, pages = turned(demo, turn)
    walk(open_page, pages, check, size=PHONE, language=language)


def sized(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    fits(page)


@contextmanager
def large_letters(page: Page) -> Iterator[None]:
    usual = page.evaluate(LETTERS)
    own = page.context.new_cdp_session(page)
    own.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    for _ in range(40):
        if page.evaluate(LETTERS) == 2 * usual:
            break
        page.wait_for_timeout(25)
    assert page.evaluate(LETTERS) == 2 * usual, "the letters stay small"
    try:
        yield
    finally:
        own.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
        own.detach()

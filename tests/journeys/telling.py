"""Somebody in front of a browser: they open, tap and read, in the language they chose."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import BrowserContext, Locator, Page, expect

LANGUAGES = ["en", "es", "fr"]


def say(language: str, sentence: str, **values: Any) -> str:
    """What the catalogue makes of a sentence in that language."""
    with translation.override(language):
        said = translation.gettext(sentence)
    if language != "en":
        assert said != sentence, f"not said in {language}: {sentence}"
    return said % values if values else said


def gist(language: str, sentence: str) -> str:
    """The longest piece of a sentence between what is filled in."""
    pieces = re.split(r"%\(\w+\)s", say(language, sentence))
    return max((piece.strip(" ,.:") for piece in pieces), key=len)


@dataclass
class Reader:
    """One person's browser. `taps` counts what they tapped."""

    page: Page
    language: str
    taps: int = 0

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def at(self, name: str, **keys: Any) -> str:
        with translation.override(self.language):
            return reverse(name, kwargs=keys)

    def open(self, name: str, query: str = "", **keys: Any) -> int:
        answer = self.page.goto(self.at(name, **keys) + query)
        assert answer is not None
        return answer.status

    def tap(self, what: str | Locator) -> None:
        """A tick, a choice, something that unfolds: the page stays."""
        self._found(what).click()
        self.taps += 1

    def go(self, what: str | Locator) -> None:
        """A link or a button: another page comes."""
        with self.page.expect_navigation():
            self._found(what).click()
        self.taps += 1

    def go_to(self, name: str, **keys: Any) -> None:
        """Along a link of the page to the page of that name; where it is folded away, unfolded."""
        link = f'a[href="{self.at(name, **keys)}"]'
        shown = self.page.locator(f"main {link}:visible")
        if not shown.count():
            self.unfold(link)
        self.go(shown.first)

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f'main [name="{name}"]:visible').fill(text)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f'main [name="{name}"][value="{value}"]').check()

    def tick(self, *names: str) -> None:
        for name in names:
            self.page.locator(f'main [name="{name}"]').check()

    def unfold(self, holding: str) -> None:
        """Open the folded part that holds a thing."""
        folded = self.page.locator(f"main details:not([open]):has({holding}) > summary")
        if folded.count():
            folded.first.click()

    def reads(self, *sentences: str, **values: Any) -> None:
        for sentence in sentences:
            said = say(self.language, sentence, **values) if values else ""
            said = said or gist(self.language, sentence)
            expect(self.page.locator("body")).to_contain_text(said)

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def sees_nothing_of(self, *texts: str) -> None:
        seen = self.page.content()
        assert not [text for text in texts if text in seen]

    def sign_in(self, username: str, passphrase: str) -> None:
        self.open("accounts:sign_in")
        self.fill(username=username, passphrase=passphrase)
        self.go("main form button.button")

    def _found(self, what: str | Locator) -> Locator:
        return self.page.locator(what).first if isinstance(what, str) else what


Reading = Callable[..., Reader]

"""What may be asked, in which shape, and what an answer to it may be. Plain values only.

`data/topics.toml` says in three languages what is never asked, and what only with care.
"""

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

DATA = Path(__file__).resolve().parent / "data"
WRITTEN = ("en", "fr", "es")  # the languages of our pages
SHORT, LONG, ONE, SOME, YES, NUMBER, DAY = "short", "long", "one", "some", "yes", "number", "day"
KINDS: Mapping[str, Words] = {
    ONE: _("One of a list"),
    SOME: _("Several of a list"),
    YES: _("Yes or no"),
    SHORT: _("A few words"),
    LONG: _("In their own words, as long as they like"),
    NUMBER: _("A number"),
    DAY: _("A day"),
}
LISTED = (ONE, SOME)
COUNTED = (ONE, SOME, YES)  # what may be counted; words, numbers and days never are
KEPT: Mapping[int, Words] = {
    30: _("A month"),
    90: _("Three months"),
    365: _("A year"),
    3 * 365: _("Three years"),
}
YES_NO: Mapping[str, Words] = {"yes": _("Yes"), "no": _("No")}

LONGEST_NAME = 80
LONGEST_QUESTION = 200
LONGEST_WHY = 300
LONGEST_OPTION = 80
LONGEST_SHORT = 200
LONGEST_LONG = 2000
MOST_OPTIONS = 20
MOST_QUESTIONS = 20  # on one sheet: nobody answers more
MOST_SHEETS = 20  # asked at one time

Texts = Mapping[str, str]  # language: what is said in it


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it is asked: in one to three languages, with the reason in each of them, and
    what may be chosen. `is_careful`: whoever made it knows that nobody needs to answer."""

    kind: str
    words: Texts
    why: Texts
    options: Sequence[Texts] = ()
    is_careful: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """An answer. Nothing in it at all: not asked, or taken back."""

    picked: tuple[str, ...] = ()
    words: str = ""
    is_declined: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.picked or self.words or self.is_declined)


NOTHING = Said()


def said_in(texts: Texts, language: str) -> tuple[str, str]:
    """The text in that language, or in the first there is; and which that was."""
    for one in (language.partition("-")[0], *WRITTEN):
        if texts.get(one):
            return texts[one], one
    return "", language


def trimmed(texts: Texts) -> dict[str, str]:
    """Only languages in which something is said, in one order."""
    return {one: " ".join(texts[one].split()) for one in WRITTEN if texts.get(one, "").strip()}


def options_of(lists: Texts) -> list[dict[str, str]] | None:
    """From one line an answer, in each language; None where the lists are not equally long."""
    lines = {one: [" ".join(line.split()) for line in lists[one].splitlines()] for one in lists}
    lines = {one: [line for line in said if line] for one, said in lines.items()}
    lines = {one: said for one, said in lines.items() if said}
    if len({len(said) for said in lines.values()}) > 1:
        return None
    languages = [one for one in WRITTEN if one in lines]
    many = len(lines[languages[0]]) if languages else 0
    return [{one: lines[one][at] for one in languages} for at in range(many)]


def lacks(asked: Wording) -> str:
    """What is wrong with a question, as a slug of `LACKS`; empty where nothing is."""
    if asked.kind not in KINDS:
        return "kind"
    if not asked.words:
        return "words"
    if any(not asked.why.get(one) for one in asked.words):
        return "why"
    if any(len(text) > LONGEST_QUESTION for text in asked.words.values()):
        return "long"
    if any(len(text) > LONGEST_WHY for text in asked.why.values()):
        return "long"
    if asked.kind in LISTED and (wrong := _options_lack(asked)):
        return wrong
    topics = topics_in([*asked.words.values(), *asked.why.values(), *_all_of(asked.options)])
    for rule in ("must", "never"):
        if any(one.rule == rule for one in topics):
            return rule
    if not asked.is_careful and any(one.rule == "careful" for one in topics):
        return "careful"
    return ""


def _options_lack(asked: Wording) -> str:
    if not 2 <= len(asked.options) <= MOST_OPTIONS:
        return "options"
    for one in asked.words:
        listed = [option.get(one, "") for option in asked.options]
        if not all(listed):
            return "options-languages"
        if len({text.casefold() for text in listed}) < len(listed):
            return "options-twice"
        if any(len(text) > LONGEST_OPTION for text in listed):
            return "long"
    return ""


def _all_of(options: Iterable[Texts]) -> list[str]:
    return [text for option in options for text in option.values()]


LACKS: Mapping[str, Words] = {
    "kind": _("Choose how it is answered."),
    "words": _("Write the question in one language at least."),
    "why": _("Say why you ask, in each language in which you ask. Whoever answers reads it."),
    "long": _("That is too long to be read on a phone. Make it shorter."),
    "options": _("Write two to twenty answers to choose from, one on each line."),
    "options-languages": _("Write the same answers, in the same order, in each language."),
    "options-twice": _("The same answer stands there twice."),
    "must": _(
        "Nothing here has to be answered, so no question can say so. Leave out the words that "
        "make it a duty."
    ),
    "never": _(
        "This is not asked here: numbers of papers, cards and accounts, and what opens something "
        "for somebody, can only do harm in a record."
    ),
    "careful": _(
        "This is about something that people were hurt with. Ask it only if it helps them, and "
        "tick that nobody needs to answer it."
    ),
}


@dataclass(frozen=True, slots=True)
class Topic:
    rule: str  # must, never or careful
    words: tuple[str, ...]


@functools.cache
def topics() -> tuple[Topic, ...]:
    found = tomllib.loads((DATA / "topics.toml").read_text(encoding="utf-8"))["topic"]
    return tuple(
        Topic(one["rule"], tuple(word.casefold() for one_list in _lists(one) for word in one_list))
        for one in found
    )


def _lists(one: Mapping[str, list[str]]) -> list[list[str]]:
    return [one[language] for language in WRITTEN]


_APART = re.compile(r"[^\w]+")


def topics_in(texts: Iterable[str]) -> list[Topic]:
    """Those of which a word, or a few words in a row, stand in one of the texts. In whatever
    language: a question may be typed into the wrong field."""
    plain = [f" {_APART.sub(' ', text.casefold()).strip()} " for text in texts]
    return [
        one for one in topics() if any(f" {word} " in text for word in one.words for text in plain)
    ]


def read(kind: str, options: int, said: Said) -> Said | None:
    """An answer as it is kept; None where it is none to such a question."""
    if said.is_declined or said.is_empty:
        return Said(is_declined=said.is_declined)
    if kind in COUNTED:
        known = tuple(YES_NO) if kind == YES else tuple(str(at) for at in range(options))
        picked = tuple(slug for slug in known if slug in said.picked)
        fits = len(picked) == len(set(said.picked)) and (kind == SOME or len(picked) == 1)
        return Said(picked=picked) if fits and not said.words else None
    words = said.words.strip()
    if said.picked or len(words) > (LONGEST_LONG if kind == LONG else LONGEST_SHORT):
        return None
    if kind == NUMBER:
        return None if (number := _number(words)) is None else Said(words=number)
    if kind == DAY:
        return None if (day := _day(words)) is None else Said(words=day)
    return Said(words=words)


def _number(words: str) -> str | None:
    try:
        number = Decimal(words)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > 1_000_000 or len(words) > 20:
        return None
    return f"{number.normalize():f}"


def _day(words: str) -> str | None:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return day.isoformat() if 1900 <= day.year <= 2200 else None


def until(day: date, days: int) -> date:
    """The last day on which an answer is kept."""
    return day + timedelta(days=days)

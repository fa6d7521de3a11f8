"""The words people describe themselves and their wishes with: slugs kept, sentences shown.

Participants say them when they ask for a peer, peers when they introduce themselves; matching
compares the slugs. All are offered, none is required (docs/decisions/0002).
"""

from collections.abc import Iterable, Mapping, Sequence

from babel import Locale
from django.utils import dates
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

# Each in its own name, so that a reader finds theirs whatever the page speaks.
LANGUAGES: Mapping[str, Words] = {
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ar": "العربية",
    "ase": "American Sign Language",
    "cr": "ᓀᐦᐃᔭᐍᐏᐣ (Cree)",
    "ht": "Kreyòl ayisyen",
    "oj": "Anishinaabemowin",
    "pt": "Português",
    "ru": "Русский",
    "so": "Soomaali",
    "vi": "Tiếng Việt",
    "zh": "中文",
}

PATHWAYS: Mapping[str, Words] = {
    "medication": _("Medication, such as methadone or buprenorphine"),
    "twelve-step": _("12-step groups"),
    "secular": _("Secular groups, without steps or religion"),
    "faith": _("Faith"),
    "culture": _("Culture and community, such as Indigenous ways of healing"),
    "harm-reduction": _("Using more safely, or using less"),
    "none": _("No set way, or I don’t know yet"),
}

EXPERIENCES: Mapping[str, Words] = {
    "opioids": _("Opioids, such as heroin or fentanyl"),
    "prescribed": _("Medicines a doctor prescribed"),
    "alcohol": _("Alcohol"),
    "other-drugs": _("Stimulants or other drugs"),
    "gambling": _("Gambling"),
    "mental-health": _("Mental health"),
    "someone-else": _("Somebody else’s use"),
    "loss": _("Losing somebody"),
    "parenting": _("Pregnancy, or bringing up children"),
    "youth": _("Being young"),
    "pain": _("Living with pain"),
    "justice": _("Prison, jail or court"),
    "housing": _("No safe place to live"),
    "sex-work": _("Sex work"),
    "lgbtq": _("Being LGBTQ2S+"),
}

PARTS: Mapping[str, Words] = {  # of a day
    "morning": _("Morning"),
    "afternoon": _("Afternoon"),
    "evening": _("Evening"),
    "night": _("Night"),
}
TIMES: Mapping[str, Words] = {**PARTS, "weekend": _("At weekends")}

# 0 is Monday. Django knows them in every language, written as a sentence wants them.
WEEKDAYS: tuple[Words, ...] = tuple(dates.WEEKDAYS[day] for day in range(7))


def stretches(chosen: Iterable[int], names: Sequence[Words] = WEEKDAYS) -> str:
    """Days by name, Monday first: 'Monday – Wednesday, Friday'. Three and more that follow each
    other are one stretch."""
    found: list[list[int]] = []
    for day in sorted(chosen):
        if found and found[-1][-1] == day - 1:
            found[-1].append(day)
        else:
            found.append([day])
    return ", ".join(
        f"{names[days[0]]} – {names[days[-1]]}"
        if len(days) > 2
        else ", ".join(str(names[day]) for day in days)
        for days in found
    )


# How somebody may be reached. The first needs no contact detail at all.
WAYS: Mapping[str, Words] = {
    "key": _("I will come back here with my six words"),
    "call": _("Call me"),
    "text": _("Send me a text message"),
    "email": _("Write me an e-mail"),
    "meet": _("Find me at a place I name"),
}
NEVER: Mapping[str, Words] = {
    "call": _("Do not call"),
    "voicemail": _("Leave no voice message"),
    "text": _("Send no text messages"),
    "email": _("Send no e-mail"),
    "visit": _("Do not come to where I live"),
    "say-why": _("Do not say who is calling, or why"),
}


# What somebody is signed in with, as `rules.device` tells it.
DEVICES: Mapping[str, Words] = {
    "iphone": "iPhone",
    "ipad": "iPad",
    "android": _("Android phone or tablet"),
    "chromebook": "Chromebook",
    "windows": _("Windows computer"),
    "mac": _("Mac computer"),
    "linux": _("Linux computer"),
}
BROWSERS: Mapping[str, Words] = {
    "chrome": "Chrome",
    "edge": "Edge",
    "firefox": "Firefox",
    "safari": "Safari",
    "samsung": "Samsung Internet",
}


def device(slug: str) -> tuple[str, str]:
    """What it is, and its browser where we know it."""
    kind, _dash, browser = slug.partition("-")
    return str(DEVICES.get(kind, _("A phone or computer"))), str(BROWSERS.get(browser, ""))


def label(words: Mapping[str, Words], slug: str) -> str:
    """The sentence of a slug, or the slug itself where it is from another version."""
    return str(words.get(slug, slug))


def labels(words: Mapping[str, Words], slugs: Iterable[str]) -> list[str]:
    """In the order of the vocabulary, whatever order they were said in."""
    said = set(slugs)
    return [str(words[slug]) for slug in words if slug in said]


def languages_in_a_sentence(slugs: Iterable[str]) -> list[str]:
    """As the reader's own language calls them, in the middle of a sentence ('parle français');
    by their own name where it has no word for them."""
    names = Locale.parse(get_language() or "en", sep="-").languages
    said = set(slugs)
    return [str(names.get(slug, own)) for slug, own in LANGUAGES.items() if slug in said]


def known(words: Mapping[str, Words], slugs: Iterable[str]) -> list[str]:
    """Only slugs of the vocabulary, each once, in its order."""
    said = set(slugs)
    return [slug for slug in words if slug in said]

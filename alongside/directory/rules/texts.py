"""A text message: which signs it may have, how long it may be, what is asked in it.

What is sent costs whoever sends it, and an old phone shows three parts at most.
"""

import unicodedata
from collections.abc import Sequence

from alongside.directory.rules import lexicon, words
from alongside.directory.rules.places import REGIONS

PARTS = 3
GSM_SIGNS, OTHER_SIGNS = PARTS * 153, PARTS * 67  # of a long message, by the signs in it
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_OTHERWISE = str.maketrans(
    {
        **dict.fromkeys("–—−‐‑", "-"),
        **dict.fromkeys("’‘`´", "'"),
        **dict.fromkeys("“”«»„", '"'),
        **{"…": "...", "·": "-", "•": "-", "ç": "c", "œ": "oe", "Œ": "OE", "€": "EUR"},
        **{"[": "(", "{": "(", "]": ")", "}": ")", "|": "/", "~": "-", "\\": "/", "^": " "},
    }
)
# What begins a question to the finder, and the language it is asked in.
AGREED = {
    "find": "en", "busca": "es", "buscar": "es", "trouve": "fr", "trouver": "fr",
}  # fmt: skip
HELPS = frozenset({"help", "info", "aide", "ayuda"})  # as gateways know them
LONGEST_NAME = 4  # words of a place: 'North Las Vegas NV'
MOST_WORDS = 12
_LEADS = frozenset(
    ("in", "near", "around", "by", "at", "en", "a", "au", "aux", "cerca", "pres", "autour", "de")
)


def plain_signs(text: str) -> str:
    """In the small alphabet of phones as far as that goes: letters lose accents that it does not
    have, and all that is no letter of any script and not in it is left out."""
    kept = []
    for sign in text.translate(_OTHERWISE):
        if sign in _GSM:
            kept.append(sign)
        elif sign.isspace():
            kept.append(" ")
        else:
            bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if part in _GSM)
            kept.append(bare or (sign if sign.isalpha() and ord(sign) < 0x10000 else ""))
    return "".join(kept)


def fits(text: str) -> bool:
    """Whether it goes in three parts. A sign outside the small alphabet makes all of it dear."""
    return len(text) <= (GSM_SIGNS if _GSM.issuperset(text) else OTHER_SIGNS)


def clipped(text: str, most: int) -> str:
    """No longer than so many signs, at the end of a word."""
    if len(text) <= most:
        return text
    whole, _, _ = text[: most - 1].rpartition(" ")
    return (whole or text[: most - 1]).rstrip(" ,.-&(#")


def agreed(text: str) -> tuple[str, str]:
    """The language of the agreed word that it begins with, and the rest; '' without one."""
    first, _, rest = text.strip().partition(" ")
    language = AGREED.get(words.fold(first), "")
    return (language, rest.strip()) if language else ("", text.strip())


def question(text: str) -> str:
    """Without the agreed word, and nothing where somebody asks how to ask."""
    rest = agreed(text)[1]
    return "" if words.fold(rest) in HELPS else rest


def language_of(text: str) -> str:
    """The one of which most words are there, or '' where nothing tells."""
    said = words.fold(text).split()
    counts: dict[str, int] = {
        code: sum(w in known for w in said) for code, known in lexicon.SPOKEN.items()
    }
    if not any(counts.values()):
        return "es" if set(text.lower()) & set("ñ¿¡") else ""
    return max(counts, key=lambda code: counts[code])


def senses(text: str) -> set[str]:
    """What the words mean, whether we have anything of it or not."""
    plain = words.plain(text).split()
    starts = range(len(plain))
    phrases = (" ".join(plain[a : a + n]) for a in starts for n in range(1, lexicon.LONGEST + 1))
    return {lexicon.PHRASES[each] for each in phrases if each in lexicon.PHRASES}


def tokens(text: str) -> list[str]:
    said = text.replace(",", " ").replace(";", " ").split()
    return [bare for word in said if (bare := word.strip(".!?¿¡\"'()"))][:MOST_WORDS]


def apart(said: Sequence[str]) -> tuple[list[str], list[str]]:
    """What says when, and the rest: 'Albany tonight' → ['tonight'], ['Albany']."""
    whens: list[str] = []
    rest: list[str] = []
    start = 0
    plain = [words.plain(word) for word in said]
    while start < len(said):
        for length in range(min(lexicon.LONGEST, len(said) - start), 0, -1):
            phrase = " ".join(plain[start : start + length])
            if phrase in lexicon.WHENS or phrase in lexicon.PARTS:
                whens += said[start : start + length]
                break
        else:
            length = 1
            rest.append(said[start])
        start += length
    return whens, rest


def may_be_places(said: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Stretches at the end and at the beginning that may name a place, the longer ones first,
    each with the words around it. What means something else is none: 'food Albany'."""
    found = []
    for length in range(min(LONGEST_NAME, len(said)), 0, -1):
        cuts = {(tuple(said[-length:]), tuple(said[:-length]))}
        cuts.add((tuple(said[:length]), tuple(said[length:])))
        for named, rest in sorted(cuts, key=lambda cut: cut[0] != tuple(said[-length:])):
            if _may_be_place(named):
                found.append((" ".join(named), _without_leads(list(rest))))
    return found


def _without_leads(rest: list[str]) -> list[str]:
    """'comida cerca de' the place is 'comida'."""
    while rest and words.fold(rest[-1]) in _LEADS:
        rest.pop()
    return rest


def _may_be_place(named: Sequence[str]) -> bool:
    *before, last = (words.plain(word) for word in named)
    if before and last in REGIONS:
        last = before.pop()  # 'Athens GA', where GA alone is a fellowship
    every = [*before, last]
    return not any(word in lexicon.SINGLE for word in every) and not words.EMPTY.issuperset(every)

"""Plain words: folding, what people call what they need, and clean text from feeds."""

import html
import re
import unicodedata

_ODD = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[/!a-zA-Z][^<>]*>", re.S | re.I)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.I)
_SCHEME = re.compile(r"^https?://[^\s/$.?#][^\s]*$", re.I)
_HOST = re.compile(r"^[\w-]+(\.[\w-]+)+([/?#][^\s]*)?$")
EMPTY = {"a", "an", "and", "the", "to", "for", "of", "in", "on", "at", "me", "my", "near", "i",
         "need", "with", "or", "de", "la", "le", "les", "el", "los", "las", "un", "une", "una",
         "du", "des", "para", "pour", "con", "avec", "y", "et", "d", "l", "help"}  # fmt: skip


def fold(text: str) -> str:
    """Without accents, case and punctuation, one space between words."""
    bare = text.lower()
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare.translate(_ODD))
        bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(bare.replace("'", "").replace("’", "")))


_ES = ("iones", "ores", "eres", "ades", "enes", "ches", "shes", "sses", "xes")


def stem(word: str) -> str:
    """A folded word without the endings of a plural or genitive in English, Spanish and French:
    'meetings', 'mujeres', 'femmes', 'womens'."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(_ES) and len(word) > 5 else word[:-1]


def plain(text: str) -> str:
    """Folded, each word by its stem: how words stand in the index."""
    return " ".join(stem(word) for word in fold(text).split())


def telling(text: str) -> list[str]:
    """The stems of the words that say something."""
    return [stem(word)[:40] for word in fold(text).split() if word not in EMPTY]


def clean(value: object, *, limit: int = 0) -> str:
    """Text of a feed as plain text: entities read, tags dropped, spaces tidied."""
    if value is None or isinstance(value, dict | list | bool):
        return ""
    text = str(value)
    if text.isprintable() and "&" not in text and "<" not in text:  # nearly always
        tidy = " ".join(text.split())
        return tidy[:limit].rstrip() if limit else tidy
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)  # feeds escape twice
    text = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return tidy[:limit].rstrip() if limit else tidy


def link(value: object) -> str:
    """A web address that is safe to put behind a link, or nothing."""
    text = clean(value).replace("\n", "")
    if _HOST.match(text) and "@" not in text:
        text = "https://" + text
    return text if _SCHEME.match(text) and len(text) <= 500 else ""


def scheme(name: str) -> str:
    """The taxonomy of `NEEDS` that a source means by a name, else the name."""
    folded = fold(name)
    if {"211", "airs"} & set(folded.split()):
        return "211"
    return "open-eligibility" if folded == "open eligibility" else name

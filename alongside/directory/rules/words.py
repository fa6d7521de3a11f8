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
_SITE = re.compile(r"(?<=://)[^/?#]*")
# Signs that nobody sees: they turn the direction of a text, or make two of what reads as one.
_UNSEEN = dict.fromkeys([0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060,
                         *range(0x2066, 0x206A), 0xFEFF])  # fmt: skip
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_OTHER = re.compile("[\u0370-\u052f]")  # Greek and Cyrillic
_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u0501\u04bb\u051b\u051d"
    "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
    "aceopxyijsdhqwABCEHIJKMOPSTXABEZHIKMNOPTYXo",
)
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
        tidy = " ".join(seen(text).split())
        return tidy[:limit].rstrip() if limit else tidy
    if "&" in text:
        text = html.unescape(text)
    text = text.translate(_UNSEEN)
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)  # feeds escape twice
    text = seen("".join(sign for sign in text if sign >= " " or sign in "\n\t"))
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return tidy[:limit].rstrip() if limit else tidy


def seen(text: str) -> str:
    """Without signs that nobody sees, and each word of one alphabet: a letter of another one that
    only looks like it becomes its own."""
    if text.isascii():
        return text
    text = text.translate(_UNSEEN)
    return _WORD.sub(_of_one_alphabet, text) if _OTHER.search(text) else text


def _of_one_alphabet(found: re.Match[str]) -> str:
    word = found[0]
    if not _LATIN.search(word) or _OTHER.search(own := word.translate(_ALIKE)):
        return word
    return own


def link(value: object) -> str:
    """A web address that is safe to put behind a link, or nothing. The website's name in the
    small letters by which it is asked for, so that one that only looks like another shows."""
    text = clean(value).replace("\n", "")
    if _HOST.match(text) and "@" not in text:
        text = "https://" + text
    if not _SCHEME.match(text):
        return ""
    site = _SITE.search(text)
    if site is None or "@" in site[0]:  # what stands before it is no website
        return ""
    try:
        name = site[0] if site[0].isascii() else site[0].encode("idna").decode()
    except UnicodeError:
        return ""
    text = text[: site.start()].lower() + name.lower() + text[site.end() :]
    return text if len(text) <= 500 else ""


def scheme(name: str) -> str:
    """The taxonomy of `NEEDS` that a source means by a name, else the name."""
    folded = fold(name)
    if {"211", "airs"} & set(folded.split()):
        return "211"
    return "open-eligibility" if folded == "open eligibility" else name

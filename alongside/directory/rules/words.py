"""Plain words: folding, what people call what they need, and clean text from feeds."""

import html
import re
import unicodedata
from collections.abc import Iterable

_ODD = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[/!a-zA-Z][^<>]*>", re.S | re.I)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.I)
_SCHEME = re.compile(r"^https?://[^\s/$.?#][^\s]*$", re.I)
_HOST = re.compile(r"^[\w-]+(\.[\w-]+)+([/?#][^\s]*)?$")
EMPTY = {"a", "an", "and", "the", "to", "for", "of", "in", "on", "at", "me", "my", "near", "i",
         "need", "with", "or", "de", "la", "le", "les", "el", "los", "las", "un", "une", "una",
         "du", "des", "para", "pour", "con", "avec", "y", "et", "d", "l", "help"}  # fmt: skip

# need: (what people type, whole phrases; words in a listing's name and categories; codes)
NEEDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "food": (
        ("food", "meal", "meals", "hungry", "something to eat", "food bank", "food pantry",
         "comida", "comer", "hambre", "despensa", "nourriture", "manger", "repas", "faim",
         "banque alimentaire", "soup kitchen", "groceries"),
        ("food", "meal", "meals", "pantry", "soup", "groceries", "nutrition", "comida",
         "comedor", "repas", "nourriture", "alimentaire"),
        (("211", "BD"), ("open-eligibility", "102")),
    ),
    "sleep": (
        ("sleep", "place to sleep", "somewhere to sleep", "shelter", "bed", "beds", "homeless",
         "donde dormir", "dormir", "refugio", "albergue", "abri", "refuge", "hebergement",
         "ou dormir", "un lit", "un lugar para dormir", "un endroit ou dormir"),
        ("shelter", "shelters", "homeless", "albergue", "refugio", "refuge", "hebergement"),
        (("211", "BH-1800"), ("211", "BH-8500"), ("211", "BH-8600")),
    ),
    "home": (
        ("home", "housing", "rent", "vivienda", "alquiler", "logement", "loyer"),
        ("housing", "rent", "vivienda", "logement"),
        (("211", "BH"), ("open-eligibility", "103")),
    ),
    "naloxone": (
        ("naloxone", "narcan", "naloxona", "overdose", "sobredosis", "surdose", "nyxoid"),
        ("naloxone", "narcan", "naloxona", "overdose", "sobredosis", "surdose"),
        (("211", "LJ-5000.1500"),),
    ),
    "supplies": (
        ("supplies", "syringes", "needles", "needle exchange", "jeringas", "seringues",
         "safer use", "new supplies", "harm reduction", "reduccion de danos",
         "reduction des mefaits", "materiel"),
        ("syringe", "needle", "jeringas", "seringues", "harm"),
        (("211", "LT-1750.6500"),),
    ),
    "treatment": (
        ("treatment", "rehab", "methadone", "methadone ok", "suboxone", "buprenorphine", "oat",
         "tratamiento", "metadona", "traitement", "medication", "medicacion", "recovery",
         "substance use", "drug treatment", "alcohol treatment"),
        ("methadone", "buprenorphine", "suboxone", "metadona", "addiction", "addictions",
         "detoxification", "tratamiento", "traitement"),
        (("211", "RX"),),
    ),
    "detox": (
        ("detox", "withdrawal", "detoxification", "desintoxicacion", "sevrage"),
        ("detox", "detoxification", "withdrawal", "desintoxicacion", "sevrage"),
        (("211", "RX-1700"), ("211", "RX-1750")),
    ),
    "health": (
        ("doctor", "clinic", "health", "nurse", "salud", "medico", "clinica", "sante",
         "medecin", "clinique"),
        ("clinic", "clinica", "clinique", "health", "medical"),
        (("211", "LN"), ("open-eligibility", "106")),
    ),
    "warm": (
        ("warm place", "somewhere warm", "library", "drop in", "drop-in", "biblioteca",
         "bibliotheque", "lugar caliente", "au chaud", "internet", "computer"),
        ("library", "biblioteca", "bibliotheque", "drop"),
        (("211", "TJ-4500"),),
    ),
    "wash": (
        ("shower", "laundry", "clothes", "clothing", "ducha", "ropa", "lavanderia", "douche",
         "vetements", "laverie", "wash"),
        ("shower", "showers", "laundry", "clothing", "ducha", "ropa", "douche", "vetements"),
        (("211", "BM-6500.1500"),),
    ),
    "work": (
        ("work", "job", "jobs", "trabajo", "empleo", "travail", "emploi"),
        ("job", "jobs", "employment", "empleo", "emploi"),
        (("211", "ND"), ("open-eligibility", "110")),
    ),
    "legal": (
        ("lawyer", "legal", "legal help", "abogado", "avocat", "ayuda legal", "aide juridique"),
        ("legal", "lawyer", "abogado", "juridique"),
        (("211", "FT"), ("open-eligibility", "111")),
    ),
}  # fmt: skip


def fold(text: str) -> str:
    """Without accents, case and punctuation, one space between words."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_ODD))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(bare.replace("'", "").replace("’", "")))


def index_words(name: str, other: Iterable[str], codes: Iterable[tuple[str, str]]) -> set[str]:
    """The words under which a service is found, and `need-…` for each need it serves.

    `other` are texts in falling order of trust: all of them are searchable, only the first
    (categories, keywords) may speak of a need; a long description mentions everything.
    """
    texts = [fold(text) for text in other]
    trusted = set(fold(name).split()) | set((texts[0] if texts else "").split())
    found = trusted.union(*(text.split() for text in texts))
    needs = {
        f"need-{need}"
        for need, (_, signs, prefixes) in NEEDS.items()
        if trusted.intersection(signs)
        or any(
            code == prefix or code.startswith((prefix, prefix + "-"))
            for taxonomy, code in codes
            for scheme, prefix in prefixes
            if taxonomy == scheme
        )
    }
    return needs | {word[:40] for word in found if word not in EMPTY and len(word) > 1}


def wanted(text: str) -> list[str]:
    """What to look for: `need-…` where the whole phrase names a need, else each word's stem."""
    words = _telling(text)
    need = _PHRASES.get(" ".join(words))
    if need:
        return [f"need-{need}"]
    return [_sought(word) for word in words[:6]]


def _telling(text: str) -> list[str]:
    """The words that say something."""
    return [word for word in fold(text).split() if word not in EMPTY]


_PHRASES = {
    " ".join(_telling(phrase)): need
    for need, (phrases, _, _) in NEEDS.items()
    for phrase in phrases
}


def _sought(word: str) -> str:
    need = _PHRASES.get(word)
    if need:
        return f"need-{need}"
    return word[:-1] if len(word) > 4 and word.endswith("s") else word[:40]


def clean(value: object, *, limit: int = 0) -> str:
    """Text of a feed as plain text: entities read, tags dropped, spaces tidied."""
    if value is None or isinstance(value, dict | list | bool):
        return ""
    text = str(value)
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

"""What stands in a cell, as a value: texts, dates, numbers, lists."""

from datetime import date, datetime

from alongside.directory.rules import words
from alongside.directory.schemas import Listing
from alongside.exchange import files

DATES = ("%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d", "%d %B %Y")
TONGUES = {
    "english": "en", "spanish": "es", "espanol": "es", "french": "fr", "francais": "fr",
    "arabic": "ar", "chinese": "zh", "mandarin": "zh", "cantonese": "zh", "korean": "ko",
    "russian": "ru", "tagalog": "tl", "vietnamese": "vi", "italian": "it", "german": "de",
    "portuguese": "pt", "asl": "ase", "american sign language": "ase", "sign language": "ase",
    "chinese mandarin": "zh", "chinese cantonese": "zh", "hindi": "hi", "urdu": "ur",
    "somali": "so", "polish": "pl", "haitian creole": "ht", "japanese": "ja", "amharic": "am",
}  # fmt: skip

Row = dict[str, str]
Unreadable = files.Unreadable


def decoded(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name}: not UTF-8 text: byte {error.start} can't be read") from error
    if "\x00" in text:
        raise Unreadable(f"{name}: not a text file")
    return text


def day(text: str) -> date | None:
    for shape in DATES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def texts(row: Row, **limits: int) -> dict[str, str]:
    return {
        column: words.clean(row.get(column), limit=limit) if limit >= 0 else ""
        for column, limit in limits.items()
    }


def mail(text: str) -> str:
    return text if text.count("@") == 1 and " " not in text and len(text) <= 254 else ""


def split(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def details(row: Row, **columns: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (kind, words.clean(part, limit=300))
        for kind, column in columns.items()
        for part in dict.fromkeys(split(row.get(column, "")))
    )


def languages(text: str) -> tuple[tuple[str, str], ...]:
    """Each entry as written; the code where it is a language that we know."""
    found = {}
    for part in split(text):
        name = words.clean(part, limit=120).rstrip(".").strip()
        if name:
            found[name] = TONGUES.get(words.fold(name), "")
    return tuple(found.items())


def facts(text: str) -> tuple[tuple[str, bool], ...]:
    """'medication no-papers -no-fee': our own column; a minus says that it is not so."""
    return tuple((word.lstrip("-"), not word.startswith("-")) for word in text.split())


def postal(row: Row, number: int, key: str, kind: str) -> Listing:
    return Listing(
        key,
        number,
        {
            "kind": kind,
            "attention": words.clean(row.get("attention"), limit=200),
            "street": words.clean(row.get("address_1"), limit=255),
            "street_more": words.clean(row.get("address_2"), limit=255),
            "town": words.clean(row["city"], limit=120),
            "region": words.clean(row.get("state_province"), limit=80),
            "postal": words.clean(row.get("postal_code"), limit=20),
            "country": words.clean(row.get("country"), limit=60).upper(),
        },
        refs={"location": row["location_id"]},
        table="mail addresses" if key.startswith("mail-") else "addresses",
    )


def parent(code: str) -> str:
    """The 211 code above: BH-1800.1500-200 → BH-1800.1500 → BH-1800 → BH → B."""
    for sign in ("-", "."):
        head, found, tail = code.rpartition(sign)
        if found and sign not in tail and not (sign == "-" and "." in tail):
            return head
    return code[:1] if len(code) == 2 else ""

"""Values as FHIR wants them, and the parts that several resources share."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from alongside.exchange.fhir.names import LANGUAGES
from alongside.exchange.hsds.writing import Object

ODD = re.compile(r"[^\S \r\n\t]|[\x00-\x08\x0e-\x1f\x7f]")  # no string there may have them
TONGUE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
PHONES = {
    "fax": "fax", "pager": "pager", "text": "sms", "sms": "sms", "textphone": "sms",
    "video": "other", "tty": "other", "tdd": "other",
}  # fmt: skip


def pruned(said: Any) -> Any:
    """Without what is empty: FHIR knows no empty text, list or object."""
    if isinstance(said, str):
        return ODD.sub(" ", said).strip()
    if isinstance(said, dict):
        inner = {name: pruned(value) for name, value in said.items()}
        return {name: value for name, value in inner.items() if not _is_empty(value)}
    if isinstance(said, list):
        return [value for value in map(pruned, said) if not _is_empty(value)]
    return said


def _is_empty(said: Any) -> bool:
    return said is None or said == "" or said == [] or said == {}


def code(text: str) -> str:
    return " ".join(text.split())


def uri(text: str) -> str:
    """An address or name that stands by itself, or nothing."""
    return text if URI.fullmatch(text) else ""


def reference(kind: str, key: object, display: str) -> Object:
    return {"reference": f"{kind}/{key}", "type": kind, "display": display}


def system(term: Any) -> str:
    """The list of codes that a category is of."""
    if term.scheme_id is None:
        return ""
    return uri(term.scheme.uri) or f"urn:uuid:{term.scheme_id}"


def concept(term: Any) -> Object:
    """A category of any taxonomy."""
    said = code(term.code)
    text = term.name or said
    coded = {"system": system(term), "code": said, "display": text} if said else {}
    return {"coding": [coded], "text": text}


def languages(said: Iterable[Object]) -> list[Object]:
    found = []
    for each in said:
        tongue, name = each.get("code", ""), each.get("name", "")
        coded = {"system": LANGUAGES, "code": tongue, "display": name}
        words = " – ".join(filter(None, (name or tongue, each.get("note", ""))))
        found.append({"coding": [coded] if TONGUE.fullmatch(tongue) else [], "text": words})
    return found


def points(said: Object, mail: str = "email", link: str = "website") -> list[Object]:
    """How to reach an object of HSDS: its own numbers, mail and pages."""
    found = [*_phones(said), *_point("email", said.get(mail))]
    found += _point("url", said.get(link))
    for name in ("additional_websites", "additional_urls"):
        for each in said.get(name, []):
            found += _point("url", each.get("url"))
    return found


def reached(contacts: Iterable[Object]) -> Iterator[Object]:
    """The same of whoever answers for something, where nobody can be named."""
    for each in contacts:
        yield from points(each)


def _phones(said: Object) -> Iterator[Object]:
    for each in said.get("phones", []):
        more = f" ext. {each['extension']}" if "extension" in each else ""
        kind = PHONES.get(each.get("type", "").strip().lower(), "phone")
        yield from _point(kind, each["number"] + more)


def _point(kind: str, value: str | None) -> Iterator[Object]:
    if value:
        yield {"system": kind, "value": value, "use": "work"}

"""Sentences that are kept as what they say and not in one language, so that whoever reads them
later has them in theirs; and the sign between a label and what it says. The code of a sentence is
its English, as everywhere in the catalogues."""

from collections.abc import Mapping
from typing import Any

from babel import Locale
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext

from alongside.core.privacy import Words


def _filled(words: Words, values: Mapping[str, Any]) -> str:
    return str(words) % values


def _named(names: Mapping[str, str]) -> str:
    return names.get((get_language() or "en")[:2]) or names.get("en") or next(iter(names.values()))


def _numbered(words: Any, values: Mapping[str, int]) -> str:
    return str(words % values)


_filled_later, _named_later = lazy(_filled, str), lazy(_named, str)
_numbered_later = lazy(_numbered, str)


def filled(words: Words, **values: Words | int) -> Words:
    """`words` with these put in where they name them, once somebody reads it."""
    return _filled_later(words, values)


def numbered(words: Words, **values: int) -> Words:
    """What `ngettext_lazy` made, with its number, once somebody reads it: `%` alone would choose
    the language when the program begins."""
    return _numbered_later(words, values)


def colon() -> str:
    """Between a label and what it says. French sets it apart, and never at the start of a line."""
    return gettext(":")


def beside(label: Words, value: object) -> str:
    """'Label: value', as the language writes it."""
    return f"{label}{colon()} {value}"


def language(code: str) -> str:
    """What a language is called in the one that is read: 'French', 'francés', 'français'."""
    return str(Locale.parse((get_language() or "en")[:2]).languages.get(code, code))


def named(names: Mapping[str, str]) -> Words:
    """What something is called, by language; English for who reads another one."""
    return _named_later(names)


def kept(words: Words | int) -> Any:
    """As JSON: a text, or what it says and with what. What was put into words before, stays so."""
    if isinstance(words, int):
        return words
    if not isinstance(words, Promise):
        return str(words)
    made: Any = words.__reduce__()[1]
    how, args = made[:2]
    if how is gettext:
        return {"says": args[0]}
    if how is _named:
        return {"named": dict(args[0])}
    if how is _filled and isinstance(inside := kept(args[0]), dict):
        return inside | {"with": {name: kept(value) for name, value in args[1].items()}}
    return str(words)


def said(what: Any) -> str:
    """What was kept, in the language of whoever reads it."""
    if not isinstance(what, Mapping):
        return str(what)
    if "named" in what:
        return _named(what["named"])
    words = gettext(what["says"]) if what["says"] else ""
    values = what.get("with")
    return words % {name: _value(each) for name, each in values.items()} if values else words


def _value(what: Any) -> str | int:
    return what if isinstance(what, int) else said(what)

"""A held capture in words, as far as whoever reads it may."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.capture import kinds, models
from alongside.capture.queries import named, things, told
from alongside.core import ids, sentences
from alongside.core.privacy import Words
from alongside.participants import policy as people
from alongside.support.queries import talks

QUIET = {"written_together", "programme", "goal", "goals", "yes"}
SAYS_NONE = {"doses"}  # where nought is an answer
THINGS = {"item", "lines", "counted", "protocol"}  # called as the lists of the house call them
# Who somebody without a record is, and how they are reached: for whoever captured it alone.
THEIRS = {"how", "called", "say", "wants_words", "note", "words", "story", "answers"}
# What opens something for whoever holds it: shown once on the phone, and never again.
SECRET = {("bedside", "words")}


def about(by: actors.Actor, row: models.Hold) -> tuple[str, bool]:
    """Whom it is about, and whether its reader may read what it says. Whoever captured it may;
    a name stands there only while the record opens."""
    mine = row.person_id == by.person_id
    if row.participant_id is None:
        return "", True
    found = people.participants_for(by).filter(pk=row.participant_id).first()
    if found is None:
        return _("somebody whose record does not open to you (any more)"), mine
    return str(found), True


def lines(by: actors.Actor, said: Mapping[str, Any], *, all_of_it: bool) -> list[tuple[str, str]]:
    """What the phone said, in the order in which it said it; of a sheet, part by part."""
    found, called = [], _called(by)
    if said.get("happened_at"):
        found.append((_("When"), _moment(said["happened_at"])))
    body = said.get("body") or {}
    if said.get("kind") != "sheet":
        told_of = _lines(said.get("kind"), body, called, all_of_it=all_of_it)
        return found + named.lines(by, said) + told_of
    for part in body.get("parts") or []:
        if not isinstance(part, Mapping):
            continue
        kind = kinds.KINDS.get(str(part.get("kind")))
        read = named.lines(by, part)
        read += _lines(part.get("kind"), part.get("body"), called, all_of_it=all_of_it)
        words = " · ".join(f"{_before(label)}{value}" for label, value in read)
        found.append((capfirst(str(kind.words)) if kind else _("Something else"), words))
    return found


def _before(label: str) -> str:
    return f"{label} " if label.endswith("?") else sentences.beside(label, "")


def _lines(
    kind: Any, body: Any, called: Mapping[str, str], *, all_of_it: bool
) -> list[tuple[str, str]]:
    """What waits may be of any shape: that may be why it waits."""
    found: list[tuple[str, str]] = []
    known = told.FIELDS.get(str(kind), {})
    read = _mapping(body if all_of_it else _without(body))
    read = {**read, **_mapping(read.get("yes"))}
    for name, value in read.items():
        if name in QUIET or (kind, name) in SECRET or not _says(name, value):
            continue
        if (kind, name) == ("talk", "answers"):
            language = get_language() or "en"
            found += talks.in_words(str(read.get("protocol")), _mapping(value), language)
            continue
        label, answers = known.get(name, (name.replace("_", " "), told.AS_SAID))
        words = called if name in THINGS else {**told.AS_SAID, **answers}
        found.append((str(label), _moment(value) if name == "next_at" else _plain(value, words)))
    return found


def _mapping(said: Any) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}


def _says(name: str, value: Any) -> bool:
    """Not what was left empty, and no identifier: it says nothing to whoever reads."""
    if value == 0 and value is not False:
        return name in SAYS_NONE
    return bool(value) and not (isinstance(value, str) and ids.parse(value))


def _without(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without(each) for name, each in value.items() if name not in THEIRS}
    return [_without(each) for each in value] if isinstance(value, list) else value


def _called(by: actors.Actor) -> dict[str, str]:
    """Things of the shelf and talks, by slug."""
    language = get_language() or "en"
    found = {slug: item.called(language) for slug, item in things.things(by).items()}
    return found | {guide.slug: guide.title for guide in talks.guides(language)}


def _moment(said: Any) -> str:
    try:
        return date_format(localtime(datetime.fromisoformat(said)), "DATETIME_FORMAT")
    except (TypeError, ValueError):
        return str(said)


def _plain(value: Any, words: Mapping[Any, Words]) -> str:
    """A list one after the other; a number of something as “6 × water”."""
    if value is True:
        return _("yes")
    if isinstance(value, list):
        return ", ".join(_plain(each, words) for each in value)
    if isinstance(value, Mapping):
        if "item" in value:
            return f"{value.get('count', 1)} × {_plain(value['item'], words)}"
        return ", ".join(f"{n} × {_plain(name, words)}" for name, n in value.items() if n)
    return str(words.get(value, value))

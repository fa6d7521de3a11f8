"""A held capture in words, as far as whoever reads it may."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.capture import kinds, models
from alongside.capture.queries import things
from alongside.participants import policy as people
from alongside.support.models import Kind, Setting
from alongside.support.queries import talks

# What the fields of a body are called on the card; another one is called as it is.
WORDS: Mapping[str, Any] = {
    "kinds": gettext_lazy("What it was"),
    "minutes": gettext_lazy("Minutes"),
    "note": gettext_lazy("Note"),
    "for_others": gettext_lazy("For others"),
    "setting": gettext_lazy("Where"),
    "form": gettext_lazy("How"),
    "count": gettext_lazy("How many"),
    "people": gettext_lazy("How many people"),
    "lines": gettext_lazy("What"),
    "what": gettext_lazy("What"),
    "protocol": gettext_lazy("Which talk"),
    "answers": gettext_lazy("What they wanted kept"),
}
QUIET = {"written_together", "programme", "goal", "goals"}
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
        at = localtime(datetime.fromisoformat(said["happened_at"]))
        found.append((_("When"), date_format(at, "DATETIME_FORMAT")))
    body = said.get("body") or {}
    if said.get("kind") != "sheet":
        return found + _lines(said.get("kind"), body, called, all_of_it=all_of_it)
    for part in body.get("parts") or []:
        kind = kinds.KINDS.get(part.get("kind"))
        told = _lines(part.get("kind"), part.get("body") or {}, called, all_of_it=all_of_it)
        words = "; ".join(f"{label}: {value}" for label, value in told)
        found.append((capfirst(str(kind.words)) if kind else _("Something else"), words))
    return found


def _lines(
    kind: Any, body: Mapping[str, Any], called: Mapping[str, str], *, all_of_it: bool
) -> list[tuple[str, str]]:
    found = []
    for name, value in (body if all_of_it else _without(body)).items():
        left_out = name in QUIET or (kind, name) in SECRET
        if value not in ("", None, [], False) and not left_out:
            found.append((str(WORDS.get(name, name.replace("_", " "))), _plain(value, called)))
    return found


def _without(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without(each) for name, each in value.items() if name not in THEIRS}
    return [_without(each) for each in value] if isinstance(value, list) else value


def _called(by: actors.Actor) -> dict[str, str]:
    """Slugs that a card shows, in words."""
    language = get_language() or "en"
    found = {slug: item.called(language) for slug, item in things.things(by).items()}
    found |= {guide.slug: guide.title for guide in talks.guides(language)}
    for choices in (Kind, Setting):
        found |= {value: str(label) for value, label in choices.choices}
    return found


def _plain(value: Any, called: Mapping[str, str]) -> str:
    if value is True:
        return _("yes")
    if isinstance(value, list):
        return ", ".join(_plain(each, called) for each in value)
    if isinstance(value, Mapping):
        return " ".join(_plain(each, called) for each in value.values() if each not in ("", None))
    return called.get(value, value) if isinstance(value, str) else str(value)

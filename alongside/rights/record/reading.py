"""The whole record as plain values and as words: section by section, a few rows at a time."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import ForeignKey, QuerySet
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.audit import queries as history
from alongside.core import sentences
from alongside.core.privacy import IDENTITY, RECOVERY, Words
from alongside.measures.models import Answer, Item, WorkItem
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.policy import joining
from alongside.participants.templatetags.history import sentence, shared_words
from alongside.rights import policy
from alongside.rights.record import places, told, words

AT_ONCE = 200  # rows in memory

# What opens something, as a code of it. Nobody can read a person from it, and it stays unsaid.
CODES = ("_digest", "password")
# Columns that say something of somebody else.
OTHERS = {
    "matching.Proposal.reasons": "what a peer has lived, which is theirs to take back",
    "referrals.Rating.rater": "a code, by which one rates only once",
}
SEEN_ELSEWHERE = {"participant", "organisation", "id", "version", "is_active", "last_login"}
OF_THEIR_OWN = {
    "participants.Participant.person",
    "participants.Participant.return_key",
    "measures.Response.instrument",
}
WHEN = ("recorded_at",)  # staff's own columns that a person may want to read


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its lines for a reader, and its plain values for a program."""

    lines: list[tuple[str, str]]
    plain: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    kind: str  # the model's label; 'history' for who looked
    title: str
    purpose: Words
    keep: Words
    rows: Iterator[Row] = field(repr=False)


def sections(by: actors.Actor, person: Participant) -> Iterator[Section]:
    """Everything, the participant's own row first and who looked last. The caller has asked."""
    found = {place.label: place for place in places.places()}
    first = ["participants.Participant", "accounts.Person", "accounts.ReturnKey"]
    rest = sorted(set(found) - set(first), key=lambda label: words.kind_called(found[label].model))
    for label in [*first, *rest]:
        place = found[label]
        yield Section(
            label,
            words.kind_called(place.model),
            place.declared.purpose,
            str(place.declared.keep),
            _rows(place, person),
        )
    said = _("So that you can read who did or saw what, and nobody can hide it.")
    yield Section("history", _("Who looked, and what was done"), said, "", _history(by, person))


def _rows(place: places.Place, person: Participant) -> Iterator[Row]:
    keys = [each.name for each in columns(place) if isinstance(each, ForeignKey)]
    rows = policy.shown_of(place, person).select_related(*keys).order_by("pk")
    shown = columns(place)
    for row in _in_turn(rows):
        yield Row(
            [
                (words.column_called(column), value)
                for column in shown
                if is_read(place, column)
                and _is_theirs(column, row, person)
                and (value := said(column, row))
            ],
            {
                column.name: plain(column, row)
                for column in shown
                if _is_theirs(column, row, person)
            },
        )


def _in_turn(rows: QuerySet[Any]) -> Iterator[Any]:
    """All rows in the order of their keys; never more than a few in memory."""
    last: Any = None
    while True:
        some = list((rows if last is None else rows.filter(pk__gt=last))[:AT_ONCE])
        yield from some
        if len(some) < AT_ONCE:
            return
        last = some[-1].pk


def columns(place: places.Place) -> list[Any]:
    return [
        column
        for column in place.model._meta.concrete_fields
        if not column.name.endswith(CODES) and f"{place.label}.{column.name}" not in OTHERS
    ]


def is_read(place: places.Place, column: Any) -> bool:
    """Whether a reader sees it; a program sees all."""
    if column.name in SEEN_ELSEWHERE or f"{place.label}.{column.name}" in OF_THEIR_OWN:
        return False
    if place.owned and column.get_internal_type() == "DateTimeField":  # since when they hold it
        return True
    private = place.declared.fields.get(column.name) in {IDENTITY, RECOVERY}
    return private or column.name in WHEN


def _is_theirs(column: Any, row: Any, person: Participant) -> bool:
    """Where a row is of two people, what is called after one of them is theirs alone."""
    whose, _of, _what = column.name.partition("_")
    side = next((key for key in row._meta.concrete_fields if key.name == whose), None)
    if side is None or side is column or side.related_model is not Participant:
        return True
    return getattr(row, side.attname) in {one.pk for one in policy.all_of(person)}


def said(column: Any, row: Any) -> str:
    """A value in words; empty where there is none."""
    if isinstance(column, ForeignKey):
        if column.related_model is Participant:  # somebody else's name is theirs
            return _("somebody else") if getattr(row, column.attname) else ""
        found = getattr(row, column.name)
        name = "" if found is None else str(found)
        return "" if str(getattr(row, column.attname)) in name else name  # a number is no name
    value = getattr(row, column.attname)
    if value is None or value == "" or value == []:
        return ""
    if column.name == "picture":  # pages of signs for a reader; a program gets it whole
        return _("in the file for another program")
    if in_words := told.said(column, row):
        return in_words
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return worded(column, value)


def worded(column: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, int | float):
        return number_format(value)
    if isinstance(value, uuid.UUID):
        return ""
    if column.name == "answers" and isinstance(value, dict):
        return " · ".join(
            sentences.beside(_item(item), _answer(said)) for item, said in value.items()
        )
    if isinstance(value, list):
        return ", ".join(_one_of(column, one) for one in value)
    if isinstance(value, dict):
        return ", ".join(sentences.beside(key, one) for key, one in value.items())
    return words.slug_called(column, str(value))


def _one_of(column: Any, value: Any) -> str:
    if isinstance(value, dict) and "says" in value:  # why something could not be written down
        return sentences.said(value)
    return words.slug_called(column, value)


def _item(slug: str) -> str:
    return str(dict([*Item.choices, *WorkItem.choices]).get(slug, slug))


def _answer(said: Any) -> str:
    if isinstance(said, list):  # several, as in a guided talk
        return ", ".join(_answer(one) for one in said)
    return str(dict(Answer.choices).get(said, said))


def plain(column: Any, row: Any) -> Any:
    value = getattr(row, column.attname)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return value


def _history(by: actors.Actor, person: Participant) -> Iterator[Row]:
    """Who looked and what was done, newest first."""
    start = 0
    events = history.about(person.pk, *joining.joined_in(person))
    while some := list(events[start : start + AT_ONCE]):
        start += AT_ONCE
        for moment in people.told(by, person, some):
            lines = [(_("When"), date_format(localtime(moment.at), "DATETIME_FORMAT"))]
            who = ", ".join(str(part) for part in (moment.who, moment.role) if part)
            lines += [(_("Who"), who)] if who else []
            lines += [(_("What"), str(sentence(moment)))]
            left = ", ".join(str(shared_words(slug)) for slug in moment.shared)
            went = [(_("To whom"), sentences.beside(moment.recipient, left))]
            lines += went if moment.recipient else []
            lines += [(_("Why"), moment.why)] if moment.why else []
            yield Row(
                lines,
                {
                    "at": moment.at.isoformat(),
                    "verb": moment.verb,
                    "page": moment.page,
                    "by": moment.by,
                    "who": moment.who,
                    "why": moment.why,
                    "refused": moment.is_refused,
                },
            )

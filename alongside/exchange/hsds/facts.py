"""Alongside's own facts as attributes of HSDS: a term of a taxonomy of ours with `yes` or `no`,
and metadata that says who says so and when. Read again, they are the same facts.

What editors say carries a `seal` (`exchange.voices`).
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from alongside.core import ids
from alongside.directory import models
from alongside.directory.policy import published
from alongside.directory.queries import feeds
from alongside.directory.rules import times
from alongside.exchange import voices
from alongside.exchange.hsds import vocabulary
from alongside.exchange.hsds.looking import Question
from alongside.exchange.hsds.records import Record, Records
from alongside.exchange.hsds.vocabulary import Object

ANSWERS = {"yes": True, "no": False}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # what HSDS wants a date for, and nobody said


# --- going out -----------------------------------------------------------------------------


def attributes(service: Any) -> list[Object]:
    """Every voice about a service, of those `published.rows` fetched with it."""
    found = [_attribute(service.pk, fact) for fact in service.facts.all()]
    return sorted(found, key=lambda each: str(each["id"]))


def _attribute(service: uuid.UUID, fact: models.Fact) -> Object:
    slug, answer = voices.slug_of(fact), voices.ANSWERS[fact.is_so]
    key = uuid.uuid5(service, f"fact:{slug}:{answer}:{fact.says}")
    said_at = fact.said_at or LONG_AGO
    on = said_at.isoformat().replace("+00:00", "Z")
    notes = [_note(key, "value", answer, fact.says, on)]
    if fact.voices > 1:
        notes.append(_note(key, "voices", str(fact.voices), fact.says, on))
    if fact.says == models.Says.EDITOR:
        seal = voices.seal(str(service), slug, is_so=fact.is_so)
        notes.append(_note(key, "seal", seal, fact.says, on))
    return {
        "id": str(key),
        "link_type": "fact",
        "link_entity": "service",
        "value": answer,
        "taxonomy_term": vocabulary.term(slug),
        "metadata": sorted(notes, key=lambda each: str(each["id"])),
    }


def _note(key: uuid.UUID, field: str, value: str, says: str, on: str) -> Object:
    return {
        "id": str(uuid.uuid5(key, field)),
        "last_action_date": on,
        "last_action_type": "said",
        "field_name": field,
        "previous_value": "",
        "replacement_value": value,
        "updated_by": says,
    }


def tabular(name: str) -> Iterator[Object]:
    """What our facts add to one table: rows as `writing.tabular` makes them."""
    if name in {"taxonomy", "taxonomy_term"}:
        found = taxonomies(Question()) if name == "taxonomy" else terms(Question())
        for said in found:
            row = {key: value for key, value in said.items() if key != "taxonomy_detail"}
            yield row | (
                {"taxonomy_id": str(vocabulary.TAXONOMY)} if name == "taxonomy_term" else {}
            )
    elif name in {"attribute", "metadata"}:
        rows = feeds.by_key(_spoken_of().distinct().prefetch_related("facts"))
        for service in chain.from_iterable(rows):
            for said in attributes(service):
                yield from _rows(name, service.pk, said)


def _spoken_of() -> Any:
    """Services of which somebody says something."""
    return published.rows("services").filter(facts__isnull=False)


def _rows(name: str, service: uuid.UUID, said: Object) -> Iterator[Object]:
    notes, found = said.pop("metadata"), said.pop("taxonomy_term")
    if name == "attribute":
        yield said | {"link_id": str(service), "taxonomy_term_id": found["id"]}
        return
    for note in notes:
        yield note | {"resource_id": said["id"], "resource_type": "attribute"}


# --- being asked ---------------------------------------------------------------------------


def taxonomies(asked: Question) -> list[Object]:
    """Ours, where anything is said in it."""
    if not _fits(vocabulary.taxonomy(), asked) or not _spoken_of().exists():
        return []
    return [vocabulary.taxonomy()]


def terms(asked: Question) -> list[Object]:
    if asked.taxonomy_id not in {None, vocabulary.TAXONOMY} or not _spoken_of().exists():
        return []
    every = [vocabulary.term(slug) for slug in vocabulary.SLUGS]
    if asked.parent_id:
        every = [each for each in every if each.get("parent_id") == str(asked.parent_id)]
    if asked.top_only:
        every = [each for each in every if "parent_id" not in each]
    return [each for each in every if _fits(each, asked)]


def _fits(said: Object, asked: Question) -> bool:
    text = asked.search.casefold()
    names = (str(said.get(name, "")).casefold() for name in ("name", "description", "code"))
    return not text or any(text in name for name in names)


# --- coming in -----------------------------------------------------------------------------


def taken(records: Records) -> dict[str, set[voices.Voice]]:
    """The facts that some files say, by service; their rows are taken out, since they count
    with their service. What is no fact we know stays as it is."""
    notes: dict[str, dict[str, Record]] = {}
    for note in records.found["metadata"].values():
        for where, key in note.about:
            if where == "attribute":
                notes.setdefault(key, {})[str(note.said.get("field_name"))] = note
    found: dict[str, set[voices.Voice]] = {}
    for record in list(records.found["attribute"].values()):
        slug, answer = _slug(record), ANSWERS.get(str(record.said.get("value", "")).lower())
        services = [key for _, key in record.about if key in records.found["service"]]
        if slug is None or answer is None or not services:
            continue
        said = notes.get(record.key, {})
        for service in services:
            found.setdefault(service, set()).add(_voice(service, slug, answer, said))
        _take_out(records, "attribute", record)
        for note in said.values():
            _take_out(records, "metadata", note)
    _forget_vocabulary(records)
    return found


def _forget_vocabulary(records: Records) -> None:
    """Our own terms need not come in."""
    for name in ("taxonomy", "taxonomy_term"):
        for record in list(records.found[name].values()):
            if ids.parse(record.key) in vocabulary.ALL:
                _take_out(records, name, record)


def _take_out(records: Records, name: str, record: Record) -> None:
    if records.found[name].pop(record.key, None) and record.row:
        records.batch.rows[record.label] -= 1
        if not records.batch.rows[record.label]:
            del records.batch.rows[record.label]


def _slug(record: Record) -> str | None:
    keys = (ids.parse(key) for key in record.parents.get("taxonomy_term_id", ()))
    slug = next((vocabulary.SLUG_OF[key] for key in keys if key in vocabulary.SLUG_OF), None)
    return slug if slug and models.Fact.read(slug) else None


def _voice(service: str, slug: str, answer: bool, notes: dict[str, Record]) -> voices.Voice:
    def text(field: str, name: str) -> str:
        return str(notes[field].said.get(name, "")) if field in notes else ""

    sealed = voices.seal(service, slug, is_so=answer) == text("seal", "replacement_value")
    says = voices.who(text("value", "updated_by"), sealed=sealed)
    said_at = times.moment_of(text("value", "last_action_date"))
    many = text("voices", "replacement_value")
    count = int(many) if many.isascii() and many.isdigit() and len(many) < 7 else 1
    return slug, answer, says, None if said_at == LONG_AGO else said_at, max(count, 1)

"""The whole record in three shapes, each written piece by piece: a page, JSON, paper."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from alongside.accounts import actors
from alongside.accounts.models import Membership
from alongside.core import scope
from alongside.participants.models import Participant
from alongside.rights.record import paper, reading

FORMAT = "alongside-record/1"
MARK = "<!-- the record -->"

Sections = Callable[[], Iterator[reading.Section]]
Whose = Participant | Membership


def within(by: actors.Actor, person: Whose, language: str, parts: Iterator[Any]) -> Iterator[Any]:
    """Each piece is made in the person's organisation, language and time zone, and nothing of
    them is left behind between two pieces: they are made after the view has answered."""
    zone = person.organisation.time_zone
    while True:
        with (
            scope.within(by.organisation_id, reader_id=by.person_id),
            translation.override(language),
            timezone.override(zone),
        ):
            part = next(parts, None)
        if part is None:
            return
        yield part


def page(frame: str, sections: Iterator[reading.Section]) -> Iterator[str]:
    """The page around it was drawn already; the record takes the place of its mark."""
    before, _mark, after = frame.partition(MARK)
    yield before
    for section in sections:
        yield render_to_string("rights/parts/section_head.html", {"section": section})
        empty = True
        for row in section.rows:
            empty = False
            yield render_to_string("rights/parts/section_row.html", {"row": row})
        yield render_to_string("rights/parts/section_foot.html", {"empty": empty})
    yield after


def as_json(
    person: Whose, sections: Iterator[reading.Section], *, language: str, made_at: datetime
) -> Iterator[str]:
    """docs/api/record.md says what is where."""
    head = {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "language": language,
        "organisation": person.organisation.name,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "sections": ['
    before = "\n"
    for section in sections:
        said = {
            "kind": section.kind,
            "title": section.title,
            "purpose": str(section.purpose),
            "kept": str(section.keep),
        }
        yield before + json.dumps(said, ensure_ascii=False)[:-1] + ', "rows": ['
        between = "\n  "
        for row in section.rows:
            yield between + json.dumps(row.plain, ensure_ascii=False)
            between = ",\n  "
        yield "]}"
        before = ",\n"
    yield "\n]}\n"


def as_pdf(
    person: Participant, sections: Iterator[reading.Section], *, language: str, made_at: datetime
) -> Iterator[bytes]:
    yield from paper.draw(person, sections, language=language, made_at=made_at)

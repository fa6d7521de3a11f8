"""What the tests of an organisation's own questions share: a sheet that is asked, in one line."""

import uuid
from typing import Any

from alongside.core import ids
from alongside.participants.models import Participant
from alongside.questions import actions, models, rules
from alongside.questions.queries import sheets
from alongside.support.models import Contact
from tests.cast import Cast, Character

BUS = rules.Wording(
    kind="one",
    words={"en": "How did you come here?", "fr": "Comment êtes-vous venu ici ?"},
    why={"en": "To ask the town for a later bus.", "fr": "Pour demander un bus plus tard."},
    options=[{"en": "On foot", "fr": "À pied"}, {"en": "By bus", "fr": "En bus"}],
)
EASIER = rules.Wording(
    kind="long",
    words={"en": "What would make it easier?"},
    why={"en": "To change what we can."},
)


def begun(cast: Cast, *asked: rules.Wording, **more: Any) -> models.Sheet:
    """A sheet that is asked."""
    by = cast.omar.by
    names = more.pop("names", {"en": "Getting here", "fr": "Venir ici"})
    about = more.pop("about", "person")
    row = actions.begin_sheet(by=by, id=ids.new(), names=names, about=about, **more)
    for each in asked or (BUS, EASIER):
        actions.add_question(by=by, id=ids.new(), sheet=row.pk, asked=each)
    return actions.begin_asking(by=by, sheet=row.pk)


def questions(sheet: models.Sheet) -> list[models.Question]:
    """What is asked on it now."""
    rows = models.Question.objects.filter(sheet=sheet, ended_at=None)
    return list(rows.order_by("order"))


def filled(
    who: Character, sheet: models.Sheet, participant: uuid.UUID, contact: Contact | None = None
) -> sheets.Filled:
    """How it stands on the page."""
    person = Participant.objects.get(pk=participant)
    found = sheets.to_answer(who.by, person, sheet.pk, contact)
    assert found is not None
    return found


def answered(who: Character, sheet: models.Sheet, *said: rules.Said, participant: uuid.UUID) -> int:
    """By the questions in their order."""
    stands = filled(who, sheet, participant)
    asked = [one.question.pk for one in stands.ones]
    return actions.answer(
        by=who.by,
        participant=participant,
        sheet=sheet.pk,
        said=dict(zip(asked, said, strict=False)),
        seen=stands.seen,
    )


def typed(**more: Any) -> dict[str, Any]:
    """What a browser sends to make a question."""
    return {
        "id": str(ids.new()),
        "kind": "one",
        "words_en": "How did you come here?",
        "why_en": "To ask the town for a later bus.",
        "options_en": "On foot\nBy bus\nSomebody drove me",
    } | more

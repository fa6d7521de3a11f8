"""An organisation's own questions: made, changed, answered, taken back."""

from typing import Any

from alongside.core import ids
from alongside.questions import actions, models, rules
from tests.bad_input.writes import Write, contact, version_of, write
from tests.cast import Cast
from tests.questions import doors


def named(**more: Any) -> dict[str, Any]:
    said = {"name_en": "Getting here", "keep_days": "90", "they_answer": "on", "programme": ""}
    return said | more


def draft(cast: Cast) -> models.Sheet:
    names = {"en": "On the way"}
    row = actions.begin_sheet(by=cast.omar.by, id=ids.new(), names=names, about="person")
    actions.add_question(by=cast.omar.by, id=ids.new(), sheet=row.pk, asked=doors.BUS)
    return row


def answered(cast: Cast) -> models.Answer:
    sheet = doors.begun(cast, they_answer=True)
    doors.answered(cast.maya, sheet, rules.Said(("0",)), participant=cast.sam.id)
    return models.Answer.objects.get()


def said(cast: Cast, path: str, who: str) -> Write:
    """What the last question, with room for words, is answered with."""
    sheet = doors.begun(cast, they_answer=True)
    bus, easier = doors.questions(sheet)
    seen = doors.filled(cast.maya, sheet, cast.sam.id).seen
    data = {"seen": seen, f"q-{bus.pk}": "1", f"q-{easier.pk}": "A lift home"}
    return Write(who, path.format(sheet=sheet.pk), data, typed=f"q-{easier.pk}")


@write("questions:begin_sheet")
def _(cast: Cast) -> Write:
    data = named(id=str(ids.new()), about="person")
    return Write("omar", "/en/questions/new/", data, typed="name_en")


@write("questions:edit_sheet")
def _(cast: Cast) -> Write:
    row = doors.begun(cast)
    data = named(version=version_of(row), name_fr="Venir ici")
    return Write("omar", f"/en/questions/{row.pk}/edit/", data, typed="name_fr", again="stale")


@write("questions:add_question")
def _(cast: Cast) -> Write:
    row = doors.begun(cast)
    return Write("max", f"/en/questions/{row.pk}/add/", doors.typed(), typed="why_en")


@write("questions:begin_asking")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/questions/{draft(cast).pk}/ask/")


@write("questions:end_sheet")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/questions/{doors.begun(cast).pk}/end/")


@write("questions:change_question")
def _(cast: Cast) -> Write:
    row = doors.questions(doors.begun(cast))[0]
    data = doors.typed(words_en="How do you get here?")
    return Write("omar", f"/en/questions/one/{row.pk}/", data, typed="words_en")


@write("questions:move_question")
def _(cast: Cast) -> Write:
    sheet = doors.begun(cast)
    row = doors.questions(sheet)[0]
    data = {"version": version_of(sheet)}
    return Write("omar", f"/en/questions/one/{row.pk}/move/", data, again="stale")


@write("questions:end_question")
def _(cast: Cast) -> Write:
    row = doors.questions(doors.begun(cast))[0]
    return Write("omar", f"/en/questions/one/{row.pk}/end/")


@write("questions:answer")
def _(cast: Cast) -> Write:
    return said(cast, f"/en/people/{cast.sam.id}/questions/{{sheet}}/", "maya")


@write("questions:own_answer")
def _(cast: Cast) -> Write:
    return said(cast, "/en/questions/mine/{sheet}/", "sam")


@write("questions:answer_contact")
def _(cast: Cast) -> Write:
    sheet, time = doors.begun(cast, doors.EASIER, about="contact"), contact(cast)
    (easier,) = doors.questions(sheet)
    seen = doors.filled(cast.maya, sheet, cast.sam.id, time).seen
    data = {"seen": seen, f"q-{easier.pk}": "A lift home"}
    path = f"/en/contacts/{time.pk}/questions/{sheet.pk}/"
    return Write("maya", path, data, typed=f"q-{easier.pk}")


@write("questions:take_back")
def _(cast: Cast) -> Write:
    path = f"/en/people/{cast.sam.id}/questions/back/{answered(cast).pk}/"
    return Write("maya", path)


@write("questions:own_take_back")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/questions/mine/back/{answered(cast).pk}/")

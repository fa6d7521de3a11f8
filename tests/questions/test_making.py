"""Making questions: on a page, with a reason each, never a duty, and in words that can change."""

from typing import Any

import pytest

from alongside.audit.models import Event
from alongside.core import errors, ids
from alongside.questions import actions, models, rules
from tests.cast import Cast
from tests.questions import doors
from tests.support import doors as pages


def made(cast: Cast, **more: Any) -> models.Sheet:
    omar = cast.omar.client()
    said = {"id": str(ids.new()), "name_en": "Getting here", "about": "person", "keep_days": "90"}
    answer = pages.post(omar, "questions:begin_sheet", said | {"they_answer": "on"} | more)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return models.Sheet.objects.get()


def test_it_makes_a_sheet_on_a_page_and_asks_nobody_until_somebody_begins(cast: Cast) -> None:
    omar = cast.omar.client()
    assert b"You ask nothing of your own yet" in pages.get(omar, "questions:sheets").content
    sheet = made(cast)
    assert (sheet.keep_days, sheet.they_answer, sheet.is_asked) == (90, True, False)
    early = pages.post(omar, "questions:begin_asking", sheet=sheet.pk)
    assert early.status_code == 422  # nothing to ask yet
    said = doors.typed(words_fr="Comment venez-vous ?", why_fr="Pour un bus.", options_fr="a\nb\nc")
    for _twice in range(2):
        answer = pages.post(omar, "questions:add_question", said, sheet=sheet.pk)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    (question,) = doors.questions(sheet)
    assert question.options[2] == {"en": "Somebody drove me", "fr": "c"}
    look = pages.get(omar, "questions:preview", sheet=sheet.pk).content.decode()
    assert "Rather not say" in look
    assert "To ask the town for a later bus." in look
    sam = cast.sam.client()
    assert b"Questions of Riverbend" not in pages.get(sam, "homes:support").content
    assert pages.post(omar, "questions:begin_asking", sheet=sheet.pk).status_code == 302
    assert b"Questions of Riverbend" in pages.get(sam, "homes:support").content
    verbs = Event.objects.filter(participant_id=None).values_list("verb", flat=True)
    assert {"begin-sheet", "add-question", "begin-asking"} <= set(verbs)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"why_en": ""}, "Say why you ask"),
        ({"words_en": ""}, "Write the question in one language"),
        ({"words_en": "Everybody must answer: how did you come?"}, "no question can say so"),
        ({"why_en": "It is required."}, "no question can say so"),
        ({"words_en": "What is your passport number?"}, "This is not asked here"),
        ({"words_en": "What is your immigration status?"}, "tick that nobody needs to answer it"),
        ({"words_en": "Do you have a diagnosis?", "kind": "yes"}, "nobody needs to answer it"),
        ({"options_en": "Only one"}, "two to twenty answers"),
        ({"options_en": "By bus\nby Bus"}, "stands there twice"),
        ({"words_fr": "Comment ?", "why_fr": "Pour."}, "same answers, in the same order"),
        ({"options_fr": "a\nb"}, "same answers, in the same order"),
        ({"kind": "grade"}, "Select a valid choice"),
        ({"words_en": "x" * 5000}, "at most 200"),
    ],
)
def test_it_says_what_may_not_be_asked_and_keeps_what_was_typed(
    cast: Cast, wrong: dict[str, str], says: str
) -> None:
    sheet = made(cast)
    omar = cast.omar.client()
    said = doors.typed(**wrong)
    answer = pages.post(omar, "questions:add_question", said, sheet=sheet.pk)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert "To ask the town" in page or "why_en" in wrong
    assert doors.questions(sheet) == []


def test_it_asks_what_people_were_hurt_with_only_if_nobody_needs_to_answer(cast: Cast) -> None:
    said = doors.typed(words_en="What is your gender?", kind="short", is_careful="on")
    sheet, omar = made(cast), cast.omar.client()
    assert pages.post(omar, "questions:add_question", said, sheet=sheet.pk).status_code == 302
    look = pages.get(omar, "questions:preview", sheet=sheet.pk).content.decode()
    assert "Nobody needs to answer this to be helped here." in look


def test_it_tells_of_words_that_hurt_and_lets_them_stand(cast: Cast) -> None:
    sheet, omar = made(cast), cast.omar.client()
    said = doors.typed(words_en="Are you clean for a month, or an addict?", kind="yes")
    assert pages.post(omar, "questions:add_question", said, sheet=sheet.pk).status_code == 302
    page = pages.get(omar, "questions:sheet", sheet=sheet.pk).content.decode()
    assert "Kinder words, if you like" in page
    assert "person who uses drugs" in page


def test_it_says_a_question_otherwise_and_ends_one(cast: Cast) -> None:
    sheet = doors.begun(cast)
    omar = cast.omar.client()
    first, second = doors.questions(sheet)
    said = doors.typed(words_en="How do you get here?")
    for _twice in range(2):
        answer = pages.post(omar, "questions:change_question", said, question=first.pk)
        assert answer.status_code == 302
    now, _second = doors.questions(sheet)
    assert (now.instead_of_id, now.order) == (first.pk, first.order)
    other = pages.post(omar, "questions:change_question", doors.typed(), question=first.pk)
    assert other.status_code == 409  # somebody was first
    assert pages.post(omar, "questions:end_question", question=second.pk).status_code == 302
    assert doors.questions(sheet) == [now]
    assert pages.post(omar, "questions:end_question", question=now.pk).status_code == 422
    assert b"Asked no more" in pages.get(omar, "questions:sheet", sheet=sheet.pk).content


def test_a_question_of_another_language_is_open_where_it_is_changed(cast: Cast) -> None:
    """Who reads Spanish and changes an English question sees its words, not three empty fields."""
    question = doors.questions(doors.begun(cast, doors.EASIER))[0]
    page = cast.omar.client().get(f"/es/questions/one/{question.pk}/").content.decode()
    before, opened = page.split('<details class="more" open>')  # English, and not French
    assert doors.EASIER.words["en"] in opened and doors.EASIER.words["en"] not in before


def test_it_moves_a_question_once_for_two_taps(cast: Cast) -> None:
    sheet = doors.begun(cast, doors.BUS, doors.EASIER)
    omar = cast.omar.client()
    first, second = doors.questions(sheet)
    said = {"version": str(sheet.version)}
    assert pages.post(omar, "questions:move_question", said, question=first.pk).status_code == 302
    assert pages.post(omar, "questions:move_question", said, question=first.pk).status_code == 409
    assert doors.questions(sheet) == [second, first]
    up = {"version": str(sheet.version + 1), "up": "on"}
    assert pages.post(omar, "questions:move_question", up, question=first.pk).status_code == 302
    assert doors.questions(sheet) == [first, second]


def test_two_change_what_is_said_of_it_and_the_second_sees_it(cast: Cast) -> None:
    sheet = doors.begun(cast)
    omar, said = cast.omar.client(), {"name_en": "On the way", "keep_days": "30"}
    said |= {"version": str(sheet.version)}
    assert pages.post(omar, "questions:edit_sheet", said, sheet=sheet.pk).status_code == 302
    late = pages.post(
        cast.max.client(), "questions:edit_sheet", said | {"name_en": "Late"}, sheet=sheet.pk
    )
    assert late.status_code == 409
    assert "On the way" in late.content.decode()
    assert 'value="Late"' in late.content.decode()


def test_it_is_for_who_coordinates_or_manages_and_of_one_organisation(cast: Cast) -> None:
    sheet = doors.begun(cast)
    for who in ("maya", "dana", "kit", "ana", "piet", "sam"):
        one = getattr(cast, who).client()
        assert pages.get(one, "questions:sheet", sheet=sheet.pk).status_code == 403, who
    assert pages.get(cast.max.client(), "questions:sheet", sheet=sheet.pk).status_code == 200
    assert pages.get(cast.riley.client(), "questions:sheet", sheet=sheet.pk).status_code == 403
    with pytest.raises(errors.Missing):
        actions.end_sheet(by=cast.omar.by, sheet=ids.new())


def test_a_coordinator_of_one_programme_asks_in_that_one(cast: Cast) -> None:
    ours = doors.begun(cast)
    membership = cast.omar.membership
    assert membership is not None
    membership.programme = cast.programme
    membership.save()
    omar = cast.omar.client()
    assert pages.get(omar, "questions:sheet", sheet=ours.pk).status_code == 404
    said = {"id": str(ids.new()), "name_en": "Ours", "about": "person", "keep_days": "90"}
    assert pages.post(omar, "questions:begin_sheet", said).status_code == 302
    assert models.Sheet.objects.exclude(pk=ours.pk).get().programme_id == cast.programme.pk


def test_every_topic_is_said_in_three_languages() -> None:
    assert {one.rule for one in rules.topics()} == {"must", "never", "careful"}
    assert rules.topics_in(["Quel est votre numéro de sécurité sociale ?"])[0].rule == "never"
    assert rules.topics_in(["Es obligatorio."])[0].rule == "must"
    assert rules.topics_in(["A sextant on the wall"]) == []

"""The participant's words stay beside what was written, and so does what it said before."""

from typing import Any

import pytest

from alongside.accounts import access
from alongside.audit import queries as history
from alongside.core import errors, ids
from alongside.support import actions
from alongside.support.models import Contact, Reply, Wording
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def contact(cast: Cast, note: str = "He was late.") -> Contact:
    return Contact.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        emotional=True,
        note=note,
    )


def answered(cast: Cast, row: Contact, **more: Any) -> Reply:
    said: dict[str, Any] = {"words": "The bus was late.", "wants_correction": True} | more
    return actions.answer_note(by=cast.sam.by, id=ids.new(), contact=row.pk, **said)


def test_both_read_the_answer_beside_the_note(cast: Cast) -> None:
    row = contact(cast)
    said = {"id": str(ids.new()), "words": "The bus was late."}
    for _again in range(2):
        answer = cast.sam.client().post(f"/en/contacts/{row.pk}/answer/", said)
        assert answer.status_code == 302
    assert Reply.objects.count() == 1
    for page in (
        cast.sam.client().get("/en/contacts/"),
        cast.maya.client().get(f"/en/people/{cast.sam.id}/contacts/"),
    ):
        assert b"The bus was late." in page.content
        assert b"He was late." in page.content
    assert history.about(cast.sam.id).filter(verb="answer-note").count() == 1


def test_a_correction_keeps_what_it_said_before(cast: Cast) -> None:
    row = contact(cast)
    reply = answered(cast, row)
    maya = cast.maya.client()
    assert (
        f"/en/replies/{reply.pk}/".encode()
        in maya.get(f"/en/people/{cast.sam.id}/contacts/").content
    )
    actions.correct_contact(
        by=cast.maya.by,
        contact=row.pk,
        version=1,
        kinds=["emotional"],
        form="one",
        setting="street",
        minutes=15,
        note="The bus was late, and he waited.",
    )
    said = {"version": 1, "was_corrected": "yes", "answer": "You are right."}
    assert maya.post(f"/en/replies/{reply.pk}/", said).status_code == 302
    page = cast.sam.client().get("/en/contacts/").content
    for words in (b"The bus was late, and he waited.", b"He was late.", b"You are right."):
        assert words in page
    assert Wording.objects.get().note == "He was late."
    assert maya.post(f"/en/replies/{reply.pk}/", said).status_code == 409


def test_saying_no_needs_a_reason(cast: Cast) -> None:
    reply = answered(cast, contact(cast))
    with pytest.raises(errors.Problem):
        actions.answer_reply(by=cast.maya.by, reply=reply.pk, version=1, was_corrected=False)
    actions.answer_reply(
        by=cast.maya.by, reply=reply.pk, version=1, was_corrected=False, answer="I wrote the time."
    )
    reply.refresh_from_db()
    assert reply.state == "declined"
    assert history.about(cast.sam.id).filter(verb="answer-reply").count() == 1


def test_what_was_answered_is_not_taken_back(cast: Cast) -> None:
    row = contact(cast)
    answered(cast, row)
    with pytest.raises(errors.Gone):
        actions.take_back_contact(by=cast.maya.by, contact=row.pk)
    assert Contact.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("who", ["maya", "dana", "vera", "omar", "piet", "kit", "max"])
def test_nobody_answers_in_their_name(cast: Cast, who: str) -> None:
    row = contact(cast)
    with pytest.raises(access.Refused):
        actions.answer_note(
            by=cast.characters[who].by, id=ids.new(), contact=row.pk, words="So it was."
        )
    assert not Reply.objects.exists()


@pytest.mark.parametrize("who", ["rosa", "tess"])
def test_it_is_not_there_for_others(cast: Cast, who: str) -> None:
    row = contact(cast)
    with pytest.raises((errors.Missing, access.Refused)):
        actions.answer_note(by=cast.characters[who].by, id=ids.new(), contact=row.pk, words="x")
    page = cast.characters[who].client().get(f"/en/contacts/{row.pk}/answer/")
    assert page.status_code in {403, 404}


@pytest.mark.parametrize("words", ["", "   ", "x" * 4001])
def test_nothing_or_too_much_is_not_kept(cast: Cast, words: str) -> None:
    row = contact(cast)
    with pytest.raises(errors.Problem):
        answered(cast, row, words=words)
    assert not Reply.objects.exists()


def test_only_who_wrote_it_answers_the_wish(cast: Cast) -> None:
    reply = answered(cast, contact(cast))
    with pytest.raises(access.Refused):
        actions.answer_reply(
            by=cast.dana.by, reply=reply.pk, version=1, was_corrected=True, answer="Yes"
        )
    assert cast.dana.client().get(f"/en/replies/{reply.pk}/").status_code in {403, 404}

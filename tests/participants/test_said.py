"""Every tap has a spoken and a paper way: a worker writes it down, history says so, and the person
undoes what is not so."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.participants import actions
from alongside.participants.models import Link, Never, Participant, Said, Tie
from alongside.support.models import Contact, Reply
from tests.cast import Cast

NIGHT = {
    "reach_way": "call",
    "reach_how": "555 0100",
    "quiet_from": "21:30",
    "quiet_until": "08:00",
    "safe_words": "It is the library.",
}


def tell(client: Client, door: str, cast: Cast, told: str = "spoken", **more: Any) -> Any:
    path = reverse(f"participants:{door}", args=[cast.sam.id])
    assert b"How did they tell you?" in client.get(path).content
    return client.post(path, {"id": str(ids.new()), "told": told} | more)


def undo(cast: Cast) -> Said:
    row = Said.objects.get()
    page = cast.sam.client().get("/en/said-for-me/").content.decode()
    assert "Maya" in page
    answer = cast.sam.client().post(reverse("participants:undo_said", args=[row.pk]))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.undone_at
    assert Event.objects.filter(verb="undo-said", participant_id=cast.sam.id).count() == 1
    return row


def test_it_keeps_quiet_hours_as_they_were_said(cast: Cast) -> None:
    sam = Participant.objects.get(pk=cast.sam.id)
    answer = tell(cast.maya.client(), "say_reach", cast, version=sam.version, **NIGHT)
    assert answer.status_code == 302
    sam.refresh_from_db()
    assert (sam.quiet_from, sam.safe_words) == (time(21, 30), "It is the library.")
    looks = cast.sam.client().get("/en/looks/?only=all").content.decode()
    assert "You said it aloud, and it was written here for you" in looks
    assert "Maya, Peer worker" in looks
    undo(cast)
    sam.refresh_from_db()
    assert (sam.quiet_from, sam.reach_way, sam.safe_words) == (None, "key", "")


def test_it_does_not_undo_what_they_changed_since(cast: Cast) -> None:
    sam = Participant.objects.get(pk=cast.sam.id)
    tell(cast.maya.client(), "say_reach", cast, version=sam.version, **NIGHT)
    own = cast.sam.client()
    own.post("/en/my-ways/", NIGHT | {"safe_words": "Mine now", "version": sam.version + 1})
    path = reverse("participants:undo_said", args=[Said.objects.get().pk])
    assert own.post(path).status_code == 410
    sam.refresh_from_db()
    assert (sam.safe_words, sam.quiet_from) == ("Mine now", time(21, 30))


def test_it_closes_to_whom_they_named_also_to_whoever_writes_it(cast: Cast) -> None:
    maya = cast.maya.client()
    answer = tell(maya, "say_never", cast, told="paper", words="Maya")
    assert (answer.status_code, answer["Location"]) == (302, "/en/home/")
    assert maya.get(f"/en/people/{cast.sam.id}/").status_code == 404
    looks = cast.sam.client().get("/en/looks/?only=all").content.decode()
    assert "You gave it on paper, and it was written here for you" in looks
    assert undo(cast).told == "paper"
    assert not Never.objects.filter(until_at=None).exists()


def test_it_takes_a_name_back_and_answers_alike_where_there_was_none(cast: Cast) -> None:
    actions.name_never(by=cast.sam.by, id=ids.new(), words="Vera")
    maya = cast.maya.client()
    first = tell(maya, "say_never_back", cast, words="vera")
    again = tell(maya, "say_never_back", cast, words="Nobody Here")
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Never.objects.get().until_at
    row = Said.objects.order_by("happened_at").first()
    assert row is not None
    now = clock.now()
    vera = {"person_id": cast.vera.by.person_id, "why": "grant", "from_at": now}
    tie = Tie.objects.create(organisation=cast.riverbend, participant_id=cast.sam.id, **vera)
    cast.sam.client().post(reverse("participants:undo_said", args=[row.pk]))
    assert Never.objects.get().until_at is None
    tie.refresh_from_db()
    assert tie.until_at, "and what was opened to them meanwhile is closed again"


def test_it_makes_and_cuts_links_and_tells_no_worker_with_whom(cast: Cast) -> None:
    maya = cast.maya.client()
    answer = tell(maya, "say_link", cast, gives=["supported"], says="Hello")
    assert b"Which words do they give on?" in answer.content
    undo(cast)
    assert Link.objects.get().cut_at
    words = actions.offer_link(by=cast.rosa.by, id=ids.new(), gives=["supported"])
    assert tell(maya, "say_agree", cast, words=words, gives=["supported"]).status_code == 302
    assert Link.objects.get(one=cast.rosa.id).other_id == cast.sam.id
    rosas = cast.rosa.client().get("/en/looks/?only=all").content.decode()
    assert "Maya" not in rosas, "with whom the other walks is not for her to know"
    page = maya.get(reverse("participants:said", args=[cast.sam.id])).content.decode()
    assert "Rosa" not in page
    first, again = tell(maya, "say_cut", cast), tell(maya, "say_cut", cast)
    assert not Link.objects.filter(cut_at=None).exists()
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    cut = Said.objects.filter(what="cut").first()
    assert cut is not None
    path = reverse("participants:undo_said", args=[cut.pk])
    assert cast.sam.client().post(path).status_code == 410


def test_it_keeps_a_reply_in_their_words(cast: Cast) -> None:
    contact = Contact.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        emotional=True,
        note="We met.",
    )
    dana, path = cast.dana.client(), reverse("support:say_reply", args=[contact.pk])
    assert b"We met." in dana.get(path).content
    data = {"id": str(ids.new()), "told": "paper", "words": "It rained", "wants_correction": "on"}
    assert dana.post(path, data).status_code == 302
    assert dana.post(path, data).status_code == 302
    reply = Reply.objects.get()
    assert (reply.state, reply.heard_by_id) == ("open", cast.dana.by.person_id)
    page = cast.maya.client().get(f"/en/people/{cast.sam.id}/contacts/").content.decode()
    assert "told to Dana, who wrote it here" in page
    own = cast.sam.client()
    assert "Dana" in own.get("/en/said-for-me/").content.decode()
    own.post(reverse("participants:undo_said", args=[Said.objects.get().pk]))
    assert not Reply.objects.exists()


@pytest.mark.parametrize("door", ["say_reach", "say_never", "say_link", "say_agree", "say_cut"])
def test_it_is_only_for_those_they_let_near(cast: Cast, door: str) -> None:
    path = reverse(f"participants:{door}", args=[cast.sam.id])
    said = {"id": str(ids.new()), "told": "spoken", "words": "Vera"} | NIGHT
    for who, status in {"vera": 404, "riley": 404, "omar": 403, "kit": 403, "sam": 403}.items():
        assert cast.characters[who].client().post(path, said).status_code == status, who
    maya = cast.maya.client()
    whole = said | {"gives": ["supported"], "version": 1, "told": "guessed"}
    assert maya.post(path, whole).status_code == 422
    assert not Said.objects.exists()


def test_nobody_undoes_what_another_said(cast: Cast) -> None:
    row = actions.say_never(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, told="spoken", words="Jo"
    )
    path = reverse("participants:undo_said", args=[row.pk])
    assert cast.rosa.client().post(path).status_code == 404
    assert cast.maya.client().post(path).status_code == 403
    assert cast.tess.client().post(path).status_code == 404

"""Somebody has died: gently closed, opened to nobody, and all there again where it was wrong."""

from datetime import timedelta

from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.participants.models import Passing, Tie
from alongside.support.models import Appointment, Pairing
from tests.cast import Cast

FORM = {"told_by": "Her sister rang", "died_on": "2026-01-02"}


def test_it_ends_what_was_promised_and_brings_it_back(cast: Cast) -> None:
    Appointment.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        what="call",
        at=clock.now() + timedelta(days=1),
    )
    path = f"/en/people/{cast.sam.id}/died/"
    assert cast.maya.client().post(path, {"id": str(ids.new()), "told_by": ""}).status_code == 422
    data = {"id": str(ids.new()), **FORM}
    assert cast.maya.client().post(path, data).status_code == 302
    assert Passing.objects.get().written_by_id == cast.maya.by.id
    assert not Pairing.objects.filter(participant=cast.sam.id, until_at=None).exists()
    assert not Appointment.objects.filter(called_off_at=None).exists()
    assert not Tie.objects.filter(participant=cast.sam.id, until_at=None).exists()
    today = cast.maya.client().get("/en/today/").content.decode()
    assert "Sam has died" in today
    assert cast.maya.client().get(f"/en/people/{cast.sam.id}/").status_code == 404
    assert "neither confirm nor deny" in cast.maya.client().get("/en/grief/").content.decode()
    assert "Sam" not in cast.rosa.client().get("/en/grief/").content.decode()
    assert "Sam" not in cast.vera.client().get("/en/grief/").content.decode()

    assert "you had died" in cast.sam.client().get("/en/my-support/").content.decode()
    assert cast.sam.client().post("/en/i-am-here/").status_code == 302
    assert Pairing.objects.filter(participant=cast.sam.id, until_at=None).exists()
    assert Appointment.objects.filter(called_off_at=None).exists()
    assert cast.maya.client().get(f"/en/people/{cast.sam.id}/").status_code == 200
    verbs = Event.objects.filter(participant_id=cast.sam.id).values_list("verb", flat=True)
    assert {"tell-passing", "undo-passing"} <= set(verbs)


def test_it_is_told_by_who_walks_with_them_and_undone_by_a_coordinator(cast: Cast) -> None:
    path = f"/en/people/{cast.sam.id}/died/"
    data = {"id": str(ids.new()), **FORM}
    for who, status in (("vera", 404), ("riley", 404), ("dana", 403), ("sam", 403), ("kit", 403)):
        assert cast.characters[who].client().post(path, data).status_code == status
    assert not Passing.objects.exists()
    cast.maya.client().post(path, data)
    cast.maya.client().post(path, data)
    assert Passing.objects.count() == 1
    listed = cast.omar.client().get("/en/died/").content.decode()
    assert "Her sister rang" in listed
    assert cast.maya.client().get("/en/died/").status_code == 403
    assert cast.omar.client().post(f"{path}undo/").status_code == 302
    assert cast.omar.client().post(f"{path}undo/").status_code == 302
    assert Passing.objects.get().undone_at is not None
    assert Pairing.objects.filter(participant=cast.sam.id, until_at=None).exists()

"""A phone is made ready by its owner, and cut off from another one."""

import json
from typing import Any

import pytest
from django.test import Client

from alongside.capture import queries
from alongside.capture.models import Device
from alongside.core import clock, ids
from benchmarks.sync import phone as phones
from tests.capture.handset import DEVICES, LISTENED, OUTBOX, PACK, outcomes, ready
from tests.cast import Cast
from tests.history import happened
from tests.outreach import doors as out_there


def cut_off(client: Client, device: Any) -> Any:
    return client.post(f"/en/field/phones/{device}/cut-off/")


def test_it_says_its_secret_once_and_keeps_a_digest(cast: Cast) -> None:
    phone = ready(cast.maya)
    row = Device.objects.get(pk=phone.id)
    assert phone.token not in (row.secret_digest, row.name)
    assert (row.person_id, row.organisation_id) == (cast.maya.by.person_id, cast.riverbend.pk)
    assert happened(verb="add-phone", about_id=row.pk)
    said = {"id": phone.id, "name": "Blue phone", "public_key": phones.public_key()}
    again = cast.maya.client().post(DEVICES, json.dumps(said), "application/json")
    assert again.json()["token"] != phone.token
    assert phone.pack().status_code == 404  # the first one opens nothing any more
    other = cast.vera.client().post(DEVICES, json.dumps(said), "application/json")
    assert other.status_code == 404
    half, private = {"kty": "EC", "crv": "P-256"}, phones.public_key() | {"d": "AA"}
    for key in (half, private):
        bad = json.dumps(said | {"id": str(ids.new()), "public_key": key})
        assert cast.maya.client().post(DEVICES, bad, "application/json").status_code == 422


def test_it_gives_a_pack_of_words_and_initials(cast: Cast) -> None:
    assert cast.sam.participant is not None
    cast.sam.participant.alias = "Samuel Rivera"
    cast.sam.participant.save()
    phone = ready(cast.maya)

    answer = phone.pack()

    found = answer.json()
    assert sorted(one["called"] for one in found["people"]) == ["Lee", "S. R."]
    assert "Samuel" not in answer.content.decode()
    assert [one["name"] for one in found["sites"]] == ["Mill Street"]
    assert found["csrf"]
    assert {"contact", "sheet", "tap"} <= set(found["kinds"])
    assert "naloxone-nasal-4mg" in [one["slug"] for one in found["items"]]
    assert phone.pack(**{"If-None-Match": answer["ETag"]}).status_code == 304


def test_it_empties_a_phone_that_was_cut_off_whoever_is_signed_in(cast: Cast) -> None:
    phone = ready(cast.maya)
    elsewhere = cast.maya.client()

    assert cut_off(elsewhere, phone.id).status_code == 302
    for client in (phone.client, Client()):
        headers = {"X-Field-Device": phone.token}
        for answer in (
            client.get(PACK, headers=headers),
            client.post(OUTBOX, "{}", "application/json", headers=headers),
            client.post(DEVICES, "{}", "application/json", headers=headers),
        ):
            assert (answer.status_code, answer.json()) == (410, {"wipe": True})
    assert phone.client.get("/en/today/").status_code == 302  # signed out there
    assert elsewhere.get("/en/today/").status_code == 200
    page = elsewhere.get("/en/field/phones/").content.decode()
    assert "told to empty itself" in page
    assert happened(verb="cut-off-phone", about_id=phone.device.pk)
    assert len(happened(verb="empty-phone")) == 1


def test_it_is_cut_off_by_whoever_keeps_the_field_and_by_nobody_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, phone = ready(cast.dana), ready(cast.maya)
    with monkeypatch.context() as few:  # a large team: one's own are there first
        few.setattr(queries, "MOST_SHOWN", 1)
        assert [str(row.pk) for row in queries.phones(cast.dana.by).mine] == [own.id]
    assert cut_off(cast.vera.client(), phone.id).status_code == 404
    assert cut_off(cast.riley.client(), phone.id).status_code == 404
    assert cut_off(cast.ana.client(), phone.id).status_code == 403
    assert phone.pack().status_code == 200
    assert "Blue phone" in cast.dana.client().get("/en/field/phones/").content.decode()
    assert "Blue phone" not in cast.vera.client().get("/en/field/phones/").content.decode()
    assert cut_off(cast.dana.client(), phone.id).status_code == 302
    assert phone.pack().status_code == 410


def test_it_asks_to_sign_in_where_nobody_is_and_loses_nothing(cast: Cast) -> None:
    phone = ready(cast.maya)
    one = phone.capture("contact", LISTENED)
    phone.client = Client()
    answer = phone.post(phone.sealed(one))
    assert answer.status_code == 401
    assert answer.json() == {"sign_in": "/en/sign-in/"}
    phone.client = cast.vera.client()  # somebody else is signed in on it
    assert phone.post(phone.sealed(one)).status_code == 409
    phone.client = cast.ana.client()
    assert phone.post(phone.sealed(one)).status_code == 403
    phone.client = cast.maya.client()
    assert outcomes(phone.send(one)) == ["done"]


def test_it_takes_nothing_without_the_token_of_the_session(cast: Cast) -> None:
    phone = ready(cast.maya)
    strict = cast.maya.client(enforce_csrf_checks=True)
    phone.client = strict
    assert phone.post([]).json() == {"token": "old"}
    token = phone.pack().json()["csrf"]
    body = json.dumps({"phone_now": clock.now().isoformat(), "captures": []})
    headers = {"X-Field-Device": phone.token, "X-CSRFToken": token}
    answer = strict.post(OUTBOX, body, "application/json", headers=headers)
    assert (answer.status_code, answer.json()["results"]) == (200, [])


def test_it_counts_as_connected_only_while_there_is_a_server() -> None:
    """As `make bench-sync` measures it."""
    phone = phones.Phone(1, "127.0.0.1", 1, "")
    phone.lines = [(0.0, 2.0), (3.0, 4.0), (5.0, 9.0)]
    assert phone.connected() == 7.0
    assert phone.connected([(1.5, 3.5), (6.0, 7.0)]) == 5.0
    assert phone.connected([(0.0, 10.0)]) == 0.0


def test_it_brings_alerts_line_by_line(cast: Cast) -> None:
    out_there.alert(cast)
    (alert,) = ready(cast.maya).pack().json()["alerts"]
    lines = alert["text"].split("\n")
    assert lines[0].startswith("Found in it: ")
    assert "What isn’t known: How much of it is in it." in lines
    assert len(lines) > 3 and all(lines)


def test_it_speaks_each_language_before_it_has_signal_again(cast: Cast) -> None:
    out_there.alert(cast)
    found = ready(cast.maya).pack().json()
    syringe = next(one for one in found["items"] if one["slug"] == "syringe")
    assert syringe["name"] == syringe["in"]["en"]["name"] != syringe["in"]["fr"]["name"]
    (alert,) = found["alerts"]
    texts = {alert["in"][code]["text"] for code in ("en", "fr", "es")}
    assert alert["text"] in texts and len(texts) == 3

"""Somebody unknown asks for naloxone; their address is gone the moment it is on its way."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from alongside.core import errors, ids
from alongside.supplies import actions, models
from alongside.supplies.queries import naloxone as queries
from tests.cast import Cast
from tests.supplies import kits

ASK, ASKED = "/en/naloxone/ask/", "/en/supplies/naloxone/asked/"


def asking(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "id": str(ids.new()), "organisation": str(cast.riverbend.pk), "way": "post",
        "to": "12 Elm Street", "called": "Blue", "kits": "2",
    } | more  # fmt: skip


def kept(row: models.KitRequest) -> str:
    """The row as it lies in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM supplies_kitrequest WHERE kits = %s", [row.kits])
        return repr(cursor.fetchall())


def test_it_is_sent_and_the_address_is_gone(cast: Cast) -> None:
    van, browser, dana = kits.place(cast, kits=5), Client(), cast.dana.client()
    assert browser.post(ASK, asking(cast)).status_code == 422  # nobody offers it yet
    kits.offer(cast)
    said = asking(cast)
    for _ in range(2):
        answer = browser.post(ASK, said)
        assert answer.status_code == 200 and not answer.cookies
        assert "Riverbend Recovery has your request" in answer.content.decode()
    row = models.KitRequest.objects.get()
    assert row.address == "12 Elm Street" and "Elm" not in kept(row)
    listed = dana.get(ASKED).content.decode()
    assert "Elm" not in listed and "2 kits" in listed
    path = f"{ASKED}{row.pk}/"
    assert "12 Elm Street" in dana.get(path).content.decode()
    sent = {"item": kits.NASAL, "place": str(van.pk)}
    for _ in range(2):
        assert dana.post(path, sent).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.address, row.called) == ("sent", "", "")
    assert models.Kit.objects.get().way == "post" and models.Level.objects.get().count == 3
    assert "Nothing of who asked" in dana.get(path).content.decode()


def test_it_opens_to_those_who_send_and_to_nobody_else(cast: Cast) -> None:
    kits.offer(cast)
    row = kits.request(cast)
    assert cast.maya.client().get(f"{ASKED}{row.pk}/").status_code == 403
    with pytest.raises(errors.Missing):
        actions.close_kit_request(by=_elsewhere(cast), asked=row.pk)
    actions.close_kit_request(by=cast.omar.by, asked=row.pk)
    actions.send_kit(by=cast.omar.by, asked=row.pk, item=kits.NASAL)  # closed is closed
    row.refresh_from_db()
    assert row.state == "closed" and row.address == "" and not models.Kit.objects.exists()


def _elsewhere(cast: Cast) -> Any:
    from dataclasses import replace

    return replace(cast.dana.by, organisation_id=cast.harbour.pk)


def test_it_stays_where_there_are_too_few(cast: Cast) -> None:
    """Stock refuses: the address is still there, and the request waits."""
    van = kits.place(cast, kits=1)
    kits.offer(cast)
    row = kits.request(cast, kits=2)
    sent = {"item": kits.NASAL, "place": str(van.pk)}
    assert cast.omar.client().post(f"{ASKED}{row.pk}/", sent).status_code == 422
    row.refresh_from_db()
    assert row.state == "waiting" and row.address == "12 Elm Street"


def test_it_offers_only_what_is_offered(cast: Cast) -> None:
    offer = kits.offer(cast, posts=False)
    assert Client().post(ASK, asking(cast)).status_code == 422
    assert Client().post(ASK, asking(cast, way="hand")).status_code == 200
    assert Client().post(ASK, asking(cast, way="hand", to=" ")).status_code == 422
    with pytest.raises(errors.Stale):
        actions.offer_kits(
            by=cast.omar.by, version=offer.version - 1, posts=True, hands_over=True,
            hears_stories=False,
        )  # fmt: skip


def test_it_shows_who_waits_before_all_who_were_answered(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ASKED", 2)
    kits.offer(cast)
    for number in range(4):
        assert Client().post(ASK, asking(cast, called=f"Person {number}")).status_code < 400
        if number < 3:
            row = models.KitRequest.objects.get(state="waiting")
            actions.close_kit_request(by=cast.dana.by, asked=row.pk)
    seen = queries.requests(cast.dana.by)
    assert seen[0].state == "waiting" and len(seen) == 3

"""A time is asked for or offered, answered by the other one, and let go without reasons."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alongside.core import clock, ids
from alongside.support import actions
from alongside.support.models import Appointment, Invitation, Pairing
from tests.cast import Cast
from tests.support.doors import get, post, verbs

NEW_YORK = ZoneInfo("America/New_York")


def said(*days: int, **more: Any) -> dict[str, Any]:
    at = clock.now().astimezone(NEW_YORK).replace(hour=10, minute=0)
    times = [(at + timedelta(days=day)).strftime("%Y-%m-%dT%H:%M") for day in days or (2, 3)]
    named = dict(zip(("first", "second", "third"), times, strict=False))
    rest = {"what": "meeting", "zone": "America/New_York", "place": "The bench", "words": ""}
    return {"id": str(ids.new()), **rest, **named, **more}


def wanted(days: int = 2) -> actions.Wanted:
    return actions.Wanted("meeting", [clock.now() + timedelta(days=days)], "America/New_York")


def asked(cast: Cast) -> Invitation:
    pk = ids.new()
    actions.ask_time(by=cast.sam.by, id=pk, peer=cast.maya.by.person_id, wanted=wanted())
    return Invitation.objects.get(pk=pk)


def offered(cast: Cast) -> Invitation:
    pk = ids.new()
    actions.offer_time(by=cast.maya.by, id=pk, participant=cast.sam.id, wanted=wanted())
    return Invitation.objects.get(pk=pk)


def test_it_is_asked_for_and_taken(cast: Cast) -> None:
    """Sam asks on the phone, twice by a double tap; Maya sees it on Today and takes one."""
    sam, maya, form = cast.sam.client(), cast.maya.client(), said()
    for _ in range(2):
        assert post(sam, "support:ask_time", form).status_code == 302
    row = Invitation.objects.get()
    assert (row.from_participant, row.peer_id) == (True, cast.maya.by.person_id)
    assert [at.astimezone(NEW_YORK).strftime("%Y-%m-%dT%H:%M") for at in row.moments] == [
        form["first"],
        form["second"],
    ]
    assert "Asks you for a time" in get(maya, "homes:today").content.decode()
    page = get(maya, "support:invitation", invitation=row.pk)
    assert "10 a.m." in page.content.decode()
    take = {"at": row.times[1], "version": row.version}
    for _ in range(2):
        answer = post(maya, "support:accept_time", take, invitation=row.pk)
        assert answer.status_code == 302
    made = Appointment.objects.get()
    assert (made.at, made.zone, made.place) == (row.moments[1], "America/New_York", "The bench")
    assert verbs(cast.sam.id) == ["ask-time", "accept-time"]
    assert "The bench" in get(sam, "support:appointments").content.decode()
    assert "You meet Maya" in get(sam, "homes:support").content.decode()


def test_it_is_offered_and_another_is_named(cast: Cast) -> None:
    sam, maya = cast.sam.client(), cast.maya.client()
    assert post(maya, "support:offer_time", said(), participant=cast.sam.id).status_code == 302
    row = Invitation.objects.get()
    assert "Maya offers a time" in get(sam, "homes:support").content.decode()
    other = {**said(5), "version": row.version}
    for _ in range(2):
        assert post(sam, "support:suggest_time", other, invitation=row.pk).status_code == 302
    row.refresh_from_db()
    new = Invitation.objects.exclude(pk=row.pk).get()
    assert (row.state, new.state, new.from_participant) == ("another", "open", True)
    assert verbs(cast.sam.id) == ["offer-time", "suggest-time"]
    # It is Maya's turn now, and the first one is answered.
    take: dict[str, Any] = {"at": new.times[0], "version": new.version}
    assert post(sam, "support:accept_time", take, invitation=new.pk).status_code == 422
    take = {"at": row.times[0], "version": row.version}
    assert post(sam, "support:accept_time", take, invitation=row.pk).status_code == 410
    assert not Appointment.objects.exists()


def test_it_is_let_go_by_either_without_reasons(cast: Cast) -> None:
    for who in ("sam", "maya"):
        row, client = asked(cast), cast.characters[who].client()
        for _ in range(2):
            assert post(client, "support:let_time_go", invitation=row.pk).status_code == 302
        row.refresh_from_db()
        assert row.state == "let-go"
        take = {"at": row.times[0], "version": row.version}
        answer = post(cast.maya.client(), "support:accept_time", take, invitation=row.pk)
        assert answer.status_code == 410
    assert verbs(cast.sam.id) == ["ask-time", "let-time-go"] * 2


def test_it_counts_against_nobody_when_they_do_not_meet(cast: Cast) -> None:
    """Before its time Sam can't come; after its time it just did not come about."""
    sam, rows = cast.sam.client(), []
    for ago in (timedelta(days=-1), timedelta(hours=3)):
        rows.append(
            Appointment.objects.create(
                organisation=cast.riverbend,
                participant_id=cast.sam.id,
                peer_id=cast.maya.by.person_id,
                at=clock.now() - ago,
            )
        )
        for _ in range(2):
            answer = post(sam, "support:not_coming", appointment=rows[-1].pk)
            assert answer.status_code == 302
    assert verbs(cast.sam.id) == ["call-off", "did-not-meet"]
    for client in (sam, cast.maya.client()):
        text = get(client, "support:appointments").content.decode()
        assert text.count("Things come up.") == 1
    columns = {field.name for field in Appointment._meta.get_fields()}
    assert not {"missed_at", "no_show", "missed"} & columns


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": ""},
        {"first": "soon"},
        {"first": "2020-01-01T10:00"},
        {"first": "2027-03-14T02:30"},  # the clocks go forward over it
        {"what": "visit"},
        {"zone": "Mars/Olympus"},
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(cast: Cast, wrong: dict[str, Any]) -> None:
    answer = post(cast.sam.client(), "support:ask_time", said(words="kept words") | wrong)
    assert answer.status_code == 422
    assert "kept words" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_it_asks_for_the_yes_and_for_walking_together(cast: Cast) -> None:
    assert post(cast.lee.client(), "support:ask_time", said()).status_code == 410
    assert post(cast.rosa.client(), "support:ask_time", said()).status_code == 422
    row = asked(cast)
    actions.end_pairing(by=cast.sam.by, pairing=Pairing.objects.get(participant=cast.sam.id).pk)
    row.refresh_from_db()
    assert row.state == "let-go"
    assert post(cast.sam.client(), "support:ask_time", said()).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 404), ("dana", 403), ("rosa", 404), ("riley", 404), ("omar", 403)]
)
def test_it_is_between_the_two_of_them(cast: Cast, who: str, status: int) -> None:
    row, client = offered(cast), cast.characters[who].client()
    take: dict[str, Any] = {"at": row.times[0], "version": row.version}
    where: dict[str, Any] = {"invitation": row.pk}
    assert get(client, "support:invitation", **where).status_code == status
    for name in ("accept_time", "suggest_time", "let_time_go"):
        assert post(client, f"support:{name}", take, **where).status_code == status
    row.refresh_from_db()
    assert row.state == "open"

"""What was promised: made, kept, called off."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alongside.core import clock, ids
from alongside.participants.models import Consent
from alongside.support import actions, rules
from alongside.support.models import Appointment, Pairing
from tests.cast import Cast
from tests.support.doors import get, post, verbs

NEW_YORK = ZoneInfo("America/New_York")


def said(**more: Any) -> dict[str, Any]:
    at = (clock.now() + timedelta(days=2)).astimezone(NEW_YORK)
    rest = {"what": "call", "at": at.strftime("%Y-%m-%dT%H:%M"), "place": ""}
    return {"id": str(ids.new()), **rest, **more}


def promised(cast: Cast, **more: Any) -> Appointment:
    at = clock.now() + timedelta(hours=1)
    return actions.promise(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, **{"what": "call", "at": at, **more}
    )


def test_it_is_made_once_at_the_time_of_the_place(cast: Cast) -> None:
    maya, form = cast.maya.client(), said(place="The bench by the river")
    for _ in range(2):
        assert post(maya, "support:promise", form, participant=cast.sam.id).status_code == 302
    row = Appointment.objects.get()
    assert row.at.astimezone(NEW_YORK).strftime("%Y-%m-%dT%H:%M") == form["at"]
    assert row.place == "The bench by the river"
    assert verbs(cast.sam.id) == ["promise"]
    page = get(maya, "support:person", participant=cast.sam.id).content.decode()
    assert "The bench by the river" in page


def test_it_is_made_week_by_week_and_called_off_from_any_day_on(cast: Cast) -> None:
    """A call every week for twelve weeks, at the same hour though the clocks change; the next one
    is what both read, and what has been is left as it was."""
    maya, form = cast.maya.client(), said(times="12")
    for _ in range(2):
        assert post(maya, "support:promise", form, participant=cast.sam.id).status_code == 302
    rows = list(Appointment.objects.order_by("at"))
    local = [row.at.astimezone(NEW_YORK) for row in rows]
    assert len({(each.weekday(), each.hour, each.minute) for each in local}) == 1
    assert [(each.date() - local[0].date()).days for each in local] == list(range(0, 84, 7))
    assert {row.what for row in rows} == {"call"} and verbs(cast.sam.id) == ["promise"]
    page = get(maya, "support:person", participant=cast.sam.id).content.decode()
    assert "8 more are promised after these" in page
    whole = {"participant": cast.sam.id, "appointment": rows[2].pk}
    for _ in range(2):
        assert post(maya, "support:call_off", {"left": "all"}, **whole).status_code == 302
    assert Appointment.objects.filter(called_off_at=None).count() == 2
    assert verbs(cast.sam.id).count("call-off") == 1
    wrong = said(times="400")
    assert post(maya, "support:promise", wrong, participant=cast.sam.id).status_code == 422


def test_it_keeps_its_hour_over_a_change_of_clocks() -> None:
    before = datetime(2027, 3, 7, 2, 30, tzinfo=NEW_YORK)
    hours = [at.astimezone(NEW_YORK).hour for at in rules.weekly(before, 4, "America/New_York")]
    assert hours == [2, 3, 2, 2]  # on one of these days there is no hour of two


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": ""},
        {"at": "soon"},
        {"at": "2020-01-01T10:00"},
        {"at": "2027-03-14T02:30"},  # the clocks go forward over it
        {"what": "visit"},
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(cast: Cast, wrong: dict[str, Any]) -> None:
    form = said(place="kept words") | wrong
    answer = post(cast.maya.client(), "support:promise", form, participant=cast.sam.id)
    assert "kept words" in answer.content.decode()
    assert not Appointment.objects.exists()


def test_it_is_not_written_down_without_consent(cast: Cast) -> None:
    answer = post(cast.maya.client(), "support:promise", said(), participant=cast.lee.id)
    assert answer.status_code == 410
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 404), ("dana", 403), ("sam", 403), ("riley", 404)]
)
def test_it_is_the_peers_own(cast: Cast, who: str, status: int) -> None:
    row, client = promised(cast), cast.characters[who].client()
    where: dict[str, Any] = {"participant": cast.sam.id, "appointment": row.pk}
    assert post(client, "support:promise", said(), participant=cast.sam.id).status_code == status
    assert post(client, "support:keep_promise", **where).status_code == status
    assert post(client, "support:call_off", **where).status_code == status
    row.refresh_from_db()
    assert (row.kept_at, row.called_off_at) == (None, None)


def test_it_is_kept_once_and_then_not_called_off(cast: Cast) -> None:
    row, maya = promised(cast), cast.maya.client()
    where: dict[str, Any] = {"participant": cast.sam.id, "appointment": row.pk}
    for _ in range(2):
        assert post(maya, "support:keep_promise", **where).status_code == 302
    assert post(maya, "support:call_off", **where).status_code == 410
    row.refresh_from_db()
    assert row.kept_at is not None
    assert row.called_off_at is None
    assert verbs(cast.sam.id) == ["promise", "keep-promise"]


def test_it_is_called_off_once_and_then_not_kept(cast: Cast) -> None:
    row, maya = promised(cast), cast.maya.client()
    where: dict[str, Any] = {"participant": cast.sam.id, "appointment": row.pk}
    for _ in range(2):
        assert post(maya, "support:call_off", **where).status_code == 302
    assert post(maya, "support:keep_promise", **where).status_code == 410
    assert verbs(cast.sam.id) == ["promise", "call-off"]


def test_it_is_not_kept_days_before(cast: Cast) -> None:
    row = promised(cast, at=clock.now() + timedelta(days=3))
    answer = post(
        cast.maya.client(), "support:keep_promise", participant=cast.sam.id, appointment=row.pk
    )
    assert answer.status_code == 422


def test_it_ends_with_the_pairing(cast: Cast) -> None:
    row = promised(cast)
    pairing = Pairing.objects.get(participant=cast.sam.id)
    actions.end_pairing(by=cast.sam.by, pairing=pairing.pk)
    row.refresh_from_db()
    assert row.called_off_at is not None
    assert Consent.objects.filter(participant=cast.sam.id, withdrawn_at=None).count() == 2

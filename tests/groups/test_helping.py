"""Anybody may offer help; the way to helping is the organisation's own; one's own calendar."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar as Told

from alongside.core import ids
from alongside.groups import actions
from alongside.groups.models import Calendar, Offer, Standing
from tests.cast import Cast
from tests.groups import circles


@pytest.mark.django_db
def test_it_is_offered_answered_and_taken_back(cast: Cast) -> None:
    offer = {"id": str(ids.new()), "what": "cook", "called": "Sammy", "words": "Soup"}
    sam = cast.sam.client()
    assert sam.post("/en/groups/help/", offer | {"what": "win"}).status_code == 422
    for _twice in range(2):
        assert sam.post("/en/groups/help/", offer).status_code == 302
    row = Offer.objects.get()
    assert "Soup" in cast.omar.client().get("/en/groups/help/offered/").content.decode()
    path = f"/en/groups/help/offered/{row.pk}/"
    assert cast.maya.client().get(path).status_code == 404  # not made to a group she runs
    assert cast.kit.client().get(path).status_code == 403
    said = {"version": 1, "accept": "yes", "answer": "Friday at five"}
    assert cast.omar.client().post(path, said).status_code == 302
    assert "Friday at five" in sam.get("/en/groups/help/").content.decode()
    assert sam.post(f"/en/groups/help/{row.pk}/back/").status_code == 302
    assert not Offer.objects.exists()


@pytest.mark.django_db
def test_it_shows_the_steps_as_the_organisation_has_them(cast: Cast) -> None:
    shipped = cast.sam.client().get("/es/groups/way/").content.decode()
    assert "Trabajar como par" in shipped
    ours = '[[step]]\nslug = "tea"\nname = "Make the tea"\nneeds = "A kettle"\n'
    kit = cast.kit.client()
    odd = kit.post("/en/groups/way/write/", {"version": 0, "toml": "[[step]"})
    assert odd.status_code == 422
    assert kit.post("/en/groups/way/write/", {"version": 0, "toml": ours}).status_code == 302
    assert kit.post("/en/groups/way/write/", {"version": 0, "toml": ours}).status_code == 409
    assert "A kettle" in cast.sam.client().get("/en/groups/way/").content.decode()
    mine = {"step": "tea", "called": "Sammy"}
    assert cast.sam.client().post("/en/groups/way/", mine).status_code == 302
    assert "Sammy" not in cast.omar.client().get("/en/groups/help/offered/").content.decode()
    cast.sam.client().post("/en/groups/way/", mine | {"shown": "on"})
    assert "Sammy" in cast.omar.client().get("/en/groups/help/offered/").content.decode()
    cast.sam.client().post("/en/groups/way/", {"step": ""})
    assert not Standing.objects.exists()


def _events(body: bytes) -> list[Any]:
    return list(Told.from_ical(body).walk("VEVENT"))


@pytest.mark.django_db
def test_it_stands_in_their_own_calendar_and_says_nothing(cast: Cast) -> None:
    group = circles.circle(cast, place="Back room")
    actions.join(by=cast.sam.by, id=ids.new(), group=group.pk)
    actions.call_off(by=cast.maya.by, group=group.pk, on=circles.in_weeks(1))
    made = cast.sam.client().post("/en/groups/calendar/", {"id": str(ids.new())})
    address = made.context["address"]
    path = "/" + address.partition("://")[2].partition("/")[2]
    assert str(cast.sam.id) not in path
    answer = Client().get(path)
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    body = answer.content.decode()
    for hidden in ("Tuesday", "Back room", "meet.example", str(group.pk), "Sam"):
        assert hidden not in body
    (event,) = _events(answer.content)
    assert str(event["summary"]) == "Busy"
    assert event["rrule"]["FREQ"] == ["WEEKLY"]
    assert event["exdate"].dts[0].dt.date() == circles.in_weeks(1)
    cast.sam.client().post("/en/groups/calendar/", {"id": str(ids.new()), "says_names": "on"})
    assert Client().get(path).status_code == 404
    assert Calendar.objects.filter(ended_at=None).count() == 1
    cast.sam.client().post("/en/groups/calendar/", {"do": "end"})
    assert not Calendar.objects.filter(ended_at=None).exists()


@pytest.mark.django_db
def test_it_publishes_a_calendar_of_what_may_be_known(cast: Cast) -> None:
    shown = circles.circle(cast, is_public=True, place="Back room")
    hidden = circles.circle(cast, name="Closed circle", door="closed")
    own = circles.own(cast, shows_when=True)
    nobody = Client()
    every = nobody.get("/groups/riverbend.ics").content.decode()
    assert "Tuesday circle" in every
    assert "meet.example" not in every
    assert "Closed circle" not in every
    assert "Our own evening" not in every
    for pk, status in ((shown.pk, 200), (hidden.pk, 404), (own.pk, 404)):
        assert nobody.get(f"/groups/riverbend/{pk}.ics").status_code == status
    assert nobody.get(f"/groups/harbour/{shown.pk}.ics").status_code == 404
    (event,) = _events(nobody.get(f"/groups/riverbend/{shown.pk}.ics").content)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=1)

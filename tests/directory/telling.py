"""What tests about keeping the directory true share: two listings, and forms as people send."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client

from alongside.core import clock, ids
from alongside.directory import models
from alongside.directory.rules import changes


def seen_a_minute_ago(seconds: int = 60) -> str:
    """The id of a form that somebody took a minute to fill in."""
    at = int((clock.now() - timedelta(seconds=seconds)).timestamp() * 1000)
    rest = ids.new().int & ((1 << 80) - 1)
    return str(uuid.UUID(int=at << 80 | rest))


def source(key: str = "list") -> models.Source:
    return models.Source.objects.get_or_create(key=key, defaults={"name": "A list"})[0]


def meeting(**more: Any) -> models.Meeting:
    common: dict[str, Any] = {
        "source": source(),
        "key": str(ids.new()),
        "mark": "x",
        "name": "Tuesday at the hall",
        "weekday": 2,
        "start_minute": 19 * 60,
        "end_minute": 20 * 60,
        "attendance": "in-person",
        "address": "1 Some Street",
        "town": "Elmora",
        "time_zone": "America/Toronto",
        "near_latitude": 45.0,
        "near_longitude": -75.0,
    }
    return models.Meeting.objects.create(**common | more)


def service(**more: Any) -> models.Service:
    owner = models.ListedOrganisation.objects.create(
        source=source(), key=str(ids.new()), mark="x", name="Kettle House"
    )
    common: dict[str, Any] = {
        "source": source(),
        "key": str(ids.new()),
        "mark": "x",
        "organisation": owner,
        "organisation_name": owner.name,
        "name": "Soup",
        "phone": "555 0100",
        "email": "soup@kettle.example",
    }
    row = models.Service.objects.create(**common | more)
    place = models.Location.objects.create(
        source=source(), key=str(ids.new()), mark="x", organisation=owner, name="Kettle House"
    )
    models.ServiceAtLocation.objects.create(
        source=source(),
        key=str(ids.new()),
        mark="x",
        service=row,
        location=place,
        near_latitude=45.0,
        near_longitude=-75.0,
    )
    return row


def shown(row: models.Meeting | models.Service) -> dict[str, Any]:
    """The fields of its form as a browser would send them, unchanged."""
    kind = kind_of(row)
    said: dict[str, Any] = {}
    for name in changes.FIELDS[kind]:
        value = getattr(row, name)
        if name in {"start_minute", "end_minute"} and value is not None:
            value = "{:02}:{:02}".format(*divmod(value, 60))
        said[name] = "" if value is None else value
    return said


def kind_of(row: models.Meeting | models.Service) -> str:
    return "meetings" if isinstance(row, models.Meeting) else "services"


def path(row: models.Meeting | models.Service, word: str = "") -> str:
    return f"/en/{kind_of(row)}/{row.pk}/{word}"


def send(row: models.Meeting | models.Service, word: str, **said: Any) -> Any:
    """A public form, sent by nobody known."""
    data = {"id": seen_a_minute_ago(), "homepage": "", "words": "", "reach": ""} | said
    return Client().post(path(row, word), data)


def told(row: models.Meeting | models.Service, **changed: Any) -> models.Suggestion:
    """A change that waits."""
    assert send(row, "suggest/", **shown(row) | changed).status_code == 200
    return models.Suggestion.objects.latest("sent_at")

"""A phone as tests hold it: made ready by its owner, and whatever it says goes sealed through the
real door."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test import Client

from alongside.capture import models
from alongside.core import clock, ids
from benchmarks.sync import phone as phones
from tests.cast import Character

DEVICES, OUTBOX, PACK = "/en/field/devices/", "/en/field/outbox/", "/en/field/pack/"
LISTENED: dict[str, Any] = {"kinds": ["emotional"], "minutes": 20}


@dataclass
class Handset:
    client: Client
    id: str
    token: str
    server_key: dict[str, str]
    seq: int = 0
    said: list[dict[str, Any]] = field(default_factory=list)

    @property
    def device(self) -> models.Device:
        return models.Device.objects.get(pk=self.id)

    def capture(
        self, kind: str, body: dict[str, Any], *, at: datetime | None = None, **around: Any
    ) -> dict[str, Any]:
        """In clear, as the phone makes it, with its next number."""
        self.seq += 1
        moment = (at or clock.now()).isoformat()
        made = {
            "id": str(ids.new()),
            "kind": kind,
            "happened_at": moment,
            "phone_now": moment,
            "seq": self.seq,
            "person": None,
            "place": None,
            "body": body,
        }
        made |= {name: str(value) if value else value for name, value in around.items()}
        return made

    def sealed(self, *captures: dict[str, Any]) -> list[dict[str, Any]]:
        return [phones.sealed(one, self.server_key) for one in captures]

    def send(self, *captures: dict[str, Any], now: datetime | None = None) -> list[dict[str, Any]]:
        answer = self.post(self.sealed(*captures), now=now)
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = answer.json()["results"]
        return found

    def post(
        self, captures: list[Any], *, now: datetime | None = None, language: str = "en"
    ) -> Any:
        body = {"phone_now": (now or clock.now()).isoformat(), "captures": captures}
        path = OUTBOX.replace("/en/", f"/{language}/")
        return self.client.post(
            path, json.dumps(body), "application/json", headers={"X-Field-Device": self.token}
        )

    def pack(self, **headers: str) -> Any:
        return self.client.get(PACK, headers={"X-Field-Device": self.token, **headers})


def ready(owner: Character, client: Client | None = None) -> Handset:
    client = client or owner.client()
    said = {"id": str(ids.new()), "name": "Blue phone", "public_key": phones.public_key()}
    answer = client.post(DEVICES, json.dumps(said), "application/json")
    assert answer.status_code == 201, answer.content
    found = answer.json()
    return Handset(client, found["device"], found["token"], found["server_key"])


def outcomes(results: list[dict[str, Any]]) -> list[str]:
    return [one["outcome"] for one in results]

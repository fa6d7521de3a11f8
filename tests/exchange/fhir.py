"""A small house asked as programs of health care ask: what the tests of FHIR share."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.directory import models
from alongside.exchange import actions
from alongside.exchange.fhir import names
from tests.directory import feeds
from tests.exchange import hsds_data as data
from tests.exchange import r4

BEFORE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TODAY = BEFORE + timedelta(days=10)
PKS = {names.SERVICE: data.uid(20), names.LOCATION: data.uid(30), names.ORGANISATION: data.uid(10)}


def another(number: int, **more: Any) -> Any:
    """The same house of other ids, so that nothing is shared."""
    said = json.dumps(data.service() | more)
    return json.loads(said.replace("-4000-8000-", f"-4000-8{number:03}-"))


def bring(folder: Path, said: list[Any]) -> models.Run:
    where = data.write(folder, said)
    return actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora")


@pytest.fixture
def soup(tmp_path: Path) -> dict[str, Any]:
    feeds.towns()
    said = data.service()
    with time_machine.travel(BEFORE, tick=False):
        bring(tmp_path, [said])
    models.Location.objects.update(organisation=data.uid(10))
    return said


def ask(path: str, parameters: Any = None, *, status: int = 200, **headers: str) -> Any:
    """Valid R4, whatever it is; from any website, without a cookie."""
    answer = Client().get(f"/fhir/{path}", parameters, headers=headers)
    return read(answer, status)


def read(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"].startswith("application/fhir+json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    said = answer.json()
    assert not r4.wrong(said), r4.wrong(said)
    if status >= 400:
        assert said["resourceType"] == "OperationOutcome"
    return said


def resources(bundle: Any) -> list[Any]:
    return [each["resource"] for each in bundle.get("entry", [])]

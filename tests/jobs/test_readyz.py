from datetime import timedelta

import pytest
from django.test import Client

from alongside.core import clock
from alongside.jobs import actions, models, rules

pytestmark = pytest.mark.django_db


def test_it_says_no_while_no_worker_beats(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert not answer.json()["checks"]["worker"]["ok"]
    assert answer.json()["checks"]["migrations"]["ok"]


def test_it_says_yes_when_everything_is_there(client: Client) -> None:
    actions.beat(name="one", now=clock.now())
    actions.due(now=clock.now())
    answer = client.get("/readyz")
    assert answer.json()["ready"], answer.json()
    assert answer.status_code == 200
    assert not answer.cookies


def test_it_notices_a_worker_that_stands_still(client: Client) -> None:
    actions.due(now=clock.now())
    actions.beat(name="one", now=clock.now() - rules.PULSE_LIMIT - timedelta(seconds=1))
    assert not client.get("/readyz").json()["checks"]["worker"]["ok"]


@pytest.mark.parametrize(("hours", "well"), [(20, True), (37, False)])
def test_it_notices_a_seal_that_is_old(client: Client, hours: int, well: bool) -> None:
    actions.due(now=clock.now())
    models.Duty.objects.filter(slug="seal").update(
        last_done_at=clock.now() - timedelta(hours=hours)
    )
    assert client.get("/readyz").json()["checks"]["seal"]["ok"] is well


def test_it_notices_a_full_disk(client: Client, settings: object) -> None:
    settings.DISK_FREE_MB = 10**9  # type: ignore[attr-defined]
    assert not client.get("/readyz").json()["checks"]["disk"]["ok"]


def test_it_answers_while_it_knows_nothing(client: Client) -> None:
    assert client.get("/healthz").status_code == 200

"""A network that asks very often waits, whatever it reads; nobody learns whose it is."""

from typing import Any

import pytest
from django.test import Client

from alongside.directory.rules import limits
from tests.exchange.outgoing import SERVER


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feeds/meetings.json", "application/json"),
        (f"{SERVER}?switcher=GetServerInfo", "application/json"),
        ("/hsds/services", "application/json"),
        ("/feeds/changes.atom", "text/plain; charset=utf-8"),
        ("/meetings.ics", "text/plain; charset=utf-8"),
        (SERVER.replace("/json/", "/csv/"), "text/plain; charset=utf-8"),
    ],
)
def test_it_asks_a_network_to_wait(settings: Any, path: str, kind: str) -> None:
    settings.API_A_MINUTE = 1
    limits.ASKED.counts.clear()
    first = Client(REMOTE_ADDR="203.0.113.7").get(path)
    again = Client(REMOTE_ADDR="::ffff:203.0.113.9").get(path)
    other = Client(REMOTE_ADDR="::ffff:198.51.100.1").get(path)
    assert [first.status_code == 429, other.status_code == 429] == [False, False]
    assert (again.status_code, again["Content-Type"]) == (429, kind)
    assert 0 < int(again["Retry-After"]) <= 60
    assert again["Access-Control-Allow-Origin"] == "*"
    assert b"in a minute" in again.content


@pytest.mark.django_db
def test_it_counts_a_whole_list_as_many_answers(settings: Any) -> None:
    settings.API_A_MINUTE = 20
    limits.ASKED.counts.clear()
    assert Client().get("/feeds/meetings.json").status_code == 200
    assert Client().get("/hsds/services").status_code == 429

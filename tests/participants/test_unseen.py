"""Somebody who is here, somebody elsewhere and nobody at all: one answer, byte for byte, after the
same number of questions to the database."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.audit.models import Event
from alongside.core import clock, ids
from tests.cast import Cast
from tests.house.doors import Door, belongings, doors
from tests.participants.test_rows import TRIES, things

TOKEN = re.compile(r'(csrfmiddlewaretoken" value=")[^"]+')
FRESH = re.compile(r'(name="(?:[a-z]+-)?id" value=")[^"]+')


@pytest.fixture(autouse=True)
def _at_one_moment() -> Iterator[None]:
    """A session notes once a minute that it is used, pages say what time it is, and whoever looks
    again after a quarter of an hour looks anew: answers are compared that were given at once."""
    with time_machine.travel(clock.now(), tick=False):
        yield


def seen(client: Client, way: str, path: str, data: dict[str, Any], own: Any) -> tuple[Any, ...]:
    """All of an answer: its status, headers, page, and how often the database was asked. What was
    asked for stands in the page's own links, and is taken out of it."""
    said = {name: str(ids.new()) if value == "" else value for name, value in data.items()}
    reset_queries()  # what is kept of all doors together is bounded
    with CaptureQueriesContext(connection) as asked:
        answer = getattr(client, way)(path, said)
    page = answer.content.decode()
    for thing in own:
        page = page.replace(str(thing), "…")
    page = FRESH.sub(r"\1…", TOKEN.sub(r"\1…", page))
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    questions = sum("set_config" not in query["sql"] for query in asked.captured_queries)
    return answer.status_code, headers, page, questions


def record_doors() -> list[Door]:
    return [each for each in doors() if "participant" in each.parameters]


@pytest.mark.whole
@pytest.mark.parametrize("who", ["maya", "vera", "dana", "omar", "rosa", "sam"])
def test_no_record_tells_whether_it_is_there(cast: Cast, who: str) -> None:
    client, wrong = cast.characters[who].client(), []
    whom = cast.lee if who in {"rosa", "sam"} else cast.rosa
    others = {
        "here": belongings(cast, whom, cast.vera),
        "elsewhere": belongings(cast, cast.tess, cast.riley),
        "nobody": {},
    }
    for each in record_doors():
        if not _holds(cast, who, each):
            continue
        for way in ("get", "post"):
            answers = {}
            for name, of_them in others.items():
                full = of_them or {
                    key: ids.new() if isinstance(value, UUID) else value
                    for key, value in others["here"].items()
                }
                path = each.at(full)
                own = re.findall(r"[0-9a-f-]{36}", path)
                seen(client, way, path, {}, own)  # the first time there begins a chain
                answers[name] = seen(client, way, path, {}, own)
            if len({repr(answer) for answer in answers.values()}) != 1:
                short = {name: (answer[0], answer[3]) for name, answer in answers.items()}
                wrong.append(f"{way} {each.name}: {short}")
    assert not wrong, "\n".join(wrong)


def _holds(cast: Cast, who: str, each: Door) -> bool:
    rule = each.rule
    assert rule is not None
    if rule.public or rule.api or rule.holder or rule.permission is None:
        return False
    return access.can(cast.characters[who].by, P(rule.permission))


@pytest.mark.parametrize("each", TRIES, ids=[f"{who} {way} {path}" for who, way, path, *_ in TRIES])
def test_no_row_tells_whether_it_is_there(cast: Cast, each: Any) -> None:
    who, way, path, data, _permission = each
    here = things(cast, cast.rosa, cast.vera)
    nobody = {name: ids.new() for name in here} | {"sam": cast.sam.id}
    client = cast.characters[who].client()
    answers = []
    for of_them in (here, nobody):
        to = path.format(**of_them)
        own = [value for name, value in of_them.items() if name != "sam"]
        seen(client, way, to, data, own)
        answers.append(seen(client, way, to, data, own))
    assert answers[0] == answers[1]


def test_whoever_is_here_reads_of_it_and_of_nobody_the_house_does(cast: Cast) -> None:
    maya = cast.maya.client()
    maya.get(f"/en/people/{cast.rosa.id}/")
    maya.get(f"/en/people/{ids.new()}/")
    tried = Event.objects.filter(outcome="refused", verb="participant-read")
    assert sorted(repr(event.participant_id) for event in tried) == sorted(
        [repr(cast.rosa.id), repr(None)]
    )
    assert "An attempt to open your page" in cast.rosa.client().get("/en/looks/").content.decode()


def test_it_leads_a_worker_to_the_privacy_lead(cast: Cast) -> None:
    page = cast.maya.client().get(f"/en/people/{cast.rosa.id}/").content.decode()
    assert "/en/seek/" in page
    assert "/en/seek/" not in cast.sam.client().get(f"/en/people/{cast.lee.id}/").content.decode()

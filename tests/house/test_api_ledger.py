"""Every operation of our APIs, tried by the whole cast, by nobody, and by whoever holds a session
that opens other doors: each is answered as the ledger says, and nobody is left out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.crypto import get_random_string

from alongside.accounts import api as lock
from alongside.accounts import queries, sessions
from alongside.config.api import api
from alongside.core import ids
from alongside.exchange import actions
from alongside.exchange.fhir import names, statement
from alongside.exchange.hsds import openapi
from alongside.support.models import Contact
from tests.cast import Cast
from tests.directory import feeds
from tests.exchange import hsds_data
from tests.house.ledger_api import API, EVERYBODY, Says
from tests.house.test_front_door import EVERYONE

NOBODY = ("nobody", "made-up", "signed-out", "ran-out", "partner", "tablet")
ASKERS = (*EVERYONE, *NOBODY)
PLACE = {"meetings": "?place=Elmora", "services": "?place=Elmora", "places": "?name=Elmora"}
HELD = ("Sam", "Lee", "Rosa", "Tess", "Traceback", "alongside/")


def operations() -> Iterator[tuple[str, str]]:
    """Each with what its lock asks for, from the router and from what HSDS and FHIR describe."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for each in view.operations:
                (guard,) = each.auth_callbacks
                asks = guard.permission if isinstance(guard, lock.Needs) else "public"
                asks = asks if guard is lock.public or asks != "public" else "says nothing"
                yield from ((f"{method} /api/v1{prefix}{path}", asks) for method in each.methods)
    for path, said in openapi.description("")["paths"].items():
        yield from ((f"{m.upper()} /hsds{path}", "public") for m in said if m != "parameters")
    yield "GET /fhir/metadata", "public"
    for each in statement.statement("")["rest"][0]["resource"]:
        for said in ("GET /fhir/{}", "POST /fhir/{}/_search", "GET /fhir/{}/{{id}}"):
            yield said.format(each["type"]), "public"


def test_it_lists_every_operation_with_its_lock() -> None:
    here = dict(operations())
    wrong = {name: asks for name, asks in here.items() if name not in API or API[name].asks != asks}
    assert not wrong, f"Think about who may call it, then write into ledger_api.py: {wrong}"
    assert set(API) == set(here), f"Take out of ledger_api.py: {set(API) - set(here)}"
    described = api.get_openapi_schema(path_prefix="/api/v1")["paths"]
    assert {
        f"{method.upper()} {path}" for path, methods in described.items() for method in methods
    } == {name for name in API if name.startswith(("GET /api/", "POST /api/"))}


def test_it_names_whom_an_operation_answers_once() -> None:
    """And only those who are of the cast; everybody else is refused."""
    for name, said in API.items():
        assert said.answers, name
        for about, answers in said.answers.items():
            named = " ".join(answers.values()).split()
            assert len(named) == len(set(named)), f"{name} {about}"
            assert set(named) <= set(EVERYONE) or named == [EVERYBODY], f"{name} {about}"


def expected(said: Says, about: str, who: str) -> int:
    for status, named in said.answers[about].items():
        if named == EVERYBODY or who in named.split():
            return status
    return 401 if who in NOBODY else 403


@pytest.fixture
def askers(cast: Cast) -> dict[str, Client]:
    """Everybody with a browser that holds a form token, and sessions that should open nothing
    here: signed out, too old, of a partner's link, of the tablet at the desk."""
    found = {name: cast.characters[name].client(enforce_csrf_checks=True) for name in EVERYONE}
    found |= {name: Client(enforce_csrf_checks=True) for name in NOBODY}
    found["made-up"].cookies["alongside"] = get_random_string(32)
    for name in ("signed-out", "ran-out"):
        found[name] = cast.maya.client(enforce_csrf_checks=True)
    gone = found["signed-out"].cookies["alongside"].value
    found["signed-out"].logout()
    found["signed-out"].cookies["alongside"] = gone
    old = {"handle": str(ids.new()), "device": "", "began": 0, "seen": 0, "worn": 0}
    org = str(cast.riverbend.pk)
    _holds(found["ran-out"], {sessions.LOCK: old})
    _holds(found["partner"], {queries.LINK: {"link": str(ids.new()), "org": org}})
    _holds(found["tablet"], {sessions.KIOSK: {"kiosk": str(ids.new()), "org": org}})
    for name in ASKERS:
        if name not in ("made-up", "signed-out"):
            _holds(found[name], {"_csrftoken": get_random_string(32)})
    return found


def _holds(client: Client, said: dict[str, Any]) -> None:
    session = client.session
    session.update(said)
    session.save()
    client.cookies["alongside"] = session.session_key or ""


@pytest.fixture
def listed(tmp_path: Path, cast: Cast) -> dict[str, str]:
    """Something public of each kind: for what stands between braces."""
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("one")])
    where = hsds_data.write(tmp_path, [hsds_data.service()])
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora")
    found = {}
    for kind in openapi.PATHS:
        contents = Client().get(f"/hsds/{kind}").json()["contents"]
        if contents:
            found[kind] = contents[0]["id"]
    for kind in names.KINDS:
        (entry,) = Client().get(f"/fhir/{kind}").json()["entry"]
        found[kind] = entry["resource"]["id"]
    return found


def called(client: Client, name: str, whose: Any, listed: dict[str, str], token: str) -> Any:
    method, path = name.split(" ")
    kind = path.split("/")[3 if path.startswith("/api/") else 2]
    path = path.replace("{id}", listed.get(kind, str(ids.new())))
    if method == "GET":
        return client.get(path + (PLACE.get(kind, "") if "/api/" in path else ""))
    contact = {"id": str(ids.new()), "participant": str(whose), "kinds": ["emotional"]}
    said = contact if whose else {}
    return client.post(path, said, content_type="application/json", headers={"X-CSRFToken": token})


@pytest.mark.whole
@pytest.mark.once
def test_it_answers_the_whole_cast_as_the_ledger_says(
    cast: Cast, askers: dict[str, Client], listed: dict[str, str]
) -> None:
    """What is public is the same for whoever comes, to the last letter, and sets no cookie."""
    wrong, seen = [], set()
    tokens = {who: askers[who].session.get("_csrftoken", "") for who in ASKERS}
    cookies = {who: client.cookies["alongside"].value for who, client in askers.items()}
    told: dict[str, bytes] = {}
    for name, about, who in every_case():
        held = cast.characters.get(about.lower())
        whose = (held.id if held else ids.new()) if about else None
        askers[who].cookies["alongside"] = cookies[who]  # also where an answer took it away
        answer = called(askers[who], name, whose, listed, tokens[who])
        seen.add((name, about, who))
        body = b"" if answer.streaming else answer.content
        if answer.status_code != expected(API[name], about, who):
            wrong.append(f"{name} {about} by {who}: {answer.status_code}")
        if API[name].asks == "public":
            if answer.cookies or body != told.setdefault(name, body):
                wrong.append(f"{name} by {who}: not what anybody is told")
        elif answer.status_code >= 400 and any(word in body.decode() for word in HELD):
            wrong.append(f"{name} {about} by {who}: refused, and yet told")
    assert not wrong, "\n".join(wrong)
    assert len(seen) == len(ASKERS) * sum(len(said.answers) for said in API.values())
    assert Contact.objects.filter(participant=cast.sam.id).count() == 1


def every_case() -> Iterator[tuple[str, str, str]]:
    for name, said in API.items():
        yield from ((name, about, who) for about in said.answers for who in ASKERS)


def test_it_takes_no_writing_without_the_form_token_of_that_session(
    cast: Cast, askers: dict[str, Client], listed: dict[str, str]
) -> None:
    others = askers["riley"].session["_csrftoken"]
    for name, said in API.items():
        if name.startswith("POST") and said.asks != "public":
            for token in ("", others, get_random_string(32)):
                answer = called(askers["maya"], name, cast.sam.id, listed, token)
                assert answer.status_code == 403, name
    assert not Contact.objects.exists()


def test_it_leads_from_another_organisation_to_nobody(
    cast: Cast, askers: dict[str, Client], listed: dict[str, str]
) -> None:
    """A session of Harbour is told the same of Sam as of an id that nobody has."""
    token = askers["riley"].session["_csrftoken"]
    told = [
        called(askers["riley"], "POST /api/v1/contacts", whose, listed, token).json()
        for whose in (cast.sam.id, ids.new())
    ]
    assert told[0] == told[1]
    names = {person["name"] for person in askers["riley"].get("/api/v1/today").json()}
    assert not names & {"Sam", "Lee", "Rosa"}

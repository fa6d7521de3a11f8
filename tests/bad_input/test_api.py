"""The API, asked by a machine that reads its description and then tries everything.

Every answer is one that the description names, in the shape it gives; none is a crash, and none
holds a word about anybody whom the asker can't reach. The formats of others (HSDS, FHIR, BMLT,
feeds) have shapes of their own, tested where they are made; here they meet nonsense.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from alongside.directory.rules import limits
from tests.cast import Cast, Character
from tests.directory import feeds
from tests.house.doors import Door, doors

# What is tried goes through the same code on both; PostgreSQL's half is for what only it says.
TRIES = 12 if connection.vendor == "postgresql" else 40
FUZZ = settings(
    max_examples=TRIES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ASKERS = ("nobody", "maya", "omar", "ana", "kit", "sam", "riley")
OPERATIONS = ("meetings", "services", "places", "today", "contacts")
SECRETS = {"Sam", "Lee", "Rosa", "Tess", "A door that locks", "Traceback", "alongside/"}
MAY = {"today": {"maya", "riley"}, "contacts": {"maya"}}  # the contact is with Sam
REACH = {"maya": {"Sam", "Lee"}, "riley": {"Tess"}}
PARAMETERS = (
    *("page", "per_page", "modified_after", "search", "proximity", "postcode", "taxonomy_id"),
    *("taxonomy_term_id", "full", "switcher", "weekdays[]", "services", "lat_val", "long_val"),
    *("geo_width", "SearchString", "callback", "format", "place", "when", "lat", "lon", "what"),
    *("_id", "_lastUpdated", "_count", "_page", "name", "name:contains", "near", "location"),
    *("organization", "service-type", "service-category", "active", "address-city", "_format"),
)
SHAPED = ("hsds/", "fhir/", "bmlt/", "feeds/")
OTHERS = [
    each for each in doors() if each.rule and each.rule.public and each.path.startswith(SHAPED)
]


@pytest.fixture(autouse=True)
def _unlimited(db: None) -> Iterator[None]:
    feeds.towns()
    cache.clear()
    yield
    cache.clear()


def test_it_knows_every_operation() -> None:
    paths = _described().raw_schema["paths"]
    assert {path.rpartition("/")[2] for path in paths} == set(OPERATIONS)


@pytest.mark.whole
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("name", ASKERS)
def test_it_answers_as_described_whatever_is_asked(cast: Cast, name: str, operation: str) -> None:
    browser = _signed_in(getattr(cast, name)) if name != "nobody" else {}
    method = "POST" if operation == "contacts" else "GET"
    asked = _described()[f"/api/v1/{operation}"][method]

    seen: set[int] = set()

    @FUZZ
    @given(_cases(asked), st.booleans())
    def ask(case: Any, about_sam: bool) -> None:
        if about_sam and isinstance(case.body, dict):
            case.body["participant"] = str(cast.sam.id)
        limits.ASKED.counts.clear()
        with _one_connection(), transaction.atomic():
            answer = case.call(**browser)
            transaction.set_rollback(True)
        seen.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)
        said = answer.text
        assert not {word for word in SECRETS - REACH.get(name, set()) if word in said}

    ask()
    assert (401 in seen) == (name == "nobody" and operation in MAY)
    assert name in MAY.get(operation, ASKERS) or not {200, 201} & seen


@pytest.mark.whole
@pytest.mark.parametrize("each", OTHERS, ids=lambda each: each.name)
def test_the_formats_of_others_take_nonsense(cast: Cast, each: Door) -> None:
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    known = st.sampled_from(PARAMETERS)
    value = text | st.sampled_from(["-1", "0", "NaN", "1e999", "9" * 30, "9999-99-99", "\x00"])

    @FUZZ
    @given(st.dictionaries(known | text.filter(bool), value, max_size=4))
    def ask(query: dict[str, str]) -> None:
        answer: Any = Client(raise_request_exception=False).get(each.at({}), query)
        with suppress(AttributeError):
            list(answer.streaming_content)
        assert answer.status_code < 500, query

    ask()


@contextmanager
def _one_connection() -> Iterator[None]:
    """A server closes between requests what is in the middle of something, as a test always is."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    try:
        yield
    finally:
        for end in ends:
            end.connect(close_old_connections)


def _cases(asked: Any) -> st.SearchStrategy[Any]:
    """What the description allows, and what it does not."""
    allowed: st.SearchStrategy[Any] = asked.as_strategy()
    not_allowed: st.SearchStrategy[Any] = asked.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    return allowed | not_allowed


def _described() -> Any:
    with _one_connection():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def _signed_in(character: Character) -> dict[str, Any]:
    """As a browser of theirs calls: with the session, and the form token it holds."""
    client = character.client()
    client.get("/en/account/")
    token = client.session.get("_csrftoken", "")
    session = client.cookies["alongside"].value
    return {"cookies": {"alongside": session}, "headers": {"X-CSRFToken": token}}

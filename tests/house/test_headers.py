"""What every answer says to the browser, over all addresses and the whole cast."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.house.doors import belongings, doors

pytestmark = pytest.mark.once  # of what a browser is given

SAID = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


def wrong_in(answer: Any) -> list[str]:
    found = [name for name, value in SAID.items() if answer.headers.get(name) != value]
    policy = answer.headers.get("Content-Security-Policy", "")
    said = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
    if said.get("default-src") != "'none'" or said.get("script-src") != "'self'":
        found.append(f"policy {policy}")
    if re.search(r"unsafe|data:(?!\S*;)|\*|nonce", said.get("script-src", "")):
        found.append("script-src")
    if said.get("style-src") != "'self'" or said.get("frame-ancestors") != "'none'":
        found.append("style-src or frame-ancestors")
    if said.get("base-uri") != "'none'" or said.get("form-action") != "'self'":
        found.append("base-uri or form-action")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    shared = "Access-Control-Allow-Origin" in answer.headers
    if answer.headers.get("Cross-Origin-Resource-Policy") != (
        "cross-origin" if shared else "same-origin"
    ):
        found.append("Cross-Origin-Resource-Policy")
    return found


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_says_the_same_at_every_address(cast: Cast, method: str) -> None:
    things = belongings(cast, cast.sam, cast.maya)
    wrong = {}
    for each in doors():
        answer = getattr(Client(), method)(each.at(things))
        if found := wrong_in(answer):
            wrong[f"{each.name} {answer.status_code}"] = found
    assert not wrong, wrong


def test_it_lets_nobody_keep_an_answer_about_people(cast: Cast) -> None:
    """Pages are asked in the walk of the whole cast; this is what programs read."""
    assert "no-store" in cast.maya.client().get("/api/v1/today").headers["Cache-Control"]


@pytest.mark.django_db
def test_it_insists_on_tls_where_there_is_any(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = Client().get("/en/sign-in/", secure=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.django_db
def test_it_leads_browsers_to_tls_and_refuses_programs_without(settings: Any) -> None:
    """What a program sent over an open line is answered by nothing that it could mistake."""
    settings.SECURE_SSL_REDIRECT = True
    for path in ("/en/", "/en/sign-in/", "/meetings.ics"):
        assert Client().get(path).status_code == 301
    for path in (
        "/api/v1/meetings",
        "/hsds/services",
        "/fhir/HealthcareService",
        "/bmlt/main_server/",
        "/feeds/meetings.json",
    ):
        for answer in (Client().get(path), Client().post("/api/v1/contacts")):
            assert (answer.status_code, answer.headers.get("Location")) == (403, None)
            assert set(answer.json()) == {"happened", "kept", "todo"}
    assert Client().get("/hsds/", secure=True).status_code == 200

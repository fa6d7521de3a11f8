"""The main pages and API calls, each with the reference view it is measured against."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from benchmarks.measure import Page, session_for, token_on

PUBLIC, SIGNED_IN, WRITE = "shell page, public", "shell page, signed in", "one-row write, signed in"
NEAR = {"lat": "39.29", "lon": "-76.61", "when": "any"}


@dataclass(frozen=True)
class Who:
    """Whose cookies ask, and about whom. The same in databases of every size."""

    peer: str
    supervisor: str
    coordinator: str
    manager: str
    participant: str
    someone: UUID
    meeting: UUID


def who() -> Who:
    from alongside.accounts import queries as accounts
    from alongside.accounts.models import Membership
    from alongside.directory.models import Meeting
    from alongside.support.models import Pairing

    hats, cookies = {}, {}
    for role in ("peer", "supervisor", "coordinator", "manager"):
        hat = hats[role] = Membership.objects.filter(role=role).earliest("pk")
        cookies[role] = session_for(person=str(hat.person_id), hat=str(hat.pk))
    pairing = Pairing.objects.filter(peer=hats["peer"].person).earliest("pk")
    return Who(
        **cookies,
        participant=session_for(**accounts.session_of(pairing.participant.return_key)),
        someone=pairing.participant_id,
        meeting=Meeting.objects.earliest("pk").pk,
    )


def main_pages() -> list[Page]:
    """Reference views first."""
    asked = who()
    return [*references(asked), *public(asked), *of_peers(asked), *of_others(asked), *api(asked)]


def references(asked: Who) -> list[Page]:
    return [
        Page(PUBLIC, "/en/reference/public/", PUBLIC),
        Page(SIGNED_IN, "/en/reference/signed-in/", SIGNED_IN, asked.peer),
        Page(WRITE, "/en/reference/write/", WRITE, asked.peer, form=written(asked.peer)),
    ]


def public(asked: Who) -> list[Page]:
    return [
        Page("find: meetings near a place", f"/en/?{urlencode(NEAR)}", PUBLIC),
        Page("find: an evening, a town's name", "/en/?place=Baltimore&when=1&part=evening", PUBLIC),
        Page("a meeting's page", f"/en/meetings/{asked.meeting}/", PUBLIC),
        Page("talk to a peer, the form", "/en/talk/", PUBLIC),
    ]


def of_peers(asked: Who) -> list[Page]:
    peer, someone = asked.peer, asked.someone
    return [
        Page("Today", "/en/today/", SIGNED_IN, peer),
        Page("people I walk with", "/en/people/", SIGNED_IN, peer),
        Page("a participant's page", "", SIGNED_IN, turns=first_looks()),
        Page("a participant's page, again", f"/en/people/{someone}/", SIGNED_IN, peer),
        Page("a participant's plan", f"/en/people/{someone}/plan/", SIGNED_IN, peer),
        Page("log a contact, the form", f"/en/log/{someone}/", SIGNED_IN, peer),
        Page("log a contact", f"/en/log/{someone}/", WRITE, peer, form=logged(peer, someone)),
    ]


def first_looks() -> Iterator[tuple[str, str]]:
    """Everybody whom some peers walk with, once each, so that every look is written down.
    Others in every run: a look is not written twice within a quarter of an hour."""
    from alongside.accounts.models import Membership
    from alongside.support.models import Pairing

    hats = list(Membership.objects.filter(role="peer").order_by("pk"))
    for hat in random.SystemRandom().sample(hats[1:], len(hats) - 1):
        cookie = session_for(person=str(hat.person_id), hat=str(hat.pk))
        walks = Pairing.objects.filter(peer_id=hat.person_id).values_list("participant_id")
        for (someone,) in walks:
            yield f"/en/people/{someone}/", cookie


def of_others(asked: Who) -> list[Page]:
    return [
        Page("My support", "/en/my-support/", SIGNED_IN, asked.participant),
        Page("who looked", "/en/looks/", SIGNED_IN, asked.participant),
        Page("Requests", "/en/requests/", SIGNED_IN, asked.coordinator),
        Page("Team", "/en/team/", SIGNED_IN, asked.supervisor),
        Page("Outcomes", "/en/outcomes/", SIGNED_IN, asked.manager),
    ]


def api(asked: Who) -> list[Page]:
    form = told(asked.peer, asked.someone)
    return [
        Page("API: today", "/api/v1/today", SIGNED_IN, asked.peer),
        Page("API: log a contact", "/api/v1/contacts", WRITE, asked.peer, form=form, as_json=True),
    ]


def written(cookie: str) -> Any:
    token = token_on("/en/reference/signed-in/", cookie)
    return lambda: {"csrfmiddlewaretoken": token}


def logged(cookie: str, participant: Any) -> Any:
    """The form as three taps send it: a kind, and what the page began with."""
    from alongside.core import ids

    token = token_on(f"/en/log/{participant}/", cookie)
    return lambda: {
        "csrfmiddlewaretoken": token,
        "id": str(ids.new()),
        "kinds": "emotional",
        "form": "one",
        "setting": "street",
        "minutes": "15",
    }


def told(cookie: str, participant: Any) -> Any:
    from alongside.core import ids

    token = token_on("/en/reference/signed-in/", cookie)
    return lambda: {
        "csrf": token,
        "id": str(ids.new()),
        "participant": str(participant),
        "kinds": ["emotional"],
    }

"""The main pages and API calls, each with the reference view it is measured against."""

from typing import Any
from urllib.parse import urlencode

from benchmarks.measure import Page, session_for, token_on

PUBLIC, SIGNED_IN, WRITE = "shell page, public", "shell page, signed in", "one-row write, signed in"
NEAR = {"lat": "39.29", "lon": "-76.61", "when": "any"}


def main_pages() -> list[Page]:
    """Reference views first. Who looks at what is the same in databases of every size."""
    from alongside.accounts import queries as accounts
    from alongside.accounts.models import Membership
    from alongside.directory.models import Meeting
    from alongside.support.models import Pairing

    hats = {}
    for role in ("peer", "supervisor", "coordinator", "manager"):
        hats[role] = Membership.objects.filter(role=role).earliest("pk")
    signed_in = {
        role: session_for(person=str(hat.person_id), hat=str(hat.pk)) for role, hat in hats.items()
    }
    pairing = Pairing.objects.filter(peer=hats["peer"].person).earliest("pk")
    someone, key = pairing.participant_id, pairing.participant.return_key
    participant = session_for(**accounts.session_of(key))
    meeting = Meeting.objects.earliest("pk").pk
    peer = signed_in["peer"]
    query = urlencode(NEAR)
    return [
        Page(PUBLIC, "/en/reference/public/", PUBLIC),
        Page(SIGNED_IN, "/en/reference/signed-in/", SIGNED_IN, peer),
        Page(WRITE, "/en/reference/write/", WRITE, peer, form=written(peer)),
        Page("find: meetings near a place", f"/en/?{query}", PUBLIC),
        Page("find: an evening, a town's name", "/en/?place=Baltimore&when=1&part=evening", PUBLIC),
        Page("a meeting's page", f"/en/meetings/{meeting}/", PUBLIC),
        Page("talk to a peer, the form", "/en/talk/", PUBLIC),
        Page("Today", "/en/today/", SIGNED_IN, peer),
        Page("people I walk with", "/en/people/", SIGNED_IN, peer),
        Page("a participant's page", f"/en/people/{someone}/", SIGNED_IN, peer),
        Page("a participant's plan", f"/en/people/{someone}/plan/", SIGNED_IN, peer),
        Page("log a contact, the form", f"/en/log/{someone}/", SIGNED_IN, peer),
        Page("log a contact", f"/en/log/{someone}/", WRITE, peer, form=logged(peer, someone)),
        Page("My support", "/en/my-support/", SIGNED_IN, participant),
        Page("who looked", "/en/looks/", SIGNED_IN, participant),
        Page("Requests", "/en/requests/", SIGNED_IN, signed_in["coordinator"]),
        Page("Team", "/en/team/", SIGNED_IN, signed_in["supervisor"]),
        Page("Outcomes", "/en/outcomes/", SIGNED_IN, signed_in["manager"]),
        Page("API: today", "/api/v1/today", SIGNED_IN, peer),
        Page(
            "API: log a contact",
            "/api/v1/contacts",
            WRITE,
            peer,
            form=told(peer, someone),
            as_json=True,
        ),
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

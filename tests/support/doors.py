"""What the tests of these pages share: addresses, history, and more people to walk with."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.audit.models import Event
from alongside.core import clock
from alongside.participants.models import Consent, Participant, Tie
from alongside.support.models import Appointment, Contact, Goal, Pairing, Plan, Step
from tests.cast import Cast


def verbs(participant_id: UUID, *, outcome: str = "done") -> list[str]:
    """What history says, without looks."""
    events = Event.objects.filter(participant_id=participant_id, outcome=outcome)
    return list(events.exclude(verb="look").order_by("position").values_list("verb", flat=True))


def post(client: Client, name: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    return client.post(reverse(name, kwargs=kwargs), data or {})


def get(client: Client, name: str, **kwargs: Any) -> Any:
    return client.get(reverse(name, kwargs=kwargs))


def queries_of(client: Client, path: str, data: dict[str, Any] | None = None) -> int:
    """How many a page takes; not counted: transactions, and telling PostgreSQL where we are."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path) if data is None else client.post(path, data)
    assert answer.status_code in {200, 302}
    words = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "select set_config")
    return len([query for query in seen if not query["sql"].startswith(words)])


def walk_with_more(cast: Cast, number: int) -> list[Participant]:
    """People whom Maya walks with too, each with a plan, contacts and a promise for today."""
    since = clock.now() - timedelta(days=60)
    made = []
    for n in range(number):
        person = Participant.objects.create(
            organisation=cast.riverbend, alias=f"Person {n:03}", limits_heard_at=since
        )
        common: dict[str, Any] = {"organisation": cast.riverbend, "participant": person}
        Pairing.objects.create(
            **common,
            peer_id=cast.maya.by.person_id,
            from_at=since,
            quiet_after_days=7,
            last_contact_at=since,
        )
        Tie.objects.create(**common, person_id=cast.maya.by.person_id, why="pairing", from_at=since)
        for kind in ("supported", "recorded"):
            Consent.objects.create(**common, kind=kind, given_at=since)
        Appointment.objects.create(
            **common, peer_id=cast.maya.by.person_id, what="call", at=clock.now()
        )
        plan = Plan.objects.create(**common)
        for part in ("home", "health"):
            goal = Goal.objects.create(**common, plan=plan, dimension=part, words=f"Wish {n}")
            Step.objects.create(**common, goal=goal, words="A step")
        Contact.objects.create(
            **common, peer_id=cast.maya.by.person_id, emotional=True, happened_at=since
        )
        made.append(person)
    return made

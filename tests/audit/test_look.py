"""Looking leaves an event that the participant can read; so does being refused."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory

from alongside.accounts import access, middleware
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.audit import models, queries
from alongside.participants import actions as participants
from alongside.participants.models import Participant
from tests.cast import Cast

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)


def test_it_writes_one_look_in_fifteen_minutes(cast: Cast) -> None:
    for minutes in (0, 5, 14):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            participants.look(by=cast.maya.by, participant=cast.sam.id, page="plan")
    assert models.Event.objects.filter(verb="look").count() == 1


def test_it_writes_the_next_look_after_fifteen_minutes(cast: Cast) -> None:
    for minutes in (0, 16):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            participants.look(by=cast.maya.by, participant=cast.sam.id, page="plan")
    assert models.Event.objects.filter(verb="look").count() == 2


def test_it_writes_each_page_and_each_person(cast: Cast) -> None:
    participants.look(by=cast.maya.by, participant=cast.sam.id, page="plan")
    participants.look(by=cast.maya.by, participant=cast.sam.id, page="contacts")
    participants.look(by=cast.dana.by, participant=cast.sam.id, page="plan")
    assert models.Event.objects.filter(verb="look", participant_id=cast.sam.id).count() == 3


def test_it_keeps_no_look_at_ones_own_record(cast: Cast) -> None:
    participants.look(by=cast.sam.by, participant=cast.sam.id, page="plan")
    assert not models.Event.objects.exists()


def test_it_keeps_a_refusal_after_the_work_was_rolled_back(cast: Cast) -> None:
    request: Any = RequestFactory().get("/")
    request.by = cast.omar.by
    request.session = cast.omar.client().session
    request.user = cast.omar.person
    request.resolver_match = None
    door = middleware.FrontDoor(lambda request: None)  # type: ignore[arg-type, return-value]
    with pytest.raises(access.Refused) as refused:
        participants.look(
            by=cast.omar.by, participant=cast.sam.id, permission=P.PLAN_READ, page="plan"
        )
    assert not models.Event.objects.exists()
    answer = door.process_exception(request, refused.value)
    event = models.Event.objects.get()
    assert answer is not None and answer.status_code == 403
    assert (event.outcome, event.verb, event.by_id) == ("refused", "plan-read", cast.omar.by.id)


def test_it_tells_the_participant_of_a_refusal_at_their_record(cast: Cast) -> None:
    with pytest.raises(access.Refused) as refused:
        participants.look(by=cast.vera.by, participant=cast.sam.id, page="plan")
    assert refused.value.participant_id == cast.sam.id


def test_it_shows_a_participant_their_history_newest_first(cast: Cast) -> None:
    Participant.objects.update(limits_heard_at=None)
    participants.look(by=cast.maya.by, participant=cast.sam.id, page="plan")
    participants.tell_limits(by=cast.maya.by, participant=cast.sam.id)
    assert [event.verb for event in queries.about(cast.sam.id)] == ["tell-limits", "look"]


def test_it_tells_who_watches_over_looking_what_happened_in_a_time(cast: Cast) -> None:
    for minutes, by in ((0, cast.maya.by), (20, cast.dana.by), (40, cast.maya.by)):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            participants.look(by=by, participant=cast.sam.id, page="plan")
    audit.record(by=cast.kit.by, verb="invite")
    since, until = NOON + timedelta(minutes=10), NOON + timedelta(minutes=30)
    found = list(queries.looks_in(cast.riverbend.pk, since=since, until=until))
    assert [(event.by_id, event.participant_id) for event in found] == [
        (cast.dana.by.id, cast.sam.id)
    ]


def test_it_names_no_worker_in_a_column(cast: Cast) -> None:
    """Nobody who reads the table learns who helps whom, not even under another name."""
    for character in (cast.maya, cast.maya, cast.dana):
        audit.record(by=character.by, verb="log-contact", participant_id=cast.sam.id)
    rows = models.Event._base_manager.values(
        *(field.attname for field in models.Event._meta.concrete_fields)
    )
    of_each = [set(map(str, row.values())) for row in rows]
    shared = of_each[0] & of_each[1]
    assert shared == of_each[0] & of_each[2]  # two of one worker are no more alike


def test_it_answers_from_an_index(cast: Cast) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    plan = str(queries.about(cast.sam.id or uuid.uuid4())[:30].explain())
    assert "SCAN audit_event" not in plan
    if connection.vendor == "sqlite":
        assert "event_subject" in plan

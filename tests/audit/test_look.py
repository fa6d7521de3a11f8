"""Looking leaves an event that the participant can read; so does being refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import RequestFactory

from alongside.accounts import access, middleware
from alongside.accounts.access import Permission as P
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

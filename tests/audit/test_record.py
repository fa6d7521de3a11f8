"""Events: one chain per participant, written with the change or not at all, never changed."""

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.audit import actions as audit
from alongside.audit import models
from alongside.core import errors
from alongside.participants import actions as participants
from alongside.participants.models import Participant
from tests.cast import Cast


def test_it_begins_a_chain_with_the_first_event(cast: Cast) -> None:
    event = audit.record(by=cast.maya.by, verb="log-contact", participant_id=cast.sam.id)
    head = models.Chain.objects.get()
    assert (event.subject_id, event.position) == (head.pk, 1)
    assert (head.length, head.mac) == (1, event.mac)


def test_it_keeps_one_chain_for_each_participant(cast: Cast) -> None:
    for participant in (cast.sam, cast.lee, cast.sam):
        audit.record(by=cast.maya.by, verb="log-contact", participant_id=participant.id)
    lengths = {
        one.participant_id: one.chain.length
        for one in models.Subject.objects.select_related("chain")
    }
    assert lengths == {cast.sam.id: 2, cast.lee.id: 1}


def test_it_uses_the_organisations_chain_where_nobody_is_meant(cast: Cast) -> None:
    event = audit.record(by=cast.kit.by, verb="invite")
    assert event.subject_id == cast.riverbend.pk == event.organisation_id


def test_it_says_who_in_which_role(cast: Cast) -> None:
    event = audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    assert (event.by_kind, event.by_id, event.by_role) == ("person", cast.maya.by.id, "peer")


def test_it_keeps_nothing_of_what_was_rolled_back(cast: Cast) -> None:
    with pytest.raises(errors.Missing), transaction.atomic():
        audit.record(by=cast.maya.by, verb="log-contact", participant_id=cast.sam.id)
        raise errors.Missing("gone")
    assert not models.Event.objects.exists()
    assert not models.Chain.objects.exists()
    assert not models.Subject.objects.exists()


def test_it_goes_with_the_change_it_describes(cast: Cast) -> None:
    Participant.objects.update(limits_heard_at=None)
    participants.tell_limits(by=cast.maya.by, participant=cast.lee.id)
    assert models.Event.objects.get().verb == "tell-limits"


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_it_is_never_changed_or_taken_out(cast: Cast, verb: str) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        if verb == "update":
            models.Event.objects.update(verb="nothing")
        else:
            models.Event.objects.all()._raw_delete(using="default")
    assert models.Event.objects.get().verb == "look"


def test_it_is_never_emptied_as_a_whole(cast: Cast) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    emptied = (
        'TRUNCATE "audit_event"'
        if connection.vendor == "postgresql"
        else ('DELETE FROM "audit_event"')
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(emptied)
    assert models.Event.objects.count() == 1

"""The whole record goes to the person it is about, and history says so."""

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.participants.models import Participant
from alongside.rights import policy

SHAPES = ("page", "pdf", "json")


def take(*, by: actors.Actor, shape: str) -> Participant:
    """Everything kept about the actor leaves Alongside, to themselves. They read in their own
    history that it did: whoever else has their key can't take it unseen."""
    access.require(by, P.RECORD_TAKE)
    assert shape in SHAPES
    person = policy.own(by)
    audit.record(by=by, verb="take-record", participant_id=person.pk, facts={"shape": shape})
    return person

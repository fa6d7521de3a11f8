"""The whole record goes to the person it is about, and history says so."""

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Membership
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


def take_own(*, by: actors.Actor, shape: str) -> Membership:
    """All that is the actor's alone as a worker, to themselves. History says no more than that
    something of their own was kept."""
    access.require(by, P.OWN_KEEP)
    assert shape in SHAPES
    hat = (
        accounts.memberships_in(by.tenant)
        .select_related("organisation")
        .get(pk=by.membership_id or actors.NOWHERE)
    )
    audit.record(by=by, verb="keep-own", about=("own", hat.pk))
    return hat

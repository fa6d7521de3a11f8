"""Proving once more who one is, and ending what stands open elsewhere."""

import uuid

from django.db import transaction

from alongside.accounts import access, actors, policy
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import factors, keys, own
from alongside.accounts.policy import locks
from alongside.audit import actions as audit
from alongside.core import errors


def step_up(
    *,
    by: actors.Actor,
    passphrase: str = "",
    words: str = "",
    proof: factors.Proof | None = None,
) -> None:
    """Whoever is signed in shows again that it is they: with their passphrase, and their second
    lock where a `proof` is asked for; or with the six words they came in with. Wrong tries are
    counted like those at the door."""
    access.require(by, P.ACCOUNT_KEEP)
    if by.kind is actors.Kind.RETURN_KEY:
        keys.require_words_of(by, words)
    else:
        own.require_knowledge(by, passphrase)
    if proof is not None:
        factors.require_factor(by.person_id, proof)
    audit.record(by=by, verb="step-up")


def end_session(*, by: actors.Actor, session: uuid.UUID) -> None:
    """One browser of theirs is let in no more, from this second. Twice is once."""
    access.require(by, P.ACCOUNT_KEEP)
    with transaction.atomic():
        if locks.sessions_of(by).filter(handle=session).delete()[0]:
            audit.record(by=by, verb="end-session")


def end_session_of_phone(*, by: actors.Actor, person: uuid.UUID, session: uuid.UUID) -> None:
    """The browser on a phone that was lost: one's own, or that of somebody whose phones one
    keeps. It ends in whichever hat it was opened."""
    access.require(by, P.FIELD_WORK)
    if person != by.person_id:
        access.require(by, P.FIELD_KEEP)
        if not policy.memberships_in(by.tenant).filter(person_id=person).exists():
            raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        if locks.live_sessions().filter(person_id=person, handle=session).delete()[0]:
            audit.record(by=by, verb="end-session", about=("person", person))


def end_other_sessions(*, by: actors.Actor, but: uuid.UUID | None) -> None:
    """All of theirs but the one they are in."""
    access.require(by, P.ACCOUNT_KEEP)
    with transaction.atomic():
        if locks.sessions_of(by).exclude(handle=but or actors.NOWHERE).delete()[0]:
            audit.record(by=by, verb="end-other-sessions")

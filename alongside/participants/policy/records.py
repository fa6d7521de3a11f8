"""Whose record may be reached: one's own, or that of someone one is tied to. Nothing else."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, kept
from alongside.participants import models
from alongside.participants.policy import hats, reach, signs

# What may be done to a record without opening it.
_WITHOUT_A_TIE = {
    "coordinator": (P.PARTICIPANT_WELCOME, P.PAIRING_END, P.RECORD_JOIN),
    # What a court orders, what it holds, and a wish to be erased; nothing they read themselves.
    "privacy": (P.DISCLOSURE_MAKE, P.RECORD_FORGET, P.RIGHTS_KEEP),
}


def participants_for(
    by: actors.Actor, *, at: datetime | None = None
) -> QuerySet[models.Participant]:
    """The participants whose records the actor may open, at that moment (now, if none)."""
    mine = models.Participant.objects.filter(joined_to=None)
    if not by.is_participant:  # of whom `reached` asks it: the same organisation's, and few
        mine = mine.filter(organisation_id=by.tenant)
    if not by.is_participant and by.kind is not actors.Kind.SYSTEM:
        # Says nothing that `reached` does not, but where to begin: SQLite would ask it of
        # everybody in the organisation.
        mine = mine.filter(pk__in=reach.ever_tied(by))
    return mine.filter(reach.reached(by, at or clock.now()))


def require(
    by: actors.Actor,
    permission: P,
    *,
    participant: uuid.UUID,
    at: datetime | None = None,
    noticing: signs.Waiting = (),
) -> models.Participant:
    """The lock for one person's record: the role must allow it, and a tie must reach it. What is
    to be noticed beside is asked in the same question.

    Unseen (404, and an event) where no tie reaches them, and where there is nobody: the same
    answer. They read of it. `at` is when the work was done: a replay asks as of then.
    """
    access.require(by, permission, at=at)
    here: list[Any] = _asked(by, participant, at or clock.now(), noticing)
    if not here:
        raise access.Unseen(permission)
    found: models.Participant = here[0]
    open_anyway = permission in _WITHOUT_A_TIE.get(by.role, ())
    if not here[0].reached and not (open_anyway and not _is_kept_from(by, found)):
        raise access.Unseen(permission, participant_id=found.pk)
    return found


@kept.question
def _asked(
    by: actors.Actor, pk: uuid.UUID, at: datetime, noticing: signs.Waiting = ()
) -> QuerySet[models.Participant]:
    """The record, and whether a tie reaches it: every door asks this, and each time anew."""
    rows = models.Participant.objects.filter(organisation_id=by.tenant, pk=pk, joined_to=None)
    rows = signs.noticing(rows, {name: said() for name, said in noticing})
    return rows.annotate(reached=Q(reach.reached(by, at)))


def _is_kept_from(by: actors.Actor, found: models.Participant) -> bool:
    this = models.Participant.objects.filter(pk=found.pk)
    return not hats.without_kept(this, by, whose="pk").exists()

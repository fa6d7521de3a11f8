"""What somebody says aloud of who walks with them, and of what became of a goal: a worker whom they
let near writes it down. Only they themselves close a goal: by a tap, or by saying so.
History is written by what each of these shares with a tap, which calls `audit.record`."""

import uuid
from collections.abc import Mapping
from typing import Any

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.actions import saying
from alongside.support import models, rules
from alongside.support.actions import pairings, plans
from alongside.support.policy import walking

What = records.Said.What
ALOUD = "said aloud, or on paper"


def say_goal(
    *, by: actors.Actor, id: uuid.UUID, goal: uuid.UUID, told: str, state: str
) -> records.Said:
    """Reached, set aside, let go of, or taken up again, as they said."""
    found, row = policy.require_row(by, P.WISH_TELL, models.Goal.objects.filter(pk=goal))
    if state not in plans.State.values:
        raise errors.not_an_answer()

    def do(facts: Mapping[str, Any]) -> saying.Came:
        plans.closed(by, found, row, state, **facts)
        return row.pk, {"was": row.state, "became": state}

    return saying.heard(by=by, id=id, found=found, what=What.GOAL, told=told, do=do)


def say_missed(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    told: str,
    pairing: uuid.UUID,
    days: int | None,
    how: str = "",
) -> records.Said:
    """Whether, and when, they want this peer to miss them."""
    found = policy.require(by, P.WISH_TELL, participant=participant)
    row = _walk(by, found, pairing)
    if days not in rules.QUIET_DAYS or how not in models.Pairing.Missed.values:
        raise errors.not_an_answer()

    def do(facts: Mapping[str, Any]) -> saying.Came:
        pairings.missed(by, row, days, how, **facts)
        was = {"days": row.quiet_after_days, "how": row.quiet_how}
        return row.pk, {"was": was, "became": {"days": days, "how": how}}

    return saying.heard(by=by, id=id, found=found, what=What.MISSED, told=told, do=do)


def say_next(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    told: str,
    pairing: uuid.UUID,
    next_wish: str,
) -> records.Said:
    """Who may come where this peer leaves one day."""
    found = policy.require(by, P.WISH_TELL, participant=participant)
    row = _walk(by, found, pairing)
    if next_wish not in models.Pairing.Next.values:
        raise errors.not_an_answer()

    def do(facts: Mapping[str, Any]) -> saying.Came:
        pairings.wished_next(by, row, next_wish, **facts)
        return row.pk, {"was": row.next_wish, "became": next_wish}

    return saying.heard(by=by, id=id, found=found, what=What.NEXT, told=told, do=do)


def say_stays(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    told: str,
    pairing: uuid.UUID,
    stays: bool,
) -> records.Said:
    """Whether somebody who came after a peer stays: where not, it ends from this second."""
    found = policy.require(by, P.WISH_TELL, participant=participant)
    row = _walk(by, found, pairing)

    def do(facts: Mapping[str, Any]) -> saying.Came:
        new = pairings.answered(by, row, stays, **facts)
        if new and not stays:
            itself = actors.system(ALOUD, organisation_id=found.organisation_id)
            pairings.end_pairing(by=itself, pairing=row.pk)
        return row.pk, {"stays": stays, "new": new}

    return saying.heard(by=by, id=id, found=found, what=What.STAYS, told=told, do=do)


def _walk(by: actors.Actor, found: records.Participant, pairing: uuid.UUID) -> models.Pairing:
    """Who walks with them, as far as this worker knows of it."""
    known = walking.pairings_for(by).filter(participant=found, until_at=None)
    if (row := known.filter(pk=pairing).first()) is None:
        raise errors.Missing(policy.NOTHING)
    return row


# --- undone by the person themselves -------------------------------------------------------------


def _goal_back(by: actors.Actor, me: records.Participant, said: records.Said) -> None:
    row = models.Goal.objects.filter(participant=me, pk=said.about or said.pk).first()
    if row is None or row.state != said.before["became"]:
        raise saying.changed_since()
    plans.closed(by, me, row, said.before["was"])


def _missed_back(by: actors.Actor, me: records.Participant, said: records.Said) -> None:
    row, now = _mine(me, said), said.before["became"]
    if (row.quiet_after_days, row.quiet_how) != (now["days"], now["how"]):
        raise saying.changed_since()
    pairings.missed(by, row, said.before["was"]["days"], said.before["was"]["how"])


def _next_back(by: actors.Actor, me: records.Participant, said: records.Said) -> None:
    row = _mine(me, said)
    if row.next_wish != said.before["became"]:
        raise saying.changed_since()
    pairings.wished_next(by, row, said.before["was"])


def _stays_back(by: actors.Actor, me: records.Participant, said: records.Said) -> None:
    """Asked again; where it had ended, they walk together again, and are asked nothing. Times that
    were called off meanwhile stay so."""
    if not said.before["new"]:
        return
    row = _mine(me, said)
    if said.before["stays"]:
        models.Pairing.objects.filter(pk=row.pk, until_at=None).update(answered_at=None)
    else:
        pairings.pair(by=by, participant=me.pk, peer=row.peer_id)


def _mine(me: records.Participant, said: records.Said) -> models.Pairing:
    return models.Pairing.objects.get(participant=me, pk=said.about or said.pk)


UNDO: dict[str, saying.Undo] = {
    What.GOAL: _goal_back,
    What.MISSED: _missed_back,
    What.NEXT: _next_back,
    What.STAYS: _stays_back,
}

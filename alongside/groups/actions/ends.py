"""Somebody has died: they belong to no group and hold no place from then on. Both come back
where it was a mistake."""

import uuid
from typing import Any

from django.db import transaction

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.groups import models
from alongside.groups.actions import places
from alongside.participants import policy as people

State = models.Member.State


def let_go(*, by: actors.Actor, participant: uuid.UUID) -> Any:
    """What was ended: each membership as it was, and the ids of places."""
    found = people.require(by, P.PAIRING_END, participant=participant)
    now = clock.now()
    with transaction.atomic():
        members = found.memberships.exclude(state=State.LEFT)
        kept = found.sign_ups.filter(given_back_at=None).select_related("group")
        ended = {
            "members": {str(row.pk): row.state for row in members},
            "places": [str(row.pk) for row in kept],
        }
        groups = {row.group for row in kept}
        members.update(state=State.LEFT, left_at=now)
        found.sign_ups.filter(given_back_at=None).update(given_back_at=now)
        for group in sorted(groups, key=lambda each: each.pk):
            places.fill(group)
        audit.record(by=by, verb="let-go", participant_id=found.pk)
    return ended


def take_up_again(*, by: actors.Actor, participant: uuid.UUID, ended: Any) -> None:
    """A place that somebody else has by now is waited for, first in line: the day of asking
    is as it was."""
    found = people.require(by, P.PAIRING_END, participant=participant)
    with transaction.atomic():
        for pk, state in ended.get("members", {}).items():
            gone = found.memberships.filter(pk=pk, state=State.LEFT, group__ended_at=None)
            gone.update(state=state, left_at=None)
        kept = found.sign_ups.filter(pk__in=ended.get("places", [])).select_related("group")
        groups = {row.group for row in kept}
        kept.update(given_back_at=None, placed_at=None)
        for group in sorted(groups, key=lambda each: each.pk):
            places.fill(group)
        audit.record(by=by, verb="take-up-again", participant_id=found.pk)

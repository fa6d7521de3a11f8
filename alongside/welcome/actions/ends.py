"""Somebody has died: they are nowhere to be called from. Back again where it was a mistake."""

import uuid
from typing import Any

from django.db import transaction

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.participants import policy as people


def let_go(*, by: actors.Actor, participant: uuid.UUID) -> Any:
    """Ids of the times at a place that were not over yet."""
    found = people.require(by, P.PAIRING_END, participant=participant)
    with transaction.atomic():
        still = found.visits.filter(left_at=None)
        ended = {"visits": [str(pk) for pk in still.values_list("pk", flat=True)]}
        still.update(left_at=clock.now())
        audit.record(by=by, verb="let-go", participant_id=found.pk)
    return ended


def take_up_again(*, by: actors.Actor, participant: uuid.UUID, ended: Any) -> None:
    found = people.require(by, P.PAIRING_END, participant=participant)
    with transaction.atomic():
        found.visits.filter(pk__in=ended.get("visits", [])).update(left_at=None)
        audit.record(by=by, verb="take-up-again", participant_id=found.pk)

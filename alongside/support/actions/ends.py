"""Somebody has died: what was promised to them and by them ends, and so does walking together;
all of it comes back where it was a mistake."""

import uuid
from typing import Any

from django.db import transaction

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.participants import policy
from alongside.support import models
from alongside.support.actions import ahead


def let_go(*, by: actors.Actor, participant: uuid.UUID) -> Any:
    """Ids of what was ended."""
    found = policy.require(by, P.PAIRING_END, participant=participant)
    now = clock.now()
    with transaction.atomic():
        promises = models.Appointment.objects.filter(
            participant=found, kept_at=None, called_off_at=None
        )
        walks = models.Pairing.objects.filter(participant=found, until_at=None)
        ended = {"promises": _ids(promises), "walks": _ids(walks)}
        ended["planned"] = [str(pk) for pk in ahead.end_planned(participant=found.pk)]
        promises.update(called_off_at=now)
        walks.update(until_at=now)
        audit.record(by=by, verb="let-go", participant_id=found.pk)
    return ended


def take_up_again(*, by: actors.Actor, participant: uuid.UUID, ended: Any) -> None:
    """Where somebody chose the same peer again meanwhile, that walk goes on instead."""
    found = policy.require(by, P.PAIRING_END, participant=participant)
    with transaction.atomic():
        mine = models.Pairing.objects.filter(participant=found)
        again = mine.filter(until_at=None).values_list("peer_id", flat=True)
        walks = mine.filter(pk__in=ended.get("walks", [])).exclude(peer_id__in=list(again))
        walks.update(until_at=None)
        models.Appointment.objects.filter(
            participant=found, pk__in=ended.get("promises", [])
        ).update(called_off_at=None)
        models.Planned.objects.filter(participant=found, pk__in=ended.get("planned", [])).update(
            off_at=None
        )
        audit.record(by=by, verb="take-up-again", participant_id=found.pk)


def _ids(rows: Any) -> list[str]:
    return [str(pk) for pk in rows.values_list("pk", flat=True)]

"""No, no more, and done: how it ends. From that second nothing says who it was."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.followups import models, policy
from alongside.followups.actions import rows
from alongside.participants import policy as people

State, Ended = models.FollowUp.State, models.FollowUp.Ended


def decline(
    *, by: actors.Actor, followup: uuid.UUID, happened_at: datetime | None = None
) -> models.FollowUp:
    """They said no, or want nobody in touch any more: nobody asks them again unless they come.
    Twice is once."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, own=True, at=happened_at)
    return _say_no(by, row, happened_at)


def stop(*, by: actors.Actor, followup: uuid.UUID) -> models.FollowUp:
    """The participant ends it on their own page: one tap, no reasons."""
    row = policy.require(by, P.CONSENT_WITHDRAW, followup=followup)
    return _say_no(by, row, None)


def _say_no(
    by: actors.Actor, row: models.FollowUp, happened_at: datetime | None
) -> models.FollowUp:
    at, _now = rows.moment(happened_at)
    with transaction.atomic():
        row = rows.locked(row)
        if row.state not in rows.LIVE:
            return row
        rows.say_no(row, at=at)
        rows.audited(by, "decline-follow-up", row, happened_at=at)
    return row


def close(
    *, by: actors.Actor, followup: uuid.UUID, why: str, happened_at: datetime | None = None
) -> models.FollowUp:
    """It has done what it was for, or can't go on. Twice is once."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, own=True, at=happened_at)
    at, _now = rows.moment(happened_at)
    if why not in Ended.values:
        raise errors.not_an_answer()
    if why == Ended.WISH:
        return _say_no(by, row, happened_at)
    with transaction.atomic():
        row = rows.locked(row)
        if row.state not in rows.LIVE:
            return row
        rows.end(row, why=why, at=at)
        rows.audited(by, "close-follow-up", row, happened_at=at, why=why)
    return row


def end_for_gone(*, by: actors.Actor, participant: uuid.UUID) -> Any:
    """They have died: nobody calls. Ids of what was ended."""
    found = people.require(by, P.PAIRING_END, participant=participant)
    at, _now = rows.moment(None)
    ended = []
    with transaction.atomic():
        live = models.FollowUp.objects.select_for_update().filter(participant=found)
        for row in live.filter(state__in=rows.LIVE, whom="self").order_by("pk"):
            rows.end(row, why=Ended.DIED, at=at)
            rows.audited(by, "close-follow-up", row, why=str(Ended.DIED))
            ended.append(str(row.pk))
    return ended


def begin_again_for(*, by: actors.Actor, participant: uuid.UUID, ended: Any) -> None:
    """It was a mistake. How they were reached is gone, so somebody asks them when they meet; it
    is written that they did not die."""
    found = people.require(by, P.PAIRING_END, participant=participant)
    with transaction.atomic():
        wrong = models.FollowUp.objects.filter(participant=found, pk__in=ended)
        for row in wrong.filter(ended_why=Ended.DIED).order_by("pk"):
            rows.change(row, ended_why=Ended.NOT_REACHED)
            rows.audited(by, "close-follow-up", row, why=str(Ended.NOT_REACHED))

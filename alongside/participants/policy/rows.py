"""Rows about somebody, reached by their own id: a request, a goal, a contact, a referral.

One rule for all of them: where their record does not open, the answer is the same as where
there is no such row, and whoever it is about reads of it.
"""

import uuid
from datetime import datetime
from typing import Any, NoReturn

from django.db.models import QuerySet

from alongside.accounts import access, actors, roles
from alongside.accounts.access import Permission as P
from alongside.core import errors, scope
from alongside.participants import models
from alongside.participants.policy import hats, records

NOTHING = access.NOTHING


def whose(by: actors.Actor, rows: QuerySet[Any]) -> uuid.UUID:
    """The participant whose row this is, in the whole organisation; nobody's id where there is
    no such row: the lock, which is asked next, knows neither. What row-level security hides from
    somebody without a tie is found here, so that whoever it is about reads of the attempt.
    Nothing else of the row is read."""
    with scope.within(by.organisation_id):
        mine = rows.filter(organisation_id=by.tenant).order_by()
        found: uuid.UUID | None = mine.values_list("participant_id", flat=True).first()
    return found or actors.NOWHERE


def deny(by: actors.Actor, permission: P, rows: QuerySet[Any]) -> NoReturn:
    """For a row, filtered by its id, that was looked for among the actor's own, and not found."""
    own, whom = access.record_of(by), whose(by, rows)
    if whom == own:
        raise errors.Missing(access.NOTHING)
    raise access.Unseen(permission, participant_id=None if whom == actors.NOWHERE else whom)


def require_row(
    by: actors.Actor, permission: P, rows: QuerySet[Any]
) -> tuple[models.Participant, Any]:
    """The lock for one row, filtered by its id: the record it belongs to, and the row."""
    access.require(by, permission)
    row = rows.filter(organisation_id=by.tenant).first()
    if row is not None:
        return records.require(by, permission, participant=row.participant_id), row
    if roles.reaches_by_ties(by.role):  # row-level security may have hidden it
        deny(by, permission, rows)
    return records.require(by, permission, participant=actors.NOWHERE), row


def deny_request(by: actors.Actor, permission: P, request: uuid.UUID) -> NoReturn:
    deny(by, permission, models.Request.objects.filter(pk=request))


def requests_for(by: actors.Actor, *, at: datetime | None = None) -> QuerySet[models.Request]:
    """Requests for a peer: the coordinator's to answer, the participant's own to follow."""
    requests = models.Request.objects.filter(organisation_id=by.tenant)
    if by.kind is actors.Kind.SYSTEM:
        return requests
    if access.can(by, P.REQUEST_ANSWER):
        return hats.without_kept(requests, by, at=at)
    return requests.filter(participant__in=records.participants_for(by, at=at))

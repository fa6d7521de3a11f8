"""Rows about somebody, reached by their own id: a request, a goal, a contact, a referral.

One rule for all of them: Missing (404) outside the organisation, Refused (403, and an event that
the participant reads) inside it where their record does not open.
"""

import uuid
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors, scope
from alongside.participants import models
from alongside.participants.policy import records

NOTHING = _("There is nothing here, or nothing that you may know of.")


def whose(by: actors.Actor, rows: QuerySet[Any]) -> uuid.UUID:
    """The participant whose row this is, in the whole organisation. It is asked to refuse with
    words: what row-level security hides from somebody without a tie would else be a row that
    is not there, and nobody would read of the attempt. Nothing else of the row is read."""
    with scope.within(by.organisation_id):
        mine = rows.filter(organisation_id=by.tenant).order_by()
        found: uuid.UUID | None = mine.values_list("participant_id", flat=True).first()
    if found is None:
        raise _missing()
    return found


def deny(by: actors.Actor, permission: P, rows: QuerySet[Any]) -> NoReturn:
    """For a row, filtered by its id, that was looked for among the actor's own, and not found."""
    whom = whose(by, rows)
    if whom == access.record_of(by):
        raise _missing()
    raise access.Refused(permission, participant_id=whom)


def require_row(
    by: actors.Actor, permission: P, rows: QuerySet[Any]
) -> tuple[models.Participant, Any]:
    """The lock for one row, filtered by its id: the record it belongs to, and the row."""
    access.require(by, permission)
    row = rows.filter(organisation_id=by.tenant).first()
    if row is None:
        deny(by, permission, rows)
    return records.require(by, permission, participant=row.participant_id), row


def _missing() -> errors.Missing:
    return errors.Missing(NOTHING)


def deny_request(by: actors.Actor, permission: P, request: uuid.UUID) -> NoReturn:
    deny(by, permission, models.Request.objects.filter(pk=request))


def requests_for(by: actors.Actor) -> QuerySet[models.Request]:
    """Requests for a peer: the coordinator's to answer, the participant's own to follow."""
    requests = models.Request.objects.filter(organisation_id=by.tenant)
    if access.can(by, P.REQUEST_ANSWER) or by.kind is actors.Kind.SYSTEM:
        return requests
    return requests.filter(participant__in=records.participants_for(by))

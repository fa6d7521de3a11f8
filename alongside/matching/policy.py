"""Which proposals anybody may reach: the coordinator's to make, the participant's to answer."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.matching import models
from alongside.participants import models as records
from alongside.participants import policy
from alongside.support import models as support


def proposals_for(by: actors.Actor) -> QuerySet[models.Proposal]:
    proposals = models.Proposal.objects.filter(organisation_id=by.tenant)
    if access.can(by, P.PROPOSAL_MAKE):
        return policy.without_kept(proposals, by)
    if access.can(by, P.PROPOSAL_CHOOSE):
        mine = proposals.filter(request__in=policy.requests_for(by))
        return mine.exclude(state=models.Proposal.State.SUGGESTED)
    return proposals.none()


def open_pairings_in(organisation_id: uuid.UUID) -> QuerySet[support.Pairing]:
    """For counting who has room, and leaving out those who walk together already. Shows
    nobody's record."""
    return support.Pairing.objects.filter(organisation_id=organisation_id, until_at=None)


def requests_of(people: list[uuid.UUID]) -> QuerySet[records.Request]:
    """What these people asked for, to propose somebody by it; shown to nobody here."""
    return records.Request.objects.filter(participant__in=people)


def proposals_of(request_id: uuid.UUID) -> QuerySet[models.Proposal]:
    """For a caller who has asked whether the request opens."""
    return models.Proposal.objects.filter(request_id=request_id)

"""What a worker wrote down for somebody, and the links of somebody whose record was opened."""

from django.db.models import Q, QuerySet

from alongside.accounts import actors
from alongside.participants import models
from alongside.participants.policy import records


def said_for(by: actors.Actor) -> QuerySet[models.Said]:
    """A participant's own: all of it. A worker's: what they wrote themselves, of whom they
    reach; what others heard is between those two."""
    rows = models.Said.objects.filter(
        organisation_id=by.tenant, participant__in=records.participants_for(by)
    )
    return rows if by.is_participant else rows.filter(written_by_id=by.person_id)


def links_of(person: models.Participant) -> QuerySet[models.Link]:
    mine = Q(one=person) | Q(other=person)
    return models.Link.objects.filter(mine, organisation_id=person.organisation_id, cut_at=None)

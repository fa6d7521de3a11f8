"""What an organisation may take out of its own records, and who reads that it did."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import models
from alongside.participants.policy import hats

VERB = "take-people"  # in the history of everybody in the file


def takeable(by: actors.Actor) -> QuerySet[models.Participant]:
    """Everybody with support here, but for colleagues who keep their work apart: in a file, or
    in the house where it is read in, they would meet those they work with. Nor does anybody take
    their own record so, or one of somebody who never wants them there."""
    here = models.Participant.objects.filter(organisation_id=by.tenant, joined_to=None)
    if not access.can(by, P.PEOPLE_BRING):
        return here.none()
    return hats.without_kept(here, by, whose="pk")


def takings_told(person: models.Participant, ids: Iterable[UUID]) -> QuerySet[models.Taken]:
    """Those of which somebody's history says that they were in it."""
    rows = models.Taken.objects.filter(organisation_id=person.organisation_id, pk__in=set(ids))
    return rows.select_related("taken_by", "allowed_by").order_by("-happened_at", "-pk")

"""Which records were put together or taken apart, for who may do it: both within their reach; and
all that one record is by now."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import policy as reach
from alongside.participants.models import Participant
from alongside.referrals import models as referrals
from alongside.rights import models
from alongside.rights.record import places


def joinings_for(by: actors.Actor) -> QuerySet[models.Joining]:
    rows = models.Joining.objects.filter(organisation_id=by.tenant)
    if not access.can(by, P.RECORD_JOIN):
        return rows.none()
    within = reach.without_kept(rows, by, whose="kept_id")
    return reach.without_kept(within, by, whose="other_id")


def joined_since(row: models.Joining) -> QuerySet[models.Joining]:
    """What was done later with either of the two, and still stands."""
    both = (row.kept_id, row.other_id)
    later = models.Joining.objects.filter(made_at__gt=row.made_at, undone_at=None)
    return later.filter(Q(kept_id__in=both) | Q(other_id__in=both)).exclude(pk=row.pk)


def name_in(place: places.Place, person: Participant) -> Any:
    """What stands for the person in the rows of a place: their id, or a code of it."""
    if place.label in places.BY_DIGEST:
        return referrals.rater_named(person.organisation_id, person.pk)
    return person.pk


def all_of(person: Participant) -> list[Participant]:
    """The record, and those that were put together with it: read once for each person."""
    known: list[Participant] | None = person.__dict__.get("_all_of")
    if known is None:
        joined = Participant.objects.filter(joined_to_id=person.pk).order_by("pk")
        known = person.__dict__["_all_of"] = [person, *joined]
    return known

"""Somebody who has support here and works here, too: for their colleagues the first is not there.

Their own choice of a peer opens their record to that peer; nothing else does, until they say
that colleagues may.
"""

import uuid
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Exists, Model, Q, QuerySet

from alongside.accounts import actors, roles
from alongside.accounts import policy as accounts
from alongside.accounts.models import Membership
from alongside.core import clock
from alongside.participants import models

Row = TypeVar("Row", bound=Model)


def works_here(organisation_id: uuid.UUID, *, at: datetime | None = None) -> QuerySet[Membership]:
    """Hats of those who work in the organisation at that moment, in whatever role."""
    hats = accounts.all_open_memberships(at=at or clock.now())
    return hats.filter(organisation_id=organisation_id, role__in=roles.STAFF).order_by()


def colleagues_apart(
    organisation_id: uuid.UUID, *, at: datetime | None = None
) -> QuerySet[models.Participant]:
    """Those of the people with support here who work here, and keep the two apart. They are
    found from those who work here, who are few beside all participants."""
    mine = models.Participant.objects.filter(organisation_id=organisation_id)
    works = works_here(organisation_id, at=at).values("person_id")
    return mine.filter(person_id__in=works, opens_to_colleagues=False)


def without_kept(
    rows: QuerySet[Row],
    by: actors.Actor,
    *,
    whose: str = "participant_id",
    at: datetime | None = None,
) -> QuerySet[Row]:
    """Without whom somebody meets in no list, search or proposal while they work: colleagues who
    did not open that door, themselves, and whoever never wants them there; a coordinator of one
    programme, those of the others."""
    own = models.Participant.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
    kept = [
        colleagues_apart(by.tenant, at=at).values("pk"),
        own.values("pk"),
        nevers(by.person_id).values("participant_id"),
        *_of_other_programmes(by),
    ]
    return rows.exclude(reduce(or_, (Q(**{f"{whose}__in": some}) for some in kept)))


def _of_other_programmes(by: actors.Actor) -> list[Any]:
    """Nobody, unless a coordinator's hat is of one programme. Who belongs to none yet is met by
    all: somebody has to answer them."""
    if by.role != "coordinator" or by.membership_id is None:
        return []
    hat = Membership.objects.filter(pk=by.membership_id, programme__isnull=False)
    here = models.Participant.objects.filter(organisation_id=by.tenant, programme__isnull=False)
    others = here.filter(Exists(hat)).exclude(programme_id__in=hat.values("programme_id"))
    return [others.order_by().values("pk")]


def nevers(person_id: uuid.UUID) -> QuerySet[models.Never]:
    """Whose record never opens to this person, because they said so."""
    return models.Never.objects.filter(person_id=person_id, until_at=None).order_by()

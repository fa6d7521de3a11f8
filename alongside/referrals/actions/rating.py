"""How useful and kind a service was: said, changed, and taken back."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import policy as listings
from alongside.participants import queries as people
from alongside.referrals import models, policy


def rate(*, by: actors.Actor, id: uuid.UUID, service: uuid.UUID, useful: int, kind: int) -> None:
    """One rating for each person and service; the later one counts. Who rated is not kept."""
    access.require(by, P.SERVICE_RATE)
    if not listings.known_services().filter(pk=service).exists():
        raise errors.Missing(_("There is no such service."))
    if useful not in models.Rating.Answer.values or kind not in models.Rating.Answer.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        mine = {"organisation_id": by.tenant, "service_id": service, "rater": policy.rater(by)}
        row = models.Rating.objects.select_for_update().filter(**mine).first()
        if row is not None and (row.useful, row.kind) == (useful, kind):
            return
        if row is None:
            row = models.Rating(id=id, **mine)
        row.useful, row.kind, row.happened_at = useful, kind, clock.now()
        row.save()
        audit.record(by=by, verb="rate-service", participant_id=people.own_id(by))


def take_back_rating(*, by: actors.Actor, service: uuid.UUID) -> None:
    """As if it had never been said."""
    access.require(by, P.SERVICE_RATE)
    with transaction.atomic():
        mine = policy.ratings_of(by, service).filter(rater=policy.rater(by))
        if mine.delete()[0]:
            audit.record(by=by, verb="take-back-rating", participant_id=people.own_id(by))

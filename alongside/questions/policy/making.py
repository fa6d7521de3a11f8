"""Who makes which questions."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.accounts.models import Membership, Programme
from alongside.questions import models


def kept_by(by: actors.Actor) -> QuerySet[models.Sheet]:
    """Those somebody may change: of their organisation; with a hat of one programme, its own."""
    here = models.Sheet.objects.filter(organisation_id=by.tenant)
    return here.filter(programme__in=programmes_for(by)) if is_of_one_programme(by) else here


def programmes_for(by: actors.Actor) -> QuerySet[Programme]:
    """Of which somebody may make questions. With a hat of one programme, that one."""
    here = Programme.objects.filter(organisation_id=by.tenant).order_by("name")
    one = _hat(by)
    return here.filter(pk__in=one.values("programme_id")) if one.exists() else here


def is_of_one_programme(by: actors.Actor) -> bool:
    return _hat(by).exists()


def _hat(by: actors.Actor) -> QuerySet[Membership]:
    return Membership.objects.filter(pk=by.membership_id or actors.NOWHERE, programme__isnull=False)


def question(by: actors.Actor, pk: uuid.UUID) -> models.Question | None:
    """In the wording of that id, of a sheet that the actor may change."""
    rows = models.Question.objects.filter(pk=pk, sheet__in=kept_by(by))
    return rows.select_related("sheet").first()

"""Which rows of the plan an actor may reach; each for a caller who has asked whether the record
opens, but for those that say otherwise."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts import actors
from alongside.accounts.models import Programme
from alongside.support import models


def plans_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Plan]:
    return models.Plan.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def steps_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Step]:
    return models.Step.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def helps_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Help]:
    rows = models.Help.objects.filter(organisation_id=by.tenant, participant_id=participant_id)
    return rows.filter(let_go_at=None)


def phrases_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Phrase]:
    """How it was said before: for the participant alone."""
    rows = models.Phrase.objects.filter(organisation_id=by.tenant, participant_id=participant_id)
    return rows if by.is_participant else rows.none()


def signatures_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Signature]:
    return models.Signature.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def gone_by(*, before: date) -> dict[str, QuerySet[Any]]:
    """What `participants.policy.signs` notices for the owner of a record: a goal, or a step of one,
    whose day may have gone by."""
    goals = models.Goal.objects.filter(state=models.Goal.State.OPEN)
    steps = models.Step.objects.filter(done_at=None, let_go_at=None, due_on__lte=before)
    return {
        "due_goals": goals.filter(due_on__lte=before),
        "due_steps": steps.filter(goal__state=models.Goal.State.OPEN),
    }


def has_due(*, today: date) -> Q:
    """Whether the plan of somebody in a pairing holds a day that has gone by: of each pairing."""
    theirs = {
        name: rows.filter(participant_id=OuterRef("participant_id"))
        for name, rows in gone_by(before=today - timedelta(days=1)).items()
    }
    return Q(Exists(theirs["due_goals"])) | Q(Exists(theirs["due_steps"]))


def ideas_here(by: actors.Actor) -> QuerySet[models.Idea]:
    """The organisation's own, for everybody in it."""
    return models.Idea.objects.filter(organisation_id=by.tenant, retired_at=None)


def signings_here(by: actors.Actor) -> QuerySet[models.Signing]:
    return models.Signing.objects.filter(organisation_id=by.tenant)


def programmes_here(by: actors.Actor) -> QuerySet[Programme]:
    return Programme.objects.filter(organisation_id=by.tenant)

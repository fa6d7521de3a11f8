"""Which rows of the plan an actor may reach; each for a caller who has asked whether the record
opens, but for those that say otherwise."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from alongside.accounts import actors
from alongside.accounts.models import Programme
from alongside.participants import policy as reach
from alongside.support import models
from alongside.support.policy import walking


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


def goals_walked(by: actors.Actor) -> QuerySet[models.Goal]:
    """Open ones of all whom a peer walks with: no question was asked for each."""
    mine = models.Goal.objects.filter(organisation_id=by.tenant, state=models.Goal.State.OPEN)
    return mine.filter(Exists(_walks(by)), participant__in=reach.participants_for(by))


def steps_walked(by: actors.Actor) -> QuerySet[models.Step]:
    mine = models.Step.objects.filter(organisation_id=by.tenant, done_at=None, let_go_at=None)
    mine = mine.filter(goal__state=models.Goal.State.OPEN)
    return mine.filter(Exists(_walks(by)), participant__in=reach.participants_for(by))


def _walks(by: actors.Actor) -> QuerySet[models.Pairing]:
    mine = walking.pairings_for(by).filter(peer_id=by.person_id, until_at=None)
    return mine.filter(participant_id=OuterRef("participant_id")).order_by()


def ideas_here(by: actors.Actor) -> QuerySet[models.Idea]:
    """The organisation's own, for everybody in it."""
    return models.Idea.objects.filter(organisation_id=by.tenant, retired_at=None)


def signings_here(by: actors.Actor) -> QuerySet[models.Signing]:
    return models.Signing.objects.filter(organisation_id=by.tenant)


def programmes_here(by: actors.Actor) -> QuerySet[Programme]:
    return Programme.objects.filter(organisation_id=by.tenant)

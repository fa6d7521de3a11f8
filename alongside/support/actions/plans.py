"""The plan: goals in the participant's words, one step at a time."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.rules import RECORDED
from alongside.support import models

State = models.Goal.State


def set_goal(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    dimension: str,
    words: str,
    steps: Sequence[str] = (),
) -> models.Goal:
    """A goal in the participant's words, perhaps with first steps. A resend changes nothing."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    if dimension not in models.Dimension.values:
        raise errors.Problem(_("Choose one of the four parts of life."))
    words = _said(words)
    first_steps = [step.strip() for step in steps if step.strip()]
    now = clock.now()
    with transaction.atomic():
        _agreed(found)
        plan, _is_new = models.Plan.objects.get_or_create(
            participant=found, defaults={"organisation_id": found.organisation_id}
        )
        goal, is_new = models.Goal.objects.get_or_create(
            pk=id,
            defaults={
                "organisation_id": found.organisation_id,
                "participant": found,
                "plan": plan,
                "dimension": dimension,
                "words": words,
                "set_at": now,
                "recorded_at": now,
            },
        )
        if goal.plan_id != plan.pk:
            raise errors.Missing(_("There is nothing here, or nothing that you may know of."))
        if is_new:
            _begin(goal, first_steps)
            _write(by, "set-goal", found, goal, dimension=dimension, steps=len(first_steps))
    return goal


def _begin(goal: models.Goal, steps: Sequence[str]) -> None:
    models.Step.objects.bulk_create(
        models.Step(
            organisation_id=goal.organisation_id,
            participant_id=goal.participant_id,
            goal=goal,
            words=step,
            position=place,
        )
        for place, step in enumerate(steps)
    )


def add_step(*, by: actors.Actor, id: uuid.UUID, goal: uuid.UUID, words: str) -> models.Step:
    """One more step towards a goal. A resend changes nothing."""
    access.require(by, P.GOAL_SET)
    found, row = _goal(by, P.GOAL_SET, goal)
    words = _said(words)
    with transaction.atomic():
        _agreed(found)
        step, is_new = models.Step.objects.get_or_create(
            pk=id,
            defaults={
                "organisation_id": found.organisation_id,
                "participant": found,
                "goal": row,
                "words": words,
                "position": models.Step.objects.filter(goal=row).count(),
            },
        )
        if step.goal_id != row.pk:
            raise errors.Missing(_("There is nothing here, or nothing that you may know of."))
        if is_new:
            _write(by, "add-step", found, row)
    return step


def tick_step(*, by: actors.Actor, step: uuid.UUID, done: bool) -> None:
    """A step is done, or not yet after all. Saying it twice is once."""
    access.require(by, P.STEP_TICK)
    steps = models.Step.objects.filter(pk=step).select_related("goal")
    found, row = policy.require_row(by, P.STEP_TICK, steps)
    now = clock.now()
    with transaction.atomic():
        _agreed(found)
        other = models.Step.objects.filter(pk=row.pk, done_at__isnull=done)
        if other.update(done_at=now if done else None, version=F("version") + 1):
            _write(by, "tick-step", found, row.goal, done=done)


def reword_goal(*, by: actors.Actor, goal: uuid.UUID, version: int, words: str) -> None:
    """Say a goal better. Stale where somebody else did meanwhile: nothing is lost."""
    access.require(by, P.GOAL_SET)
    found, row = _goal(by, P.GOAL_SET, goal)
    words = _said(words)
    with transaction.atomic():
        _agreed(found)
        mine = models.Goal.objects.filter(pk=row.pk, version=version)
        if not mine.update(words=words, version=F("version") + 1):
            raise errors.Stale(
                _("Somebody else changed these words meanwhile."),
                kept=_("Both versions are on this page. Nothing was lost."),
                todo=_("Change yours if you wish, and send it again."),
            )
        _write(by, "reword-goal", found, row)


def close_goal(*, by: actors.Actor, goal: uuid.UUID, state: str) -> None:
    """The participant says that it is reached, set aside, or taken up again."""
    access.require(by, P.GOAL_CLOSE)
    found, row = _goal(by, P.GOAL_CLOSE, goal)
    if state not in State.values:
        raise errors.Problem(_("Choose one of the answers on the page."))
    closed_at = None if state == State.OPEN else clock.now()
    with transaction.atomic():
        other = models.Goal.objects.filter(pk=row.pk).exclude(state=state)
        if other.update(state=state, closed_at=closed_at, version=F("version") + 1):
            _write(by, "close-goal", found, row, state=state)


def _goal(
    by: actors.Actor, permission: P, goal: uuid.UUID
) -> tuple[records.Participant, models.Goal]:
    """A goal of the organisation, once its participant's record has opened."""
    return policy.require_row(by, permission, models.Goal.objects.filter(pk=goal))


def _said(words: str) -> str:
    if not words.strip():
        raise errors.Problem(_("Write a few words."))
    return words.strip()


def _agreed(found: records.Participant) -> None:
    """Now, and not after it was taken back while this waited."""
    participants.hold(found)
    participants.require_consent(participant=found, kind=RECORDED, at=clock.now())


def _write(
    by: actors.Actor, verb: str, found: records.Participant, goal: models.Goal, **facts: object
) -> None:
    audit.record(by=by, verb=verb, participant_id=found.pk, about=("goal", goal.pk), facts=facts)

"""The plan: goals in the participant's words, one step at a time. It counts what changes in it, and
keeps how it was said before."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

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
from alongside.support.rules import rough

State = models.Goal.State
TEXTS = ("dreams", "strengths", "in_the_way")
MOST_STEPS = 20


def tell_about(
    *,
    by: actors.Actor,
    participant: uuid.UUID,
    version: int,
    dreams: str,
    strengths: str,
    in_the_way: str,
) -> models.Plan:
    """What somebody dreams of, what carries them, what stands in the way; any may be empty. 0 is
    the version of a plan that was not begun."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    said = dict(zip(TEXTS, (dreams.strip(), strengths.strip(), in_the_way.strip()), strict=True))
    with transaction.atomic():
        _agreed(found)
        plan = _plan(found)
        now_said = {name: getattr(plan, name) for name in TEXTS}
        if now_said == said:
            return plan
        if version != plan.version and (version or any(now_said.values())):
            raise _stale()
        _count(plan.pk, version=F("version") + 1, **said)
        for name in TEXTS:
            if now_said[name] and now_said[name] != said[name]:
                _keep_phrase(by, plan, name, now_said[name])
        facts = {"version": plan.version + 1}
        _record(by, "tell-about-plan", found, ("plan", plan.pk), facts)
    return plan


def set_goal(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    dimension: str,
    words: str,
    steps: Sequence[str] = (),
    by_when: str = "",
) -> models.Goal:
    """A goal in the participant's words, perhaps with first steps. A resend changes nothing."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    if dimension not in models.Dimension.values:
        raise errors.Problem(_("Choose one of the four parts of life."))
    words, when = _said(words), _when(by_when)
    first_steps = [step.strip() for step in steps if step.strip()][:MOST_STEPS]
    now = clock.now()
    with transaction.atomic():
        _agreed(found)
        plan = _plan(found)
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
                **when,
            },
        )
        if goal.plan_id != plan.pk:
            raise errors.Missing(access.NOTHING)
        if is_new:
            _begin(goal, first_steps)
            _count(plan.pk)
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


def add_step(
    *, by: actors.Actor, id: uuid.UUID, goal: uuid.UUID, words: str, by_when: str = ""
) -> models.Step:
    """One more step towards a goal. A resend changes nothing."""
    access.require(by, P.GOAL_SET)
    found, row = _goal(by, P.GOAL_SET, goal)
    words, when = _said(words), _when(by_when)
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
                **when,
            },
        )
        if step.goal_id != row.pk:
            raise errors.Missing(access.NOTHING)
        if is_new:
            _count(row.plan_id)
            _write(by, "add-step", found, row)
    return step


def tick_step(*, by: actors.Actor, step: uuid.UUID, done: bool) -> None:
    """A step is done, or not yet after all. Saying it twice is once."""
    access.require(by, P.STEP_TICK)
    found, row = _step(by, P.STEP_TICK, step)
    now = clock.now()
    with transaction.atomic():
        _agreed(found)
        other = models.Step.objects.filter(pk=row.pk, done_at__isnull=done)
        if other.update(done_at=now if done else None, version=F("version") + 1):
            _write(by, "tick-step", found, row.goal, done=done)


def reword_goal(
    *, by: actors.Actor, goal: uuid.UUID, version: int, words: str, by_when: str | None = None
) -> None:
    """Say a goal better, or by when (None leaves that as it is). Stale where somebody else changed
    it meanwhile: nothing is lost."""
    access.require(by, P.GOAL_SET)
    found, row = _goal(by, P.GOAL_SET, goal)
    with transaction.atomic():
        _agreed(found)
        _reword(by, row, row, version, words, by_when)
        _write(by, "reword-goal", found, row)


def reword_step(
    *, by: actors.Actor, step: uuid.UUID, version: int, words: str, by_when: str | None = None
) -> None:
    """As of a goal."""
    access.require(by, P.GOAL_SET)
    found, row = _step(by, P.GOAL_SET, step)
    with transaction.atomic():
        _agreed(found)
        _reword(by, row, row.goal, version, words, by_when, step=row)
        _write(by, "reword-step", found, row.goal)


def _reword(
    by: actors.Actor,
    row: models.Goal | models.Step,
    goal: models.Goal,
    version: int,
    words: str,
    by_when: str | None,
    **of: models.Step,
) -> None:
    words, when = _said(words), {} if by_when is None else _when(by_when)
    mine = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not mine.update(words=words, version=F("version") + 1, **when):
        raise _stale()
    if words != row.words:
        _keep_phrase(by, goal.plan, "words", row.words, goal=goal, **of)
    _count(goal.plan_id)


def let_go_step(*, by: actors.Actor, step: uuid.UUID, back: bool = False) -> None:
    """It is not wanted any more, or is after all. It stays to be read."""
    access.require(by, P.GOAL_SET)
    found, row = _step(by, P.GOAL_SET, step)
    with transaction.atomic():
        _agreed(found)
        other = models.Step.objects.filter(pk=row.pk, let_go_at__isnull=not back)
        gone = None if back else clock.now()
        if other.update(let_go_at=gone, version=F("version") + 1):
            _count(row.goal.plan_id)
            _write(by, "let-go-step", found, row.goal, back=back)


def still_wanted(*, by: actors.Actor, goal: uuid.UUID, step: uuid.UUID | None = None) -> None:
    """A day has gone by, and it is still theirs: some day, without a date. Saying it twice is
    once."""
    access.require(by, P.GOAL_SET)
    found, row = _goal(by, P.GOAL_SET, goal)
    later = {"by_when": rough.SOMEDAY, "due_on": None, "version": F("version") + 1}
    with transaction.atomic():
        _agreed(found)
        if step is None:
            dated = models.Goal.objects.filter(pk=row.pk).exclude(due_on=None)
            changed = dated.update(**later)
        else:
            dated_steps = models.Step.objects.filter(pk=step, goal=row).exclude(due_on=None)
            changed = dated_steps.update(**later)
        if changed:
            _count(row.plan_id)
            _write(by, "still-wanted", found, row)


def close_goal(*, by: actors.Actor, goal: uuid.UUID, state: str) -> None:
    """The participant says that it is reached, set aside, let go of, or taken up again."""
    access.require(by, P.GOAL_CLOSE)
    found, row = _goal(by, P.GOAL_CLOSE, goal)
    if state not in State.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        closed(by, found, row, state)


def closed(
    by: actors.Actor, found: records.Participant, row: models.Goal, state: str, **facts: object
) -> bool:
    """For an action that has asked, inside its transaction; whether anything changed."""
    closed_at = None if state == State.OPEN else clock.now()
    other = models.Goal.objects.filter(pk=row.pk).exclude(state=state)
    if not other.update(state=state, closed_at=closed_at, version=F("version") + 1):
        return False
    _count(row.plan_id)
    _write(by, "close-goal", found, row, state=state, **facts)
    return True


def _plan(found: records.Participant) -> models.Plan:
    return models.Plan.objects.get_or_create(
        participant=found, defaults={"organisation_id": found.organisation_id}
    )[0]


def _goal(
    by: actors.Actor, permission: P, goal: uuid.UUID
) -> tuple[records.Participant, models.Goal]:
    """A goal of the organisation, once its participant's record has opened."""
    return policy.require_row(by, permission, models.Goal.objects.filter(pk=goal))


def _step(
    by: actors.Actor, permission: P, step: uuid.UUID
) -> tuple[records.Participant, models.Step]:
    steps = models.Step.objects.filter(pk=step).select_related("goal")
    return policy.require_row(by, permission, steps)


def _said(words: str) -> str:
    if not words.strip():
        raise errors.Problem(_("Write a few words."))
    return words.strip()


def _when(text: str) -> Mapping[str, str | date | None]:
    try:
        return {"by_when": text, "due_on": rough.due_on(text)}
    except ValueError as error:
        raise errors.Problem(_("There is no such date.")) from error


def _stale() -> errors.Stale:
    return errors.Stale(
        _("Somebody else changed these words meanwhile."),
        kept=_("Both versions are on this page. Nothing was lost."),
        todo=_("Change yours if you wish, and send it again."),
    )


def _keep_phrase(
    by: actors.Actor,
    plan: models.Plan,
    part: str,
    words: str,
    *,
    goal: models.Goal | None = None,
    step: models.Step | None = None,
) -> None:
    models.Phrase.objects.create(
        organisation_id=plan.organisation_id,
        participant_id=plan.participant_id,
        plan=plan,
        goal=goal,
        step=step,
        part=part,
        words=words,
        by_participant=by.is_participant,
        replaced_at=clock.now(),
    )


def _count(plan_id: uuid.UUID, **columns: object) -> None:
    """The plan is another one than was signed."""
    models.Plan.objects.filter(pk=plan_id).update(edition=F("edition") + 1, **columns)


def _agreed(found: records.Participant) -> None:
    """Now, and not after it was taken back while this waited."""
    participants.hold(found)
    participants.require_consent(participant=found, kind=RECORDED, at=clock.now())


def _write(
    by: actors.Actor, verb: str, found: records.Participant, goal: models.Goal, **facts: object
) -> None:
    _record(by, verb, found, ("goal", goal.pk), facts)


def _record(
    by: actors.Actor,
    verb: str,
    found: records.Participant,
    about: tuple[str, uuid.UUID],
    facts: Mapping[str, object],
) -> None:
    audit.record(by=by, verb=verb, participant_id=found.pk, about=about, facts=facts)

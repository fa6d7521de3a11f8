"""An answer is due: they are asked. Nobody answered: whoever looks after them is called, then
everybody who could go."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, ids
from alongside.outreach import models, policy
from alongside.outreach.actions import rows
from alongside.outreach.rules import shifts


def ask_walkers(*, by: actors.Actor, now: datetime) -> int:
    """For the clock: whoever an answer is due from gets a message, once for each. Says of how many
    shifts. One organisation at a time."""
    access.require(by, P.FIELD_WORK)
    due = models.Shift.objects.filter(organisation_id=by.tenant, ended_at=None, due_at__lte=now)
    return sum(_ask(by, row, now) for row in due.filter(_NOT_ASKED))


def call_buddies(*, by: actors.Actor, now: datetime) -> int:
    """For the clock: every answer that did not come is a call; a call that nobody took goes to
    everybody. Says how many. One organisation at a time."""
    access.require(by, P.FIELD_WORK)
    late = models.Shift.objects.filter(
        organisation_id=by.tenant, ended_at=None, due_at__lte=now - shifts.PATIENCE
    )
    called = sum(_call(by, row, now) for row in late)
    for call in models.Call.objects.filter(
        organisation_id=by.tenant, ended_at=None, widened_at=None
    ).select_related("shift"):
        if shifts.widens(call.called_at, call.taken_at, now=now):
            called += _widen(by, call, now)
    return called


def take_call(*, by: actors.Actor, call: uuid.UUID) -> None:
    """‘I call them now’: the others see it. The first one has it."""
    row = policy.require_call(by, P.FIELD_WORK, call=call)
    with transaction.atomic():
        free = models.Call.objects.filter(pk=row.pk, ended_at=None, taken_by=None)
        if free.update(taken_by_id=by.person_id, taken_at=clock.now()):
            audit.record(by=by, verb="take-call", about=("outreach-shift", row.shift_id))


def answer_call(*, by: actors.Actor, call: uuid.UUID, outcome: str) -> None:
    """How it ended. Who is well is asked again after the usual time. Twice is once."""
    row = policy.require_call(by, P.FIELD_WORK, call=call)
    if outcome not in models.Call.Outcome.values:
        raise rows.not_on_the_page()
    now = clock.now()
    with transaction.atomic():
        shift = rows.locked(row.shift)
        still = models.Call.objects.filter(pk=row.pk, ended_at=None)
        if not still.update(ended_at=now, outcome=outcome):
            return
        if shift.state == "out" and shift.every:
            models.Safe.objects.create(
                id=ids.new(),
                organisation_id=by.tenant,
                shift=shift,
                person_id=by.person_id,
                minutes=shift.every,
                happened_at=now,
                recorded_at=now,
            )
            rows.settle(shift, now=now)
        audit.record(
            by=by,
            verb="answer-call",
            about=("outreach-shift", shift.pk),
            facts={"outcome": outcome},
        )


_NOT_ASKED = Q(asked_at=None) | Q(asked_at__lt=F("due_at"))


def _ask(by: actors.Actor, shift: models.Shift, now: datetime) -> int:
    """Another worker's question is as good as ours; an answer that came meanwhile is better."""
    with transaction.atomic():
        due = models.Shift.objects.filter(_NOT_ASKED, pk=shift.pk, ended_at=None, due_at__lte=now)
        if not due.update(asked_at=now):
            return 0
        rows.ask(shift)
        audit.record(by=by, verb="ask-walkers", about=("outreach-shift", shift.pk))
    return 1


def _call(by: actors.Actor, shift: models.Shift, now: datetime) -> int:
    """One call at a time: another worker's is as good as ours."""
    try:
        with transaction.atomic():
            row = rows.locked(shift)
            open_one = models.Call.objects.filter(shift=row, ended_at=None)
            still = shifts.standing(row.due_at, now=now) is shifts.Standing.LATE
            if row.due_at is None or row.ended_at or not still or open_one.exists():
                return 0
            models.Call.objects.create(
                id=ids.new(),
                organisation_id=row.organisation_id,
                shift=row,
                due_at=row.due_at,
                called_at=now,
                widened_at=None if row.buddy_id else now,
            )
            rows.tell(row, everybody=False)
            audit.record(by=by, verb="call-buddy", about=("outreach-shift", row.pk))
    except IntegrityError:
        return 0
    return 1


def _widen(by: actors.Actor, call: models.Call, now: datetime) -> int:
    with transaction.atomic():
        still = models.Call.objects.filter(
            pk=call.pk, ended_at=None, widened_at=None, taken_at=None
        )
        if not still.update(widened_at=now):
            return 0
        rows.tell(call.shift, everybody=True)
        audit.record(by=by, verb="call-everybody", about=("outreach-shift", call.shift_id))
    return 1

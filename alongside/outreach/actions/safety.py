"""‘I am well’, and ‘I need help’: said out there, one tap each, also from a phone later."""

import uuid
from datetime import datetime

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.outreach import models, policy
from alongside.outreach.actions import rows
from alongside.outreach.rules import shifts
from alongside.participants.actions import rows as sent


def say_safe(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    shift: uuid.UUID,
    happened_at: datetime | None = None,
    minutes: int | None = None,
) -> None:
    """They are well; ask again in so many minutes, else as planned. Also where it comes in late or
    out of order: it counts from when it was said. Once per `id`."""
    row = policy.require_shift(by, P.FIELD_WORK, shift=shift, at=happened_at)
    if not models.Walker.objects.filter(shift=row, person_id=by.person_id).exists():
        raise access.Refused(P.FIELD_WORK, sentence=rows.NOT_YOURS)
    if minutes is not None and minutes not in shifts.EVERY[1:]:
        raise rows.not_on_the_page()
    at = rows.when(happened_at)
    these = models.Safe.objects.filter(organisation_id=by.tenant)
    with sent.once(these, id):
        if these.filter(pk=id).exists():
            return
        row = rows.locked(row)
        rows.require_begun(row)
        models.Safe.objects.create(
            id=id,
            organisation_id=by.tenant,
            shift=row,
            person_id=by.person_id,
            minutes=row.every if minutes is None else minutes,
            happened_at=at,
            recorded_at=clock.now(),
        )
        rows.settle(row, now=clock.now())
        audit.record(by=by, verb="say-safe", about=("outreach-shift", row.pk), happened_at=at)


def ask_for_help(*, by: actors.Actor, id: uuid.UUID, shift: uuid.UUID) -> None:
    """Somebody out there needs a colleague: whoever looks after them and everybody who keeps work
    in the field are called now. One call at a time."""
    row = policy.require_shift(by, P.FIELD_WORK, shift=shift)
    rows.require_walker(by, row)
    now = clock.now()
    these = models.Call.objects.filter(organisation_id=by.tenant)
    with sent.once(these, id):
        row = rows.locked(row)
        if these.filter(pk=id).exists():
            return
        asked = these.filter(shift=row, ended_at=None)
        if asked.exists():
            asked.update(why=models.Call.Why.ASKED, widened_at=now)
        else:
            models.Call.objects.create(
                id=id,
                organisation_id=by.tenant,
                shift=row,
                why=models.Call.Why.ASKED,
                due_at=now,
                called_at=now,
                widened_at=now,
            )
        rows.tell(row, everybody=True)
        audit.record(by=by, verb="ask-for-help", about=("outreach-shift", row.pk))

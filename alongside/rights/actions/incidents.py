"""Something went wrong: written down, its clocks running, people told on their own page."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import policy as reach
from alongside.participants.rules import regimes
from alongside.rights import models, policy, queries

CLOSE = "close"


def register_incident(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    what: str,
    found_at: datetime,
    people: int,
    is_risky: bool,
    regime: str = "",
    happened_at: datetime | None = None,
    contact: str = "",
) -> models.Incident:
    """The clocks run from when it was found. Once per `id`."""
    access.require(by, P.RIGHTS_KEEP)
    law = regimes.of(regime) or queries.regime_in(by.tenant)
    if not what.strip() or people < 0:
        raise errors.Problem(_("Say what went wrong, and how many people it is about."))
    if found_at > clock.now() or (happened_at is not None and happened_at > found_at):
        raise errors.Problem(_("It can’t be found before it happened, nor in the future."))
    mine = models.Incident.objects.filter(organisation_id=by.tenant, pk=id)
    if (row := mine.first()) is not None:
        return row
    try:
        with transaction.atomic():
            row = models.Incident.objects.create(
                id=id,
                organisation_id=by.tenant,
                what=what.strip(),
                found_at=found_at,
                happened_at=happened_at,
                regime=law.slug,
                people=people,
                is_risky=is_risky,
                contact=contact.strip(),
            )
            audit.record(by=by, verb="register-incident", about=("incident", row.pk))
    except IntegrityError as error:
        raise errors.Missing(_("This form can’t be used here.")) from error
    return row


def do_task(*, by: actors.Actor, incident: uuid.UUID, task: str, version: int) -> None:
    """Somebody who must be told was told; or, for `close`, all of them were. Stale where it
    changed meanwhile."""
    access.require(by, P.RIGHTS_KEEP)
    now = clock.now()
    told = queries.incident(by, incident, now=now)
    row = told.row
    known = {each.slug for each in told.tasks}
    values: dict[str, Any] = {"done": row.done | {task: now.isoformat()}}
    if task == CLOSE:
        if told.next is not None:
            raise errors.Problem(
                _("Not everybody who must know was told yet."),
                todo=_("Tell them first, then close it."),
            )
        values = {"closed_at": now}
    elif task not in known:
        raise errors.Problem(_("There is nobody like that to tell."))
    with transaction.atomic():
        mine = models.Incident.objects.filter(pk=row.pk, version=version)
        if not mine.update(**values, version=F("version") + 1):
            raise errors.Stale(
                _("Somebody else changed this while you looked at it."),
                todo=_("Look at it once more and send it again."),
            )
        facts = {"task": task}
        audit.record(by=by, verb="do-task", about=("incident", row.pk), facts=facts)


def give_notice(
    *, by: actors.Actor, incident: uuid.UUID, participants: Sequence[uuid.UUID] | None = None
) -> int:
    """Tell people on their own page, where nobody else reads it; without a list, everybody who
    has support here. How many are told now. Nobody is told twice."""
    access.require(by, P.RIGHTS_KEEP)
    row = queries.one(by, models.Incident, incident)
    people = reach.participants_for(actors.system("a notice", organisation_id=by.organisation_id))
    known = people if participants is None else people.filter(pk__in=participants)
    before = policy.in_organisation(by, models.Notice).filter(incident=row)
    with transaction.atomic():
        untold = known.exclude(pk__in=before.values("participant_id"))
        new = list(untold.values_list("pk", flat=True))
        models.Notice.objects.bulk_create(
            [
                models.Notice(organisation_id=by.tenant, incident=row, participant_id=pk)
                for pk in new
            ],
            batch_size=500,
        )
        if new:
            facts = {"people": len(new)}
            audit.record(by=by, verb="give-notice", about=("incident", row.pk), facts=facts)
    return len(new)


def read_notice(*, by: actors.Actor, notice: uuid.UUID) -> None:
    """The person has read it. Twice is once."""
    access.require(by, P.RECORD_TAKE)
    person = policy.own(by)
    mine = models.Notice.objects.filter(pk=notice, participant=person)
    if not mine.exists():
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        if mine.filter(read_at=None).update(read_at=clock.now()):
            audit.record(by=by, verb="read-notice", participant_id=person.pk)

"""What is usually promised when something begins: an organisation says it, and a peer plans it with
somebody who said yes. A promise is an ordinary one; everything else is a gentle reminder."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Programme
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.actions import rows
from alongside.participants.rules import RECORDED
from alongside.participants.rules.knowing import AWAY
from alongside.support import models
from alongside.support import rules as times
from alongside.support.policy import ahead
from alongside.support.rules import ahead as rules


def choose_sequence(*, by: actors.Actor, ready: str) -> models.Sequence:
    """An example is offered here. Twice is once."""
    access.require(by, P.ORGANISATION_EDIT)
    example = rules.EXAMPLES.get(ready)
    if example is None:
        raise errors.Missing(access.NOTHING)
    lines = [{"what": line.what, "after": line.after} for line in example.lines]
    with transaction.atomic():
        row, is_new = models.Sequence.objects.get_or_create(
            organisation_id=by.tenant, ready=ready, retired_at=None, defaults={"lines": lines}
        )
        if is_new:
            audit.record(by=by, verb="add-sequence", about=("sequence", row.pk))
    return row


def add_sequence(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    name: str,
    lines: list[rules.Line],
    programme: uuid.UUID | None = None,
) -> models.Sequence:
    """One of the organisation's own. Once per `id`."""
    access.require(by, P.ORGANISATION_EDIT)
    if not name.strip():
        raise errors.Problem(_("Write a few words."))
    if not rules.is_whole(lines):
        raise errors.Problem(_("Choose for each line what is promised, and when."))
    here = Programme.objects.filter(organisation_id=by.tenant)
    if programme and not here.filter(pk=programme).exists():
        raise errors.not_an_answer()
    said = {
        "organisation_id": by.tenant,
        "programme_id": programme,
        "name": name.strip(),
        "lines": [{"what": one.what, "after": one.after} for one in rules.in_order(lines)],
    }
    with rows.once(models.Sequence.objects.filter(organisation_id=by.tenant), id):
        row, is_new = models.Sequence.objects.get_or_create(pk=id, defaults=said)
        if row.organisation_id != by.tenant:
            raise errors.Missing(_("This form can’t be used here."))
        if is_new:
            audit.record(by=by, verb="add-sequence", about=("sequence", row.pk))
    return row


def retire_sequence(*, by: actors.Actor, sequence: uuid.UUID) -> None:
    """It is not offered any more; what was planned with it stays. Twice is once."""
    access.require(by, P.ORGANISATION_EDIT)
    mine = models.Sequence.objects.filter(pk=sequence, organisation_id=by.tenant)
    with transaction.atomic():
        if mine.filter(retired_at=None).update(retired_at=clock.now()):
            audit.record(by=by, verb="retire-sequence", about=("sequence", sequence))
        elif not mine.exists():
            raise errors.Missing(access.NOTHING)


def plan_ahead(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    sequence: uuid.UUID,
    lines: Sequence[rules.Chosen],
    heard: bool,
) -> None:
    """With the participant's own yes, by a peer who walks with them. Once per `id`."""
    found = policy.require(by, P.APPOINTMENT_MAKE, participant=participant)
    offered = ahead.sequences_for(by, found).filter(pk=sequence).first()
    if offered is None:
        raise errors.Missing(access.NOTHING)
    now, today = clock.now(), clock.today(found.organisation.time_zone)
    if not heard:
        raise errors.Problem(_("Read it to them first, and hear their yes."))
    _require_lines(lines, now=now, today=today)
    with transaction.atomic():
        participants.hold(found)
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
        mine = models.Pairing.objects.filter(participant=found, peer_id=by.person_id)
        if not mine.filter(until_at=None).exists():
            raise errors.Gone(_("The two of you are not walking together now."))
        if not models.Planned.objects.filter(participant=found, begun=id).exists():
            _begin(by, id, offered, lines, found)
            _write(by, "plan-ahead", found, id, lines=len(lines))


def _begin(
    by: actors.Actor,
    id: uuid.UUID,
    offered: models.Sequence,
    lines: Sequence[rules.Chosen],
    found: records.Participant,
) -> None:
    of_them = {
        "organisation_id": found.organisation_id,
        "participant": found,
        "peer_id": by.person_id,
        "recorded_at": clock.now(),
    }
    promised = _promised(lines, of_them)
    models.Planned.objects.bulk_create(
        models.Planned(
            **of_them,
            sequence=offered,
            begun=id,
            what=line.what,
            on=line.on,
            appointment=promised.get(number),
        )
        for number, line in enumerate(lines)
    )


def _require_lines(lines: Sequence[rules.Chosen], *, now: datetime, today: date) -> None:
    if not lines:
        raise errors.Problem(_("Everything is left out. Leave at least one line in."))
    if len(lines) > rules.MOST or any(line.what not in rules.KINDS for line in lines):
        raise errors.not_an_answer()
    if any((line.what in rules.PROMISES) != bool(line.at) for line in lines):
        raise errors.Problem(_("Say when each of them is, or leave it out."))
    if any(line.on < today or (line.at and line.at < now - times.CLOCKS_DIFFER) for line in lines):
        raise errors.Problem(_("That time is over. Choose one that is still to come."))
    if any(line.on > today + rules.FURTHEST for line in lines):
        raise errors.Problem(_("That is too far away to promise. Choose an earlier day."))


def _promised(
    lines: Sequence[rules.Chosen], of_them: dict[str, Any]
) -> dict[int, models.Appointment]:
    """Ordinary promises, by the place of their line."""
    made = {
        number: models.Appointment(**of_them, what=line.what, at=line.at)
        for number, line in enumerate(lines)
        if line.at
    }
    models.Appointment.objects.bulk_create(made.values())
    return made


def leave_out(*, by: actors.Actor, planned: uuid.UUID, all_left: bool = False) -> None:
    """By the participant, or by their peer: it is not wanted any more, or nothing of the same from
    that day on. No reason is asked. Twice is once."""
    access.require(by, P.GOAL_SET)
    found, row = _mine(by, planned)
    with transaction.atomic():
        participants.hold(found)
        same = models.Planned.objects.filter(participant=found, begun=row.begun)
        off = _off(same.filter(on__gte=row.on) if all_left else same.filter(pk=row.pk))
        if off:
            _write(by, "leave-out", found, row.begun, lines=len(off))


def see_to(*, by: actors.Actor, planned: uuid.UUID) -> None:
    """The peer offered what they were reminded of. Twice is once."""
    access.require(by, P.APPOINTMENT_MAKE)
    found, row = _mine(by, planned)
    if row.appointment_id:
        raise errors.not_an_answer()
    with transaction.atomic():
        still = models.Planned.objects.filter(pk=row.pk, seen_at=None, off_at=None)
        if still.update(seen_at=clock.now()):
            _write(by, "see-to", found, row.begun)


def _mine(by: actors.Actor, planned: uuid.UUID) -> tuple[records.Participant, models.Planned]:
    permission = P.GOAL_SET if by.is_participant else P.APPOINTMENT_MAKE
    found, row = policy.require_row(by, permission, ahead.planned_row(planned))
    if not by.is_participant and row.peer_id != by.person_id:
        raise access.Refused(
            permission,
            participant_id=found.pk,
            sentence=_(
                "Only they themselves, and the peer who planned it with them, can change it."
            ),
        )
    return found, row


# --- what ends by itself -----------------------------------------------------------------------


def end_planned(*, participant: uuid.UUID, peer: uuid.UUID | None = None) -> list[uuid.UUID]:
    """For an action that has asked, inside its transaction: nothing of it is wanted now. Ids of
    what was open."""
    rows_of = models.Planned.objects.filter(participant=participant)
    return _off(rows_of.filter(peer=peer) if peer else rows_of)


def away(by: actors.Actor, found: records.Participant, where: str) -> None:
    """They take a pause, or moved on: what was planned ends with it."""
    if where in AWAY and (off := end_planned(participant=found.pk)):
        _write(by, "leave-out", found, None, lines=len(off))


def _off(lines: Any) -> list[uuid.UUID]:
    still = lines.filter(
        off_at=None, seen_at=None, appointment__kept_at=None, appointment__called_off_at=None
    )
    found = list(still.values_list("pk", "appointment"))
    now = clock.now()
    pks = [pk for pk, _appointment in found]
    promises = [pk for _pk, pk in found if pk]
    if pks:
        models.Planned.objects.filter(pk__in=pks).update(off_at=now)
    if promises:
        open_ones = models.Appointment.objects.filter(pk__in=promises, kept_at=None)
        open_ones.filter(called_off_at=None).update(called_off_at=now, version=F("version") + 1)
    return pks


def _write(
    by: actors.Actor,
    verb: str,
    found: records.Participant,
    begun: uuid.UUID | None,
    **facts: int,
) -> None:
    about = ("planned", begun) if begun else None
    audit.record(by=by, verb=verb, participant_id=found.pk, about=about, facts=facts or None)

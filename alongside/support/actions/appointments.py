"""A time is asked for or offered, taken, changed for another, or let go. No reasons are asked.

A participant and a peer who walk with each other do all of it alike. Whoever asks may let it go;
taking it, or naming another time, is for the other one.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
from alongside.support.rules import appointments as rules

State = models.Invitation.State


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: `what` of `Appointment.What`, moments, where, and the zone in which the
    times were typed and are said."""

    what: str
    times: Sequence[datetime]
    zone: str
    place: str = ""
    words: str = ""


def ask_time(*, by: actors.Actor, id: uuid.UUID, peer: uuid.UUID, wanted: Wanted) -> None:
    """A participant asks a peer who walks with them. Once per `id`."""
    access.require(by, P.MESSAGE_SEND)
    me = policy.participants_for(by).first() if by.is_participant else None
    if me is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        _invite(by, id, me, peer, wanted, verb="ask-time")


def offer_time(*, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, wanted: Wanted) -> None:
    """A peer offers somebody they walk with. Once per `id`."""
    found = policy.require(by, P.MESSAGE_SEND, participant=participant)
    if by.is_participant:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        _invite(by, id, found, by.person_id, wanted, verb="offer-time")


def accept_time(
    *, by: actors.Actor, invitation: uuid.UUID, at: datetime, version: int
) -> models.Appointment:
    """One of the times is taken, and both can count on it. Twice is once."""
    access.require(by, P.MESSAGE_SEND)
    found, row = _mine(by, invitation)
    if row.appointment is not None:
        taken: models.Appointment = row.appointment
        return taken
    _require_turn(by, row)
    if at not in rules.still(row.moments, now=clock.now()):
        raise errors.Gone(_("That time is over."), todo=_("Name another one instead."))
    with transaction.atomic():
        participants.hold(found)
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
        made = models.Appointment.objects.create(
            organisation_id=found.organisation_id,
            participant=found,
            peer_id=row.peer_id,
            what=row.what,
            at=at,
            zone=row.zone,
            place=row.place,
            recorded_at=clock.now(),
        )
        _close(row, State.TAKEN, version=version, appointment=made)
        _write(by, "accept-time", row)
    return made


def suggest_time(
    *, by: actors.Actor, invitation: uuid.UUID, id: uuid.UUID, wanted: Wanted, version: int
) -> None:
    """None of these: others are named, and it is the other's turn. Once per `id`."""
    access.require(by, P.MESSAGE_SEND)
    found, row = _mine(by, invitation)
    if models.Invitation.objects.filter(pk=id, participant=found).exists():
        return
    _require_turn(by, row)
    with transaction.atomic():
        _close(row, State.ANOTHER, version=version)
        _invite(by, id, found, row.peer_id, wanted, verb="suggest-time")


def let_time_go(*, by: actors.Actor, invitation: uuid.UUID) -> None:
    """Either may, without a reason. Twice is once."""
    access.require(by, P.MESSAGE_SEND)
    _found, row = _mine(by, invitation)
    with transaction.atomic():
        still = models.Invitation.objects.filter(pk=row.pk, state=State.OPEN)
        gone = {"state": State.LET_GO, "answered_at": clock.now(), "version": F("version") + 1}
        if still.update(**gone):
            _write(by, "let-time-go", row)


def not_coming(*, by: actors.Actor, appointment: uuid.UUID) -> None:
    """The participant can't come, or could not: it is off, and counts against nobody. Before its
    time or after it, and twice is once."""
    access.require(by, P.MESSAGE_SEND)
    rows = models.Appointment.objects.filter(pk=appointment)
    found, row = policy.require_row(by, P.MESSAGE_SEND, rows)
    if not by.is_participant and row.peer_id != by.person_id:
        raise access.Refused(P.MESSAGE_SEND, participant_id=found.pk)
    if row.kept_at:
        raise errors.Gone(_("This was kept already, so there is nothing to call off."))
    with transaction.atomic():
        still = rows.filter(kept_at=None, called_off_at=None)
        now = clock.now()
        if still.update(called_off_at=now, version=F("version") + 1):
            audit.record(
                by=by,
                verb="did-not-meet" if row.at <= now else "call-off",
                participant_id=found.pk,
                about=("appointment", row.pk),
                facts={"what": row.what},
            )


# --- what they have in common ------------------------------------------------------------------


def _invite(
    by: actors.Actor,
    id: uuid.UUID,
    found: records.Participant,
    peer: uuid.UUID,
    wanted: Wanted,
    *,
    verb: str,
) -> None:
    now = clock.now()
    times = rules.chosen(wanted.times, now=now)
    if not times or wanted.what not in models.Appointment.What.values:
        raise errors.Problem(
            _("Name one to four times that are still to come, within a year."),
        )
    participants.hold(found)
    participants.require_consent(participant=found, kind=RECORDED, at=now)
    _require_walking(found, peer)
    row, is_new = models.Invitation.objects.get_or_create(
        pk=id,
        defaults={
            "organisation_id": found.organisation_id,
            "participant": found,
            "peer_id": peer,
            "from_participant": by.is_participant,
            "what": wanted.what,
            "times": [at.isoformat() for at in times],
            "zone": wanted.zone,
            "place": wanted.place.strip(),
            "words": wanted.words.strip(),
            "happened_at": now,
            "recorded_at": now,
        },
    )
    if row.participant_id != found.pk:
        raise errors.Missing(access.NOTHING)
    if is_new:
        _write(by, verb, row)


def _require_walking(found: records.Participant, peer: uuid.UUID) -> None:
    if not models.Pairing.objects.filter(participant=found, peer_id=peer, until_at=None).exists():
        raise errors.Gone(
            _("The two of you are not walking together now."),
            todo=_("Ask somebody who walks with you, or ask for a peer."),
        )


def _mine(by: actors.Actor, invitation: uuid.UUID) -> tuple[records.Participant, models.Invitation]:
    rows = models.Invitation.objects.filter(pk=invitation).select_related("appointment")
    found, row = policy.require_row(by, P.MESSAGE_SEND, rows)
    if not by.is_participant and row.peer_id != by.person_id:
        raise access.Refused(
            P.MESSAGE_SEND,
            participant_id=found.pk,
            sentence=_("This is between them and another peer."),
        )
    return found, row


def _require_turn(by: actors.Actor, row: models.Invitation) -> None:
    if not row.is_open:
        raise errors.Gone(
            _("This was answered or let go already."), todo=_("Ask for a new time instead.")
        )
    if row.from_participant == by.is_participant:
        raise errors.Problem(_("It is the other one’s turn to answer."))


def _close(
    row: models.Invitation,
    state: str,
    *,
    version: int,
    appointment: models.Appointment | None = None,
) -> None:
    still = models.Invitation.objects.filter(pk=row.pk, version=version, state=State.OPEN)
    now = clock.now()
    if not still.update(
        state=state, appointment=appointment, answered_at=now, version=F("version") + 1
    ):
        raise errors.Stale(
            _("This was changed while you had it open."),
            kept=_("Nothing was lost."),
            todo=_("Open the page again to see what it says now."),
        )


def _write(by: actors.Actor, verb: str, row: models.Invitation) -> None:
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("invitation", row.pk),
        facts={"what": row.what},
    )

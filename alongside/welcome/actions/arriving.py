"""Somebody comes in, and goes again: with no name, under any name, or known."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, scope
from alongside.participants import actions as participants
from alongside.participants import policy as people
from alongside.participants.actions import newcomers
from alongside.participants.actions import rows as sent
from alongside.participants.rules import RECORDED
from alongside.welcome import models, policy
from alongside.welcome.actions import rows


def arrive(
    *, by: actors.Actor, id: uuid.UUID, site: uuid.UUID, called: str = ""
) -> models.Presence:
    """Somebody is here: a tally, with a word for today if they like one. Once per `id`."""
    place = policy.require_desk(by, P.DESK_KEEP, site=site)
    here = policy.at_desk(by, models.Presence)
    with sent.once(here, id):
        if not here.filter(pk=id).exists():
            row = rows.write_presence(place, id, called=called)
            audit.record(by=by, verb="arrive", about=("presence", row.pk))
    return here.get(pk=id)


def arrive_known(
    *, by: actors.Actor, id: uuid.UUID, site: uuid.UUID, participant: uuid.UUID, called: str = ""
) -> models.Presence:
    """Somebody whom this worker walks with is here. The others at the desk see `called`, which
    may be empty; their own attendance only those see whom they let near. Once per `id`, and
    somebody who is here already is here once."""
    person = people.require(by, P.DESK_KEEP, participant=participant)
    place = policy.require_desk(by, P.DESK_KEEP, site=site)
    participants.require_consent(participant=person, kind=RECORDED, at=clock.now())
    here = policy.at_desk(by, models.Presence)
    try:
        with transaction.atomic():
            if (row := here.filter(pk=id).first()) is not None:
                return row
            if (before := rows.here_already(person, place)) is not None:
                return before
            row = rows.write_presence(place, id, called=called)
            theirs = rows.write_attendance(row, person)
            audit.record(
                by=by,
                verb="come-in",
                participant_id=person.pk,
                about=("attendance", theirs.pk),
            )
    except IntegrityError as error:  # two at the desk, at one moment
        if (before := rows.here_already(person, place)) is None:
            raise newcomers.taken() from error
        return before
    return row


def leave(*, by: actors.Actor, presence: uuid.UUID) -> None:
    """They have left. Twice is once."""
    row = policy.require_row(by, P.DESK_KEEP, models.Presence, presence)
    with transaction.atomic():
        if _locked(row).left_at is None:
            rows.sign_out([row], at=clock.now(), by=by)
            audit.record(by=by, verb="see-off", about=("presence", row.pk))


def stay(*, by: actors.Actor, presence: uuid.UUID) -> None:
    """The wrong row was tapped: they are still here."""
    row = policy.require_row(by, P.DESK_KEEP, models.Presence, presence)
    try:
        with transaction.atomic():
            if _locked(row).left_at is None:
                return
            with scope.within(by.organisation_id):
                models.Attendance.objects.filter(presence=row).update(left_at=None)
            models.Presence.objects.filter(pk=row.pk).update(left_at=None)
            audit.record(by=by, verb="still-here", about=("presence", row.pk))
    except IntegrityError as error:  # they came in again meanwhile
        raise errors.Problem(
            _("They are here already, in another line."), kept=_("Nothing was changed.")
        ) from error


def take_back(*, by: actors.Actor, presence: uuid.UUID) -> None:
    """Nobody came: a tap too many, or the wrong person. It is as if it had not been written."""
    row = policy.require_row(by, P.DESK_KEEP, models.Presence, presence)
    with transaction.atomic():
        with scope.within(by.organisation_id):
            theirs = models.Attendance.objects.filter(presence=row)
            whose = list(theirs.values_list("participant_id", flat=True))
            theirs.delete()
            models.Presence.objects.filter(pk=row.pk).delete()
        about = ("presence", row.pk)
        for participant in whose:
            audit.record(by=by, verb="take-back-arrival", participant_id=participant, about=about)
        audit.record(by=by, verb="take-back-arrival", about=about)


def become_known(
    *, by: actors.Actor, presence: uuid.UUID, id: uuid.UUID, language: str, asks: bool
) -> None:
    """They wish to be known under the name they use today: a record of their own, with words to
    come back by, and a request for a peer if they like. Once per `id`."""
    row = policy.require_row(by, P.PARTICIPANT_WELCOME, models.Presence, presence)
    if not row.called:
        raise errors.Problem(
            _("They use no name today, so there is none to keep."),
            kept=_("Nothing was changed."),
            todo=_("Welcome them with a name they make up, or with none."),
        )
    participants.welcome(by=by, id=id, alias=row.called, language=language, asks=asks)


def _locked(row: models.Presence) -> models.Presence:
    found = models.Presence.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise rows.gone_home()
    return found

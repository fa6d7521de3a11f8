"""Somebody has died. Written down gently: nothing is sent or asked from then on, and nothing
opens to anybody. What was ended comes back where it was a mistake."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import records, rows
from alongside.participants.policy import passing as reach
from alongside.participants.rules import walls


@dataclass(frozen=True, slots=True)
class Closer:
    """What a floor above ends when somebody has died: `close` returns plain values, from which
    `reopen` brings it back. Both are called inside the transaction, by Alongside itself."""

    name: str
    close: Callable[..., Any]  # (by=, participant=)
    reopen: Callable[..., None]  # (by=, participant=, ended=)


closers: list[Closer] = []


def tell_passing(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    told_by: str,
    died_on: date | None = None,
) -> models.Passing:
    """A worker within reach was told, and by whom. Once; what it ends is kept for an undo."""
    found = policy.require(by, P.PAIRING_END, participant=participant)
    if by.is_participant:
        raise access.Refused(P.PAIRING_END, participant_id=found.pk)
    now = clock.now()
    if not told_by.strip() or len(told_by) > walls.LONGEST:
        raise errors.Problem(_("Write who told you, in a few words."))
    if died_on is not None and died_on > now.date():
        raise errors.Problem(_("That day has not come yet."))
    with transaction.atomic():
        records.hold(found)
        row, is_new = models.Passing.objects.get_or_create(
            participant=found,
            undone_at=None,
            defaults={
                "id": id,
                "organisation_id": found.organisation_id,
                "told_by": told_by.strip(),
                "died_on": died_on,
                "written_by_id": by.person_id,
                "written_at": now,
            },
        )
        if not is_new:
            return row
        row.ended = _close(found)
        row.save(update_fields=["ended"])
        audit.record(by=by, verb="tell-passing", participant_id=found.pk, about=("passing", row.pk))
    return row


def _close(found: models.Participant) -> dict[str, Any]:
    itself = actors.system("somebody has died", organisation_id=found.organisation_id)
    ended = {each.name: each.close(by=itself, participant=found.pk) for each in closers}
    ties = found.ties.filter(until_at=None)
    ended["ties"] = [str(pk) for pk in ties.values_list("pk", flat=True)]
    ties.update(until_at=clock.now())
    return ended


def undo_passing(*, by: actors.Actor, participant: uuid.UUID) -> None:
    """It was wrong: they themselves say so, or a coordinator. All that was ended is there again.
    Twice is once."""
    found = policy.require(by, P.PAIRING_END, participant=participant)
    with transaction.atomic():
        records.hold(found)
        row = reach.open_of(found).first()
        if row is None:
            return
        ended, now = row.ended or {}, clock.now()
        itself = actors.system("somebody is alive", organisation_id=found.organisation_id)
        _tie_again(found, ended.get("ties", []))
        for each in closers:
            if each.name in ended:
                each.reopen(by=itself, participant=found.pk, ended=ended[each.name])
        row.undone_at = now
        row.save(update_fields=["undone_at"])
        audit.record(by=by, verb="undo-passing", participant_id=found.pk, about=("passing", row.pk))


def _tie_again(found: models.Participant, ties: list[str]) -> None:
    """But not to whom they named since as somebody they never want, nor where there is one."""
    nevers = set(found.nevers.filter(until_at=None).values_list("person_id", flat=True))
    live = set(found.ties.filter(until_at=None).values_list("person_id", "why"))
    for tie in found.ties.filter(pk__in=ties):
        if tie.person_id not in nevers and (tie.person_id, tie.why) not in live:
            tie.until_at = None
            tie.save(update_fields=["until_at"])


def alive(*, by: actors.Actor) -> None:
    """Somebody reads on their own page that they were thought dead, and says that they are not."""
    access.require(by, P.SUPPORT_READ)
    undo_passing(by=by, participant=rows.own(by).pk)

"""A life is in danger: whom to call stands on the page at once. One tap says that it happened;
what happened is written down later, with the person where that can be."""

import uuid
from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import rows

LONGEST = 4000


def tap(*, by: actors.Actor, id: uuid.UUID) -> models.Danger:
    """Nothing is asked. Once per `id`."""
    access.require(by, P.DANGER_TAP)
    with rows.once(policy.dangers_of(by), id):
        row, is_new = policy.dangers_of(by).get_or_create(
            pk=id,
            defaults={
                "organisation_id": by.tenant,
                "person_id": by.person_id,
                "role": by.role,
                "tapped_at": clock.now(),
            },
        )
        if is_new:
            audit.record(by=by, verb="tap-danger", about=("danger", row.pk))
    return policy.dangers_of(by).get(pk=id)


def say_what_happened(
    *,
    by: actors.Actor,
    danger: uuid.UUID,
    participant: uuid.UUID | None,
    words: str = "",
    together: bool = False,
    happened_at: datetime | None = None,
) -> None:
    """What happened, for the person to read; or that there is nothing to write (`participant` is
    None): it was a mistake, or about somebody who is not with us. Written once."""
    access.require(by, P.DANGER_TAP)
    found = None
    if participant is not None:
        found = policy.require(by, P.PARTICIPANT_READ, participant=participant)
    row = policy.dangers_of(by).filter(pk=danger).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    if row.written_at is not None:
        return
    if found is not None and not 0 < len(words.strip()) <= LONGEST:
        raise errors.Problem(_("Write what happened, in a few words."))
    told = {"words": words.strip(), "together": together, "happened_at": happened_at}
    with transaction.atomic():
        _write(by, row, found, told)


def _write(
    by: actors.Actor, row: models.Danger, found: models.Participant | None, told: dict[str, Any]
) -> None:
    now = clock.now()
    mine = policy.dangers_of(by).filter(pk=row.pk, written_at=None)
    if not mine.update(written_at=now, nothing_to_write=found is None):
        return
    if found is not None:
        told["happened_at"] = told["happened_at"] or row.tapped_at
        models.Told.objects.create(
            organisation_id=by.tenant,
            participant=found,
            danger=row,
            person_id=by.person_id,
            recorded_at=now,
            **told,
        )
    audit.record(
        by=by,
        verb="write-down-danger",
        participant_id=found.pk if found else None,
        about=("danger", row.pk),
        facts={"together": told["together"]},
    )


def put_on_call(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    called: str,
    phone: str,
    days: Collection[int],
    from_time: time,
    until_time: time,
    programme: uuid.UUID | None = None,
) -> models.OnCall:
    """Somebody answers in these hours. Once per `id`."""
    access.require(by, P.ORGANISATION_EDIT)
    known = programme is None or accounts.programmes_for(by).filter(pk=programme).exists()
    if not (called.strip() and phone.strip() and days and known) or not set(days) <= set(range(7)):
        raise errors.Problem(_("A name, a number and at least one day are needed."))
    listed = models.OnCall.objects.filter(organisation_id=by.tenant)
    with rows.once(listed, id):
        row, is_new = listed.get_or_create(
            pk=id,
            defaults={
                "organisation_id": by.tenant,
                "programme_id": programme,
                "called": called.strip(),
                "phone": phone.strip(),
                "days": sorted(days),
                "from_time": from_time,
                "until_time": until_time,
                "from_at": clock.now(),
            },
        )
        if is_new:
            audit.record(by=by, verb="put-on-call", about=("on-call", row.pk))
    return listed.get(pk=id)


def take_off_call(*, by: actors.Actor, on_call: uuid.UUID) -> None:
    """Twice is once."""
    access.require(by, P.ORGANISATION_EDIT)
    mine = models.OnCall.objects.filter(organisation_id=by.tenant, pk=on_call)
    if not mine.exists():
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        if mine.filter(until_at=None).update(until_at=clock.now()):
            audit.record(by=by, verb="take-off-call", about=("on-call", on_call))

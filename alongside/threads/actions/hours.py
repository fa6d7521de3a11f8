"""When a human reads what people write: the organisation says so, and keeps to it."""

import uuid
from collections.abc import Collection
from datetime import time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.threads import models


def say_hours(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    days: Collection[int],
    from_time: time,
    until_time: time,
    programme: uuid.UUID | None = None,
) -> None:
    """Somebody reads in these hours, for one programme or for all that say none of their own. Once
    per `id`."""
    access.require(by, P.ORGANISATION_EDIT)
    if programme and not accounts.programmes_for(by).filter(pk=programme).exists():
        raise errors.Missing(access.NOTHING)
    if not days or not set(days) <= set(range(7)):
        raise errors.Problem(_("Choose at least one day."))
    with transaction.atomic():
        row, is_new = models.Reading.objects.get_or_create(
            pk=id,
            defaults={
                "organisation_id": by.tenant,
                "programme_id": programme,
                "days": sorted(days),
                "from_time": from_time,
                "until_time": until_time,
                "from_at": clock.now(),
            },
        )
        if row.organisation_id != by.tenant:
            raise errors.Missing(access.NOTHING)
        if is_new:
            audit.record(by=by, verb="say-hours", about=("hours", row.pk))


def end_hours(*, by: actors.Actor, reading: uuid.UUID) -> None:
    """Twice is once."""
    access.require(by, P.ORGANISATION_EDIT)
    mine = models.Reading.objects.filter(organisation_id=by.tenant, pk=reading)
    if not mine.exists():
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        if mine.filter(until_at=None).update(until_at=clock.now()):
            audit.record(by=by, verb="end-hours", about=("hours", reading))

"""Whoever sends or stores for us signs first. Until then that way stays closed."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.rights import models, queries


def record_agreement(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    service: str,
    with_whom: str,
    signed_on: date,
    until_on: date | None = None,
) -> models.Agreement:
    """What the regime asks for is signed: that way opens. One at a time; once per `id`."""
    access.require(by, P.RIGHTS_KEEP)
    if service not in models.Agreement.Service.values or not with_whom.strip():
        raise errors.Problem(_("Say for what it is, and with whom."))
    if signed_on > clock.now().date() or (until_on is not None and until_on < signed_on):
        raise errors.Problem(_("An agreement opens nothing before it is signed or after it ended."))
    mine = models.Agreement.objects.filter(organisation_id=by.tenant, pk=id)
    if (row := mine.first()) is not None:
        return row
    try:
        with transaction.atomic():
            row = models.Agreement.objects.create(
                id=id,
                organisation_id=by.tenant,
                service=service,
                with_whom=with_whom.strip(),
                kind=queries.regime_in(by.tenant).agreement,
                signed_on=signed_on,
                until_on=until_on,
                recorded_by_id=by.person_id,
            )
            facts = {"service": service}
            audit.record(by=by, verb="record-agreement", about=("agreement", row.pk), facts=facts)
    except IntegrityError as error:
        raise errors.Problem(
            _("There is an agreement for this already."),
            todo=_("End that one first, then write down the new one."),
        ) from error
    return row


def end_agreement(*, by: actors.Actor, agreement: uuid.UUID) -> None:
    """From this second that way is closed again. Twice is once."""
    access.require(by, P.RIGHTS_KEEP)
    row = queries.one(by, models.Agreement, agreement)
    with transaction.atomic():
        open_now = models.Agreement.objects.filter(pk=row.pk, ended_at=None)
        if open_now.update(ended_at=clock.now()):
            facts = {"service": row.service}
            audit.record(by=by, verb="end-agreement", about=("agreement", row.pk), facts=facts)

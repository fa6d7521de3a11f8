"""What was offered besides: naloxone, a rapid access clinic, a medicine, support for family. And
whether they got it, as they tell it."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.followups import models, policy
from alongside.followups.actions import rows

To, Said, CameOf = models.Bridge.To, models.Bridge.Said, models.Bridge.CameOf


def offer_bridge(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    followup: uuid.UUID,
    to: str,
    said: str,
    together: bool = False,
    happened_at: datetime | None = None,
) -> models.Bridge:
    """Offered, and what they said. Of each kind there is one: said anew, the last answer counts.
    `together`: somebody goes with them, if they want it."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, own=True, at=happened_at)
    at, now = rows.moment(happened_at)
    if to not in To.values or said not in Said.values:
        raise errors.not_an_answer()
    wanted = said == Said.WANTS
    columns = {"said": said, "together": together and wanted, "said_at": at, "recorded_at": now}
    try:
        with transaction.atomic():
            rows.require_agreed(row.participant, at=at, now=now)
            row = rows.locked(row)
            rows.require_live(row)
            mine = models.Bridge.objects.filter(follow_up=row, to=to)
            before = mine.first()
            if before is not None and _says(before, said, together and wanted):
                return before
            if before is None:
                before = models.Bridge.objects.create(
                    id=id, organisation_id=row.organisation_id, follow_up=row, to=to, **columns
                )
            else:
                mine.update(**columns, came_of="", came_of_at=None)
            rows.audited(by, "offer-bridge", row, happened_at=at, to=to, said=said)
    except IntegrityError as error:
        raise rows.not_theirs() from error
    before.refresh_from_db()
    return before


def _says(row: models.Bridge, said: str, together: bool) -> bool:
    return (row.said, row.together) == (said, together)


def come_of_bridge(
    *,
    by: actors.Actor,
    followup: uuid.UUID,
    to: str,
    came_of: str,
    happened_at: datetime | None = None,
) -> models.Bridge:
    """Whether they got what they wanted, in their own answer. Said anew, the last one counts."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, own=True, at=happened_at)
    at, _now = rows.moment(happened_at)
    if came_of not in CameOf.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        row = rows.locked(row)
        rows.require_live(row)
        found = models.Bridge.objects.filter(follow_up=row, to=to, said=Said.WANTS).first()
        if found is None:
            raise errors.Problem(
                _("They did not ask for that yet."), kept=_("Nothing was written down.")
            )
        if found.came_of == came_of:
            return found
        found.came_of, found.came_of_at = came_of, at
        found.save(update_fields=["came_of", "came_of_at"])
        rows.audited(by, "come-of-bridge", row, happened_at=at, to=to, came_of=came_of)
    return found

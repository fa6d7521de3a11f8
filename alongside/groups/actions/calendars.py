"""An address for one's own calendar program: random, and ended with one tap."""

import secrets
import uuid

from django.db import transaction

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock
from alongside.groups import models, policy, queries
from alongside.groups.actions import rows
from alongside.participants.actions import rows as sent

BYTES = 24


def make_calendar(*, by: actors.Actor, id: uuid.UUID, says_names: bool = False) -> str:
    """The secret of the new address, readable only now; the old address ends. Empty where this
    form, `id`, was sent before."""
    access.require(by, P.GROUP_JOIN)
    secret = secrets.token_urlsafe(BYTES)
    mine = models.Calendar.objects.filter(policy.me(by), organisation_id=by.tenant)
    with sent.once(mine, id):
        if mine.filter(pk=id).exists():
            return ""
        mine.filter(ended_at=None).update(ended_at=clock.now())
        row = models.Calendar.objects.create(
            id=id, secret_digest=queries.digest_of(secret), says_names=says_names, **rows.whose(by)
        )
        rows.audit_about(by, "make-calendar", row, who=row.who_id)
    return secret


def end_calendar(*, by: actors.Actor) -> None:
    """The address shows nothing from this second. Twice is once."""
    access.require(by, P.GROUP_JOIN)
    with transaction.atomic():
        mine = models.Calendar.objects.filter(policy.me(by), organisation_id=by.tenant)
        row = mine.filter(ended_at=None).first()
        if row is not None:
            mine.filter(ended_at=None).update(ended_at=clock.now())
            rows.audit_about(by, "end-calendar", row, who=row.who_id)

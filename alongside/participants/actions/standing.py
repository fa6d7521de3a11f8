"""Who may sign for somebody: verified, for some kinds of agreement, never because of family."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.rules import regimes


def stand_in(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    name: str,
    basis: str,
    seen: str,
    kinds: Sequence[str],
    until_at: datetime | None = None,
) -> None:
    """A worker looked at the paper that lets somebody sign for a participant. Once per `id`."""
    found = policy.require(by, P.CONSENT_WRITE, participant=participant)
    _require_said(found, name, seen, kinds)
    if policy.representatives_of(found).filter(pk=id).exists():
        return
    try:
        with transaction.atomic():
            models.Representative.objects.create(
                id=id,
                organisation_id=found.organisation_id,
                participant=found,
                name=name.strip(),
                basis=basis,
                kinds=list(kinds),
                seen=seen.strip(),
                verified_by_id=by.person_id,
                verified_at=clock.now(),
                until_at=until_at,
                recorded_at=clock.now(),
            )
            audit.record(
                by=by, verb="stand-in", participant_id=found.pk, about=("representative", id)
            )
    except IntegrityError:
        raise errors.Missing(policy.NOTHING) from None


def _require_said(found: models.Participant, name: str, seen: str, kinds: Sequence[str]) -> None:
    law = regimes.of(policy.law_of(found).regime)
    known = law is not None and bool(kinds) and set(kinds) <= set(law.kinds)
    if not known or not name.strip() or not seen.strip():
        raise errors.Problem(
            _("Say who it is, what they may sign, and which paper you looked at."),
            kept=_("Nobody may sign for this person yet."),
        )


def refuse_representative(
    *, by: actors.Actor, participant: uuid.UUID, representative: uuid.UUID, why: str = ""
) -> None:
    """They may sign no more, from this second, and what they signed holds no more: where harm
    is suspected, or where the paper has ended. Twice is once."""
    found = policy.require(by, P.CONSENT_HEAR, participant=participant)
    with transaction.atomic():
        mine = policy.representatives_of(found).filter(pk=representative)
        if not mine.exists():
            raise errors.Missing(policy.NOTHING)
        if mine.filter(refused_at=None).update(refused_at=clock.now(), refused_why=why.strip()):
            about = ("representative", representative)
            audit.record(by=by, verb="refuse-representative", participant_id=found.pk, about=about)

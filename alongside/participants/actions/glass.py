"""Opening a record in an emergency: with a reason, for a few hours, told to the person at once,
and looked at afterwards by somebody else."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import rows


def break_glass(*, by: actors.Actor, id: uuid.UUID, words: str, why: str) -> models.Glass | None:
    """Open the record of the one person who is called, or reached, exactly so. None where nobody
    is, or several are: nothing opens then, and the privacy lead reads of the attempt as well.
    Once per `id`. TooMany where somebody tries names."""
    access.require(by, P.GLASS_BREAK)
    rows.require_reason(words, why)
    before = policy.glasses_for(by).filter(pk=id).first()
    if before is not None or policy.searches_for(by).filter(pk=id).exists():
        return before
    _require_patience(by)
    found = rows.named(policy.findable(by, seeker=by.person_id), words)
    if len(found) != 1:
        with rows.once(policy.searches_for(by), id):
            row = rows.write_search(by, id, words, why, hits=len(found), urgent=True)
            audit.record(by=by, verb="break-glass", about=("search", row.pk), outcome="refused")
        return None
    with rows.once(policy.glasses_for(by), id):
        _open(by, id, found[0], why)
    return policy.glasses_for(by).get(pk=id)


def _open(by: actors.Actor, id: uuid.UUID, found: models.Participant, why: str) -> None:
    lasts = timedelta(hours=settings.GLASS_HOURS)
    made = rows.let_in(found, by.person_id, why=models.Tie.Why.GLASS, lasts=lasts)
    glass = models.Glass.objects.create(
        id=id,
        organisation_id=by.tenant,
        participant=found,
        tie=made,
        person_id=by.person_id,
        role=by.role,
        why=why.strip(),
        broken_at=made.from_at,
        until_at=made.from_at + lasts,
    )
    rows.record_tie(by, made)
    audit.record(by=by, verb="break-glass", participant_id=found.pk, about=("glass", glass.pk))


def _require_patience(by: actors.Actor) -> None:
    since = clock.now() - timedelta(days=1)
    tries = policy.searches_for(by).filter(is_urgent=True, searched_at__gt=since)
    if tries.count() >= settings.GLASS_TRIES:
        raise errors.TooMany(
            _("You tried several names that opened nothing."),
            kept=_("Nothing was opened. What you tried is before the privacy lead."),
            todo=_("If a life is in danger, call the person on call, or the emergency number."),
        )


def review_glass(*, by: actors.Actor, glass: uuid.UUID, was_right: bool, said: str) -> None:
    """Somebody else says whether it was right, in words that the person reads. What was not right
    is closed at once. Reviewed once."""
    access.require(by, P.WALL_KEEP)
    these = policy.glasses_for(by).filter(pk=glass)
    row = these.first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    if not said.strip():
        raise errors.Problem(
            _("The person reads what you say of it, so it needs a few words."),
            kept=_("Nothing was changed."),
            todo=_("Write what you asked and what you found."),
        )
    with transaction.atomic():
        now = clock.now()
        changed = these.filter(reviewed_at=None).update(
            was_right=was_right, said=said.strip(), reviewed_at=now, reviewed_by_id=by.person_id
        )
        if not changed:
            return
        if not was_right:
            models.Tie.objects.filter(pk=row.tie_id, until_at__gt=now).update(until_at=now)
        audit.record(
            by=by,
            verb="review-glass",
            participant_id=row.participant_id,
            about=("glass", row.pk),
            facts={"right": was_right},
        )

"""How somebody may be found again: said by them, renewed or gone after sixty days."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import records, rows
from alongside.participants.rules import knowing as rules
from alongside.participants.rules import walls


def say_way(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    what: str,
    words: str,
    may: str,
    hours: str = "",
    say: str = "",
) -> models.FindWay:
    """One person or place, what may be done there, and what is said. Each has its own
    permission. Where somebody else would be asked, the words for it are agreed first. Once per
    `id`."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    if not by.is_participant:
        records.require_consent(participant=found, kind="recorded", at=clock.now())
    _require_sense(what, words, may, hours, say)
    here = models.FindWay.objects.filter(participant=found)
    if here.count() >= rules.MOST_WAYS and not here.filter(pk=id).exists():
        raise errors.Problem(_("There are many already. Take one out first."))
    with rows.once(here, id):
        now = clock.now()
        said = {"what": what, "words": words.strip(), "may": may, "say": say.strip()}
        row, is_new = here.get_or_create(
            pk=id,
            participant=found,
            defaults=said
            | {
                "organisation_id": found.organisation_id,
                "hours": hours.strip(),
                "said_at": now,
                "until_at": now + rules.FIND_LASTS,
            },
        )
        if is_new:
            audit.record(by=by, verb="say-way", participant_id=found.pk, about=("find-way", row.pk))
    return row


def _require_sense(what: str, words: str, may: str, hours: str, say: str) -> None:
    ways = models.FindWay
    if what not in ways.What.values or may not in ways.May.values or not words.strip():
        raise errors.Problem(_("Say who or where, and what we may do there."))
    if max(len(words), len(hours), len(say)) > walls.LONGEST:
        raise errors.Problem(_("Keep it short: a few words are enough."))
    if may != ways.May.COME and not say.strip():
        raise errors.Problem(
            _("Agree first on what we say there, so that nobody learns anything about you."),
            kept=_("What you typed is still in the form."),
        )


def renew_way(*, by: actors.Actor, participant: uuid.UUID, way: uuid.UUID) -> None:
    """Another sixty days, because they said so. Missing once it is gone."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    with transaction.atomic():
        row = _way(found, way)
        row.until_at = clock.now() + rules.FIND_LASTS
        row.save(update_fields=["until_at"])
        audit.record(by=by, verb="renew-way", participant_id=found.pk, about=("find-way", row.pk))


def drop_way(*, by: actors.Actor, participant: uuid.UUID, way: uuid.UUID) -> None:
    """Erased, from this second. Twice is once."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    with transaction.atomic():
        gone, _kinds = models.FindWay.objects.filter(participant=found, pk=way).delete()
        if gone:
            audit.record(by=by, verb="drop-way", participant_id=found.pk, about=("find-way", way))


def looked_there(*, by: actors.Actor, participant: uuid.UUID, way: uuid.UUID) -> None:
    """A peer went that way, as it was agreed. They read that they were looked for."""
    found = policy.require(by, P.CONTACT_LOG, participant=participant)
    with transaction.atomic():
        row = _way(found, way)
        audit.record(by=by, verb="go-to-find", participant_id=found.pk, about=("find-way", row.pk))


def _way(found: models.Participant, way: uuid.UUID) -> models.FindWay:
    row = models.FindWay.objects.filter(participant=found, pk=way).first()
    if row is None or not rules.may_look(row.until_at, now=clock.now()):
        raise errors.Missing(
            _("This way to be found is gone: it was taken out, or its sixty days are over."),
            todo=_("They can say it again, whenever they like."),
        )
    return row

"""What is written about one record: limits, ties, looks; and the yes that others ask for."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.audit import queries as history
from alongside.core import clock, errors, kept
from alongside.participants import models, policy
from alongside.participants.policy.signs import Waiting

LOOK_AGAIN = timedelta(minutes=15)  # one look in this time is one event


def look(
    *,
    by: actors.Actor,
    participant: uuid.UUID,
    permission: P = P.PARTICIPANT_READ,
    page: str,
    noticing: Waiting = (),
) -> models.Participant:
    """Open a record: the look is written down before anything of it is shown.

    `page` is a slug of what was looked at. One's own looks are not kept.
    """
    found = policy.require(by, permission, participant=participant, noticing=noticing)
    if by.is_participant:
        return found
    since = clock.now() - LOOK_AGAIN
    if not history.looked_since(participant_id=found.pk, by_id=by.id, page=page, since=since):
        audit.record(by=by, verb="look", participant_id=found.pk, facts={"page": page})
    return found


def tell_limits(*, by: actors.Actor, participant: uuid.UUID) -> None:
    """They have heard what can't be kept private, before they told us anything. Once."""
    found = policy.require(by, P.LIMITS_TELL, participant=participant)
    with transaction.atomic():
        not_yet = models.Participant.objects.filter(pk=found.pk, limits_heard_at=None)
        if not_yet.update(limits_heard_at=clock.now()):
            audit.record(by=by, verb="tell-limits", participant_id=found.pk)


def hold(participant: models.Participant) -> None:
    """Until the transaction ends, nobody else who asks this may write about the participant:
    what is read from here on is still so when the row is there. SQLite has one writer anyway."""
    hold_all([participant])


def hold_all(participants: Iterable[models.Participant]) -> None:
    """The same for several, locked in one order."""
    if connection.features.has_select_for_update:
        _hold_all(kept.several(one.pk for one in participants))


@kept.question
def _hold_all(keys: tuple[uuid.UUID, ...]) -> QuerySet[models.Participant, Any]:
    rows = models.Participant.objects.filter(pk__in=keys).select_for_update(no_key=True)
    return rows.order_by("pk").values_list("pk")


def require_consent(*, participant: models.Participant, kind: str, at: datetime) -> models.Consent:
    """What lets us support or write down, if it holds at that moment: asked again at the
    moment of writing. Whether something may leave is for `leaving.disclose` to say.

    Asks no permission of its own: actions call it after theirs.
    """
    consent = (
        models.Consent.objects.filter(
            Q(withdrawn_at=None) | Q(withdrawn_at__gt=at),
            participant=participant,
            kind=kind,
            given_at__lte=at,
        )
        .order_by("-given_at")
        .first()
    )
    if consent is None:
        raise errors.Gone(
            _("They have not agreed to this, or have taken it back."),
            kept=_("Nothing was written down, and nothing left Alongside."),
            todo=_("Talk about it together. They can agree on their own page."),
        )
    return consent


def tie(
    *,
    by: actors.Actor,
    participant: uuid.UUID,
    person_id: uuid.UUID,
    why: str,
    from_at: datetime | None = None,
) -> models.Tie | None:
    """Let a person reach the record, for a reason the participant can read. None, and no tie,
    where they keep their work here apart, or never want this person there."""
    found = policy.require(by, P.TIE_WRITE, participant=participant)
    if why != models.Tie.Why.PAIRING and _is_apart(found, person_id):
        return None
    with transaction.atomic():
        row, is_new = models.Tie.objects.get_or_create(
            person_id=person_id,
            participant=found,
            why=why,
            until_at=None,
            defaults={
                "organisation_id": found.organisation_id,
                "from_at": from_at or clock.now(),
            },
        )
        if is_new:
            audit.record(
                by=by,
                verb="tie",
                participant_id=found.pk,
                about=("person", person_id),
                facts={"why": why},
            )
    return row


def _is_apart(found: models.Participant, person_id: uuid.UUID) -> bool:
    """Their own choice of a peer is theirs; what follows from it by itself asks this first."""
    if found.nevers.filter(person_id=person_id, until_at=None).exists():
        return True
    apart = policy.colleagues_apart(found.organisation_id)
    return found.person_id is not None and apart.filter(pk=found.pk).exists()


def untie(
    *,
    by: actors.Actor,
    participant: uuid.UUID,
    person_id: uuid.UUID,
    whys: Sequence[str],
) -> None:
    """End a person's reach, from this second."""
    found = policy.require(by, P.PAIRING_END, participant=participant)
    with transaction.atomic():
        open_ties = models.Tie.objects.filter(
            participant=found, person_id=person_id, why__in=whys, until_at=None
        )
        if open_ties.update(until_at=clock.now()):
            audit.record(by=by, verb="untie", participant_id=found.pk, about=("person", person_id))

"""What decides whether something leaves: the law of somebody's programme, and what they agreed
to."""

import uuid
from dataclasses import dataclass
from typing import NoReturn

from django.db.models import Exists, OuterRef, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Programme
from alongside.core import errors
from alongside.participants import models, rules
from alongside.participants.policy import records, rows
from alongside.participants.rules import leaving


@dataclass(frozen=True, slots=True)
class Law:
    """No `regime` was chosen: it is empty. `minors_from`: the age to sign alone, if said."""

    regime: str = ""
    minors_from: int | None = None


def law_of(participant: models.Participant) -> Law:
    """That of their programme; without one, that of all programmes here, if it is the same."""
    here = Programme.objects.filter(organisation_id=participant.organisation_id)
    if participant.programme_id:
        here = here.filter(pk=participant.programme_id)
    found = set(here.values_list("regime", "minors_from"))
    return Law(*found.pop()) if len(found) == 1 else Law()


def leaving_from(by: actors.Actor, participant: uuid.UUID) -> models.Participant:
    """Whose record something would leave from. A partner's link was opened by the floor that
    made it, which has asked; everybody else is asked here."""
    if by.kind is not actors.Kind.PARTNER_LINK:
        return records.require(by, P.DISCLOSURE_MAKE, participant=participant)
    access.require(by, P.DISCLOSURE_MAKE)
    here = models.Participant.objects.filter(organisation_id=by.tenant)
    if (found := here.filter(pk=participant).first()) is None:
        raise errors.Missing(rows.NOTHING)
    return found


def agreements_of(
    participant: models.Participant, *, only: uuid.UUID | None = None
) -> list[leaving.Agreement]:
    """All that they agreed may leave and have not taken back, newest first."""
    one = {"pk": only} if only else {}
    found = (
        models.Consent.objects.filter(participant=participant, withdrawn_at=None, **one)
        .exclude(kind__in=rules.INSIDE)
        .annotate(has_paper=Exists(models.Paper.objects.filter(consent=OuterRef("pk"))))
        .select_related("representative")
        .order_by("-given_at", "-pk")
    )
    return [row.given(has_paper=row.has_paper) for row in found]


def consents_for(by: actors.Actor) -> QuerySet[models.Consent]:
    return models.Consent.objects.filter(
        organisation_id=by.tenant, participant__in=records.participants_for(by)
    )


def deny_consent(by: actors.Actor, permission: P, consent: uuid.UUID) -> NoReturn:
    rows.deny(by, permission, models.Consent.objects.filter(pk=consent))


def papers_for(by: actors.Actor) -> QuerySet[models.Paper]:
    return models.Paper.objects.filter(
        organisation_id=by.tenant, participant__in=records.participants_for(by)
    )


def representatives_of(participant: models.Participant) -> QuerySet[models.Representative]:
    return models.Representative.objects.filter(participant=participant)

"""Which referrals may be reached: those of people one walks with, one's own, and for a partner
the one its link opened - asked on every request."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.core import clock, keyring
from alongside.participants import policy
from alongside.referrals import models, rules


def referrals_for(by: actors.Actor) -> QuerySet[models.Referral]:
    return models.Referral.objects.filter(
        organisation_id=by.tenant, participant__in=policy.participants_for(by)
    ).select_related("consent", "participant")


def person_of(by: actors.Actor, referral: uuid.UUID) -> uuid.UUID:
    """Whose it is, in the actor's organisation; their record's lock is asked next."""
    return policy.whose(by, models.Referral.objects.filter(pk=referral))


def ratings_of(by: actors.Actor, service: uuid.UUID) -> QuerySet[models.Rating]:
    """Of the actor's organisation alone: to be counted, never to be shown one by one."""
    return models.Rating.objects.filter(organisation_id=by.tenant, service_id=service)


def rater(by: actors.Actor) -> str:
    """Whoever rates, as a digest: nobody can read from a rating whose it is."""
    who = by.person_id
    if by.is_participant:
        who = policy.participants_for(by).values_list("pk", flat=True).first() or actors.NOWHERE
    return models.rater_named(by.tenant, who)


def links_of(referral: uuid.UUID) -> QuerySet[models.Link]:
    return models.Link.objects.filter(referral_id=referral)


def links_in(by: actors.Actor) -> QuerySet[models.Link]:
    return models.Link.objects.filter(organisation_id=by.tenant)


def link_named(secret: str) -> models.Link | None:
    """The link with this secret, whatever became of it."""
    found = models.Link.objects.filter(secret_digest=digest(secret))
    return found.select_related("organisation").first()


def link_held(by: actors.Actor) -> models.Link | None:
    """The link a partner's session was opened with."""
    if by.kind is not actors.Kind.PARTNER_LINK or by.id is None:
        return None
    return models.Link.objects.filter(pk=by.id, organisation_id=by.tenant).first()


def of_link(link: models.Link) -> models.Referral:
    rows = models.Referral.objects.select_related("consent", "organisation")
    return rows.get(pk=link.referral_id, organisation_id=link.organisation_id)


def digest(secret: str) -> str:
    return keyring.digest(rules.heard(secret), use="referral-link")


def consent_lives(referral: models.Referral) -> bool:
    return referral.consent is not None and referral.consent.withdrawn_at is None


def state_of(referral: models.Referral) -> str:
    return rules.now(referral.state, consent_live=consent_lives(referral))


def may_show(link: models.Link, referral: models.Referral) -> bool:
    lives = rules.link_lives(ended_at=link.ended_at, expires_at=link.expires_at, at=clock.now())
    return rules.may_show(referral.state, consent_live=consent_lives(referral), link_live=lives)

"""Who is on call, what was tapped in danger, and which communities somebody decides for."""

from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import models
from alongside.participants.policy import records


def on_call_in(by: actors.Actor, *, at: datetime) -> QuerySet[models.OnCall]:
    """Numbers of colleagues, for everybody who works here."""
    rows = models.OnCall.objects.filter(organisation_id=by.tenant, from_at__lte=at)
    return rows.filter(Q(until_at=None) | Q(until_at__gt=at))


def dangers_of(by: actors.Actor) -> QuerySet[models.Danger]:
    """One's own taps, to write down what happened."""
    return models.Danger.objects.filter(organisation_id=by.tenant, person_id=by.person_id)


def told_to(by: actors.Actor) -> QuerySet[models.Told]:
    """What a participant may read of what was done when their life seemed in danger."""
    return models.Told.objects.filter(participant__in=records.participants_for(by))


def communities_in(by: actors.Actor) -> QuerySet[models.Community]:
    return models.Community.objects.filter(organisation_id=by.tenant)


def stewarded(by: actors.Actor) -> QuerySet[models.Community]:
    """Those that named this person to decide for them."""
    return communities_in(by).filter(stewards__person_id=by.person_id, stewards__until_at=None)


def uses_for(by: actors.Actor) -> QuerySet[models.Use]:
    """A steward's, of their communities; and what one asked for oneself."""
    uses = models.Use.objects.filter(organisation_id=by.tenant)
    return uses.filter(Q(community__in=stewarded(by)) | Q(asked_by_id=by.person_id))


def shown_of(use: models.Use) -> QuerySet[models.Shown]:
    """For a caller who reached the use."""
    return models.Shown.objects.filter(use=use)


def live_uses(by: actors.Actor, *, at: datetime) -> QuerySet[models.Use]:
    """What stewards said yes to and did not end, whoever asked."""
    uses = models.Use.objects.filter(organisation_id=by.tenant, state=models.Use.State.APPROVED)
    may = access.can(by, P.OUTCOMES_READ) or access.can(by, P.PEOPLE_BRING)
    if not (may or by.kind is actors.Kind.SYSTEM):
        return uses.none()
    return uses.filter(Q(until_on=None) | Q(until_on__gte=at.date()))


def silent_about(by: actors.Actor, *, kind: str, at: datetime) -> QuerySet[models.Community]:
    """Every community kept here whose stewards have not said yes to this, or no longer do. Whether
    anybody belongs to it is not asked: the answer would tell of them."""
    said_yes = live_uses(by, at=at).filter(kind=kind)
    return communities_in(by).exclude(pk__in=said_yes.values("community_id"))


def belongings_of(by: actors.Actor) -> QuerySet[models.Belonging]:
    """What a participant says of themselves."""
    mine = models.Belonging.objects.filter(participant__in=records.participants_for(by))
    return mine.filter(until_at=None) if by.is_participant else mine.none()

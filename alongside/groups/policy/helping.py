"""What people offer, where they see themselves, and their own calendars."""

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.groups import models
from alongside.groups.policy import reach
from alongside.participants import policy as people


def mine_of_offers(by: actors.Actor) -> QuerySet[models.Offer]:
    return models.Offer.objects.filter(reach.me(by), organisation_id=by.tenant)


def offers_seen(by: actors.Actor) -> QuerySet[models.Offer]:
    """For whoever coordinates all; for who runs a group those made to it. Without colleagues
    who keep their two hats apart."""
    offers = models.Offer.objects.filter(organisation_id=by.tenant)
    offers = people.without_kept(offers, by, whose="who_id").exclude(person_id=by.person_id)
    if by.role in {"coordinator", "supervisor"}:
        return offers
    return offers.filter(group_id__in=reach.run_by(by).values("pk"))


def standing_of(by: actors.Actor) -> QuerySet[models.Standing]:
    return models.Standing.objects.filter(who__in=people.participants_for(by))


def standings_shown(by: actors.Actor) -> QuerySet[models.Standing]:
    shown = models.Standing.objects.filter(organisation_id=by.tenant, is_shown=True)
    return people.without_kept(shown, by, whose="who_id")


def way_of(by: actors.Actor) -> QuerySet[models.Way]:
    return models.Way.objects.filter(organisation_id=by.tenant)


def calendars_for(by: actors.Actor) -> QuerySet[models.Calendar]:
    return models.Calendar.objects.filter(reach.me(by), organisation_id=by.tenant, ended_at=None)

"""Naloxone's rows: nobody is in them, but for who asks for a kit, whom only those see who send."""

import uuid
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.accounts.models import Organisation
from alongside.supplies import models


def local_deaths() -> QuerySet[models.LocalDeaths]:
    return models.LocalDeaths.objects.all()


def laws() -> QuerySet[models.NaloxoneLaw]:
    return models.NaloxoneLaw.objects.all()


def offers() -> QuerySet[models.KitOffer]:
    """Public: who sends naloxone to anybody, or listens to a story."""
    return models.KitOffer.objects.select_related("organisation").order_by("organisation__name")


def offer_of(by: actors.Actor) -> models.KitOffer | None:
    return offers().filter(organisation_id=by.tenant).first()


def organisation_of(by: actors.Actor) -> Organisation:
    return accounts.organisations().get(pk=by.tenant)


def areas_for(by: actors.Actor) -> QuerySet[models.Area]:
    return models.Area.objects.filter(organisation_id=by.tenant)


def reversals_for(by: actors.Actor) -> QuerySet[models.Reversal]:
    return models.Reversal.objects.filter(organisation_id=by.tenant)


def requests_for(by: actors.Actor) -> QuerySet[models.KitRequest]:
    return models.KitRequest.objects.filter(organisation_id=by.tenant)


def requests_waiting(by: actors.Actor) -> QuerySet[models.KitRequest]:
    return requests_for(by).filter(state=models.KitRequest.State.WAITING)


def kits_for(by: actors.Actor) -> QuerySet[models.Kit]:
    """Without those whose line of the book was put right."""
    righted = models.Entry.objects.filter(rights=OuterRef("entry"))
    return models.Kit.objects.filter(~Exists(righted), organisation_id=by.tenant)


def moved_out(by: actors.Actor, items: list[str], since: date) -> QuerySet[models.Movement]:
    """Lines of the book by which these went out, and those that took some of it back."""
    rows = models.Movement.objects.filter(organisation_id=by.tenant, item__in=items)
    gone_out = models.Entry.What.OUT
    righted = models.Entry.objects.filter(pk=OuterRef("entry"), rights__what=gone_out)
    mine = rows.filter(happened_at__date__gte=since)
    return mine.filter(what=gone_out) | mine.filter(Exists(righted))


def known_area(by: actors.Actor, area: uuid.UUID | None) -> models.Area | None:
    return areas_for(by).filter(pk=area, ended_at=None).first() if area else None

"""Rows about a participant, wherever they are. The caller has asked who may."""

import functools
import operator
import uuid
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts import actors
from alongside.core import clock
from alongside.participants.models import Disclosure, Participant, Request
from alongside.participants.policy import signs
from alongside.rights import models, rules
from alongside.rights.policy.joining import all_of, name_in
from alongside.rights.record import places
from alongside.support.models import Pairing


def rows_of(place: places.Place, person: Participant) -> QuerySet[Any]:
    """The rows of one place that are about a participant."""
    rows: QuerySet[Any] = place.model._default_manager.all()
    if place.owned:
        return rows.filter(pk__in=[getattr(one, place.owned) for one in all_of(person)])
    whose = [one.pk for one in all_of(person)]
    if place.label in places.BY_DIGEST:
        said = [name_in(place, one) for one in all_of(person)]
        return rows.filter(
            organisation_id=person.organisation_id, **{f"{place.paths[0]}__in": said}
        )
    ways = [Q(**{f"{path}__in": whose}) for path in place.paths]
    return rows.filter(functools.reduce(operator.or_, ways))


def shown_of(place: places.Place, person: Participant) -> QuerySet[Any]:
    """Those of them that the participant reads: not a demand of which a court forbids to tell,
    nor what was given on it."""
    rows = rows_of(place, person)
    if place.model in (models.Demand, Disclosure):
        return signs.tellable(rows, today=clock.now().date())
    return rows


def of_tenant(by: actors.Actor, model: Any) -> QuerySet[Any]:
    """For the nightly work: the rows of one kind that belong to an organisation."""
    rows: QuerySet[Any] = model._default_manager.filter(organisation_id=by.tenant)
    return rows


def ended_before(organisation_id: uuid.UUID, days: int, *, now: datetime) -> QuerySet[Participant]:
    """People with whom nothing was done for so long: nobody walks with them, no request waits,
    and no row about them has a date since."""
    before = rules.due_before(days, now=now)
    people = Participant.objects.filter(organisation_id=organisation_id, welcomed_at__lt=before)
    waiting = Request.objects.filter(state__in=("waiting", "proposed"))
    open_rows: list[QuerySet[Any]] = [Pairing.objects.filter(until_at=None), waiting]
    for rows in open_rows:
        mine = rows.filter(organisation_id=organisation_id)
        people = people.exclude(pk__in=mine.values("participant_id"))
    for place in places.places():
        if place.label in places.BY_DIGEST or place.model is Participant:
            continue
        for path, column in ((path, name) for path in place.paths for name in _moments(place)):
            since = place.model._default_manager.filter(
                **{f"{path}__isnull": False, f"{column}__gte": before}
            )
            people = people.exclude(pk__in=since.values(path))
    return people.select_related("organisation", "programme").order_by("pk")


def _moments(place: places.Place) -> list[str]:
    columns = place.model._meta.concrete_fields
    return [each.name for each in columns if each.get_internal_type() == "DateTimeField"]

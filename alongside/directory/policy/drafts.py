"""Who may know of a listing that is not shown yet: the editors of whoever prepares it."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts import actors
from alongside.directory import models
from alongside.directory.policy import areas, truth

MODELS: dict[str, Any] = {"meetings": models.Meeting, "services": models.Service}


def live() -> QuerySet[models.Draft]:
    return models.Draft.objects.filter(ended_at=None)


def told() -> QuerySet[models.Draft]:
    """Written new by those who run another place: only an editor shows them."""
    return live().exclude(told_by=None)


def drafts_of(by: actors.Actor) -> QuerySet[models.Draft]:
    """Of this editor's organisation, or an owner's: in the editor's areas, or begun by them."""
    rows = live().filter(Q(organisation=by.tenant) | Q(organisation=None))
    if truth.edits_everywhere(by):
        return rows
    return rows.filter(Q(made_by=by.person_id) | _inside(by))


def _inside(by: actors.Actor) -> Q:
    mine = list(truth.areas_of(by))
    near = models.ServiceAtLocation.objects.filter(areas.any_of(mine, "near_", "service__"))
    meetings = models.Meeting.objects.filter(areas.any_of(mine, "near_"))
    return Q(meeting__in=meetings.values("pk")) | Q(service__in=near.values("service"))


def is_inside(by: actors.Actor, kind: str, listing: uuid.UUID) -> bool:
    """Is it in the areas of this editor, whoever may see it?"""
    if truth.edits_everywhere(by):
        return True
    return live().filter(_inside(by), **{f"{kind.removesuffix('s')}": listing}).exists()


def prepared(by: actors.Actor, kind: str) -> QuerySet[Any]:
    """The listings of an editor's drafts."""
    column = kind.removesuffix("s")
    found: QuerySet[Any] = MODELS[kind].objects
    return found.filter(pk__in=drafts_of(by).exclude(**{column: None}).values(column))


def unshown(kind: str, listing: uuid.UUID) -> QuerySet[Any]:
    """A listing that is a draft, for whoever it belongs to: they showed their words."""
    column = kind.removesuffix("s")
    found: QuerySet[Any] = MODELS[kind].objects.filter(pk=listing)
    return found.filter(pk__in=live().exclude(**{column: None}).values(column))

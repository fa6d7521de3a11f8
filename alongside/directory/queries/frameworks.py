"""A steward's own frameworks. Nobody else sees one that is off, or learns that it is there."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core import errors
from alongside.directory import models
from alongside.directory.policy import frameworks as policy
from alongside.directory.queries import truth

NOTHING = _("There is no such framework.")


@dataclass(slots=True)
class Mine:
    framework: models.Framework
    parts: list[models.FrameworkPart]
    services: list[models.Service]


def mine(by: actors.Actor) -> list[Mine]:
    found = []
    for row in policy.frameworks_of(by).prefetch_related("parts__services"):
        parts = sorted(row.parts.all(), key=lambda part: part.position)
        services = {each.pk: each for part in parts for each in part.services.all()}
        found.append(Mine(row, parts, sorted(services.values(), key=lambda each: each.name)))
    return found


@dataclass(slots=True)
class Place:
    framework: models.Framework
    service: truth.Row
    parts: list[models.FrameworkPart]
    chosen: set[uuid.UUID]


def place(by: actors.Actor, framework: uuid.UUID, service: uuid.UUID) -> Place:
    row = policy.frameworks_of(by).filter(pk=framework).first()
    if row is None:
        raise errors.Missing(NOTHING)
    parts = list(row.parts.order_by("position"))
    chosen = set(row.parts.filter(services=service).values_list("pk", flat=True))
    return Place(row, truth.listing("services", service), parts, chosen)

"""Which rows move when two records are put together, or one is taken apart.

Read from the places, as the whole record is: a new model about participants moves from its first
day. A row that can't be twice (somebody's plan, an open pairing with the same peer) stays where
it is, and whatever pointed at it points at its twin. What moved is written down column by column,
so that all of it can move back.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from alongside.core.fields import TenantKey
from alongside.participants.models import Participant
from alongside.rights import policy
from alongside.rights.record import places

# What is not carried along: it says of two records that they are two, or which is which.
STAYS = frozenset({"participants.Participant", "rights.Joining", "rights.Erasure"})
# What happened to one person at one moment, and can be told apart row by row. All else belongs to
# the record: agreements, walls, who may open it, what law holds.
# Apps whose rows are not chosen, nor counted for who chooses: a wall, or a circle that belongs to
# its members, is no business of anybody who works here. All of it comes along in a merge.
APART = frozenset({"participants", "rights", "matching", "groups"})
APART_TOO = frozenset({"referrals.Rating", "support.Pairing", "support.Plan"})
CHOSEN = frozenset({"participants.Request"})
PLAN = "support.Plan"  # made anew where a goal moves without one

Move = list[Any]  # the model's label, the row's id, the column, what was in it before and after


@dataclass
class Moved:
    """What a moving did, as it goes on."""

    log: list[Move] = field(default_factory=list)
    twins: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)  # row that stayed: its twin
    gone: dict[Any, set[uuid.UUID]] = field(default_factory=dict)  # by model

    def write(self, row: models.Model, changes: dict[str, Any]) -> None:
        label = row._meta.label
        for name, after in changes.items():
            self.log.append([label, str(row.pk), name, plain(getattr(row, name)), plain(after)])


def plain(value: Any) -> Any:
    """A value as it is kept in the log."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def carried() -> list[places.Place]:
    """Places whose rows name the participant themselves, those first that others point at."""
    found = [place for place in places.places() if place.label not in STAYS and not place.owned]
    return [place for place in found if columns(place)]


def choosable() -> list[places.Place]:
    """Those of which each row can be told apart, and hangs on nothing that can't be."""
    return [place for place in carried() if _is_choosable(place)]


def _is_choosable(place: places.Place) -> bool:
    if place.label in CHOSEN:
        return True
    if place.model._meta.app_label in APART or place.label in APART_TOO:
        return False
    return all(key.null or key.related_model._meta.label == PLAN for key in keys_of(place.model))


def columns(place: places.Place) -> list[str]:
    return [path for path in place.paths if "__" not in path]


def count(person: Participant) -> Counter[str]:
    """How many rows of each kind a record has, of those that a worker may count."""
    return +Counter({place.label: policy.rows_of(place, person).count() for place in choosable()})


def keys_of(model: type[models.Model]) -> list[Any]:
    """Columns that point at other rows of the same person."""
    ours = {place.model for place in carried()}
    return [
        key
        for key in model._meta.concrete_fields
        if isinstance(key, TenantKey) and key.related_model in ours
    ]

"""Which rows move when two records are put together, or one is taken apart; and moving them.

Read from the places, as the whole record is: a new model about participants moves from its first
day. A row that can't be twice (somebody's plan, an open pairing with the same peer) stays where
it is, and whatever pointed at it points at its twin. What moved is written down column by column,
so that all of it can move back.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from alongside.core.fields import TenantKey
from alongside.participants.models import Participant
from alongside.rights import policy
from alongside.rights.record import places

# What is not carried along: it says of two records that they are two, or which is which.
STAYS = frozenset({"participants.Participant", "rights.Joining", "rights.Erasure"})
# What happened to one person at one moment, and can be told apart row by row. All else belongs to
# the record: agreements, walls, who may open it, what law holds.
APART = frozenset({"participants", "rights", "matching"})  # apps whose rows are not chosen
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
    return all(key.null or key.related_model._meta.label == PLAN for key in _keys(place.model))


def columns(place: places.Place) -> list[str]:
    return [path for path in place.paths if "__" not in path]


def count(person: Participant) -> Counter[str]:
    """How many rows of each kind a record has."""
    return +Counter({place.label: policy.rows_of(place, person).count() for place in carried()})


def move(whose: Participant, into: Participant, *, only: Collection[uuid.UUID] | None) -> Moved:
    """Every row of one record, or the chosen ones with what hangs on them. The caller has asked
    who may, and holds a transaction."""
    done = Moved()
    for place in carried():
        for column in columns(place):
            mine = policy.name_in(place, whose)
            rows = list(place.model._default_manager.filter(**{column: mine}).order_by("pk"))
            for row in rows:
                if only is None or row.pk in only or _hangs_on(row, done):
                    _move(row, place, column, into, done, alone=only is not None)
    if only is not None:
        _let_go(whose, done)
    return done


def _hangs_on(row: models.Model, done: Moved) -> bool:
    keys = [key for key in _keys(type(row)) if not key.null]
    return any(getattr(row, key.attname) in done.gone.get(key.related_model, ()) for key in keys)


def _let_go(whose: Participant, done: Moved) -> None:
    """What stays, and may do without, points at nothing that went to somebody else."""
    for place in carried():
        for key in (key for key in _keys(place.model) if key.null):
            gone = done.gone.get(key.related_model, set())
            for column in columns(place):
                rows = place.model._default_manager.filter(
                    **{column: policy.name_in(place, whose), f"{key.attname}__in": gone}
                )
                for row in rows:
                    change(row, {key.attname: None}, done)


def _move(
    row: models.Model,
    place: places.Place,
    column: str,
    into: Participant,
    done: Moved,
    *,
    alone: bool,
) -> None:
    changes = {column: policy.name_in(place, into)} | _keys_to_follow(row, into, done, alone=alone)
    try:
        with transaction.atomic():
            place.model._default_manager.filter(pk=row.pk).update(**changes)
    except IntegrityError:  # there can be only one, and there is
        twin = _twin(row, place, column, into)
        if twin is not None:
            done.twins[row.pk] = twin
        return
    done.write(row, changes)
    done.gone.setdefault(place.model, set()).add(row.pk)


def _keys_to_follow(
    row: models.Model, into: Participant, done: Moved, *, alone: bool
) -> dict[str, Any]:
    """Where a row points at something that did not come along: at its twin, or at nothing."""
    changes: dict[str, Any] = {}
    for key in _keys(type(row)):
        at = getattr(row, key.attname)
        if at is None or at in done.gone.get(key.related_model, ()):
            continue
        if at in done.twins:
            changes[key.attname] = done.twins[at]
        elif alone and key.related_model._meta.label == PLAN:
            plan, _new = key.related_model._default_manager.get_or_create(
                participant=into, defaults={"organisation_id": into.organisation_id}
            )
            changes[key.attname] = plan.pk
        elif alone and key.null:
            changes[key.attname] = None
    return changes


def _twin(
    row: models.Model, place: places.Place, column: str, into: Participant
) -> uuid.UUID | None:
    """The row of the other record that stands in this one's way."""
    theirs = place.model._default_manager.filter(**{column: policy.name_in(place, into)})
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        stored = {each.name: each.attname for each in row._meta.concrete_fields}
        names = [stored[name] for name in constraint.fields]
        if column not in names:
            continue
        found = theirs.filter(**{name: getattr(row, name) for name in names if name != column})
        if constraint.condition is not None:
            found = found.filter(constraint.condition)
        if (twin := found.values_list("pk", flat=True).first()) is not None:
            return twin  # type: ignore[no-any-return]
    return None


def _keys(model: type[models.Model]) -> list[Any]:
    """Columns that point at other rows of the same person."""
    ours = {place.model for place in carried()}
    return [
        key
        for key in model._meta.concrete_fields
        if isinstance(key, TenantKey) and key.related_model in ours
    ]


def change(row: models.Model, changes: dict[str, Any], done: Moved) -> None:
    """Other columns of a row, written into the same log."""
    new = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if new:
        done.write(row, new)
        type(row)._default_manager.filter(pk=row.pk).update(**new)


def move_back(log: Iterable[Move], *, but: Collection[str] = ()) -> None:
    """What is still as it was left goes back to what it was before, the last first; rows in
    `but` stay. What was changed since, somebody meant."""
    kinds = {place.label: place.model for place in places.places()}
    for label, pk, name, before, after in reversed(list(log)):
        model = kinds.get(label)
        if model is None or pk in but:
            continue
        row = model._default_manager.filter(pk=pk).first()
        if row is None or plain(getattr(row, name)) != after:
            continue
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=pk).update(**{name: before})
        except IntegrityError:  # there is another one by now
            continue

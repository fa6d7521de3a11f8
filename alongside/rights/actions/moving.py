"""Rows go from one record to another, and back; once somebody has decided it. What putting together
and taking apart have in common; asks no permission of its own."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, models, transaction

from alongside.participants.models import Participant
from alongside.rights import policy
from alongside.rights.record import moving, places


def move(
    whose: Participant, into: Participant, *, only: Collection[uuid.UUID] | None
) -> moving.Moved:
    """Every row of one record, or the chosen ones with what hangs on them. The caller has asked
    who may, and holds a transaction."""
    done = moving.Moved()
    for place in moving.carried():
        for column in moving.columns(place):
            mine = policy.name_in(place, whose)
            rows = list(place.model._default_manager.filter(**{column: mine}).order_by("pk"))
            for row in rows:
                if only is None or row.pk in only or _hangs_on(row, done):
                    _move(row, place, column, into, done, alone=only is not None)
    if only is not None:
        _let_go(whose, done)
    return done


def _hangs_on(row: models.Model, done: moving.Moved) -> bool:
    keys = [key for key in moving.keys_of(type(row)) if not key.null]
    return any(getattr(row, key.attname) in done.gone.get(key.related_model, ()) for key in keys)


def _let_go(whose: Participant, done: moving.Moved) -> None:
    """What stays, and may do without, points at nothing that went to somebody else."""
    for place in moving.carried():
        for key in (key for key in moving.keys_of(place.model) if key.null):
            gone = done.gone.get(key.related_model, set())
            for column in moving.columns(place):
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
    done: moving.Moved,
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
    row: models.Model, into: Participant, done: moving.Moved, *, alone: bool
) -> dict[str, Any]:
    """Where a row points at something that did not come along: at its twin, or at nothing."""
    changes: dict[str, Any] = {}
    for key in moving.keys_of(type(row)):
        at = getattr(row, key.attname)
        if at is None or at in done.gone.get(key.related_model, ()):
            continue
        if at in done.twins:
            changes[key.attname] = done.twins[at]
        elif alone and key.related_model._meta.label == moving.PLAN:
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


def change(row: models.Model, changes: dict[str, Any], done: moving.Moved) -> None:
    """Other columns of a row, written into the same log."""
    new = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if new:
        done.write(row, new)
        type(row)._default_manager.filter(pk=row.pk).update(**new)


def move_back(log: Iterable[moving.Move], *, but: Collection[str] = ()) -> None:
    """What is still as it was left goes back to what it was before, the last first; rows in
    `but` stay. What was changed since, somebody meant."""
    kinds = {place.label: place.model for place in places.places()}
    for label, pk, name, before, after in reversed(list(log)):
        model = kinds.get(label)
        if model is None or pk in but:
            continue
        row = model._default_manager.filter(pk=pk).first()
        if row is None or moving.plain(getattr(row, name)) != after:
            continue
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=pk).update(**{name: before})
        except IntegrityError:  # there is another one by now
            continue

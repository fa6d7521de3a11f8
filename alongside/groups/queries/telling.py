"""Word of a group that is moved, off or pausing, to those who said that they come; and that it is
on again, to those of them who heard that it was not."""

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta

from alongside.directory.rules import occurrences
from alongside.groups import models, policy
from alongside.groups.queries import circles
from alongside.support.queries import telling

Kind = models.Differs.Kind
A_PAUSE = timedelta(days=7)  # for so long it helps to hear that a group pauses


def since(at: datetime, people: Collection[uuid.UUID]) -> Iterator[telling.Word]:
    """What was moved is told once, by its new day."""
    rows = list(policy.differing_since(at))
    moved = {(row.group_id, row.moved_from) for row in rows if row.moved_from}
    for row in rows:
        if row.kind == Kind.CANCELLED and (row.group_id, row.on) in moved:
            continue
        told = set()
        for coming in _coming(row, people):
            if coming.who is not None and coming.who_id not in told:
                told.add(coming.who_id)
                yield telling.Word(coming.who, row.pk, after=_undone(row))


def _coming(
    row: models.Differs, people: Collection[uuid.UUID]
) -> Iterator[models.Member | models.SignUp]:
    yield from policy.members_coming(row.group, people).select_related("who")
    yield from policy.placed(row, people).select_related("who")


def _undone(row: models.Differs) -> tuple[uuid.UUID, ...]:
    return tuple(uuid.UUID(pk) for pk in row.undid)


def use(participant: uuid.UUID, about: uuid.UUID) -> telling.Use:
    """None once it is as usual again, they come no more, or the day is there."""
    row = policy.differing(about)
    if row is None or not any(_coming(row, [participant])):
        return telling.Use(is_over=True)
    return telling.Use(is_over=False, best_before=_best_before(row))


def _best_before(row: models.Differs) -> datetime:
    if row.kind == Kind.CLOSED:
        last = row.until_on or row.on + A_PAUSE
        return datetime.combine(last, time(), occurrences.zone_of(row.group.time_zone))
    usual = circles.usual_time(row.group, row.on)
    if row.start_minute is None:
        return usual
    hour, minute = divmod(row.start_minute, 60)
    return usual.replace(hour=hour, minute=minute)

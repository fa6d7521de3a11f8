"""Two records of one person are put together: their visits are those of one person."""

import uuid
from typing import Any

from alongside.core import clock, ids
from alongside.participants import actions as people
from alongside.rights import actions as rights
from alongside.sites import actions, models, queries
from tests.cast import Cast


def comes_in(cast: Cast, who: uuid.UUID | None) -> None:
    """Maya is in the room, and walks with them."""
    actions.come_in(by=cast.maya.by, id=ids.new(), site=cast.site.pk, participant=who)


def counted(cast: Cast) -> tuple[int, int]:
    now = clock.now()
    week = queries.period("week", None, place=cast.site, now=now)
    total = queries.report(cast.omar.by, cast.site, week, now=now).total
    return total["visits"], total["people"]


def test_it_counts_them_as_one_until_it_is_undone(cast: Cast) -> None:
    sam, omar = cast.sam.id, cast.omar.by
    people.give_consent(by=cast.lee.by, participant=cast.lee.id, kind="recorded")
    for who in (sam, cast.lee.id, None):
        comes_in(cast, who)
    assert counted(cast) == (3, 2)
    said: dict[str, Any] = {"by": omar, "reason": "They said so"}
    joined = rights.merge(**said, id=ids.new(), kept=sam, other=cast.lee.id)
    assert counted(cast) == (3, 1)
    rights.undo_joining(by=omar, joining=joined.pk)
    assert counted(cast) == (3, 2)


def test_it_counts_them_as_two_where_a_record_held_two(cast: Cast) -> None:
    for _ in range(2):
        comes_in(cast, cast.sam.id)
    assert counted(cast) == (2, 1)
    first = models.OwnVisit.objects.order_by("pk")[0].pk
    said: dict[str, Any] = {"by": cast.omar.by, "reason": "That was somebody else", "alias": ""}
    rights.split(**said, id=ids.new(), participant=cast.sam.id, other=ids.new(), rows=[first])
    assert counted(cast) == (2, 2)

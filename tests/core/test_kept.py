"""Statements that are put together once: they find what policy says, anew each time."""

import ast
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Membership
from alongside.core import clock, ids, kept
from alongside.participants.models import Participant, Tie
from alongside.participants.policy import records
from alongside.support.actions import walks
from tests.cast import Cast
from tests.house import tree

DAY, REOPENED = timedelta(days=1), datetime(2026, 3, 1, tzinfo=UTC)
# What a question is asked with: keys and moments, or what there are few of.
WITH = {
    "actors.Actor", "Choices", "datetime", "kept.Text", "tuple[uuid.UUID, ...]", "uuid.UUID",
    "uuid.UUID | None",
}  # fmt: skip


def test_it_finds_what_policy_says_for_everybody(cast: Cast) -> None:
    people = [cast.sam.id, cast.lee.id, cast.rosa.id, cast.tess.id, ids.new()]
    for who in cast.everyone():
        for at in (clock.now() - 100 * DAY, clock.now()):
            for whom in people:
                asked = who.by, whom, at
                policys = records._asked.__wrapped__(*asked)  # type: ignore[attr-defined]
                said = [(row.pk, row.alias, row.reached) for row in policys]
                rows = records._asked(*asked)
                assert [(row.pk, row.alias, row.reached) for row in rows] == said  # type: ignore[attr-defined]
                for chosen in (walks.Choices(), walks.Choices((ids.new(),), cast.site.pk)):
                    found = [vars(row) for row in walks._one_walk(*asked, chosen)]
                    plain = [vars(row) for row in walks._one_walk.__wrapped__(*asked, chosen)]  # type: ignore[attr-defined]
                    for row in (*found, *plain):
                        del row["_state"]
                    assert found == plain


def test_it_asks_the_database_each_time(cast: Cast) -> None:
    asked = cast.maya.by, cast.sam.id, clock.now()
    assert [row.reached for row in records._asked(*asked)] == [True]  # type: ignore[attr-defined]
    Tie.objects.filter(person_id=cast.maya.by.person_id).update(until_at=clock.now() - DAY)
    with CaptureQueriesContext(connection) as heard:
        assert [row.reached for row in records._asked(*asked)] == [False]  # type: ignore[attr-defined]
    assert len(heard) == 1


OF_A_MOMENT = (
    lambda at: Membership.objects.filter(from_at__lt=max(at, REOPENED)),
    lambda at: Membership.objects.filter(from_at__lt=at - DAY),
    lambda at: Membership.objects.filter(from_at__lt=at, until_at__gt=clock.now()),
    lambda at: Membership.objects.filter(pk__in=list(Membership.objects.values("pk"))),
)
OF_A_KEY = (
    lambda pk: Membership.objects.filter(role="peer" if pk == uuid.UUID(int=0) else "funder"),
    lambda pk: Membership.objects.filter(role=str(pk)),
    lambda pk: Membership.objects.filter(role=f"{pk}"),
)


@kept.question
def at_all(pk: uuid.UUID | None) -> QuerySet[Membership]:
    return Membership.objects.filter(pk=pk) if pk else Membership.objects.none()


def test_it_keeps_nothing_that_was_true_for_one(cast: Cast) -> None:
    asked = [(each, clock.now()) for each in OF_A_MOMENT] + [(each, ids.new()) for each in OF_A_KEY]
    for curious, given in asked:
        with pytest.raises(TypeError):
            kept.question(curious)(given)  # type: ignore[arg-type]
    worn = cast.maya.membership
    assert worn is not None
    assert at_all(None) == []
    assert [at_all(worn.pk), at_all(ids.new()), at_all(None)] == [[worn], [], []]


def test_it_is_asked_with_keys_and_moments() -> None:
    """A word of somebody's would make a statement of each."""
    found = [
        f"{tree.name(path)}:{node.lineno} {node.name}"
        for path in tree.python()
        for node in tree.functions(tree.parsed(path))
        if any(ast.unparse(each) == "kept.question" for each in node.decorator_list)
        for each in [*node.args.args, *node.args.kwonlyargs]
        if each.annotation is None or ast.unparse(each.annotation) not in WITH
    ]
    assert not found, found


def test_it_writes_rows_as_they_are(cast: Cast) -> None:
    row = Participant(pk=ids.new(), organisation=cast.riverbend, alias="Wren")
    kept.insert(row)
    saved = Participant.objects.get(pk=row.pk)
    assert (saved.alias, saved.joined_to_id, row._state.adding) == ("Wren", None, False)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.insert(row)
    row.alias, row.opens_to_colleagues = "Finch", True
    assert kept.update(row, "alias")
    saved.refresh_from_db()
    assert (saved.alias, saved.opens_to_colleagues) == ("Finch", False)
    assert not kept.update(Participant(pk=ids.new(), alias="Nobody"), "alias")

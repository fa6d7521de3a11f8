"""Statements that are put together once: they find what policy says, anew each time."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Membership
from alongside.core import clock, ids, kept
from alongside.homes.queries import out_there
from alongside.participants import queries as requests
from alongside.participants.models import Participant, Tie
from alongside.participants.policy import records, several
from alongside.support.actions import walks
from alongside.support.models import Goal, Pairing
from alongside.support.queries import logging
from alongside.welcome import queries as welcome
from alongside.welcome.models import Attendance, DayCount
from alongside.welcome.queries import rows_of
from tests.cast import Cast
from tests.followups import doors as followups
from tests.outreach import doors as alerts
from tests.welcome import doors as desks

DAY, REOPENED = timedelta(days=1), datetime(2026, 3, 1, tzinfo=UTC)


def test_it_finds_what_policy_says_for_everybody(cast: Cast) -> None:
    people = [cast.sam.id, cast.lee.id, cast.rosa.id, cast.tess.id, ids.new()]
    plain = records._asked.__wrapped__  # type: ignore[attr-defined]
    for who in cast.everyone():
        for asked in [(who.by, whom, clock.now()) for whom in people]:
            said = [(row.pk, row.alias, row.reached) for row in plain(*asked)]
            rows: Any = records._asked(*asked)
            assert [(row.pk, row.alias, row.reached) for row in rows] == said


def test_it_finds_the_same_walks(cast: Cast) -> None:
    plain = walks._walks.__wrapped__  # type: ignore[attr-defined]
    now, sams = clock.now(), Goal.objects.get(participant_id=cast.sam.id)
    for at in (now - 100 * DAY, now):
        for goals in ((), (sams.pk,), (sams.pk, ids.new())):
            chosen = walks.Choices(goals, cast.site.pk)
            asked = cast.maya.by, (cast.sam.id, cast.rosa.id), at, at - DAY, at + DAY, chosen
            found, said = walks._walks(*asked), list(plain(*asked))
            assert [_columns(row) for row in found] == [_columns(row) for row in said]
            assert bool(said) == (at == now)


def test_it_finds_what_waits_for_everybody(cast: Cast) -> None:
    plain = out_there._waiting.__wrapped__  # type: ignore[attr-defined]
    alerts.alert(cast)
    alerts.shift(cast)
    due = followups.of_sam(cast).due_at or clock.now()
    seen = set()
    for who in cast.everyone():
        for now in (clock.now(), due + DAY):
            found, said = out_there._waiting(who.by, now), list(plain(who.by, now))
            assert found == said
            seen |= {name for row in said for name, there in row.items() if there}
    assert {"alerts", "own_out", "after"} <= seen


def test_it_finds_the_same_at_the_desk_and_on_a_shift(cast: Cast) -> None:
    there = desks.belongings(cast.maya, cast.vera)
    now, keys, seen = clock.now(), (cast.sam.id, cast.lee.id, ids.new()), set()
    site, here = there["site"], (there["presence"],)
    desk = {"organisation": cast.riverbend, "site_id": site}
    Attendance.objects.create(**desk, participant_id=cast.sam.id, presence_id=here[0])
    DayCount.objects.create(**desk, day=now.date(), hour=9, visits=2)
    asked: list[tuple[Any, tuple[Any, ...]]] = [
        (several.asked_all, (keys, now)), (logging._recorded, (now,)), (welcome.sites, ()),
        (rows_of.there, (now, now - DAY)), (rows_of.open_day, (site,)),
        (rows_of.known, (here, now)), (rows_of.talks, (here,)), (rows_of.turns, (here,)),
        (rows_of.uses, (site, now)), (rows_of.rooms, (site,)), (rows_of.lists, (site,)),
        (rows_of.shifts, (site, now - DAY, now + DAY)), (rows_of.tablets, (site, now, now - DAY)),
        (rows_of.counts, (site, now.date())),
    ]  # fmt: skip
    for who in cast.everyone():
        for question, given in asked:
            found, said = question(who.by, *given), list(question.__wrapped__(who.by, *given))
            assert found == said
            seen |= {question.__name__} if said else set()
    assert seen == {question.__name__ for question, _ in asked}


def test_it_counts_the_same_requests(cast: Cast) -> None:
    plain = requests._states.__wrapped__  # type: ignore[attr-defined]
    now = clock.now()
    for who in cast.everyone():
        found: Any = requests._states(who.by, now)
        assert found == list(plain(who.by, now))


def _columns(row: Pairing) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_it_asks_the_database_each_time(cast: Cast) -> None:
    asked = cast.maya.by, cast.sam.id, clock.now()
    rows: Any = records._asked(*asked)
    assert [row.reached for row in rows] == [True]
    Tie.objects.filter(person_id=cast.maya.by.person_id).update(until_at=clock.now() - DAY)
    with CaptureQueriesContext(connection) as heard:
        rows = records._asked(*asked)
    assert [row.reached for row in rows] == [False]
    assert len(heard) == 1


OF_A_MOMENT = (
    lambda at: Membership.objects.filter(from_at__lt=max(at, REOPENED)),
    lambda at: Membership.objects.filter(from_at__lt=at * 2),
    lambda at: Membership.objects.filter(from_at__lt=DAY + at),
    lambda at: Membership.objects.filter(from_at__lt=at - at),
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
            kept.question(curious)(given)
    worn = cast.maya.membership
    assert worn is not None
    assert at_all(None) == []
    assert [at_all(worn.pk), at_all(ids.new()), at_all(None)] == [[worn], [], []]


@kept.question
def between(at: datetime) -> QuerySet[Membership]:
    return Membership.objects.filter(from_at__gte=at - 2 * DAY + DAY, from_at__lt=at + DAY)


def test_it_counts_a_span_from_what_is_given_each_time(cast: Cast) -> None:
    worn = cast.maya.membership
    assert worn is not None
    for away in (-2 * DAY, -DAY, DAY / 2, DAY, 2 * DAY):
        at = worn.from_at + away
        assert (worn in between(at)) == (-DAY < away <= DAY)


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


def test_it_writes_many_rows_in_one_statement(cast: Cast) -> None:
    """Each as `insert` and `update` write it: also what is nothing, and what is sealed."""
    common: dict[str, Any] = {"organisation": cast.riverbend, "alias": "Wren"}
    birds = [Participant(pk=ids.new(), **common) for _ in range(5)]
    birds[2].welcomed_at, birds[3].alias = clock.now(), ""
    with CaptureQueriesContext(connection) as heard:
        kept.insert_all(birds)
    assert len(heard) == 1
    saved = Participant.objects.in_bulk([bird.pk for bird in birds])
    for bird in birds:
        row = saved[bird.pk]
        assert (row.alias, row.welcomed_at, row.joined_to_id) == (
            bird.alias,
            bird.welcomed_at,
            None,
        )
        assert not bird._state.adding
    for number, bird in enumerate(birds):
        bird.alias, bird.language, bird.opens_to_colleagues = "Finch", f"l{number}", True
    with CaptureQueriesContext(connection) as heard:
        kept.update_all(birds[1:], "alias", "language")
    assert len(heard) == 1
    found = [(row.alias, row.language, row.opens_to_colleagues) for row in _anew(birds)]
    assert found[0] == ("Wren", saved[birds[0].pk].language, False)
    assert found[1:] == [("Finch", f"l{n}", False) for n in range(1, 5)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT alias FROM participants_participant WHERE language LIKE 'l_'")
        assert (
            len({alias for (alias,) in cursor.fetchall()}) == 4
        )  # nobody sees who is called alike
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.insert_all([Participant(pk=ids.new(), **common), birds[0]])
    assert Participant.objects.filter(alias="").count() == 0
    kept.insert_all([])
    kept.update_all([], "alias")


def _anew(rows: list[Participant]) -> list[Participant]:
    found = Participant.objects.in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]


def test_it_asks_about_many_in_few_statements(cast: Cast) -> None:
    keys = [ids.new() for _ in range(9)]
    assert {len(kept.several(keys[:n])) for n in range(10)} == {0, 1, 2, 4, 8, 16}
    assert all(set(kept.several(keys[:n])) == set(keys[:n]) for n in range(10))
    assert kept.several(keys[:4]) == tuple(keys[:4])
    assert several.asked_all(cast.maya.by, (), clock.now()) == []

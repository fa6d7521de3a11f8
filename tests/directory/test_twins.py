"""Listings that may be one: guessed by a rule, settled by a human, and taken back."""

import itertools
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import access, actors
from alongside.core import errors, ids
from alongside.directory import actions, models, policy
from alongside.directory.rules import twins as rules
from alongside.exchange import actions as exchange
from tests.cast import Cast
from tests.directory import feeds
from tests.exchange import real

NAMES = st.sampled_from(
    ["Early Birds", "Early Birds Group", "early  birds!", "Night Owls", "Step 1", "Step 2", ""]
)
SKETCHES = st.builds(
    rules.sketch,
    NAMES,
    owner=st.sampled_from(["", "Kettle House", "Harbour"]),
    minute=st.none() | st.integers(0, 3),
    address=st.sampled_from(["", "3 Salt Court, Elmora", "9 Mill Street"]),
    latitude=st.none() | st.floats(44.99, 45.01),
    longitude=st.none() | st.floats(-75.01, -74.99),
    phone=st.sampled_from(["", "(555) 555-0101", "1-555-555-0101", "555"]),
)


@given(SKETCHES, SKETCHES)
def test_it_is_the_same_whichever_comes_first(one: rules.Sketch, other: rules.Sketch) -> None:
    found = rules.likeness(one, other)
    assert found == rules.likeness(other, one)
    if found is not None:
        assert rules.LEAST <= found.percent <= 100
        assert found.same_place or found.same_phone
        assert set(rules.blocks(one)) & set(rules.blocks(other)), "never found together"


@given(SKETCHES)
def test_it_knows_itself(one: rules.Sketch) -> None:
    if one.name and (one.address or one.phone) and (one.minute is None or one.address):
        found = rules.likeness(one, one)
        assert found is not None
        assert found.same_name


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Early Birds", "Early Birds Group", True),
        ("The Early Birds", "EARLY BIRDS (AA)", True),
        ("Early Birds", "Erly Birds", True),
        ("Early Birds", "Night Owls", False),
        ("Step 1", "Step 2", False),
    ],
)
def test_it_compares_names_as_people_do(one: str, other: str, are: bool) -> None:
    there = {"minute": 600, "address": "3 Salt Court"}
    found = rules.likeness(rules.sketch(one, **there), rules.sketch(other, **there))  # type: ignore[arg-type]
    assert (found is not None) is are


def test_it_knows_a_door_whatever_the_suite() -> None:
    one = rules.sketch("Kettle House", owner="Kettle", address="3 Salt Court, Suite 4, Elmora",
                       door="3 Salt Court Elmora")  # fmt: skip
    other = rules.sketch("Kettle House", owner="Kettle", address="3 Salt Court, Elmora",
                         door="3 Salt Court Elmora")  # fmt: skip
    found = rules.likeness(one, other)
    assert found is not None
    assert found.same_place
    assert set(rules.blocks(one)) & set(rules.blocks(other))


def twins(tmp_path: Path) -> models.Twin:
    feeds.bring(tmp_path, [feeds.meeting("a", name="Early Birds"), feeds.meeting("b", name="Owls")])
    rows = [feeds.meeting("x", name="Early Birds Group")]
    path = feeds.feed(tmp_path, rows, "other.json")
    exchange.import_meetings(by=feeds.IMPORT, where=path, source_name="Another feed")
    assert actions.find_twins(by=feeds.IMPORT) == 1
    return models.Twin.objects.get()


@pytest.mark.django_db
def test_it_shows_one_of_two_and_keeps_that_through_imports(tmp_path: Path, cast: Cast) -> None:
    twin = twins(tmp_path)
    assert (twin.same_time, twin.same_place) == (True, True)
    assert policy.meetings().count() == 3
    mine = models.Meeting.objects.get(key="a")
    actions.settle_twin(by=cast.omar.by, twin=twin.pk, shown=mine.pk)
    actions.settle_twin(by=cast.omar.by, twin=twin.pk, shown=None)  # too late
    theirs = models.Meeting.objects.get(key="x")
    answer = Client().get(f"/en/meetings/{theirs.pk}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/meetings/{mine.pk}/")
    assert {row.key for row in policy.meetings()} == {"a", "b"}
    path = feeds.feed(
        tmp_path, [feeds.meeting("x", name="Early Birds Group", time="20:00")], "n.json"
    )
    exchange.import_meetings(by=feeds.IMPORT, where=path, source_name="Another feed")
    assert {row.key for row in policy.meetings()} == {"a", "b"}
    assert models.Meeting.objects.get(key="x").start_minute == 1200
    actions.find_twins(by=feeds.IMPORT)
    assert models.Twin.objects.get().state == "same"
    actions.undo_twin(by=cast.omar.by, twin=twin.pk)
    assert policy.meetings().count() == 3


@pytest.mark.django_db
def test_it_shows_the_other_when_the_one_is_gone(tmp_path: Path, cast: Cast) -> None:
    twin = twins(tmp_path)
    mine = models.Meeting.objects.get(key="a")
    actions.settle_twin(by=cast.omar.by, twin=twin.pk, shown=mine.pk)
    feeds.bring(tmp_path, [feeds.meeting("b", name="Owls")])
    actions.find_twins(by=feeds.IMPORT)
    assert {row.key for row in policy.meetings()} == {"b", "x"}


@pytest.mark.django_db
def test_it_does_not_ask_again_about_two_that_are_not_the_same(tmp_path: Path, cast: Cast) -> None:
    twin = twins(tmp_path)
    actions.settle_twin(by=cast.omar.by, twin=twin.pk, shown=None)
    assert actions.find_twins(by=feeds.IMPORT) == 0
    assert policy.meetings().count() == 3
    for wrong in (
        cast.maya.by,
        cast.sam.by,
        actors.return_key(ids.new(), organisation_id=ids.new()),
    ):
        with pytest.raises(access.Refused):
            actions.undo_twin(by=wrong, twin=twin.pk)
    with pytest.raises(errors.Missing):
        actions.undo_twin(by=cast.omar.by, twin=ids.new())


@real.needs_real
@pytest.mark.django_db
def test_it_finds_the_twins_of_a_real_feed() -> None:
    where = str(real.DATA / "meeting-guide" / "feeds" / "kansas-city-2021.json.gz")
    exchange.import_meetings(by=feeds.IMPORT, where=where)
    actions.find_twins(by=feeds.IMPORT)
    rows = models.Meeting.objects.values_list("pk", "name", "weekday", "start_minute", "address")
    exact = {
        tuple(sorted((one[0], other[0])))
        for one, other in itertools.combinations(rows, 2)
        if one[1:] == other[1:] and one[4] and one[3] is not None
    }
    found = set(models.Twin.objects.values_list("one", "other"))
    assert exact
    assert exact <= found

"""Which of what is there goes first, and what a list of things must say."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.supplies.rules import catalogue, stock

TODAY = date(2026, 11, 22)
SHELVES = st.lists(
    st.builds(
        stock.Shelf,
        lot=st.uuids(),
        count=st.integers(0, 50),
        expires_on=st.none() | st.dates(TODAY - timedelta(60), TODAY + timedelta(60)),
        recalled=st.booleans(),
    ),
    max_size=6,
)


@given(shelves=SHELVES, need=st.integers(1, 200), too=st.booleans())
def test_it_takes_what_is_there_and_never_what_is_recalled(
    shelves: list[stock.Shelf], need: int, too: bool
) -> None:
    order = stock.usable(shelves, on=TODAY, expired_too=too)
    pieces, missing = stock.take(order, need, on=TODAY)
    assert sum(piece.count for piece in pieces) + missing == need
    there = {one.lot: one for one in shelves}
    for piece in pieces:
        assert 0 < piece.count <= there[piece.lot].count and not there[piece.lot].recalled
        assert too or not piece.expired
    fresh = [there[piece.lot].expires_on or date.max for piece in pieces if not piece.expired]
    assert fresh == sorted(fresh)
    assert [piece.expired for piece in pieces] == sorted(piece.expired for piece in pieces)


@given(shelves=SHELVES, counted=st.integers(0, 200))
def test_a_count_of_all_lots_adds_up(shelves: list[stock.Shelf], counted: int) -> None:
    good = stock.usable(shelves, on=TODAY, expired_too=True)
    changes = dict(stock.spread(shelves, counted, on=TODAY))
    after = {one.lot: one.count + changes.pop(one.lot, 0) for one in good}
    assert all(count >= 0 for count in after.values())
    assert sum(after.values()) + sum(changes.values()) == counted


def test_a_shelf_that_was_counted_since_knows_the_rest() -> None:
    shelf = stock.Shelf(uuid.uuid4(), 2, settled=True)
    pieces, missing = stock.take([shelf], 9, on=TODAY)
    assert not missing and sum(piece.count for piece in pieces) == 9


def test_lot_numbers_are_the_same_however_they_are_typed() -> None:
    assert len({stock.lot_number(said) for said in ("ab-12.3", " AB 123", "Ａｂ１２３")}) == 1


def test_it_refuses_a_list_that_says_too_little() -> None:
    text = catalogue.FILE.read_text(encoding="utf-8")
    for right, wrong in (
        ('unit = "kit"\ndoses = 2\nroute = "nasal"', 'unit = "kit"\nroute = "nasal"'),
        ('kind = "sex"', 'kind = "toys"'),
        ('en = "Socks", ', ""),
        ("usual = 10", "usual = 0"),
    ):
        with pytest.raises(ValueError):
            catalogue.load(text.replace(right, wrong, 1))
    assert all(item.usual for item in catalogue.load(text)[0].values())

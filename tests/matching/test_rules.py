"""The people of a peer who leaves, shared out: by what each asked for, then evenly."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alongside.matching.rules import Fit, share_out

PEERS = [UUID(int=number) for number in range(1, 6)]
fits = st.dictionaries(
    st.sampled_from(PEERS), st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=5
)
houses = st.tuples(
    st.lists(fits, max_size=14),
    st.fixed_dictionaries({peer: st.integers(-1, 5) for peer in PEERS}),
)


def test_it_spreads_people_who_asked_for_nothing() -> None:
    ada, ben, cleo, *_others = PEERS
    rooms = {ada: 6, ben: 3, cleo: 3}
    chosen = share_out([dict.fromkeys(rooms, (1,)) for _ in range(6)], rooms)
    assert [chosen.count(peer) for peer in rooms] == [4, 1, 1]  # two places left with each


def test_it_keeps_a_place_for_who_asked_for_it() -> None:
    """Ada alone has what the last one asked for, and has room for one."""
    ada, ben, *_others = PEERS
    anybody: dict[UUID, Fit] = {ada: (1, 0), ben: (1, 0)}
    wished: dict[UUID, Fit] = {ada: (1, 1), ben: (1, 0)}
    assert share_out([anybody, anybody, wished], {ada: 1, ben: 2}) == [ben, ben, ada]


def test_it_makes_room_for_who_can_go_to_one_alone() -> None:
    ada, ben, *_others = PEERS
    both: dict[UUID, Fit] = {ada: (1, 2), ben: (1, 2)}
    only: dict[UUID, Fit] = {ada: (1, 0)}
    assert share_out([both, only], {ada: 1, ben: 1}) == [ben, ada]
    assert share_out([both, only], {ada: 0, ben: 0}) == [None, None]


@given(houses)
def test_it_is_fair(house: tuple[list[dict[UUID, Fit]], dict[UUID, int]]) -> None:
    people, rooms = house
    chosen = share_out(people, rooms)
    left = {peer: max(0, room) - chosen.count(peer) for peer, room in rooms.items()}
    assert min(left.values()) >= 0
    for who, given_to in zip(people, chosen, strict=True):
        if given_to is None:
            assert not any(left[peer] for peer in who)
            continue
        for other, fit in who.items():
            if fit > who[given_to]:
                assert left[other] == 0
            elif fit == who[given_to]:
                assert left[other] <= left[given_to] + 1


@given(houses)
def test_it_does_not_matter_who_is_asked_first(
    house: tuple[list[dict[UUID, Fit]], dict[UUID, int]],
) -> None:
    people, rooms = house
    turned = [dict(reversed(who.items())) for who in people]
    assert share_out(turned, dict(reversed(rooms.items()))) == share_out(people, rooms)

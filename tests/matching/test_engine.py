"""The engine: who is suggested, in which order, and why."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import words
from alongside.matching.engine import Peer, Reason, Request, distance_km, propose

HERE, NEARBY, FAR = (40.71, -74.01), (40.75, -74.0), (34.05, -118.24)


def peer(number: int = 1, **said: object) -> Peer:
    facts = {"languages": frozenset({"en"}), "room": 3} | said
    return Peer(profile_id=uuid.UUID(int=number), **facts)  # type: ignore[arg-type]


def reasons(request: Request, of: Peer) -> dict[str, tuple[str, ...]]:
    (only,) = propose(request, [of])
    return {reason.slug: reason.values for reason in only.reasons}


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ({}, {}, Reason("language", ("en",))),
        ({}, {"languages": frozenset({"fr"})}, Reason("other-language", ("fr",))),
        (
            {"pathways": frozenset({"secular", "faith"})},
            {"pathways": frozenset({"faith"})},
            Reason("pathway", ("faith",)),
        ),
        (
            {"experiences": frozenset({"loss"})},
            {"experiences": frozenset({"loss", "pain"})},
            Reason("experience", ("loss",)),
        ),
        (
            {"times": frozenset({"evening"})},
            {"times": frozenset({(2, "evening")})},
            Reason("time", ("evening",)),
        ),
        (
            {"times": frozenset({"weekend"})},
            {"times": frozenset({(6, "night")})},
            Reason("time", ("weekend",)),
        ),
        ({"position": HERE}, {"position": NEARBY}, Reason("near", ("5",))),
        ({"position": HERE}, {"position": FAR}, Reason("online", ())),
    ],
)
def test_it_says_why(asked: dict[str, Any], said: dict[str, Any], expected: Reason) -> None:
    request = Request(**({"language": "en"} | asked))
    assert reasons(request, peer(**said))[expected.slug] == expected.values


@pytest.mark.parametrize(
    "said",
    [
        {"room": 0},
        {"room": -2},
        {"is_published": False},
        {"position": FAR, "online": False},
    ],
)
def test_it_leaves_out_who_could_not_walk_along(said: dict[str, Any]) -> None:
    assert propose(Request("en", position=HERE), [peer(**said)]) == []


def test_it_puts_more_of_what_was_asked_for_first() -> None:
    request = Request("en", frozenset({"faith"}), frozenset({"loss"}))
    both = peer(3, pathways=frozenset({"faith"}), experiences=frozenset({"loss"}), room=1)
    one = peer(2, pathways=frozenset({"faith"}), room=9)
    found = propose(request, [peer(1, room=20), one, both])
    assert [each.profile_id.int for each in found] == [3, 2, 1]
    assert [each.rank for each in found] == [1, 2, 3]


def test_it_never_names_what_a_peer_shows_to_nobody() -> None:
    request = Request("en", experiences=frozenset({"loss"}))
    hiding = peer(2, hidden=frozenset({"loss"}))
    found = propose(request, [peer(1), hiding])
    assert [each.profile_id.int for each in found] == [2, 1]
    assert "loss" not in str(found)


def test_it_measures_around_the_earth() -> None:
    assert distance_km(HERE, FAR) == pytest.approx(3936, rel=0.01)
    assert distance_km((0, 179.9), (0, -179.9)) < 25


some = st.frozensets
slugs = {name: some(st.sampled_from(sorted(of)), max_size=3) for name, of in (
    ("languages", words.LANGUAGES), ("pathways", words.PATHWAYS),
    ("experiences", words.EXPERIENCES), ("asked_times", words.TIMES),
)}  # fmt: skip
positions = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))
requests = st.builds(
    Request,
    language=st.sampled_from(sorted(words.LANGUAGES)),
    pathways=slugs["pathways"],
    experiences=slugs["experiences"],
    times=slugs["asked_times"],
    position=positions,
    declined=some(st.builds(uuid.UUID, int=st.integers(0, 20)), max_size=3),
)
peers = st.lists(
    st.builds(
        Peer,
        profile_id=st.builds(uuid.UUID, int=st.integers(0, 20)),
        languages=slugs["languages"],
        room=st.integers(-2, 5),
        is_published=st.booleans(),
        pathways=slugs["pathways"],
        experiences=slugs["experiences"],
        hidden=slugs["experiences"],
        times=some(st.tuples(st.integers(0, 6), st.sampled_from(sorted(words.PARTS))), max_size=4),
        position=positions,
        reach_km=st.floats(1, 500),
        online=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda each: each.profile_id,
)


@given(requests, peers)
def test_it_suggests_only_who_may_be_proposed(request: Request, some_peers: list[Peer]) -> None:
    known = {each.profile_id: each for each in some_peers}
    found = propose(request, some_peers)
    for each in found:
        of = known[each.profile_id]
        assert of.room > 0
        assert of.is_published
        assert of.profile_id not in request.declined
        assert each.reasons
    fluent = [request.language in known[each.profile_id].languages for each in found]
    assert all(fluent) or not any(fluent)


@given(requests, peers)
def test_it_speaks_the_language_where_anybody_does(
    request: Request, some_peers: list[Peer]
) -> None:
    speaker = Peer(uuid.UUID(int=99), frozenset({request.language}), room=1)
    found = propose(request, [*some_peers, speaker])
    known = {each.profile_id: each for each in [*some_peers, speaker]}
    assert found
    assert all(request.language in known[each.profile_id].languages for each in found)


@given(requests, peers, st.randoms(use_true_random=False))
def test_it_does_not_depend_on_the_order(request: Request, some_peers: list[Peer], dice) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(some_peers)
    dice.shuffle(shuffled)
    assert propose(request, shuffled) == propose(request, some_peers)
    assert [each.rank for each in propose(request, some_peers)] == list(
        range(1, len(propose(request, some_peers)) + 1)
    )


@given(requests, peers)
def test_it_gives_no_hidden_reason(request: Request, some_peers: list[Peer]) -> None:
    known = {each.profile_id: each for each in some_peers}
    for each in propose(request, some_peers):
        for reason in each.reasons:
            if reason.slug == "experience":
                assert set(reason.values) <= known[each.profile_id].experiences

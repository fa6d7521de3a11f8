"""Who walks on with the people of a peer who leaves: shared out fairly. Plain values only."""

from collections.abc import Mapping, Sequence
from uuid import UUID

Fit = tuple[int, ...]  # how well somebody fits what a person asked for: larger is better


def share_out(people: Sequence[Mapping[UUID, Fit]], rooms: Mapping[UUID, int]) -> list[UUID | None]:
    """For each person, of whom it is said who may come and how well they fit, one of these, or
    nobody where none has room.

    What a person asked for comes first: nobody gets one while somebody who fits them better has a
    place left, and whoever asked for much chooses before who asked for nothing. Among those who
    fit as well, whoever has most places left. The same for any order of peers.
    """
    left = {peer: max(0, room) for peer, room in rooms.items()}
    chosen: list[UUID | None] = [None] * len(people)
    for one in sorted(range(len(people)), key=lambda n: _turn(people[n]), reverse=True):
        _give(chosen, left, one, _open_to(people[one], left))
    while any(left.values()) and _is_bettered(people, chosen, left):
        pass  # ends: more people, better fits or a more even room each time, never less
    return chosen


def _turn(fits: Mapping[UUID, Fit]) -> tuple[Fit, int]:
    return max(fits.values(), default=()), -len(fits)


def _open_to(fits: Mapping[UUID, Fit], left: Mapping[UUID, int]) -> UUID | None:
    """Who fits best of those with room; among equals who has most, then by their number."""
    able = [peer for peer in fits if left.get(peer)]
    return max(able, key=lambda peer: (fits[peer], left[peer], -peer.int), default=None)


def _give(chosen: list[UUID | None], left: dict[UUID, int], one: int, peer: UUID | None) -> None:
    before = chosen[one]
    if before is not None:
        left[before] += 1
    if peer is not None:
        left[peer] -= 1
    chosen[one] = peer


def _is_bettered(
    people: Sequence[Mapping[UUID, Fit]], chosen: list[UUID | None], left: dict[UUID, int]
) -> bool:
    """One round in which whoever could have it better does. Whether anything changed."""
    changed = False
    for one, fits in enumerate(people):
        here, other = chosen[one], _open_to(fits, left)
        if here is None and other is None:
            other = _made_room(people, chosen, left, fits)
        if other is None:
            continue
        if here is None or _is_better(fits, left, here, other):
            _give(chosen, left, one, other)
            changed = True
    return changed


def _is_better(fits: Mapping[UUID, Fit], left: Mapping[UUID, int], here: UUID, other: UUID) -> bool:
    if fits[other] != fits[here]:
        return fits[other] > fits[here]
    return left[other] > left[here] + 1


def _made_room(
    people: Sequence[Mapping[UUID, Fit]],
    chosen: list[UUID | None],
    left: dict[UUID, int],
    fits: Mapping[UUID, Fit],
) -> UUID | None:
    """Somebody who is full, and of whose people one is as well off with another."""
    for full in sorted(fits, key=lambda peer: (fits[peer], -peer.int), reverse=True):
        for one, theirs in enumerate(people):
            if chosen[one] != full:
                continue
            as_well = {peer: fit for peer, fit in theirs.items() if fit == theirs[full]}
            if (other := _open_to(as_well, left)) is not None:
                _give(chosen, left, one, other)
                return full
    return None

"""Which peers fit a request, and why. Plain values in, plain values out; nothing is decided
for anybody: a coordinator reads the suggestions, and the participant chooses.

`Engine` is what any engine must be able to do. `ByRules` is the one we have: it can be read
in a minute, and each of its suggestions explains itself.
"""

import math
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

WEEKEND = (5, 6)
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for, in slugs. A language is always there; the rest may be empty."""

    language: str
    pathways: frozenset[str] = frozenset()
    experiences: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()  # parts of a day, or 'weekend'
    position: tuple[float, float] | None = None
    declined: frozenset[uuid.UUID] = frozenset()  # profiles they said no to


@dataclass(frozen=True, slots=True)
class Peer:
    """What a peer says of themselves. `hidden` are experiences they show to nobody; they may
    help to find a match and are never a reason. `room` is how many more people they can walk
    with."""

    profile_id: uuid.UUID
    languages: frozenset[str]
    room: int
    is_published: bool = True
    pathways: frozenset[str] = frozenset()
    experiences: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    times: frozenset[tuple[int, str]] = frozenset()  # weekday (0 is Monday) and part
    position: tuple[float, float] | None = None
    reach_km: float = 25
    online: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """A slug, and the slugs or figures that go into its sentence."""

    slug: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`rank` is 1 for the first. There is always a reason."""

    profile_id: uuid.UUID
    reasons: tuple[Reason, ...] = field(default=())
    rank: int = 0


class Engine(Protocol):
    def propose(self, request: Request, peers: Iterable[Peer]) -> list[Suggestion]:
        """The peers who could be proposed, best first; the same for any order of `peers`.

        Never one who is not published, has no room left or was declined; never one who does
        not share the language while somebody who does could be proposed.
        """


class ByRules:
    """More of what was asked for comes first; among equals, who has most room."""

    def propose(self, request: Request, peers: Iterable[Peer]) -> list[Suggestion]:
        possible = [peer for peer in peers if _is_possible(request, peer)]
        fluent = [peer for peer in possible if request.language in peer.languages]
        ordered = sorted(fluent or possible, key=lambda peer: _order(request, peer))
        return [
            Suggestion(peer.profile_id, _reasons(request, peer), rank)
            for rank, peer in enumerate(ordered, start=1)
        ]


def propose(request: Request, peers: Iterable[Peer]) -> list[Suggestion]:
    """What the engine in use suggests."""
    engine: Engine = ByRules()
    return engine.propose(request, peers)


def fit(request: Request, peer: Peer) -> tuple[int, ...] | None:
    """How well a peer fits what was asked for, to be compared: larger is better. None where they
    can't be proposed. What they offer besides and how much room they have does not count."""
    if not _is_possible(request, peer):
        return None
    met = [reason for reason in _reasons(request, peer) if reason.slug in (*_COUNTED, "near")]
    matched = sum(len(reason.values) for reason in met if reason.slug in _COUNTED)
    return int(request.language in peer.languages), len(met), matched


def why(request: Request, peer: Peer) -> tuple[Reason, ...]:
    return _reasons(request, peer)


def _is_possible(request: Request, peer: Peer) -> bool:
    return (
        peer.is_published
        and peer.room > 0
        and peer.profile_id not in request.declined
        and (peer.online or _away(request, peer) is None or _is_near(request, peer))
    )


def _order(request: Request, peer: Peer) -> tuple[float, ...]:
    """Smallest first. What is hidden decides only between those who look equal otherwise."""
    reasons = _reasons(request, peer)
    matched = sum(len(reason.values) for reason in reasons if reason.slug in _COUNTED)
    return (
        -sum(1 for reason in reasons if reason.slug != "other-language"),
        -matched,
        -len(request.experiences & peer.hidden),
        -peer.room,
        peer.profile_id.int,
    )


_COUNTED = ("experience", "pathway", "time")


def _reasons(request: Request, peer: Peer) -> tuple[Reason, ...]:
    return tuple(_language(request, peer) + _shared(request, peer) + _place(request, peer))


def _language(request: Request, peer: Peer) -> list[Reason]:
    if request.language in peer.languages:
        return [Reason("language", (request.language,))]
    return [Reason("other-language", tuple(sorted(peer.languages)))]


def _shared(request: Request, peer: Peer) -> list[Reason]:
    found = (
        ("experience", request.experiences & peer.experiences),
        ("pathway", request.pathways & peer.pathways),
        ("time", frozenset(time for time in request.times if _is_there(peer, time))),
    )
    return [Reason(slug, tuple(sorted(values))) for slug, values in found if values]


def _is_there(peer: Peer, time: str) -> bool:
    if time == "weekend":
        return any(day in WEEKEND for day, _part in peer.times)
    return any(part == time for _day, part in peer.times)


def _place(request: Request, peer: Peer) -> list[Reason]:
    away = _away(request, peer)
    if away is not None and _is_near(request, peer):
        return [Reason("near", (str(max(1, math.ceil(away))),))]
    return [Reason("online")] if peer.online else []


def _is_near(request: Request, peer: Peer) -> bool:
    away = _away(request, peer)
    return away is not None and away <= peer.reach_km


def _away(request: Request, peer: Peer) -> float | None:
    """Kilometres between them, where both said where they are."""
    if request.position is None or peer.position is None:
        return None
    return distance_km(request.position, peer.position)


def distance_km(here: Sequence[float], there: Sequence[float]) -> float:
    """Along the surface of the earth (haversine)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (here, there))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))

"""The people of a peer who leaves: who of them is to be handed over, and to whom, perhaps."""

import uuid
from collections import Counter
from dataclasses import dataclass, replace

from alongside.accounts import actors
from alongside.core import clock, errors, scope
from alongside.directory import search
from alongside.matching import engine, policy, queries, rules
from alongside.participants import models as records
from alongside.participants import policy as reach
from alongside.peers import models as peers
from alongside.peers import queries as introductions
from alongside.support import models as support
from alongside.support import policy as walking

MOST = 200  # people on one page


@dataclass(frozen=True, slots=True)
class Leaving:
    """A peer, and how many people would need somebody else; `has_left` where their role ended."""

    peer_id: uuid.UUID
    name: str
    people: int
    has_left: bool


def leaving(by: actors.Actor) -> list[Leaving]:
    """Peers with people whom the actor reaches, by name; those who have left first."""
    rows = walking.to_hand_over(by, now=clock.now())
    counted = Counter(rows.order_by().values_list("peer_id", "peer__name", "until_at"))
    found: dict[uuid.UUID, Leaving] = {}
    for (peer, name, ended), number in counted.items():
        known = found.get(peer, Leaving(peer, name, 0, has_left=False))
        gone = known.has_left or ended is not None
        found[peer] = replace(known, people=known.people + number, has_left=gone)
    return sorted(found.values(), key=lambda one: (not one.has_left, one.name.casefold()))


@dataclass(frozen=True, slots=True)
class Hand:
    """One person: their wish, who may come next, and one of these proposed, with the reasons."""

    pairing: support.Pairing
    may_come: list[tuple[uuid.UUID, str]]
    proposed: uuid.UUID | None
    why: list[queries.Why]

    @property
    def name(self) -> str:
        return str(self.pairing.participant)

    @property
    def proposed_name(self) -> str:
        return dict(self.may_come).get(self.proposed, "") if self.proposed else ""

    @property
    def fits(self) -> list[queries.Why]:
        """What speaks for whoever is proposed; what does not stands by itself."""
        return [reason for reason in self.why if reason.slug != "other-language"]

    @property
    def asks_first(self) -> bool:
        return self.pairing.next_wish != support.Pairing.Next.ALWAYS


@dataclass(frozen=True, slots=True)
class Handing:
    peer_name: str
    hands: list[Hand]  # who may be handed over
    kept: list[Hand]  # who wishes otherwise
    rooms: dict[uuid.UUID, int]  # by person: for how many more each peer has room


def handing(by: actors.Actor, peer: uuid.UUID) -> Handing:
    """Everybody whom the actor reaches and this peer walks, or walked, with. As many queries for
    any number of people. Missing where there is nobody."""
    rows = walking.to_hand_over(by, now=clock.now()).filter(peer_id=peer)
    rows = rows.select_related("participant", "peer").order_by("from_at", "pk")
    pairings = list(rows[:MOST])
    if not pairings:
        raise errors.Missing(reach.NOTHING)
    profiles = [
        each
        for each in introductions.with_all(queries.shown_here(by.tenant))
        if each.person_id != peer
    ]
    rooms = _rooms(by, profiles)
    hands = _proposed(pairings, profiles, rooms)
    return Handing(
        pairings[0].peer.name,
        [hand for hand in hands if not hand.asks_first],
        [hand for hand in hands if hand.asks_first],
        rooms,
    )


def _rooms(by: actors.Actor, profiles: list[peers.PeerProfile]) -> dict[uuid.UUID, int]:
    """Counted over everybody, also those whom the actor does not reach."""
    with scope.within(by.organisation_id):
        load = queries.load_in(by.tenant)
    return {each.person_id: each.capacity - load[each.person_id] for each in profiles}


@dataclass(frozen=True, slots=True)
class _Open:
    """Who may come to one person, and what that person asked for."""

    row: support.Pairing
    wish: engine.Request
    facts: dict[uuid.UUID, engine.Peer]  # by the id of the person
    names: dict[uuid.UUID, str]

    @property
    def fits(self) -> dict[uuid.UUID, rules.Fit]:
        """None for who wishes to be asked first: nobody is proposed for them."""
        if self.row.next_wish:
            return {}
        found = {pk: engine.fit(self.wish, peer) for pk, peer in self.facts.items()}
        return {pk: fit for pk, fit in found.items() if fit is not None}

    def hand(self, proposed: uuid.UUID | None) -> Hand:
        """Who fits best first, then the others who may come."""
        by_profile = {peer.profile_id: pk for pk, peer in self.facts.items()}
        best = engine.propose(self.wish, self.facts.values())
        ordered = dict.fromkeys([*(by_profile[each.profile_id] for each in best), *self.names])
        why = engine.why(self.wish, self.facts[proposed]) if proposed else ()
        return Hand(
            self.row,
            [(pk, self.names[pk]) for pk in ordered],
            proposed,
            [queries.why(each.slug, each.values) for each in why],
        )


def _proposed(
    pairings: list[support.Pairing],
    profiles: list[peers.PeerProfile],
    rooms: dict[uuid.UUID, int],
) -> list[Hand]:
    """By what each asked for, and then by who has most room."""
    people = [row.participant_id for row in pairings]
    asked = _asked(people)
    kept_from = walking.kept_from(people)
    said: list[records.Request | peers.PeerProfile] = [*asked.values(), *profiles]
    places = search.positions_of(each.place for each in said if each.latitude is None)
    facts = {
        each.person_id: queries.peer_of(
            each, rooms[each.person_id], queries.position_of(each, places)
        )
        for each in profiles
    }
    found = []
    for row in pairings:
        person = row.participant
        open_to = {
            each.person_id: each.called
            for each in profiles
            if (person.pk, each.person_id) not in kept_from and each.person_id != person.person_id
        }
        wish = _wish(person, asked.get(person.pk), places)
        found.append(_Open(row, wish, {pk: facts[pk] for pk in open_to}, open_to))
    chosen = rules.share_out([each.fits for each in found], rooms)
    return [each.hand(proposed) for each, proposed in zip(found, chosen, strict=True)]


def _asked(people: list[uuid.UUID]) -> dict[uuid.UUID, records.Request]:
    """What each of them asked for when they asked for a peer last."""
    rows = policy.requests_of(people).order_by("happened_at", "pk")
    return {row.participant_id: row for row in rows}


def _wish(
    person: records.Participant, asked: records.Request | None, places: dict[str, search.Spot]
) -> engine.Request:
    if asked is None:
        return engine.Request(language=person.language)
    return engine.Request(
        language=asked.language,
        pathways=frozenset(asked.pathways) - {"none"},
        experiences=frozenset(asked.experiences),
        times=frozenset(asked.times),
        position=queries.position_of(asked, places),
    )

"""What pages about proposals read: who fits a request, why, and who still has room."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from alongside.accounts import actors, words
from alongside.accounts import policy as accounts
from alongside.core import clock
from alongside.core.privacy import Words
from alongside.directory import search
from alongside.matching import engine, models, policy
from alongside.participants import models as records
from alongside.peers import models as peers
from alongside.peers import policy as profiles
from alongside.peers import queries as introductions
from alongside.peers.rules import ASKERS

State = models.Proposal.State
WALKERS = ("peer", "volunteer")
USUALLY = 3  # how many are ticked to begin with
_VOCABULARIES: Mapping[str, Mapping[str, Words]] = {
    "experience": words.EXPERIENCES,
    "pathway": words.PATHWAYS,
    "time": words.TIMES,
}


@dataclass(frozen=True)
class Why:
    """One reason, as a page says it: the slug chooses the sentence, `labels` fill it."""

    slug: str
    labels: list[str]


@dataclass(frozen=True)
class Offer:
    """A peer who could be proposed, or was."""

    profile: peers.PeerProfile
    introduction: introductions.Introduction
    reasons: list[Why]
    room: int
    rank: int
    proposal: models.Proposal | None = None

    @property
    def is_open(self) -> bool:
        """Whether they can still be chosen."""
        return self.room > 0 and self.profile.published_at is not None


def fitting(
    request: records.Request,
) -> list[tuple[peers.PeerProfile, engine.Suggestion, int]]:
    """The peers who could be proposed now, best first, with the room they have. The same
    number of queries for any number of peers. The caller has asked who may read it."""
    candidates = _candidates(request)
    load = load_in(request.organisation_id)
    said: list[records.Request | peers.PeerProfile] = [request, *candidates]
    places = search.positions_of(each.place for each in said if each.latitude is None)
    asked = engine.Request(
        language=request.language,
        pathways=frozenset(request.pathways) - {"none"},
        experiences=frozenset(request.experiences),
        times=frozenset(request.times),
        position=position_of(request, places),
        declined=_not_again(request),
    )
    known = {each.pk: each for each in candidates}
    rooms = {each.pk: each.capacity - load[each.person_id] for each in candidates}
    facts = [peer_of(each, rooms[each.pk], position_of(each, places)) for each in candidates]
    found = engine.propose(asked, facts)
    return [(known[each.profile_id], each, rooms[each.profile_id]) for each in found]


def _not_again(request: records.Request) -> frozenset[uuid.UUID]:
    """Profiles that were shown for this request already, and not wanted or no longer open."""
    before = policy.proposals_of(request.pk).filter(state__in=(State.DECLINED, State.SHOWN))
    return frozenset(before.values_list("profile_id", flat=True))


def _candidates(request: records.Request) -> list[peers.PeerProfile]:
    """Shown profiles of people who are peers now, do not walk with them yet, and are not
    the participant's own."""
    together = policy.open_pairings_in(request.organisation_id).filter(
        participant_id=request.participant_id
    )
    shown = (
        shown_here(request.organisation_id)
        .exclude(person__in=together.values("peer_id"))
        .exclude(person__participations__pk=request.participant_id)
    )
    return list(introductions.with_all(shown))


def shown_here(organisation_id: uuid.UUID) -> QuerySet[peers.PeerProfile]:
    """Shown profiles of people who are peers now."""
    now = clock.now()
    walkers = accounts.memberships_in(organisation_id).filter(
        Q(until_at=None) | Q(until_at__gt=now),
        role__in=WALKERS,
        from_at__lte=now,
        person__is_active=True,
    )
    return profiles.profiles_in(organisation_id).filter(
        published_at__isnull=False, person__in=walkers.values("person_id")
    )


def load_in(organisation_id: uuid.UUID) -> Counter[uuid.UUID]:
    """With how many people each peer walks now."""
    rows = policy.open_pairings_in(organisation_id).values_list("peer_id", flat=True)
    return Counter(rows)


def position_of(
    said: records.Request | peers.PeerProfile, places: Mapping[str, search.Spot]
) -> tuple[float, float] | None:
    if said.latitude is not None and said.longitude is not None:
        return said.latitude, said.longitude
    spot = places.get(said.place)
    return (spot.latitude, spot.longitude) if spot else None


def peer_of(
    profile: peers.PeerProfile, room: int, position: tuple[float, float] | None
) -> engine.Peer:
    lived = [(row.experience, row.shared == ASKERS) for row in profile.experiences.all()]
    return engine.Peer(
        profile_id=profile.pk,
        languages=frozenset(profile.languages),
        room=room,
        is_published=profile.published_at is not None,
        pathways=frozenset(profile.pathways) - {"none"},
        experiences=frozenset(slug for slug, is_shown in lived if is_shown),
        hidden=frozenset(slug for slug, is_shown in lived if not is_shown),
        times=frozenset((row.weekday, row.part) for row in profile.availabilities.all()),
        position=position,
        reach_km=profile.reach_km,
        online=profile.online,
    )


def suggestions(request: records.Request) -> list[Offer]:
    """For the coordinator's page."""
    return [
        Offer(
            profile,
            introductions.introduction(profile),
            [why(reason.slug, reason.values) for reason in each.reasons],
            room,
            each.rank,
        )
        for profile, each, room in fitting(request)
    ]


def proposed(by: actors.Actor, request: records.Request) -> list[Offer]:
    """What was proposed, in its order, with reasons as far as the peer still shares them."""
    rows = list(policy.proposals_for(by).filter(request=request).order_by("rank", "pk"))
    wanted = profiles.profiles_in(request.organisation_id).filter(
        pk__in=[row.profile_id for row in rows]
    )
    found = {profile.pk: profile for profile in introductions.with_all(wanted)}
    load = load_in(request.organisation_id)
    offers = []
    for row in rows:
        profile = found[row.profile_id]
        offers.append(
            Offer(
                profile,
                introductions.introduction(profile),
                _still_true(row, profile),
                profile.capacity - load[profile.person_id],
                row.rank,
                row,
            )
        )
    return offers


def shown(by: actors.Actor, request: records.Request) -> list[Offer]:
    """What waits for the participant's answer. A peer who took their introduction back is
    not shown any more."""
    return [
        offer
        for offer in proposed(by, request)
        if offer.proposal
        and offer.proposal.state == State.SHOWN
        and offer.profile.published_at is not None
    ]


def _still_true(row: models.Proposal, profile: peers.PeerProfile) -> list[Why]:
    """The reasons as they were, without what the peer has taken back since."""
    now = {
        "language": set(profile.languages),
        "other-language": set(profile.languages),
        "pathway": set(profile.pathways),
        "experience": {
            each.experience for each in profile.experiences.all() if each.shared == ASKERS
        },
    }
    reasons = []
    for said in row.reasons:
        slug, values = said["slug"], list(said["values"])
        if slug in now:
            values = [value for value in values if value in now[slug]]
        if values or not said["values"]:
            reasons.append(why(slug, values))
    return reasons


def why(slug: str, values: Iterable[str]) -> Why:
    if slug in {"language", "other-language"}:
        return Why(slug, words.languages_in_a_sentence(values))
    if slug in _VOCABULARIES:
        return Why(slug, words.labels(_VOCABULARIES[slug], values))
    return Why(slug, list(values))

"""The walls against a second opinion: random organisations, hats, ties and wishes, and a few lines
of plain Python that say who may reach whom. The lock, every list and every row agree with them."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from alongside.accounts import access, actors, queries, roles
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Membership, Organisation, Person
from alongside.core import clock, ids, scope
from alongside.participants import policy
from alongside.participants.models import BlindRequest, Link, Never, Participant, Request, Tie
from alongside.support import policy as walking
from alongside.support.models import Contact, Pairing

WORLDS = 12  # thirty agreed as well
ROLES = [slug for slug in roles.STAFF if slug != "funder"]
WALKERS = {"peer": {"pairing", "grant", "glass"}, "volunteer": {"pairing", "grant"}}


@dataclass
class World:
    """Everything that was drawn, as rows in the database and as lists for the second opinion."""

    chance: random.Random
    now: datetime
    organisations: list[Organisation] = field(default_factory=list)
    hats: list[Membership] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    nevers: list[Never] = field(default_factory=list)

    def draw(self) -> "World":
        for number in range(2):
            here = Organisation.objects.create(name=f"O{number}", slug=f"o-{ids.new()}")
            self.organisations.append(here)
            with scope.within(here.pk):
                self._fill(here)
        return self

    def _fill(self, here: Organisation) -> None:
        chance = self.chance
        workers = [_person() for _number in range(6)]
        for person in workers:
            for role in chance.sample(ROLES, chance.randint(1, 2)):
                over = chance.choice([None, *workers])
                gone = self.now - timedelta(days=1) if chance.random() < 0.1 else None
                self.hats.append(
                    Membership.objects.create(
                        organisation=here,
                        person=person,
                        role=role,
                        supervisor=over,
                        from_at=self.now - timedelta(days=100),
                        until_at=gone,
                    )
                )
        own = [*chance.sample(workers, 2), _person(), None, None, None]
        mine = [
            Participant.objects.create(
                organisation=here,
                alias=f"P{number}",
                person=person,
                opens_to_colleagues=chance.random() < 0.3,
            )
            for number, person in enumerate(own)
        ]
        self.people += mine
        for one in mine:
            self._around(here, one, workers)

    def _around(self, here: Organisation, one: Participant, workers: list[Person]) -> None:
        chance, both = self.chance, {"organisation": here, "participant": one}
        Request.objects.create(**both)
        for person in chance.sample(workers, 3):
            why = chance.choice(["pairing", "pairing", "supervision", "grant", "glass"])
            days = chance.choice([-1, 2, None if why in {"pairing", "supervision"} else 1])
            until = None if days is None else self.now + timedelta(days=days)
            start = self.now - timedelta(days=chance.choice([5, 5, 5, -3]))
            self.ties.append(
                Tie.objects.create(**both, person=person, why=why, from_at=start, until_at=until)
            )
            Contact.objects.create(**both, peer=person, emotional=True)
            if not Pairing.objects.filter(**both, peer=person).exists():
                Pairing.objects.create(**both, peer=person)
        if chance.random() < 0.3:
            never = chance.choice(workers)
            self.nevers.append(Never.objects.create(**both, person=never, words="never"))

    # --- the second opinion -----------------------------------------------------------------

    def live(self, tie: Tie) -> bool:
        return tie.from_at <= self.now and (tie.until_at is None or tie.until_at > self.now)

    def works(self, person_id: Any, organisation_id: Any) -> bool:
        return any(
            hat.person_id == person_id
            and hat.organisation_id == organisation_id
            and hat.until_at is None
            for hat in self.hats
        )

    def apart(self, one: Participant) -> bool:
        works = one.person_id is not None and self.works(one.person_id, one.organisation_id)
        return works and not one.opens_to_colleagues

    def never(self, one: Participant, person_id: Any) -> bool:
        return any(n.participant_id == one.pk and n.person_id == person_id for n in self.nevers)

    def reaches(self, hat: Membership, one: Participant) -> bool:
        if one.organisation_id != hat.organisation_id or one.person_id == hat.person_id:
            return False
        if self.never(one, hat.person_id):
            return False
        theirs = [tie for tie in self.ties if tie.participant_id == one.pk and self.live(tie)]
        mine = {str(tie.why) for tie in theirs if tie.person_id == hat.person_id}
        if hat.role in WALKERS:
            return bool(mine & WALKERS[hat.role])
        if hat.role != "supervisor":
            return False
        team = {
            other.person_id
            for other in self.hats
            if other.supervisor_id == hat.person_id
            and other.organisation_id == hat.organisation_id
            and other.until_at is None
        }
        walked = any(tie.why == "pairing" and tie.person_id in team for tie in theirs)
        return bool(mine & {"grant", "glass"}) or ("supervision" in mine and walked)

    def lists(self, hat: Membership, one: Participant) -> bool:
        """Whether a coordinator meets somebody's request, and that they walk with somebody."""
        return (
            one.organisation_id == hat.organisation_id
            and one.person_id != hat.person_id
            and not self.apart(one)
            and not self.never(one, hat.person_id)
        )


def _person() -> Person:
    name = f"w-{ids.new()}"
    return Person.objects.create(username=name, username_digest=name, name=name)


def check(world: World, hat: Membership) -> None:
    by = queries.actor_as(hat)
    reached = {one.pk for one in world.people if world.reaches(hat, one)}
    assert set(policy.participants_for(by).values_list("pk", flat=True)) == reached
    contacts = walking.contacts_for(by).values_list("participant_id", flat=True)
    assert set(contacts) == reached
    if hat.role == "coordinator":
        met = {one.pk for one in world.people if world.lists(hat, one)}
        for rows in (policy.requests_for(by), walking.pairings_for(by)):
            assert set(rows.values_list("participant_id", flat=True)) == met
    else:
        requests = policy.requests_for(by).values_list("participant_id", flat=True)
        assert set(requests) == reached
    assert not policy.links_for(by).exists()
    assert not policy.nevers_for(by).exists()
    if access.can(by, P.PARTICIPANT_READ):
        for one in world.people:
            assert opens(by, one) is (one.pk in reached)


def opens(by: actors.Actor, one: Participant) -> bool:
    try:
        policy.require(by, P.PARTICIPANT_READ, participant=one.pk)
    except access.Unseen:
        return False
    return True


def check_findable(world: World, hat: Membership) -> None:
    """Whom a privacy lead may find for a worker."""
    by = queries.actor_as(hat)
    for seeker in {other.person_id for other in world.hats}:
        found = set(policy.findable(by, seeker=seeker).values_list("pk", flat=True))
        assert found == {
            one.pk
            for one in world.people
            if one.organisation_id == hat.organisation_id
            and not world.apart(one)
            and not world.never(one, seeker)
            and one.person_id not in {seeker, hat.person_id}
        }


def check_own(world: World, one: Participant) -> None:
    """A participant, in their own hat: their own record and nothing else of anybody."""
    assert one.person_id
    hat = Membership(
        organisation_id=one.organisation_id, person_id=one.person_id, role="participant"
    )
    by = queries.actor_as(hat)
    assert [row.pk for row in policy.participants_for(by)] == [one.pk]
    assert {row.participant_id for row in policy.requests_for(by)} == {one.pk}
    assert {row.participant_id for row in walking.contacts_for(by)} <= {one.pk}
    assert {row.participant_id for row in policy.nevers_for(by)} <= {one.pk}


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(WORLDS))
def test_the_lock_and_the_lists_agree_with_a_second_opinion(db: None, seed: int) -> None:
    with transaction.atomic():
        world = World(random.Random(seed), clock.now()).draw()  # noqa: S311
        for hat in world.hats:
            if hat.until_at is not None:
                continue
            with scope.within(hat.organisation_id):
                check(world, hat)
                if hat.role == "privacy":
                    check_findable(world, hat)
        for one in world.people:
            if one.person_id is not None:
                with scope.within(one.organisation_id):
                    check_own(world, one)


def test_no_request_or_link_is_read_by_another(db: None) -> None:
    """Blind requests: one's own, or those of others for a privacy lead; never across."""
    world = World(random.Random(5), clock.now()).draw()  # noqa: S311
    for hat in world.hats:
        with scope.within(hat.organisation_id):
            BlindRequest.objects.create(
                organisation_id=hat.organisation_id,
                person_id=hat.person_id,
                role=hat.role,
                words="x",
                why="y",
            )
    for hat in world.hats:
        by = queries.actor_as(hat)
        with scope.within(hat.organisation_id):
            seen = list(policy.blind_for(by))
        assert all(row.organisation_id == hat.organisation_id for row in seen)
        others = hat.role == "privacy"
        assert all((row.person_id != hat.person_id) is others for row in seen)
    assert not Link.objects.exists()

"""The cast: people with a meaning. A test that reads like a story has them in it.

Riverbend is where most of them are; Harbour is another organisation. *Maya* is Sam's peer;
*Sam* came with a return key and no account; *Lee* said no to being recorded; *Rosa* is Sam's
mother, a participant herself; *Dana* supervises Maya; *Omar* coordinates; *Vera* volunteers;
*Piet* guards who sees what; *Max* manages the programme; *Ana* funds it and sees numbers;
*Kit* administers; *Riley* is a peer at Harbour; *Tess* is a participant there. *Noor* works at
the clinic and has no account.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from alongside.accounts import actors, queries, sessions
from alongside.accounts.models import (
    Membership,
    Organisation,
    Person,
    Programme,
    ReturnKey,
    Site,
    digest_of,
)
from alongside.core import clock, keyring, scope
from alongside.participants.models import Consent, Participant, Tie
from alongside.peers import models as peers
from alongside.peers.models import Availability, LivedExperience, PeerProfile
from alongside.support.models import Goal, Pairing, Plan

PASSPHRASE = "kettle on the back step"
SAMS_WORDS = "river candle maple quiet ladder stone"

STAFF = {
    "maya": "peer",
    "vera": "volunteer",
    "dana": "supervisor",
    "omar": "coordinator",
    "piet": "privacy",
    "max": "manager",
    "ana": "funder",
    "kit": "administrator",
}


@dataclass
class Character:
    """One of the cast: `by` is their actor, `client()` a browser in which they are signed in."""

    name: str
    by: actors.Actor
    person: Person | None = None
    membership: Membership | None = None
    participant: Participant | None = None

    def client(self, **extra: Any) -> Client:
        client = Client(**extra)
        if self.person is not None and self.membership is not None:
            client.force_login(self.person, backend="django.contrib.auth.backends.ModelBackend")
            session = client.session
            session[queries.HAT] = str(self.membership.pk)
            session[sessions.LOCK] = sessions.fresh(sure=True)
            session.save()
        elif self.by.kind is actors.Kind.RETURN_KEY:
            session = client.session
            session.update(queries.session_of(ReturnKey.objects.get(pk=str(self.by.id))))
            session[sessions.LOCK] = sessions.fresh(sure=True)
            session.save()
            client.cookies["alongside"] = session.session_key or ""
        return client

    @property
    def id(self) -> uuid.UUID:
        """The participant's id, for paths."""
        assert self.participant is not None
        return self.participant.pk


@dataclass
class Cast:
    riverbend: Organisation
    harbour: Organisation
    programme: Programme
    site: Site
    characters: dict[str, Character] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Character:
        try:
            characters: dict[str, Character] = self.__dict__["characters"]
            return characters[name]
        except KeyError:
            raise AttributeError(name) from None

    def everyone(self) -> list[Character]:
        return list(self.characters.values())


def assemble() -> Cast:
    """Write the whole cast to the database. Takes some forty rows."""
    riverbend = Organisation.objects.create(
        name="Riverbend Recovery",
        slug="riverbend",
        time_zone="America/New_York",
        hosting="self",
    )
    harbour = Organisation.objects.create(name="Harbour Peers", slug="harbour", hosting="self")
    cast = Cast(
        riverbend,
        harbour,
        Programme.objects.create(
            organisation=riverbend, name="Walking together", regime="us-part2", minors_from=16
        ),
        Site.objects.create(
            organisation=riverbend, name="Mill Street", time_zone="America/New_York"
        ),
    )
    with scope.within(riverbend.pk):
        for name, role in STAFF.items():
            cast.characters[name] = staff(cast, riverbend, name, role)
        Membership.objects.filter(person=cast.maya.person).update(supervisor=cast.dana.person)
        cast.characters["sam"] = key_holder(riverbend, "Sam", SAMS_WORDS)
        cast.characters["lee"] = key_holder(riverbend, "Lee", "sugar planet arrow cloud fence")
        cast.characters["rosa"] = account_holder(riverbend, "Rosa")
        _walks_with(cast, "maya", "sam", agreed=("supported", "recorded"))
        _walks_with(cast, "maya", "lee", agreed=("supported",))
        sams: dict[str, Any] = {"organisation": riverbend, "participant_id": cast.sam.id}
        plan = Plan.objects.create(**sams)
        Goal.objects.create(**sams, plan=plan, dimension="home", words="A door that locks")
    with scope.within(harbour.pk):
        cast.characters["riley"] = staff(cast, harbour, "riley", "peer")
        cast.characters["tess"] = key_holder(harbour, "Tess", "violin tiger lemon orbit bench")
    return cast


def staff(cast: Cast, organisation: Organisation, name: str, role: str) -> Character:
    person = new_person(name)
    membership = Membership.objects.create(
        organisation=organisation,
        person=person,
        role=role,
        from_at=clock.now() - timedelta(days=400),
    )
    if role in {"peer", "volunteer"}:
        with scope.within(organisation.pk):
            _profile(organisation, person, name)
    return Character(name, queries.actor_as(membership), person, membership)


def new_person(name: str) -> Person:
    person = Person(
        username=name,
        username_digest=digest_of(name),
        name=name.title(),
        must_change_passphrase=False,
    )
    person.set_password(PASSPHRASE)
    person.save()
    return person


def _profile(organisation: Organisation, person: Person, name: str) -> None:
    profile = PeerProfile.objects.create(
        organisation=organisation,
        person=person,
        called=name.title(),
        introduction=f"I am {name.title()}. I have been where you are.",
        languages=["en", "es"],
        pathways=["medication"],
        published_at=clock.now(),
        capacity=10,
    )
    lived(profile, "opioids", shared="askers")
    Availability.objects.bulk_create(
        Availability(organisation=organisation, profile=profile, weekday=weekday, part="evening")
        for weekday in range(7)
    )


def lived(profile: PeerProfile, experience: str, **more: str) -> LivedExperience:
    return LivedExperience.objects.create(
        organisation_id=profile.organisation_id,
        profile=profile,
        experience=experience,
        experience_digest=peers.digest_of(profile.pk, experience),
        **more,
    )


def key_holder(organisation: Organisation, alias: str, words: str) -> Character:
    key = ReturnKey.objects.create(
        organisation=organisation, words_digest=keyring.digest(words, use="return-key")
    )
    participant = Participant.objects.create(
        organisation=organisation,
        alias=alias,
        return_key=key,
        limits_heard_at=clock.now() - timedelta(days=30),
        welcomed_at=clock.now() - timedelta(days=30),
    )
    by = actors.return_key(key.pk, organisation_id=organisation.pk)
    return Character(alias.lower(), by, participant=participant)


def account_holder(organisation: Organisation, name: str) -> Character:
    person = new_person(name.lower())
    membership = Membership.objects.create(
        organisation=organisation, person=person, role="participant"
    )
    participant = Participant.objects.create(organisation=organisation, alias=name, person=person)
    return Character(name.lower(), queries.actor_as(membership), person, membership, participant)


def _walks_with(cast: Cast, peer: str, name: str, *, agreed: tuple[str, ...]) -> None:
    walker, walked = cast.characters[peer], cast.characters[name]
    participant = walked.participant
    assert participant is not None
    since = clock.now() - timedelta(days=29)
    Pairing.objects.create(
        organisation=cast.riverbend,
        participant=participant,
        peer_id=walker.by.person_id,
        from_at=since,
    )
    shared: dict[str, Any] = {"organisation": cast.riverbend, "participant": participant}
    Tie.objects.bulk_create(
        Tie(**shared, person_id=character.by.person_id, why=why, from_at=since)
        for character, why in ((walker, "pairing"), (cast.dana, "supervision"))
    )
    Consent.objects.bulk_create(Consent(**shared, kind=kind, given_at=since) for kind in agreed)

"""A database of a chosen size, made once: invented people, spread as real ones are.

    python -m benchmarks.build --participants 50000 --peers 500 --contacts 1000000 --meetings 20000

Rows are written in bulk, with a true history: every contact has its event, every chain its
head, so that pages and the proof of history meet the tables they would meet in life.
"""

import argparse
import itertools
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import django

Row = TypeVar("Row")
ORGANISATIONS = 5
KINDS = ("emotional", "informational", "instrumental", "affiliational")
SETTINGS = ("street", "centre", "service", "home", "phone", "online")


def batches(rows: Iterable[Row], size: int = 5000) -> Iterator[list[Row]]:
    rows = iter(rows)
    while batch := list(itertools.islice(rows, size)):
        yield batch


def save(model: Any, rows: Iterable[Any]) -> None:
    for batch in batches(rows):
        model.objects.bulk_create(batch)


class Builder:
    """Builds one database. Everything random comes from one seed, so that runs compare."""

    def __init__(self, *, participants: int, peers: int, contacts: int, meetings: int) -> None:
        from alongside.core import clock

        self.sizes = {
            "participants": participants,
            "peers": peers,
            "contacts": contacts,
            "meetings": meetings,
        }
        self.random = random.Random(20)
        self.now = clock.now().replace(microsecond=0)

    def build(self) -> None:
        from django.core.management import call_command
        from django.db import transaction

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_places", verbosity=0)
        for step in (self.staff, self.people, self.contacts, self.history, self.meetings):
            started = time.monotonic()
            with transaction.atomic():
                step()
            print(f"  {step.__name__}: {time.monotonic() - started:.0f} s", flush=True)

    def staff(self) -> None:
        from alongside.accounts.models import Membership, Organisation, Person, Site, digest_of
        from alongside.peers.models import PeerProfile

        self.organisations = [
            Organisation.objects.create(name=f"Organisation {n}", slug=f"organisation-{n}")
            for n in range(ORGANISATIONS)
        ]
        self.sites = [Site.objects.create(organisation=o, name="Main") for o in self.organisations]
        self.peers: list[tuple[int, Any]] = []
        people, memberships, profiles = [], [], []
        hats = [(n % ORGANISATIONS, "peer") for n in range(self.sizes["peers"])]
        for role in ("supervisor", "coordinator", "manager", "administrator"):
            hats += [(n, role) for n in range(ORGANISATIONS)]
        for number, (where, role) in enumerate(hats):
            name = f"{role}-{number}"
            person = Person(
                username=name,
                username_digest=digest_of(name),
                name=name.title(),
                must_change_passphrase=False,
                password="!",  # noqa: S106  nobody signs in with a passphrase here
            )
            people.append(person)
            organisation = self.organisations[where]
            membership = Membership(
                organisation=organisation,
                person=person,
                role=role,
                site=self.sites[where],
                from_at=self.now - timedelta(days=900),
            )
            memberships.append(membership)
            if role == "peer":
                self.peers.append((where, person))
                profiles.append(
                    PeerProfile(
                        organisation=organisation,
                        person=person,
                        called=person.name,
                        introduction="I have been there.",
                        languages=["en"],
                        published_at=self.now,
                        capacity=200,
                    )
                )
        supervisors = {m.organisation_id: m.person for m in memberships if m.role == "supervisor"}
        for membership in memberships:
            if membership.role == "peer":
                membership.supervisor = supervisors[membership.organisation_id]
        self.supervisors = supervisors
        save(Person, people)
        save(Membership, memberships)
        save(PeerProfile, profiles)

    def people(self) -> None:
        from alongside.accounts.models import ReturnKey
        from alongside.participants.models import Consent, Participant, Request, Tie
        from alongside.support.models import Appointment, Goal, Pairing, Plan, Step

        rows: dict[Any, list[Any]] = {
            model: []
            for model in (
                ReturnKey,
                Participant,
                Tie,
                Consent,
                Request,
                Pairing,
                Plan,
                Goal,
                Step,
                Appointment,
            )
        }
        self.participants: list[tuple[Any, int, Any, datetime]] = []
        for number in range(self.sizes["participants"]):
            where, peer = self.peers[number % len(self.peers)]
            organisation = self.organisations[where]
            since = self.now - timedelta(days=self.random.randint(20, 700))
            key = ReturnKey(organisation=organisation, words_digest=f"{number:064d}")
            person = Participant(
                organisation=organisation,
                alias=f"Person {number}",
                return_key=key,
                site=self.sites[where],
                reach_how="by text in the evening",
                limits_heard_at=since,
                welcomed_at=since,
            )
            self.participants.append((person, where, peer, since))
            both = {"organisation": organisation, "participant": person}
            rows[ReturnKey].append(key)
            rows[Participant].append(person)
            rows[Tie] += [
                Tie(**both, person=peer, why="pairing", from_at=since),
                Tie(
                    **both,
                    person=self.supervisors[organisation.pk],
                    why="supervision",
                    from_at=since,
                ),
            ]
            rows[Consent] += [
                Consent(**both, kind=kind, given_at=since) for kind in ("supported", "recorded")
            ]
            rows[Pairing].append(
                Pairing(
                    **both,
                    peer=peer,
                    from_at=since,
                    quiet_after_days=self.random.choice([None, None, 14, 30]),
                    last_contact_at=self.now - timedelta(days=self.random.randint(0, 40)),
                )
            )
            plan = Plan(**both)
            goal = Goal(organisation=organisation, plan=plan, dimension="home", words="A room")
            rows[Plan].append(plan)
            rows[Goal].append(goal)
            rows[Step] += [
                Step(organisation=organisation, goal=goal, words="Ask", position=n)
                for n in range(2)
            ]
            if number % 10 == 0:
                rows[Appointment].append(
                    Appointment(**both, peer=peer, at=self.now + timedelta(hours=number % 72))
                )
            if number % 50 == 0:
                rows[Request].append(
                    Request(**both, happened_at=since, words="Somebody to talk to")
                )
        for model, made in rows.items():
            save(model, made)

    def contacts(self) -> None:
        from alongside.support.models import Contact

        self.logged: list[tuple[Any, int, Any, datetime]] = []

        def made() -> Iterator[Any]:
            for number in range(self.sizes["contacts"]):
                person, where, peer, since = self.participants[number % len(self.participants)]
                span = int((self.now - since).total_seconds())
                happened = since + timedelta(seconds=self.random.randint(0, span))
                contact = Contact(
                    organisation=self.organisations[where],
                    participant=person,
                    peer=peer,
                    site=self.sites[where],
                    setting=self.random.choice(SETTINGS),
                    minutes=self.random.choice([5, 15, 30, 60]),
                    happened_at=happened,
                    recorded_at=happened,
                    **{self.random.choice(KINDS): True},
                )
                self.logged.append((contact.pk, where, number % len(self.participants), happened))
                yield contact

        save(Contact, made())

    def history(self) -> None:
        from alongside.audit import actions
        from alongside.audit.models import Chain, Event
        from alongside.core import ids

        heads: dict[Any, list[Any]] = {}

        def made() -> Iterator[Any]:
            for contact_id, where, who, happened in self.logged:
                person, _, peer, _ = self.participants[who]
                head = heads.setdefault(person.pk, [where, 0, ""])
                event = Event(
                    id=ids.new(),
                    chain_id=person.pk,
                    position=head[1] + 1,
                    organisation_id=self.organisations[where].pk,
                    participant_id=person.pk,
                    verb="log-contact",
                    by_kind="person",
                    by_id=peer.pk,
                    by_role="peer",
                    about_kind="contact",
                    about_id=contact_id,
                    happened_at=happened,
                    recorded_at=happened,
                )
                event.mac = actions.mac_of(head[2], event)
                head[1], head[2] = event.position, event.mac
                yield event

        save(Event, made())
        save(
            Chain,
            (
                Chain(id=pk, organisation_id=self.organisations[where].pk, length=length, mac=mac)
                for pk, (where, length, mac) in heads.items()
            ),
        )

    def meetings(self) -> None:
        """Meetings clustered around towns, more of them where more people live."""
        from alongside.directory.models import Meeting, MeetingType, Source

        source = Source.objects.create(name="Invented", address="invented:bench")
        kinds = [MeetingType.objects.create(code=code, known=True) for code in ("O", "D", "W")]
        towns = [
            (39.29 + self.random.gauss(0, 4), -76.61 + self.random.gauss(0, 8)) for _ in range(60)
        ]
        weights = [1 / (n + 1) for n in range(len(towns))]
        rows, links = [], []
        for number in range(self.sizes["meetings"]):
            latitude, longitude = self.random.choices(towns, weights)[0]
            latitude += self.random.gauss(0, 0.08)
            longitude += self.random.gauss(0, 0.08)
            start = self.random.choice([7, 9, 12, 17, 18, 19, 20, 21]) * 60
            meeting = Meeting(
                source=source,
                key=str(number),
                mark="",
                name=f"Group {number}",
                weekday=number % 7,
                start_minute=start,
                end_minute=start + 60,
                time_zone="America/New_York",
                attendance=self.random.choice(["in-person", "in-person", "hybrid", "online"]),
                town="Somewhere",
                address=f"{number} Main Street",
                latitude=latitude,
                longitude=longitude,
                near_latitude=latitude,
                near_longitude=longitude,
                welcomes_medication=self.random.choice(["", "yes"]),
            )
            rows.append(meeting)
            kind = self.random.choice(kinds)
            links.append(Meeting.types.through(meeting_id=meeting.pk, meetingtype_id=kind.pk))
        save(Meeting, rows)
        save(Meeting.types.through, links)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, size in (
        ("participants", 50_000),
        ("peers", 500),
        ("contacts", 1_000_000),
        ("meetings", 20_000),
    ):
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--database", type=Path, help="an SQLite file; else DATABASE_URL")
    options = vars(parser.parse_args())
    database = options.pop("database")
    if database:
        database.parent.mkdir(parents=True, exist_ok=True)
        os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    Builder(**options).build()
    return 0


if __name__ == "__main__":
    sys.exit(main())

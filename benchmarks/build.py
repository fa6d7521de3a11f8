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
from collections import defaultdict
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

        from alongside.core import storage

        call_command("migrate", verbosity=0)
        call_command("load_places", verbosity=0)
        for step in (self.staff, self.people, self.contacts, self.history, self.meetings):
            started = time.monotonic()
            with transaction.atomic():
                step()
            print(f"  {step.__name__}: {time.monotonic() - started:.0f} s", flush=True)
        storage.take_stock()  # what the worker does every hour

    def staff(self) -> None:
        from alongside.accounts.models import Organisation, Site

        self.organisations = [
            Organisation.objects.create(
                name=f"Organisation {n}", slug=f"organisation-{n}", hosting="self"
            )
            for n in range(ORGANISATIONS)
        ]
        self.sites = [Site.objects.create(organisation=o, name="Main") for o in self.organisations]
        hats = [(n % ORGANISATIONS, "peer") for n in range(self.sizes["peers"])]
        for role in ("supervisor", "coordinator", "manager", "administrator"):
            hats += [(n, role) for n in range(ORGANISATIONS)]
        worn = [self._hat(number, where, role) for number, (where, role) in enumerate(hats)]
        self.supervisors = {
            hat.organisation_id: hat.person for hat in worn if hat.role == "supervisor"
        }
        peers = [hat for hat in worn if hat.role == "peer"]
        for hat in peers:
            hat.supervisor = self.supervisors[hat.organisation_id]
        self.peers = [(where, hat.person) for (where, _), hat in zip(hats, peers, strict=False)]
        save(type(worn[0].person), [hat.person for hat in worn])
        save(type(worn[0]), worn)
        save_profiles(peers, self.now)

    def _hat(self, number: int, where: int, role: str) -> Any:
        from alongside.accounts.models import Membership, Person, digest_of

        name = f"{role}-{number}"
        person = Person(
            username=name,
            username_digest=digest_of(name),
            name=name.title(),
            must_change_passphrase=False,
            password="!",  # noqa: S106  nobody signs in with a passphrase here
        )
        return Membership(
            organisation=self.organisations[where],
            person=person,
            role=role,
            site=self.sites[where],
            from_at=self.now - timedelta(days=900),
        )

    def people(self) -> None:
        """Everybody with their key, ties, consents, pairing and plan; model by model, in the
        order in which they lean on each other."""
        self.participants: list[tuple[Any, int, Any, datetime]] = []
        rows: dict[Any, list[Any]] = defaultdict(list)
        for number in range(self.sizes["participants"]):
            for row in (*self._record(number), *self._walk(number), *self._plan(number)):
                rows[type(row)].append(row)
        for model, made in rows.items():
            save(model, made)

    def _record(self, number: int) -> Iterator[Any]:
        from alongside.accounts.models import ReturnKey
        from alongside.participants.models import Consent, Participant, Request

        where, peer = self.peers[number % len(self.peers)]
        organisation = self.organisations[where]
        since = self.now - timedelta(days=self.random.randint(20, 700))
        key = ReturnKey(organisation=organisation, words_digest=f"{number:064d}")
        yield key
        person = Participant(
            organisation=organisation,
            alias=f"Person {number}",
            return_key=key,
            site=self.sites[where],
            reach_how="by text in the evening",
            limits_heard_at=since,
            welcomed_at=since,
        )
        yield person
        self.participants.append((person, where, peer, since))
        for kind in ("supported", "recorded"):
            yield Consent(organisation=organisation, participant=person, kind=kind, given_at=since)
        if number % 50 == 0:
            yield Request(
                organisation=organisation,
                participant=person,
                happened_at=since,
                words="Somebody to talk to",
            )

    def _walk(self, number: int) -> Iterator[Any]:
        from alongside.participants.models import Tie
        from alongside.support.models import Appointment, Pairing

        person, where, peer, since = self.participants[number]
        both = {"organisation": self.organisations[where], "participant": person}
        supervisor = self.supervisors[self.organisations[where].pk]
        yield Tie(**both, person=peer, why="pairing", from_at=since)
        yield Tie(**both, person=supervisor, why="supervision", from_at=since)
        yield Pairing(
            **both,
            peer=peer,
            from_at=since,
            quiet_after_days=self.random.choice([None, None, 14, 30]),
            last_contact_at=self.now - timedelta(days=self.random.randint(0, 40)),
        )
        if number % 10 == 0:
            yield Appointment(**both, peer=peer, at=self.now + timedelta(hours=number % 72))

    def _plan(self, number: int) -> Iterator[Any]:
        from alongside.support.models import Goal, Plan, Step

        person, where, _peer, _since = self.participants[number]
        organisation = self.organisations[where]
        plan = Plan(organisation=organisation, participant=person)
        yield plan
        whose = {"organisation": organisation, "participant": person}
        goal = Goal(**whose, plan=plan, dimension="home", words="A room")
        yield goal
        for place in range(2):
            yield Step(**whose, goal=goal, words="Ask", position=place)

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
        from alongside.accounts.actors import Actor, Kind
        from alongside.audit import actions
        from alongside.audit.models import Chain, Event, Subject
        from alongside.core import ids

        subjects: dict[Any, Subject] = {}

        def made() -> Iterator[Any]:
            for contact_id, where, who, happened in self.logged:
                person, _, peer, _ = self.participants[who]
                if person.pk not in subjects:
                    subjects[person.pk] = actions.begun(
                        participant_id=person.pk, organisation_id=self.organisations[where].pk
                    )
                subject = subjects[person.pk]
                event = Event(
                    id=ids.new(),
                    subject=subject,
                    position=subject.chain.length + 1,
                    organisation_id=subject.organisation_id,
                    verb="log-contact",
                    happened_at=happened,
                    recorded_at=happened,
                )
                by = Actor(Kind.PERSON, peer.pk, subject.organisation_id, "peer")
                event.payload = actions.payload_of(
                    event, by=by, about=("contact", contact_id), facts={}
                )
                event.mac = actions.mac_of(subject.chain.mac, event)
                subject.chain.length, subject.chain.mac = event.position, event.mac
                yield event

        save(Event, made())
        save(Chain, (subject.chain for subject in subjects.values()))
        save(Subject, iter(subjects.values()))

    def meetings(self) -> None:
        """Meetings clustered around towns, more of them where more people live."""
        from alongside.directory import search
        from alongside.directory.models import Meeting, MeetingType, Source

        source = Source.objects.create(name="Invented", address="invented:bench")
        kinds = [MeetingType.objects.create(code=code, known=True) for code in ("O", "D", "W")]
        towns = [(39.29, -76.61)]  # the largest is where the pages look: a fifth of all is there
        towns += [
            (39.29 + self.random.gauss(0, 4), -76.61 + self.random.gauss(0, 8)) for _ in range(59)
        ]
        rows = [self._meeting(number, source, towns) for number in range(self.sizes["meetings"])]
        save(Meeting, rows)
        link: Any = Meeting.types.through
        save(
            link,
            (link(meeting_id=row.pk, meetingtype_id=self.random.choice(kinds).pk) for row in rows),
        )
        search.reindex_all()

    def _meeting(self, number: int, source: Any, towns: list[tuple[float, float]]) -> Any:
        from alongside.directory.models import Meeting
        from alongside.directory.rules import times

        weights = [1 / (n + 1) for n in range(len(towns))]
        latitude, longitude = self.random.choices(towns, weights)[0]
        latitude += self.random.gauss(0, 0.08)
        longitude += self.random.gauss(0, 0.08)
        start = self.random.choice([7, 9, 12, 17, 18, 19, 20, 21]) * 60
        return Meeting(
            source=source,
            key=str(number),
            mark="",
            name=f"Group {number}",
            weekday=number % 7,
            start_minute=start,
            end_minute=start + 60,
            world_minute=times.world_minute(number % 7, start, "America/New_York"),
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


def save_profiles(peers: list[Any], now: datetime) -> None:
    from alongside.peers.models import PeerProfile

    save(
        PeerProfile,
        (
            PeerProfile(
                organisation=hat.organisation,
                person=hat.person,
                called=hat.person.name,
                introduction="I have been there.",
                languages=["en"],
                published_at=now,
                capacity=200,
            )
            for hat in peers
        ),
    )


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

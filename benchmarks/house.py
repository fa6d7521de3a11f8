"""A house of a country's size, made by the database itself: one INSERT … SELECT a table, over a
series of numbers. Every id says which row it is, so whoever measures knows whom to ask for.

What is sealed is sealed once and repeated. Contacts have no events: history is measured by
`benchmarks.audit`. Beside the house stands a small one (`SMALL`), with the same pages to ask for.
"""

import json
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

SPAN = 700 * 86_400  # seconds in which everything happened
NAMES = 40  # that people have; the rest of them are called the same
AT_ONCE = 1_000_000  # contacts in one statement
SETTINGS = ("street", "centre", "service", "home", "phone", "online")
Columns = Mapping[str, str]
# Every kind of row has a number of its own, which stands in its id.
ORGANISATION, SITE, PERSON, HAT, SUPERVISOR, VOLUNTEER, PARTICIPANT, KEY = range(8)
TIE, OVERSEEN, PAIRING, CONSENT, PLAN, GOAL, STEP, CONTACT, APPOINTMENT, PRESENCE = range(8, 18)
HERE, PROFILE, PORTRAIT, STATUS = range(18, 22)


@dataclass(frozen=True, slots=True)
class Size:
    """`part` is 0 for the house and 1 for the small one beside it. Peers are spread evenly over
    the organisations, and people over the peers."""

    part: int
    organisations: int
    peers: int
    participants: int
    contacts: int

    def id(self, kind: int, number: int) -> uuid.UUID:
        return uuid.UUID(f"{self._head(kind)}{number:012x}".replace("-", ""))

    def _head(self, kind: int) -> str:
        return f"0199{self.part:04x}-0000-7{kind:03x}-8000-"


SMALL = Size(1, 1, 1, 20, 400)


def sized(participants: int, part: int = 0) -> Size:
    """A hundred people a peer and forty times together each; at least two hundred peers in an
    organisation where there are so many."""
    peers = max(1, participants // 100)
    organisations = next((n for n in (10, 5, 2) if peers % n == 0 and peers // n >= 200), 1)
    return Size(part, organisations, peers, participants, participants * 40)


class Builder:
    """Writes through `run`, which sends one statement; `vendor` says which dialect."""

    def __init__(self, run: Callable[[str], Any], vendor: str, now: float) -> None:
        self.run, self.vendor, self.now = run, vendor, int(now)

    def build(self, size: Size, *, seconds: float = 1e9) -> int:
        """Everything of one house; contacts while there is time. Returns how many there are."""
        self.size = size
        for step in (self._houses, self._workers, self._people, self._walks, self._plans,
                     self._desk):  # fmt: skip
            began = time.monotonic()
            step()
            if size.part == 0:
                print(f"  {step.__name__[1:]}: {time.monotonic() - began:.0f} s", flush=True)
        return self._contacts(seconds)

    # --- what a cell is -----------------------------------------------------------------------

    def id(self, kind: int, number: str) -> str:
        head = self.size._head(kind)
        if self.vendor == "postgresql":
            return f"('{head}' || lpad(to_hex(({number})::bigint), 12, '0'))::uuid"
        return f"('{head.replace('-', '')}' || printf('%012x', {number}))"

    def at(self, seconds: str) -> str:
        """A moment, in seconds before now."""
        moment = f"{self.now} - ({seconds})"
        if self.vendor == "postgresql":
            return f"to_timestamp({moment})"
        return f"strftime('%Y-%m-%d %H:%M:%S', {moment}, 'unixepoch')"

    @staticmethod
    def one_of(number: str, *cells: str) -> str:
        said = " ".join(f"WHEN {n} THEN {cell}" for n, cell in enumerate(cells))
        return f"CASE ({number}) % {len(cells)} {said} END"

    def literal(self, value: Any) -> str:
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return str(value).upper() if self.vendor == "postgresql" else str(int(value))
        if isinstance(value, int | float):
            return str(value)
        if isinstance(value, datetime):
            return self.at("0")
        if isinstance(value, list | dict):
            value = json.dumps(value)
        return "'" + str(value).replace("'", "''") + "'"

    def sealed(self, model: Any, name: str, *texts: Any) -> str:
        """One of these texts, by turns, as the column keeps it."""
        field = model._meta.get_field(name)
        kept = [self.literal(field.get_prep_value(text)) for text in texts]
        return self.one_of("n", *kept) if len(kept) > 1 else kept[0]

    # --- a table ------------------------------------------------------------------------------

    def fill(self, model: Any, count: int, *, first: int = 0, **columns: str) -> None:
        """`count` rows, numbered from `first` on; columns by attribute, others as by default."""
        from django.db.models import JSONField

        names, cells = [], []
        for field in model._meta.concrete_fields:
            default = field.get_default()
            if not isinstance(field, JSONField) and hasattr(default, "__iter__"):
                default = field.get_prep_value(default)
            names.append(f'"{field.column}"')
            cells.append(columns.pop(field.attname, None) or self.literal(default))
        assert not columns, columns
        into = f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)})'
        said = f"SELECT {', '.join(cells)} FROM s"  # noqa: S608
        if self.vendor == "postgresql":
            last = first + count - 1
            self.run(f"{into} {said.replace('FROM s', '')}"
                     f" FROM generate_series({first}::bigint, {last}::bigint) AS s(n)")  # fmt: skip
            return
        series = f"SELECT {first} UNION ALL SELECT n + 1 FROM s LIMIT {count}"  # noqa: S608
        self.run(f"WITH RECURSIVE s(n) AS ({series}) {into} {said}")

    # --- who is there -------------------------------------------------------------------------

    def _houses(self) -> None:
        from alongside.accounts.models import Organisation, Site

        count, part = self.size.organisations, self.size.part
        name = f"'house-{part}-' || n"
        self.fill(
            Organisation, count, id=self.id(ORGANISATION, "n"), name=name, slug=name,
            time_zone="'America/New_York'",
        )  # fmt: skip
        here = {"id": self.id(SITE, "n"), "organisation_id": self.id(ORGANISATION, "n")}
        self.fill(Site, count, name="'Main'", **here)

    def _workers(self) -> None:
        """Peers, and for each organisation somebody who sees after them and a volunteer."""
        from alongside.peers.models import PeerProfile

        size, many = self.size, self.size.organisations
        o = f"n % {many}"
        self._hats(PERSON, HAT, "peer", size.peers, o, self.id(SUPERVISOR, f"1000000 + {o}"))
        self._hats(SUPERVISOR, SUPERVISOR, "supervisor", many, o, "NULL")
        self._hats(VOLUNTEER, VOLUNTEER, "volunteer", many, o, "NULL")
        self.fill(
            PeerProfile, size.peers,
            id=self.id(PROFILE, "n"), organisation_id=self.id(ORGANISATION, o),
            person_id=self.id(PERSON, "1000000 + n"), published_at=self.at("0"),
            called=self.sealed(PeerProfile, "called", "Maya"), capacity="200",
            introduction=self.sealed(PeerProfile, "introduction", "I have been there."),
        )  # fmt: skip

    def _hats(self, kind: int, hat: int, role: str, count: int, o: str, over: str) -> None:
        """A person's id has a million more than the number of its hat, to be another one."""
        from alongside.accounts.models import Membership, Person

        digest = f"'{self.size.part}-{role}-' || n"
        self.fill(
            Person, count,
            id=self.id(kind, "1000000 + n"), username=self.sealed(Person, "username", role),
            username_digest=digest, name=self.sealed(Person, "name", role.title()),
            password="'!'",  # noqa: S106  nobody signs in with a passphrase here
            must_change_passphrase=self.literal(False),
        )  # fmt: skip
        self.fill(
            Membership, count,
            id=self.id(hat, "n"), organisation_id=self.id(ORGANISATION, o),
            person_id=self.id(kind, "1000000 + n"), role=f"'{role}'", site_id=self.id(SITE, o),
            supervisor_id=over, from_at=self.at(str(SPAN + 86_400)),
        )  # fmt: skip

    @property
    def _whose(self) -> dict[str, str]:
        """Of participant n: their organisation, and they themselves."""
        return {
            "organisation_id": self.id(ORGANISATION, f"n % {self.size.organisations}"),
            "participant_id": self.id(PARTICIPANT, "n"),
        }

    def _people(self) -> None:
        from alongside.accounts.models import ReturnKey
        from alongside.participants.models import Consent, Participant, Portrait, Status

        many, since, o = self.size.participants, self.at(str(SPAN + 3600)), self._whose
        self.fill(
            ReturnKey, 1, id=self.id(KEY, "n"), organisation_id=o["organisation_id"],
            words_digest=f"'{self.size.part:064d}'",
        )  # fmt: skip
        self.fill(
            Participant, many,
            id=self.id(PARTICIPANT, "n"), organisation_id=o["organisation_id"],
            alias=self.sealed(Participant, "alias", *(f"Person {n}" for n in range(NAMES))),
            return_key_id=f"CASE WHEN n = 0 THEN {self.id(KEY, '0')} END",
            site_id=self.id(SITE, f"n % {self.size.organisations}"),
            reach_how=self.sealed(Participant, "reach_how", "by text in the evening"),
            limits_heard_at=since, welcomed_at=since,
        )  # fmt: skip
        for number, kind in enumerate(("supported", "recorded")):
            pk = self.id(CONSENT, f"n * 2 + {number}")
            self.fill(Consent, many, id=pk, kind=f"'{kind}'", given_at=since, **o)
        helps = self.sealed(Portrait, "helps", "A walk along the river.")
        self.fill(Portrait, many, id=self.id(PORTRAIT, "n"), helps=helps, **o)
        self.fill(Status, many, id=self.id(STATUS, "n"), where="'with-us'", from_at=since, **o)

    def _walks(self) -> None:
        from alongside.participants.models import Tie
        from alongside.support.models import Appointment, Pairing

        size, whose = self.size, self._whose
        peer = self.id(PERSON, f"1000000 + n % {size.peers}")
        over = self.id(SUPERVISOR, f"1000000 + n % {size.organisations}")
        since = self.at(str(SPAN + 3600))
        for kind, why, person in ((TIE, "pairing", peer), (OVERSEEN, "supervision", over)):
            row = {"id": self.id(kind, "n"), "person_id": person, "why": f"'{why}'"}
            self.fill(Tie, size.participants, from_at=since, **row, **whose)
        self.fill(
            Pairing, size.participants, id=self.id(PAIRING, "n"), peer_id=peer, from_at=since,
            quiet_after_days=self.one_of("n / 7", "NULL", "NULL", "14", "30"),
            last_contact_at=self.at("(n % 40) * 86400"), **whose,
        )  # fmt: skip
        n = "n * 10"  # every tenth
        tenth = {
            "organisation_id": self.id(ORGANISATION, f"{n} % {size.organisations}"),
            "participant_id": self.id(PARTICIPANT, n),
            "peer_id": self.id(PERSON, f"1000000 + {n} % {size.peers}"),
        }
        pk, when = self.id(APPOINTMENT, "n"), self.at("0 - (n % 72) * 3600")
        self.fill(Appointment, size.participants // 10, id=pk, at=when, **tenth)

    def _plans(self) -> None:
        from alongside.support.models import Goal, Plan, Step

        many, whose = self.size.participants, self._whose
        dreams = self.sealed(Plan, "dreams", "A small boat")
        self.fill(Plan, many, id=self.id(PLAN, "n"), dreams=dreams, **whose)
        self.fill(
            Goal, many, id=self.id(GOAL, "n"), plan_id=self.id(PLAN, "n"), dimension="'home'",
            words=self.sealed(Goal, "words", "A room"), **whose,
        )  # fmt: skip
        for place in range(2):
            row = {"id": self.id(STEP, f"n * 2 + {place}"), "goal_id": self.id(GOAL, "n")}
            words = self.sealed(Step, "words", "Ask")
            self.fill(Step, many, position=str(place), words=words, **row, **whose)

    def _desk(self) -> None:
        """Forty people at each desk now, and a year of visits that are over."""
        from alongside.welcome.models import Attendance, Presence

        many = self.size.organisations
        here = {"organisation_id": self.id(ORGANISATION, f"n % {many}")}
        here["site_id"] = self.id(SITE, f"n % {many}")
        self.fill(
            Presence, 40 * many, id=self.id(PRESENCE, "n"), arrived_at=self.at("n * 20"),
            called=self.sealed(Presence, "called", *(f"Visitor {n}" for n in range(NAMES))),
            day=self._today(), **here,
        )  # fmt: skip
        over = self.at(f"(n / {many} + 1) * 3600")
        self.fill(
            Attendance, self.size.participants, id=self.id(HERE, "n"), arrived_at=over,
            left_at=over, participant_id=self.id(PARTICIPANT, "n"), **here,
        )  # fmt: skip

    def _today(self) -> str:
        from zoneinfo import ZoneInfo

        there = datetime.fromtimestamp(self.now, ZoneInfo("America/New_York"))
        return self.literal(there.date().isoformat())

    # --- what they did ------------------------------------------------------------------------

    def _contacts(self, seconds: float) -> int:
        """In the order in which they happened, so that those of one person lie far apart."""
        from alongside.support.models import Contact

        size, until = self.size, time.monotonic() + seconds
        columns = self._a_contact()
        done = 0
        with self.bare(Contact._meta.db_table, size.contacts):
            while done < size.contacts and time.monotonic() < until:
                count = min(AT_ONCE, size.contacts - done)
                self.fill(Contact, count, first=done, **columns)
                done += count
                if size.part == 0:
                    print(f"  {done:,} contacts", flush=True)
        return done

    def _a_contact(self) -> dict[str, str]:
        from alongside.support.models import Contact, Kind

        size = self.size
        who = f"((n * 7919) % {size.participants})"
        when = self.at(f"(({size.contacts} - n) * {SPAN}) / {size.contacts}")
        truth = self.literal(True), self.literal(False)
        kinds = {
            kind: f"CASE WHEN n % 4 = {place} THEN {truth[0]} ELSE {truth[1]} END"
            for place, kind in enumerate(Kind.values)
        }
        note = self.sealed(Contact, "note", "We walked to the river and back.")
        return kinds | {
            "id": self.id(CONTACT, "n"),
            "organisation_id": self.id(ORGANISATION, f"{who} % {size.organisations}"),
            "participant_id": self.id(PARTICIPANT, who),
            "peer_id": self.id(PERSON, f"1000000 + {who} % {size.peers}"),
            "site_id": self.id(SITE, f"{who} % {size.organisations}"),
            "setting": self.one_of("n / 3", *(f"'{each}'" for each in SETTINGS)),
            "minutes": self.one_of("n / 5", "5", "15", "30", "60"),
            "note": f"CASE WHEN n % 5 = 0 THEN {note} ELSE '' END",
            "happened_at": when,
            "recorded_at": when,
        }

    @contextmanager
    def bare(self, table: str, rows: int) -> Iterator[None]:
        """Without what is quicker made at once, when all rows are there: indexes, and on SQLite
        the guards, which look at each row."""
        made: list[tuple[str, str, str]] = []
        try:
            for each in self._made_on(table) if rows > 100_000 else []:
                self.run(f'DROP {each[0]} "{each[1]}"')
                made.append(each)
            yield
        finally:  # what was dropped comes back, whatever happened
            began = time.monotonic()
            for _kind, _name, sql in made:
                self.run(sql)
        if made:
            print(f"  indexes: {time.monotonic() - began:.0f} s", flush=True)

    def _made_on(self, table: str) -> list[tuple[str, str, str]]:
        if self.vendor == "postgresql":
            return list(self.run(
                "SELECT 'INDEX', indexname, indexdef FROM pg_indexes"  # noqa: S608
                f" WHERE tablename = '{table}' AND indexname NOT IN"
                " (SELECT relname FROM pg_class JOIN pg_constraint ON conindid = pg_class.oid)"
            ))  # fmt: skip
        return list(self.run(
            "SELECT type, name, sql FROM sqlite_master"  # noqa: S608
            f" WHERE tbl_name = '{table}' AND type IN ('index', 'trigger') AND sql IS NOT NULL"
        ))  # fmt: skip

"""What is here already, of one organisation, as a plan of what comes in asks for it."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from alongside.accounts import policy as accounts
from alongside.accounts import roles
from alongside.accounts.models import Organisation, Person, Programme, Site
from alongside.core import ids, keyring
from alongside.directory import policy as directory
from alongside.exchange import models
from alongside.exchange.people import asking, checks, values
from alongside.exchange.people.planning import Agreed, Meetings, plain
from alongside.groups import models as circles
from alongside.participants import models as records
from alongside.participants import rules
from alongside.questions import models as questions
from alongside.support import models as support
from alongside.support.actions.pairings import WALKERS

AT_ONCE = 400
COLLEAGUE = "colleague"  # somebody of a file who works here: known again, never undone
One = TypeVar("One")
# What a table makes first of all, and where it is found by an id of ours.
MADE: Mapping[str, tuple[str, Any]] = {
    "people": ("participant", records.Participant),
    "peers": ("person", Person),
    "walking": ("pairing", support.Pairing),
    "consents": ("consent", records.Consent),
    "goals": ("goal", support.Goal),
    "helps": ("help", support.Help),
    "journey": ("passage", support.Passage),
    "where": ("status", records.Status),
    "contacts": ("contact", support.Contact),
    "groups": ("group", circles.Group),
    "attendance": ("attendance", circles.Attendance),
    "sheets": ("sheet", questions.Sheet),
    "questions": ("question", questions.Question),
    "answers": ("answer", questions.Answer),
}
ALSO = {"peers": COLLEAGUE, "attendance": "session"}  # what else a row of such a table makes


class Here:
    """Asks in parts of some hundred. See `planning.Known`."""

    def __init__(self, organisation: Organisation, now: datetime) -> None:
        self.organisation, self.pk = organisation, organisation.pk
        self.zone, self.now = organisation.time_zone, now
        self.colleagues = self._colleagues()
        self.groups = self._groups()
        self.questions = self._questions()
        self._starts: dict[uuid.UUID, time] = {}
        hats = accounts.all_open_memberships(at=now).filter(
            organisation_id=self.pk, role__in=WALKERS, person__is_active=True
        )
        self.supervisors: dict[uuid.UUID, set[uuid.UUID]] = {}
        for peer, supervisor in hats.values_list("person_id", "supervisor_id"):
            self.supervisors.setdefault(peer, set()).update({supervisor} if supervisor else ())
        self.walkers = frozenset(self.supervisors)
        programmes = list(Programme.objects.filter(organisation_id=self.pk))
        sites = Site.objects.filter(organisation_id=self.pk)
        self.programmes = {values.folded(row.name): row.pk for row in programmes}
        self.sites = {values.folded(row.name): row.pk for row in sites}
        laws = {row.regime for row in programmes}
        self.laws: dict[uuid.UUID | None, str] = {row.pk: row.regime for row in programmes}
        self.laws[None] = laws.pop() if len(laws) == 1 else ""
        self._alike: tuple[set[str], set[str]] | None = None

    def digest(self, kind: str, reference: str) -> str:
        """By which a reference of this organisation is known again."""
        return keyring.digest(f"{self.pk}:{kind}:{plain(reference)}", use="brought")

    def made(self, kind: str, references: Iterable[str]) -> dict[str, uuid.UUID]:
        if kind not in MADE:
            return {}
        what, model = MADE[kind]
        found: dict[str, uuid.UUID] = {}
        for part in _parts(references):
            digests = {self.digest(kind, one): one for one in part}
            rows = models.Brought.objects.filter(
                organisation_id=self.pk,
                what__in=(what, ALSO.get(kind, what)),
                reference_digest__in=list(digests),
            )
            for digest, pk in rows.values_list("reference_digest", "made"):
                found[digests[str(digest)]] = pk
            ours = {ours_too: one for one in part if (ours_too := ids.parse(one))}
            if ours:
                here = self._of_ours(model).filter(pk__in=list(ours))
                found |= {ours[pk]: pk for pk in here.values_list("pk", flat=True)}
        return found

    def _of_ours(self, model: Any) -> Any:
        if model is Person:
            hats = accounts.memberships_in(self.pk).filter(role__in=roles.STAFF)
            return Person.objects.filter(pk__in=hats.order_by().values("person_id"))
        return model.objects.filter(organisation_id=self.pk)

    def likely(self, names: Iterable[str], reaches: Iterable[str]) -> tuple[set[str], set[str]]:
        here = self._alike = self._alike or self._read_alike()
        return here[0] & set(names), here[1] & set(reaches)

    def _read_alike(self) -> tuple[set[str], set[str]]:
        names, reaches = set(), set()
        rows = records.Participant.objects.filter(organisation_id=self.pk)
        said = rows.values_list("alias", "reach_how").order_by()
        for alias, how in said.iterator(chunk_size=2000):
            names.add(values.folded(alias))
            reaches.add(checks.reach_key(how))
        return names - {""}, reaches - {""}

    def agreed(self, people: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[tuple[str, Agreed]]]:
        found: dict[uuid.UUID, list[tuple[str, Agreed]]] = {}
        for part in _parts(people):
            rows = records.Consent.objects.filter(participant_id__in=part, kind__in=rules.INSIDE)
            for pk, kind, given, ended in rows.values_list(
                "participant_id", "kind", "given_at", "withdrawn_at"
            ):
                found.setdefault(pk, []).append((kind, Agreed(given, ended)))
        return found

    def pairs(self, people: Iterable[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], str]:
        found: dict[tuple[uuid.UUID, uuid.UUID], str] = {}
        for part in _parts(people):
            walks = support.Pairing.objects.filter(participant_id__in=part, until_at=None)
            nevers = records.Never.objects.filter(
                participant_id__in=part, until_at=None, person__isnull=False
            )
            for rows, column, why in (
                (walks, "peer_id", "here-already"),
                (nevers, "person_id", "never-wanted"),
            ):
                pairs = rows.values_list("participant_id", column)
                found |= dict.fromkeys(pairs, why)
        return found

    def standing(self, people: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        found: set[uuid.UUID] = set()
        for part in _parts(people):
            rows = records.Status.objects.filter(participant_id__in=part, until_at=None)
            found.update(rows.values_list("participant_id", flat=True))
        return found

    def whose(self, goals: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
        found: dict[uuid.UUID, uuid.UUID] = {}
        for part in _parts(goals):
            rows = support.Goal.objects.filter(organisation_id=self.pk, pk__in=part)
            found |= dict(rows.values_list("pk", "participant_id"))
        return found

    def whose_time(self, contacts: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
        found: dict[uuid.UUID, uuid.UUID] = {}
        for part in _parts(contacts):
            rows = support.Contact.objects.filter(organisation_id=self.pk, pk__in=part)
            found |= dict(rows.values_list("pk", "participant_id"))
        return found

    def askings(self, asked: Iterable[uuid.UUID]) -> dict[uuid.UUID, asking.Asked]:
        found: dict[uuid.UUID, asking.Asked] = {}
        for part in _parts(asked):
            rows = questions.Question.objects.filter(organisation_id=self.pk, pk__in=part)
            for row in rows.select_related("sheet"):
                of = row.sheet
                found[row.pk] = asking.Asked(row.kind, row.options, of.keep_days, of.about)
        return found

    def sheet(self, sheet: uuid.UUID) -> asking.Asked:
        row = questions.Sheet.objects.get(organisation_id=self.pk, pk=sheet)
        return asking.Asked("", (), row.keep_days, row.about)

    def _questions(self) -> dict[str, list[uuid.UUID]]:
        """What is asked now."""
        rows = questions.Question.objects.filter(organisation_id=self.pk, ended_at=None)
        found: dict[str, list[uuid.UUID]] = {}
        for row in rows.filter(sheet__ended_at=None):
            for text in {values.folded(text) for text in row.words.values()}:
                found.setdefault(text, []).append(row.pk)
        return found

    def listings(self, pks: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
        found: dict[uuid.UUID, str] = {}
        for part in _parts(pks):
            services = directory.known_services().filter(pk__in=part)
            meetings = directory.known_meetings().filter(pk__in=part)
            found |= dict.fromkeys(services.values_list("pk", flat=True), "service")
            found |= dict.fromkeys(meetings.values_list("pk", flat=True), "meeting")
        return found

    def plans(self, people: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
        found: dict[uuid.UUID, uuid.UUID] = {}
        for part in _parts(people):
            rows = support.Plan.objects.filter(participant_id__in=part)
            found |= dict(rows.values_list("participant_id", "pk"))
        return found

    def starts_at(self, group: uuid.UUID, day: date, starts: Mapping[uuid.UUID, time]) -> datetime:
        """When a group met on that day, by its usual hour."""
        if group not in starts and group not in self._starts:
            minute = circles.Group.objects.get(pk=group).start_minute
            self._starts[group] = time(minute // 60, minute % 60)
        at = starts.get(group) or self._starts[group]
        return datetime.combine(day, at, ZoneInfo(self.zone))

    def met(self, groups: Iterable[uuid.UUID]) -> Meetings:
        found = Meetings()
        for part in _parts(groups):
            sessions = circles.Session.objects.filter(group_id__in=part)
            for pk, group, day in sessions.values_list("pk", "group_id", "on"):
                found.sessions[group, day] = pk
            there = circles.Attendance.objects.filter(session__group_id__in=part)
            pairs = there.exclude(who=None).values_list("session_id", "who_id")
            found.there.update((session, who) for session, who in pairs if who)
        return found

    def _groups(self) -> dict[str, list[uuid.UUID]]:
        """Without those that belong to their members: nobody else reaches them."""
        rows = circles.Group.objects.filter(organisation_id=self.pk, ended_at=None)
        found: dict[str, list[uuid.UUID]] = {}
        for row in rows.exclude(door=circles.Group.Door.OWN):
            found.setdefault(values.folded(row.name), []).append(row.pk)
        return found

    def _colleagues(self) -> dict[str, list[uuid.UUID]]:
        """Everybody who wears a hat here now, by name and by e-mail."""
        hats = accounts.all_open_memberships(at=self.now).filter(
            organisation_id=self.pk, role__in=roles.STAFF
        )
        people = Person.objects.filter(pk__in=hats.order_by().values("person_id"))
        found: dict[str, list[uuid.UUID]] = {}
        for person in people:
            for word in {values.folded(person.name), person.email.strip().casefold()} - {""}:
                found.setdefault(word, []).append(person.pk)
        return found


def _parts(things: Iterable[One]) -> Iterator[list[One]]:
    waiting = iter(things)
    while part := list(islice(waiting, AT_ONCE)):
        yield part

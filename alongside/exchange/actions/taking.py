"""Everything that an organisation keeps about people, out, as one file: to move house, or because
it is theirs. Asked by one, allowed by another, written into everybody's history as it goes."""

import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Organisation, Person
from alongside.audit import actions as audit
from alongside.core import clock, errors, scope
from alongside.exchange import models, policy
from alongside.exchange.people import telling, wishes, writing
from alongside.groups import models as circles
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.peers import models as peers
from alongside.questions import models as questions
from alongside.support import models as support

State = models.Taking.State
OPEN = timedelta(hours=24)
PART = 500
NOTHING = uuid.UUID(int=0)


def ask_taking(*, by: actors.Actor, id: uuid.UUID, why: str) -> models.Taking:
    """Ask to take everything out: the privacy lead, and the stewards of every community kept here.
    Once per `id`."""
    access.require(by, P.PEOPLE_BRING)
    if known := policy.takings(by).filter(pk=id).first():
        return known
    if not why.strip():
        raise errors.Problem(_("Say why it should be taken out, and where it goes."))
    with transaction.atomic():
        row = models.Taking(
            pk=id, organisation_id=by.tenant, asked_by_id=by.person_id, why=why.strip()[:2000]
        )
        row.save(force_insert=True)
        participants.ask_exports(by=by, what_for=row.why)
        audit.record(by=by, verb="ask-taking", about=("taking", id))
    return row


def answer_taking(*, by: actors.Actor, taking: uuid.UUID, allow: bool) -> models.Taking:
    """Yes for a day, or no; never by whoever asked."""
    access.require(by, P.RIGHTS_KEEP)
    row = _known(by, taking)
    if row.asked_by_id == by.person_id:
        raise access.Refused(P.RIGHTS_KEEP, sentence=_("Somebody else must answer what you asked."))
    with transaction.atomic():
        mine = models.Taking.objects.filter(pk=row.pk, state=State.ASKED)
        state = State.ALLOWED if allow else State.REFUSED
        if mine.update(state=state, answered_by_id=by.person_id, answered_at=clock.now()):
            facts = {"allowed": allow}
            audit.record(by=by, verb="answer-taking", about=("taking", row.pk), facts=facts)
        row.refresh_from_db()
    return row


def take_people(
    *, by: actors.Actor, taking: uuid.UUID | None = None, why: str = ""
) -> Iterator[bytes]:
    """The file, in parts, while it is written. Whoever asked takes it within a day of the yes,
    and has said why; whoever runs the installation (the system) needs none of the privacy lead,
    and says why here. The stewards of every community have said yes to either. Each participant
    in it reads in their account that it was taken, by whom and why."""
    access.require(by, P.PEOPLE_BRING)
    now, allowed_by = clock.now(), None
    if by.kind is not actors.Kind.SYSTEM:
        row = _known(by, taking or NOTHING)
        answered = row.answered_at if row.state in (State.ALLOWED, State.TAKEN) else None
        if answered is None or answered + OPEN < now or row.asked_by_id != by.person_id:
            raise errors.Gone(
                _("There is no yes for this, or its day is over."),
                kept=_("Nothing left Alongside."),
                todo=_("Ask once more."),
            )
        why, allowed_by = row.why, row.answered_by_id
    with transaction.atomic():
        participants.show_exports(by=by, what="people")
        asked = models.Taking.objects.filter(pk=taking or NOTHING, organisation_id=by.tenant)
        asked.update(state=State.TAKEN, taken_at=now)
        whole = participants.take_whole(by=by, why=why, allowed_by=allowed_by)
    out = _Out(by, Organisation.objects.get(pk=by.tenant), whole.pk)
    return _within(by, _written(out))


def _known(by: actors.Actor, taking: uuid.UUID) -> models.Taking:
    row = policy.takings(by).filter(pk=taking).first()
    if row is None:
        raise errors.Missing(_("Nobody asked for this."))
    return row


def _within(by: actors.Actor, parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts are made after the view has answered, each in the organisation again."""
    while True:
        with scope.within(by.organisation_id):
            part = next(parts, None)
        if part is None:
            return
        yield part


class _Sink:
    """What the archive writes, until it is sent."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        return None

    def drain(self) -> bytes:
        said = b"".join(self.parts)
        self.parts.clear()
        return said


def _written(out: "_Out") -> Iterator[bytes]:
    sink, counts = _Sink(), {}
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for kind, rows in _tables(out).items():
            counts[kind] = 0
            with archive.open(f"{kind}.csv", "w", force_zip64=True) as file:
                file.write(writing.head(kind))
                for part in _parts(rows):
                    counts[kind] += len(part)
                    file.writelines(writing.lines(kind, part))
                    if said := sink.drain():
                        yield said
        about = writing.readme(out.organisation.name, clock.now(), counts)
        archive.writestr("README.md", about)
    yield sink.drain()


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while part := list(islice(waiting, PART)):
        yield part


def _tables(out: "_Out") -> Mapping[str, Iterator[Any]]:
    return {
        "people": out.people(),
        "peers": out.peers(),
        "walking": out.rows(support.Pairing, telling.walking),
        "consents": out.rows(records.Consent, telling.consent),
        "goals": out.goals(),
        "helps": out.helps(),
        "journey": out.journey(),
        "where": out.rows(records.Status, telling.status),
        "contacts": out.contacts(),
        "groups": out.groups(),
        "attendance": out.attendance(),
        "sheets": out.sheets(),
        "questions": out.questions(),
        "answers": out.answers(),
    }


class _Out:
    """Rows of each table. `names` are the references of whom they point at; `told` are those
    whose account says that they are in it, and of nobody else does a row leave."""

    def __init__(self, by: actors.Actor, organisation: Organisation, taken: uuid.UUID) -> None:
        self.by, self.organisation, self.taken = by, organisation, taken
        self.told: set[uuid.UUID] = set()
        self.here = {"organisation_id": organisation.pk}
        self.names: dict[uuid.UUID, str] = {}

    def called(self, pks: Iterable[uuid.UUID | None]) -> None:
        """Know under which reference rows go out: that of the place they came from, else ours."""
        new = {pk for pk in pks if pk and pk not in self.names}
        if new:
            rows = models.Brought.objects.filter(**self.here, made__in=new)
            found = dict(rows.values_list("made", "reference"))
            self.names.update({pk: found.get(pk) or str(pk) for pk in new})

    def name(self, pk: uuid.UUID) -> str:
        return self.names[pk]

    def people(self) -> Iterator[dict[str, Any]]:
        rows = policy.takeable(self.by).order_by("pk").select_related("programme", "site")
        for found in _parts(rows.iterator(chunk_size=PART)):
            part = self._tell(found)
            self.called(row.pk for row in part)
            plans, portraits = _one_each(support.Plan, part), _one_each(records.Portrait, part)
            keeps = self.keeps(part)
            for row in part:
                own = plans.get(row.pk), portraits.get(row.pk), keeps.get(row.pk, [])
                yield telling.person(row, *own) | {"reference": self.name(row.pk)}

    def keeps(self, people: Iterable[Any]) -> dict[uuid.UUID, list[str]]:
        """Lines of their journey that they keep to themselves."""
        found: dict[uuid.UUID, list[str]] = {}
        rows = support.Kept.objects.filter(**self.here, participant__in=people)
        for pk, line in rows.values_list("participant_id", "line"):
            found.setdefault(pk, []).append(line)
        return found

    def _tell(self, people: list[records.Participant]) -> list[records.Participant]:
        """Before it leaves: everybody's own account says so. Gives those of whom it does."""
        pks = [row.pk for row in people]
        told = participants.tell_taken(by=self.by, taken=self.taken, people=pks)
        self.told |= told
        return [row for row in people if row.pk in told]

    def peers(self) -> Iterator[dict[str, Any]]:
        """Without the words of an introduction that its peer shows to nobody: it is theirs."""
        profiles = peers.PeerProfile.objects.filter(**self.here)
        pks = set(profiles.values_list("person_id", flat=True))
        for model, who in (
            (support.Contact, "peer_id"),
            (support.Pairing, "peer_id"),
            (questions.Answer, "written_by_id"),
        ):
            rows = model._default_manager.filter(**self.here).order_by()
            pks.update(pk for pk in rows.values_list(who, flat=True).distinct() if pk)
        for part in _parts(sorted(pks)):
            self.called(part)
            shown = profiles.filter(person_id__in=part, published_at__isnull=False)
            known = {each.person_id: each for each in shown}
            for person in Person.objects.filter(pk__in=part).order_by("pk"):
                yield telling.peer(person, known.get(person.pk)) | {
                    "reference": self.name(person.pk)
                }

    def _theirs(self, found: QuerySet[Any]) -> Iterator[list[Any]]:
        """Rows of those who were told."""
        for part in _parts(found.iterator(chunk_size=PART)):
            yield [row for row in part if row.participant_id in self.told]

    def rows(self, model: Any, say: Callable[[Any], dict[str, Any]]) -> Iterator[dict[str, Any]]:
        found = model.objects.filter(**self.here).order_by("pk")
        for part in self._theirs(found):
            self.called(pk for row in part for pk in _points(row))
            for row in part:
                yield say(row) | self._who(row)

    def _who(self, row: Any) -> dict[str, str]:
        said = {"reference": self.name(row.pk), "person": self.name(row.participant_id)}
        if hasattr(row, "peer_id"):
            said["peer"] = self.name(row.peer_id)
        return said

    def groups(self) -> Iterator[dict[str, Any]]:
        """Without those that belong to their members: they are not the organisation's to take."""
        rows = circles.Group.objects.filter(**self.here).exclude(door=circles.Group.Door.OWN)
        for part in _parts(rows.select_related("site").order_by("pk").iterator(chunk_size=PART)):
            self.called(row.pk for row in part)
            for row in part:
                yield telling.group(row) | {"reference": self.name(row.pk)}

    def attendance(self) -> Iterator[dict[str, Any]]:
        """How many came. Who was there is kept by whoever was there, and leaves with nobody."""
        rows = circles.Session.objects.filter(**self.here).order_by("pk")
        rows = rows.exclude(group__door=circles.Group.Door.OWN)
        for part in _parts(rows.annotate(named=Count("attendances")).iterator(chunk_size=PART)):
            self.called(pk for row in part for pk in (row.pk, row.group_id))
            for row in part:
                heads = row.named if row.heads is None else row.heads
                said = {"happened": row.on, "heads": heads, "group": self.name(row.group_id)}
                yield said | {"reference": self.name(row.pk)}

    def goals(self) -> Iterator[dict[str, Any]]:
        found = support.Goal.objects.filter(**self.here).order_by("pk")
        for part in self._theirs(found.prefetch_related("steps")):
            self.called(pk for row in part for pk in _points(row))
            for row in part:
                yield telling.goal(row) | self._who(row)

    def helps(self) -> Iterator[dict[str, Any]]:
        found = support.Help.objects.filter(**self.here).order_by("pk")
        for part in self._theirs(found):
            self.called(pk for row in part for pk in (*_points(row), row.goal_id))
            for row in part:
                goal = {"goal": self.name(row.goal_id)} if row.goal_id else {}
                yield telling.helper(row) | self._who(row) | goal

    def contacts(self) -> Iterator[dict[str, Any]]:
        found = support.Contact.objects.filter(**self.here).order_by("pk")
        found = found.select_related("programme", "site").prefetch_related("touches")
        for part in self._theirs(found):
            touched = {row.pk: [t.goal_id for t in row.touches.all() if t.goal_id] for row in part}
            self.called(pk for row in part for pk in (*_points(row), *touched[row.pk]))
            for row in part:
                goals = wishes.written(sorted(self.name(pk) for pk in touched[row.pk]))
                yield telling.contact(row) | self._who(row) | {"goals": goals}

    def sheets(self) -> Iterator[dict[str, Any]]:
        """The organisation's own questions: what belongs together."""
        rows = questions.Sheet.objects.filter(**self.here).select_related("programme")
        for part in _parts(rows.order_by("made_at", "pk").iterator(chunk_size=PART)):
            self.called(row.pk for row in part)
            for row in part:
                yield telling.sheet(row) | {"reference": self.name(row.pk)}

    def questions(self) -> Iterator[dict[str, Any]]:
        """In every wording, the first one first."""
        rows = questions.Question.objects.filter(**self.here).order_by("made_at", "pk")
        for part in _parts(rows.iterator(chunk_size=PART)):
            self.called(pk for row in part for pk in (row.pk, row.sheet_id, row.instead_of_id))
            for row in part:
                before = self.name(row.instead_of_id) if row.instead_of_id else ""
                which = {"sheet": self.name(row.sheet_id), "instead_of": before}
                yield telling.question(row) | which | {"reference": self.name(row.pk)}

    def answers(self) -> Iterator[dict[str, Any]]:
        found = questions.Answer.objects.filter(**self.here).order_by("pk")
        for part in self._theirs(found.select_related("question__sheet")):
            also = ("contact_id", "question_id", "written_by_id")
            self.called(pk for row in part for pk in _points(row, *also))
            for row in part:
                named = {"contact": row.contact_id, "peer": row.written_by_id}
                said = {slug: self.name(pk) for slug, pk in named.items() if pk}
                asked = {"asked": self.name(row.question_id)}
                yield telling.answer(row) | self._who(row) | said | asked

    def journey(self) -> Iterator[dict[str, Any]]:
        """Without what somebody keeps to themselves: it stays with them, and goes with nobody."""
        found = support.Passage.objects.filter(**self.here, is_private=False).order_by("pk")
        for part in self._theirs(found.prefetch_related("aways")):
            self.called(pk for row in part for pk in _points(row))
            keeps = self.keeps({row.participant_id for row in part})
            for row in part:
                if row.line not in keeps.get(row.participant_id, []):
                    yield telling.passage(row) | self._who(row)


def _one_each(model: Any, people: list[records.Participant]) -> dict[uuid.UUID, Any]:
    return {row.participant_id: row for row in model.objects.filter(participant__in=people)}


def _points(row: Any, *more: str) -> tuple[uuid.UUID | None, ...]:
    also = (getattr(row, name) for name in more)
    return row.pk, row.participant_id, getattr(row, "peer_id", None), *also

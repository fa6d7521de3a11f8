"""Writing history. `record` goes last in the transaction of the change it describes."""

import base64
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from alongside.audit import models, rules
from alongside.core import clock, ids, kept, keyring


class By(Protocol):
    """What history keeps of an actor."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> uuid.UUID | None: ...
    @property
    def organisation_id(self) -> uuid.UUID | None: ...
    @property
    def role(self) -> str: ...
    @property
    def reason(self) -> str: ...


INSTALLATION = uuid.UUID(int=0)


def record(
    *,
    by: By,
    verb: str,
    participant_id: uuid.UUID | None = None,
    organisation_id: uuid.UUID | None = None,
    about: tuple[str, uuid.UUID] | None = None,
    outcome: str = "done",
    facts: Mapping[str, Any] | None = None,
    happened_at: datetime | None = None,
) -> models.Event:
    """Append one link to the participant's chain (else the organisation's, else ours). `facts`
    holds slugs, numbers and identifiers; never a name, note or address."""
    organisation_id = organisation_id or by.organisation_id
    now = clock.now()
    with transaction.atomic(savepoint=False):  # last in its transaction: without it nothing stays
        subject = _held(participant_id, organisation_id)
        head = subject.chain
        link = models.Event(
            id=ids.new(),
            subject=subject,
            position=head.length + 1,
            organisation_id=organisation_id,
            verb=str(verb),
            outcome=outcome,
            happened_at=happened_at or now,
            recorded_at=now,
        )
        link.payload = payload_of(link, by=by, about=about, facts=facts or {})
        link.mac = mac_of(head.mac, link)
        kept.insert(link)
        head.length, head.mac = link.position, link.mac
        kept.update(head, "length", "mac")
    return link


@dataclass(frozen=True, slots=True)
class Happened:
    """One link of several that are written together, each in its participant's own chain."""

    verb: str
    participant_id: uuid.UUID
    about: tuple[str, uuid.UUID] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    happened_at: datetime | None = None


def record_all(*, by: By, happened: Sequence[Happened]) -> list[models.Event]:
    """Like `record`, for many participants at once: a handful of queries however many. Their
    chains are locked in one order, so that two who write at once never wait for each other."""
    if not happened:
        return []
    now, made = clock.now(), []
    with transaction.atomic(savepoint=False):
        subjects = _all_held({one.participant_id for one in happened}, by.organisation_id)
        for one in happened:
            subject = subjects[one.participant_id]
            link = models.Event(
                id=ids.new(),
                subject=subject,
                position=subject.chain.length + 1,
                organisation_id=by.organisation_id,
                verb=str(one.verb),
                outcome="done",
                happened_at=one.happened_at or now,
                recorded_at=now,
            )
            link.payload = payload_of(link, by=by, about=one.about, facts=one.facts)
            link.mac = mac_of(subject.chain.mac, link)
            subject.chain.length, subject.chain.mac = link.position, link.mac
            made.append(link)
        kept.insert_all(made)
        kept.update_all([subject.chain for subject in subjects.values()], "length", "mac")
    return made


def _all_held(
    wanted: Iterable[uuid.UUID], organisation_id: uuid.UUID | None
) -> dict[uuid.UUID, models.Subject]:
    keys = kept.several(sorted(set(wanted)))
    found = {row.participant_id: row for row in _subjects(keys) if row.participant_id}
    if missing := sorted(set(wanted) - found.keys()):
        _begin_all(missing, organisation_id)
        found = {row.participant_id: row for row in _subjects(keys) if row.participant_id}
    return found


@kept.question
def _subjects(participants: tuple[uuid.UUID, ...]) -> QuerySet[models.Subject]:
    rows = models.Subject.objects.select_related("chain").select_for_update(of=("self", "chain"))
    return rows.filter(participant_id__in=participants).order_by("chain_id")


def _held(participant_id: uuid.UUID | None, organisation_id: uuid.UUID | None) -> models.Subject:
    """Whose history it goes into, locked with the head of its chain until the transaction ends."""
    whose = (participant_id, None if participant_id else organisation_id or INSTALLATION)
    if not (found := _subject(*whose)):
        _begin(participant_id, organisation_id)
        found = _subject(*whose)
    return found[0]


@kept.question
def _subject(
    participant_id: uuid.UUID | None, chain_id: uuid.UUID | None
) -> QuerySet[models.Subject]:
    rows = models.Subject.objects.select_related("chain").select_for_update(of=("self", "chain"))
    return rows.filter(
        **{"participant_id": participant_id} if participant_id else {"chain_id": chain_id}
    )


def _begin(participant_id: uuid.UUID | None, organisation_id: uuid.UUID | None) -> None:
    """Where two begin at once, the first one's handle and key stand."""
    ours = begun(participant_id=participant_id, organisation_id=organisation_id)
    head = ours.chain
    models.Subject.objects.bulk_create([ours], ignore_conflicts=True)
    if participant_id:
        head.id = models.Subject.objects.get(participant_id=participant_id).chain_id
    models.Chain.objects.bulk_create([head], ignore_conflicts=True)


def _begin_all(participants: list[uuid.UUID], organisation_id: uuid.UUID | None) -> None:
    """As `_begin`, for many."""
    ours = [begun(participant_id=pk, organisation_id=organisation_id) for pk in participants]
    models.Subject.objects.bulk_create(ours, ignore_conflicts=True)
    stand = models.Subject.objects.filter(participant_id__in=participants)
    handles = dict(stand.values_list("participant_id", "chain_id"))
    for subject in ours:
        subject.chain.id = handles[subject.participant_id]
    models.Chain.objects.bulk_create([each.chain for each in ours], ignore_conflicts=True)


def begun(*, participant_id: uuid.UUID | None, organisation_id: uuid.UUID | None) -> models.Subject:
    """A new handle with its head and key, not saved. Of a participant it is random: identifiers
    of ours tell when they were made."""
    handle = uuid.uuid4() if participant_id else organisation_id or INSTALLATION
    key = base64.urlsafe_b64encode(keyring.new_key()).decode()
    return models.Subject(
        chain=models.Chain(id=handle, organisation_id=organisation_id),
        organisation_id=organisation_id,
        participant_id=participant_id,
        key=f"{participant_id or ''} {key}",
    )


def payload_of(
    link: models.Event,
    *,
    by: By,
    about: tuple[str, uuid.UUID] | None,
    facts: Mapping[str, Any],
) -> bytes:
    """Who, what about and the facts, under the subject's key and bound to this event."""
    key = link.subject.data_key
    if key is None:
        raise keyring.WrongKey(f"the key of {link.subject} was destroyed")
    body = rules.folded(
        {
            "by_kind": str(by.kind),
            "by_id": by.id,
            "by_role": by.role,
            "reason": by.reason[:80],
            "about_kind": about[0] if about else "",
            "about_id": about[1] if about else None,
            "facts": facts,
        }
    )
    return keyring.lock(body, key=key, to=link.id.bytes)


def mac_of(before: str, link: models.Event) -> str:
    clear = [rules.plain(getattr(link, name)) for name in rules.LINKED]
    return keyring.mac(rules.message(before, clear, bytes(link.payload)), key=settings.AUDIT_KEY)


# --- forgetting ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Themselves:
    """Who asked to be forgotten: history says that somebody did, and nothing of who."""

    organisation_id: uuid.UUID | None
    kind: str = "system"
    id: uuid.UUID | None = None
    role: str = "participant"
    reason: str = "asked for it themselves"


def forget_subject(*, by: By, participant_id: uuid.UUID) -> uuid.UUID | None:
    """Destroy the key of somebody's history, and whose history it was. Its events stay and are
    proven; they say nothing of anybody any more. The floor above has asked who may.

    Gives the handle, or None where there is no history (any more). What the database had
    written before lies in free pages until `storage.scrub_storage`, after the transaction.
    """
    with transaction.atomic():
        mine = models.Subject.objects.filter(participant_id=participant_id)
        subject = mine.select_related("chain").select_for_update(of=("self", "chain")).first()
        if subject is None:
            return None
        mine.update(participant_id=None, key="", forgotten_at=clock.now())
        record(
            by=Themselves(subject.organisation_id) if by.role == "participant" else by,
            verb="forget-history",
            organisation_id=subject.organisation_id,
            about=("subject", subject.chain_id),
            facts={"links": subject.chain.length},
        )
    return subject.chain_id

"""Writing history. `record` goes last in the transaction of the change it describes."""

import os
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from alongside.audit import models, rules
from alongside.core import clock, ids, keyring


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
MANY = 500  # rows named in one statement


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
        head = _head(participant_id or organisation_id or INSTALLATION, organisation_id)
        link = models.Event(
            id=ids.new(),
            chain_id=head.id,
            position=head.length + 1,
            organisation_id=organisation_id,
            participant_id=participant_id,
            verb=verb,
            outcome=outcome,
            by_kind=str(by.kind),
            by_id=by.id,
            by_role=by.role,
            reason=by.reason[:80],
            about_kind=about[0] if about else "",
            about_id=about[1] if about else None,
            facts=dict(facts or {}),
            happened_at=happened_at or now,
            recorded_at=now,
        )
        link.mac = mac_of(head.mac, link)
        link.save(force_insert=True)
        models.Chain.objects.filter(pk=head.pk).update(length=link.position, mac=link.mac)
    return link


def _head(chain_id: uuid.UUID, organisation_id: uuid.UUID | None) -> models.Chain:
    """The chain's head, locked until the transaction ends."""
    locked = models.Chain.objects.select_for_update()
    head = locked.filter(pk=chain_id).first()
    if head is None:
        models.Chain.objects.bulk_create(
            [models.Chain(id=chain_id, organisation_id=organisation_id)], ignore_conflicts=True
        )
        head = locked.get(pk=chain_id)
    return head


def mac_of(before: str, link: models.Event) -> str:
    row = {name: getattr(link, name) for name in rules.LINKED}
    return keyring.mac(rules.message(before, row), key=settings.AUDIT_KEY)


def seal(*, by: By) -> models.Seal | None:
    """Mark all chain heads that moved since the last seal, in a file outside the database.

    The file is written and flushed before its row: a row without a file is a finding, a
    file without a row is a seal that did not happen and is written again. Returns None when
    nothing moved.
    """
    _only_the_system(by)
    with transaction.atomic():
        moved = models.Chain.objects.exclude(length=F("sealed_length")).order_by("pk")
        heads = [(str(c.pk), c.length, c.mac) for c in moved.select_for_update()]
        if not heads:
            return None
        last = models.Seal.objects.order_by("-sealed_at").first()
        now = clock.now()
        row = models.Seal(
            id=ids.new(),
            sealed_at=now,
            chains=len(heads),
            events=sum(length for _, length, _ in heads),
        )
        header = {"seal": str(row.pk), "at": now.isoformat(), "before": last.mac if last else ""}
        body = rules.sealed_text(header, heads)
        row.mac = keyring.mac(body.encode(), key=settings.AUDIT_KEY)
        row.file = f"{now:%Y%m%dT%H%M%S}-{row.pk}.seal"
        _keep_outside(settings.SEALS / row.file, f"{body}{row.mac}\n")
        row.save(force_insert=True)
        _mark_sealed([chain for chain, _, _ in heads])
        return row


def _mark_sealed(chains: list[str]) -> None:
    """Exactly those in the file: a chain that began meanwhile waits for the next night."""
    for start in range(0, len(chains), MANY):
        these = models.Chain.objects.filter(pk__in=chains[start : start + MANY])
        these.update(sealed_length=F("length"))


def _only_the_system(by: By) -> None:
    """`accounts` stands above this floor, so its lock can't be asked here."""
    if by.kind != "system":
        raise PermissionDenied("Only the system seals.")


def _keep_outside(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

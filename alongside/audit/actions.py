"""Writing history. `record` goes last in the transaction of the change it describes."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

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
    """Append one link to the participant's chain (else the organisation's, else ours).

    `facts` may hold slugs, numbers and identifiers; never a name, note or address.
    """
    organisation_id = organisation_id or by.organisation_id
    now = clock.now()
    with transaction.atomic():
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

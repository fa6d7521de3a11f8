"""The nightly mark over all chains, signed and kept outside the database."""

import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from alongside.audit import models, rules
from alongside.audit.actions.history import By
from alongside.core import clock, ids, keyring

MANY = 500  # rows named in one statement


def seal(*, by: By) -> models.Seal | None:
    """Mark all chain heads that moved since the last seal, in a file outside the database.

    The file is written and flushed before its row: a row without a file is a finding, a
    file without a row is a seal that did not happen and is written again. Returns None when
    nothing moved.
    """
    only_the_system(by)
    with transaction.atomic():
        moved = models.Chain.objects.exclude(length=F("sealed_length")).order_by("pk")
        heads = [(c.pk.hex, c.length, c.mac) for c in moved.select_for_update()]
        if not heads:
            return None
        row = write(models.Seal.Kind.SEAL, heads)
        _mark_sealed([chain for chain, _, _ in heads])
        return row


def write(kind: models.Seal.Kind, heads: rules.Heads) -> models.Seal:
    """A seal's file and its row, naming the one before it."""
    last = models.Seal.objects.order_by("-sealed_at", "-pk").first()
    now = clock.now()
    row = models.Seal(
        id=ids.new(),
        kind=kind,
        sealed_at=now,
        chains=len(heads),
        events=sum(length for _, length, _ in heads),
    )
    header = {
        "seal": str(row.pk),
        "kind": str(kind),
        "at": now.isoformat(),
        "before": last.mac if last else "",
        "signer": keyring.public_key(),
    }
    body = rules.sealed_text(header, heads)
    row.mac = keyring.mac(body.encode(), key=settings.AUDIT_KEY)
    row.file = f"{now:%Y%m%dT%H%M%S}-{row.pk}.{kind}"
    text = f"{body}{row.mac}\n"
    keep_outside(settings.SEALS / row.file, f"{text}{keyring.sign(text.encode())}\n")
    row.save(force_insert=True)
    return row


def _mark_sealed(chains: list[str]) -> None:
    """Exactly those in the file: a chain that began meanwhile waits for the next night."""
    for start in range(0, len(chains), MANY):
        these = models.Chain.objects.filter(pk__in=chains[start : start + MANY])
        these.update(sealed_length=F("length"))


def only_the_system(by: By) -> None:
    """`accounts` stands above this floor, so its lock can't be asked here."""
    if by.kind != "system":
        raise PermissionDenied("Only the system seals.")


def keep_outside(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

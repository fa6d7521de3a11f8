"""What of a seal goes off this host: a signed statement, small enough for a mail or for paper.

Who rules this host holds its keys and its seals, and could write history anew with both. They
can't write it anew where a statement of last month lies elsewhere.
"""

import base64
from pathlib import Path

from django.conf import settings

from alongside.audit import models, policy, rules
from alongside.audit.actions.history import By
from alongside.audit.actions.seals import keep_outside, only_the_system
from alongside.core import keyring

AGAIN = 400  # of the last seals, those that are not there yet are brought out


def statement(row: models.Seal) -> str:
    """What can be shown to anybody: no name, no number of anybody, no handle."""
    digest = rules.digest((settings.SEALS / row.file).read_text(encoding="utf-8"))
    lines = {
        "file": row.file,
        "kind": row.kind,
        "at": row.sealed_at.isoformat(),
        "chains": row.chains,
        "sha256": digest,
        "words": rules.spoken(digest),
        "signer": keyring.public_key(),
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def signed_statement(row: models.Seal) -> str:
    text = statement(row)
    return f"{text}signature {keyring.sign(text.encode())}\n"


def anchor(*, by: By) -> int:
    """Bring what is new into the folder of anchors: each statement with its signature beside it.
    Gives how many; 0 where there is no such folder."""
    only_the_system(by)
    if not settings.ANCHORS:
        return 0
    folder, brought = Path(settings.ANCHORS), 0
    for row in policy.seals().order_by("-sealed_at", "-pk")[:AGAIN]:
        path = folder / f"{row.file}.anchor"
        if path.exists():
            continue
        text = statement(row)
        signature = base64.b64decode(keyring.sign(text.encode()))
        keep_outside(path, text)
        path.with_name(f"{path.name}.sig").write_bytes(signature)
        brought += 1
    (folder / "history.pem").write_text(keyring.public_pem(), encoding="ascii")
    return brought

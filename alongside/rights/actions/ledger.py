"""Who was erased, kept outside the database: a copy from before brings nobody back.

One small file for each, beside the seals: opaque identifiers, a moment, a digest of the
receipt's code, and a code over all of it. Copies hold them, too; files are only ever added.
"""

import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from alongside.core import keyring

SUFFIX = ".erased"


@dataclass(frozen=True, slots=True)
class Entry:
    erasure: str
    participant: str
    organisation: str
    code_digest: str
    at: str

    @property
    def text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)


def write(entry: Entry) -> Path:
    """On the disk when this returns. Called last in the transaction: where that fails, the
    caller takes the file back."""
    folder: Path = settings.SEALS
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid.UUID(entry.erasure)}{SUFFIX}"
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{entry.text}\n{_mac(entry)}\n")
        file.flush()
        os.fsync(file.fileno())
    return path


def entries() -> Iterator[Entry]:
    """Every one that is whole. A file that was changed is no entry: nobody erases by it."""
    for path in sorted(settings.SEALS.glob(f"*{SUFFIX}")):
        text, _, mac = path.read_text(encoding="utf-8").strip().partition("\n")
        try:
            entry = Entry(**json.loads(text))
        except (ValueError, TypeError):
            continue
        if mac == _mac(entry):
            yield entry


def _mac(entry: Entry) -> str:
    return keyring.mac(f"erased {entry.text}".encode(), key=settings.AUDIT_KEY)

"""How a link is computed from the link before it, what its payload holds, how a seal is
written. Plain values only."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64

# The clear columns that a link's code covers, in this order; the payload follows them.
LINKED = (
    "id",
    "subject_id",
    "position",
    "organisation_id",
    "verb",
    "outcome",
    "happened_at",
    "recorded_at",
)
PAYLOAD = ("by_kind", "by_id", "by_role", "reason", "about_kind", "about_id", "facts")
NOTHING: Mapping[str, Any] = {
    "by_kind": "",
    "by_id": None,
    "by_role": "",
    "reason": "",
    "about_kind": "",
    "about_id": None,
    "facts": {},
}
BLOCK = 64  # a payload's length is rounded up to this, so that it tells little


def message(before: str, clear: Iterable[str], payload: bytes) -> bytes:
    """The bytes that a link's code covers. `clear` are the columns of `LINKED` as `plain` writes
    them. The number at the start keeps the payload from being read as a column or the reverse."""
    return f"{before or FIRST}\n{len(payload)}\n{chr(10).join(clear)}\n".encode() + payload


def plain(value: Any) -> str:
    """One column, the same from Python and from either database."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.hex if isinstance(value, uuid.UUID) else str(value)


def folded(facts: Mapping[str, Any]) -> bytes:
    """A payload before it is sealed: the values of `PAYLOAD`, padded."""
    row = [_simple(facts[name]) for name in PAYLOAD]
    body = json.dumps(row, separators=(",", ":"), ensure_ascii=True).encode()
    return body.ljust(-(-len(body) // BLOCK) * BLOCK)


def unfolded(body: bytes) -> Mapping[str, Any]:
    return dict(zip(PAYLOAD, json.loads(body), strict=True))


def _simple(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value


def identifier(value: str | None) -> uuid.UUID | None:
    return uuid.UUID(value) if value else None


# --- seals -----------------------------------------------------------------------------

Heads = list[tuple[str, int, str]]


def sealed_text(header: Mapping[str, Any], heads: Heads) -> str:
    """The body of a seal: one line of facts, then `chain length mac` for each head."""
    lines = [json.dumps(header, sort_keys=True)]
    lines += [f"{chain} {length} {mac}" for chain, length, mac in sorted(heads)]
    return "\n".join(lines) + "\n"


def read_seal(text: str) -> tuple[dict[str, Any], Heads, str, str]:
    """Header, heads, the code and the signature of a seal file. ValueError for anything else."""
    first, *lines, mac, signature = text.splitlines()
    heads = []
    for line in lines:
        chain, length, head_mac = line.split(" ")
        heads.append((chain, int(length), head_mac))
    header = json.loads(first)
    if not isinstance(header, dict) or not {"seal", "kind", "before"} <= set(header):
        raise ValueError("no seal begins like this")
    return header, heads, mac, signature


def signed_part(text: str) -> bytes:
    """What the signature on the last line covers: all before it."""
    return text[: text.rstrip("\n").rfind("\n") + 1].encode()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aiou"


def spoken(code: str, *, words: int = 6) -> str:
    """The beginning of a code in hexadecimal as words that can be said and written by hand: each
    five letters, 16 bits ('lusab-babad', as proquints do)."""
    numbers = [int(code[at : at + 4], 16) for at in range(0, words * 4, 4)]
    return "-".join(_word(number) for number in numbers)


def _word(number: int) -> str:
    return (
        CONSONANTS[number >> 12]
        + VOWELS[number >> 10 & 3]
        + CONSONANTS[number >> 6 & 15]
        + VOWELS[number >> 4 & 3]
        + CONSONANTS[number & 15]
    )

"""How a link is computed from the link before it. Plain values only."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

FIRST = "0" * 64

LINKED = (
    "id",
    "chain_id",
    "position",
    "organisation_id",
    "participant_id",
    "verb",
    "outcome",
    "by_kind",
    "by_id",
    "by_role",
    "reason",
    "about_kind",
    "about_id",
    "facts",
    "happened_at",
    "recorded_at",
)


def message(before: str, link: Mapping[str, Any]) -> bytes:
    """The bytes that a link's MAC covers: the MAC before it and every column, in one order."""
    row = {name: _plain(link[name]) for name in LINKED}
    body = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"{before or FIRST}\n{body}".encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.timestamp():.6f}"
    if value is None or isinstance(value, int | str | dict | list):
        return value
    return str(value)


def sealed_text(header: Mapping[str, Any], heads: list[tuple[str, int, str]]) -> str:
    """The body of a seal: one line of facts, then `chain length mac` for each head."""
    lines = [json.dumps(header, sort_keys=True)]
    lines += [f"{chain} {length} {mac}" for chain, length, mac in sorted(heads)]
    return "\n".join(lines) + "\n"


def read_seal(text: str) -> tuple[dict[str, Any], list[tuple[str, int, str]], str]:
    """Header, heads and the MAC line of a seal file. Raises ValueError for anything else."""
    first, *lines, last = text.splitlines()
    heads = []
    for line in lines:
        chain, length, mac = line.split(" ")
        heads.append((chain, int(length), mac))
    return json.loads(first), heads, last

"""Which fields of a listing people may put right, and how two states of one are compared."""

import json
from collections.abc import Mapping
from hashlib import blake2b, blake2s
from typing import Any

MEETING = (
    "name", "weekday", "start_minute", "end_minute", "attendance", "location_name", "address",
    "town", "conference_url", "conference_phone", "website", "notes",
)  # fmt: skip
SERVICE = (
    "name", "description", "address", "phone", "opening_words", "eligibility", "fees",
    "application_process", "email", "website", "status",
)  # fmt: skip
FIELDS = {"meetings": MEETING, "services": SERVICE}
SHOWN_AT = {"address", "town"}  # a change here moves where a search finds a meeting

Values = Mapping[str, Any]


def mark_of(values: Values) -> str:
    """A digest of what was shown, to see whether somebody changed it meanwhile."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def differences(before: Values, after: Values) -> dict[str, Any]:
    """What `after` says otherwise. Spaces at the ends and line ends do not matter."""
    return {
        name: value
        for name, value in after.items()
        if name in before and _bare(value) != _bare(before[name])
    }


def _bare(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def number_of(table: str, key: str, mark: str) -> int:
    """Of one row as it stands; those of all rows are added up, in whatever order they come."""
    said = f"{table}\n{mark}\n{key}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=16).digest())


def state(numbers: int) -> str:
    """What rows are there, from the sum of their numbers."""
    return f"{numbers % 2**128:032x}"

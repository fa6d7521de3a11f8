"""The nightly work of history."""

from dataclasses import dataclass
from uuid import UUID

from alongside.audit import actions


@dataclass(frozen=True, slots=True)
class Nightly:
    """The system, sealing. This floor is below the one that knows actors."""

    kind: str = "system"
    id: UUID | None = None
    organisation_id: UUID | None = None
    role: str = "system"
    reason: str = "nightly seal"


def seal() -> None:
    actions.seal(by=Nightly())

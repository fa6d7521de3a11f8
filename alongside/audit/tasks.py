"""The nightly work of history, and what the operator does to it by command."""

from dataclasses import dataclass
from uuid import UUID

from alongside.audit import actions


@dataclass(frozen=True, slots=True)
class System:
    """The system, for a reason. This floor is below the one that knows actors."""

    reason: str
    kind: str = "system"
    id: UUID | None = None
    organisation_id: UUID | None = None
    role: str = "system"


def seal() -> None:
    actions.seal(by=System("nightly seal"))
    actions.anchor(by=System("nightly seal"))


def prune() -> None:
    actions.prune(by=System("nightly pruning"))

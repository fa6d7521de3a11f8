"""Who acts: a person wearing a hat, the holder of a return key or partner link, a tablet by the
door, the system.

Everybody asks at the same lock: every action takes an Actor as `by`.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NOWHERE = uuid.UUID(int=0)


class Kind(StrEnum):
    PERSON = "person"
    RETURN_KEY = "return-key"
    PARTNER_LINK = "partner-link"
    KIOSK = "kiosk"  # a tablet by the door, at which nobody is signed in
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is the person, return key or link; `role` is a slug of `roles.ROLES`.

    `since` is when the hat was given: work replayed from before it is refused.
    """

    kind: Kind
    id: uuid.UUID | None
    organisation_id: uuid.UUID | None
    role: str
    membership_id: uuid.UUID | None = None
    since: datetime | None = None
    reason: str = ""

    @property
    def tenant(self) -> uuid.UUID:
        """The organisation to look in; without one, a place where nothing is."""
        return self.organisation_id or NOWHERE

    @property
    def person_id(self) -> uuid.UUID:
        """The person's id, or that of nobody where the actor is not a person."""
        return self.id if self.id and self.kind is Kind.PERSON else NOWHERE

    @property
    def is_participant(self) -> bool:
        return self.role == "participant"


def system(reason: str, *, organisation_id: uuid.UUID | None = None) -> Actor:
    """The system itself, which must say why it acts: an import, a seal, a clean-up."""
    return Actor(Kind.SYSTEM, None, organisation_id, "system", reason=reason)


def return_key(key_id: uuid.UUID, *, organisation_id: uuid.UUID) -> Actor:
    return Actor(Kind.RETURN_KEY, key_id, organisation_id, "participant")


def partner_link(link_id: uuid.UUID, *, organisation_id: uuid.UUID) -> Actor:
    return Actor(Kind.PARTNER_LINK, link_id, organisation_id, "partner")


def kiosk(kiosk_id: uuid.UUID | None, *, organisation_id: uuid.UUID | None) -> Actor:
    """A tablet at a front desk; without an id, one that only holds a code yet."""
    return Actor(Kind.KIOSK, kiosk_id, organisation_id, "kiosk")

"""What each model says about its fields: how private, what for, how long.

One declaration drives 'why we ask', export, erasure, scrubbed copies and docs/privacy.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Lazy

    Words: TypeAlias = str | Lazy
else:
    Words = object


class Kind(StrEnum):
    PUBLIC = "public"  # anyone may read it
    STAFF = "staff"  # working data of the organisation, no person behind it
    IDENTITY = "identity"  # says who somebody is, or how to reach them
    RECOVERY = "recovery"  # anything about a participant's life or support


PUBLIC, STAFF, IDENTITY, RECOVERY = Kind.PUBLIC, Kind.STAFF, Kind.IDENTITY, Kind.RECOVERY


@dataclass(frozen=True)
class Declaration:
    """`fields` names every column; `why` overrides the model's purpose for one of them."""

    purpose: Words
    keep: Words
    fields: Mapping[str, Kind]
    why: Mapping[str, Words] = field(default_factory=dict)

    def purpose_of(self, name: str) -> Words:
        return self.why.get(name, self.purpose)

"""What each model says about its fields: how private, what for, how long.

One declaration drives 'why we ask', the whole record, erasure, what is done at night, scrubbed
copies and docs/privacy.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

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


class Then(StrEnum):
    """What becomes of a row whose time is over."""

    ERASE = "erase"
    ANONYMISE = "anonymise"  # what says whose it was is taken out; the rest stays
    SEAL = "seal"  # taken out of every page, for as long as law asks


END = "end"  # the last day on which anything was done with the participant


@dataclass(frozen=True)
class Keep:
    """How long rows stay: `words` for people, the rest for the nightly work.

    The days count from `after`: a date column of the row, or END. `when` filters the rows
    that can be due at all. `clears` are the columns that anonymising empties. `ground` is for
    which reason a law may ask that they stay longer (`rights.rules.GROUNDS`).
    """

    words: Words
    after: str = END
    days: int = 7 * 365
    then: Then = Then.ERASE
    when: Mapping[str, Any] = field(default_factory=dict)
    clears: tuple[str, ...] = ()
    ground: str = ""

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True)
class Declaration:
    """`fields` names every column; `why` overrides the model's purpose for one of them. `keep`
    is a Keep wherever rows are about a participant; elsewhere words may do."""

    purpose: Words
    keep: "Words | Keep"
    fields: Mapping[str, Kind]
    why: Mapping[str, Words] = field(default_factory=dict)

    @property
    def rule(self) -> Keep | None:
        """What the nightly work follows; None where only words are said."""
        return self.keep if isinstance(self.keep, Keep) else None

    def purpose_of(self, name: str) -> Words:
        return self.why.get(name, self.purpose)

    def asks_for(self, name: str) -> Words:
        """Why a form asks for it; empty for what says nothing about a person. A thing that is no
        column by itself (a day in three parts) is asked for what the row is for."""
        about = {IDENTITY, RECOVERY}
        if self.fields.get(name, RECOVERY) not in about or not about & set(self.fields.values()):
            return ""
        return self.purpose_of(name)

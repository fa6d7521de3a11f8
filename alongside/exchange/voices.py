"""Voices about a place as they go out and come in: who says what, when, and how many say the same.

What editors say is in their own house's name alone: another house reads it as said by the list,
unless it carries the house's own `seal`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from alongside.core import keyring
from alongside.directory import models
from alongside.directory.rules import facts as rules
from alongside.directory.rules import times

Voice = tuple[str, bool, str, datetime | None, int]  # slug, is so, who says, when, how many
MOST, MOST_VOICES = 100, 999_999  # of one listing; of one thing
ANSWERS = {True: "yes", False: "no"}


def slug_of(fact: models.Fact) -> str:
    return f"{fact.kind}/{fact.value}" if fact.value else fact.kind


def seal(listing: str, slug: str, *, is_so: bool) -> str:
    return keyring.digest(f"{listing} {slug} {ANSWERS[is_so]}", use="fact")[:32]


def who(says: str, *, sealed: bool) -> str:
    """Who is to be believed to have said it."""
    known = says in models.Says.values and (says != models.Says.EDITOR or sealed)
    return says if known else str(models.Says.LISTING)


# --- in feeds of meetings ------------------------------------------------------------------


def told(row: models.Meeting) -> dict[str, Any]:
    """Keys of our own: what is said of a meeting, and who says so."""
    said: dict[str, Any] = {}
    if row.medication_said_at:
        said["medication_said_at"] = row.medication_said_at.isoformat()
    found = sorted(row.facts.all(), key=lambda fact: (slug_of(fact), fact.says, not fact.is_so))
    if found:
        said["facts"] = [_told(fact, str(row.pk)) for fact in found]
    return said


def _told(fact: models.Fact, listing: str) -> dict[str, Any]:
    slug = slug_of(fact)
    said: dict[str, Any] = {"fact": slug, "so": ANSWERS[fact.is_so], "says": fact.says}
    if fact.said_at:
        said["on"] = fact.said_at.isoformat()
    if fact.voices > 1:
        said["voices"] = fact.voices
    if fact.says == models.Says.EDITOR:
        said["seal"] = seal(listing, slug, is_so=fact.is_so)
    return said


def read(said: Any, listing: str) -> tuple[Voice, ...]:
    """What of it is a fact that we know."""
    found = [_read(each, listing) for each in said[:MOST]] if isinstance(said, list) else []
    return tuple(dict.fromkeys(each for each in found if each))


def _read(said: Any, listing: str) -> Voice | None:
    if not isinstance(said, dict):
        return None
    slug, answer = str(said.get("fact", ""))[:60], said.get("so")
    if answer not in ("yes", "no") or models.Fact.read(slug) is None:
        return None
    is_so, many = answer == "yes", said.get("voices")
    sealed = said.get("seal") == seal(listing, slug, is_so=is_so)
    voices = many if isinstance(many, int) and 0 < many <= MOST_VOICES else 1
    says = who(str(said.get("says", "")), sealed=sealed)
    return slug, is_so, says, moment(said.get("on")), int(voices)


def moment(said: Any) -> datetime | None:
    found = times.moment_of(said)
    return found.astimezone(UTC) if found else None


def medication(voices: Iterable[Voice], answer: str, said_at: datetime | None) -> dict[str, Any]:
    """The columns that a search asks, from voices where there are any, else from the one word
    that the list has."""
    heard = [(is_so, says) for slug, is_so, says, *_ in voices if slug == "medication"]
    says = str(models.Says.LISTING) if answer else ""
    if heard:
        answer, says = rules.settled(heard)
    said = {"welcomes_medication": answer, "medication_says": says}
    return {**said, "medication_said_at": said_at} if says and said_at else said

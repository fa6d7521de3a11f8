"""What the pages read about being known, found and missed; and about who may be one person."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator

from alongside.accounts import actors, words
from alongside.core import clock
from alongside.core.privacy import Words
from alongside.participants import models
from alongside.participants.policy import finding
from alongside.participants.policy import joining as pairs
from alongside.participants.policy import passing as passings
from alongside.participants.rules import knowing as rules

MOURNED = timedelta(days=60)
ON_A_PAGE = 50


def portrait(person: models.Participant) -> models.Portrait | None:
    """The caller has asked whether the record opens, here and below."""
    return person.portraits.first()


def portrait_start(person: models.Participant) -> dict[str, Any]:
    row = portrait(person)
    if row is None:
        return {}
    names = ("id", "helps", "not_to_do", "own_words", "languages", "brings", "version")
    return {name: getattr(row, name) for name in names}


@dataclass(frozen=True, slots=True)
class Known:
    """What is good to know, in the reader's words; empty parts are left out by the page."""

    row: models.Portrait
    languages: list[str]
    brings: list[str]
    own: list[tuple[Words, str]]  # who they are, in their words, as far as the reader may read it

    @property
    def says_something(self) -> bool:
        texts = (self.row.helps, self.row.not_to_do, self.row.own_words)
        return any((*texts, self.languages, self.brings, self.own))


def known(by: actors.Actor, person: models.Participant) -> list[Known]:
    """What is written in their own record, then what was in one that was put together with it."""
    rows = sorted(pairs.portraits_of(person), key=lambda row: row.participant_id != person.pk)
    found = [
        Known(
            row,
            words.labels(words.LANGUAGES, row.languages),
            words.labels(rules.BRINGS, row.brings),
            _own(by, person, row),
        )
        for row in rows
    ]
    return [each for each in found if each.says_something]


def _own(
    by: actors.Actor, person: models.Participant, row: models.Portrait
) -> list[tuple[Words, str]]:
    names = pairs.readable_to(by, person, row.shows)
    return [(rules.OWN[name], text) for name in names if (text := getattr(row, name))]


def who_start(by: actors.Actor, person: models.Participant) -> dict[str, Any]:
    """How the form begins on which they say who they are: what the writer may read of it."""
    row = portrait(person)
    if row is None:
        return {}
    names = pairs.readable_to(by, person, row.shows)
    said = {name: getattr(row, name) for name in names if getattr(row, name)}
    readers = {f"{name}_for": rules.reader_of(row.shows, name) for name in said}
    return said | readers | {"id": row.pk, "version": row.version}


@dataclass(frozen=True, slots=True)
class Way:
    row: models.FindWay
    ends_soon: bool


def ways(person: models.Participant, *, now: datetime) -> list[Way]:
    """Those that still may be used, the one that ends first at the top."""
    rows = person.find_ways.filter(until_at__gt=now).order_by("until_at", "pk")
    return [Way(row, rules.ends_soon(row.until_at, now=now)) for row in rows]


def ways_ending(by: actors.Actor, *, now: datetime) -> list[models.Participant]:
    """People this peer walks with, of whom a way to be found is erased soon."""
    return list(finding.ending_for(by, until=now + rules.REMIND, now=now))


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in their walk with us."""

    now: models.Status | None
    before: list[models.Status]


def place(person: models.Participant) -> Place:
    rows = list(person.statuses.order_by("-from_at", "-pk"))
    now = next((row for row in rows if row.until_at is None), None)
    return Place(now, [row for row in rows if row is not now])


def status(person: models.Participant) -> models.Status | None:
    return person.statuses.filter(until_at=None).first()


@dataclass(frozen=True, slots=True)
class Near:
    """One peer, and what both say about being close. `own` is what the reader said."""

    peer_id: uuid.UUID
    name: str
    row: models.Closeness | None
    own: str
    theirs: str


def near(by: actors.Actor, person: models.Participant) -> list[Near]:
    """For the participant, everybody who walks with them; for a peer, the peer alone."""
    ties = person.ties.filter(why=models.Tie.Why.PAIRING, until_at=None).select_related("person")
    if not by.is_participant:
        ties = ties.filter(person_id=by.person_id)
    said = {row.peer_id: row for row in person.closenesses.all()}
    found = []
    for tie in ties.order_by("from_at"):
        row = said.get(tie.person_id)
        pair = (row.they_say, row.peer_says) if row else ("", "")
        own, theirs = pair if by.is_participant else pair[::-1]
        found.append(Near(tie.person_id, tie.person.name, row, own, theirs))
    return found


# --- who died --------------------------------------------------------------------------------


def mourned(by: actors.Actor) -> list[models.Passing]:
    """People a worker walked with who died lately."""
    rows = passings.mourned(by, since=clock.now() - MOURNED).select_related("participant")
    return list(rows.order_by("-written_at"))


def passed(by: actors.Actor, *, page: str) -> "Page[models.Passing]":
    rows = passings.passings_for(by).select_related("participant", "written_by")
    return Paginator(rows.order_by("-written_at", "-pk"), ON_A_PAGE).get_page(page)


def has_passed(person: models.Participant) -> models.Passing | None:
    return passings.open_of(person).select_related("written_by").first()


# --- who may be here twice --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    row: models.Likeness
    whys: list[str]


def alike(by: actors.Actor, *, page: str) -> tuple[list[Pair], "Page[models.Likeness]"]:
    """Pairs nobody has looked at, the newest first."""
    rows = pairs.likenesses_for(by).filter(verdict="").select_related("one", "other")
    found = Paginator(rows.order_by("-found_at", "-pk"), ON_A_PAGE).get_page(page)
    return [Pair(row, words.labels(rules.WHYS, row.whys)) for row in found], found


def uses_codes(by: actors.Actor) -> bool:
    return pairs.remembers_facts(by)


def remembered(person: models.Participant) -> models.Remembered | None:
    return person.remembered.first()


def has_other_keys(person: models.Participant) -> bool:
    """Whether records put together left them with more than one set of words."""
    return pairs.keys_of(person) > 1

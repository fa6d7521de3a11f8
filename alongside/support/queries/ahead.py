"""What pages about planning ahead read."""

import uuid
from dataclasses import dataclass
from itertools import groupby

from alongside.accounts import access, actors
from alongside.core import errors
from alongside.participants import models as records
from alongside.support import models
from alongside.support.policy import ahead as policy
from alongside.support.rules import ahead as rules

NOTICED = ("ahead", policy.may_plan)  # where a worker opens a record
MOST = 200  # lines that a page shows


@dataclass(frozen=True, slots=True)
class Course:
    """What was planned at once, with its lines as they come."""

    name: str
    peer: str
    lines: list[models.Planned]
    is_mine: bool

    @property
    def is_open(self) -> bool:
        return any(line.is_open for line in self.lines)


def courses(by: actors.Actor, person: records.Participant) -> list[Course]:
    """What was planned, what began last first. One query."""
    rows = policy.planned_of(by, person.pk).select_related("sequence", "peer", "appointment")
    rows = rows.defer("peer__username", "peer__email", "appointment__place")
    named = rows.order_by("-recorded_at", "begun", "on", "pk")[:MOST]
    found = []
    for _begun, lines in groupby(named, key=lambda row: row.begun):
        these = list(lines)
        first = these[0]
        is_mine = by.is_participant or first.peer_id == by.person_id
        found.append(Course(str(first.sequence), first.peer.name, these, is_mine))
    return found


def offered(by: actors.Actor, person: records.Participant) -> list[models.Sequence]:
    return list(policy.sequences_for(by, person).order_by("made_at", "pk"))


def sequence(by: actors.Actor, person: records.Participant, pk: uuid.UUID) -> models.Sequence:
    found = policy.sequences_for(by, person).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


@dataclass(frozen=True, slots=True)
class Here:
    """What an organisation offers, and which examples it could."""

    chosen: list[models.Sequence]
    examples: list[rules.Example]


def here(by: actors.Actor) -> Here:
    rows = list(policy.sequences_here(by).select_related("programme").order_by("made_at", "pk"))
    taken = {row.ready for row in rows}
    return Here(rows, [one for slug, one in rules.EXAMPLES.items() if slug not in taken])

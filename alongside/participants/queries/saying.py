"""What was written down for somebody as they told it: for whoever wrote it, and for them."""

import uuid
from dataclasses import dataclass
from typing import Any

from alongside.accounts import actors
from alongside.participants import models, policy
from alongside.participants.policy import saying

LAST = 50
LEADS = {  # where the person reads, and changes, what came of it
    "reach": "participants:reach",
    "reply": "support:contacts",
    "no-code": "participants:remember",
    "request": "participants:request",
    "close": "participants:request",
    "peers": "participants:request",
    "goal": "support:plan",
    "missed": "support:walking",
    "next": "support:walking",
    "stays": "support:walking",
}


@dataclass(frozen=True, slots=True)
class Line:
    row: models.Said
    name: str  # of whom they never want, if it was that
    page: str
    may_undo: bool


def ways(person: models.Participant) -> dict[str, Any]:
    """How they may be reached as it stands, to begin a form with."""
    same = ("reach_way", "reach_how", "never_ways", "quiet_from", "quiet_until", "safe_words")
    start = {name: getattr(person, name) for name in (*same, "version")}
    return start | {"never": person.reach_never}


def communities(by: actors.Actor) -> list[tuple[str, str]]:
    """Those kept here, to say to which of them somebody belongs."""
    return [(str(row.pk), row.name) for row in policy.communities_in(by).order_by("name")]


def written(by: actors.Actor, person: models.Participant) -> list[models.Said]:
    """What this worker wrote for them, newest first."""
    rows = saying.said_for(by).filter(participant=person)
    return list(rows.order_by("-happened_at", "-pk")[:LAST])


def lines(by: actors.Actor) -> list[Line]:
    """A participant's own, newest first. Two queries."""
    rows = saying.said_for(by).select_related("written_by").order_by("-happened_at", "-pk")
    found = list(rows[:LAST])
    names = {row.pk: row.words for row in policy.nevers_for(by)}
    return [
        Line(
            row,
            names.get(row.about, "") if row.about else "",
            LEADS.get(row.what, "participants:walls"),
            row.undone_at is None and row.what != models.Said.What.CUT,
        )
        for row in found
    ]


def still_open(by: actors.Actor, pk: uuid.UUID) -> bool:
    """Whether the record opens to them now."""
    return policy.participants_for(by).filter(pk=pk).exists()

"""What the pages of keeping in touch read. The same few queries however many there are."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.core.privacy import Words
from alongside.followups import models, policy, rules
from alongside.followups.queries.counts import WHAT, Count, counts
from alongside.participants.models import Participant

__all__ = ["WHAT", "Count", "counts"]

SHOWN = 60
OPENED, HALF_AN_HOUR = "after-card", 30 * 60  # a card whose words were typed stays open so long
LIVE = ("card", "open")


@dataclass(frozen=True, slots=True)
class Line:
    """One in a list. `name` is empty where it is not for the reader."""

    row: models.FollowUp
    name: Words
    stands: str


@dataclass(frozen=True, slots=True)
class Board:
    """Those to be in touch with oneself, those who wait for somebody, and cards one gave."""

    mine: list[Line]
    free: list[Line]
    cards: list[Line]
    others: list[Line]  # of another peer; for whoever looks after the work, and without a name


def board(by: actors.Actor, *, now: datetime, keeps: bool) -> Board:
    rows = policy.followups_for(by).filter(state__in=LIVE)
    rows = rows.select_related("participant", "peer", "offered_by").order_by("due_at", "pk")
    found = Board([], [], [], [])
    for row in rows[:SHOWN]:
        line = Line(row, _name(by, row), rules.standing(row.due_at, row.late_at, now=now))
        if row.state == "card":
            if row.offered_by_id == by.person_id:
                found.cards.append(line)
        elif row.peer_id == by.person_id:
            found.mine.append(line)
        elif row.peer_id is None:
            found.free.append(line)
        elif keeps:
            found.others.append(line)
    return found


def _name(by: actors.Actor, row: models.FollowUp) -> Words:
    if row.participant is not None:
        return str(row.participant)
    return row.called if policy.is_theirs(by, row) else ""


def due(by: actors.Actor, *, now: datetime) -> QuerySet[models.FollowUp]:
    """Those a peer is to be in touch with by now, and those whom nobody has yet."""
    rows = policy.followups_for(by, at=now).filter(state="open", due_at__lte=now)
    return rows.filter(Q(peer_id=by.person_id) | Q(peer=None))


def waiting(by: actors.Actor, *, now: datetime) -> int:
    """How many of them there are. One query."""
    return due(by, now=now).count()


@dataclass(frozen=True)
class Page:
    """One follow-up, with all that the reader may see of it."""

    row: models.FollowUp
    name: Words
    stands: str
    is_theirs: bool
    touches: list[models.Touch]
    bridges: list[models.Bridge]
    has_card: bool


def page(by: actors.Actor, followup: uuid.UUID, *, now: datetime) -> Page:
    row = policy.require(by, P.FIELD_WORK, followup=followup)
    theirs = policy.is_theirs(by, row)
    tries = row.touches.select_related("peer").order_by("-happened_at", "-pk")[:SHOWN]
    return Page(
        row=row,
        name=_name(by, row),
        stands=rules.standing(row.due_at, row.late_at, now=now),
        is_theirs=theirs,
        touches=list(tries) if theirs else [],
        bridges=list(row.bridges.order_by("said_at", "pk")) if theirs else [],
        has_card=row.cards.filter(opens_until__gt=now).exists(),
    )


def of(by: actors.Actor, participant_id: uuid.UUID) -> models.FollowUp | None:
    """The one that goes on with somebody; the caller has asked for their record."""
    live = policy.followups_for(by).filter(participant_id=participant_id, state__in=LIVE)
    return live.order_by("-happened_at").first()


def own(by: actors.Actor, person: Participant) -> list[models.FollowUp]:
    """A participant's own, the newest first."""
    rows = policy.followups_for(by).filter(participant=person).select_related("peer")
    return list(rows.defer("peer__username", "peer__email").order_by("-happened_at", "-pk"))


# --- a card --------------------------------------------------------------------------------


def opened(card: models.Card) -> str:
    """What proves in the page that the words were typed a moment ago."""
    held = {"card": str(card.pk), "organisation": str(card.organisation_id)}
    return signing.dumps(held, salt=OPENED)


def still_opened(token: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The card and its organisation; None after half an hour, or where it is none of ours."""
    try:
        held: dict[str, Any] = signing.loads(token, salt=OPENED, max_age=HALF_AN_HOUR)
        return uuid.UUID(held["card"]), uuid.UUID(held["organisation"])
    except (signing.BadSignature, KeyError, ValueError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class OnCard:
    """What the holder of a card sees: how it stands, and never how they are reached."""

    row: models.FollowUp
    organisation: str
    peer: str


def on_card(by: actors.Actor, card: uuid.UUID) -> OnCard:
    held = policy.require_card(by, P.RETURN_KEY_USE, card=card)
    row = held.follow_up
    peer = row.peer.name if row.peer is not None else ""
    return OnCard(row, row.organisation.name, peer)

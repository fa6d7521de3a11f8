"""What pages and phones read of phones and of what waits."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, When
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.capture import kinds, models, policy
from alongside.capture.queries import things
from alongside.core import kept, sentences

MOST_SHOWN = 200


def cut_off_phone(secret: str) -> models.Device | None:
    """The phone that holds this secret, if it was cut off."""
    found = policy.devices_with(kept.Text(policy.digest_of(secret)))
    return found[0] if found and found[0].cut_off_at is not None else None


def phone(by: actors.Actor, *, secret: str) -> models.Device:
    return policy.require_phone(by, P.FIELD_WORK, secret=secret)


@dataclass(frozen=True, slots=True)
class Phones:
    mine: list[models.Device]
    others: list[models.Device]


def phones(by: actors.Actor) -> Phones:
    """One's own, and those of others that one keeps; those in use first. Two hundred in all: a
    large team cuts off none of one's own."""
    rows = policy.devices_for(by).select_related("person", "cut_off_by")
    mine_first = Case(When(person_id=by.person_id, then=0), default=1)
    in_use_first = Case(When(cut_off_at=None, then=0), default=1)
    found = rows.order_by(mine_first, in_use_first, "-seen_at", "pk")[:MOST_SHOWN]
    mine = [row for row in found if row.person_id == by.person_id]
    return Phones(mine, [row for row in found if row.person_id != by.person_id])


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sheet is chosen from: identifiers or slugs, and words."""

    stocks: list[tuple[str, str]]
    items: list[tuple[str, str]]  # without naloxone, which has its own place on it
    back: list[tuple[str, str]]
    followups: list[tuple[str, str]]


def listed(by: actors.Actor) -> Listed:
    from alongside.capture.queries import packs

    items = things.items(by)
    return Listed(
        stocks=listed_stocks(by),
        items=[(one["slug"], one["name"]) for one in items if not one["route"]],
        back=[(one["slug"], one["name"]) for one in items if one["back"]],
        followups=[(one["id"], one["called"]) for one in packs.follow_ups(by)],
    )


def listed_stocks(by: actors.Actor) -> list[tuple[str, str]]:
    return [(one["id"], one["name"]) for one in things.stocks(by)]


# --- what waits ------------------------------------------------------------------------------


def card(hold: models.Hold) -> tuple[str, str]:
    """A few words for the phone: what it was, and why it waits."""
    kind = kind_words(hold)
    title = _("Not written down yet: %(kind)s") % {"kind": kind} if kind else _("Not written down")
    label = str(models.Hold.Why(hold.why).label)
    of_problem = hold.why == models.Hold.Why.PROBLEM and hold.answer
    return title, sentences.said(hold.answer[0]) if of_problem else label


def kind_words(hold: models.Hold) -> str:
    name = (hold.said.get("capture") or {}).get("kind", "") if hold.said else ""
    found = kinds.KINDS.get(name)
    return str(found.words) if found else ""


def waiting(by: actors.Actor) -> list[models.Hold]:
    """What waits for the actor's decision, oldest first."""
    rows = policy.holds_for(by).filter(settled_at=None)
    return list(rows.select_related("capture", "person", "asked").order_by("held_at", "pk")[:200])


def settled(by: actors.Actor) -> list[models.Hold]:
    rows = policy.holds_for(by).exclude(settled_at=None)
    return list(rows.select_related("capture", "person").order_by("-settled_at")[:20])


def waiting_with_others(by: actors.Actor) -> int:
    """How many wait with colleagues; for those who keep what stands behind the field."""
    if not access.can(by, P.FIELD_KEEP):
        return 0
    rows = policy.holds_for(by, counted=True).filter(settled_at=None)
    return rows.exclude(pk__in=policy.holds_for(by).values("pk")).count()


def how_many_wait(by: actors.Actor) -> int:
    return policy.holds_for(by).filter(settled_at=None).count()


@dataclass(frozen=True, slots=True)
class Shown:
    """Two short cards: what the phone said, and what Alongside has. `lines` is empty where the
    reader may not open the record it names."""

    hold: models.Hold
    kind: str
    lines: list[tuple[str, str]]
    about: str
    why: str
    answer: list[str]
    may_be_nameless: bool
    is_future: bool
    short: Mapping[str, Any]  # more went out than the book says was there: of what
    expired: str
    lots: list[tuple[str, str]]  # of which it may have been, where the one it said is none
    stocks: list[tuple[str, str]]  # out of which it may have come, where that is closed
    keepers: list[tuple[str, str]]
    is_mine: bool
    opens: uuid.UUID | None  # whose record is read here at somebody else's word

    @property
    def has_a_way(self) -> bool:
        """What is asked for first would mend it."""
        return bool(self.short or self.lots or self.stocks)


def hold(by: actors.Actor, pk: Any) -> Shown:
    from alongside.capture.queries import reading

    row = policy.require_hold(by, P.FIELD_WORK, hold=pk)
    said: Mapping[str, Any] = row.said.get("capture") or {}
    kind = kinds.KINDS.get(str(said.get("kind", "")))
    about, opens = reading.about(by, row)
    mine = row.person_id == by.person_id
    return Shown(
        hold=row,
        kind=str(kind.words) if kind else "",
        lines=reading.lines(by, said, all_of_it=mine or bool(row.participant_id)) if opens else [],
        about=about,
        why=str(models.Hold.Why(row.why).label),
        answer=[] if row.why == models.Hold.Why.REACH else list(map(sentences.said, row.answer)),
        may_be_nameless=bool(kind and kind.nameless and row.participant_id),
        is_future=row.why == models.Hold.Why.FUTURE,
        short=row.said.get("short") or {},
        expired=str(row.said.get("expired") or ""),
        lots=things.lots(by, row.said["lot"]["item"]) if row.said.get("lot") else [],
        stocks=listed_stocks(by) if row.said.get("closed") else [],
        keepers=_keepers(policy.keepers_for(by).select_related("person")),
        is_mine=mine,
        opens=row.participant_id if opens and not mine else None,
    )


def _keepers(rows: Iterable[Any]) -> list[tuple[str, str]]:
    once = {str(row.person_id): row.person.name for row in rows}
    return sorted(once.items(), key=lambda one: one[1].casefold())

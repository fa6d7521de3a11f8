"""Being in touch: who does it, each try, and when next, on their clock."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.followups import models, policy, rules
from alongside.followups.actions import rows
from alongside.support import actions as support
from alongside.support import policy as walking

Way, CameOf = models.Touch.Way, models.Touch.CameOf
SETTINGS = {Way.CALL: "phone", Way.MESSAGE: "phone", Way.VISIT: "community", Way.HERE: "centre"}
TRIED = {CameOf.NO_ANSWER: "no-answer", CameOf.LEFT_WORD: "left-word", CameOf.WRONG: "wrong-number"}


def take(*, by: actors.Actor, followup: uuid.UUID) -> models.FollowUp:
    """This peer keeps in touch. Whoever takes it first has it; nobody takes what the person
    wants of somebody else before reading whom they want."""
    row = policy.require(by, P.FIELD_WORK, followup=followup)
    with transaction.atomic():
        row = rows.locked(row)
        rows.require_live(row)
        if row.peer_id == by.person_id:
            return row
        if row.peer_id is not None:
            raise errors.Gone(
                _("Another peer keeps in touch with them already."), kept=_("Nothing was changed.")
            )
        rows.change(row, peer_id=by.person_id)
        rows.audited(by, "take-follow-up", row)
    return row


def pass_on(
    *, by: actors.Actor, followup: uuid.UUID, wants: str = "", wants_words: str = ""
) -> None:
    """It waits for another peer: because they would rather have somebody else (then `wants` is
    any or other), or because this one can't. Twice is once."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, own=True)
    if wants not in ("", "any", "other") or len(wants_words) > rules.LONGEST:
        raise errors.not_an_answer()
    with transaction.atomic():
        row = rows.locked(row)
        rows.require_live(row)
        if row.peer_id is None:
            return
        wish: dict[str, Any] = {"wants": wants or "any"}
        wish["wants_words"] = wants_words.strip() if wants == "other" else ""
        rows.change(row, peer_id=None, passed_on_at=clock.now(), **wish)
        rows.audited(by, "pass-on-follow-up", row, wants=wish["wants"])


def free(*, by: actors.Actor, followup: uuid.UUID) -> None:
    """Whoever looks after the work lets another peer take it, where the one who has it is away.
    They read nothing of it."""
    row = policy.require(by, P.FIELD_KEEP, followup=followup)
    with transaction.atomic():
        row = rows.locked(row)
        rows.require_live(row)
        if row.peer_id is not None:
            rows.change(row, peer_id=None, passed_on_at=clock.now())
            rows.audited(by, "pass-on-follow-up", row)


def reach(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    followup: uuid.UUID,
    came_of: str,
    way: str = Way.CALL,
    minutes: int = 10,
    every_days: int | None = None,
    next_at: datetime | None = None,
    as_before: bool = False,
    happened_at: datetime | None = None,
) -> models.Touch:
    """One try to be in touch, once per `id`. After a talk they say when next: `next_at`, or after
    `every_days` (of rules.EVERY_DAYS), or neither: no more by itself; `as_before` where nobody
    asked. It is a time together, an attempt, or work with somebody without a name."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, own=True, at=happened_at)
    at, now = rows.moment(happened_at)
    _require_sense(came_of, way, minutes, every_days)
    touch = models.Touch(
        id=id,
        organisation_id=row.organisation_id,
        follow_up=row,
        peer_id=by.person_id,
        way=way,
        came_of=came_of,
        minutes=minutes,
        happened_at=at,
        recorded_at=now,
    )
    same = models.Touch.objects.filter(pk=id, follow_up=row)
    if (before := same.first()) is not None:
        return before
    try:
        _write(by, touch, Next(every_days, next_at, as_before))
    except IntegrityError as error:
        if (before := same.first()) is None:
            raise rows.not_theirs() from error
        return before
    return touch


@dataclass(frozen=True, slots=True)
class Next:
    """When they would like the next word."""

    every_days: int | None
    at: datetime | None
    as_before: bool


def _write(by: actors.Actor, touch: models.Touch, said: Next) -> None:
    at = touch.happened_at
    with transaction.atomic():
        rows.require_agreed(touch.follow_up.participant, at=at, now=touch.recorded_at)
        row = rows.locked(touch.follow_up)
        _require_open(row)
        touch.save(force_insert=True)
        if touch.came_of == CameOf.REACHED:
            rows.change(row, **_clock(row, at, said))
        _count(by, touch, row, at=at)
        facts = {"way": touch.way, "came_of": touch.came_of}
        rows.audited(by, "reach-follow-up", row, happened_at=at, **facts)


def _require_open(row: models.FollowUp) -> None:
    rows.require_live(row)
    if row.state != models.FollowUp.State.OPEN:
        raise errors.Problem(
            _("They hold a card and have not said yes yet."), kept=_("Nothing was written down.")
        )


def _require_sense(came_of: str, way: str, minutes: int, every_days: int | None) -> None:
    known = came_of in CameOf.values and way in Way.values and every_days in rules.EVERY_DAYS
    if not known:
        raise errors.not_an_answer()
    if not 1 <= minutes <= 1440:
        raise errors.Problem(_("The minutes must be between 1 and 1440."))


def _clock(row: models.FollowUp, at: datetime, said: Next) -> dict[str, Any]:
    """When they want the next word. `due_at` is far away where they want none by itself. What they
    said later counts, whichever came in first."""
    if said.at is not None and not at < said.at <= at + rules.LATEST_NEXT:
        raise errors.Problem(_("The next time must be after this one, and within a year."))
    first = row.reached_at if row.reached_at is not None and row.reached_at <= at else at
    known = {"reached_at": first, "late_at": None}
    reached = models.Touch.objects.filter(follow_up=row, came_of=CameOf.REACHED)
    if reached.filter(happened_at__gt=at).exists():
        return known
    every_days = row.every_days if said.as_before else said.every_days
    due = said.at or rules.next_due(at, every_days)
    if due is None and said.as_before:
        return known
    return known | {"due_at": due or at + rules.LATEST_NEXT, "every_days": every_days}


def set_clock(
    *,
    by: actors.Actor,
    followup: uuid.UUID,
    version: int,
    every_days: int | None,
    next_at: datetime,
) -> models.FollowUp:
    """They want it at another time, or more or less often."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, own=True)
    at, _now = rows.moment(None)
    with transaction.atomic():
        row = rows.locked(row)
        _require_open(row)
        if every_days not in rules.EVERY_DAYS:
            raise errors.not_an_answer()
        if not at < next_at <= at + rules.LATEST_NEXT:
            raise errors.Problem(_("The next time must be after this one, and within a year."))
        row.version = version
        rows.change(row, due_at=next_at, every_days=every_days)
        rows.audited(by, "set-follow-up-clock", row)
    return row


def _count(by: actors.Actor, touch: models.Touch, row: models.FollowUp, *, at: datetime) -> None:
    """Entered once: the same try is a time together of people who walk together, or work with
    somebody who has no name here. Their ids are the same, so a resend is once there, too."""
    setting = SETTINGS[Way(touch.way)]
    if row.participant_id is None:
        if touch.came_of == CameOf.REACHED:
            support.log_work(
                by=by,
                id=touch.pk,
                what="nameless",
                kinds=["emotional"],
                people=1,
                setting=setting,
                minutes=touch.minutes,
                happened_at=at,
            )
        return
    if not _walks(by, row):
        return
    about: dict[str, Any] = {
        "by": by,
        "id": touch.pk,
        "participant": row.participant_id,
        "happened_at": at,
    }
    if touch.came_of == CameOf.REACHED:
        support.log_contact(**about, kinds=["emotional"], setting=setting, minutes=touch.minutes)
    elif touch.way != Way.HERE:
        support.try_reach(**about, way=touch.way, came_of=TRIED[CameOf(touch.came_of)])


def _walks(by: actors.Actor, row: models.FollowUp) -> bool:
    mine = walking.pairings_for(by).filter(participant=row.participant, peer_id=by.person_id)
    return bool(mine.filter(until_at=None).exists())

"""Somebody says what becomes of what was held: nothing is dropped but by a person."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import queries as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.capture import models, policy, rules
from alongside.capture.actions import replaying, rows
from alongside.core import clock, errors, sentences

Choice, Why = models.Hold.Choice, models.Hold.Why


def keep(
    *,
    by: actors.Actor,
    hold: uuid.UUID,
    version: int,
    happened_at: datetime | None = None,
    nameless: bool = False,
    counted: int | None = None,
    knowingly_expired: bool = False,
    lot: str | None = None,
    stock: uuid.UUID | None = None,
) -> None:
    """Write it down after all: as it is, at another time, without the person it names, with what
    was `counted` there before it, knowing that it was past its date, with another `lot` (empty
    where nobody knows which), or out of another `stock`. The Problem says why it still can't be;
    it stays held then."""
    row = policy.require_hold(by, P.FIELD_WORK, hold=hold)
    if not row.is_open:
        return
    if row.version != version:
        raise errors.Stale(SETTLED, todo=LOOK_AGAIN)
    author = _author(by, row)
    mend = _mend(row.said, counted, knowingly_expired, lot, stock)
    try:
        held = replaying.settle(by, author, row, at=happened_at, nameless=nameless, mend=mend)
    except rows.CameBefore as error:
        raise errors.Stale(SETTLED, todo=LOOK_AGAIN) from error
    if held is not None:
        replaying.still_held(author, row, held)
        raise errors.Problem(
            " ".join(sentences.said(one) for one in held.answer) or Why(held.why).label,
            kept=_("It is still held. Nothing is lost."),
        )
    replaying.try_again(by, row.capture.device)


def _mend(
    said: Mapping[str, Any],
    counted: int | None,
    knowingly_expired: bool,
    lot: str | None,
    stock: uuid.UUID | None,
) -> Callable[[rules.Part], rules.Part] | None:
    """Only what stood in its way can be said anew."""
    if counted is not None and "short" in said:
        more = {"counted": {said["short"]["item"]: counted}}
        return partial(rules.with_more, more=more)
    if knowingly_expired:
        return partial(rules.with_more, more={"knowingly_expired": True})
    if lot is not None and "lot" in said:
        return partial(rules.with_lot, wrong=said["lot"]["lot"], right=lot or None)
    if stock is not None and "closed" in said:
        return partial(rules.out_of, wrong=said["closed"], right=str(stock))
    return None


SETTLED = _("Somebody decided about it meanwhile.")
LOOK_AGAIN = _("Look at it again.")


def _author(by: actors.Actor, row: models.Hold) -> actors.Actor:
    """Whoever captured it, in the hat of then: what it counts for does not move to whom they
    asked. Where that hat is gone, whoever decides."""
    if row.person_id == by.person_id:
        return by
    worn = policy.hat_of(row)
    return accounts.actor_as(worn) if worn is not None else by


def drop(*, by: actors.Actor, hold: uuid.UUID, version: int) -> None:
    """It is not written down, and what it said is erased. Twice is once."""
    row = policy.require_hold(by, P.FIELD_WORK, hold=hold)
    if not row.is_open:
        return
    with transaction.atomic():
        mine = models.Hold.objects.filter(pk=row.pk, version=version, settled_at=None)
        if not mine.update(**replaying.settled(by, Choice.DROPPED, row, now=clock.now())):
            raise errors.Stale(SETTLED, todo=LOOK_AGAIN)
        models.Capture.objects.filter(pk=row.capture_id).update(
            outcome=models.Capture.Outcome.DROPPED
        )
        facts = {"kind": row.capture.kind}
        audit.record(by=by, verb="drop-capture", about=("hold", row.pk), facts=facts)


def send_on(*, by: actors.Actor, hold: uuid.UUID, version: int, person: uuid.UUID) -> None:
    """Somebody who keeps what stands behind the field decides instead."""
    row = policy.require_hold(by, P.FIELD_WORK, hold=hold)
    if not policy.keepers_for(by).filter(person_id=person).exists():
        raise errors.Missing(access.NOTHING)
    _pass(by, row, version, asked=person)


def send_back(*, by: actors.Actor, hold: uuid.UUID, version: int) -> None:
    """Whoever was asked leaves it to whoever captured it."""
    row = policy.require_hold(by, P.FIELD_WORK, hold=hold)
    _pass(by, row, version, asked=None)


def _pass(by: actors.Actor, row: models.Hold, version: int, *, asked: uuid.UUID | None) -> None:
    with transaction.atomic():
        mine = models.Hold.objects.filter(pk=row.pk, version=version, settled_at=None)
        at = clock.now() if asked else None
        if not mine.update(asked_id=asked, asked_at=at, version=version + 1):
            raise errors.Stale(SETTLED, todo=LOOK_AGAIN)
        audit.record(by=by, verb="pass-on-capture", about=("hold", row.pk))

"""What phones bring is written down by the same actions as from any page, each by itself, in the
order of the phone, and once. What can't be is held for whoever captured it."""

import json
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from pydantic import ValidationError

from alongside.accounts import actors, roles
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.capture import models, policy, rules, schemas
from alongside.capture.actions import rows
from alongside.core import clock, kept, outbox, scope

Why = models.Hold.Why
Outcome = models.Capture.Outcome
SEEN_SECONDS = 60
MOST_RETRIED = 50


@dataclass(frozen=True, slots=True)
class Result:
    """`id` as the phone gave it; `outcome` is done, again or held."""

    id: Any
    outcome: str
    hold: models.Hold | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """One of them, as far as it could be opened. `pk` is ours, whatever the phone said."""

    said_id: Any
    pk: uuid.UUID
    seq: int
    raw: Any
    envelope: schemas.Envelope | None
    why: str = ""


def replay(
    *,
    by: actors.Actor,
    secret: str,
    captures: Sequence[Any],
    phone_now: datetime | None = None,
    session: uuid.UUID | None = None,
) -> list[Result]:
    """Each capture, sealed or in clear, in its own transaction and as of when it happened. The
    `secret` is the phone's."""
    phone = policy.require_phone(by, P.FIELD_WORK, secret=secret)
    now = clock.now()
    named = [_named(phone, one) for one in captures]
    before = {one.pk: one for one in _known(phone, named)}
    arrived = [one if one.pk in before else _opened(phone, one) for one in named]
    found = {}
    for one in sorted(arrived, key=lambda one: one.seq):
        if one.pk in found:
            continue
        if one.pk in before:
            found[one.pk] = _again(one, before[one.pk])
        else:
            found[one.pk] = _one(by, phone, one, phone_now=phone_now, now=now)
    if any(each.outcome == "done" for each in found.values()):
        for pk in try_again(by, phone) & found.keys():
            found[pk] = Result(found[pk].id, "done")
    _seen(phone, session=session, now=now)
    return [Result(one.said_id, found[one.pk].outcome, found[one.pk].hold) for one in arrived]


# --- opening ---------------------------------------------------------------------------------


def _named(phone: models.Device, raw: Any) -> Arrived:
    """Still shut: what came before is known by its name, and is not opened once more."""
    said_id = raw.get("id") if isinstance(raw, dict) else None
    try:
        outer = schemas.Sealed.model_validate(raw)
    except ValidationError:
        return Arrived(said_id, _made_up(phone, raw), 0, raw, None, Why.SHAPE)
    return Arrived(said_id, outer.id, outer.seq, raw, None)


def _opened(phone: models.Device, one: Arrived) -> Arrived:
    if one.why:
        return one
    try:
        envelope = opened(one.raw, organisation_id=phone.organisation_id)
    except outbox.Unreadable:
        return replace(one, why=Why.SEALED)
    except NoCapture:
        return replace(one, why=Why.SHAPE)
    return replace(one, seq=envelope.seq, envelope=envelope)


class NoCapture(Exception):
    """It opens, and is nothing that a phone of ours says."""


def opened(raw: dict[str, Any], *, organisation_id: uuid.UUID) -> schemas.Envelope:
    """What it says, in clear. Raises Unreadable or NoCapture."""
    if len(str(raw.get("sealed", ""))) > rules.MOST_SEALED:
        raise NoCapture
    try:
        clear = _clear(raw, organisation_id)
        envelope = schemas.Envelope.model_validate(clear)
        same = envelope.id == uuid.UUID(str(raw["id"]))
    except outbox.Unreadable:
        raise
    except (KeyError, ValueError, RecursionError) as error:  # also ValidationError
        raise NoCapture from error
    if not same or not rules.is_a_time(envelope.happened_at):
        raise NoCapture
    return envelope


def _clear(raw: dict[str, Any], organisation_id: uuid.UUID) -> Any:
    if "sealed" not in raw:
        return raw
    return json.loads(outbox.opened(raw, organisation_id=organisation_id))


def _made_up(phone: models.Device, raw: Any) -> uuid.UUID:
    return rows.other_id(phone.pk, json.dumps(raw, sort_keys=True, default=str))


# --- one by one ------------------------------------------------------------------------------


def _known(phone: models.Device, arrived: list[Arrived]) -> list[models.Capture]:
    wanted = [one.pk for one in arrived]
    wanted += [rows.other_id(phone.pk, str(one.pk)) for one in arrived]
    return _came_already(phone.pk, kept.several(wanted))


@kept.question
def _came_already(device: uuid.UUID, wanted: tuple[uuid.UUID, ...]) -> QuerySet[models.Capture]:
    return models.Capture.objects.filter(device_id=device, pk__in=wanted)


def _again(one: Arrived, before: models.Capture) -> Result:
    hold = before.holds.first() if before.outcome == Outcome.HELD else None
    if hold is not None:  # else it was erased with whom it named
        return Result(one.said_id, "held", hold)
    return Result(one.said_id, "again")


def _one(
    by: actors.Actor,
    phone: models.Device,
    one: Arrived,
    *,
    phone_now: datetime | None,
    now: datetime,
) -> Result:
    if one.envelope is None:
        return _hold(by, phone, one, rows.Held(one.why), at=now)
    at = rules.put_right(one.envelope.happened_at, phone_now=phone_now, server_now=now)
    if rules.is_future(at, now=now):
        return _hold(by, phone, one, rows.Held(Why.FUTURE), at=at)
    at = min(at, now)  # within what clocks differ by: actions know no future
    try:
        with transaction.atomic():
            _came(by, phone, one, at=at)
            rows.play(by, one.envelope, at=at)
    except rows.CameBefore:
        return _came_before(by, phone, one, at=at)
    except Exception as error:
        return _hold(by, phone, one, rows.why_of(error), at=at)
    return Result(one.said_id, "done")


def _came(
    by: actors.Actor,
    phone: models.Device,
    one: Arrived,
    *,
    at: datetime,
    outcome: str = Outcome.DONE,
) -> models.Capture:
    """CameBefore ends the transaction that it is asked in."""
    row = models.Capture(
        pk=one.pk,
        organisation_id=phone.organisation_id,
        device=phone,
        person_id=by.person_id,
        kind=one.envelope.kind if one.envelope else "",
        seq=one.seq,
        outcome=outcome,
        happened_at=at,
        said_at=one.envelope.happened_at if one.envelope else None,
    )
    try:
        kept.insert(row)
    except IntegrityError as error:
        raise rows.CameBefore from error
    return row


def _came_before(by: actors.Actor, phone: models.Device, one: Arrived, *, at: datetime) -> Result:
    """At the same moment, by another connection; or the number is that of something else, and
    then it is held under one of ours."""
    before = phone.captures.filter(pk=one.pk).first()
    if before is not None:
        return _again(one, before)
    other = rows.other_id(phone.pk, str(one.pk))
    renamed = one.envelope.model_copy(update={"id": other}) if one.envelope else None
    moved = Arrived(one.said_id, other, one.seq, one.raw, renamed, one.why)
    return _hold(by, phone, moved, rows.Held(Why.FAULT), at=at)


def _hold(
    by: actors.Actor, phone: models.Device, one: Arrived, held: rows.Held, *, at: datetime
) -> Result:
    """It waits, whole, and nothing of it is written down."""
    said = rows.said_of(one.envelope, at=at) if one.envelope else {"raw": one.raw}
    said |= held.more
    try:
        with transaction.atomic():
            capture = _came(by, phone, one, at=at, outcome=Outcome.HELD)
            row = models.Hold.objects.create(
                organisation_id=phone.organisation_id,
                capture=capture,
                person_id=by.person_id,
                participant_id=one.envelope.person if one.envelope else None,
                why=held.why,
                said=said,
                answer=list(held.answer),
            )
            rows.write_refusal(by, held)
            facts = {"kind": capture.kind, "why": str(held.why)}
            audit.record(by=by, verb="hold-capture", about=("hold", row.pk), facts=facts)
    except rows.CameBefore:
        return _came_before(by, phone, one, at=at)
    return Result(one.said_id, "held", row)


# --- afterwards ------------------------------------------------------------------------------


def try_again(by: actors.Actor, phone: models.Device) -> set[uuid.UUID]:
    """What came before that which it belongs to is written down as soon as that is there: which
    captures these were. Where something else stands in the way of it by now, its card says so."""
    done = set()
    for hold in _missing(phone.pk, by.person_id):
        try:
            held = settle(by, by, hold)
        except rows.CameBefore:
            continue
        if held is None:
            done.add(hold.capture_id)
        elif held.why != Why.MISSING:
            still_held(by, hold, held)
    return done


@kept.question
def _missing(device: uuid.UUID, person: uuid.UUID) -> QuerySet[models.Hold]:
    waiting = models.Hold.objects.filter(
        capture__device_id=device, person_id=person, why=Why.MISSING, settled_at=None
    ).select_related("capture")
    return waiting.order_by("capture__seq", "held_at")[:MOST_RETRIED]


def still_held(author: actors.Actor, hold: models.Hold, held: rows.Held) -> None:
    """Why it can't be written down now; what could not be opened before is kept in clear, with
    whom it names, so that it is erased with them."""
    try:
        envelope, at = _said(hold)
        whole = rows.said_of(envelope, at=at)
        person = envelope.person
    except (outbox.Unreadable, NoCapture):
        whole, person = {"raw": hold.said.get("raw")}, hold.participant_id
    with transaction.atomic():
        mine = models.Hold.objects.filter(pk=hold.pk, version=hold.version, settled_at=None)
        mine.update(
            why=held.why,
            answer=list(held.answer),
            participant_id=person,
            said=whole | dict(held.more),
            version=hold.version + 1,
        )
        rows.write_refusal(author, held)


def settle(
    by: actors.Actor,
    author: actors.Actor,
    hold: models.Hold,
    *,
    at: datetime | None = None,
    nameless: bool = False,
    mend: Callable[[rules.Part], rules.Part] | None = None,
) -> rows.Held | None:
    """Write down what was held, as its author, as `mend` puts it right. Gives why it could not be,
    or None. CameBefore where somebody else settled it meanwhile."""
    now = clock.now()
    choice = models.Hold.Choice.NAMELESS if nameless else models.Hold.Choice.KEPT
    try:
        with _as_them(author), transaction.atomic():
            said, then = _said(hold)
            told = _mended(said, mend, nameless=nameless)
            mine = models.Hold.objects.filter(pk=hold.pk, version=hold.version, settled_at=None)
            if not mine.update(**settled(by, choice, hold, now=now)):
                raise rows.CameBefore
            moment = min(at or then, now)
            if rules.is_future(at or then, now=now):
                raise FutureStill
            models.Capture.objects.filter(pk=hold.capture_id).update(
                outcome=Outcome.DONE, kind=said.kind, happened_at=moment
            )
            rows.play(author, told, at=moment)
            audit.record(by=by, verb="keep-capture", about=("hold", hold.pk))
    except rows.CameBefore:
        raise
    except Exception as error:
        why = NOT_YET.get(type(error))
        return rows.Held(why) if why else rows.why_of(error)
    return None


def _mended(
    said: schemas.Envelope, mend: Callable[[rules.Part], rules.Part] | None, *, nameless: bool
) -> schemas.Envelope:
    if mend is not None:
        right = rules.put_together(said.model_dump(mode="json"), mend)
        said = schemas.Envelope.model_validate(right)
    return said.model_copy(update={"person": None}) if nameless else said


def _as_them(author: actors.Actor) -> AbstractContextManager[None]:
    """What the database shows and takes is theirs who captured it, whoever decides."""
    walker = author.person_id if roles.reaches_by_ties(author.role) else None
    return scope.within(author.organisation_id, walker_id=walker, reader_id=author.person_id)


class FutureStill(Exception):
    pass


NOT_YET = {FutureStill: Why.FUTURE, outbox.Unreadable: Why.SEALED, NoCapture: Why.SHAPE}


def _said(hold: models.Hold) -> tuple[schemas.Envelope, datetime]:
    """What is held, opened: also what could not be opened before. Under the number by which we
    know it, which is not the phone's where that was somebody else's."""
    if "capture" in hold.said:
        envelope = schemas.Envelope.model_validate(hold.said["capture"])
        return envelope, datetime.fromisoformat(hold.said["at"])
    raw = hold.said.get("raw")
    if not isinstance(raw, dict):
        raise NoCapture
    envelope = opened(raw, organisation_id=hold.organisation_id)
    return envelope.model_copy(update={"id": hold.capture_id}), envelope.happened_at


def settled(by: actors.Actor, choice: str, hold: models.Hold, *, now: datetime) -> dict[str, Any]:
    return {
        "choice": choice,
        "settled_at": now,
        "settled_by_id": by.person_id,
        "said": {},
        "answer": [],
        "participant_id": None,
        "version": hold.version + 1,
    }


def _seen(phone: models.Device, *, session: uuid.UUID | None, now: datetime) -> None:
    fresh = (now - phone.seen_at).total_seconds() < SEEN_SECONDS
    if not fresh or session not in {None, phone.session}:
        models.Device.objects.filter(pk=phone.pk).update(
            seen_at=now, session=session or phone.session
        )

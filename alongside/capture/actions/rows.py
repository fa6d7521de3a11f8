"""What replaying and settling have in common, once each has asked."""

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import InterfaceError, InternalError, OperationalError
from pydantic import ValidationError

from alongside.accounts import access, actors
from alongside.audit import actions as audit
from alongside.capture import kinds, models, schemas
from alongside.core import errors, sentences
from alongside.outreach import actions as outreach
from alongside.supplies import actions as supplies

log = logging.getLogger(__name__)
Why = models.Hold.Why


@dataclass(frozen=True, slots=True)
class Held:
    """Why something could not be written down, and what there is to say of it."""

    why: str
    answer: tuple[Any, ...] = ()  # sentences, as they are kept
    more: Mapping[str, Any] = field(default_factory=dict)  # what a way out of it needs
    refused: access.Refused | None = None


class CameBefore(Exception):
    """Its identifier is in use: it came at the same moment, or something else has it."""


def play(by: actors.Actor, said: schemas.Envelope, *, at: datetime) -> None:
    """The action that it is. Raises what the action raises, and ValidationError for a body that
    is none."""
    kind = kinds.KINDS.get(said.kind)
    if kind is None:
        raise UnknownKind(said.kind)
    around = kinds.Around(said.id, at, person=said.person, place=said.place)
    kind.play(by, around, kind.body.model_validate(said.body))


class UnknownKind(Exception):
    pass


def why_of(error: Exception) -> Held:
    """What an action's refusal is to whoever captured it. What the database can't do now is no
    refusal: the phone keeps it and comes again."""
    if isinstance(error, access.Refused):
        about_somebody = isinstance(error, access.Unseen) or error.participant_id is not None
        why = Why.REACH if about_somebody else Why.REFUSED
        return Held(why, (sentences.kept(error.sentence),), refused=error)
    if isinstance(error, errors.Problem):
        more: dict[str, Any] = {}
        if isinstance(error, supplies.Short):
            more = {"short": {"item": error.item, "have": error.have}}
        elif isinstance(error, supplies.OnlyExpired):
            more = {"expired": error.item}
        elif isinstance(error, supplies.OtherLot) and error.lot:
            more = {"lot": {"item": error.item, "lot": str(error.lot)}}
        elif isinstance(error, supplies.Closed):
            more = {"closed": str(error.place)}
        told = (error.happened, error.kept, error.todo)
        early = isinstance(error, errors.Missing | outreach.NotBegun)
        why = Why.MISSING if early else Why.PROBLEM
        return Held(why, tuple(sentences.kept(one) for one in told if one), more=more)
    if isinstance(error, ValidationError | UnknownKind):
        return Held(Why.SHAPE)
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        raise error  # it passes: the phone comes again
    log.error("A capture could not be replayed: %s", type(error).__name__)
    return Held(Why.FAULT)


def write_refusal(by: actors.Actor, held: Held) -> None:
    """For the participant to read, as the front door does it."""
    if held.refused is not None:
        audit.record(
            by=by,
            verb=str(held.refused.permission),
            participant_id=held.refused.participant_id,
            outcome="refused",
            facts={"unseen": 1} if isinstance(held.refused, access.Unseen) else None,
        )


def said_of(envelope: schemas.Envelope, *, at: datetime) -> dict[str, Any]:
    """As a hold keeps it: what the phone said, and when it was by our clock."""
    return {"capture": envelope.model_dump(mode="json"), "at": at.isoformat()}


def other_id(device: uuid.UUID, text: str) -> uuid.UUID:
    """For what came without an identifier of its own: the same each time it comes."""
    return uuid.uuid5(device, text)

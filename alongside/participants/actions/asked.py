"""What becomes of a request for a peer, by a tap or by what was said aloud: for actions that have
asked, inside their transaction."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.participants import models, policy, rules
from alongside.participants.actions import newcomers

State = models.Request.State
OPEN = (State.WAITING, State.PROPOSED)


def change(
    by: actors.Actor,
    row: models.Request,
    version: int,
    wish: rules.Wish,
    facts: Mapping[str, Any],
) -> None:
    """Of an open request. Stale where it was changed meanwhile."""
    if row.version != version:
        raise errors.Stale(
            _("Your request was changed meanwhile, perhaps in another window."),
            kept=_("What you typed is still here, and is not saved yet."),
            todo=_("Open your request again to see how it is now, then change it."),
        )
    write(row, **newcomers.columns(wish))
    record(by, "change-request", row, facts)


def close(by: actors.Actor, row: models.Request, facts: Mapping[str, Any]) -> None:
    write(row, state=State.CLOSED)
    record(by, "close-request", row, facts)


def settle(by: actors.Actor, row: models.Request, facts: Mapping[str, Any]) -> None:
    write(row, state=State.CHOSEN)
    record(by, "settle-request", row, facts)


def send_back(by: actors.Actor, row: models.Request, facts: Mapping[str, Any]) -> None:
    """It waits for other introductions."""
    if row.state == State.PROPOSED:
        write(row, state=State.WAITING, asked_for_others=row.asked_for_others + 1)
        record(by, "ask-for-others", row, {"times": row.asked_for_others, **facts})


def record(
    by: actors.Actor, verb: str, row: models.Request, facts: Mapping[str, Any] | None = None
) -> None:
    about = ("request", row.pk)
    audit.record(
        by=by, verb=verb, participant_id=row.participant_id, about=about, facts=facts or {}
    )


def mine(by: actors.Actor, request: uuid.UUID) -> models.Request:
    """The request, locked until the transaction ends."""
    row = policy.requests_for(by).select_for_update().filter(pk=request).first()
    if row is None:
        policy.deny_request(by, P.REQUEST_READ, request)
    return row


def still_open(by: actors.Actor, request: uuid.UUID) -> models.Request:
    row = mine(by, request)
    if row.state not in OPEN:
        raise errors.Gone(
            _("This request is not open any more."),
            kept=_("What was written on it before is kept."),
            todo=_("Somebody who wants a peer can ask again at any time."),
        )
    return row


def write(row: models.Request, **changes: Any) -> None:
    row.version += 1
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["version", *changes])


def whose(by: actors.Actor, request: uuid.UUID) -> models.Participant:
    """Whose request it is, where the actor may answer it."""
    row = policy.requests_for(by).select_related("participant").filter(pk=request).first()
    if row is None:
        policy.deny_request(by, P.REQUEST_ANSWER, request)
    found: models.Participant = row.participant
    return found


def request_of(me: models.Participant, said: models.Said) -> models.Request:
    """Their request that was spoken of, locked."""
    mine = models.Request.objects.select_for_update().filter(
        participant=me, pk=said.about or said.pk
    )
    if (row := mine.select_for_update().first()) is None:
        raise errors.Gone(_("This request is not here any more."))
    return row

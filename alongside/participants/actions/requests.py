"""Asking for a peer: the request, what becomes of it, and who looked at it."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts import policy as known
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Organisation
from alongside.audit import actions as audit
from alongside.audit import queries as history
from alongside.core import clock, counts, errors, ids, keyring
from alongside.participants import models, policy, rules
from alongside.participants.actions import asked, newcomers
from alongside.participants.actions.records import LOOK_AGAIN

State = models.Request.State
OPEN = asked.OPEN


def ask(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    wish: rules.Wish,
    reach: rules.Reach | None = None,
    alias: str = "",
    key_language: str = "en",
    address: str = "",
    happened_at: datetime | None = None,
) -> newcomers.Begun:
    """Somebody unknown asks an organisation (`by`'s) for a peer: they become a participant
    under the name they give, with a return key. The same id again changes nothing.

    `address` is where they ask from; it is counted and not kept. TooMany where a network
    asks very often; Problem where the organisation takes no requests, or nobody could answer.
    """
    access.require(by, P.REQUEST_ASK)
    organisation = known.organisations().filter(pk=by.tenant, takes_requests=True).first()
    if organisation is None:
        raise errors.Problem(
            _("This organisation does not take requests at the moment."),
            todo=_("Choose another, or call one of the help lines at the top of the page."),
        )
    reach = reach or rules.Reach()
    newcomers.require_sense(wish, reach)
    here = models.Request.objects.filter(organisation_id=by.tenant, pk=id)
    if here.exists():
        return newcomers.Begun(id)
    _require_patience(address)
    try:
        words = _ask(by, organisation, id, wish, reach, alias, key_language, happened_at)
    except IntegrityError as error:
        if here.exists():  # the same form, twice at the same moment
            return newcomers.Begun(id)
        raise newcomers.taken() from error
    return newcomers.Begun(id, words)


def _ask(
    by: actors.Actor,
    organisation: Organisation,
    request_id: uuid.UUID,
    wish: rules.Wish,
    reach: rules.Reach,
    alias: str,
    key_language: str,
    happened_at: datetime | None,
) -> str:
    now = clock.now()
    with transaction.atomic():
        key, words = accounts.make_return_key(
            by=by, organisation=organisation, language=key_language
        )
        participant = newcomers.begin_record(
            organisation.pk,
            ids.new(),
            alias=alias,
            wish=wish,
            reach=reach,
            key=key,
            welcomed_at=happened_at or now,
        )
        newcomers.begin_request(by, participant, request_id, wish, happened_at or now)
    return words


def ask_again(*, by: actors.Actor, id: uuid.UUID, wish: rules.Wish) -> newcomers.Begun:
    """A participant asks for a peer, or for another one. One open request at a time."""
    access.require(by, P.REQUEST_ASK)
    participant = policy.participants_for(by).first() if by.is_participant else None
    if participant is None:
        raise errors.Missing(access.NOTHING)
    newcomers.require_sense(wish)
    try:
        with transaction.atomic():
            models.Participant.objects.select_for_update().get(pk=participant.pk)
            mine = models.Request.objects.filter(participant=participant)
            if mine.filter(pk=id).exists():
                return newcomers.Begun(id)
            if mine.filter(state__in=OPEN).exists():
                raise errors.Problem(
                    _("You have asked already, and your request is still open."),
                    kept=_("Nothing was changed."),
                    todo=_("You can change what you asked for, or close it and ask again."),
                )
            newcomers.begin_request(by, participant, id, wish, clock.now())
    except IntegrityError as error:
        raise newcomers.taken() from error
    return newcomers.Begun(id)


def change_request(
    *, by: actors.Actor, request: uuid.UUID, version: int, wish: rules.Wish
) -> models.Request:
    """The participant changes what they asked for. Stale where it was changed meanwhile."""
    access.require(by, P.REQUEST_ASK)
    newcomers.require_sense(wish)
    with transaction.atomic():
        row = asked.still_open(by, request)
        if row.version == version + 1 and _says(row, wish):
            return row  # the same form, sent twice
        asked.change(by, row, version, wish, {})
    return row


def close_request(*, by: actors.Actor, request: uuid.UUID) -> models.Request:
    """The participant no longer asks. Twice is once; no reason is needed."""
    access.require(by, P.REQUEST_ASK)
    with transaction.atomic():
        row = asked.mine(by, request)
        if row.state in OPEN:
            asked.close(by, row, {})
    return row


def look_at_request(*, by: actors.Actor, request: uuid.UUID) -> models.Request:
    """Open a request: who looked is written down before it is shown. One's own looks are
    not kept."""
    access.require(by, P.REQUEST_READ)
    rows = policy.requests_for(by).select_related("participant", "organisation")
    row = rows.filter(pk=request).first()
    if row is None:
        policy.deny_request(by, P.REQUEST_READ, request)
    if by.is_participant:
        return row
    since = clock.now() - LOOK_AGAIN
    if not history.looked_since(
        participant_id=row.participant_id, by_id=by.id, page="request", since=since
    ):
        audit.record(
            by=by,
            verb="look",
            participant_id=row.participant_id,
            about=("request", row.pk),
            facts={"page": "request"},
        )
    return row


# --- what the floor above writes on it --------------------------------------------------


def answer_request(
    *, by: actors.Actor, request: uuid.UUID, version: int, words: str = ""
) -> models.Request:
    """The coordinator sent introductions: from now on it is the participant's turn."""
    access.require(by, P.REQUEST_ANSWER)
    with transaction.atomic():
        row = asked.still_open(by, request)
        if row.version != version:
            raise errors.Stale(
                _("This request changed while you were looking at it."),
                kept=_("Nothing was sent."),
                todo=_("Look at it again: they may have changed what they ask for."),
            )
        asked.write(row, state=State.PROPOSED, answer=words.strip())
        asked.record(by, "answer-request", row)
    return row


def settle_request(*, by: actors.Actor, request: uuid.UUID) -> models.Request:
    """The participant chose a peer. Gone where the request is not open any more."""
    access.require(by, P.PROPOSAL_CHOOSE)
    with transaction.atomic():
        row = asked.still_open(by, request)
        asked.settle(by, row, {})
    return row


def ask_for_others(*, by: actors.Actor, request: uuid.UUID) -> models.Request:
    """None of these: the request waits again for other introductions."""
    access.require(by, P.PROPOSAL_CHOOSE)
    with transaction.atomic():
        row = asked.still_open(by, request)
        asked.send_back(by, row, {})
    return row


# --- inside -----------------------------------------------------------------------------


def _says(row: models.Request, wish: rules.Wish) -> bool:
    return all(getattr(row, name) == value for name, value in newcomers.columns(wish).items())


def _require_patience(address: str) -> None:
    """Requests from one network, counted for an hour under a keyed digest of its address."""
    if not address:
        return
    hour = int(clock.now().timestamp()) // 3600
    name = f"ask:{keyring.digest(address, use='ask')[:32]}:{hour}"
    if counts.count(name, 3600) > rules.MOST_REQUESTS:
        raise errors.TooMany(
            _("Very many requests came from the network you are on."),
            kept=_("Everything you typed is still here. It is not sent yet."),
            todo=_("Try again in an hour, or call one of the help lines at the top."),
        )

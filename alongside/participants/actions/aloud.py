"""More of what is said aloud or given on paper: what somebody asks for in a peer, whether they
belong to a community, and that no code is made of what they remember. History is written by what
each of these shares with a tap, which calls `audit.record`."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants import models, policy, rules
from alongside.participants.actions import asked, communities, likeness, newcomers, saying

What = models.Said.What


def say_request(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    request: uuid.UUID,
    told: str,
    version: int,
    wish: rules.Wish,
) -> models.Said:
    """What they ask for now, as they told whoever looks for a peer with them."""
    access.require(by, P.REQUEST_ANSWER)
    newcomers.require_sense(wish)
    found = asked.whose(by, request)

    def do(facts: Mapping[str, Any]) -> saying.Came:
        row = asked.still_open(by, request)
        before = _columns(row)
        asked.change(by, row, version, wish, facts)
        return row.pk, {"was": before, "became": _columns(row)}

    return saying.heard_of_request(by=by, id=id, found=found, what=What.REQUEST, told=told, do=do)


def say_close_request(
    *, by: actors.Actor, id: uuid.UUID, request: uuid.UUID, told: str
) -> models.Said:
    """They no longer ask. No reason is needed."""
    access.require(by, P.REQUEST_ANSWER)
    found = asked.whose(by, request)

    def do(facts: Mapping[str, Any]) -> saying.Came:
        row = asked.still_open(by, request)
        before = {"state": row.state}
        asked.close(by, row, facts)
        return row.pk, before

    return saying.heard_of_request(by=by, id=id, found=found, what=What.CLOSE, told=told, do=do)


def say_belong(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    told: str,
    community: uuid.UUID,
    belongs: bool,
) -> models.Said:
    """Whether they belong to a community. The answer is the same where that stood already."""
    found = policy.require(by, P.WISH_TELL, participant=participant)
    here = policy.communities_in(by).filter(pk=community).first()
    if here is None:
        raise errors.Missing(access.NOTHING)

    def do(facts: Mapping[str, Any]) -> saying.Came:
        changed = communities.belonged(by, found, here, belongs, facts)
        return here.pk, {"belonged": belongs != changed}

    return saying.heard(by=by, id=id, found=found, what=What.BELONG, told=told, do=do)


def say_no_code(
    *, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, told: str
) -> models.Said:
    """No code of what they remember, now and later. The answer is the same where none was."""
    found = policy.require(by, P.WISH_TELL, participant=participant)

    def do(facts: Mapping[str, Any]) -> saying.Came:
        return None, {"changed": likeness.no_code(by, found, facts)}

    return saying.heard(by=by, id=id, found=found, what=What.NO_CODE, told=told, do=do)


# --- undone by the person themselves -------------------------------------------------------------


def _as_it_was(_by: actors.Actor, me: models.Participant, said: models.Said) -> None:
    row = asked.request_of(me, said)
    if row.state not in asked.OPEN:
        raise errors.Gone(_("This request is not open any more."))
    if _columns(row) != said.before["became"]:
        raise saying.changed_since()
    asked.write(row, **said.before["was"])


def _open_again(_by: actors.Actor, me: models.Participant, said: models.Said) -> None:
    row = asked.request_of(me, said)
    if me.requests.filter(state__in=asked.OPEN).exists():
        raise errors.Gone(
            _("You have asked again since then."), kept=_("What you ask for now still holds.")
        )
    if row.state == models.Request.State.CLOSED:
        asked.write(row, state=said.before["state"])


def _belonged_before(by: actors.Actor, me: models.Participant, said: models.Said) -> None:
    here = models.Community.objects.get(
        organisation_id=me.organisation_id, pk=said.about or said.pk
    )
    communities.belonged(by, me, here, said.before["belonged"], {})


def _no_more_no(_by: actors.Actor, me: models.Participant, said: models.Said) -> None:
    """A code that was there is gone: they may let a new one be made."""
    if said.before["changed"]:
        me.remembered.update(says_no=False)


def _columns(row: models.Request) -> dict[str, Any]:
    return {name: getattr(row, name) for name in newcomers.columns(rules.Wish(language="en"))}


saying.UNDO |= {
    What.REQUEST: _as_it_was,
    What.CLOSE: _open_again,
    What.BELONG: _belonged_before,
    What.NO_CODE: _no_more_no,
}

"""How one wants to be told outside: chosen, tried, stopped. And whether who comes next reads on."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, numbers
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy as reach
from alongside.threads import models, rules
from alongside.threads.actions import rows
from alongside.threads.models.sending import digest_of

Way = models.Line.Way


@dataclass(frozen=True, slots=True)
class Choice:
    """`way` and `says` of the line; `reminds` are slugs of `rules.MOMENTS`."""

    way: str
    address: str = ""
    tells_messages: bool = True
    reminds: Collection[str] = ()
    says: str = models.Line.Says.NEW
    own_words: str = ""


def choose(*, by: actors.Actor, choice: Choice, version: int) -> models.Line:
    """One's own choice, from this second; choosing anew takes an earlier STOP back."""
    access.require(by, P.MESSAGE_SEND)
    me = _own(by)
    address = _address(me, choice)
    with transaction.atomic():
        participants.hold(me)
        line = _line(me)
        if line.version != version:
            raise errors.Stale(
                _("This was changed while you had it open."),
                kept=_("What you typed is still in the form."),
                todo=_("Open the page again to see what it says now, then send yours once more."),
            )
        is_text = choice.way == Way.TEXT
        line.way, line.address = choice.way, address
        line.address_digest = digest_of(address) if is_text else ""
        line.tells_messages = choice.tells_messages
        line.reminds = [one for one in rules.MOMENTS if one in choice.reminds]
        line.says, line.own_words = choice.says, choice.own_words.strip()
        line.chosen_at, line.stopped_at, line.version = clock.now(), None, version + 1
        line.save()
        _write(by, "choose-line", line, way=line.way)
    return line


def stop(*, by: actors.Actor) -> None:
    """Nothing more goes out, also nothing that waits. Twice is once."""
    access.require(by, P.MESSAGE_SEND)
    me = _own(by)
    with transaction.atomic():
        line = _line(me)
        if line.stopped_at is None:
            rows.end(line)
            _write(by, "stop-line", line, way=line.way)


def try_line(*, by: actors.Actor, id: uuid.UUID) -> None:
    """One to see how it looks. Once per `id`."""
    access.require(by, P.MESSAGE_SEND)
    me = _own(by)
    with transaction.atomic():
        participants.hold(me)
        if models.Outgoing.objects.filter(participant=me, about_id=id).exists():
            return
        row = rows.tell(me, kind=rows.Kind.TRY, about=id)
        if row is None:
            raise errors.Problem(_("Choose a way first, then try it."))
        _write(by, "try-line", _line(me), way=row.way)


def leave_past(*, by: actors.Actor, is_open: bool) -> None:
    """Whether whoever walks with them next reads what was written before. Twice is once."""
    access.require(by, P.MESSAGE_SEND)
    me = _own(by)
    with transaction.atomic():
        line = _line(me)
        other = models.Line.objects.filter(pk=line.pk).exclude(past_stays_open=is_open)
        if other.update(past_stays_open=is_open, version=F("version") + 1):
            _write(by, "leave-past", line, opens=int(is_open))


def _own(by: actors.Actor) -> records.Participant:
    me = reach.participants_for(by).select_related("organisation") if by.is_participant else None
    found = me.first() if me is not None else None
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def _line(me: records.Participant) -> models.Line:
    row, _is_new = models.Line.objects.get_or_create(
        participant=me, defaults={"organisation_id": me.organisation_id, "version": 0}
    )
    return row


def _address(me: records.Participant, choice: Choice) -> str:
    known = choice.way in Way.values and choice.says in models.Line.Says.values
    if not known or len(choice.own_words) > rules.OWN_WORDS:
        raise errors.not_an_answer()
    if choice.says == models.Line.Says.OWN and not choice.own_words.strip():
        raise errors.Problem(_("Write the words that you want to be sent, or choose ours."))
    if choice.way in me.never_ways:
        raise errors.Problem(
            _("You ask to be reached in a way that you also say never to use."),
            todo=_("Choose one of the two."),
        )
    if choice.way == Way.TEXT:
        number = numbers.number(choice.address, me.organisation.country)
        if not number:
            raise errors.Problem(_("This is no number that we can send to. Write all of it."))
        return number
    if choice.way == Way.EMAIL:
        try:
            validate_email(choice.address.strip())
        except ValidationError as error:
            raise errors.Problem(_("This is no e-mail address. Look at it again.")) from error
        return choice.address.strip()
    return ""


def _write(by: actors.Actor, verb: str, line: models.Line, **facts: str | int) -> None:
    audit.record(
        by=by,
        verb=verb,
        participant_id=line.participant_id,
        about=("line", line.pk),
        facts=dict(facts),
    )

"""At the bedside, in one minute: yes, no, or a card to decide later."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts import rules as keys
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.followups import models, policy, rules
from alongside.followups.actions import rows
from alongside.participants.models import Participant

YES, NO, CARD = "yes", "no", "card"
State, Whom, Where = models.FollowUp.State, models.FollowUp.Whom, models.FollowUp.Where


@dataclass(frozen=True, slots=True)
class Offered:
    """`words` are those of the card, readable only now; empty where there is none, where the
    phone drew them itself, or where the form was sent before."""

    row: models.FollowUp
    words: str = ""


def offer(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    answer: str,
    where: str,
    whom: str = Whom.SELF,
    yes: rules.Yes | None = None,
    participant: uuid.UUID | None = None,
    overdose: uuid.UUID | None = None,
    they_came: bool = False,
    words: str = "",
    language: str = "en",
    happened_at: datetime | None = None,
) -> Offered:
    """Somebody is asked whether a peer may be in touch: `answer` is yes, no or card. With no name
    as a rule; with `participant` of the people one walks with, if they agree that it is written
    down. Whoever said no is not asked again, unless `they_came` and ask for it themselves.

    `words` are six that the phone drew for a card without signal; else, with the answer card or
    a yes whose way is key, they are drawn here. Once per `id`."""
    person = policy.require_whom(by, P.FIELD_WORK, participant=participant, at=happened_at)
    at, now = rows.moment(happened_at)
    _require_sense(answer, where, whom, words)
    has_card = answer == CARD or bool(words) or (yes is not None and yes.way == "key")
    said = None
    if answer == YES:
        said = rows.require_sense(yes, has_card=has_card, is_known=person is not None)
    drawn = words or (_six(said.language if said else language) if has_card else "")
    row = models.FollowUp(id=id, whom=whom, where=where, overdose=overdose, language=language)
    for name, value in _columns(by, answer, said, person, at=at, now=now).items():
        setattr(row, name, value)
    try:
        _write(by, row, said, they_came=they_came, words="" if answer == NO else drawn)
    except (IntegrityError, errors.Gone) as error:  # the same form; perhaps their own no is there
        return _offered_before(by, row, error)
    return Offered(row, "" if words or answer == NO else drawn)


def _write(
    by: actors.Actor,
    row: models.FollowUp,
    said: rules.Yes | None,
    *,
    they_came: bool,
    words: str,
) -> None:
    at, now = row.happened_at, row.recorded_at
    with transaction.atomic():
        rows.require_agreed(row.participant, at=at, now=now)
        if not they_came:
            _require_open_to_it(row, said)
        row.save(force_insert=True)
        if words:
            rows.write_card(row, words, now=now)
        facts = {"state": str(row.state), "whom": row.whom, "where": row.where}
        rows.audited(by, "offer-follow-up", row, happened_at=at, **facts)


def _columns(
    by: actors.Actor,
    answer: str,
    said: rules.Yes | None,
    person: Participant | None,
    *,
    at: datetime,
    now: datetime,
) -> dict[str, Any]:
    common = {
        "organisation_id": by.tenant,
        "participant": person,
        "offered_by_id": by.person_id,
        "happened_at": at,
        "recorded_at": now,
    }
    if answer == NO:
        return common | {"state": State.DECLINED, "ended_at": at, "ended_why": "wish"}
    if said is None:
        return common | {"state": State.CARD}
    return common | rows.of_yes(by, said, at=at)


def _require_sense(answer: str, where: str, whom: str, words: str) -> None:
    known = answer in (YES, NO, CARD) and where in Where.values and whom in Whom.values
    if not known:
        raise errors.not_an_answer()
    if words and len(keys.plain(words).split()) < rules.LEAST_WORDS:
        raise errors.Problem(_("A card has six words."))


def _require_open_to_it(row: models.FollowUp, said: rules.Yes | None) -> None:
    """They have not said no before, as far as anybody can know."""
    if row.participant is not None:
        theirs = models.FollowUp.objects.filter(participant=row.participant, whom=row.whom)
        if theirs.filter(state=State.DECLINED).exists():
            raise rows.said_no()
    if said is not None:
        rows.require_not_refused(row.organisation_id, said.how)


def _offered_before(by: actors.Actor, row: models.FollowUp, error: Exception) -> Offered:
    mine = models.FollowUp.objects.filter(organisation_id=by.tenant, offered_by_id=by.person_id)
    if (before := mine.filter(pk=row.pk).first()) is not None:
        return Offered(before)
    if isinstance(error, errors.Gone):
        raise error
    theirs = models.FollowUp.objects.filter(participant=row.participant, state__in=rows.LIVE)
    if row.participant is not None and theirs.exists():
        raise errors.Problem(
            _("Somebody keeps in touch with them already."),
            kept=_("Nothing was changed."),
            todo=_("Open that one, and go on there."),
        ) from error
    raise rows.not_theirs() from error


def accept(
    *,
    by: actors.Actor,
    followup: uuid.UUID,
    yes: rules.Yes,
    happened_at: datetime | None = None,
) -> models.FollowUp:
    """Whoever held a card says yes to the peer in front of them. Twice is once."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, at=happened_at)
    at, now = rows.moment(happened_at)
    said = rows.require_sense(yes, has_card=row.cards.exists(), is_known=not row.is_nameless)
    with transaction.atomic():
        rows.require_agreed(row.participant, at=at, now=now)
        row = rows.locked(row)
        rows.require_live(row)
        if row.state == State.OPEN:
            return row
        rows.change(row, **rows.of_yes(by, said, at=max(at, row.happened_at)))
        rows.audited(by, "accept-follow-up", row, happened_at=at)
    return row


def make_card(*, by: actors.Actor, followup: uuid.UUID) -> str:
    """Six new words for a card: with them they change or stop it by themselves. Those of an
    earlier card open nothing any more."""
    row = policy.require(by, P.FIELD_WORK, followup=followup, own=True)
    words = _six(row.language)
    with transaction.atomic():
        row = rows.locked(row)
        rows.require_live(row)
        rows.write_card(row, words, now=clock.now())
        rows.audited(by, "make-card", row)
    return words


def _six(language: str) -> str:
    return keys.six_words(language, choose=secrets.choice)

"""What several actions about follow-ups have in common, once each has asked."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts import rules as keys
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids, keyring
from alongside.followups import models, rules
from alongside.participants import actions as participants
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED

State = models.FollowUp.State
LIVE = (State.CARD, State.OPEN)
EMPTY: Mapping[str, Any] = {"called": "", "reach_how": "", "say": "", "wants_words": ""}


def audited(
    by: actors.Actor,
    verb: str,
    row: models.FollowUp,
    *,
    happened_at: datetime | None = None,
    **facts: Any,
) -> None:
    """In their own history, where there is a record; else in the organisation's."""
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("follow-up", row.pk),
        facts=facts,
        happened_at=happened_at,
    )


def change(row: models.FollowUp, **columns: Any) -> None:
    """As it was read, or not at all: two who write at once do not overwrite each other."""
    mine = models.FollowUp.objects.filter(pk=row.pk, version=row.version)
    if not mine.update(**columns, version=F("version") + 1):
        raise errors.Stale(
            _("Somebody else changed this just now."),
            kept=_("What you wrote was not written over theirs."),
            todo=_("Open it again, see how it stands, and write yours once more."),
        )
    row.version += 1
    for name, value in columns.items():
        setattr(row, name, value)


def locked(row: models.FollowUp) -> models.FollowUp:
    """The same row, held until the transaction ends."""
    return models.FollowUp.objects.select_for_update().get(pk=row.pk)


def require_past(at: datetime, *, now: datetime) -> None:
    if rules.is_future(at, now=now):
        raise errors.Problem(
            _("That time has not come yet."), todo=_("Leave the time empty if it was just now.")
        )


def require_agreed(person: Participant | None, *, at: datetime, now: datetime) -> None:
    """Of somebody's record nothing is written unless they agree to it now, and did when it
    happened. Of nobody's, there is nothing to agree to."""
    if person is not None:
        participants.hold(person)
        for moment_of in {at, now}:
            participants.require_consent(participant=person, kind=RECORDED, at=moment_of)


def require_live(row: models.FollowUp) -> None:
    if row.state == State.DECLINED:
        raise said_no()
    if row.state == State.ENDED:
        raise errors.Gone(
            _("This has ended."),
            kept=_("What happened until then is kept, and nothing of how they were reached."),
            todo=_("If they are here and want it again, begin anew with them."),
        )


def said_no() -> errors.Gone:
    return errors.Gone(
        _("They said no, so nobody asks them again."),
        kept=_("Nothing was written down."),
        todo=_("If they come and ask for it themselves, say so in the form."),
    )


def digest_of(organisation_id: uuid.UUID, how: str) -> str:
    """A keyed code of where somebody is reached, in this organisation; empty for nothing."""
    plain = rules.plain_reach(how)
    return keyring.digest(f"{organisation_id}:{plain}", use="follow-up-no") if plain else ""


def require_not_refused(organisation_id: uuid.UUID, how: str) -> None:
    """Whoever is reached there said no before."""
    code = digest_of(organisation_id, how)
    said = models.FollowUp.objects.filter(organisation_id=organisation_id, no_digest=code)
    if code and said.exists():
        raise said_no()


def of_yes(by: actors.Actor, yes: rules.Yes, *, at: datetime) -> dict[str, Any]:
    """The columns of a yes; a Problem where it would not hold."""
    due, late = rules.first_window(at, yes.first_hours)
    is_worker = by.kind is actors.Kind.PERSON and not by.is_participant
    return {
        "state": State.OPEN,
        "called": yes.called.strip(),
        "language": yes.language,
        "reach_way": yes.way,
        "reach_how": yes.how.strip() if yes.way in rules.DETAIL else "",
        "say": yes.say.strip(),
        "leave_word": yes.leave_word,
        "wants": yes.wants,
        "wants_words": yes.wants_words.strip() if yes.wants == "other" else "",
        "peer_id": by.person_id if yes.wants == "me" and is_worker else None,
        "agreed_at": at,
        "due_at": due,
        "late_at": late,
    }


def require_sense(yes: rules.Yes | None, *, has_card: bool, is_known: bool = False) -> rules.Yes:
    lack = rules.lacks(yes, has_card=has_card, is_known=is_known) if yes is not None else "how"
    if yes is None or lack:
        raise errors.Problem(LACKS.get(lack, LACKS["choice"]), kept=_("Nothing was written down."))
    return yes


LACKS = {
    "choice": _("Something in the form is not one of the answers we know."),
    "long": _("That is very long: 200 characters at most in each line."),
    "how": _("How may somebody be in touch? A number, an address, or a place and a time."),
    "card": _("To come back by themselves they need a card with words."),
}


def write_card(row: models.FollowUp, words: str, *, now: datetime) -> None:
    """The words open it from now on; those of an earlier card no more."""
    models.Card.objects.filter(follow_up=row).delete()
    models.Card.objects.create(
        id=ids.new(),
        organisation_id=row.organisation_id,
        follow_up=row,
        words_digest=card_digest(words),
        made_at=now,
        opens_until=now + rules.CARD_OPENS,
    )


def card_digest(words: str) -> str:
    return keyring.digest(keys.plain(words), use="after-card")


def end(row: models.FollowUp, *, why: str, at: datetime) -> None:
    """Who it was is taken out at once."""
    over = {"ended_at": max(at, row.happened_at), "due_at": None, "late_at": None, "reach_way": ""}
    change(row, state=State.ENDED, ended_why=why, **over, **EMPTY)
    models.Card.objects.filter(follow_up=row).delete()


def say_no(row: models.FollowUp, *, at: datetime) -> None:
    """They want none of it: a code of where they were reached is all that stays of them, so that
    nobody asks there again."""
    code = digest_of(row.organisation_id, row.reach_how)
    over = {"ended_at": max(at, row.happened_at), "due_at": None, "late_at": None, "reach_way": ""}
    change(row, state=State.DECLINED, no_digest=code, ended_why="wish", **over, **EMPTY)
    models.Card.objects.filter(follow_up=row).delete()


def not_theirs() -> errors.Missing:
    """The id of a form is that of something that is not theirs."""
    return errors.Missing(
        _("This form can’t be used here."),
        kept=_("Nothing was changed."),
        todo=_("Open the page again and send it from there."),
    )


def moment(happened_at: datetime | None) -> tuple[datetime, datetime]:
    """When it happened, and now; a Problem where that is still to come."""
    now = clock.now()
    at = happened_at or now
    require_past(at, now=now)
    return at, now

"""How the work is for a peer: theirs to say, to show to somebody for a time, and to take back.

History says of each only that something of their own was kept; not what, and not that it was this.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.measures import models, policy, rules
from alongside.participants.actions import rows as sent
from alongside.peers import actions as peers


def answer_work(
    *, by: actors.Actor, id: uuid.UUID, answers: Mapping[str, int], words: str = ""
) -> models.WorkCheckin:
    """Keep how the work is for the actor now, once per `id`. `answers` maps items to 0–4; others
    were not answered. Problem where nothing was said, or not in our words."""
    access.require(by, P.OWN_KEEP)
    if not rules.accepts(answers, items=rules.WORK_ITEMS) or len(words) > rules.LONGEST_WORDS:
        raise errors.not_an_answer()
    if not answers and not words.strip():
        raise errors.Problem(
            _("Nothing was answered yet, so there is nothing to keep."),
            todo=_("Answer one question, or leave the page: both are fine."),
        )
    mine = policy.own_work(by)
    with sent.once(mine, id):
        if not mine.filter(pk=id).exists():
            row = models.WorkCheckin.objects.create(
                id=id,
                organisation_id=by.tenant,
                person_id=by.person_id,
                instrument=_instrument(),
                answers=dict(answers),
                words=words.strip(),
            )
            _note(by, row.pk)
    return mine.get(pk=id)


def show_work(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    to: uuid.UUID,
    what: str,
    moment: uuid.UUID | None = None,
    with_words: bool = False,
    asks: Collection[str] = (),
    words: str = "",
    days: int = 7,
) -> models.WorkShown:
    """Show one moment, or the lines as they are now, to one person for so many `days`; or only
    ask them for something. Once per `id`: the same form sent again shows nothing anew."""
    access.require(by, P.OWN_KEEP)
    now = clock.now()
    _can_be_shown(by, to, what, moment, asks, words, days)
    mine = models.WorkShown.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
    with sent.once(mine, id):
        if not mine.filter(pk=id).exists():
            is_moment = what == models.WorkShown.What.MOMENT
            row = models.WorkShown.objects.create(
                id=id,
                organisation_id=by.tenant,
                person_id=by.person_id,
                to_id=to,
                what=what,
                moment_id=moment if is_moment else None,
                with_words=with_words and is_moment,
                asks=[slug for slug in models.WorkShown.Ask.values if slug in asks],
                words=words.strip(),
                from_at=now,
                until_at=now + timedelta(days=days),
            )
            _note(by, row.pk)
    return mine.get(pk=id)


def _can_be_shown(
    by: actors.Actor,
    to: uuid.UUID,
    what: str,
    moment: uuid.UUID | None,
    asks: Collection[str],
    words: str,
    days: int,
) -> None:
    known = what in models.WorkShown.What and set(asks) <= set(models.WorkShown.Ask.values)
    if not known or days not in rules.SHOWN_DAYS or len(words) > rules.LONGEST_WORDS:
        raise errors.not_an_answer()
    if not policy.trusted_by(by, now=clock.now()).filter(person_id=to).exists():
        raise errors.Problem(
            _("It can’t be shown to them here."),
            kept=_("Nothing was shown to anybody."),
            todo=_("Choose somebody from the list, or tell them yourself."),
        )
    mine = policy.own_work(by)
    found = mine.filter(pk=moment or actors.NOWHERE)
    if what == models.WorkShown.What.MOMENT and not found.exists():
        raise errors.Problem(
            _("Choose which check-in you want to show."), kept=_("Nothing was shown to anybody.")
        )
    if what == models.WorkShown.What.LINE and not mine.exists():
        raise errors.Problem(
            _("There is no check-in yet, so there are no lines to show."),
            todo=_("You can still ask for something."),
        )
    if what == models.WorkShown.What.ASK and not asks and not words.strip():
        raise errors.Problem(
            _("Nothing is shown and nothing is asked for."),
            todo=_("Tick what you ask for, or write a word to them."),
        )


def take_work_back(*, by: actors.Actor, showing: uuid.UUID) -> None:
    """From this second they are shown it no longer. Twice is once."""
    access.require(by, P.OWN_KEEP)
    mine = models.WorkShown.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
    if not mine.filter(pk=showing).exists():
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        if mine.filter(pk=showing, ended_at=None).update(ended_at=clock.now()):
            _note(by, showing)


def let_go_of_moment(*, by: actors.Actor, moment: uuid.UUID) -> None:
    """Delete one check-in; whoever was shown it is shown it no longer."""
    access.require(by, P.OWN_KEEP)
    with transaction.atomic():
        if not policy.own_work(by).filter(pk=moment).delete()[0]:
            raise errors.Missing(_("There is no such check-in any more."))
        _note(by, moment)


def let_go_of_all(*, by: actors.Actor, sure: bool) -> None:
    """Delete all that the actor keeps of themselves at work: check-ins, what they showed of them,
    and stepping back. Twice is once."""
    access.require(by, P.OWN_KEEP)
    if not sure:
        raise errors.Problem(
            _("Tick that you are sure: it can’t be undone."), kept=_("Nothing was deleted.")
        )
    with transaction.atomic():
        shown = models.WorkShown.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
        many = shown.delete()[0] + policy.own_work(by).delete()[0]
        if many:
            audit.record(by=by, verb="keep-own")
        peers.let_go_of_step_backs(by=by)


def read_shown(*, by: actors.Actor, showing: uuid.UUID) -> models.WorkShown:
    """Open what a colleague shows; they read that it was opened. One answer for what is not shown
    any more, is shown to somebody else, or was never there."""
    access.require(by, P.ACCOUNT_KEEP)
    row = policy.shown_to(by, now=clock.now()).filter(pk=showing).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        seen = models.WorkShown.objects.filter(pk=row.pk, seen_at=None)
        if seen.update(seen_at=clock.now()):
            audit.record(by=by, verb="read-shown", about=("own", row.pk))
    return row


def restored(*, by: actors.Actor, copy_made_at: datetime) -> None:
    """A copy was brought back. What was taken back since it was made would be shown again, and
    nobody knows which: all of it ends. Whoever still wants it shows it anew."""
    access.require(by, P.ORGANISATION_EDIT)
    with transaction.atomic():
        shown = models.WorkShown.objects.filter(organisation_id=by.tenant, ended_at=None)
        shown.filter(from_at__lte=copy_made_at).update(ended_at=clock.now())
        audit.record(by=by, verb="end-shown", organisation_id=by.tenant)


def _note(by: actors.Actor, about: uuid.UUID) -> None:
    audit.record(by=by, verb="keep-own", about=("own", about))


def _instrument() -> models.Instrument:
    """Seeded by a migration; made again where a database was emptied without its schema."""
    row, _new = models.Instrument.objects.get_or_create(
        slug=rules.WORK,
        edition=rules.EDITION,
        defaults={"own": True, "validated": False, "items": list(rules.WORK_ITEMS)},
    )
    return row

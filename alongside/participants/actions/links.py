"""Two participants who are close let each other know what both choose. Neither learns that the
other is here before both have agreed, and either cuts it without a word."""

import secrets
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import rules as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses
from alongside.audit import actions as audit
from alongside.core import clock, errors, keyring
from alongside.participants import models, policy
from alongside.participants.actions import newcomers, records, rows
from alongside.participants.rules import walls as rules

MOST_TRIES = 10  # a day


def offer_link(
    *, by: actors.Actor, id: uuid.UUID, gives: Collection[str], says: str = "", language: str = "en"
) -> str:
    """Three words to hand over to somebody, readable only now; empty where this form, `id`, was
    sent before. They open nothing by themselves: the other must be here, and agree."""
    access.require(by, P.WALL_OWN)
    try:
        with transaction.atomic():
            me = rows.own(by, locked=True)
            if policy.links_for(by).filter(pk=id).exists():
                return ""
            words = offer(by, me, id, gives, says, language)
    except IntegrityError as error:
        if policy.links_for(by).filter(pk=id).exists():  # the same form, twice at one moment
            return ""
        raise newcomers.taken() from error
    return words


def offer(
    by: actors.Actor,
    me: models.Participant,
    id: uuid.UUID,
    gives: Collection[str],
    says: str,
    language: str,
    *,
    facts: Mapping[str, Any] | None = None,
) -> str:
    """For an action that has asked, in its transaction: the words."""
    chosen, listed, now = _chosen(gives, says), accounts.wordlist(language), clock.now()
    words = " ".join(secrets.choice(listed) for _word in range(rules.LINK_WORDS))
    models.Link.objects.create(
        id=id,
        organisation_id=me.organisation_id,
        one=me,
        words_digest=_digest(words),
        one_gives=chosen,
        one_says=says.strip(),
        offered_at=now,
        open_until_at=now + rules.LINK_LASTS,
    )
    about = ("link", id)
    audit.record(by=by, verb="offer-link", participant_id=me.pk, about=about, facts=facts)
    return words


def agree_link(
    *, by: actors.Actor, words: str, gives: Collection[str], says: str = ""
) -> models.Link:
    """Whoever was handed the words agrees, and chooses what they give. Wrong, old and cut words
    are answered alike; tries are counted."""
    access.require(by, P.WALL_OWN)
    return agree(by, rows.own(by), words, gives, says)


def agree(
    by: actors.Actor,
    me: models.Participant,
    words: str,
    gives: Collection[str],
    says: str,
    *,
    facts: Mapping[str, Any] | None = None,
) -> models.Link:
    """For an action that has asked."""
    chosen = _chosen(gives, says)
    wrong = guesses.Counter(f"link-words:{me.pk}", MOST_TRIES, 24 * 3600)
    if wrong.is_full:
        raise errors.TooMany(
            _("There were too many tries with words for a link."),
            kept=_("Nothing was changed."),
            todo=_("Try again tomorrow, with words that were given to you."),
        )
    try:
        return _agree(by, me, words, chosen, says.strip(), facts)
    except errors.Problem:
        wrong.count()
        raise


def _agree(
    by: actors.Actor,
    me: models.Participant,
    words: str,
    chosen: list[str],
    says: str,
    facts: Mapping[str, Any] | None,
) -> models.Link:
    with transaction.atomic():
        records.hold(me)
        waiting = models.Link.objects.select_for_update().filter(
            organisation_id=me.organisation_id, words_digest=_digest(words), cut_at=None
        )
        row = waiting.first()
        if row is not None and row.other_id == me.pk:
            return row
        usable = row is not None and row.agreed_at is None and row.open_until_at > clock.now()
        if row is None or not usable or row.one_id == me.pk:
            raise _unusable()
        row.other, row.other_gives, row.other_says = me, chosen, says
        row.agreed_at = clock.now()
        row.save(update_fields=["other", "other_gives", "other_says", "agreed_at"])
        _tell(by, "agree-link", row, me, facts)
    return row


def cut_link(*, by: actors.Actor, link: uuid.UUID) -> None:
    """From this second neither reads anything of the other. Twice is once; no reason is asked,
    and the other is not told who cut it."""
    access.require(by, P.WALL_OWN)
    these = policy.links_for(by).filter(pk=link)
    row = these.first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        cut(by, row, rows.own(by))


def cut(
    by: actors.Actor,
    row: models.Link,
    me: models.Participant,
    *,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """For an action that has asked, in its transaction."""
    live = models.Link.objects.filter(pk=row.pk, cut_at=None)
    if live.update(cut_at=clock.now(), words_digest="", one_says="", other_says=""):
        _tell(by, "cut-link", row, me, facts)


def _tell(
    by: actors.Actor,
    verb: str,
    row: models.Link,
    me: models.Participant,
    facts: Mapping[str, Any] | None,
) -> None:
    """In the history of both. The other reads that it is so: who wrote it for somebody else is
    nothing they may learn, for it tells with whom that one walks."""
    quiet = by if by.is_participant else actors.system("a link", organisation_id=by.tenant)
    for whom in sorted(pk for pk in (row.one_id, row.other_id) if pk):
        mine = whom == me.pk
        audit.record(
            by=by if mine else quiet,
            verb=verb,
            participant_id=whom,
            about=("link", row.pk),
            facts=facts if mine else None,
        )


def _digest(words: str) -> str:
    return keyring.digest(accounts.plain(words), use="link")


def _chosen(gives: Collection[str], says: str) -> list[str]:
    if len(says) > rules.LONGEST or not set(gives) <= set(rules.GIVES):
        raise errors.Problem(_("Choose among the answers on the page, and keep your words short."))
    return [slug for slug in rules.GIVES if slug in gives]


def _unusable() -> errors.Problem:
    return errors.Problem(
        _("These words open nothing, or not any more."),
        kept=_("Nothing was changed."),
        todo=_("Ask whoever gave them to you for new ones. They work for seven days, and once."),
    )

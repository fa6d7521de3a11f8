"""The partner's side. Nothing is shown but by `show`, which goes by the one way out."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses
from alongside.audit import actions as audit
from alongside.audit import queries as history
from alongside.core import clock, counts, errors, keyring, scope
from alongside.participants import actions as participants
from alongside.referrals import models, policy, rules
from alongside.referrals.actions import rows

SHOWN_AGAIN = timedelta(minutes=15)  # showing the same within this time is one disclosure
GUESSES, GUESS_SECONDS = 10, 300
PIN_TRIES, PIN_SECONDS = 6, 24 * 3600


def open_link(
    *, by: actors.Actor, secret: str, pin: str, browser: str, address: str
) -> models.Link:
    """Open it in this browser, and from now on in no other. `by` holds nothing yet but a secret;
    `browser` is random and kept by the browser; `address` is only counted.

    Gone where it was opened in another one, has expired or was ended: the participant reads of
    the attempt, as of wrong PINs.
    """
    access.require(by, P.REFERRAL_ANSWER)
    found = known_link(by=by, secret=secret, address=address)
    holder = actors.partner_link(found.pk, organisation_id=found.organisation_id)
    with scope.within(found.organisation_id):
        row = policy.of_link(found)
        _require_showable(holder, found, row)
        _require_pin(holder, found, row, pin)
        mine = rows.digest_of_browser(found.pk, browser)
        with transaction.atomic():
            live = policy.links_of(row.pk).filter(pk=found.pk, ended_at=None)
            first = live.filter(opened_at=None)
            if first.update(opened_at=clock.now(), browser_digest=mine):
                audit.record(
                    by=holder,
                    verb="open-link",
                    participant_id=row.participant_id,
                    about=("referral", row.pk),
                )
                return found
            if live.filter(browser_digest=mine).exists():
                return found
        _refused(holder, row)
        raise errors.Gone(
            _("This link was opened in another browser before, and it opens only there."),
            kept=_("What the service answered is kept."),
            todo=_("Ask the organisation that sent it for a new link. It takes them a minute."),
        )


def _require_pin(by: actors.Actor, held: models.Link, row: models.Referral, pin: str) -> None:
    """Whoever reads the message alone has few tries, which the participant reads."""
    wrong = guesses.Counter(f"referral-pin:{held.pk}", PIN_TRIES, PIN_SECONDS)
    if wrong.is_full:
        raise errors.TooMany(
            _("Many wrong PINs were tried, so this link opens nothing for a day."),
            kept=_("What the service answered is kept."),
            todo=_("Ask the organisation that sent it for a new link. It takes them a minute."),
        )
    if not hmac.compare_digest(rows.digest_of_pin(held.pk, pin), held.pin_digest):
        wrong.count()
        _refused(by, row)
        raise errors.Problem(
            _("This is not the PIN of this link."),
            kept=_("Nothing was opened."),
            todo=_("Ask the organisation for it by voice, and type it again."),
        )


def known_link(*, by: actors.Actor, secret: str, address: str) -> models.Link:
    """The link of a secret, without using it up. Wrong ones are counted, and slowed down."""
    access.require(by, P.REFERRAL_ANSWER)
    counter = f"link:{keyring.digest(address, use='link-guess')[:32]}"
    if counts.often(counter) >= GUESSES:
        raise errors.TooMany(
            _("Many wrong links were tried, so we are slow for a moment."),
            todo=_("Wait five minutes, then try again."),
        )
    found = policy.link_named(secret)
    if found is None:
        counts.count(counter, GUESS_SECONDS)
        raise errors.Missing(
            _("This link opens nothing here."),
            todo=_("Look at each sign again, or ask the organisation for a new link."),
        )
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What a partner may read, and what must go with it."""

    referral: models.Referral
    left: participants.Left


def show(*, by: actors.Actor) -> Shown:
    """What the partner may read, written down as a disclosure before it is shown. A withdrawal
    comes either before, and nothing is shown, or after, and the disclosure is there to be
    read."""
    access.require(by, P.REFERRAL_ANSWER)
    held, row = _held(by)
    _require_showable(by, held, row)
    try:
        left = participants.disclose(
            by=by,
            participant=row.participant_id,
            recipient=rules.recipient(row.service_name),
            purpose=rules.PURPOSE,
            categories=row.shares,
            via="page",
            consent=row.consent_id or row.pk,
            known_since=max(held.opened_at or held.made_at, clock.now() - SHOWN_AGAIN),
        )
    except participants.NotCovered:
        _require_showable(by, held, policy.of_link(held))  # says it in this page's words
        raise
    return Shown(row, left)


def answer(*, by: actors.Actor, version: int, answer: str, words: str = "") -> None:
    """The partner says what became of it: received, seen or can't help. May be said again."""
    access.require(by, P.REFERRAL_ANSWER)
    if answer not in rules.PARTNER_ANSWERS:
        raise errors.not_an_answer()
    held, row = _held(by)
    _require_showable(by, held, row)
    with transaction.atomic():
        row = rows.locked(row)
        if row.state == answer and row.partner_words == words.strip():
            return
        state = rows.moved(row, answer)
        rows.change(
            row,
            version,
            state=state,
            partner_words=words.strip(),
            partner_answered_at=clock.now(),
        )
        audit.record(
            by=by,
            verb="answer-referral",
            participant_id=row.participant_id,
            about=("referral", row.pk),
            facts={"answer": answer},
        )


def _held(by: actors.Actor) -> tuple[models.Link, models.Referral]:
    held = policy.link_held(by)
    if held is None or held.opened_at is None:
        raise errors.Gone(
            _("This page needs the link that was sent to your service."),
            todo=_("Open the link again, or ask the peer worker who sent it for a new one."),
        )
    return held, policy.of_link(held)


def _require_showable(by: actors.Actor, held: models.Link, row: models.Referral) -> None:
    """Gone, and a line that the participant reads, where nothing may be shown."""
    if policy.may_show(held, row):
        return
    _refused(by, row)
    if row.state != models.Referral.State.CLOSED and not policy.consent_lives(row):
        raise errors.Gone(
            _("The person took their consent back; nothing more is shown."),
            kept=_("What you hold already stays with you, under the rules of your service."),
        )
    if row.state in rules.ENDED:
        raise errors.Gone(
            _("This referral has ended, so there is nothing more to open."),
            kept=_("What the service answered is kept."),
        )
    raise errors.Gone(
        _("This link has ended or is too old."),
        kept=_("What the service answered is kept."),
        todo=_("Ask the organisation that sent it for a new link. It takes them a minute."),
    )


def _refused(by: actors.Actor, row: models.Referral) -> None:
    """Written outside the transaction that failed; trying again and again is one line."""
    since = clock.now() - SHOWN_AGAIN
    if not history.refused_since(participant_id=row.participant_id, by_id=by.id, since=since):
        audit.record(
            by=by,
            verb=str(P.REFERRAL_ANSWER),
            participant_id=row.participant_id,
            about=("referral", row.pk),
            outcome="refused",
        )

"""From the first word to the participant's own answer."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids
from alongside.directory import models as directory
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy as reach
from alongside.participants.rules import agreeing, regimes, sentences
from alongside.referrals import models, policy, rules
from alongside.referrals.actions import rows

State = models.Referral.State
SIX_WORDS = _("the keeper of six words")  # who has no name here


def refer(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    service: uuid.UUID,
    shares: Sequence[str],
    name: str = "",
    reach_how: str = "",
    words: str = "",
    language: str = "en",
    happened_at: datetime | None = None,
) -> models.Referral:
    """Prepare a referral. `shares` are slugs of `rules.SHAREABLE`; what else is given is not
    kept. `language` is the one in which the participant agrees.

    Prepared by the participant, it is agreed to in the same moment, unless it says who they
    are: then they sign with their own name, or carry that on a slip. Prepared by a peer, it
    waits for the participant's yes, and needs their consent to writing things down.
    """
    found = reach.require(by, P.REFERRAL_SEND, participant=participant, at=happened_at)
    given = {"name": name, "reach": reach_how, "words": words}
    values = _prepared(by, found, rows.service(service), shares, given)
    with transaction.atomic():
        participants.hold(found)
        if (row := rows.own(id, found.pk)) is not None:
            return row
        if not by.is_participant:
            participants.require_consent(participant=found, kind="recorded", at=clock.now())
        row = rows.write(id=id, happened_at=happened_at or clock.now(), **values)
        _write_prepared(by, row)
        if by.is_participant and not set(row.shares) & set(rules.IDENTIFYING):
            agree(by=by, referral=row.pk, version=row.version, language=language)
            row.refresh_from_db()
    return row


def _write_prepared(by: actors.Actor, row: models.Referral) -> None:
    audit.record(
        by=by,
        verb="prepare-referral",
        participant_id=row.participant_id,
        about=("referral", row.pk),
        facts={"shares": row.shares},
        happened_at=row.happened_at,
    )


def _prepared(
    by: actors.Actor,
    found: records.Participant,
    service: directory.Service,
    shares: Sequence[str],
    given: Mapping[str, str],
) -> dict[str, Any]:
    """The columns of a new referral: of what is given, only what is shared."""
    if not shares or not set(shares) <= set(rules.SHAREABLE):
        raise errors.Problem(
            _("Nothing is ticked yet, so the service would know nothing."),
            todo=_("Tick at least one thing to share."),
        )
    kept = {slug: given[slug].strip() if slug in shares else "" for slug in given}
    return {
        "organisation_id": found.organisation_id,
        "participant": found,
        "service": service,
        "service_name": rows.called(service),
        "sent_by_id": None if by.is_participant else by.id,
        "shares": [slug for slug in rules.SHAREABLE if slug in shares],
        "name_given": kept["name"],
        "reach_given": kept["reach"],
        "words": kept["words"],
        "language_given": found.language if "language" in shares else "",
        "going_together": "together" in shares,
        "recorded_at": clock.now(),
    }


def agree(
    *,
    by: actors.Actor,
    referral: uuid.UUID,
    version: int,
    language: str = "en",
    own_name: str = "",
    age: int | None = None,
    slip: bool = False,
) -> None:
    """The participant says yes to sharing exactly what they read. Twice is once.

    What says who they are leaves only with their `own_name` under it; with `slip` it is left
    out, and they carry it themselves. Problem where what is left would not hold.
    """
    row = rows.reached(by, P.CONSENT_GIVE, referral)
    with transaction.atomic():
        row = rows.locked(row)
        if row.state == State.READY and policy.consent_lives(row):
            return
        rows.moved(row, "agree")
        shares = [slug for slug in row.shares if not slip or slug not in rules.IDENTIFYING]
        found = reach.participants_for(by).get(pk=row.participant_id)
        consent = participants.share(
            by=by,
            id=ids.new(),
            participant=row.participant_id,
            about=row.pk,
            yes=_yes(row, found, shares, language=language, own_name=own_name, age=age),
        )
        rows.change(row, version, state=State.READY, consent_id=consent.pk, shares=shares)
        audit.record(
            by=by,
            verb="agree-referral",
            participant_id=row.participant_id,
            about=("referral", row.pk),
            facts={"shares": shares},
        )


def _yes(
    row: models.Referral,
    found: records.Participant,
    shares: Sequence[str],
    *,
    language: str,
    own_name: str,
    age: int | None,
) -> agreeing.Yes:
    law = regimes.of(reach.law_of(found).regime)
    heard = agreeing.heard(law, regimes.SHARED) if law else ()
    return agreeing.Yes(
        purpose=rules.PURPOSE,
        categories=tuple(shares),
        recipient=row.service_name,
        recipient_kind=rules.KIND,
        until_event="referral-closed",
        name=own_name.strip() or found.alias or str(SIX_WORDS),
        own_name=bool(own_name.strip()),
        age=age,
        statements=heard,
        said=sentences.said(heard),
        language=language,
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A link as it is shown once: the secret may be written, the PIN is said aloud. Empty where
    this very form was sent before: both were shown then."""

    secret: str = ""
    pin: str = ""


def link(*, by: actors.Actor, id: uuid.UUID, referral: uuid.UUID) -> Made:
    """Make the one-time link and its PIN, and send with them; a link from before dies. Nobody
    can read either again. Gone without a live consent."""
    row = rows.reached(by, P.REFERRAL_SEND, referral)
    now = clock.now()
    secret = "".join(secrets.choice(rules.ALPHABET) for _sign in range(rules.SIGNS))
    pin = "".join(secrets.choice("0123456789") for _digit in range(rules.PIN))
    with transaction.atomic():
        row = rows.locked(row)
        if policy.links_of(row.pk).filter(pk=id).exists():
            return Made()
        state = rows.moved(row, "send")
        policy.links_of(row.pk).filter(ended_at=None).update(ended_at=now)
        models.Link.objects.create(
            id=id,
            organisation_id=row.organisation_id,
            referral=row,
            secret_digest=policy.digest(secret),
            pin_digest=rows.digest_of_pin(id, pin),
            made_at=now,
            expires_at=now + timedelta(days=settings.LINK_DAYS),
        )
        rows.change(row, row.version, state=state, sent_at=row.sent_at or now)
        audit.record(
            by=by,
            verb="send-referral",
            participant_id=row.participant_id,
            about=("referral", row.pk),
            facts={"link": str(id)},
        )
    return Made(rules.written(secret), pin)


def stop(*, by: actors.Actor, referral: uuid.UUID) -> None:
    """Nothing more leaves, from this second. The participant takes their consent back with it;
    a peer only ends the sending. Twice is once."""
    row = rows.reached(by, P.REFERRAL_SEND, referral)
    with transaction.atomic():
        row = rows.locked(row)
        if row.state in rules.ENDED:
            return
        policy.links_of(row.pk).filter(ended_at=None).update(ended_at=clock.now())
        if by.is_participant and row.consent_id and policy.consent_lives(row):
            participants.withdraw_consent(
                by=by, participant=row.participant_id, consent=row.consent_id
            )
        rows.change(row, row.version, state=State.STOPPED, closed_at=clock.now())
        audit.record(
            by=by,
            verb="stop-referral",
            participant_id=row.participant_id,
            about=("referral", row.pk),
        )


def close(
    *, by: actors.Actor, referral: uuid.UUID, version: int, answer: str, words: str = ""
) -> None:
    """The participant says how it went, and that closes it; 'still waiting' keeps it open."""
    row = rows.reached(by, P.REFERRAL_CLOSE, referral)
    if answer not in models.Referral.OwnAnswer.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        row = rows.locked(row)
        if row.own_answer == answer and row.own_words == words.strip():
            return
        state = rows.moved(row, "wait" if answer == rules.WAITING else "close")
        changes: dict[str, Any] = {"own_answer": answer, "own_words": words.strip()}
        if state == State.CLOSED:
            policy.links_of(row.pk).filter(ended_at=None).update(ended_at=clock.now())
            changes["closed_at"] = clock.now()
            participants.come_to_pass(
                by=by, participant=row.participant_id, event="referral-closed", about=row.pk
            )
        rows.change(row, version, state=state, **changes)
        audit.record(
            by=by,
            verb="close-referral" if state == State.CLOSED else "still-waiting",
            participant_id=row.participant_id,
            about=("referral", row.pk),
            facts={"answer": answer},
        )


def restored(*, by: actors.Actor, copy_made_at: datetime) -> None:
    """A copy was brought back. Links that were stopped since it was made would open again, and
    nobody knows which: all end, and the organisation's history says that this happened."""
    access.require(by, P.ORGANISATION_EDIT)
    with transaction.atomic():
        ended = policy.links_in(by).filter(ended_at=None).update(ended_at=clock.now())
        facts = {"links": ended, "copy-made-at": copy_made_at.isoformat()}
        audit.record(by=by, verb="restore", organisation_id=by.tenant, facts=facts)

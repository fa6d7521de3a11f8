"""What somebody agrees to and takes back: on the screen, on paper, by spoken word."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids
from alongside.participants import models, policy, rules
from alongside.participants.actions import records
from alongside.participants.rules import agreeing, leaving, regimes


def give_consent(
    *, by: actors.Actor, participant: uuid.UUID, kind: str, language: str = "en"
) -> models.Consent:
    """To being supported, or to being written down: one tap. Saying it twice is once."""
    found = policy.require(by, P.CONSENT_GIVE, participant=participant)
    if kind not in rules.INSIDE:
        raise errors.Problem(_("There is no such thing to agree to."))
    now = clock.now()
    with transaction.atomic():
        consent, is_new = models.Consent.objects.get_or_create(
            participant=found,
            kind=kind,
            withdrawn_at=None,
            defaults={
                "organisation_id": found.organisation_id,
                "words_version": rules.WORDS_VERSION,
                "language": language,
                "given_at": now,
                "recorded_at": now,
            },
        )
        if is_new:
            _record(by, "give-consent", consent)
    return consent


def share(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    yes: agreeing.Yes,
    about: uuid.UUID | None = None,
    asking: uuid.UUID | None = None,
) -> models.Consent:
    """The participant signs, on the screen, that something may leave. Once per `id`; of one
    thing (`about`) there is one at a time. `asking` is what it answers, if somebody asked.

    Problem where it would not hold: nothing is kept that looks like a yes and is none.
    """
    found = policy.require(by, P.CONSENT_GIVE, participant=participant)
    with transaction.atomic():
        records.hold(found)
        live = models.Consent.objects.filter(participant=found, withdrawn_at=None)
        same = live.filter(pk=id) if about is None else live.filter(about=about)
        if (before := same.first()) is not None:
            return before
        row = _signed(found, id, yes, way=leaving.SCREEN, about=about)
        _keep(row)
        _record(by, "give-consent", row)
        if asking is not None:
            _answered(found, asking, row)
    return row


def write_down(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    yes: agreeing.Yes,
    way: str,
    pictures: Sequence[str] = (),
    representative: uuid.UUID | None = None,
    given_at: datetime | None = None,
) -> models.Consent:
    """What was signed on paper (`pictures` of it, in base64), or said aloud where the law lets
    that do, written down by a worker. Once per `id`."""
    found = policy.require(by, P.CONSENT_WRITE, participant=participant)
    with transaction.atomic():
        records.hold(found)
        before = models.Consent.objects.filter(participant=found, pk=id).first()
        if before is not None:
            return before
        row = _signed(
            found,
            id,
            yes,
            way=way,
            given_at=given_at,
            has_paper=bool(pictures),
            heard_by_id=by.person_id,
            representative=_stand_in(found, representative),
        )
        _keep(row)
        _keep_papers(row, pictures)
        _record(by, "write-consent", row)
    return row


def withdraw_consent(*, by: actors.Actor, participant: uuid.UUID, consent: uuid.UUID) -> None:
    """One tap, from this second. Twice is once."""
    found = policy.require(by, P.CONSENT_WITHDRAW, participant=participant)
    with transaction.atomic():
        records.hold(found)
        row = _own(found, consent)
        _end(by, [row] if row.withdrawn_at is None else [], "withdraw-consent")


def withdraw_sharing(
    *, by: actors.Actor, participant: uuid.UUID, like: uuid.UUID | None = None
) -> None:
    """All that may leave; or all that may go to whom the agreement `like` is for. One tap,
    from this second. Being supported and being written down are not touched."""
    found = policy.require(by, P.CONSENT_WITHDRAW, participant=participant)
    with transaction.atomic():
        records.hold(found)
        _end(by, _shared(found, like), "withdraw-consent")


def hear_withdrawal(
    *, by: actors.Actor, participant: uuid.UUID, consent: uuid.UUID | None = None
) -> None:
    """They said aloud that they take it back: one agreement, or all that lets something out.
    Honoured at once; who heard it is written down."""
    found = policy.require(by, P.CONSENT_HEAR, participant=participant)
    with transaction.atomic():
        records.hold(found)
        rows = [_own(found, consent)] if consent is not None else _shared(found, None)
        live = [row for row in rows if row.withdrawn_at is None]
        _end(by, live, "hear-withdrawal", withdrawal_heard_by_id=by.person_id)


def come_to_pass(
    *, by: actors.Actor, participant: uuid.UUID, event: str, about: uuid.UUID | None = None
) -> None:
    """What some agreements last until has happened: they end with it."""
    found = policy.require(by, P.DISCLOSURE_MAKE, participant=participant)
    with transaction.atomic():
        records.hold(found)
        _pass(by, found.pk, event, about=about)


def say_ended(*, by: actors.Actor, participant: uuid.UUID, consent: uuid.UUID) -> None:
    """A study or a matter before a court is over, as one of them says: what was agreed until
    then ends with it. Twice is once."""
    found = policy.require(by, P.CONSENT_HEAR, participant=participant)
    with transaction.atomic():
        records.hold(found)
        row = _own(found, consent)
        if row.until_event not in leaving.TOLD:
            raise errors.Problem(_("This agreement does not end with something that you can tell."))
        live = models.Consent.objects.filter(pk=row.pk, event_at=None, withdrawn_at=None)
        if live.update(event_at=clock.now()):
            _record(by, "end-consent", row)


def _pass(
    by: actors.Actor, participant_id: uuid.UUID, event: str, *, about: uuid.UUID | None = None
) -> None:
    rows = models.Consent.objects.filter(
        participant_id=participant_id, withdrawn_at=None, until_event=event, event_at=None
    )
    for row in rows.filter(about=about) if about else rows:
        models.Consent.objects.filter(pk=row.pk).update(event_at=clock.now())
        _record(by, "end-consent", row)


def _signed(
    found: models.Participant,
    id: uuid.UUID,
    yes: agreeing.Yes,
    *,
    way: str,
    about: uuid.UUID | None = None,
    given_at: datetime | None = None,
    has_paper: bool = False,
    heard_by_id: uuid.UUID | None = None,
    representative: models.Representative | None = None,
) -> models.Consent:
    """The row, not yet kept. Problem where it would not hold."""
    law, at = policy.law_of(found), given_at or clock.now()
    regime = regimes.of(law.regime)
    if regime is None:
        raise _no_regime()
    kind = regime.kind_for(yes.purpose, yes.categories)
    if not kind or (way == leaving.SPOKEN and heard_by_id is None) or at > clock.now():
        raise _not_so(("purpose-fits",))
    row = models.Consent(
        id=id,
        organisation_id=found.organisation_id,
        participant=found,
        kind=kind,
        about=about,
        regime=regime.slug,
        discloser=found.organisation.name,
        way=way,
        heard_by_id=heard_by_id,
        representative=representative,
        given_at=at,
        **_columns(yes),
    )
    given = row.given(has_paper=has_paper)
    if lacks := agreeing.lacks(given, regime, at=at, minors_from=law.minors_from):
        raise _not_so(lacks)
    return row


def _columns(yes: agreeing.Yes) -> dict[str, Any]:
    return {
        "categories": list(yes.categories),
        "recipient_how": yes.how,
        "recipient_kind": yes.recipient_kind,
        "recipient": yes.recipient.strip(),
        "recipient_members": list(yes.members),
        "purpose": yes.purpose,
        "until_at": yes.until_at,
        "until_event": yes.until_event,
        "words": yes.words.strip(),
        "signed_as": leaving.OWN_NAME if yes.own_name else leaving.ALIAS,
        "signed_name": yes.name.strip(),
        "signed_age": yes.age,
        "signed_both": yes.both,
        "statements": list(yes.statements),
        "said": yes.said,
        "words_version": rules.WORDS_VERSION,
        "language": yes.language,
        "recorded_at": clock.now(),
    }


def _keep(row: models.Consent) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the id of a form that is not theirs
        raise errors.Missing(access.NOTHING) from None


def _keep_papers(row: models.Consent, pictures: Sequence[str]) -> None:
    models.Paper.objects.bulk_create(
        models.Paper(
            id=ids.new(),
            organisation_id=row.organisation_id,
            participant_id=row.participant_id,
            consent=row,
            picture=picture,
        )
        for picture in pictures
    )


def _stand_in(found: models.Participant, pk: uuid.UUID | None) -> models.Representative | None:
    if pk is None:
        return None
    row = policy.representatives_of(found).filter(pk=pk).first()
    if row is None:
        raise errors.Missing(policy.NOTHING)
    return row


def _answered(found: models.Participant, asking: uuid.UUID, row: models.Consent) -> None:
    asked = models.Asking.objects.filter(participant=found, pk=asking)
    asked.update(answer=models.Asking.Answer.SHARED, answered_at=clock.now(), consent=row)


def _own(found: models.Participant, consent: uuid.UUID) -> models.Consent:
    row = models.Consent.objects.filter(participant=found, pk=consent).first()
    if row is None:
        raise errors.Missing(_("There is no such agreement."))
    return row


def _shared(found: models.Participant, like: uuid.UUID | None) -> list[models.Consent]:
    live = models.Consent.objects.filter(participant=found, withdrawn_at=None)
    rows = list(live.exclude(kind__in=rules.INSIDE).order_by("pk"))
    if like is None:
        return rows
    one = _own(found, like)
    return [
        row
        for row in rows
        if (row.recipient, row.recipient_kind) == (one.recipient, one.recipient_kind)
    ]


def _end(by: actors.Actor, rows: Sequence[models.Consent], verb: str, **more: Any) -> None:
    for row in rows:
        live = models.Consent.objects.filter(pk=row.pk, withdrawn_at=None)
        if live.update(withdrawn_at=max(clock.now(), row.given_at), **more):
            _record(by, verb, row)
            if row.kind == rules.SUPPORTED:
                _pass(by, row.participant_id, "support-ends")


def _record(by: actors.Actor, verb: str, row: models.Consent) -> None:
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("consent", row.pk),
        facts={"kind": row.kind},
    )


def _no_regime() -> errors.Problem:
    return errors.Problem(
        _("This organisation has not said yet which law protects what it keeps."),
        kept=_("Nothing left Alongside, and nothing can until then."),
        todo=_("You can carry it yourself, on a slip. An administrator chooses the law."),
    )


def _not_so(lacks: Sequence[str]) -> errors.Problem:
    return errors.Problem(
        next((LACKS[slug] for slug in lacks if slug in LACKS), LACKS["categories"]),
        kept=_("Nothing is agreed to yet, and nothing left Alongside."),
    )


LACKS = {
    "name": _("It is not signed: write a name at the end."),
    "recipient": _("Say by name who may hear it."),
    "categories": _("Say what may leave: tick at least one thing."),
    "categories-fit": _("More is ticked than serves this purpose. Take some of it away."),
    "purpose-fits": _("The law has no agreement like this. Choose another purpose."),
    "apart": _("Something ticked here must be agreed to by itself."),
    "expiry": _("Say when it ends."),
    "ends": _("It must end within a year, and after today."),
    "signature": _("The law does not take an agreement given in this way."),
    "own-name": _(
        "This says who you are, so it needs your own name. Or leave it out, and carry a slip."
    ),
    "age": _("At this age somebody verified must sign as well, or the programme must say so."),
    "both": _("At this age both sign under this law: they themselves, and somebody verified."),
    "right-to-withdraw": _("Read first that you can take it back."),
    "cannot-undo": _("Read first what taking it back can’t do."),
    "refusing": _("Read first that saying no changes nothing for you."),
    "redisclosure": _("Read first that they may pass it on."),
    "opt-out": _("Read first that you can say no to this alone."),
}

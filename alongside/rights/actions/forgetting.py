"""Somebody wants what is kept about them erased: in person with one tap, or as they said it."""

import secrets
import uuid
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids, keyring
from alongside.participants import actions as participants
from alongside.participants import policy as reach
from alongside.participants.models import Participant
from alongside.rights import models, policy, queries, rules
from alongside.rights.actions import erasing, ledger

State = models.Erasure.State


def tell_wish(*, by: actors.Actor, participant: uuid.UUID, id: uuid.UUID) -> models.Erasure:
    """A worker writes down that somebody said they want to be erased. Somebody else, the privacy
    lead, carries it out. Saying it twice is once."""
    found = reach.require(by, P.WISH_TELL, participant=participant)
    with transaction.atomic():
        participants.hold(found)
        wish, is_new = models.Erasure.objects.get_or_create(
            participant=found,
            state=State.ASKED,
            defaults={
                "id": id,
                "organisation_id": found.organisation_id,
                "told_by_id": by.person_id,
            },
        )
        if is_new:
            audit.record(by=by, verb="tell-wish", participant_id=found.pk)
    return wish


def set_wish_aside(*, by: actors.Actor, participant: uuid.UUID, wish: uuid.UUID) -> None:
    """They changed their mind, or never said it: whoever walks with them, or they themselves."""
    found = reach.require(by, P.RECORD_FORGET, participant=participant)
    with transaction.atomic():
        mine = models.Erasure.objects.filter(pk=wish, participant=found, state=State.ASKED)
        if mine.update(state=State.SET_ASIDE, version=F("version") + 1):
            audit.record(by=by, verb="set-wish-aside", participant_id=found.pk)


def forget(*, by: actors.Actor, participant: uuid.UUID, id: uuid.UUID, code: str) -> models.Erasure:
    """Erase somebody: what no law holds is gone, the rest is sealed with its ground and its last
    day. They ask themselves; the privacy lead does it for a wish that somebody else wrote down.

    `code` opens the receipt, and was shown before. Gone where a legal hold stops it. Twice is
    once: the person is not there any more, so the second time nothing is found (404).
    """
    found = reach.require(by, P.RECORD_FORGET, participant=participant)
    if not rules.is_code(code):
        raise errors.Problem(_("The code of the receipt is missing. Open the page again."))
    wish = models.Erasure.objects.filter(participant=found, state=State.ASKED).first()
    if not by.is_participant and by.kind is not actors.Kind.SYSTEM:
        _require_wish(by, wish)
    return _forget(
        by, found, wish=wish, id=wish.pk if wish else id, digest=digest_of(code), at=clock.now()
    )


def forget_again(
    *, by: actors.Actor, participant: uuid.UUID, id: uuid.UUID, digest: str, at: datetime
) -> None:
    """A copy from before brought somebody back who was erased: erased again, and their receipt
    with its old code is there again."""
    access.require(by, P.RECORD_FORGET)
    found = Participant.objects.filter(organisation_id=by.tenant, pk=participant).first()
    if found is None:
        return
    models.Hold.objects.filter(participant=found).update(ended_at=clock.now())
    wish = models.Erasure.objects.filter(participant=found, state=State.ASKED).first()
    _forget(by, found, wish=wish, id=wish.pk if wish else id, digest=digest, at=at)


def forget_by_time(*, by: actors.Actor, person: Participant, digest: str) -> models.Erasure:
    """Nothing was done with them for as long as we keep anything: the nightly work forgets."""
    access.require(by, P.RECORD_FORGET)
    return _forget(by, person, wish=None, id=ids.new(), digest=digest, at=clock.now())


def _forget(
    by: actors.Actor,
    found: Participant,
    *,
    wish: models.Erasure | None,
    id: uuid.UUID,
    digest: str,
    at: datetime,
) -> models.Erasure:
    from alongside.rights import tasks  # tasks call actions

    regime = queries.regime_of(found)
    written: list[Path] = []
    everybody = policy.all_of(found)
    try:
        with transaction.atomic():
            participants.hold(found)
            _require_no_hold(found)
            row = wish or models.Erasure(id=id, organisation_id=found.organisation_id)
            row.participant, row.state, row.done_at = None, State.DONE, at
            row.code_digest, row.regime, row.version = digest, regime.slug, row.version + 1
            row.save()
            _let_go_of_wishes(found)
            done = erasing.erase_person(
                by=by, person=found, erasure=row, regime=regime, today=clock.now().date()
            )
            row.erased, row.kept = dict(done.erased), done.kept
            row.save(update_fields=["erased", "kept"])
            for one in everybody:  # a copy from before may hold them apart
                written.append(ledger.write(_entry(row, one, digest, own=one is found)))
            transaction.on_commit(tasks.scrub.enqueue)
            for one in everybody:
                _forget_history(by, one)
    except Exception:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return row


def _entry(row: models.Erasure, one: Participant, digest: str, *, own: bool) -> ledger.Entry:
    """The receipt is of one record; of what was put together with it nobody holds another."""
    return ledger.Entry(
        erasure=str(row.pk if own else ids.new()),
        participant=str(one.pk),
        organisation=str(one.organisation_id),
        code_digest=digest if own else secrets.token_hex(32),
        at=(row.done_at or clock.now()).isoformat(),
    )


def _let_go_of_wishes(found: Participant) -> None:
    """Wishes that were set aside said that there was somebody."""
    models.Erasure.objects.filter(participant__in=policy.all_of(found)).delete()


def _forget_history(by: actors.Actor, found: Participant) -> None:
    """Its key is destroyed. The organisation's own history says that somebody was erased."""
    nobody = actors.system("somebody was erased", organisation_id=found.organisation_id)
    audit.record(by=nobody, verb="forget")
    audit.forget_subject(by=nobody, participant_id=found.pk)


def _require_wish(by: actors.Actor, wish: models.Erasure | None) -> None:
    if wish is None or wish.told_by_id == by.person_id:
        raise access.Refused(
            P.RECORD_FORGET,
            sentence=_("Only a wish is carried out that somebody else wrote down."),
        )


def _require_no_hold(found: Participant) -> None:
    holds = policy.open_holds(found.organisation_id)
    holds = holds.filter(participant__in=policy.all_of(found))
    if holds.exists():
        raise errors.Gone(
            _("A legal hold stops this for now."),
            kept=_("Nothing was erased, and your wish is not lost."),
            todo=_("On the page about your record you read why, and until when."),
        )


def digest_of(code: str) -> str:
    return keyring.digest(rules.plain_code(code), use="receipt")

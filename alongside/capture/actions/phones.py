"""A phone is made ready for the field, and cut off from another one."""

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.capture import models, policy, rules
from alongside.core import clock, errors, outbox


def register(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    name: str,
    public_key: Mapping[str, Any],
    session: uuid.UUID | None = None,
) -> str:
    """The phone's secret, readable only now. Sent again, as when the answer was lost, it gets a
    new one: only its owner can, while it isn't cut off."""
    access.require(by, P.FIELD_WORK)
    key = _checked(public_key)
    secret, now = secrets.token_urlsafe(32), clock.now()
    said = {
        "name": name.strip()[:60],
        "public_key": key,
        "secret_digest": policy.digest_of(secret),
        "session": session,
        "seen_at": now,
    }
    whose = {"organisation_id": by.tenant, "person_id": by.person_id}
    mine = models.Device.objects.filter(pk=id, **whose)
    with transaction.atomic():
        if mine.filter(cut_off_at=None).update(membership_id=by.membership_id, **said):
            return secret
        if mine.exists():
            raise errors.Gone(policy.CUT_OFF, todo=_("Ask for it to be made ready anew."))
        _require_few(by)
        row = models.Device(
            pk=id, membership_id=by.membership_id or actors.NOWHERE, made_at=now, **whose, **said
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:  # an identifier that another phone has
            raise errors.Missing(access.NOTHING) from error
        audit.record(by=by, verb="add-phone", about=("phone", id))
    return secret


def _checked(public_key: Mapping[str, Any]) -> dict[str, str]:
    try:
        return outbox.jwk(outbox.public_key(public_key))
    except ValueError as error:
        raise errors.Problem(
            _("This phone sent no key that we can use."),
            kept=_("What is on the phone is still there."),
            todo=_("Open the page again, in a browser that is up to date."),
        ) from error


def _require_few(by: actors.Actor) -> None:
    open_ones = models.Device.objects.filter(person_id=by.person_id, cut_off_at=None)
    if open_ones.count() >= rules.MOST_PHONES:
        raise errors.Problem(
            _("Twenty of your phones are ready already."),
            kept=_("They stay as they are."),
            todo=_("Cut off one that you don’t use any more, then try again."),
        )


def cut_off(*, by: actors.Actor, device: uuid.UUID) -> None:
    """From this second the phone opens nothing, and empties itself when it next asks. The browser
    on it is signed out. Twice is once."""
    access.require(by, P.FIELD_WORK)
    found = policy.devices_for(by).filter(pk=device).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        still = models.Device.objects.filter(pk=found.pk, cut_off_at=None)
        if still.update(cut_off_at=clock.now(), cut_off_by_id=by.person_id):
            if found.session is not None:
                accounts.end_session_of_phone(by=by, person=found.person_id, session=found.session)
            audit.record(by=by, verb="cut-off-phone", about=("phone", found.pk))


def tell_to_empty(*, by: actors.Actor, device: uuid.UUID) -> None:
    """A phone that was cut off has asked, and is told to empty itself: its owner sees when."""
    access.require(by, P.FIELD_WORK)
    asked = models.Device.objects.filter(pk=device, cut_off_at__isnull=False, told_at=None)
    with transaction.atomic():
        if asked.update(told_at=clock.now()):
            audit.record(by=by, verb="empty-phone", about=("phone", device))

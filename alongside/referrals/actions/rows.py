"""Rows of referrals as actions take, move and write them. They ask no permission of their own,
but for `reached`."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors, keyring
from alongside.directory import models as directory
from alongside.directory import policy as listings
from alongside.participants import models as records
from alongside.participants import policy as reach
from alongside.referrals import models, policy, rules


def reached(by: actors.Actor, permission: P, referral: uuid.UUID) -> models.Referral:
    """The referral, if its person's record is in reach with this permission."""
    row: models.Referral
    _found, row = reach.require_row(by, permission, models.Referral.objects.filter(pk=referral))
    return row


def locked(row: models.Referral) -> models.Referral:
    """The row as it is now, held until the transaction ends, with its consent."""
    found = models.Referral.objects.select_for_update().get(pk=row.pk)
    if found.consent_id:
        found.consent = records.Consent.objects.get(pk=found.consent_id)
    return found


def moved(row: models.Referral, verb: str) -> str:
    """The next state, from where the referral really stands."""
    state = rules.move(policy.state_of(row), verb)
    if state is None:
        raise errors.Gone(
            _("That can’t be done with this referral now."),
            kept=_("Nothing was changed, and nothing left Alongside."),
            todo=_("Look at it again: it may have been stopped, closed, or not agreed to yet."),
        )
    return state


def change(row: models.Referral, version: int, **values: Any) -> None:
    mine = models.Referral.objects.filter(pk=row.pk, version=version)
    if not mine.update(version=version + 1, **values):
        raise errors.Stale(
            _("Somebody else changed this referral while you looked at it."),
            kept=_("Your words are still in the form."),
            todo=_("Load the page again, read what is new, then send once more."),
        )


def own(id: uuid.UUID, participant_id: uuid.UUID) -> models.Referral | None:
    row = models.Referral.objects.filter(pk=id).first()
    if row is not None and row.participant_id != participant_id:
        raise errors.Missing(access.NOTHING)
    return row


def write(**values: Any) -> models.Referral:
    """A new row. An id that another organisation holds is not seen here, only refused."""
    try:
        with transaction.atomic():
            return models.Referral.objects.create(**values)
    except IntegrityError:
        raise errors.Missing(access.NOTHING) from None


def service(service: uuid.UUID) -> directory.Service:
    found = listings.services().filter(pk=service).first()
    if found is None:
        raise errors.Problem(
            _("This service is not in the directory any more."),
            todo=_("Choose another one."),
        )
    return found


def called(service: directory.Service) -> str:
    """As a partner and the participant will read it, long after the listing changed."""
    parts = dict.fromkeys(part for part in (service.name, service.organisation_name) if part)
    return " · ".join(parts)[:300]


def digest_of_pin(link: uuid.UUID, pin: str) -> str:
    digits = "".join(sign for sign in pin if sign.isdecimal())
    return keyring.digest(digits, use=f"referral-pin:{link}")


def digest_of_browser(link: uuid.UUID, browser: str) -> str:
    return keyring.digest(browser, use=f"referral-browser:{link}")

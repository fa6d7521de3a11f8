"""How one is called out there: said by each for themselves."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, numbers
from alongside.outreach import models
from alongside.outreach.policy import called as policy


def choose_texts(*, by: actors.Actor, number: str) -> None:
    """By text message to this number; by e-mail where it is empty. Twice is once."""
    access.require(by, P.FIELD_WORK)
    own = policy.own(by)
    country = accounts.organisations().get(pk=by.tenant).country
    whole = numbers.number(number, country) if number.strip() else ""
    if number.strip() and not whole:
        raise errors.Problem(
            _("This is no number that we can send to. Write all of it."),
            kept=_("What you typed is still here."),
        )
    with transaction.atomic():
        before = own.select_for_update().first()
        if whole == (before.number if before else ""):
            return
        if whole:
            models.TextsTo.objects.update_or_create(
                organisation_id=by.tenant,
                person_id=by.person_id,
                defaults={"number": whole, "chosen_at": clock.now()},
            )
        else:
            own.delete()
        audit.record(by=by, verb="choose-call", about=("own", by.person_id))


def forget_texts(*, by: actors.Actor) -> int:
    """For the night: the numbers of those who work here no more are gone."""
    access.require(by, P.FIELD_WORK)
    here = accounts.memberships_in(by.tenant).filter(until_at=None).values("person_id")
    mine = models.TextsTo.objects.filter(organisation_id=by.tenant)
    with transaction.atomic():
        gone, _of = mine.exclude(person_id__in=here).delete()
        if gone:
            audit.record(by=by, verb="forget-texts", facts={"numbers": gone})
    return gone

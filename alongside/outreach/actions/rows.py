"""What several actions out there have in common, once each has asked."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, roles
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Person
from alongside.core import clock, errors
from alongside.jobs import actions as jobs
from alongside.outreach import models, rules
from alongside.outreach.policy import called
from alongside.outreach.rules import shifts


def when(happened_at: datetime | None) -> datetime:
    """When it happened, by the phone or now; Problem for what is yet to come, or long past."""
    now = clock.now()
    at = happened_at or now
    if not rules.is_past(at, now=now):
        raise errors.Problem(
            _("It can’t have happened then: that is still to come, or more than a month ago."),
            kept=_("Nothing was written down."),
            todo=_("Look at the day and the time."),
        )
    return min(at, now)


def require_colleague(by: actors.Actor, person: uuid.UUID) -> None:
    """Somebody of the organisation who works in the field."""
    out = [slug for slug, role in roles.ROLES.items() if P.FIELD_WORK in role.permissions]
    worn = accounts.staff_for(by).filter(until_at=None, role__in=out, person_id=person)
    if not worn.exists():
        raise errors.Missing(access.NOTHING)


def require_site(by: actors.Actor, site: uuid.UUID | None) -> None:
    if site and not accounts.sites_for(by).filter(pk=site).exists():
        raise errors.Missing(access.NOTHING)


def of(by: actors.Actor, id: uuid.UUID, at: datetime | None = None) -> dict[str, Any]:
    """What every row out there says of itself: whose it is, and when it happened."""
    times = {"happened_at": at, "recorded_at": clock.now()} if at else {}
    return {"id": id, "organisation_id": by.tenant, **times}


def require_walker(by: actors.Actor, shift: models.Shift) -> None:
    """One of those who go, or who keeps work in the field."""
    goes = models.Walker.objects.filter(shift=shift, person_id=by.person_id).exists()
    if not goes and not access.can(by, P.FIELD_KEEP):
        raise access.Refused(P.FIELD_WORK, sentence=NOT_YOURS)


class NotBegun(errors.Problem):
    """What belongs to a shift came in before its beginning did."""


def require_on(shift: models.Shift) -> None:
    if shift.dropped_at is not None:
        raise errors.Problem(
            _("This shift was called off meanwhile."),
            kept=_("Nothing was changed."),
            todo=_("If you did go out, plan a shift with these times, or say it to your team."),
        )


def require_begun(shift: models.Shift) -> datetime:
    """When they went out."""
    require_on(shift)
    if shift.begun_at is None:
        raise NotBegun(
            _("This shift has not begun, so nobody asks yet."),
            todo=_("Say first that you go out."),
        )
    return shift.begun_at


def locked(shift: models.Shift) -> models.Shift:
    return models.Shift.objects.select_for_update().get(pk=shift.pk)


def settle(shift: models.Shift, *, now: datetime) -> None:
    """When the next answer is due, from all that was said; and whoever was called for one that
    has come in is called no more."""
    if shift.begun_at is None or shift.ended_at is not None:
        return
    safes = models.Safe.objects.filter(shift=shift).values_list("happened_at", "minutes")
    due_at = shifts.next_due(safes, begun_at=shift.begun_at, every=shift.every)
    models.Shift.objects.filter(pk=shift.pk).update(due_at=due_at)
    if shifts.standing(due_at, now=now) is shifts.Standing.WELL:
        end_calls(shift, at=now, why=models.Call.Why.MISSED)


def end_calls(shift: models.Shift, *, at: datetime, why: str) -> None:
    open_ones = models.Call.objects.filter(shift=shift, ended_at=None, why=why)
    open_ones.update(ended_at=at, outcome=models.Call.Outcome.WELL)


def require_words(said: str, longest: int) -> str:
    """One plain line; Problem where it is longer than it may be."""
    if len(said) > longest:
        raise errors.Problem(
            _("Write it in fewer words."),
            kept=_("What you typed is still here."),
            todo=_("Two sentences are enough."),
        )
    return rules.plain(said, longest)


def not_on_the_page() -> errors.Problem:
    return errors.Problem(
        _("Something in the form is not one of the answers we know."),
        kept=_("Nothing was changed."),
        todo=_("Look at each answer again and choose from the page."),
    )


NOT_YOURS = _("You are not on this shift. Somebody who is, or who looks after it, can do that.")


def ask(shift: models.Shift) -> None:
    """For an action that has asked: a message to those who are out, by the way that they chose. It
    says nothing of a shift, nor where to look."""
    for walker in models.Walker.objects.filter(shift=shift).select_related("person"):
        _send(walker.person, shift, _question)


def tell(shift: models.Shift, *, everybody: bool) -> None:
    """For an action that has asked: a message to whoever has an address. It names nobody and no
    place; the page says the rest."""
    keeping = [slug for slug, role in roles.ROLES.items() if P.FIELD_KEEP in role.permissions]
    hats = accounts.memberships_in(shift.organisation_id).filter(until_at=None, role__in=keeping)
    to: dict[uuid.UUID, Person] = {shift.buddy.pk: shift.buddy} if shift.buddy else {}
    if everybody or not to:
        to |= {hat.person_id: hat.person for hat in hats.select_related("person")}
    for person in to.values():
        _send(person, shift, _mail)


def _send(
    person: Person, shift: models.Shift, words: Callable[[models.Shift], tuple[str, str]]
) -> None:
    organisation = shift.organisation_id
    number = called.texts_to(organisation, person.pk)
    with translation.override(person.language):
        subject, body = words(shift)
        if number:
            jobs.send_text(to=number, body=body, organisation_id=organisation)
        elif person.email:
            jobs.send_mail(
                to=person.email, subject=subject, body=body, organisation_id=organisation
            )


def _question(_shift: models.Shift) -> tuple[str, str]:
    said = gettext("Something waits for your answer.")
    return gettext("Please have a look"), f"{said}\n\n{settings.PUBLIC_ADDRESS}"


def _mail(shift: models.Shift) -> tuple[str, str]:
    path = reverse("outreach:shift", kwargs={"shift": shift.pk})
    said = gettext("Somebody who is out there may need you. Open this page, and call them.")
    return gettext("Somebody may need you"), f"{said}\n\n{settings.PUBLIC_ADDRESS}{path}"

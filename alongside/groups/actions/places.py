"""Places in fair order: asked for, given, given back."""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.groups import models, policy, queries, rules
from alongside.groups.actions import rows
from alongside.participants.actions import rows as sent

Places = models.Group.Places


def sign_up(
    *, by: actors.Actor, id: uuid.UUID, group: uuid.UUID, on: date | None = None
) -> models.SignUp:
    """A place where there is one, else the end of the line. Asking twice is once."""
    access.require(by, P.GROUP_JOIN)
    found = rows.reached(by, group)
    day = _day(by, found, on)
    whose = rows.whose(by)
    with sent.once(models.SignUp.objects.filter(policy.me(by)), id):
        rows.hold(found)
        live = models.SignUp.objects.filter(policy.me(by), group=found, on=day, given_back_at=None)
        mine = live.first()
        if mine is None:
            mine = models.SignUp(id=id, group=found, on=day, asked_at=clock.now(), **whose)
            mine.save(force_insert=True)
            fill(found, day)
            rows.audit_about(by, "sign-up", found, who=mine.who_id)
    return models.SignUp.objects.get(pk=mine.pk)


def give_back(*, by: actors.Actor, sign_up: uuid.UUID) -> None:
    """The place, or the wish for one; whoever waited longest has it from this second."""
    access.require(by, P.GROUP_JOIN)
    mine = models.SignUp.objects.filter(policy.me(by), pk=sign_up, organisation_id=by.tenant)
    row = mine.select_related("group").first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        rows.hold(row.group)
        if mine.filter(given_back_at=None).update(given_back_at=clock.now()):
            fill(row.group, row.on)
            rows.audit_about(by, "give-place-back", row.group, who=row.who_id)


def fill(group: models.Group, on: date | None = None) -> None:
    """Who waited longest gets what is free; without a day, of every day to come. For actions
    that have asked and hold the group."""
    rows.hold(group)
    waiting = models.SignUp.objects.filter(group=group, placed_at=None, given_back_at=None)
    if on is None:
        coming = Q(on=None) | Q(on__gte=clock.today(group.time_zone))
        days = set(waiting.filter(coming).values_list("on", flat=True))
    else:
        days = {on}
    for day in days:
        given = rules.to_place(queries.line(group, day), group.capacity)
        models.SignUp.objects.filter(pk__in=given).update(placed_at=clock.now())


def _day(by: actors.Actor, found: models.Group, on: date | None) -> date | None:
    if found.places == Places.NONE:
        raise errors.Problem(_("Nobody needs a place here: just come."))
    if queries.is_away(by, found):
        raise errors.Problem(_("You are asked to stay away until the day that you can read above."))
    if found.door != models.Group.Door.OPEN and not queries.belongs(by, found):
        raise errors.Problem(_("Ask to come to this group first."))
    if found.places == Places.WHOLE:
        return None
    if on is None or rules.on_that_day(queries.pattern(found), on) is None:
        raise errors.Problem(_("The group does not meet on that day."))
    if on < clock.today(found.time_zone):
        raise errors.Problem(_("That day is over."))
    return on

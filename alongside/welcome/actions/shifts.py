"""Who keeps the place with whom: planned, here, gone."""

import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, roles
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.welcome import models, policy, rules

EARLY = timedelta(hours=2)  # before a planned shift, being here is that shift
UNPLANNED = timedelta(hours=4)


def plan_shift(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    site: uuid.UUID,
    from_at: datetime,
    until_at: datetime,
    person: uuid.UUID | None = None,
) -> None:
    """One's own; supervisors and coordinators plan those of others too. Once per `id`."""
    place = policy.require_desk(by, P.DESK_KEEP, site=site)
    whose = person or by.person_id
    if whose != by.person_id and not policy.may_plan_others(by):
        raise access.Refused(P.DESK_KEEP)
    if not rules.may_be_a_shift(from_at, until_at, now=clock.now()):
        raise errors.Problem(
            _("A shift ends after it begins, within sixteen hours, in the next two months."),
            todo=_("Look at both times again."),
        )
    role = _role_of(by, whose)
    these = models.Shift.objects.filter(organisation_id=by.tenant)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            models.Shift.objects.create(
                id=id,
                organisation_id=by.tenant,
                site=place,
                person_id=whose,
                role=role,
                from_at=from_at,
                until_at=until_at,
            )
            audit.record(by=by, verb="plan-shift", about=("shift", id))


def begin_shift(*, by: actors.Actor, id: uuid.UUID, site: uuid.UUID) -> None:
    """'I am here': the shift that was planned for about now, or one that was not. Twice is
    once."""
    place = policy.require_desk(by, P.DESK_KEEP, site=site)
    now = clock.now()
    mine = models.Shift.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
    try:
        with transaction.atomic():
            if mine.filter(site=place, here_at__isnull=False, gone_at=None).exists():
                return
            row = _planned(mine, place, now) or _unplanned(by, place, id, now)
            if row is None:
                return
            models.Shift.objects.filter(pk=row.pk).update(here_at=now)
            audit.record(by=by, verb="begin-shift", about=("shift", row.pk))
    except IntegrityError:  # a double tap
        if not mine.filter(site=place, here_at__isnull=False, gone_at=None).exists():
            raise


def end_shift(*, by: actors.Actor, shift: uuid.UUID) -> None:
    """They go home. Twice is once; somebody who forgot is seen off by the others."""
    row = policy.require_row(by, P.DESK_KEEP, models.Shift, shift)
    with transaction.atomic():
        here = models.Shift.objects.filter(pk=row.pk, here_at__isnull=False, gone_at=None)
        if here.update(gone_at=clock.now()):
            audit.record(by=by, verb="end-shift", about=("shift", row.pk))


def drop_shift(*, by: actors.Actor, shift: uuid.UUID) -> None:
    """It does not take place: one's own, or as somebody who plans. Twice is once."""
    row = policy.require_row(by, P.DESK_KEEP, models.Shift, shift)
    if row.person_id != by.person_id and not policy.may_plan_others(by):
        raise access.Refused(P.DESK_KEEP)
    with transaction.atomic():
        planned = models.Shift.objects.filter(pk=row.pk, here_at=None, dropped_at=None)
        if planned.update(dropped_at=clock.now()):
            audit.record(by=by, verb="drop-shift", about=("shift", row.pk))


def _role_of(by: actors.Actor, person: uuid.UUID) -> str:
    """The hat in which somebody keeps a desk here."""
    keeping = [slug for slug, role in roles.ROLES.items() if P.DESK_KEEP in role.permissions]
    worn = accounts.staff_for(by).filter(until_at=None, person_id=person, role__in=keeping)
    role = worn.order_by("from_at").values_list("role", flat=True).first()
    if role is None:
        raise errors.Missing(access.NOTHING)
    return by.role if person == by.person_id else role


def _planned(mine: QuerySet[models.Shift], place: Site, now: datetime) -> models.Shift | None:
    soon = mine.filter(
        site=place, here_at=None, dropped_at=None, from_at__lte=now + EARLY, until_at__gt=now
    )
    return soon.order_by("from_at").first()


def _unplanned(by: actors.Actor, place: Site, id: uuid.UUID, now: datetime) -> models.Shift | None:
    """None where this form began a shift that is over already."""
    if models.Shift.objects.filter(pk=id).exists():
        return None
    return models.Shift.objects.create(
        id=id,
        organisation_id=by.tenant,
        site=place,
        person_id=by.person_id,
        role=by.role,
        from_at=now,
        until_at=now + UNPLANNED,
    )

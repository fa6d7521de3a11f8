"""Groups that belong to their members: begun and changed by them, and by nobody else."""

import dataclasses
import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.groups import models, policy, queries, rules
from alongside.groups.actions import offering, places, rows
from alongside.participants.actions import rows as sent

OWN = models.Group.Door.OWN


def begin_own(
    *, by: actors.Actor, id: uuid.UUID, said: rules.Facts, called: str = ""
) -> models.Group:
    """A participant begins a group that belongs to whoever comes. Nobody runs it. Once per `id`."""
    access.require(by, P.GROUP_JOIN)
    if not by.is_participant:
        raise access.Refused(
            P.GROUP_JOIN, sentence=_("A group of its own is begun by those it belongs to.")
        )
    columns = offering.checked(by, dataclasses.replace(said, door=OWN))
    with sent.once(policy.groups_for(by).filter(door=OWN), id):
        group = policy.groups_for(by).filter(pk=id).first()
        if group is not None:
            return group
        group = models.Group.objects.create(id=id, organisation_id=by.tenant, **columns)
        whose = rows.whose(by)
        models.Member.objects.create(
            group=group,
            state="here",
            called=rows.words(called, 80),
            joined_at=clock.now(),
            **whose,
        )
        rows.audit_about(by, "begin-own-group", group, who=whose["who"].pk)
    return group


def edit_own(
    *, by: actors.Actor, group: uuid.UUID, version: int, said: rules.Facts
) -> models.Group:
    """Any of its members changes what is said of it, and what others may read."""
    access.require(by, P.GROUP_JOIN)
    found = _ours(by, group)
    columns = offering.checked(by, dataclasses.replace(said, door=OWN))
    with transaction.atomic():
        offering.change(found, version, columns)
        places.fill(found)
        rows.audit_about(by, "edit-own-group", found, who=queries.own_id(by))
    return found


def end_own(*, by: actors.Actor, group: uuid.UUID) -> None:
    """It does not meet any more. The last who is there turns off the light: while others belong
    to it, one leaves instead."""
    access.require(by, P.GROUP_JOIN)
    found = _ours(by, group)
    others = models.Member.objects.filter(group=found, state__in=policy.HERE)
    if others.exclude(policy.me(by)).exists():
        raise errors.Problem(_("Others belong to it. You can leave; the group stays theirs."))
    with transaction.atomic():
        live = models.Group.objects.filter(pk=found.pk, ended_at=None)
        if live.update(ended_at=clock.now(), version=F("version") + 1):
            rows.audit_about(by, "end-own-group", found, who=queries.own_id(by))


def _ours(by: actors.Actor, group: uuid.UUID) -> models.Group:
    found = rows.reached(by, group)
    if not found.is_own or not queries.belongs(by, found):
        raise errors.Missing(access.NOTHING)
    return found

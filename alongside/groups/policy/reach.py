"""Which groups and rows anybody may reach. A group that belongs to its members is reached by
them alone, in the hat in which they belong to it: nobody who works here, nobody who runs things.
"""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.groups import models
from alongside.participants import policy as people

OWN = models.Group.Door.OWN
HERE = ("here", "paused")


def me(by: actors.Actor) -> Q:
    """Rows of the actor themselves, in this hat: a participant's never show at work."""
    if by.is_participant:
        return Q(who__in=people.participants_for(by))
    return Q(person_id=by.person_id)


def members_in(by: actors.Actor) -> QuerySet[models.Member]:
    return models.Member.objects.filter(organisation_id=by.tenant)


def mine(by: actors.Actor) -> QuerySet[models.Member]:
    """One's own memberships, also those that wait and those that ended."""
    return members_in(by).filter(me(by))


def groups_for(by: actors.Actor) -> QuerySet[models.Group]:
    """Every group that one may open: all of the organisation but those of others' own."""
    groups = models.Group.objects.filter(organisation_id=by.tenant)
    inside = mine(by).filter(group=OuterRef("pk")).exclude(state="left")
    if not by.is_participant:  # in a group of its own sits nobody in a working hat
        return groups.exclude(door=OWN)
    return groups.filter(~Q(door=OWN) | Exists(inside))


def own_groups(by: actors.Actor) -> QuerySet[models.Group]:
    """Those that belong to their members: that they exist is all anybody else reads, and what
    they decided to show (`queries.others_own`)."""
    return models.Group.objects.filter(organisation_id=by.tenant, door=OWN, ended_at=None)


def run_by(by: actors.Actor) -> QuerySet[models.Group]:
    """What somebody who works here may change: the groups they run; for those who coordinate or
    supervise, and for what is brought over from elsewhere, all but those of members' own."""
    groups = models.Group.objects.filter(organisation_id=by.tenant).exclude(door=OWN)
    if not access.can(by, P.GROUP_OFFER):
        return groups.none()
    if by.role in {"coordinator", "supervisor", "system"}:
        return groups
    return groups.filter(pk__in=hosted(by))


def hosted(by: actors.Actor) -> QuerySet[models.Host, uuid.UUID]:
    """Ids of the groups that somebody runs."""
    rows = models.Host.objects.filter(organisation_id=by.tenant, until_at=None)
    return rows.filter(person_id=by.person_id).values_list("group_id", flat=True)


def roll(by: actors.Actor, group: uuid.UUID) -> QuerySet[models.Member]:
    """Who asked, was invited or belongs, for whoever runs it; without colleagues who keep their
    two hats apart, and whoever never wants this person there. In an own group: its members'."""
    rows = members_in(by).filter(group_id=group).exclude(state="left")
    if by.is_participant:
        own = mine(by).filter(state__in=HERE).values("group_id")
        return rows.filter(group__door=OWN, group_id__in=own)
    return people.without_kept(rows.filter(group_id__in=hosted(by)), by, whose="who_id")


def attendances_for(by: actors.Actor) -> QuerySet[models.Attendance]:
    return models.Attendance.objects.filter(me(by), organisation_id=by.tenant)

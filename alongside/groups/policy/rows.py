"""Rows about one group, and what is one's own."""

from datetime import date

from django.db.models import Q, QuerySet

from alongside.accounts import actors
from alongside.groups import models
from alongside.groups.policy import reach
from alongside.participants import policy as people
from alongside.support.models import Contact
from alongside.support.policy import contacts_for


def live_aways() -> QuerySet[models.Away]:
    """Always of memberships that one may reach."""
    return models.Away.objects.filter(ended_at=None)


def attendances_in(by: actors.Actor, session: models.Session) -> QuerySet[models.Attendance]:
    """For whoever runs the group: to be counted."""
    rows = models.Attendance.objects.filter(session=session)
    return rows.filter(session__group_id__in=reach.run_by(by).values("pk"))


def seen_in(by: actors.Actor, session: models.Session) -> QuerySet[models.Attendance]:
    """And to be named: who chose to be seen, for who runs the group themselves."""
    rows = attendances_in(by, session).filter(is_seen=True)
    rows = rows.filter(session__group_id__in=reach.hosted(by))
    return people.without_kept(rows, by, whose="who_id")


def wished(by: actors.Actor, group: models.Group) -> QuerySet[models.Attendance]:
    """Of those the actor walks with: who wants a time written down, and it was not yet."""
    rows = models.Attendance.objects.filter(session__group=group, wants_contact=True, contact=None)
    return rows.filter(who__in=people.participants_for(by))


def written(by: actors.Actor, group: models.Group, on: date) -> QuerySet[Contact]:
    """The times together that the actor wrote down of that day, for those who wished it."""
    rows = models.Attendance.objects.filter(session__group=group, session__on=on)
    rows = rows.filter(wants_contact=True, contact__isnull=False)
    return contacts_for(by).filter(pk__in=rows.values("contact"), peer_id=by.person_id)


def hosts_of(group: models.Group) -> QuerySet[models.Host]:
    return models.Host.objects.filter(group=group, until_at=None).select_related("person")


def listeners_in(group: models.Group) -> QuerySet[models.Member]:
    """Members, some of whom offered to listen (what they give is sealed)."""
    return models.Member.objects.filter(group=group, state="here")


def talks_for(by: actors.Actor) -> QuerySet[models.Talk]:
    """Those that one asked for, or is asked for. Nobody else reads of one."""
    asked = Q(with_member__in=reach.mine(by).filter(state__in=reach.HERE))
    if not by.is_participant:
        asked |= Q(with_person_id=by.person_id)
    return models.Talk.objects.filter(reach.me(by) | asked, organisation_id=by.tenant)


def sessions_of(group: models.Group) -> QuerySet[models.Session]:
    return models.Session.objects.filter(group=group)


def sign_ups_for(by: actors.Actor) -> QuerySet[models.SignUp]:
    return models.SignUp.objects.filter(reach.me(by), organisation_id=by.tenant, given_back_at=None)


def line_of(group: models.Group) -> QuerySet[models.SignUp]:
    """Who has a place or waits for one: to be counted, and to find one's own in."""
    return models.SignUp.objects.filter(group=group, given_back_at=None)

"""What forms about groups begin with, and who runs them."""

import uuid
from typing import Any

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import clock, errors
from alongside.groups import models, policy
from alongside.groups.queries import circles, times

SAME = (
    "name", "kind", "door", "about", "whom", "languages", "rhythm", "start_minute", "end_minute",
    "time_zone", "starts_on", "until_on", "how", "place", "link", "phone", "places", "capacity",
    "materials", "is_public", "shows_when", "shows_where", "version",
)  # fmt: skip


def facts(group: models.Group) -> dict[str, Any]:
    """A group as its form begins."""
    return {name: getattr(group, name) for name in SAME} | {"site": group.site_id}


def blank(by: actors.Actor) -> dict[str, Any]:
    """A new group: by the clock of the organisation, every week."""
    rows = accounts.organisations().filter(pk=by.tenant).values_list("time_zone", "language")
    zone, language = rows.first() or ("UTC", "en")
    return {
        "time_zone": zone,
        "languages": [language],
        "rhythm": models.Group.Rhythm.WEEKLY,
        "starts_on": clock.today(zone),
        "door": models.Group.Door.OPEN,
        "places": models.Group.Places.NONE,
    }


def sites(by: actors.Actor) -> list[tuple[str, str]]:
    rows = accounts.sites_for(by).order_by("name")
    return [(str(row.pk), row.name) for row in rows]


def hosts(group: models.Group) -> list[str]:
    """Names of those who run it."""
    return [] if group.is_own else sorted(row.person.name for row in policy.hosts_of(group))


def may_run(by: actors.Actor, group: models.Group) -> bool:
    return policy.run_by(by).filter(pk=group.pk).exists()


def at_the_door(by: actors.Actor, group: uuid.UUID) -> models.Group:
    """A group that one may join or ask to join; also another's own that lets itself be found."""
    found = policy.groups_for(by).filter(pk=group, ended_at=None).first()
    if found is None and by.is_participant:
        shown = policy.own_groups(by).filter(pk=group).first()
        found = shown if shown and (shown.shows_when or shown.shows_where) else None
    if found is None:
        raise errors.Missing(times.NOTHING)
    return found


def ours(by: actors.Actor, group: uuid.UUID) -> models.Group:
    """A group of its own, for those it belongs to. Missing for everybody else."""
    found = policy.groups_for(by).filter(pk=group, ended_at=None).first()
    if found is None or not found.is_own or not circles.belongs(by, found):
        raise errors.Missing(times.NOTHING)
    return found


def groups_to_help(by: actors.Actor) -> list[tuple[str, str]]:
    rows = policy.groups_for(by).filter(ended_at=None).exclude(door="own")
    return [(str(row.pk), row.name) for row in circles.still_on(by, rows).order_by("name")]


def offer(by: actors.Actor, pk: uuid.UUID) -> models.Offer:
    found = policy.offers_seen(by).filter(pk=pk).select_related("group").first()
    if found is None:
        raise errors.Missing(times.NOTHING)
    return found


def talk(by: actors.Actor, pk: uuid.UUID) -> models.Talk:
    """For the two whose talk it is. Missing for everybody else."""
    rows = policy.talks_for(by).select_related("group", "person", "with_person", "with_member")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise errors.Missing(times.NOTHING)
    return found


def asked_it(by: actors.Actor, talk: models.Talk) -> bool:
    if by.is_participant:
        return talk.who_id is not None and talk.who_id == circles.own_id(by)
    return talk.person_id == by.person_id

"""What whoever runs a group reads: names only of those who chose to be seen."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.groups import models, policy, rules
from alongside.groups.queries import circles, times
from alongside.participants import models as records
from alongside.participants import policy as people
from alongside.support.queries import beside

LATEST = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in the group: `name` is empty where they did not choose to be seen."""

    member: models.Member
    name: str
    is_missed: bool
    away: models.Away | None


@dataclass(frozen=True, slots=True)
class Roll:
    """`unseen` belong to it and are counted, not named."""

    asking: list[Entry]
    entries: list[Entry]
    unseen: int


def roll(by: actors.Actor, group: models.Group) -> Roll:
    """Who asks and who belongs, for whoever runs the group; in an own group for its members, who
    see each other."""
    rows = list(policy.roll(by, group.pk).prefetch_related("aways").order_by("asked_at", "pk"))
    entries = [_entry(row, group) for row in rows]
    named = [each for each in entries if each.name and each.member.state != "asked"]
    asking = [each for each in entries if each.member.state == "asked"]
    here = [row for row in rows if row.state in policy.HERE]
    shown = sum(each.member.state in policy.HERE for each in named)
    return Roll(asking, named, len(here) - shown)


def _entry(row: models.Member, group: models.Group) -> Entry:
    missed = row.state == "here" and rules.is_missed(
        row.last_there_at, row.joined_at or row.asked_at, row.missed_after_days, now=clock.now()
    )
    named = row.is_seen or missed or row.state == "asked" or group.is_own
    return Entry(row, str(row) if named else "", missed, circles.away_of(row, group))


@dataclass(frozen=True, slots=True)
class Day:
    """One time a group met, as whoever runs it sees it. `wished` of those they walk with want it
    written down."""

    meets: rules.Meets | None
    row: models.Session | None
    here: int
    names: list[str]
    wished: int


def session(by: actors.Actor, group: models.Group, on: date) -> Day:
    """Missing where the group did not meet that day."""
    meets = rules.on_that_day(circles.pattern(group), on)
    row = policy.sessions_of(group).filter(on=on).first()
    if row is None and meets is None:
        raise errors.Missing(times.NOTHING)
    here = policy.attendances_in(by, row).count() if row else 0
    named = list(policy.seen_in(by, row)) if row else []
    wished = policy.wished(by, group).filter(session=row).count() if row else 0
    when = rules.Meets(on, meets.starts_at, meets.ends_at) if meets else None
    return Day(when, row, here, sorted(map(str, named)), wished)


def wished_days(by: actors.Actor, group: models.Group) -> list[tuple[date, int]]:
    """Days of which people one walks with want a time together written down, and how many do:
    also for a peer who does not run the group."""
    if by.is_participant or not access.can(by, P.CONTACT_LOG):
        return []
    days = policy.wished(by, group).values_list("session__on")
    return list(days.annotate(many=Count("pk")).order_by("session__on")[:LATEST])


def to_add(by: actors.Actor, group: models.Group, on: date) -> list[beside.Offer]:
    """What may be added to the times together that were written down of that day."""
    if by.is_participant or not access.can(by, P.CONTACT_LOG):
        return []
    rows = policy.written(by, group, on).select_related("participant")
    return beside.offers(by, rows.order_by("pk"))


def sessions(group: models.Group) -> list[models.Session]:
    """The latest times of which something is written down."""
    return list(policy.sessions_of(group).order_by("-on")[:LATEST])


def names_in_note(by: actors.Actor, group: models.Group, text: str) -> bool:
    """Whether a name of somebody stands in a note: of those the writer may read of anyway, so
    that the answer tells nobody who else belongs to the group."""
    names = [each.name for each in roll(by, group).entries]
    names += [str(row) for row in people.participants_for(by) if row.alias]
    return rules.names_somebody(text, names)


def to_invite(by: actors.Actor, group: models.Group) -> list[records.Participant]:
    """People one walks with who do not belong to the group yet."""
    inside = policy.members_in(by).filter(group=group, who__isnull=False).exclude(state="left")
    reached = people.participants_for(by).exclude(pk__in=inside.values_list("who_id", flat=True))
    return sorted(reached, key=str)


@dataclass(frozen=True, slots=True)
class Own:
    """A group that belongs to its members, as others see it: what they decided to show."""

    group: models.Group
    times: list[rules.Meets]
    place: str


def others_own(by: actors.Actor, words: str = "") -> list[Own]:
    """That they exist; when and where only if their members wish."""
    rows = circles.named(policy.own_groups(by), words).prefetch_related("dates").order_by("name")
    if by.is_participant:
        inside = policy.mine(by).exclude(state="left")
        rows = rows.exclude(pk__in=inside.values_list("group_id", flat=True))
    now = clock.now()
    return [
        Own(
            row,
            circles.next_times(row, now=now, most=1) if row.shows_when else [],
            row.place if row.shows_where else "",
        )
        for row in rows[: circles.MOST_GROUPS]
    ]


def shown_standings(by: actors.Actor) -> list[models.Standing]:
    """Where people on the way see themselves, of those who wish it known."""
    return list(policy.standings_shown(by).order_by("-said_at")[:LATEST])


def run(by: actors.Actor, group: uuid.UUID) -> circles.Seen:
    """A group that somebody runs. Refused where others run it, Missing where there is none."""
    found = next(iter(circles.seen_of(by, policy.run_by(by).filter(pk=group))), None)
    if found is None:
        circles.seen(by, group)
        raise access.Refused(
            P.GROUP_OFFER, sentence=_("Only those who run this group can do that.")
        )
    return found


def entry(by: actors.Actor, group: models.Group, member: uuid.UUID) -> Entry:
    """Somebody of the roll. Missing where they are not in it."""
    row = policy.roll(by, group.pk).filter(pk=member).prefetch_related("aways").first()
    if row is None:
        raise errors.Missing(times.NOTHING)
    return _entry(row, group)


def to_check_in(by: actors.Actor, day: Day) -> list[records.Participant]:
    """People one walks with who were not checked in that day."""
    here = people.participants_for(by)
    if day.row:
        there = policy.attendances_in(by, day.row).filter(who__isnull=False)
        here = here.exclude(pk__in=there.values_list("who_id", flat=True))
    return sorted(here, key=str) if by.role in {"peer", "volunteer"} else []

"""Groups as one may see them, and when they meet."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Case, Prefetch, Q, QuerySet, When

from alongside.accounts import actors
from alongside.core import clock, errors
from alongside.directory.rules import occurrences
from alongside.groups import models, policy, rules
from alongside.groups.queries import times
from alongside.participants import queries as people

MOST_GROUPS = 300  # looked through at once; beyond them a name is typed
OWN, ON, OVER = range(3)
GROUPS_ON_A_PAGE = 30
AHEAD = 4
FAR = datetime(9999, 1, 1, tzinfo=UTC)
Kind = models.Differs.Kind


def pattern(group: models.Group) -> occurrences.Pattern:
    """What a group and its dates say about when it meets, as the directory's rules read it."""
    changes = [
        occurrences.Change(d.kind, d.on, d.until_on, d.start_minute, d.end_minute)
        for d in group.dates.all()
        if d.kind != Kind.AGAIN
    ]
    first = group.starts_on
    if group.rhythm == models.Group.Rhythm.DATES and not any(
        change.on == first and change.kind != Kind.CLOSED for change in changes
    ):
        changes.append(occurrences.Change(occurrences.EXTRA, first))
    return occurrences.Pattern(
        weekday=group.weekday,
        start_minute=group.start_minute,
        end_minute=group.end_minute,
        zone=group.time_zone,
        rule=group.rrule,
        starts_on=group.starts_on,
        until_on=group.until_on,
        changes=tuple(changes),
    )


def next_times(group: models.Group, *, now: datetime, most: int = AHEAD) -> list[rules.Meets]:
    """The next times it meets, with one that began up to an hour ago."""
    zone = occurrences.zone_of(group.time_zone)
    elsewhere = {d.on: d for d in group.dates.all() if d.kind == Kind.EXTRA}
    found = []
    for each in occurrences.following(pattern(group), now, most=most, late=60):
        on = each.starts_at.astimezone(zone).date()
        differs = elsewhere.get(on)
        found.append(
            rules.Meets(
                on,
                each.starts_at,
                each.ends_at,
                differs.place if differs else "",
                differs.moved_from if differs else None,
            )
        )
    return found


def usual_time(group: models.Group, on: date) -> datetime:
    """The time of day it has, on a day that may not be one of its own."""
    zone = occurrences.zone_of(group.time_zone)
    hour, minute = divmod(group.start_minute, 60)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Seen:
    """A group as one reader sees it. `changes` are what is not as usual in the days to come."""

    group: models.Group
    mine: models.Member | None
    away: models.Away | None
    times: list[rules.Meets]
    changes: list[models.Differs]

    @property
    def belongs(self) -> bool:
        return self.mine is not None and self.mine.state in policy.HERE

    @property
    def starts_at(self) -> datetime:
        return self.times[0].starts_at if self.times else FAR

    @property
    def sees_link(self) -> bool:
        """Only those who belong to it, and are not asked to stay away."""
        return self.belongs and self.away is None

    @property
    def is_now(self) -> bool:
        now = clock.now()
        return any(rules.may_check_in(each.starts_at, now=now) for each in self.times)


def whats_on(by: actors.Actor, words: str = "") -> list[Seen]:
    """Every group that one may open, the next to meet first; with these words in its name. What
    was on once and is over stays for whoever belongs to it. Four queries."""
    rows = named(policy.groups_for(by).filter(ended_at=None), words)
    found = seen_of(by, rows, also_over=False)
    return sorted(found, key=lambda each: each.starts_at)


def named(groups: QuerySet[models.Group], words: str) -> QuerySet[models.Group]:
    for word in words.split()[:8]:
        groups = groups.filter(name__icontains=word)
    return groups


def still_on(
    by: actors.Actor, groups: QuerySet[models.Group], *, also_over: bool = False
) -> QuerySet[models.Group]:
    """One's own and those one runs first, then by name. Those whose last day has gone by come
    last, or are left out where whoever reads has no part in them."""
    mine = policy.mine(by).exclude(state="left").values("group_id")
    day = clock.now().date() - timedelta(days=1)
    dated = Q(rhythm=models.Group.Rhythm.DATES, starts_on__lt=day)
    over = Q(until_on__lt=day) | (dated & ~Q(dates__on__gte=day))
    own = Q(pk__in=mine) | Q(pk__in=policy.hosted(by))
    rank = Case(When(own, then=OWN), When(over, then=OVER), default=ON)
    ranked = groups.annotate(rank=rank).order_by("rank", "name")
    return ranked if also_over else ranked.filter(rank__lt=OVER)


def seen(by: actors.Actor, group: uuid.UUID) -> Seen:
    """One group. Missing where it is not there, or is another's own."""
    found = seen_of(by, policy.groups_for(by).filter(pk=group))
    if not found:
        raise errors.Missing(times.NOTHING)
    return found[0]


def seen_of(
    by: actors.Actor, groups: QuerySet[models.Group], *, also_over: bool = True
) -> list[Seen]:
    """These groups, which the policy gave, as the actor sees them. Four queries."""
    today = clock.now().date() - timedelta(days=1)
    listed = list(
        still_on(by, groups, also_over=also_over)
        .select_related("site", "organisation")
        .prefetch_related("dates")[:MOST_GROUPS]
    )
    mine = {
        row.group_id: row
        for row in policy.mine(by)
        .exclude(state="left")
        .prefetch_related(Prefetch("aways", queryset=_live_aways()))
    }
    now = clock.now()
    return [
        Seen(
            group,
            mine.get(group.pk),
            away_of(mine.get(group.pk), group),
            next_times(group, now=now),
            _changes(group.dates.all(), today),
        )
        for group in listed
    ]


def _live_aways() -> QuerySet[models.Away]:
    return policy.live_aways().select_related("said_by")


def away_of(member: models.Member | None, group: models.Group) -> models.Away | None:
    today = clock.today(group.time_zone)
    for row in member.aways.all() if member else ():
        if row.until_on >= today and row.ended_at is None:
            return row
    return None


def _changes(dates: Iterable[models.Differs], today: date) -> list[models.Differs]:
    """What is off, moved or paused from now on, or on after all. What was moved is said once, with
    its new day."""
    coming = [row for row in dates if (_last_day(row) or today) >= today]
    moved = {row.moved_from for row in coming if row.moved_from}
    return sorted(
        (r for r in coming if not (r.kind == Kind.CANCELLED and r.on in moved)), key=lambda r: r.on
    )


def _last_day(row: models.Differs) -> date | None:
    """None where it pauses without an end."""
    if row.kind == Kind.CLOSED:
        return row.until_on
    return row.on if row.kind == Kind.AGAIN else row.until_on or row.on


def mine_in(by: actors.Actor, group: uuid.UUID) -> models.Member:
    """One's own membership, also one that waits. Missing where there is none."""
    found = policy.mine(by).filter(group_id=group).exclude(state="left").first()
    if found is None:
        raise errors.Missing(times.NOTHING)
    return found


def belongs(by: actors.Actor, group: models.Group) -> bool:
    return policy.mine(by).filter(group=group, state__in=policy.HERE).exists()


def is_away(by: actors.Actor, group: models.Group) -> bool:
    """Whether one is asked to stay away today."""
    mine = policy.mine(by).filter(group=group).exclude(state="left")
    today = clock.today(group.time_zone)
    return policy.live_aways().filter(member__in=mine, until_on__gte=today).exists()


def own_id(by: actors.Actor) -> uuid.UUID | None:
    return people.own_id(by)


# --- mending ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listener:
    """With whom somebody may talk: one who runs the group, or a member who offered to listen."""

    id: uuid.UUID
    name: str
    person_id: uuid.UUID | None = None
    member_id: uuid.UUID | None = None


def listeners(by: actors.Actor, group: models.Group) -> list[Listener]:
    hosts = [
        Listener(row.person_id, row.person.name, person_id=row.person_id)
        for row in policy.hosts_of(group)
        if row.person_id != by.person_id
    ]
    others = policy.listeners_in(group).exclude(policy.me(by))
    return hosts + [
        Listener(row.pk, row.called, member_id=row.pk)
        for row in others
        if rules.LISTENS in row.gives and row.called
    ]


def listener(by: actors.Actor, group: models.Group, id: uuid.UUID) -> Listener | None:
    return next((each for each in listeners(by, group) if each.id == id), None)


def talks_for(by: actors.Actor) -> QuerySet[models.Talk]:
    return policy.talks_for(by).select_related("group").order_by("-asked_at")


# --- running ---------------------------------------------------------------------------


def to_run(by: actors.Actor, words: str = "") -> list[Seen]:
    """Groups that somebody who works here may change, the next to meet first."""
    found = seen_of(by, named(policy.run_by(by).filter(ended_at=None), words))
    return sorted(found, key=lambda each: each.starts_at)


def hosted_by_me(by: actors.Actor) -> set[uuid.UUID]:
    return set(policy.hosted(by))

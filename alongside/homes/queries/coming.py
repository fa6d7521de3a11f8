"""What is on, day by day: times with people, and the groups one belongs to or runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.groups import queries as groups
from alongside.shell import context as frame
from alongside.support import models as walking
from alongside.support.queries import appointments

WEEKS = 4
YEARS = 3
OFTEN = 7 * WEEKS  # a group meets once a day at most here
ICONS = {"meeting": "calendar", "call": "phone", "online": "video"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: with whom or what, when, and where (`note`)."""

    at: datetime
    title: str
    icon: str
    ends_at: datetime | None = None
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    entries: list[Entry]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """`days` with something on them, from `first` on for some weeks; where one may turn to."""

    days: list[Day]
    first: date
    last: date
    earlier: date | None
    later: date
    elsewhere: int  # groups that are on, and one does not belong to


def coming(by: actors.Actor, *, now: datetime, zone: str, first: date | None = None) -> Coming:
    """As many queries, however much is on."""
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    first = first or today
    start = datetime.combine(first, time(), here)
    end = datetime.combine(first + timedelta(weeks=WEEKS), time(), here)
    on, hosted = groups.whats_on(by), groups.hosted_by_me(by)
    own = [each for each in on if each.belongs or each.group.pk in hosted]
    found = [*_times(by, start, end), *_groups(own, start, end)]
    days: dict[date, list[Entry]] = {}
    for entry in sorted(found, key=lambda entry: entry.at):
        days.setdefault(entry.at.astimezone(here).date(), []).append(entry)
    back = first - timedelta(weeks=WEEKS)
    return Coming(
        days=[Day(each, entries, each == today) for each, entries in days.items()],
        first=first,
        last=(end - timedelta(days=1)).date(),
        earlier=max(back, today) if first > today else None,
        later=first + timedelta(weeks=WEEKS),
        elsewhere=len(on) - len(own),
    )


def may_begin(first: date, *, now: datetime) -> bool:
    """Within the years that anybody plans for."""
    return abs((first - now.date()).days) < YEARS * 365


def _times(by: actors.Actor, start: datetime, end: datetime) -> Iterator[Entry]:
    for row in appointments.between(by, start, end):
        whom = row.peer.name if by.is_participant else str(row.participant)
        url = frame.address("support:appointments")
        if not by.is_participant:
            url = frame.address("support:person", participant=row.participant_id)
        yield Entry(row.at, _said(row, whom), ICONS.get(row.what, "calendar"), None, row.place, url)


def _said(row: walking.Appointment, whom: str) -> str:
    said = {
        walking.Appointment.What.CALL: _("A call with %(name)s"),
        walking.Appointment.What.ONLINE: _("Online with %(name)s"),
    }
    return said.get(walking.Appointment.What(row.what), _("Meet %(name)s")) % {"name": whom}


def _groups(own: list[groups.Seen], start: datetime, end: datetime) -> Iterator[Entry]:
    for each in own:
        url = frame.address("groups:group", group=each.group.pk)
        for meets in groups.next_times(each.group, now=start, most=OFTEN):
            if start <= meets.starts_at < end:
                note = meets.place or each.group.place
                yield Entry(meets.starts_at, each.group.name, "users", meets.ends_at, note, url)

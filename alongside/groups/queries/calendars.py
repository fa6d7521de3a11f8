"""What calendars of groups say: read by programs, which know nobody."""

import uuid
from dataclasses import dataclass

from alongside.accounts import policy as accounts
from alongside.core import clock, errors, keyring, scope
from alongside.directory.rules import occurrences
from alongside.groups import models, policy
from alongside.groups.policy import calendars as shown
from alongside.groups.queries import circles, times

DIGEST = "group-calendar"


@dataclass(frozen=True, slots=True)
class Entry:
    """A group, and when it is: for whoever reads this calendar."""

    group: models.Group
    pattern: occurrences.Pattern


def digest_of(secret: str) -> str:
    return keyring.digest(secret, use=DIGEST)


def published(organisation: str, group: uuid.UUID | None = None) -> list[Entry]:
    """Of an organisation, by its slug: one group, or all that it publishes. Missing where there
    is no such thing."""
    here = accounts.organisations().filter(slug=organisation).first()
    if here is None:
        raise errors.Missing(times.NOTHING)
    with scope.within(here.pk):
        rows = policy.published(here.pk).select_related("site").prefetch_related("dates")
        if group is not None:
            rows = rows.filter(pk=group)
        found = [
            Entry(row, circles.pattern(row)) for row in rows.order_by("name")[: circles.MOST_GROUPS]
        ]
    if group is not None and not found:
        raise errors.Missing(times.NOTHING)
    return found


def calendar_at(secret: str) -> tuple[models.Calendar, list[Entry]] | None:
    """An own calendar by its address, while it shows anything. Where somebody has only places,
    the days on which they have one."""
    found = shown.calendar_at(digest_of(secret)).first()
    if found is None:
        return None
    with scope.within(found.organisation_id):
        rows = policy.groups_in(found).select_related("site").order_by("pk")[: circles.MOST_GROUPS]
        entries = [Entry(row, _pattern(found, row)) for row in rows]
    return found, entries


def _pattern(calendar: models.Calendar, group: models.Group) -> occurrences.Pattern:
    whole = circles.pattern(group)
    days = shown.days_in(calendar, group)
    if days is None:
        return whole
    today = clock.today(group.time_zone)
    kept = {change.on: change for change in whole.changes if change.kind == occurrences.EXTRA}
    extra = tuple(
        kept.get(day) or occurrences.Change(occurrences.EXTRA, day)
        for day in sorted(days)
        if day >= today
    )
    return occurrences.Pattern(
        start_minute=whole.start_minute,
        end_minute=whole.end_minute,
        zone=whole.zone,
        changes=extra,
    )

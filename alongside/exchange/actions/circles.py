"""Groups that an organisation shows to everybody, as meetings of the public directory. What may
be known is decided where groups are kept; of people nothing goes along, and no link to a room."""

import uuid
from typing import Any

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Organisation
from alongside.core import scope
from alongside.directory import actions as directory
from alongside.directory import models
from alongside.directory.models import labels
from alongside.directory.schemas import Batch, Dated, Listing, SourceShape
from alongside.exchange.meeting_lists import TABLE
from alongside.groups import queries as groups
from alongside.groups.models import Group


def publish_groups(*, by: actors.Actor, organisation: uuid.UUID) -> models.Run | None:
    """Bring the directory to what the organisation shows today: what it shows no more is retired.
    None where it shows nothing and never did."""
    access.require(by, P.DIRECTORY_IMPORT)
    here = accounts.organisations().get(pk=organisation)
    with scope.within(here.pk):
        shown = groups.published(here.slug)
    source = SourceShape(key=f"groups:{here.slug}", name=here.name, time_zone=here.time_zone)
    if not shown and not models.Source.objects.filter(key=source.key).exists():
        return None
    batch = Batch(rows={TABLE: len(shown)}, listings={TABLE: []})
    for row, each in enumerate(shown, start=1):
        batch.listings[TABLE].append(_listing(row, each, here))
    return directory.apply_import(by=by, source=source, batch=batch)


def publish_all(*, by: actors.Actor) -> None:
    """For the nightly work: every organisation's."""
    access.require(by, P.DIRECTORY_IMPORT)
    for pk in accounts.organisations().order_by("slug").values_list("pk", flat=True):
        publish_groups(by=by, organisation=pk)


def _listing(row: int, entry: groups.Entry, here: Organisation) -> Listing:
    group, when = entry.group, entry.pattern
    attendance = str(group.how)
    dates: tuple[Dated, ...] = tuple(
        (c.kind, c.on, c.until_on, c.start_minute, c.end_minute, "") for c in when.changes
    )
    where = "" if attendance in {"online", "telephone"} else str(group.site or "")
    values: dict[str, Any] = {
        "name": group.name,
        "group_name": here.name,
        "weekday": when.weekday,
        "start_minute": when.start_minute,
        "end_minute": when.end_minute,
        "time_zone": when.zone,
        "rrule": when.rule,
        "starts_on": when.starts_on,
        "until_on": when.until_on,
        "attendance": attendance,
        "location_name": where,
        "location_notes": group.place if where else "",
        "notes": group.about,
        **_position(group, where),
    }
    return Listing(
        str(group.pk),
        row,
        values,
        types=("O",) if group.door == Group.Door.OPEN else ("C",),
        languages=tuple(each for each in labels.TONGUES.values() if each[1] in group.languages),
        dates=dates,
    )


def _position(group: Group, where: str) -> dict[str, Any]:
    site = group.site
    if not where or site is None or site.latitude is None:
        return {}
    return {"latitude": site.latitude, "longitude": site.longitude}

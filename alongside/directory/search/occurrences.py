"""When meetings take place that do not come every week, by their rule and dates."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from alongside.directory import models, policy
from alongside.directory.rules import occurrences

NAMES = {  # of a Pattern: of a Meeting
    "weekday": "weekday",
    "start_minute": "start_minute",
    "end_minute": "end_minute",
    "zone": "time_zone",
    "rule": "rrule",
    "starts_on": "starts_on",
    "until_on": "until_on",
}
DATED = tuple(f"dates__{name}" for name in ("kind", "on", "until_on", "start_minute", "end_minute"))
CHUNK = 500


def pattern(meeting: models.Meeting, dates: Iterable[Any] = ()) -> occurrences.Pattern:
    """What a meeting's row and its dates say about when it takes place."""
    return occurrences.Pattern(
        **{name: getattr(meeting, column) for name, column in NAMES.items()},
        changes=tuple(
            occurrences.Change(d.kind, d.on, d.until_on, d.start_minute, d.end_minute)
            for d in dates
        ),
    )


def patterns(pks: Iterable[uuid.UUID]) -> dict[uuid.UUID, occurrences.Pattern]:
    """The same for many: two queries for each five hundred."""
    found: dict[uuid.UUID, occurrences.Pattern] = {}
    wanted = list(pks)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        changes: dict[uuid.UUID, list[occurrences.Change]] = defaultdict(list)
        rows = policy.known_meetings().filter(pk__in=chunk)
        dated = rows.filter(dates__isnull=False).values_list("pk", *DATED)
        for pk, *said in dated:
            changes[pk].append(occurrences.Change(*said))
        for pk, *said in rows.values_list("pk", *NAMES.values()):
            values: dict[str, Any] = dict(zip(NAMES, said, strict=True))
            found[pk] = occurrences.Pattern(**values, changes=tuple(changes[pk]))
    return found


def starts(
    pks: Iterable[uuid.UUID], since: datetime, until: datetime
) -> dict[uuid.UUID, list[occurrences.Occurrence]]:
    """What of these meetings starts from `since` up to `until`; those that have nothing then
    are left out."""
    each = {pk: occurrences.occurrences(said, since, until) for pk, said in patterns(pks).items()}
    return {pk: found for pk, found in each.items() if found}

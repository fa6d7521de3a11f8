"""GetFieldValues and GetCoverageArea: which values a field has, on which meetings, and the box
around all of them. Every value is a string."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Max, Min

from alongside.directory.policy import feeds as policy
from alongside.exchange.feeds import bmlt
from alongside.exchange.feeds.bmlt_search import SORTED, Asked, Nonsense

# Fields that are made from columns: how.
MADE: dict[str, tuple[tuple[str, ...], Callable[..., str]]] = {
    "weekday_tinyint": (("weekday",), lambda day: str(day + 1)),
    "start_time": (("start_minute",), bmlt.clock),
    "duration_time": (("start_minute", "end_minute"), lambda a, b: bmlt.clock(bmlt.length(a, b))),
    "venue_type": (("attendance",), lambda how: bmlt.VENUES.get(how, "1")),
    "id_bigint": (("pk",), lambda pk: str(bmlt.number(pk))),
    "service_body_bigint": (
        ("body_id", "source_id"), lambda body, source: str(bmlt.number(body or source)),
    ),
    "longitude": (("longitude",), lambda at: "" if at is None else str(at)),
    "latitude": (("latitude",), lambda at: "" if at is None else str(at)),
    "location_street": (
        ("street", "address", "town"), lambda street, all_, town: street or ("" if town else all_),
    ),
    "location_sub_province": (("district",), lambda district: district.rpartition(" > ")[2]),
    "location_info": (("location_notes",), str),
    "comments": (("notes",), str),
    "phone_meeting_number": (("conference_phone",), str),
    "virtual_meeting_link": (("conference_url",), str),
    "virtual_meeting_additional_info": (("conference_url_notes",), str),
}  # fmt: skip
ALWAYS = {"lang_enum": "en", "published": "1", "root_server_id": bmlt.ROOT_ID}
NONE = "NULL"


def values(asked: Asked) -> list[dict[str, str]]:
    """Each value of `meeting_key` with the numbers of its meetings. Raises Nonsense."""
    name = asked.text("meeting_key")
    if name not in bmlt.FIELDS:
        raise Nonsense("meeting_key")
    if name in {"formats", "format_shared_id_list"}:
        found = _formats(asked)
    else:
        columns, made = MADE.get(name, ((), lambda: ALWAYS.get(name, "")))
        if name in SORTED and name not in MADE:
            columns, made = (SORTED[name],), str
        found = defaultdict(list)
        for pk, *row in _meetings().values_list("pk", *columns).iterator():
            found[made(*row)].append(bmlt.number(pk))
    return [
        {name: value or NONE, "ids": ",".join(map(str, sorted(ids)))}
        for value, ids in sorted(found.items())
    ]


def _meetings() -> Any:
    rows = policy.meetings().filter(weekday__isnull=False, start_minute__isnull=False)
    return rows.prefetch_related(None).order_by()


def _formats(asked: Asked) -> dict[str, list[int]]:
    """Numbers of formats; of `specific_formats` only those, with `all_formats` all of them."""
    chosen = set(asked.numbers("specific_formats"))
    kept: dict[Any, set[int]] = {pk: set() for pk in _meetings().values_list("pk", flat=True)}
    for meeting, kind in policy.types_of_meetings().iterator():
        if meeting in kept and (not chosen or kind in chosen):
            kept[meeting].add(kind)
    found: dict[str, list[int]] = defaultdict(list)
    for pk, kinds in kept.items():
        if chosen and (not kinds or (asked.text("all_formats") and kinds != chosen)):
            continue
        found[",".join(map(str, sorted(kinds)))].append(bmlt.number(pk))
    return found


def coverage() -> dict[str, str]:
    """The corners of the box around all meetings with a position of their own."""
    rows = policy.meetings().filter(latitude__isnull=False)
    edge = rows.aggregate(
        west=Min("longitude"), north=Max("latitude"), east=Max("longitude"), south=Min("latitude")
    )
    said = {name: "" if value is None else str(value) for name, value in edge.items()}
    return {
        "nw_corner_longitude": said["west"],
        "nw_corner_latitude": said["north"],
        "se_corner_longitude": said["east"],
        "se_corner_latitude": said["south"],
    }

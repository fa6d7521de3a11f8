"""What a phone said by a number of ours, in words: where it was, which visit, which shift, with
whom. Each asked of the floor that has it, as far as its reader may; of what is gone nothing."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core import ids
from alongside.core.privacy import Words
from alongside.followups.policy import following as followed
from alongside.outreach import models as outreach
from alongside.outreach import policy as out
from alongside.sites import models as sites
from alongside.sites import policy as places
from alongside.supplies import models as supplies
from alongside.supplies import policy as stock


def lines(by: actors.Actor, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Of one capture: what stands around it, then what is in its body."""
    found = []
    body = said.get("body")
    wanted = {"place": said.get("place"), **(body if isinstance(body, Mapping) else {})}
    for name, (label, words) in NAMED.items():
        pk = ids.parse(value) if isinstance(value := wanted.get(name), str) else None
        if pk is not None and (text := words(by, pk)):
            found.append((str(label), text))
    return found


def _place(by: actors.Actor, pk: uuid.UUID) -> str:
    here = places.sites_for(by).filter(pk=pk).first()
    row = here or stock.in_book(by, supplies.Place).filter(pk=pk).first()
    return row.name if row else ""


def _room(by: actors.Actor, pk: uuid.UUID) -> str:
    row = places.rows(by, sites.Room).filter(pk=pk).select_related("site").first()
    return f"{row.name}, {row.site.name}" if row else ""


def _visit(by: actors.Actor, pk: uuid.UUID) -> str:
    row = places.rows(by, sites.Visit).filter(pk=pk).select_related("room", "site").first()
    return _told(row.came_at, row.room or row.site) if row else ""


def _overdose(by: actors.Actor, pk: uuid.UUID) -> str:
    row = places.rows(by, sites.Overdose).filter(pk=pk).select_related("room", "site").first()
    where = row and (row.room or row.site or row.get_where_display())
    return _told(row.found_at, where) if row else ""


def _shift(by: actors.Actor, pk: uuid.UUID) -> str:
    row = out.shifts_for(by).filter(pk=pk).first()
    return _told(row.from_at, row.route) if row else ""


def _stop(by: actors.Actor, pk: uuid.UUID) -> str:
    row = out.rows_of(by, outreach.Stop).filter(pk=pk).first()
    return str(row.place) if row else ""


def _followup(by: actors.Actor, pk: uuid.UUID) -> str:
    row = followed.followups_for(by).filter(pk=pk).select_related("participant").first()
    if row is None or not followed.is_theirs(by, row):
        return ""
    return row.called or str(row.participant or "")


def _told(at: datetime, where: Any) -> str:
    time = date_format(localtime(at), "SHORT_DATETIME_FORMAT")
    return ", ".join(str(each) for each in (time, where) if each)


Asked = Callable[[actors.Actor, uuid.UUID], str]
# By the name that it has in a body.
NAMED: Mapping[str, tuple[Words, Asked]] = {
    "place": (_("Place"), _place),
    "site": (_("Place"), _place),
    "room": (_("Which room?"), _room),
    "visit": (_("Which visit?"), _visit),
    "overdose": (_("Which overdose?"), _overdose),
    "shift": (_("Which shift?"), _shift),
    "stop": (_("Where was it?"), _stop),
    "followup": (_("With whom?"), _followup),
}

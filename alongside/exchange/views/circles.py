"""Calendars of groups, for programs. Nobody is known here; an own calendar opens by its address
alone, no other website may read it, and nothing keeps a copy."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from alongside.core import clock, door, errors
from alongside.exchange.feeds import circles
from alongside.exchange.views import anybody
from alongside.groups import queries

CALENDAR = "text/calendar; charset=utf-8"


@door.public
@anybody.asked(reads=anybody.TEXT)
def group(request: HttpRequest, organisation: str, group: uuid.UUID) -> HttpResponseBase:
    """One published group."""
    found = queries.published(organisation, group)
    return _calendar(circles.published(found, name=found[0].group.name, now=clock.now()))


@door.public
@anybody.asked(reads=anybody.TEXT)
def groups(request: HttpRequest, organisation: str) -> HttpResponseBase:
    """All that an organisation publishes."""
    found = queries.published(organisation)
    return _calendar(circles.published(found, name=_("Groups"), now=clock.now()))


@door.public
def own_groups(request: HttpRequest, secret: str) -> HttpResponseBase:
    """One's own groups, by a secret address."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    early = anybody.too_often(request, reads=anybody.TEXT)
    if early is not None:
        return early
    found = queries.calendar_at(secret)
    if found is None:
        raise errors.Missing(_("There is no such calendar, or it was ended."))
    answer = _calendar(circles.own(*found, now=clock.now()))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _calendar(body: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'inline; filename="groups.ics"'}
    return HttpResponse(body, content_type=CALENDAR, headers=headers)

"""Doors for programs: lists of meetings in the formats that others read.

Nobody is known here and nothing of a question is kept. Any website may ask (CORS); long answers
are written while they are read.
"""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from alongside.core import clock, door, errors
from alongside.directory import forms as finding
from alongside.directory import models, queries
from alongside.directory.queries import feeds
from alongside.exchange.feeds import calendar, changes, guide
from alongside.exchange.views import anybody

CALENDAR = "text/calendar; charset=utf-8"
PAGES = 5  # of a search that becomes a calendar


@door.public
@anybody.asked(costs=anybody.WHOLE)
def meetings(request: HttpRequest) -> HttpResponseBase:
    """Every meeting as Meeting Guide JSON, or those of one `source`, `fellowship`, `pathway`,
    `town`, `region` or `country`."""
    now = feeds.state()
    tag = f'"{now.mark}-{anybody.language(request)}"'
    changed = int(now.changed_at.timestamp()) if now.changed_at else None
    early = get_conditional_response(request, etag=tag, last_modified=changed)
    if early is not None and early.status_code == 304:
        return early
    site = anybody.site(request)
    asked = {name: str(value)[:100].replace("\x00", "") for name, value in request.GET.items()}
    found = feeds.matching(asked)
    rows = (guide.entry(row, at=site) for chunk in feeds.in_chunks(found) for row in chunk)
    answer = anybody.streamed(request, anybody.array(rows))
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "public, max-age=300"
    if changed is not None:
        answer.headers["Last-Modified"] = http_date(changed)
    return answer


@door.public
@anybody.asked(reads=anybody.TEXT)
def changed(request: HttpRequest) -> HttpResponseBase:
    """The latest two hundred changes of meetings and services as an Atom feed; with `only`, of
    one of them."""
    address = request.build_absolute_uri(request.path)
    only = request.GET.get("only", "")
    told = feeds.news(only) if only in ("meetings", "services") else feeds.latest()
    if only:
        address = request.build_absolute_uri()
    text = changes.feed(told, at=anybody.site(request), address=address, now=clock.now())
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@door.public
@anybody.asked(reads=anybody.TEXT)
def meeting(request: HttpRequest, meeting: uuid.UUID) -> HttpResponseBase:
    """One meeting as iCalendar."""
    row = feeds.one(meeting)
    if row is None:
        raise errors.Missing(
            _("We know no meeting at this address."),
            todo=_("Search for your town to see the meetings near you."),
        )
    return _calendar(request, [row], row.name)


@door.public
@anybody.asked(costs=PAGES, reads=anybody.TEXT)
def found(request: HttpRequest) -> HttpResponseBase:
    """What a search finds, as iCalendar: the same parameters as the find page. Only so many;
    where there are more, the calendar says so itself."""
    typed = {name: str(value)[:120] for name, value in request.GET.items()}
    keys: list[uuid.UUID] = []
    for page in range(1, PAGES + 1):
        form = finding.Find({**typed, "show": "meetings", "page": page})
        lines = queries.find(form.asked(), now=clock.now()).meetings
        keys += [line.listing.pk for line in lines.lines]
        if not lines.after:
            return _calendar(request, feeds.several(keys), _("Meetings"))
    said = (
        _("Only the first %(number)s are in this calendar, of more than %(all)s.")
        if lines.many
        else _("Only the first %(number)s of %(all)s are in this calendar.")
    )
    words = said % {"number": len(keys), "all": lines.many or lines.total}
    narrower = _("Search more narrowly.")
    name = _("Meetings: the first %(number)s") % {"number": len(keys)}
    return _calendar(request, feeds.several(keys), name, f"{words} {narrower}")


def _calendar(
    request: HttpRequest, rows: list[models.Meeting], name: str, words: str = ""
) -> HttpResponse:
    at = anybody.site(request)
    body = calendar.calendar(rows, name=name, words=words, at=at, now=clock.now())
    headers = {"Content-Disposition": 'inline; filename="meetings.ics"'}
    return HttpResponse(body, content_type=CALENDAR, headers=headers)

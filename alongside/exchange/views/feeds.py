"""Doors for programs: lists of meetings in the formats that others read.

Nobody is known here and nothing of a question is kept. Any website may ask (CORS); long answers
are written while they are read.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import MAXYEAR, UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from alongside.core import clock, door, errors
from alongside.directory import forms as finding
from alongside.directory import models, queries
from alongside.directory.queries import feeds
from alongside.exchange.feeds import bmlt, bmlt_search, calendar, changes, guide

View = Callable[..., HttpResponseBase]
JSON, CALENDAR = "application/json", "text/calendar; charset=utf-8"
PAGES = 5  # of a search that becomes a calendar


def _for_anybody(view: View) -> View:
    """No cookie, any website; in the language that `lang` names, else in English, so that the
    same address is the same answer."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            answer: HttpResponseBase = HttpResponse(headers={"Allow": "GET, HEAD, OPTIONS"})
        elif request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD, OPTIONS"})
        else:
            with translation.override(_language(request)):
                answer = view(request, *args, **rest)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
        return answer

    return answered


def _language(request: HttpRequest) -> str:
    said = request.GET.get("lang", "")
    return said if said in dict(settings.LANGUAGES) else "en"


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _streamed(request: HttpRequest, parts: Iterator[str]) -> StreamingHttpResponse:
    """The first part is sent at once; the language holds until the last."""
    language = _language(request)

    def written() -> Iterator[bytes]:
        with translation.override(language):
            for part in parts:
                yield part.encode()

    return StreamingHttpResponse(written(), content_type=JSON)


def _array(rows: Iterable[Any]) -> Iterator[str]:
    yield "["
    before = ""
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        before = ",\n"
    yield "]"


@door.public
@_for_anybody
def meetings(request: HttpRequest) -> HttpResponseBase:
    """Every meeting as Meeting Guide JSON, or those of one `source`, `fellowship`, `pathway`,
    `town`, `region` or `country`."""
    now = feeds.state()
    tag = f'"{now.mark}-{_language(request)}"'
    changed = int(now.changed_at.timestamp()) if now.changed_at else None
    early = get_conditional_response(request, etag=tag, last_modified=changed)
    if early is not None and early.status_code == 304:
        return early
    site = _site(request)
    asked = {name: str(value)[:100].replace("\x00", "") for name, value in request.GET.items()}
    found = feeds.matching(asked)
    rows = (guide.entry(row, at=site) for chunk in feeds.in_chunks(found) for row in chunk)
    answer = _streamed(request, _array(rows))
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "public, max-age=300"
    if changed is not None:
        answer.headers["Last-Modified"] = http_date(changed)
    return answer


@door.public
@_for_anybody
def changed(request: HttpRequest) -> HttpResponseBase:
    """The latest two hundred changes as an Atom feed."""
    address = request.build_absolute_uri(request.path)
    text = changes.feed(feeds.news(), at=_site(request), address=address, now=clock.now())
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@door.public
@_for_anybody
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
@_for_anybody
def found(request: HttpRequest) -> HttpResponseBase:
    """What a search finds, as iCalendar: the same parameters as the find page."""
    typed = {name: str(value)[:120] for name, value in request.GET.items()}
    keys: list[uuid.UUID] = []
    for page in range(1, PAGES + 1):
        form = finding.Find({**typed, "show": "meetings", "page": page})
        lines = queries.find(form.asked(), now=clock.now()).meetings
        keys += [line.listing.pk for line in lines.lines]
        if not lines.after:
            break
    return _calendar(request, feeds.several(keys), _("Meetings"))


def _calendar(request: HttpRequest, rows: list[models.Meeting], name: str) -> HttpResponse:
    body = calendar.calendar(rows, name=name, at=_site(request), now=clock.now())
    headers = {"Content-Disposition": 'inline; filename="meetings.ics"'}
    return HttpResponse(body, content_type=CALENDAR, headers=headers)


@door.public
@_for_anybody
def server(request: HttpRequest) -> HttpResponseBase:
    """What a BMLT server answers, by its `switcher`. Nonsense finds nothing."""
    answers: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {
        "GetSearchResults": _results,
        "GetFormats": _formats,
        "GetServiceBodies": _bodies,
        "GetServerInfo": _info,
        "GetChanges": _changes,
        "GetFieldKeys": _fields,
    }
    answer = answers.get(request.GET.get("switcher", ""))
    try:
        return answer(request) if answer else _told([])
    except bmlt_search.Nonsense:
        return _told([])


def _told(rows: Any) -> HttpResponse:
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type=JSON)


def _root(request: HttpRequest) -> str:
    return f"{_site(request)}/bmlt/main_server/"


def _results(request: HttpRequest) -> HttpResponseBase:
    root, wanted = _root(request), dict(request.GET.lists())
    asked = bmlt_search.question(wanted)
    names = bmlt_search.Asked(wanted).every("data_field_key")
    if request.GET.get("get_formats_only") == "1":
        return _told({"formats": _used(request, asked)})

    def rows() -> Iterator[dict[str, str]]:
        for row, km in asked.rows():
            told = bmlt.entry(row, root=root, km=km)
            yield {name: told[name] for name in names if name in told} if names else told

    if request.GET.get("get_used_formats") != "1":
        return _streamed(request, _array(rows()))

    def both() -> Iterator[str]:
        yield '{"meetings":'
        yield from _array(rows())
        yield ',"formats":' + json.dumps(_used(request, asked), ensure_ascii=False) + "}"

    return _streamed(request, both())


def _used(request: HttpRequest, asked: bmlt_search.Question) -> list[dict[str, str]]:
    """Formats of what was found."""
    kinds = {kind.pk: kind for row, _km in asked.rows() for kind in row.types.all()}
    said = _language(request)
    return [
        bmlt.format_of(kind, language=said, root=_root(request))
        for kind in sorted(kinds.values(), key=lambda kind: kind.code)
    ]


def _formats(request: HttpRequest) -> HttpResponseBase:
    asked = bmlt_search.Asked(dict(request.GET.lists()))
    said = request.GET.get("lang_enum", "")
    said = said if said in dict(settings.LANGUAGES) else _language(request)
    numbers, keys = asked.numbers("format_ids"), asked.every("key_strings")
    out = {-number for number in numbers if number < 0}
    kinds = [
        kind
        for kind in feeds.types()
        if kind.pk not in out
        and (not [n for n in numbers if n > 0] or kind.pk in numbers)
        and (not keys or bmlt.key(kind) in keys)
    ]
    with translation.override(said):
        return _told([bmlt.format_of(k, language=said, root=_root(request)) for k in kinds])


def _bodies(request: HttpRequest) -> HttpResponseBase:
    asked = bmlt_search.Asked(dict(request.GET.lists()))
    root, wanted = _root(request), asked.numbers("services")
    every = [bmlt.body_of(body, root=root) for body in feeds.bodies()]
    every += [bmlt.source_of(source, root=root) for source in feeds.sources()]
    chosen = {str(number) for number in wanted if number > 0}
    out = {str(-number) for number in wanted if number < 0}
    return _told(
        [each for each in every if each["id"] not in out and (not chosen or each["id"] in chosen)]
    )


def _info(request: HttpRequest) -> HttpResponseBase:
    return _told([bmlt.server(languages=[code for code, _name in settings.LANGUAGES])])


def _fields(request: HttpRequest) -> HttpResponseBase:
    return _told([{"key": name, "description": name.replace("_", " ")} for name in bmlt.FIELDS])


def _changes(request: HttpRequest) -> HttpResponseBase:
    begin, end = (_day(request.GET.get(name, "")) for name in ("start_date", "end_date"))
    end = end + timedelta(days=1) if end and end.year < MAXYEAR else None
    asked = bmlt_search.Asked(dict(request.GET.lists()))
    news = bmlt.between(feeds.news(), begin, end)
    told = [bmlt.change(each) for each in news]
    for name in ("meeting_id", "service_body_id"):
        if wanted := asked.every(name):
            told = [each for each in told if each[name] in wanted]
    return _told(told)


def _day(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise bmlt_search.Nonsense(text) from None

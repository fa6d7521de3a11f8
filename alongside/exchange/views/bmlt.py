"""What a BMLT server answers, by its `switcher`. Nonsense finds nothing.

As `json` or, for pages that can read from elsewhere only what is a script, as `jsonp`: then the
answer calls the function that `callback` names. `tsml` is Meeting Guide; tables (`csv`) are what
an area sends upwards.
"""

import re
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.core import door
from alongside.directory.queries import feeds
from alongside.exchange.feeds import bmlt, bmlt_fields, bmlt_search, guide, naws
from alongside.exchange.views import anybody

Answers = dict[str, Callable[[HttpRequest], Iterator[str]]]
SCRIPT, TABLE = "text/javascript; charset=utf-8", "text/csv; charset=utf-8"
# Names of functions, and of functions in objects; nothing that could be anything else.
CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}(?:\.[A-Za-z_$][A-Za-z0-9_$]{0,63}){0,3}")
ENDS_LINES = {0x2028: "\\u2028", 0x2029: "\\u2029"}  # in scripts, not in JSON
EVERY = {"GetFieldValues", "GetCoverageArea"}  # read all there is
NARROW = ("page_size", "geo_width", "geo_width_km", "SearchStringRadius")


def _costs(request: HttpRequest) -> int:
    """What reads every meeting costs more than one answer."""
    asked = request.GET.get("switcher", "")
    everything = asked == "GetSearchResults" and not any(name in request.GET for name in NARROW)
    return anybody.WHOLE if everything or asked in EVERY else 1


@door.public
@anybody.asked(costs=_costs)
def server(request: HttpRequest) -> HttpResponseBase:
    return anybody.streamed(request, _parts(request))


@door.public
@anybody.asked(costs=_costs)
def guided(request: HttpRequest) -> HttpResponseBase:
    """What GetSearchResults finds, as Meeting Guide JSON."""
    site = anybody.site(request)
    try:
        asked = bmlt_search.question(dict(request.GET.lists()))
    except bmlt_search.Nonsense:
        return anybody.streamed(request, _nothing(request))
    rows = (guide.entry(row, at=site) for row, _km in asked.rows())
    return anybody.streamed(request, anybody.array(rows))


@door.public
@anybody.asked(costs=_costs)
def script(request: HttpRequest) -> HttpResponseBase:
    """The same as a call of `callback`."""
    name = request.GET.get("callback", "callback")
    if not CALLBACK.fullmatch(name):
        said = {
            "happened": _("“callback” is not the name of a function."),
            "kept": "",
            "todo": _("Use letters, digits, “_”, “$” and dots."),
        }
        return JsonResponse(said, status=400)

    def called() -> Iterator[str]:
        yield f"/**/{name}("  # no other file can begin so
        yield from (part.translate(ENDS_LINES) for part in _parts(request))
        yield ");"

    answer = anybody.streamed(request, called(), SCRIPT)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@door.public
@anybody.asked(costs=anybody.WHOLE, reads=anybody.TEXT)
def table(request: HttpRequest) -> HttpResponseBase:
    """GetNAWSDump: the meetings of one body and those below it, in the columns of NAWS."""
    asked = bmlt_search.Asked(dict(request.GET.lists()))
    try:
        wanted = asked.whole("sb_id") if request.GET.get("switcher") == "GetNAWSDump" else 0
    except bmlt_search.Nonsense:
        wanted = 0
    known = {bmlt.number(each.pk) for each in [*feeds.bodies(), *feeds.sources()]}
    if wanted not in known:
        words = _("Name one of our service bodies: switcher=GetNAWSDump&sb_id=…")
        return HttpResponse(f"{words}\n", status=422, content_type=anybody.TEXT)
    found = bmlt_search.question({"services": [str(wanted)], "recursive": ["1"]})
    answer = anybody.streamed(request, naws.lines(row for row, _km in found.rows()), TABLE)
    answer.headers["Content-Disposition"] = f'attachment; filename="BMLT_{wanted}.csv"'
    return answer


def _parts(request: HttpRequest) -> Iterator[str]:
    answers: Answers = {
        "GetSearchResults": _results,
        "GetFormats": _formats,
        "GetServiceBodies": _bodies,
        "GetServerInfo": _info,
        "GetChanges": _changes,
        "GetFieldKeys": _fields,
        "GetFieldValues": _values,
        "GetCoverageArea": _coverage,
    }
    answer = answers.get(request.GET.get("switcher", ""), _nothing)
    try:
        return answer(request)
    except bmlt_search.Nonsense:
        return _nothing(request)


def _nothing(request: HttpRequest) -> Iterator[str]:
    return _told([])


def _told(rows: Any) -> Iterator[str]:
    return iter([anybody.text(rows)])


def _root(request: HttpRequest) -> str:
    return f"{anybody.site(request)}/bmlt/main_server/"


def _results(request: HttpRequest) -> Iterator[str]:
    root, wanted = _root(request), dict(request.GET.lists())
    asked = bmlt_search.question(wanted)
    names = bmlt_search.Asked(wanted).every("data_field_key")
    if "get_formats_only" in request.GET:
        return _told({"formats": _used(request, asked)})

    def rows() -> Iterator[dict[str, str]]:
        for row, km in asked.rows():
            told = bmlt.entry(row, root=root, km=km)
            yield {name: told[name] for name in names if name in told} if names else told

    if "get_used_formats" not in request.GET:  # widgets name it and say no value
        return anybody.array(rows())

    def both() -> Iterator[str]:
        yield '{"meetings":'
        yield from anybody.array(rows())
        yield ',"formats":' + anybody.text(_used(request, asked)) + "}"

    return both()


def _used(request: HttpRequest, asked: bmlt_search.Question) -> list[dict[str, str]]:
    """Formats of what was found."""
    kinds = {kind.pk: kind for row, _km in asked.rows() for kind in row.types.all()}
    said = anybody.language(request)
    return [
        bmlt.format_of(kind, language=said, root=_root(request))
        for kind in sorted(kinds.values(), key=lambda kind: kind.code)
    ]


def _formats(request: HttpRequest) -> Iterator[str]:
    asked = bmlt_search.Asked(dict(request.GET.lists()))
    said = request.GET.get("lang_enum", "")
    said = said if said in dict(settings.LANGUAGES) else anybody.language(request)
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


def _bodies(request: HttpRequest) -> Iterator[str]:
    asked = bmlt_search.Asked(dict(request.GET.lists()))
    root, wanted = _root(request), asked.numbers("services")
    every = [bmlt.body_of(body, root=root) for body in feeds.bodies()]
    every += [bmlt.source_of(source, root=root) for source in feeds.sources()]
    chosen = {str(number) for number in wanted if number > 0}
    out = {str(-number) for number in wanted if number < 0}
    return _told(
        [each for each in every if each["id"] not in out and (not chosen or each["id"] in chosen)]
    )


def _info(request: HttpRequest) -> Iterator[str]:
    return _told([bmlt.server(languages=[code for code, _name in settings.LANGUAGES])])


def _fields(request: HttpRequest) -> Iterator[str]:
    return _told([{"key": name, "description": name.replace("_", " ")} for name in bmlt.FIELDS])


def _values(request: HttpRequest) -> Iterator[str]:
    return _told(bmlt_fields.values(bmlt_search.Asked(dict(request.GET.lists()))))


def _coverage(request: HttpRequest) -> Iterator[str]:
    return _told([bmlt_fields.coverage()])


def _changes(request: HttpRequest) -> Iterator[str]:
    begin, end = (_day(request.GET.get(name, "")) for name in ("start_date", "end_date"))
    end = end + timedelta(days=1) if end and end.year < MAXYEAR else None
    asked = bmlt_search.Asked(dict(request.GET.lists()))
    told = [bmlt.change(each) for each in feeds.news("meetings", begin=begin, end=end)]
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

"""The FHIR API: public, read-only, for programs of anybody. It knows nobody, sets no cookie, and
whatever is asked is written nowhere; a search may be sent by POST to keep it out of addresses."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import blake2s
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime
from django.utils.http import http_date
from django.utils.translation import gettext as _

from alongside.core import door, errors
from alongside.directory import api as directory
from alongside.exchange.fhir import answers, asking, names, statement
from alongside.exchange.hsds.writing import Object
from alongside.exchange.views import anybody

View = Callable[..., HttpResponse]
READ, SEARCHED = ("GET",), ("POST",)
FORMATS = {"json", "application/json", "text/json", names.MIME}
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
}


class NotSaidSo(errors.Problem):
    status = 406


def _answering(methods: tuple[str, ...]) -> Callable[[Callable[..., Object]], View]:
    """These methods, from pages of any website; problems as FHIR says them."""

    def wrap(view: Callable[..., Object]) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            with translation.override(anybody.language(request)):
                response = _answered(view, request, methods, kwargs)
            for name, value in HEADERS.items():
                response.headers[name] = value
            return response

        return answered

    return wrap


def _answered(
    view: Callable[..., Object], request: HttpRequest, methods: tuple[str, ...], kwargs: Any
) -> HttpResponse:
    if request.method == "OPTIONS":
        allowed = {
            "Access-Control-Allow-Methods": ", ".join([*methods, "HEAD", "OPTIONS"]),
            "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, Prefer",
            "Access-Control-Max-Age": "86400",
        }
        return HttpResponse(status=204, headers=allowed)
    if request.method not in {*methods, *(["HEAD"] if methods == READ else [])}:
        words = _("Nothing can be changed here: this address only answers.")
        said = answers.outcome(words, code="not-supported")
        return _told(said, status=405, headers={"Allow": ", ".join(methods)})
    seconds, why = directory.wait(request)
    if seconds:
        said = answers.outcome(why["happened"], why["todo"], code="throttled")
        return _told(said, status=429, headers={"Retry-After": str(seconds)})
    try:
        _format(request)
        return _marked(request, view(request, **kwargs))
    except errors.Problem as problem:
        return _told(answers.of_problem(problem), status=problem.status)


def _told(said: Object, **more: Any) -> HttpResponse:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type=f"{names.MIME}; charset=utf-8", **more)


def _format(request: HttpRequest) -> None:
    """Refuses what wants another way of writing."""
    wanted = request.GET.get("_format", "").strip().lower().replace(" ", "+")
    kinds = (names.MIME, "application/json")
    if wanted not in FORMATS if wanted else not any(map(request.accepts, kinds)):
        raise NotSaidSo(
            _("This is only written as %(format)s.") % {"format": names.MIME},
            todo=_("Ask for that, or for nothing special."),
        )


def _marked(request: HttpRequest, said: Object) -> HttpResponse:
    """An answer that is told from any other. By its mark alone a program learns that it has it
    already, not by its date: a place may be struck out of it in the same second."""
    response = _told(said)
    meta = said.get("meta", {})
    tag = meta.get("versionId") or blake2s(response.content, digest_size=12).hexdigest()
    response.headers["ETag"] = f'W/"{tag}"'
    changed = parse_datetime(meta.get("lastUpdated", ""))
    if changed:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    if request.method not in {"GET", "HEAD"}:
        return response
    early = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return early if isinstance(early, HttpResponse) else response


def _three(kind: str) -> tuple[View, View, View]:
    """The doors to what is found of one kind, the same by POST, and to each of it."""

    def found(request: HttpRequest) -> Object:
        asked = asking.question(request, kind)
        if asked.unread and "handling=strict" in request.headers.get("Prefer", ""):
            raise asking.unclear(asked.unread[0])
        return answers.bundle(asked, _base(request))

    def one(request: HttpRequest, pk: str) -> Object:
        return answers.one(kind, pk)

    return (
        door.public_anywhere(_answering(READ)(found)),
        door.public_anywhere(_answering(SEARCHED)(found)),
        door.public_anywhere(_answering(READ)(one)),
    )


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/fhir")


@door.public_anywhere
@_answering(READ)
def metadata(request: HttpRequest) -> Object:
    """What this is, and what may be asked."""
    return statement.statement(_base(request))


@door.public_anywhere
@_answering(READ)
def nothing(request: HttpRequest, rest: str = "") -> Object:
    """Whatever else FHIR has and a public directory has not, such as patients."""
    raise answers.missing()


services, find_services, service = _three(names.SERVICE)
locations, find_locations, location = _three(names.LOCATION)
organizations, find_organizations, organization = _three(names.ORGANISATION)

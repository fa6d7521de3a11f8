"""The HSDS API: public, read-only, for programs of anybody. It knows nobody, sets no cookie, and
whatever is asked is written nowhere; a search may be sent by POST to keep it out of addresses."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from alongside.core import door, errors
from alongside.exchange.hsds import answers, looking, openapi

View = Callable[..., HttpResponseBase]


def _answering(*methods: str) -> Callable[[View], View]:
    """These methods, from pages of any website; problems in the one shape of our APIs."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            response = _answered(view, request, methods, kwargs)
            response.headers["Access-Control-Allow-Origin"] = "*"
            return response

        return answered

    return wrap


def _answered(
    view: View, request: HttpRequest, methods: tuple[str, ...], kwargs: Any
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        allowed = {
            "Access-Control-Allow-Methods": ", ".join([*methods, "HEAD", "OPTIONS"]),
            "Access-Control-Allow-Headers": "Content-Type",
            "Access-Control-Max-Age": "86400",
        }
        return HttpResponse(status=204, headers=allowed)
    if request.method not in {*methods, "HEAD"}:
        said = {
            "happened": _("This address is only for questions."),
            "kept": _("Nothing was changed."),
            "todo": _("Send it as one of these: %(methods)s.") % {"methods": ", ".join(methods)},
        }
        return JsonResponse(said, status=405, headers={"Allow": ", ".join(methods)})
    try:
        return view(request, **kwargs)
    except errors.Problem as problem:
        said = {name: str(getattr(problem, name) or "") for name in ("happened", "kept", "todo")}
        return JsonResponse(said, status=problem.status)


def _page(request: HttpRequest, kind: str) -> HttpResponseBase:
    asked = looking.question(request)
    if asked.format == "ndjson":
        return StreamingHttpResponse(
            answers.lines(kind, asked), content_type="application/x-ndjson; charset=utf-8"
        )
    return JsonResponse(answers.page(kind, asked))


def _one(request: HttpRequest, kind: str, pk: uuid.UUID) -> HttpResponseBase:
    return JsonResponse(answers.one(kind, pk, looking.question(request)))


@door.public_anywhere
@_answering("GET")
def about(request: HttpRequest) -> HttpResponseBase:
    """Which version of HSDS this is, and where its description is."""
    return JsonResponse(openapi.about(request.build_absolute_uri("/hsds/openapi.json")))


@door.public_anywhere
@_answering("GET")
def description(request: HttpRequest) -> HttpResponseBase:
    return JsonResponse(openapi.description(request.build_absolute_uri("/hsds")))


@door.public_anywhere
@_answering("GET", "POST")
def services(request: HttpRequest) -> HttpResponseBase:
    return _page(request, "services")


@door.public_anywhere
@_answering("GET")
def service(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    return _one(request, "services", pk)


@door.public_anywhere
@_answering("GET", "POST")
def organizations(request: HttpRequest) -> HttpResponseBase:
    return _page(request, "organizations")


@door.public_anywhere
@_answering("GET")
def organization(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    return _one(request, "organizations", pk)


@door.public_anywhere
@_answering("GET", "POST")
def service_at_locations(request: HttpRequest) -> HttpResponseBase:
    return _page(request, "service_at_locations")


@door.public_anywhere
@_answering("GET")
def service_at_location(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    return _one(request, "service_at_locations", pk)


@door.public_anywhere
@_answering("GET", "POST")
def taxonomies(request: HttpRequest) -> HttpResponseBase:
    return _page(request, "taxonomies")


@door.public_anywhere
@_answering("GET")
def taxonomy(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    return _one(request, "taxonomies", pk)


@door.public_anywhere
@_answering("GET", "POST")
def taxonomy_terms(request: HttpRequest) -> HttpResponseBase:
    return _page(request, "taxonomy_terms")


@door.public_anywhere
@_answering("GET")
def taxonomy_term(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    return _one(request, "taxonomy_terms", pk)

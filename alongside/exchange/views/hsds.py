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
from alongside.exchange.hsds import answers, looking, openapi, package
from alongside.exchange.views import anybody

View = Callable[..., HttpResponseBase]


def _answering(*methods: str) -> Callable[[View], View]:
    """These methods, from pages of any website; problems in the one shape of our APIs."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            response = _answered(view, request, methods, kwargs)
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"
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
            "happened": _("Nothing can be changed here: this address only answers."),
            "kept": _("Nothing was changed."),
            "todo": _("Send it as one of these: %(methods)s.") % {"methods": ", ".join(methods)},
        }
        return JsonResponse(said, status=405, headers={"Allow": ", ".join(methods)})
    try:
        return view(request, **kwargs)
    except errors.Problem as problem:
        said = {name: str(getattr(problem, name) or "") for name in ("happened", "kept", "todo")}
        return JsonResponse(said, status=problem.status)


def _both(kind: str) -> tuple[View, View]:
    """The doors to the list of one kind of object, and to each of it. All of a list at once
    costs a network more than a page."""

    @door.public_anywhere
    @_answering("GET", "POST")
    def page(request: HttpRequest) -> HttpResponseBase:
        asked = looking.question(request)
        lines = asked.format == "ndjson"
        early = anybody.too_often(request, costs=anybody.WHOLE if lines else 1)
        if early or not lines:
            return early or JsonResponse(answers.page(kind, asked))
        found = anybody.at_length(answers.lines(kind, asked))
        return StreamingHttpResponse(found, content_type="application/x-ndjson; charset=utf-8")

    @door.public_anywhere
    @_answering("GET")
    def one(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
        early = anybody.too_often(request)
        return early or JsonResponse(answers.one(kind, pk, looking.question(request)))

    return page, one


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
@_answering("GET")
def tables(request: HttpRequest) -> HttpResponseBase:
    """Everything as a zip of tables, written while it is read."""
    early = anybody.too_often(request, costs=anybody.WHOLE)
    if early:
        return early
    parts = iter(()) if request.method == "HEAD" else anybody.at_length(package.streamed())
    headers = {"Content-Disposition": 'attachment; filename="hsds-tables.zip"'}
    return StreamingHttpResponse(parts, content_type="application/zip", headers=headers)


services, service = _both("services")
organizations, organization = _both("organizations")
service_at_locations, service_at_location = _both("service_at_locations")
taxonomies, taxonomy = _both("taxonomies")
taxonomy_terms, taxonomy_term = _both("taxonomy_terms")

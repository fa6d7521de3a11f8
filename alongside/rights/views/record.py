"""What is kept about me? All of it, for the person it is about; and for anybody, what we keep."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.rights import actions, policy, queries
from alongside.rights.record import own, reading, shapes

Drawn = Callable[..., Iterator[Any]]


@access.needs(P.RECORD_TAKE)
def record(request: access.Request) -> HttpResponse:
    """The ways to take all of it, and what else one may ask."""
    person = policy.own(request.by)
    context = {
        "person": person,
        "notices": queries.notices_of(person),
        "demands": queries.demands_told(person),
        "hold": queries.hold_on(person),
        "wish": queries.wish_of(person),
    }
    with timezone.override(person.organisation.time_zone):
        return render(request, "rights/record.html", context)


@access.needs(P.RECORD_TAKE)
@require_POST
def read_notice(request: access.Request, notice: uuid.UUID) -> HttpResponse:
    actions.read_notice(by=request.by, notice=notice)
    return redirect("rights:record")


@access.needs(P.RECORD_TAKE)
@access.step_up
@require_GET
def whole(request: access.Request) -> StreamingHttpResponse:
    """All of it on one plain page, to read or to print."""
    person = actions.take(by=request.by, shape="page")
    context = {"person": person, "made_at": clock.now(), "mark": shapes.MARK}
    with timezone.override(person.organisation.time_zone):
        frame = render_to_string("rights/whole.html", context, request)
    parts = shapes.page(frame, reading.sections(request.by, person))
    return StreamingHttpResponse(shapes.within(request.by, person, get_language() or "en", parts))


@access.needs(P.RECORD_TAKE)
@access.step_up
@require_GET
def record_pdf(request: access.Request) -> StreamingHttpResponse:
    return _file(request, "pdf", shapes.as_pdf, "application/pdf")


@access.needs(P.RECORD_TAKE)
@access.step_up
@require_GET
def record_json(request: access.Request) -> StreamingHttpResponse:
    return _file(request, "json", shapes.as_json, "application/json")


def _file(request: access.Request, shape: str, draw: Drawn, kind: str) -> StreamingHttpResponse:
    person = actions.take(by=request.by, shape=shape)
    language = get_language() or "en"
    sections = reading.sections(request.by, person)
    parts = draw(person, sections, language=language, made_at=clock.now())
    answer = StreamingHttpResponse(
        shapes.within(request.by, person, language, parts), content_type=kind
    )
    answer["Content-Disposition"] = f'attachment; filename="record.{shape}"'
    return answer


@access.needs(P.OWN_KEEP)
@access.step_up
@never_cache
@require_GET
def own_work(request: access.Request) -> HttpResponse:
    """What is mine alone, as somebody who works here? All of it on one plain page."""
    hat = actions.take_own(by=request.by, shape="page")
    found = [(each, list(each.rows)) for each in own.sections(request.by)]
    context = {"organisation": hat.organisation, "made_at": clock.now(), "sections": found}
    return render(request, "rights/own_work.html", context)


@access.needs(P.OWN_KEEP)
@access.step_up
@never_cache
@require_GET
def own_work_json(request: access.Request) -> StreamingHttpResponse:
    """The same for another program."""
    hat = actions.take_own(by=request.by, shape="json")
    language = get_language() or "en"
    parts = shapes.as_json(hat, own.sections(request.by), language=language, made_at=clock.now())
    answer = StreamingHttpResponse(
        shapes.within(request.by, hat, language, parts), content_type="application/json"
    )
    answer["Content-Disposition"] = 'attachment; filename="my-own.json"'
    return answer


@door.public
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """What do you keep about people, why, and how long? For anybody."""
    return render(request, "rights/register.html", {"kept": queries.register()})

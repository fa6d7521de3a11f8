"""The public pages: nobody is known here, and nothing of what is searched is kept."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alongside.core import clock, door, errors
from alongside.directory import forms, queries
from alongside.directory.queries import beside, twins
from alongside.shell import context as frame


@door.public
def find(request: HttpRequest) -> HttpResponse:
    form = forms.Find(request.GET)
    found = queries.find(form.asked(), now=clock.now())
    context: dict[str, Any] = {"form": form, "found": found}
    context |= frame.called_there(found.country)
    context["beside"] = beside.near(found.spot, now=clock.now())
    context["anywhere"] = beside.anywhere()
    return render(request, "directory/find.html", context)


@door.public
def meeting(request: HttpRequest, meeting: uuid.UUID) -> HttpResponse:
    """410 where the meeting ended, with others near it."""
    try:
        page = queries.meeting(meeting, now=clock.now())
    except errors.Missing:
        if shown := twins.shown_instead("meetings", meeting):
            return redirect("directory:meeting", meeting=shown)
        raise
    template = "directory/meeting_gone.html" if page.gone else "directory/meeting.html"
    context = {"page": page, **frame.called_there(page.country)}
    return render(request, template, context, status=410 if page.gone else 200)


@door.public
def service(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    try:
        page = queries.service(service, now=clock.now())
    except errors.Missing:
        if shown := twins.shown_instead("services", service):
            return redirect("directory:service", service=shown)
        raise
    template = "directory/service_gone.html" if page.gone else "directory/service.html"
    context = {"page": page, **frame.called_there(page.country)}
    return render(request, template, context, status=410 if page.gone else 200)

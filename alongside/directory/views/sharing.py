"""Passing something on: a link, a code, a text message, paper. All of it on the reader's side."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alongside.core import clock, door
from alongside.directory import forms, queries
from alongside.directory.forms.kept import kept
from alongside.directory.queries import sharing
from alongside.shell import context as frame


@door.public
def share(request: HttpRequest) -> HttpResponse:
    typed = kept(request.GET, without={"page", "show"})
    passed = sharing.a_search(forms.Find(typed).asked(), typed, now=clock.now())
    return _page(request, passed, "search")


@door.public
def share_meeting(request: HttpRequest, meeting: uuid.UUID) -> HttpResponse:
    page = queries.meeting(meeting, now=clock.now())
    if page.gone:  # its page says so, and what is near instead
        return redirect("directory:meeting", meeting=meeting)
    return _page(request, sharing.a_meeting(page), "meeting")


@door.public
def share_service(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    page = queries.service(service, now=clock.now())
    if page.gone:  # its page says so, and what is near instead
        return redirect("directory:service", service=service)
    return _page(request, sharing.a_service(page), "service")


def _page(request: HttpRequest, passed: sharing.Passed, kind: str) -> HttpResponse:
    link = request.build_absolute_uri(passed.path)
    context = {"passed": passed, "link": link, "words": passed.words(link), "kind": kind}
    context |= frame.called_there(passed.country)
    return render(request, "directory/share.html", context)

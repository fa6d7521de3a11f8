"""For the steward of a community: its own framework, and its switch."""

import re
import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors, ids
from alongside.directory.actions import frameworks as actions
from alongside.directory.queries import frameworks as queries

A_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@access.needs(P.FRAMEWORK_SWITCH)
def frameworks(request: access.Request) -> HttpResponse:
    """Which frameworks are in my care? With the address of a service's page: where it stands."""
    chosen = ids.parse(request.GET.get("framework", ""))
    found = A_UUID.search(request.GET.get("service", ""))
    if chosen and found:
        return redirect("directory:place_service", framework=chosen, service=found.group())
    return render(request, "directory/frameworks.html", {"mine": queries.mine(request.by)})


@access.needs(P.FRAMEWORK_SWITCH)
@require_POST
def switch_framework(request: access.Request, framework: uuid.UUID) -> HttpResponse:
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 9):
        raise errors.Missing(queries.NOTHING)
    actions.switch_framework(
        by=request.by,
        framework=framework,
        on=request.POST.get("on") == "yes",
        version=int(version),
    )
    return redirect("directory:frameworks")


@access.needs(P.FRAMEWORK_SWITCH)
def place_service(
    request: access.Request, framework: uuid.UUID, service: uuid.UUID
) -> HttpResponse:
    """Where does this service stand in the framework?"""
    page = queries.place(request.by, framework, service)
    if request.method == "POST":
        chosen = [pk for each in request.POST.getlist("part") if (pk := ids.parse(each))]
        actions.place_service(by=request.by, framework=framework, service=service, parts=chosen)
        return redirect("directory:frameworks")
    return render(request, "directory/place_service.html", {"page": page})

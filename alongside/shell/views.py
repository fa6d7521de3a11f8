"""Pages that belong to nobody: errors, signs of life and the component page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from alongside.core import door
from alongside.shell import forms


@door.public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing is looked up."""
    return HttpResponse("ok\n", content_type="text/plain")


@door.public
def components(request: HttpRequest) -> HttpResponse:
    """Every part of the design system, alive, with the words to write for it."""
    form = forms.Example({"what": "listened", "welcome": ["evening"], "people": "0", "near": "25"})
    return render(request, "shell/components.html", {"form": form})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shell/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Without the frame: what broke may be what the frame asks."""
    return HttpResponse(render_to_string("shell/broken.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "shell/form_expired.html", status=403)

"""Pages that belong to nobody: errors and signs of life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.core import door


@door.public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing is looked up."""
    return HttpResponse("ok\n", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shell/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/broken.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "shell/form_expired.html", status=403)

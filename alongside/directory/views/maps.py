"""The map: drawn here, on request, and never the only way."""

from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from alongside.core import clock, door
from alongside.directory import forms
from alongside.directory.queries import maps
from alongside.shell import context as frame


@door.public
def map(request: HttpRequest) -> HttpResponseBase:
    tiles = urlsplit(settings.MAP_TILES)
    if not tiles.netloc:
        return _page(request)
    # Pictures of the server that the operator named, and only on this page.
    return csp_update({"img-src": [f"{tiles.scheme}://{tiles.netloc}"]})(_page)(request)


def _page(request: HttpRequest) -> HttpResponse:
    page = maps.around(forms.Find(request.GET).asked(), now=clock.now())
    context = {"page": page, "found": page.found, "tiles": settings.MAP_TILES}
    context["tiles_host"] = urlsplit(settings.MAP_TILES).hostname or ""
    context["tiles_credit"] = settings.MAP_CREDIT
    context |= frame.called_there(page.found.country)
    return render(request, "directory/map.html", context)

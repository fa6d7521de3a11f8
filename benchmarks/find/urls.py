"""The product's paths, the bare shell, and what one question to an index costs."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from alongside.config.urls import handler404, handler500
from alongside.config.urls import urlpatterns as product
from alongside.core import door
from alongside.directory import policy
from benchmarks import reference

__all__ = ["handler404", "handler500", "urlpatterns"]
COLUMNS = ("pk", "name", "latitude", "longitude", "people", "time_zone")


@door.public
def indexed(request: HttpRequest, pk: int) -> HttpResponse:
    """One row by its key, as JSON: the least that a view with a question can cost."""
    return JsonResponse(policy.places().values(*COLUMNS).get(pk=pk))


urlpatterns = [
    *product,
    *i18n_patterns(path("reference/public/", reference.public)),
    path("api/reference/indexed/<int:pk>", indexed),
]

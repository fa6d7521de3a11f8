"""What every door for programs does: it knows nobody, any website may ask, the words are in one
language, and a network that asks very often waits."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils import translation

from alongside.core import garbage, pages
from alongside.directory import api as directory

Part = TypeVar("Part", str, bytes)
View = Callable[..., HttpResponseBase]
Costs = int | Callable[[HttpRequest], int]
JSON, TEXT = "application/json", "text/plain; charset=utf-8"
WHOLE = 20  # answers that a whole list takes as long as


def asked(*, costs: Costs = 1, reads: str = JSON) -> Callable[[View], View]:
    """No cookie, any website; in the language that `lang` names, else in English, so that the
    same address is the same answer. `reads` is how a problem is said to what asks here."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                answer: HttpResponseBase = HttpResponse(headers={"Allow": "GET, HEAD, OPTIONS"})
            elif request.method not in {"GET", "HEAD"}:
                return HttpResponse(status=405, headers={"Allow": "GET, HEAD, OPTIONS"})
            else:
                with translation.override(language(request)):
                    price = costs if isinstance(costs, int) else costs(request)
                    early = too_often(request, costs=price, reads=reads)
                    answer = early or view(request, *args, **rest)
            answer.headers["Access-Control-Allow-Origin"] = "*"
            answer.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
            return answer

        return answered

    return wrap


def too_often(request: HttpRequest, *, costs: int = 1, reads: str = JSON) -> HttpResponse | None:
    """The answer to a network that has to wait, or None."""
    seconds, said = directory.wait(request, costs=costs)
    if not seconds:
        return None
    headers = {"Retry-After": str(seconds)}
    if reads == JSON:
        return JsonResponse(said, status=429, headers=headers)
    words = f"{said['happened']} {said['todo']}\n"
    return HttpResponse(words, status=429, content_type=reads, headers=headers)


def language(request: HttpRequest) -> str:
    said = request.GET.get("lang", "")
    return said if said in dict(settings.LANGUAGES) else "en"


def site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def streamed(
    request: HttpRequest, parts: Iterator[str], content_type: str = JSON
) -> StreamingHttpResponse:
    """The first part is sent at once; the language holds until the last."""
    chosen = language(request)

    def written() -> Iterator[bytes]:
        with translation.override(chosen), pages.copied():
            for part in garbage.swept(parts):
                yield part.encode()

    return StreamingHttpResponse(written(), content_type=content_type)


def at_length(parts: Iterator[Part]) -> Iterator[Part]:
    """What reads all of a table."""
    with pages.copied():
        yield from garbage.swept(parts)


def text(rows: Any) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def array(rows: Iterable[Any]) -> Iterator[str]:
    yield "["
    before = ""
    for row in rows:
        yield before + text(row)
        before = ",\n"
    yield "]"

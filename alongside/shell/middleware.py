"""What every answer says to the browser beside the content policy: what no page of ours may use,
that no other website may frame, open or read it, and that a form has arrived."""

import re
from collections.abc import Callable
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

_OURS = ("geolocation", "publickey-credentials-create", "publickey-credentials-get")
_NOBODYS = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
MAY_USE = ", ".join([f"{name}=(self)" for name in _OURS] + [f"{name}=()" for name in _NOBODYS])


class Isolation:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", MAY_USE)
        headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)  # for old browsers
        open_to_all = "Access-Control-Allow-Origin" in headers
        headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if open_to_all else "same-origin"
        )
        if not settings.MAP_TILES:  # pictures of another server, which may not say so
            headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response


class OverTls:
    """A program that asks over an open line is told so. A browser is led to the safe one, but
    leading a program there would hide from its maker that all it sent could be read."""

    PROGRAMS = re.compile(r"/(api|hsds|fhir|bmlt|feeds|hooks)/")
    SAID: ClassVar = {
        "happened": "This was asked over an open line, so it was not answered.",
        "kept": "Nothing was changed.",
        "todo": "Ask with https://, and change what the line could have told.",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_open = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_open and self.PROGRAMS.match(request.path):
            return JsonResponse(self.SAID, status=403)
        return self.get_response(request)


class Drafts:
    """A form that arrived says so once to the browser, which then forgets what it kept of it
    (draft.js). Only where somebody is in: public pages set no cookie. It names no form: a digest
    that the browser made itself."""

    NAME = f"{settings.COOKIE_PREFIX}draft-done"
    SECONDS = 60
    A_DIGEST = re.compile("[0-9a-f]{32}")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_taken = response.status_code in {302, 303} and not hasattr(request, "detour")
        if request.method == "POST" and is_taken:
            name = request.POST.get("draft", "") if getattr(request, "by", None) else ""
            if self.A_DIGEST.fullmatch(name):
                response.set_cookie(
                    self.NAME,
                    name,
                    max_age=self.SECONDS,
                    secure=settings.SESSION_COOKIE_SECURE,
                    samesite="Lax",
                )
        return response

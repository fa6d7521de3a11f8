"""What every answer says to the browser beside the content policy: what no page of ours may use,
and that no other website may frame, open or read it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
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

"""Asking another machine for a feed, as if it were hostile.

Only http and https, and only public addresses: the name is resolved once, every address it stands
for is checked, and the connection goes to the very one that was checked. So again after each
redirect. Sizes, redirects and the whole time are limited. No proxy, no cookie, no password.
"""

import http.client
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from time import monotonic
from urllib.parse import SplitResult, urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.core import wire
from alongside.exchange import files
from alongside.exchange.files import Unreadable

PATIENCE = 60.0  # seconds for the whole answer, redirects included
SILENCE = 20.0  # seconds without a byte
REDIRECTS = 5
MOVED = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Known:
    """What the server said about its last answer, to ask only for something newer."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`files` is none where nothing changed since what was known."""

    files: files.Files | None
    known: Known


def fetched(url: str, known: Known | None = None) -> Answer:
    """What is at an address. Raises Unreadable, with the reason in words."""
    asked, ends = known or Known(), monotonic() + PATIENCE
    for _turn in range(REDIRECTS + 1):
        parts = _checked(url)
        with _asked(parts, asked, ends) as answer:
            if answer.status in MOVED:
                url = _next(parts, url, answer)
            elif answer.status == http.client.NOT_MODIFIED and asked != Known():
                return Answer(None, asked)
            elif answer.status != http.client.OK:
                raise Unreadable(_("the server answered %(code)s") % {"code": answer.status})
            else:
                return _taken(parts, answer, ends)
    raise Unreadable(_("it leads from one address to the next without an end"))


def _checked(url: str) -> SplitResult:
    try:
        return wire.checked(url)
    except wire.Refused as error:
        raise Unreadable(str(error)) from error


def _next(parts: SplitResult, url: str, answer: http.client.HTTPResponse) -> str:
    target = urljoin(url, answer.headers.get("Location") or "")
    if parts.scheme == "https" and not target.lower().startswith("https:"):
        raise Unreadable(_("it leads from a safe connection to an open one"))
    return target


def _line(parts: SplitResult, timeout: float) -> wire.Connection:
    host = str(parts.hostname).lower()
    inside = host in settings.FEED_HOSTS
    if settings.FEED_ONLY and not inside and host not in settings.FEED_ONLY:
        raise Unreadable(_("this address is not one of those that may be asked here"))
    try:
        return wire.Connection(parts, timeout, inside=inside)
    except wire.Refused as error:
        raise Unreadable(str(error)) from error


@contextmanager
def _asked(parts: SplitResult, known: Known, ends: float) -> Iterator[http.client.HTTPResponse]:
    """One request. A server that drips is hung up on when the time is over."""
    left = ends - monotonic()
    if left <= 0:
        raise Unreadable(_("too slow"))
    with closing(_line(parts, min(SILENCE, left))) as line:
        watch = threading.Timer(left, line.hang_up)
        watch.daemon = True
        watch.start()
        try:
            line.putrequest(
                "GET", parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            )
            for name, value in _headers(known).items():
                line.putheader(name, value)
            line.endheaders()
            yield line.getresponse()
            if line.is_hung_up:
                raise Unreadable(_("too slow"))
        except (OSError, http.client.HTTPException, ValueError) as error:
            slow = isinstance(error, TimeoutError) or line.is_hung_up
            if isinstance(error, Unreadable) and not slow:
                raise
            said = _("too slow") if slow else _("the connection did not hold")
            raise Unreadable(said) from error
        finally:
            watch.cancel()


def _headers(known: Known) -> dict[str, str]:
    said = {
        "User-Agent": "Alongside",
        "Accept": "application/json, text/csv, text/calendar, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        "If-None-Match": known.etag,
        "If-Modified-Since": known.last_modified,
    }
    return {name: value for name, value in said.items() if value}


def _taken(parts: SplitResult, answer: http.client.HTTPResponse, ends: float) -> Answer:
    raw, size = [], 0
    while part := answer.read(1 << 16):
        size += len(part)
        raw.append(part)
        if size > files.LARGEST:
            raise files.too_large()
        if monotonic() > ends:
            raise Unreadable(_("too slow"))
    if answer.length:
        raise Unreadable(_("the answer broke off in the middle"))
    name = parts.path.rpartition("/")[2] or str(parts.hostname)
    body = _plain(b"".join(raw), answer.headers.get("Content-Encoding", ""))
    said = Known(_kept(answer, "ETag"), _kept(answer, "Last-Modified"))
    return Answer(files.unpacked([(name, body)]), said)


def _plain(raw: bytes, encoding: str) -> bytes:
    if encoding.lower() not in {"gzip", "x-gzip"}:
        return raw
    opener = zlib.decompressobj(31)
    try:
        plain = opener.decompress(raw, files.LARGEST + 1)
    except zlib.error as error:
        raise Unreadable(_("the packed file is damaged")) from error
    if len(plain) > files.LARGEST:
        raise files.too_large()
    if not opener.eof:
        raise Unreadable(_("the answer broke off in the middle"))
    return plain


def _kept(answer: http.client.HTTPResponse, name: str) -> str:
    value = answer.headers.get(name, "").strip()
    return value if len(value) <= 200 and value.isprintable() and value.isascii() else ""

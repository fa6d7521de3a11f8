"""Asking another machine for a feed, as if it were hostile.

Only http and https, and only public addresses: the name is resolved once, every address it stands
for is checked, and the connection goes to the very one that was checked. So again after each
redirect. Sizes, redirects and the whole time are limited. No proxy, no cookie, no password.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.exchange import files
from alongside.exchange.files import Unreadable

PATIENCE = 60.0  # seconds for the whole answer, redirects included
SILENCE = 20.0  # seconds without a byte
REDIRECTS = 5
MOVED = {301, 302, 303, 307, 308}
LONGEST = 500  # signs of an address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


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
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unreadable(_("not a web address")) from error
    odd = len(url) > LONGEST or any(sign <= " " for sign in url) or not url.isascii()
    if parts.scheme not in {"http", "https"} or not parts.hostname or odd or port == 0:
        raise Unreadable(_("not a web address"))
    if parts.username is not None or parts.password is not None:
        raise Unreadable(_("the address has a name or password in it"))
    return parts


def _next(parts: SplitResult, url: str, answer: http.client.HTTPResponse) -> str:
    target = urljoin(url, answer.headers.get("Location") or "")
    if parts.scheme == "https" and not target.lower().startswith("https:"):
        raise Unreadable(_("it leads from a safe connection to an open one"))
    return target


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, and so does one that it hides."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if found.is_site_local or (inner is not None and not is_public(str(inner))):
            return False
        if inner is not None and found.ipv4_mapped:
            return True
    return found.is_global and not found.is_multicast and not found.is_reserved


def _pinned(parts: SplitResult) -> tuple[list[str], int]:
    """The addresses to connect to. Refuses where any that the name stands for is not public."""
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreadable(_("no such host is known")) from error
    addresses = [str(each[4][0]) for each in found]
    if not addresses:
        raise Unreadable(_("no such host is known"))
    if host.lower() not in settings.FEED_HOSTS and not all(map(is_public, addresses)):
        raise Unreadable(_("this address is inside a private network, where we do not look"))
    return list(dict.fromkeys(addresses)), port


class _Connection(http.client.HTTPConnection):
    """To an address that was checked, whatever the name stands for by now."""

    def __init__(self, parts: SplitResult, timeout: float) -> None:
        self.addresses, port = _pinned(parts)
        super().__init__(str(parts.hostname), port, timeout=timeout)
        self.is_safe = parts.scheme == "https"
        self.wire: socket.socket | None = None  # also once the answer holds it
        self.is_hung_up = False

    def _plain(self) -> socket.socket:
        for address in self.addresses[:-1]:
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError:
                continue
        return socket.create_connection((self.addresses[-1], self.port), self.timeout)

    def connect(self) -> None:
        plain = self._plain()
        if self.is_safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.host)
        else:
            self.sock = plain
        self.wire = self.sock

    def hang_up(self) -> None:
        """From another thread: whoever reads gets the end of it."""
        self.is_hung_up = True
        if self.wire is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.wire, socket.SHUT_RDWR)


@contextmanager
def _asked(parts: SplitResult, known: Known, ends: float) -> Iterator[http.client.HTTPResponse]:
    """One request. A server that drips is hung up on when the time is over."""
    left = ends - monotonic()
    if left <= 0:
        raise Unreadable(_("too slow"))
    with closing(_Connection(parts, min(SILENCE, left))) as line:
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

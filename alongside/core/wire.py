"""Talking to another machine as if it were hostile.

Only http and https, and only public addresses, unless the operator named the host: the name is
resolved once, every address it stands for is checked, and the connection goes to the very one
that was checked. No proxy, no cookie, no redirect followed here, and an end to every wait.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

LONGEST = 500  # signs of an address
MOST = 1 << 16  # bytes of an answer to what was sent
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """Nothing was sent: no address we talk to, no such host, or nobody answers there."""


class Broken(Exception):
    """The connection broke off after something was sent: whether it arrived is not known."""


def checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(_("not a web address")) from error
    odd = len(url) > LONGEST or any(sign <= " " for sign in url) or not url.isascii()
    if parts.scheme not in {"http", "https"} or not parts.hostname or odd or port == 0:
        raise Refused(_("not a web address"))
    if parts.username is not None or parts.password is not None:
        raise Refused(_("the address has a name or password in it"))
    return parts


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


def pinned(parts: SplitResult, *, inside: bool = False) -> tuple[list[str], int]:
    """The addresses to connect to. Refuses where any that the name stands for is not public,
    unless the host may be `inside` a private network."""
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(_("no such host is known")) from error
    addresses = [str(each[4][0]) for each in found]
    if not addresses:
        raise Refused(_("no such host is known"))
    if not inside and not all(map(is_public, addresses)):
        raise Refused(_("this address is inside a private network, where we do not look"))
    return list(dict.fromkeys(addresses)), port


class Connection(http.client.HTTPConnection):
    """To an address that was checked, whatever the name stands for by now."""

    def __init__(self, parts: SplitResult, timeout: float, *, inside: bool = False) -> None:
        self.addresses, port = pinned(parts, inside=inside)
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


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back of something that was sent: at most `MOST` bytes of it."""

    status: int
    body: bytes


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, inside: bool = False, patience: float = 20
) -> Reply:
    """Send something, once. Raises Refused where nothing left, and Broken where that is not
    known. What the answer leads to is not followed."""
    parts = checked(url)
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    with closing(Connection(parts, patience, inside=inside)) as line:
        try:
            line.connect()
        except OSError as error:
            raise Refused(_("nobody answers there")) from error
        watch = threading.Timer(patience, line.hang_up)
        watch.daemon = True
        watch.start()
        try:
            line.request("POST", path, body, {"User-Agent": "Alongside", **headers})
            answer = line.getresponse()
            return Reply(answer.status, answer.read(MOST))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Broken(_("the connection did not hold")) from error
        finally:
            watch.cancel()

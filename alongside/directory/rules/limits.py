"""How often a network may ask in a minute, counted without knowing whose it is.

In memory alone and for a minute: a number under a digest of the network, with a secret that is
made new every day and never leaves the process. Each server process counts for itself.
"""

import ipaddress
import secrets
from datetime import date, datetime
from hashlib import blake2s

MOST = 50_000  # networks counted at once; beyond that all begin anew


def network(address: str) -> str:
    """A home or a phone mast, not a device: /24 and /48. An old address written as a new one
    (`::ffff:192.0.2.7`) is the old one, or the whole old internet were one network."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ipaddress.ip_network((known, 24 if known.version == 4 else 48), strict=False))


class Limit:
    def __init__(self) -> None:
        self.day: date | None = None
        self.minute = -1
        self.secret = b""
        self.counts: dict[bytes, int] = {}

    def wait(self, address: str, a_minute: int, now: datetime, *, costs: int = 1) -> int:
        """Seconds to wait before the next answer; 0 where it may be given. No limit: 0. What
        takes as long as many answers `costs` as many; the first is always given."""
        if not a_minute:
            return 0
        minute = int(now.timestamp()) // 60
        if self.day != now.date():
            self.day, self.secret = now.date(), secrets.token_bytes(16)
        if minute != self.minute or len(self.counts) > MOST:
            self.minute, self.counts = minute, {}
        key = blake2s(network(address).encode(), key=self.secret, digest_size=8).digest()
        seen = self.counts.get(key, 0)
        self.counts[key] = seen + costs
        return 60 - int(now.timestamp()) % 60 if seen >= a_minute else 0


ASKED = Limit()  # by programs at every public door of this process, together

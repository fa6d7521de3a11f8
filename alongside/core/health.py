"""Whether a connection to PostgreSQL is still there, without asking it at every request.

A server that ends a connection says so, and what it says waits at our end. Where nothing waits
and the connection was in use a moment ago, nothing is asked; else Django asks, and opens another.
"""

import select
import time
from typing import Any

from django.db import connections

RECENT = 30.0  # seconds: networks forget quiet connections only after minutes
USED = "alongside_used"  # on the connection itself: when a request last had it


def look(**_: Any) -> None:
    """At the beginning of a request."""
    now = time.monotonic()
    every: Any = connections.all(initialized_only=True)
    for connection in every:
        held = connection.connection
        if connection.vendor != "postgresql" or held is None or held.closed:
            continue
        if is_well(held, now):
            connection.health_check_done = True
        setattr(held, USED, now)


def is_well(held: Any, now: float) -> bool:
    """Need nobody ask?"""
    if now - getattr(held, USED, -RECENT) >= RECENT:
        return False
    waiting = select.poll()
    waiting.register(held.fileno(), select.POLLIN)
    return not waiting.poll(0)

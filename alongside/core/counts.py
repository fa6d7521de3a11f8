"""What is counted for a while under a name: wrong tries, what came from one network.

A number that is counted up by the cache itself is kept for the cache's own five minutes from then,
whatever it was kept for before; so how long stands beside it.
"""

from django.core.cache import cache

from alongside.core import clock


def count(name: str, seconds: int) -> int:
    """Once more, and how often that makes it. Forgotten so many seconds after the first time."""
    now = clock.now().timestamp()
    many, until = _held(name, now)
    until = until or now + seconds
    cache.set(name, (many + 1, until), int(until - now) + 1)
    return many + 1


def often(name: str) -> int:
    return _held(name, clock.now().timestamp())[0]


def _held(name: str, now: float) -> tuple[int, float]:
    many, until = cache.get(name) or (0, 0.0)
    return (many, until) if until > now else (0, 0.0)

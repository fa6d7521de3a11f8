"""Wrong tries, counted for a while: guessing gets slow. Counts are kept outside the transaction
of what was tried, so call them outside it."""

from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Counter:
    """At most `most` wrong tries under this name (never what was typed) in `seconds`."""

    name: str
    most: int
    seconds: int

    @property
    def is_full(self) -> bool:
        return int(cache.get(self.name, 0)) >= self.most

    def count(self) -> None:
        if not cache.add(self.name, 1, self.seconds):
            cache.incr(self.name)

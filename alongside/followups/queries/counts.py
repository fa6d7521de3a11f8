"""How many were asked, reached, and got what they wanted: for returns. Nobody is in them, and
small numbers are hidden by whoever publishes them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from alongside.accounts import actors
from alongside.followups import policy, rules


@dataclass(frozen=True, slots=True)
class Count:
    """`what` is one of `WHAT`, `of` narrows it (where it was offered, what was wanted)."""

    what: str
    of: str
    n: int


WHAT = ("asked", "yes", "no", "card", "reached", "in-time", "tries", "wanted", "went", "together")


def counts(by: actors.Actor, since: datetime, until: datetime) -> list[Count]:
    """From `since` until before `until`, of the whole organisation. Three queries.

    asked, yes, no, card: people asked then, by where; a card that was answered later counts as
    the answer. reached, in-time: of those who said yes then, how many somebody talked with, and
    within 72 hours. tries: by what came of each. wanted, went, together: by what it was.
    """
    found: Counter[tuple[str, str]] = Counter()
    asked = policy.counted_in(by).filter(happened_at__gte=since, happened_at__lt=until)
    for where, state, agreed, reached in asked.values_list(
        "where", "state", "agreed_at", "reached_at"
    ):
        found["asked", where] += 1
        answer = "yes" if agreed else {"card": "card"}.get(state, "no")
        found[answer, where] += 1
        if agreed and reached:
            found["reached", where] += 1
            found["in-time", where] += rules.is_in_time(agreed, reached)
    tries = policy.touches_in(by).filter(happened_at__gte=since, happened_at__lt=until)
    found.update(("tries", came_of) for came_of in tries.values_list("came_of", flat=True))
    bridges = policy.bridges_in(by).filter(said="wants", said_at__gte=since, said_at__lt=until)
    for to, came_of, together in bridges.values_list("to", "came_of", "together"):
        found["wanted", to] += 1
        found["went", to] += came_of == "went"
        found["together", to] += together
    return [Count(what, of, n) for (what, of), n in sorted(found.items()) if n]

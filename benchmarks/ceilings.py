"""What each page may cost. Written down so that a change that costs more is seen.

`ratio` is of p50 against the reference view of the same run; `growth` is of that ratio between
a tenth of the size and the whole; `queries` are the same at both sizes (but for `more`, where a
larger house has something more to say). The product's bars are
Today 6, a participant's page 5, find 5, logging a contact 4, each within 1.5 between the sizes;
the rest are what the pages cost when they were written, with room for a busy machine. A page
that has more to say since (who passed away and who is at the front desk, on Today; helpers and
signatures, on a plan; what is nobody's job, on Team) asks a query or two more, never one a row.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ceiling:
    ratio: float
    queries: int
    growth: float = 1.5
    more: int = 0


CEILINGS = {
    "find: meetings near a place": Ceiling(5, 8),
    "find: an evening, a town's name": Ceiling(6, 8),
    "a meeting's page": Ceiling(3, 4),
    "talk to a peer, the form": Ceiling(6, 2),
    "Today": Ceiling(6, 8),
    "people I walk with": Ceiling(6, 6),
    "a participant's page": Ceiling(5, 19),  # each look is written down
    "a participant's page, again": Ceiling(5, 14),  # within a quarter of an hour it was
    "a participant's plan": Ceiling(4, 15),
    "log a contact, the form": Ceiling(5, 12),
    "log a contact": Ceiling(4, 13),
    "My support": Ceiling(5, 13),
    "who looked": Ceiling(4, 7),
    "Requests": Ceiling(4, 6),
    # A page of twenty peers; at a tenth of the size a team is smaller than that. Whether
    # somebody waits is counted from everybody whom the team walks with.
    "Team": Ceiling(10, 12, growth=3),
    # Very many contacts are counted once in ten minutes, so that it costs the same with more.
    # How long half of those still waiting have waited is asked only where that says of nobody.
    "Outcomes": Ceiling(6, 10, more=1),
    "API: today": Ceiling(6, 7),
    "API: log a contact": Ceiling(4, 13),
}

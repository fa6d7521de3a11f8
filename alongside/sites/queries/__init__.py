"""What the pages of a place read, and what others may count: `counts(by, since, until)`."""

from alongside.sites.queries.lines import counts
from alongside.sites.queries.reports import line_list, period, report
from alongside.sites.queries.responses import (
    asked_of_me,
    colleagues,
    exposure,
    recent,
    response,
    who_asked,
)
from alongside.sites.queries.room import (
    board,
    chosen,
    day,
    furnished,
    last_day,
    may_keep,
    may_place,
    one_visit,
    running,
    site,
    sites,
    where,
)

__all__ = [
    "asked_of_me",
    "board",
    "chosen",
    "colleagues",
    "counts",
    "day",
    "exposure",
    "furnished",
    "last_day",
    "line_list",
    "may_keep",
    "may_place",
    "one_visit",
    "period",
    "recent",
    "report",
    "response",
    "running",
    "site",
    "sites",
    "where",
    "who_asked",
]

"""Finding: places by what people type, meetings and services near a position, by plain words.

What is looked for is kept in an index of its own (`reindex`), in which everything near stands
together. How many queries run does not depend on how many rows there are. Nothing that is
searched is kept.
"""

from alongside.directory.search.anywhere import meetings_anywhere, services_anywhere
from alongside.directory.search.asked import (
    COUNTED,
    UNSAID,
    Asked,
    Hit,
    Hits,
    Offer,
    Sitting,
    Time,
    Wish,
)
from alongside.directory.search.drafts import hours_of_all
from alongside.directory.search.index import Change, Lost, is_empty, reindex, reindex_all, sweep
from alongside.directory.search.near import meetings_near, meetings_online
from alongside.directory.search.offers import services_near
from alongside.directory.search.text import Term, Understood, of_sense, understand
from alongside.directory.search.where import (
    Places,
    Spot,
    country_at,
    named,
    place,
    place_by_id,
    positions_of,
    spot_at,
    town_at,
    towns_at,
    towns_within,
    zones,
)

__all__ = [
    "COUNTED",
    "UNSAID",
    "Asked",
    "Change",
    "Hit",
    "Hits",
    "Lost",
    "Offer",
    "Places",
    "Sitting",
    "Spot",
    "Term",
    "Time",
    "Understood",
    "Wish",
    "country_at",
    "hours_of_all",
    "is_empty",
    "meetings_anywhere",
    "meetings_near",
    "meetings_online",
    "named",
    "of_sense",
    "place",
    "place_by_id",
    "positions_of",
    "reindex",
    "reindex_all",
    "services_anywhere",
    "services_near",
    "spot_at",
    "sweep",
    "town_at",
    "towns_at",
    "towns_within",
    "understand",
    "zones",
]

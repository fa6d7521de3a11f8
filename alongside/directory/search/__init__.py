"""Finding: places by what people type, meetings and services near a position.

A B-tree on latitude and longitude gives the rows in a box; how far each is, is decided there
too, time and order on plain values (`rules`). How many queries run does not depend on how many
rows there are. Nothing that is searched is kept.
"""

from alongside.directory.search.near import (
    COUNTED,
    UNSAID,
    Asked,
    Hit,
    Hits,
    Wish,
    meetings_near,
    meetings_online,
    services_near,
)
from alongside.directory.search.where import (
    Places,
    Spot,
    country_at,
    place,
    place_by_id,
    positions_of,
    spot_at,
    town_at,
    zones,
)

__all__ = [
    "COUNTED",
    "UNSAID",
    "Asked",
    "Hit",
    "Hits",
    "Places",
    "Spot",
    "Wish",
    "country_at",
    "meetings_near",
    "meetings_online",
    "place",
    "place_by_id",
    "positions_of",
    "services_near",
    "spot_at",
    "town_at",
    "zones",
]

"""What is in an area: as a question to the database."""

from collections.abc import Iterable

from django.db.models import Max, Min, Q

from alongside.directory import models, policy
from alongside.directory.rules import positions

Kind = models.EditorArea.Kind
Areas = Iterable[models.EditorArea]


def any_of(areas: Areas, prefix: str, source: str = "") -> Q:
    """In any of them; a region is the box around its towns."""
    found = Q(pk__in=[])
    for area in areas:
        if area.kind == Kind.SOURCE:
            found |= Q(**{f"{source}source": area.source_id})
        for south, north, west, east in boxes_of(area):
            lat = {f"{prefix}latitude__range": (south, north)}
            found |= Q(**lat, **{f"{prefix}longitude__range": (west, east)})
    return found


def boxes_of(area: models.EditorArea) -> list[positions.Box]:
    if area.kind == Kind.TOWN and area.latitude is not None and area.longitude is not None:
        return positions.boxes(area.latitude, area.longitude, area.km)
    if area.kind not in {Kind.COUNTRY, Kind.REGION}:
        return []
    where = {"region": area.region} if area.kind == Kind.REGION else {}
    towns = policy.places().filter(country=area.country, **where)
    edge = towns.aggregate(Min("latitude"), Max("latitude"), Min("longitude"), Max("longitude"))
    return [] if None in edge.values() else [tuple(edge.values())]

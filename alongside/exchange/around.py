"""How far rows are from a position, worked out by the database: no keys are carried about."""

from functools import reduce
from math import cos, radians, sin
from operator import or_
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, Q, QuerySet
from django.db.models.functions import Cos, Radians, Sin

from alongside.directory.rules import positions

AWAY = "away"


def within(rows: QuerySet[Any], latitude: float, longitude: float, km: float) -> QuerySet[Any]:
    """Those at most so far from there, on the globe; `away` grows with the distance."""
    boxes = (
        Q(near_latitude__range=(south, north), near_longitude__range=(west, east))
        for south, north, west, east in positions.boxes(latitude, longitude, km)
    )
    near: QuerySet[Any] = rows.filter(reduce(or_, boxes)).annotate(
        **{AWAY: _away(latitude, longitude)}
    )
    half = min(km / positions.EARTH_KM / 2, radians(90))
    return near.filter(**{f"{AWAY}__lte": sin(half) ** 2 + 1e-15})


def _away(latitude: float, longitude: float) -> Any:
    """The haversine: the square of the sine of half the angle."""
    north = Sin((Radians("near_latitude") - radians(latitude)) / 2.0)
    east = Sin((Radians("near_longitude") - radians(longitude)) / 2.0)
    narrow = Cos(Radians(F("near_latitude"))) * cos(radians(latitude))
    return ExpressionWrapper(north * north + narrow * east * east, output_field=FloatField())

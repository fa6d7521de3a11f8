"""Distances on the globe, and the box that holds everything within a distance."""

from math import asin, cos, degrees, isfinite, pi, radians, sin, sqrt

EARTH_KM = 6371.0088
MILE_KM = 1.609344
MILES = frozenset({"US", "GB", "LR", "PR"})  # where distances are told in miles

Box = tuple[float, float, float, float]  # south, north, west, east


def valid(latitude: float | None, longitude: float | None) -> bool:
    """A position on the globe. 0, 0 in the Atlantic means that somebody left it empty."""
    if latitude is None or longitude is None:
        return False
    if not (isfinite(latitude) and isfinite(longitude)):
        return False
    return abs(latitude) <= 90 and abs(longitude) <= 180 and not latitude == longitude == 0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Haversine."""
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    a = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(a)))


def boxes(latitude: float, longitude: float, km: float) -> list[Box]:
    """One box, or two where it crosses the 180th meridian. Nothing within `km` is outside."""
    angle = km / EARTH_KM * (1 + 1e-9) + 1e-9
    south, north = latitude - degrees(angle), latitude + degrees(angle)
    if south <= -90 or north >= 90 or angle >= pi / 2:
        return [(max(south, -90.0), min(north, 90.0), -180.0, 180.0)]
    wide = degrees(asin(min(1.0, sin(angle) / cos(radians(latitude))))) + 1e-9
    west, east = longitude - wide, longitude + wide
    if wide >= 180:
        return [(south, north, -180.0, 180.0)]
    if west < -180:
        return [(south, north, west + 360, 180.0), (south, north, -180.0, east)]
    if east > 180:
        return [(south, north, west, 180.0), (south, north, -180.0, east - 360)]
    return [(south, north, west, east)]


def rounded(latitude: float, longitude: float) -> tuple[float, float]:
    """About a kilometre: enough to look near, too little to point at a door."""
    return round(latitude, 2), round(longitude, 2)


WALKED_KM, A_MINUTE_KM, DETOUR = 2.0, 0.08, 1.3  # streets are longer than the crow's way


def walk(km: float) -> int | None:
    """Minutes on foot, at least one; none for what is too far to say so."""
    return max(1, round(km * DETOUR / A_MINUTE_KM)) if km <= WALKED_KM else None

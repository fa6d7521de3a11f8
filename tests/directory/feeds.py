"""A small invented directory to search in: one town in the gazetteer, meetings and services."""

import json
from pathlib import Path
from typing import Any

from alongside.accounts import actors
from alongside.directory import models
from alongside.exchange import actions

IMPORT = actors.system("import in a test")
TOWN = (45.0, -75.0)


def towns() -> None:
    """Three towns, two of one name."""
    models.Place.objects.bulk_create(
        models.Place(
            id=number, name=name, folded=folded, region=region, country=country, postal=postal,
            latitude=lat, longitude=lon, people=people, time_zone=zone,
        )
        for number, name, folded, region, country, postal, lat, lon, people, zone in (
            (1, "Élmora", "elmora", "ON", "CA", "", *TOWN, 90000, "America/Toronto"),
            (2, "Twinford", "twinford", "MA", "US", "", 42.0, -72.0, 5000, "America/New_York"),
            (3, "Twinford", "twinford", "IL", "US", "", 39.0, -89.0, 6000, "America/Chicago"),
            (4, "Twinford", "twinford", "MA", "US", "01999", 42.01, -72.01, 0, "America/New_York"),
        )
    )  # fmt: skip


def meeting(slug: str, **more: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": f"Meeting {slug}",
        "day": 2,
        "time": "19:00",
        "end_time": "20:00",
        "types": ["O"],
        "location": "A hall",
        "address": "1 Some Street",
        "city": "Elmora",
        "latitude": TOWN[0],
        "longitude": TOWN[1],
        "timezone": "America/Toronto",
        **more,
    }


def feed(folder: Path, rows: Any, name: str = "feed.json") -> str:
    path = folder / name
    path.write_text(rows if isinstance(rows, str) else json.dumps(rows), encoding="utf-8")
    return str(path)


def bring(folder: Path, rows: Any, **options: Any) -> models.Run:
    return actions.import_meetings(
        by=IMPORT, where=feed(folder, rows), source_name="Test feed", **options
    )


TABLES = {
    "organizations.csv": "id,name,description\n1,Kettle House,Tea\n2,Harbour,\n",
    "locations.csv": (
        "id,organization_id,name,latitude,longitude,languages\n"
        '1,1,Kettle House,45.001,-75.001,"English, French"\n2,2,Harbour,,,\n'
    ),
    "addresses.csv": (
        "id,location_id,address_1,city,state_province,postal_code,country\n"
        "1,1,3 Salt Court,Elmora,ON,,CA\n2,2,,Elmora,ON,,CA\n"
    ),
    "services.csv": (
        "id,location_id,name,description,keywords,status,facts\n"
        '1,1,Soup,<p>Hot soup &amp; tea</p>,"food, meals",active,medication no-fee\n'
        "2,2,Beds,,shelter,active,\n3,1,Old room,,,inactive,\n"
    ),
    "phones.csv": (
        "id,contact_id,location_id,organization_id,service_id,number,number_type\n"
        "1,,,,1,(555) 555-0101,voice\n2,9,,1,,(555) 555-0199,voice\n"
    ),
    "contacts.csv": "id,organization_id,name,email\n9,1,Wilhelmina Secret,w@example.org\n",
}


def tables(folder: Path, **changed: str) -> str:
    target = folder / "tables"
    target.mkdir(exist_ok=True)
    for name, text in (TABLES | {f"{key}.csv": text for key, text in changed.items()}).items():
        (target / name).write_text(text, encoding="utf-8")
    return str(target)


def services(folder: Path, **changed: str) -> models.Run:
    return actions.import_services(
        by=IMPORT, where=tables(folder, **changed), source_name="Test tables"
    )

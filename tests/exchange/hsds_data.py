"""A small invented directory in the shapes of HSDS: every object once, nothing of anybody's."""

import copy
import csv
import io
import json
import uuid
from pathlib import Path
from typing import Any


def uid(number: int) -> str:
    return str(uuid.UUID(int=number, version=4))


def phone(number: int, **more: Any) -> dict[str, Any]:
    return {"id": uid(number), "number": f"+1 555 555 {number:04}", "type": "voice", **more}


def term() -> dict[str, Any]:
    return {
        "id": uid(60),
        "code": "BD-1800",
        "name": "Food pantries",
        "description": "Places that give food",
        "taxonomy": "211 of Elmora",
        "taxonomy_detail": {
            "id": uid(61), "name": "211 of Elmora", "description": "Invented", "version": "1",
        },
    }  # fmt: skip


def attribute(number: int, **more: Any) -> dict[str, Any]:
    return {"id": uid(number), "link_type": "taxonomy", "taxonomy_term": term(), **more}


def location() -> dict[str, Any]:
    return {
        "id": uid(30),
        "location_type": "physical",
        "name": "Kettle House",
        "description": "The yellow door",
        "transportation": "Bus 4",
        "latitude": 45.001,
        "longitude": -75.001,
        "external_identifier": "K-1",
        "external_identifier_type": "house number",
        "addresses": [
            {
                "id": uid(31), "attention": "Wilhelmina Secret", "address_1": "3 Salt Court",
                "address_2": "Second floor", "city": "Elmora", "state_province": "ON",
                "postal_code": "A1A 1A1", "country": "CA", "address_type": "physical",
            },
        ],
        "accessibility": [{"id": uid(32), "description": "A ramp at the back", "details": "Ring"}],
        "languages": [{"id": uid(33), "name": "French", "code": "fr", "note": "Mondays"}],
        "phones": [phone(34, extension=12)],
        "schedules": [
            {
                "id": uid(35), "freq": "MONTHLY", "interval": 2, "byday": "1MO,-1FR",
                "opens_at": "09:30", "closes_at": "12:00", "notes": "Twice in two months",
            },
        ],
        "contacts": [{"id": uid(36), "title": "Door", "name": "Olaf Hidden"}],
    }  # fmt: skip


SERVICE: dict[str, Any] = {
    "id": uid(20),
    "name": "Soup",
    "alternate_name": "Broth",
    "description": "Hot soup & tea, ages < 100",
    "url": "https://soup.example.org/",
    "additional_urls": [{"id": uid(21), "label": "Menu", "url": "https://menu.example.org/"}],
    "email": "soup@example.org",
    "status": "active",
    "interpretation_services": "French on Mondays",
    "application_process": "Come in",
    "fees_description": "Nothing",
    "fees": "None",
    "wait_time": "Ten minutes",
    "accreditations": "Clean kitchen",
    "licenses": "Food 7",
    "eligibility_description": "Whoever is hungry",
    "minimum_age": 16,
    "maximum_age": 99.5,
    "assured_date": "2026-02-03",
    "assurer_email": "wilhelmina@example.org",
    "alert": "No soup on the first of May",
    "last_modified": "2026-03-04T05:06:07.123000Z",
    "phones": [phone(22, description="The kitchen")],
    "schedules": [
        {
            "id": uid(23), "freq": "WEEKLY", "wkst": "MO", "byday": "MO,WE",
            "opens_at": "10:00", "closes_at": "18:00", "valid_from": "2026-01-01",
            "timezone": -5, "dtstart": "2026-01-05", "until": "2026-12-31", "interval": 1,
            "bymonthday": "1,-1", "byweekno": "2", "byyearday": "200", "count": 9,
            "description": "Weekdays", "schedule_link": "https://soup.example.org/when",
            "attending_type": "in person",
        },
    ],
    "service_areas": [{"id": uid(24), "name": "Elmora", "extent_type": "text", "extent": "x"}],
    "service_at_locations": [
        {
            "id": uid(25),
            "description": "In the hall",
            "location": location(),
            "phones": [phone(26)],
            "contacts": [{"id": uid(27), "title": "Hall keeper"}],
            "schedules": [{"id": uid(28), "byday": "SU", "opens_at": "11:00"}],
            "service_areas": [{"id": uid(29), "name": "The hall"}],
        },
    ],
    "languages": [{"id": uid(40), "name": "Spanish", "code": "es"}],
    "organization": {
        "id": uid(10),
        "name": "Kettle House",
        "description": "Tea for all",
        "email": "tea@example.org",
        "website": "https://tea.example.org/",
        "additional_websites": [{"id": uid(11), "url": "https://more.example.org/"}],
        "tax_status": "free",
        "tax_id": "T-1",
        "year_incorporated": 1987,
        "legal_status": "charity",
        "logo": "https://tea.example.org/logo.png",
        "uri": "https://tea.example.org/id",
        "funding": [{"id": uid(12), "source": "Gifts"}],
        "contacts": [
            {
                "id": uid(13), "name": "Wilhelmina Secret", "title": "Front desk",
                "department": "Hall", "email": "w@example.org", "phones": [phone(14)],
            },
        ],
        "phones": [phone(15, languages=[{"id": uid(41), "name": "Polish", "code": "pl"}])],
        "organization_identifiers": [
            {
                "id": uid(16), "identifier_scheme": "CA-REG", "identifier_type": "Register",
                "identifier": "77",
            },
        ],
        "programs": [{"id": uid(17), "name": "Warmth", "description": "All that is warm"}],
    },
    "program": {"id": uid(17), "name": "Warmth", "description": "All that is warm"},
    "funding": [{"id": uid(42), "source": "The town"}],
    "cost_options": [
        {
            "id": uid(43), "option": "A second bowl", "currency": "CAD", "amount": 1.5,
            "amount_description": "each", "valid_from": "2026-01-01",
        },
    ],
    "required_documents": [{"id": uid(44), "document": "Nothing", "uri": "https://x.example/"}],
    "contacts": [{"id": uid(45), "title": "Cook"}],
    "capacities": [
        {
            "id": uid(46), "unit": {"id": uid(47), "name": "bowls", "scheme": "kitchen"},
            "available": 12, "maximum": 30, "updated": "2026-03-04T05:06:07Z",
        },
    ],
    "attributes": [
        attribute(48, label="what"),
        {"id": uid(49), "label": "payment", "value": "cash"},
    ],
    "metadata": [
        {
            "id": uid(50), "last_action_date": "2026-03-04", "last_action_type": "update",
            "field_name": "name", "previous_value": "Broth", "replacement_value": "Soup",
            "updated_by": "Wilhelmina Secret",
        },
    ],
}  # fmt: skip


def service() -> dict[str, Any]:
    """A fully nested service, to do with what one likes."""
    return copy.deepcopy(SERVICE)


SECRETS = ("Wilhelmina", "Olaf", "w@example.org", "wilhelmina@example.org", "555 0014")


def write(folder: Path, said: Any, name: str = "services.json") -> str:
    path = folder / name
    path.write_text(json.dumps(said), encoding="utf-8")
    return str(path)


def table(*rows: dict[str, Any]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def tables(folder: Path, **said: str) -> str:
    target = folder / "hsds-tables"
    target.mkdir(exist_ok=True)
    for name, text in said.items():
        (target / f"{name}.csv").write_text(text, encoding="utf-8")
    return str(target)

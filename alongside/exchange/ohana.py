"""Ohana and HSDS tables: a folder of CSV files as listings, with a reason for every odd row.

Contacts are counted and checked, and not kept: nobody's name is published. A number that
belongs to a contact is kept hidden, so that its row is accounted for.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from alongside.directory.rules import places, positions, times, words
from alongside.directory.schemas import Batch, Listing

# Our table: (file names, columns that must be there, columns that must be filled)
FILES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "organisations": (("organizations", "organization"), ("id", "name"), ("id", "name")),
    "programmes": (
        ("programs", "program"),
        ("id", "organization_id", "name", "alternate_name"),
        ("id", "name"),
    ),
    "locations": (("locations", "location"), ("id", "name"), ("id", "name")),
    "addresses": (
        ("addresses", "address"),
        ("id", "location_id", "address_1", "city"),
        ("id", "city"),
    ),
    "mail addresses": (
        ("mail_addresses", "postal_address"),
        ("id", "location_id", "address_1", "city"),
        ("id",),
    ),
    "categories": (("taxonomy", "taxonomy_terms"), ("name",), ("name",)),
    "services": (("services", "service"), ("id", "name"), ("id", "name")),
    "contacts": (("contacts", "contact"), ("id", "name"), ("id", "name")),
    "phones": (("phones", "phone"), ("id", "number"), ("id", "number")),
    "regular schedules": (
        ("regular_schedules",),
        ("id", "weekday", "opens_at", "closes_at"),
        ("id", "weekday", "opens_at", "closes_at"),
    ),
    "holiday schedules": (
        ("holiday_schedules",),
        ("id", "start_date", "end_date", "closed"),
        ("id", "start_date", "end_date", "closed"),
    ),
}
CATEGORY_FILES = {
    "service_icarol_categories.json": "211",
    "service_categories.json": "open-eligibility",
}
STATUS = {
    "": "active",
    "active": "active",
    "inactive": "inactive",
    "defunct": "defunct",
    "temporarily closed": "paused",
}
DATES = ("%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d", "%d %B %Y")
TONGUES = {
    "english": "en", "spanish": "es", "espanol": "es", "french": "fr", "francais": "fr",
    "arabic": "ar", "chinese": "zh", "mandarin": "zh", "cantonese": "zh", "korean": "ko",
    "russian": "ru", "tagalog": "tl", "vietnamese": "vi", "italian": "it", "german": "de",
    "portuguese": "pt", "asl": "ase", "american sign language": "ase", "sign language": "ase",
    "chinese mandarin": "zh", "chinese cantonese": "zh", "hindi": "hi", "urdu": "ur",
    "somali": "so", "polish": "pl", "haitian creole": "ht", "japanese": "ja", "amharic": "am",
}  # fmt: skip
PAPERS = {"yes": True, "true": True, "no": False, "false": False}


class Unreadable(ValueError):
    """The folder can't be read as a whole; the text says which file, where and why."""


Row = dict[str, str]


class Reader:
    """One folder. `files` are file names without folder or `.gz`, unpacked."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.batch = Batch()
        self.keys: dict[str, set[str]] = {}
        self.contacts: set[str] = set()
        self.places: dict[str, Row] = {}  # the address of each location
        self.names: dict[str, str] = {}  # of organisations
        self.homes: dict[str, str] = {}  # the organisation of each location
        self.lines: dict[str, str] = {}  # the first public number of each service or location
        self.codes: dict[str, list[tuple[str, str]]] = {}
        self.more: dict[str, list[str]] = {}  # locations of a service beyond its own column

    def read(self) -> Batch:
        if not any(name in self.files for name in ("services.csv", "service.csv")):
            raise Unreadable("no services.csv (or service.csv) in the folder")
        self._categories()
        self._offers()
        steps: dict[str, Callable[[int, Row], Listing | None]] = {
            "organisations": self._organisation,
            "programmes": self._programme,
            "locations": self._location,
            "addresses": self._address,
            "mail addresses": self._mail,
            "contacts": self._contact,
        }
        for table, step in steps.items():
            self._table(table, step)
        self._first_lines()
        self._table("services", self._service)
        self._table("phones", self._phone)
        self._table("regular schedules", self._weekly)
        self._table("holiday schedules", self._holiday)
        return self.batch

    def _rows(self, table: str) -> Iterator[tuple[int, Row]]:
        """The rows of a table that can be used, numbered as in the file (header = 1)."""
        names, columns, filled = FILES[table]
        name = next((f"{n}.csv" for n in names if f"{n}.csv" in self.files), "")
        if not name:
            return
        text = _decoded(self.files[name], name)
        seen: set[str] = set()
        try:
            reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
            header = [(column or "").strip() for column in reader.fieldnames or []]
            reader.fieldnames = header
            missing = [column for column in columns if column not in header]
            self.batch.rows[table] = 0
            for number, raw in enumerate(reader, start=2):
                self.batch.rows[table] += 1
                row = {
                    key: (value or "").strip()
                    for key, value in raw.items()
                    if key and not isinstance(value, list)
                }
                if missing:
                    self.batch.refuse(table, number, missing[0], "the file lacks this column")
                elif self._usable(table, number, row, filled, seen):
                    yield number, row
        except csv.Error as error:
            raise Unreadable(f"{name}: not a table: {error}") from error

    def _usable(
        self, table: str, number: int, row: Row, filled: tuple[str, ...], seen: set[str]
    ) -> bool:
        for column in filled:
            if not row.get(column):
                if column == "id" and table == "categories":
                    continue
                self.batch.refuse(table, number, column, "is empty")
                return False
        if row.get("id") and row["id"] in seen:
            self.batch.refuse(table, number, "id", f"{row['id']} was used in a row above")
            return False
        seen.add(row.get("id", ""))
        return True

    def _table(self, table: str, step: Callable[[int, Row], Listing | None]) -> None:
        target = {
            "mail addresses": "addresses",
            "regular schedules": "schedules",
            "holiday schedules": "schedules",
        }.get(table, table)
        for number, row in self._rows(table):
            listing = step(number, row)
            if listing is not None:
                self.keys.setdefault(target, set()).add(listing.key)
                self.batch.listings.setdefault(target, []).append(listing)
        if table != "contacts":
            self.batch.listings.setdefault(target, [])

    def _known(self, table: str, number: int, row: Row, column: str, where: str) -> bool:
        """Does the parent that a row names exist?"""
        key = row.get(column, "")
        if key in self.keys.get(where, ()):
            return True
        reason = f"{where} {key} does not exist" if key else "is empty: it belongs to nothing"
        self.batch.refuse(table, number, column, reason)
        return False

    # Categories, and which services carry them.

    def _categories(self) -> None:
        by_id: dict[str, str] = {}
        known: set[str] = set()
        later: list[tuple[int, str, str, str]] = []
        for number, row in self._rows("categories"):
            code = row.get("taxonomy_id") or row.get("code") or row.get("id", "")
            if not code:
                self.batch.refuse("categories", number, "taxonomy_id", "is empty")
                continue
            by_id[row.get("id") or code] = code
            known.add(code)
            later.append((number, code, row["name"], row.get("parent_id", "")))
        for number, code, name, parent in later:
            if parent and by_id.get(parent, parent) not in known:
                self.batch.refuse("categories", number, "parent_id", f"{parent} does not exist")
                continue
            parent = parent if parent in known else by_id.get(parent, "")
            self.batch.terms["open-eligibility", code] = (words.clean(name, limit=200), parent)
        self._mapped(by_id)

    def _mapped(self, by_id: dict[str, str]) -> None:
        names = self._names_of_codes()
        for name, taxonomy in CATEGORY_FILES.items():
            if name not in self.files:
                continue
            try:
                said = json.loads(_decoded(self.files[name], name))
            except ValueError as error:
                raise Unreadable(f"{name}: {error}") from error
            if not isinstance(said, dict):
                raise Unreadable(f"{name}: not a list of services with their categories")
            for service, codes in said.items():
                for code in dict.fromkeys(str(code) for code in codes):
                    code = by_id.get(code, code) if taxonomy == "open-eligibility" else code
                    if taxonomy == "211":
                        self.batch.terms.setdefault(
                            ("211", code), (names.get(code, ""), _parent(code))
                        )
                    self.codes.setdefault(str(service), []).append((taxonomy, code[:40]))

    def _names_of_codes(self) -> dict[str, str]:
        if "taxonomy_mapping.csv" not in self.files:
            return {}
        text = _decoded(self.files["taxonomy_mapping.csv"], "taxonomy_mapping.csv")
        return {
            (row.get("211 Code") or "").strip(): words.clean(row.get("211 Name"), limit=200)
            for row in csv.DictReader(io.StringIO(text, newline=""))
        }

    def _offers(self) -> None:
        """HSDS: services at further places."""
        for name in ("service_at_locations.csv", "service_at_location.csv"):
            if name in self.files:
                text = _decoded(self.files[name], name)
                for row in csv.DictReader(io.StringIO(text, newline="")):
                    self.more.setdefault(row.get("service_id") or "", []).append(
                        row.get("location_id") or ""
                    )

    # One function a table.

    def _organisation(self, number: int, row: Row) -> Listing:
        name = words.clean(row["name"], limit=300)
        self.names[row["id"]] = name
        said = row.get("date_incorporated") or row.get("year_incorporated", "")
        founded = _date(said if not said.isdigit() else f"01/01/{said}")
        if said and founded is None:
            self.batch.remark(
                "organisations", number, "date_incorporated", f"{said[:40]} is not a date; left out"
            )
        return Listing(
            row["id"],
            number,
            {
                "name": name,
                **_texts(row, description=0, alternate_name=300),
                **_texts(row, legal_status=120, tax_status=120, tax_id=60),
                "email": _mail_of(row.get("email", "")),
                "website": words.link(row.get("website")),
                "incorporated_on": founded,
            },
            details=_details(
                row, funding="funding_sources", accredited="accreditations", licence="licenses"
            ),
        )

    def _programme(self, number: int, row: Row) -> Listing | None:
        if not self._known("programmes", number, row, "organization_id", "organisations"):
            return None
        return Listing(
            row["id"],
            number,
            {"name": words.clean(row["name"], limit=300), **_texts(row, alternate_name=300)},
            refs={"organisation": row["organization_id"]},
        )

    def _location(self, number: int, row: Row) -> Listing | None:
        if not self._known("locations", number, row, "organization_id", "organisations"):
            return None
        latitude, longitude = _number(row.get("latitude")), _number(row.get("longitude"))
        good = positions.valid(latitude, longitude)
        if not good and (row.get("latitude") or row.get("longitude")):
            self.batch.remark(
                "locations", number, "latitude", "not a position on the globe; never on a map"
            )
        self.homes[row["id"]] = row["organization_id"]
        address = self._address_of(row["id"])
        return Listing(
            row["id"],
            number,
            {
                "name": words.clean(row["name"], limit=300),
                **_texts(row, alternate_name=300, description=0, transportation=0),
                "email": _mail_of(row.get("email", "")),
                "website": words.link(row.get("website") or row.get("url")),
                "is_virtual": row.get("virtual", "").lower() in {"true", "yes", "1"},
                "latitude": latitude if good else None,
                "longitude": longitude if good else None,
            },
            refs={"organisation": row["organization_id"]},
            where=_where(address),
            languages=_languages(row.get("languages", "")),
            details=_details(row, access="accessibility"),
        )

    def _address_of(self, location: str) -> Row:
        """Addresses are needed before their own table is taken."""
        if not self.places:
            name = next((f"{n}.csv" for n in FILES["addresses"][0] if f"{n}.csv" in self.files), "")
            text = _decoded(self.files[name], name) if name else ""
            for row in csv.DictReader(io.StringIO(text, newline="")):
                if row.get("address_type", "physical") in {"", "physical"}:
                    self.places.setdefault(row.get("location_id") or "", row)
            self.places.setdefault("", {})
        return self.places.get(location, {})

    def _address(self, number: int, row: Row) -> Listing | None:
        if not self._known("addresses", number, row, "location_id", "locations"):
            return None
        if not row.get("address_1"):
            self.batch.remark("addresses", number, "address_1", "no street; the town is kept")
        kind = "postal" if row.get("address_type") == "postal" else "physical"
        return _postal(row, number, row["id"], kind)

    def _mail(self, number: int, row: Row) -> Listing | None:
        if not self._known("mail addresses", number, row, "location_id", "locations"):
            return None
        for column in ("address_1", "city"):
            if not row[column]:
                self.batch.refuse("mail addresses", number, column, "is empty")
                return None
        return _postal(row, number, f"mail-{row['id']}", "postal")

    def _contact(self, number: int, row: Row) -> None:
        parents = ("location_id", "organization_id", "service_id")
        if not any(row.get(column) for column in parents):
            self.batch.refuse(
                "contacts", number, "organization_id", "is empty: it belongs to nothing"
            )
            return
        self.contacts.add(row["id"])
        self.batch.withheld["contacts"] = self.batch.withheld.get("contacts", 0) + 1

    def _first_lines(self) -> None:
        """The number that a list shows beside a service: its own, else its place's."""
        names = FILES["phones"][0]
        name = next((f"{n}.csv" for n in names if f"{n}.csv" in self.files), "")
        text = _decoded(self.files[name], name) if name else ""
        for row in csv.DictReader(io.StringIO(text, newline="")):
            kind = (row.get("number_type") or row.get("type") or "voice").strip().lower()
            if kind in {"voice", "hotline", ""} and not row.get("contact_id"):
                for column in ("service_id", "location_id", "organization_id"):
                    if row.get(column):
                        line = f"{column}:{row[column]}"
                        self.lines.setdefault(line, words.clean(row.get("number"), limit=60))
                        break

    def _service(self, number: int, row: Row) -> Listing | None:
        at = [key for key in (row.get("location_id"), *self.more.get(row["id"], [])) if key]
        lost = [key for key in at if key not in self.keys.get("locations", ())]
        organisation = row.get("organization_id") or self.homes.get(at[0] if at else "", "")
        if organisation not in self.keys.get("organisations", ()):
            reason = f"location {at[0]} does not exist" if lost else "is empty: it is nowhere"
            self.batch.refuse("services", number, "location_id", reason)
            return None
        at = [key for key in at if key not in lost]
        status = STATUS.get(row.get("status", "").lower())
        if status is None:
            self.batch.remark(
                "services", number, "status", f"{row['status'][:40]} is not known; kept hidden"
            )
        codes = self._codes_of(number, row)
        details = _details(
            row,
            payment="accepted_payments",
            document="required_documents",
            area="service_areas",
            funding="funding_sources",
            keyword="keywords",
        )
        address = self._address_of(at[0]) if at else {}
        lines = (f"service_id:{row['id']}", *(f"location_id:{key}" for key in at))
        lines += (f"organization_id:{organisation}",)
        refs = {"organisation": organisation}
        if row.get("program_id") in self.keys.get("programmes", ()):
            refs["programme"] = row["program_id"]
        elif row.get("program_id"):
            self.batch.remark(
                "services", number, "program_id", f"programme {row['program_id']} does not exist"
            )
        return Listing(
            row["id"],
            number,
            {
                "name": words.clean(row["name"], limit=300),
                "organisation_name": self.names[organisation],
                "address": _one_line(address)[:600],
                "phone": next((self.lines[line] for line in lines if line in self.lines), ""),
                **_texts(row, alternate_name=300, description=0, audience=0, fees=0, wait_time=300),
                "eligibility": words.clean(
                    row.get("eligibility") or row.get("eligibility_description")
                ),
                "application_process": words.clean(row.get("application_process")),
                "interpretation": words.clean(row.get("interpretation_services")),
                "opening_words": words.clean(row.get("opening_words")),
                "email": _mail_of(row.get("email", "")),
                "website": words.link(row.get("website") or row.get("url")),
                "status": status or "inactive",
                "is_public": row.get("private", "").lower() not in {"true", "yes", "1"},
                "checked_at": times.moment_of(row.get("last_modified") or row.get("assured_date")),
            },
            refs=refs,
            at=tuple(at),
            languages=_languages(row.get("languages", "")),
            terms=codes,
            details=details,
            facts=_facts(row.get("facts", "")),
            words=self._words(row, codes, details, organisation),
        )

    def _codes_of(self, number: int, row: Row) -> tuple[tuple[str, str], ...]:
        codes = list(self.codes.get(row["id"], ()))
        for code in _split(row.get("taxonomy_ids", "")):
            if ("open-eligibility", code) in self.batch.terms:
                codes.append(("open-eligibility", code))
            else:
                self.batch.remark(
                    "services", number, "taxonomy_ids", f"category {code} does not exist"
                )
        return tuple(dict.fromkeys(codes))

    def _words(
        self,
        row: Row,
        codes: tuple[tuple[str, str], ...],
        details: tuple[tuple[str, str], ...],
        organisation: str,
    ) -> tuple[str, ...]:
        named = " ".join(self.batch.terms.get(code, ("", ""))[0] for code in codes)
        keywords = " ".join(text for kind, text in details if kind == "keyword")
        more = (row.get("alternate_name", ""), row.get("description", ""))
        return (f"{named} {keywords}", self.names[organisation], *(words.clean(m) for m in more))

    def _phone(self, number: int, row: Row) -> Listing | None:
        kind = row.get("number_type") or row.get("type", "")
        if not kind and "number_type" in row:
            self.batch.refuse("phones", number, "number_type", "is empty")
            return None
        refs = {}
        parents = {
            "organization_id": "organisation",
            "location_id": "location",
            "service_id": "service",
        }
        for column, field in parents.items():
            if row.get(column) in self.keys.get(f"{field}s", ()):
                refs[field] = row[column]
            elif row.get(column):
                self.batch.remark("phones", number, column, f"{field} {row[column]} does not exist")
        personal = bool(row.get("contact_id"))
        if not refs and not (personal and row["contact_id"] in self.contacts):
            self.batch.refuse("phones", number, "location_id", "belongs to nothing that exists")
            return None
        text = words.clean(row["number"], limit=60)
        if sum(sign.isalnum() for sign in text) < 7:
            self.batch.remark(
                "phones", number, "number", f"{text} looks incomplete; kept as written"
            )
        return Listing(
            row["id"],
            number,
            {
                "number": text,
                "kind": kind.lower()[:20],
                "is_public": not personal,
                **_texts(row, extension=20, department=120 if not personal else -1),
                "vanity": words.clean(row.get("vanity_number"), limit=60),
                **_texts(row, country_prefix=8),
            },
            refs=refs,
        )

    def _opening(self, table: str, number: int, row: Row) -> dict[str, str] | None:
        refs = {
            field: row[f"{field}_id"]
            for field in ("location", "service")
            if row.get(f"{field}_id") in self.keys.get(f"{field}s", ())
        }
        if not refs:
            self.batch.refuse(table, number, "location_id", "belongs to nothing that exists")
            return None
        return refs

    def _weekly(self, number: int, row: Row) -> Listing | None:
        refs = self._opening("regular schedules", number, row)
        days, _ = times.days_of(row["weekday"])
        opens, closes = times.minute_of(row["opens_at"]), times.minute_of(row["closes_at"])
        if refs is None:
            return None
        for column, value in (("weekday", days), ("opens_at", [opens]), ("closes_at", [closes])):
            if not value or value == [None]:
                self.batch.refuse(
                    "regular schedules", number, column, f"{row[column][:40]} can't be read"
                )
                return None
        return Listing(
            f"week-{row['id']}",
            number,
            {"weekday": days[0], "opens_minute": opens, "closes_minute": closes},
            refs=refs,
        )

    def _holiday(self, number: int, row: Row) -> Listing | None:
        refs = self._opening("holiday schedules", number, row)
        first, last = _date(row["start_date"]), _date(row["end_date"])
        if refs is None:
            return None
        for column, value in (("start_date", first), ("end_date", last)):
            if value is None:
                self.batch.refuse(
                    "holiday schedules", number, column, f"{row[column][:40]} is not a date"
                )
                return None
        return Listing(
            f"holiday-{row['id']}",
            number,
            {
                "valid_from": first,
                "valid_to": last,
                "is_closed": row["closed"].lower() in {"true", "yes", "1"},
                "opens_minute": times.minute_of(row.get("opens_at")),
                "closes_minute": times.minute_of(row.get("closes_at")),
            },
            refs=refs,
        )


def _decoded(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name}: not UTF-8 text: byte {error.start} can't be read") from error
    if "\x00" in text:
        raise Unreadable(f"{name}: not a text file")
    return text


def _date(text: str) -> date | None:
    for shape in DATES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _texts(row: Row, **limits: int) -> dict[str, str]:
    return {
        column: words.clean(row.get(column), limit=limit) if limit >= 0 else ""
        for column, limit in limits.items()
    }


def _mail_of(text: str) -> str:
    return text if text.count("@") == 1 and " " not in text and len(text) <= 254 else ""


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def _details(row: Row, **columns: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (kind, words.clean(part, limit=300))
        for kind, column in columns.items()
        for part in dict.fromkeys(_split(row.get(column, "")))
    )


def _languages(text: str) -> tuple[tuple[str, str], ...]:
    """Each entry as written; the code where it is a language that we know."""
    found = {}
    for part in _split(text):
        name = words.clean(part, limit=120).rstrip(".").strip()
        if name:
            found[name] = TONGUES.get(words.fold(name), "")
    return tuple(found.items())


def _facts(text: str) -> tuple[tuple[str, bool], ...]:
    """'medication no-papers -no-fee': our own column; a minus says that it is not so."""
    return tuple((word.lstrip("-"), not word.startswith("-")) for word in text.split())


def _where(address: Row) -> tuple[str, ...]:
    postal = (address.get("postal_code") or "").strip()
    town = ", ".join(
        filter(
            None,
            ((address.get(c) or "").strip() for c in ("city", "state_province", "country")),
        )
    )
    known = postal if places.asked(postal).postal else ""
    return tuple(way for way in (known, town) if way)


def _one_line(address: Row) -> str:
    columns = ("address_1", "address_2", "city", "state_province", "postal_code")
    return ", ".join(
        filter(None, (words.clean(address.get(column), limit=160) for column in columns))
    )


def _postal(row: Row, number: int, key: str, kind: str) -> Listing:
    return Listing(
        key,
        number,
        {
            "kind": kind,
            "street": words.clean(row.get("address_1"), limit=255),
            "street_more": words.clean(row.get("address_2"), limit=255),
            "town": words.clean(row["city"], limit=120),
            "region": words.clean(row.get("state_province"), limit=80),
            "postal": words.clean(row.get("postal_code"), limit=20),
            "country": words.clean(row.get("country"), limit=2).upper(),
        },
        refs={"location": row["location_id"]},
    )


def _parent(code: str) -> str:
    """The 211 code above: BH-1800.1500-200 → BH-1800.1500 → BH-1800 → BH → B."""
    for sign in ("-", "."):
        head, found, tail = code.rpartition(sign)
        if found and sign not in tail and not (sign == "-" and "." in tail):
            return head
    return code[:1] if len(code) == 2 else ""


def read(files: dict[str, Any]) -> Batch:
    """Every row of every table, as listings or as problems."""
    return Reader(files).read()

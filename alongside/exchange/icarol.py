"""The flat export of iCarol: agencies, their programmes and sites in one table of 116 columns.

An agency is an organisation, a programme a service, a site a place; each row has an address of
its own. What is inactive, not to be referred to or excluded from the web is kept and never shown,
and so is all that belongs to such an agency. '-1' is an empty cell. Names of people and internal
notes are not kept.
"""

from collections.abc import Iterator
from typing import Any

from alongside.directory.rules import positions, times, words
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import files
from alongside.exchange.files import Row
from alongside.exchange.ohana import cells

TABLES = {"Agency": "agencies", "Program": "programmes", "Site": "sites"}
NEEDED = ("ResourceAgencyNum", "TaxonomyLevelName", "ParentAgencyNum", "AgencyStatus")
STATUS = {"active": "active", "active, but do not refer": "active", "inactive": "inactive"}
PEOPLE = ("SeniorWorkerName", "MainContactName", "LastVerifiedByName", "MailingAttentionName")
# column: kind of number, and the column that says what it is for
PHONES = {
    "Phone1Number": ("voice", "Phone1Name"),
    "Phone2Number": ("voice", "Phone2Name"),
    "Phone3Number": ("voice", "Phone3Name"),
    "Phone4Number": ("voice", "Phone4Name"),
    "Phone5Number": ("voice", "Phone5Description"),
    "PhoneFax": ("fax", ""),
    "PhoneTTY": ("tty", ""),
    "PhoneTollFree": ("voice", ""),
    "PhoneNumberHotline": ("hotline", ""),
    "PhoneNumberBusinessLine": ("voice", ""),
    "PhoneNumberOutOfArea": ("voice", ""),
    "PhoneNumberAfterHours": ("voice", ""),
}
MAIL, OTHER, PHYSICAL = "Mailing", "Other", "Physical"


def knows(given: files.Files) -> int:
    if len(given) != 1:
        return 0
    names = files.columns(files.only(given))
    return 3 if names.issuperset({"resourceagencynum", "taxonomylevelname"}) else 0


def read(given: files.Files) -> Batch:
    return _Reader(files.only(given)).read()


def _cell(text: str) -> str:
    return "" if text in {"-1", "None or unknown"} else text


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self.rows = [
            (number, {name: _cell(text) for name, text in row.items()})
            for number, row in files.table(raw, NEEDED)
        ]
        tables = ("organisations", "locations", "addresses", "services", "phones", "schedules",
                  "areas", "documents")  # fmt: skip
        self.batch = Batch(listings={name: [] for name in tables})
        self.agencies: dict[str, Row] = {}
        self.seen: set[str] = set()

    def read(self) -> Batch:
        levels: dict[str, list[tuple[int, Row]]] = {name: [] for name in TABLES}
        for number, row in self.rows:
            level = row["TaxonomyLevelName"]
            self.batch.rows[TABLES.get(level, "rows")] = (
                self.batch.rows.get(TABLES.get(level, "rows"), 0) + 1
            )
            if level in levels:
                levels[level].append((number, row))
            else:
                self.batch.refuse("rows", number, "TaxonomyLevelName", f"{level[:40]} is not known")
        for level, rows in levels.items():
            for number, row in rows:
                self._row(level, number, row)
        people = sum(1 for _, row in self.rows for column in PEOPLE if row.get(column))
        self.batch.rows["people"] = self.batch.withheld["people"] = people
        return self.batch

    def _row(self, level: str, number: int, row: Row) -> None:
        table, key = TABLES[level], row["ResourceAgencyNum"]
        if not key or key in self.seen:
            said = f"{key} was used in a row above" if key else "is empty"
            self.batch.refuse(table, number, "ResourceAgencyNum", said)
            return
        owner = key if level == "Agency" else row["ParentAgencyNum"]
        if level == "Agency":
            self.agencies[key] = row
            self._agency(number, row, key)
        elif owner not in self.agencies:
            self.batch.refuse(table, number, "ParentAgencyNum", f"agency {owner} does not exist")
            return
        self.seen.add(key)
        self._location(table, number, row, key, owner)
        if level == "Program":
            self._service(number, row, key, owner)
        self._phones(table, number, row, key, owner, level)

    def _add(
        self, to: str, key: str, row: int, table: str, values: dict[str, Any], **more: Any
    ) -> None:
        self.batch.listings[to].append(Listing(key, row, values, table=table, **more))

    def _name(self, table: str, number: int, row: Row) -> str:
        name = words.clean(row.get("PublicName") or row.get("OfficialName"), limit=300)
        if not name:
            name = words.clean(row.get("AlternateName") or row.get("ParentAgency"), limit=300)
            self.batch.remark(table, number, "PublicName", f"no name; called {name}")
        return name or row["ResourceAgencyNum"]

    def _agency(self, number: int, row: Row, key: str) -> None:
        year = row.get("YearIncorporated", "")
        self._add(
            "organisations",
            key,
            number,
            "agencies",
            {
                "name": self._name("agencies", number, row),
                "description": words.clean(row.get("AgencyDescription")),
                "email": cells.mail(row.get("EmailAddressMain", "")),
                "website": words.link(row.get("WebsiteAddress")),
                "year_incorporated": int(year) if year.isdigit() and len(year) == 4 else None,
                "tax_id": words.clean(row.get("FEIN"), limit=60),
                "tax_status": words.clean(row.get("IRSStatus"), limit=120),
                "legal_status": words.clean(row.get("LegalStatus"), limit=120),
                "is_public": self._is_public(row, row),
                **cells.texts(_named(row, alternate_name="AlternateName"), alternate_name=300),
            },
        )

    def _location(self, table: str, number: int, row: Row, key: str, owner: str) -> None:
        latitude, longitude = cells.number(row.get("Latitude")), cells.number(row.get("Longitude"))
        good = positions.valid(latitude, longitude)
        if not good and (row.get("Latitude") or row.get("Longitude")):
            self.batch.remark(table, number, "Latitude", "not a position on the globe; left out")
        told = (row.get("BusServiceAccess"), row.get("PublicAccessTransportation"))
        self._add(
            "locations",
            key,
            number,
            table,
            {
                "name": words.clean(row.get("PublicName"), limit=300),
                "description": words.clean(row.get("PhysicalLocationDescription")),
                "transportation": "\n".join(filter(None, map(words.clean, told))),
                "latitude": latitude if good else None,
                "longitude": longitude if good else None,
                "is_public": self._is_public(row, self.agencies[owner]),
            },
            refs={"organisation": owner},
        )
        for which in (PHYSICAL, MAIL, OTHER):
            self._address(table, number, row, key, which)

    def _address(self, table: str, number: int, row: Row, key: str, which: str) -> None:
        street, town = row.get(f"{which}Address1", ""), row.get(f"{which}City", "")
        if not town:
            if street:
                self.batch.remark(table, number, f"{which}City", "no town; the address is left out")
            return
        self._add(
            "addresses",
            f"{key}:{which.lower()}",
            number,
            table,
            {
                "kind": "postal" if which == MAIL else "physical",
                "street": words.clean(street, limit=255),
                "street_more": words.clean(row.get(f"{which}Address2"), limit=255),
                "town": words.clean(town, limit=120),
                "district": words.clean(row.get(f"{which}County"), limit=120),
                "region": words.clean(row.get(f"{which}StateProvince"), limit=80),
                "postal": words.clean(row.get(f"{which}PostalCode"), limit=20),
                "country": words.clean(row.get(f"{which}Country"), limit=60),
            },
            refs={"location": key},
        )

    def _service(self, number: int, row: Row, key: str, owner: str) -> None:
        self._add(
            "services",
            key,
            number,
            "programmes",
            {
                "name": self._name("programmes", number, row),
                "description": words.clean(row.get("AgencyDescription")),
                "email": cells.mail(row.get("EmailAddressMain", "")),
                "website": words.link(row.get("WebsiteAddress")),
                "is_public": self._is_public(row, self.agencies[owner]),
                "status": self._status(number, row),
                "checked_at": times.moment_of(row.get("LastVerifiedOn") or row.get("UpdatedOn")),
                **cells.texts(
                    _named(
                        row,
                        alternate_name="AlternateName",
                        eligibility="Eligibility",
                        fees="FeeStructureSource",
                        application_process="ApplicationProcess",
                        opening_words="HoursOfOperation",
                    ),
                    alternate_name=300, eligibility=0, fees=0, application_process=0,
                    opening_words=0,
                ),
            },
            refs={"organisation": owner},
            at=(key,),
            languages=cells.languages(row.get("LanguagesOffered", "")),
            terms=self._terms(row),
            details=cells.details(_named(row, words="Categories"), keyword="words"),
        )  # fmt: skip
        self._parts(number, row, key)

    def _parts(self, number: int, row: Row, key: str) -> None:
        areas = cells.split(row.get("CoverageArea", "")) + cells.split(row.get("Coverage", ""))
        for name in dict.fromkeys(areas):
            values = {"name": words.clean(name, limit=300)}
            refs = {"service": key}
            self._add("areas", f"{key}:{name}"[:200], number, "programmes", values, refs=refs)
        if said := words.clean(row.get("DocumentsRequired"), limit=300):
            refs = {"service": key}
            self._add("documents", key, number, "programmes", {"document": said}, refs=refs)
        week = {(day, opens): closes for day, opens, closes in _hours(row.get("Hours", ""))}
        for (day, opens), closes in week.items():
            self._add(
                "schedules",
                f"{key}:{day}:{opens}",
                number,
                "programmes",
                {"weekday": day, "opens_minute": opens, "closes_minute": closes},
                refs={"service": key},
            )

    def _is_public(self, row: Row, agency: Row) -> bool:
        """Nothing that its agency may not show either."""
        return all(
            each.get("ExcludeFromWebsite", "").lower() != "yes"
            and each.get("ExcludeFromDirectory", "").lower() != "yes"
            and "do not refer" not in each["AgencyStatus"].lower()
            and each["AgencyStatus"].lower() != "inactive"
            for each in (row, agency)
        )

    def _status(self, number: int, row: Row) -> str:
        said = row["AgencyStatus"]
        if said.lower() not in STATUS:
            told = f"{said[:40] or 'no status'} is not known; kept hidden"
            self.batch.remark("programmes", number, "AgencyStatus", told)
        return STATUS.get(said.lower(), "inactive")

    def _terms(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Codes of the 211 taxonomy; 'A * B' are two. Their names where they can be told."""
        entries = [each.strip() for each in row.get("TaxonomyCodes", "").split(";") if each.strip()]
        names = [each.strip() for each in row.get("TaxonomyTerm", "").split(";") if each.strip()]
        codes: dict[str, str] = {}
        for place, entry in enumerate(entries):
            for code in (part.strip()[:40] for part in entry.split("*")):
                is_plain = code == entry and len(names) == len(entries)
                codes[code] = codes.get(code) or (names[place] if is_plain else "")
        for code, name in codes.items():
            known = self.batch.terms.get(("211", code), ("", ""))[0]
            self.batch.terms["211", code] = (
                known or words.clean(name, limit=200),
                cells.parent(code),
            )
        return tuple(("211", code) for code in codes)

    def _phones(self, table: str, number: int, row: Row, key: str, owner: str, level: str) -> None:
        refs = {
            "Agency": {"organisation": owner},
            "Program": {"service": key},
            "Site": {"location": key},
        }[level]
        for column, (kind, told) in PHONES.items():
            if not row.get(column):
                continue
            text = words.clean(row[column], limit=60)
            about = words.clean(row.get(told), limit=120) if told else ""
            if sum(sign.isalnum() for sign in text) < 7 and text not in {
                "211",
                "311",
                "711",
                "911",
            }:
                self.batch.remark(
                    table, number, column, f"{text} looks incomplete; kept as written"
                )
            is_text = any(word in about.lower() for word in ("tty", "tdd"))
            values = {"number": text, "kind": "tty" if is_text else kind, "department": about}
            self._add("phones", f"{key}:{column}", number, table, values, refs=refs)


def _named(row: Row, **columns: str) -> Row:
    """Cells of a row under our names."""
    return {ours: row.get(theirs, "") for ours, theirs in columns.items()}


def _hours(text: str) -> Iterator[tuple[int, int, int]]:
    """'Mon 9:00 am - 5:00 pm; Tue 24/7': a day without times says nothing."""
    for part in text.split(";"):
        name, _, when = part.strip().partition(" ")
        days, _odd = times.days_of(name)
        opens, _, closes = when.partition("-")
        first, last = times.minute_of(opens.strip()), times.minute_of(closes.strip())
        if when.strip() == "24/7":
            first, last = 0, 0
        if days and first is not None and last is not None:
            yield from ((day, first, last) for day in days)

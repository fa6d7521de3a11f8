"""Organisations, programmes, locations and addresses; contacts, which are only counted."""

import csv
import io

from alongside.directory.rules import positions, words
from alongside.directory.schemas import Listing
from alongside.exchange.ohana import categories, cells, folder
from alongside.exchange.ohana.cells import Row


class Places(categories.Categories):
    def _organisation(self, number: int, row: Row) -> Listing:
        name = words.clean(row["name"], limit=300)
        self.names[row["id"]] = name
        said = row.get("date_incorporated") or row.get("year_incorporated", "")
        founded = cells.day(said if not said.isdigit() else f"01/01/{said}")
        if said and founded is None:
            self.batch.remark(
                "organisations", number, "date_incorporated", f"{said[:40]} is not a date; left out"
            )
        return Listing(
            row["id"],
            number,
            {
                "name": name,
                **cells.texts(row, description=0, alternate_name=300),
                **cells.texts(row, legal_status=120, tax_status=120, tax_id=60),
                "email": cells.mail(row.get("email", "")),
                "website": words.link(row.get("website")),
                "incorporated_on": founded,
            },
            details=cells.details(
                row, funding="funding_sources", accredited="accreditations", licence="licenses"
            ),
        )

    def _programme(self, number: int, row: Row) -> Listing | None:
        if not self._known("programmes", number, row, "organization_id", "organisations"):
            return None
        return Listing(
            row["id"],
            number,
            {"name": words.clean(row["name"], limit=300), **cells.texts(row, alternate_name=300)},
            refs={"organisation": row["organization_id"]},
        )

    def _location(self, number: int, row: Row) -> Listing | None:
        if not self._known("locations", number, row, "organization_id", "organisations"):
            return None
        latitude, longitude = cells.number(row.get("latitude")), cells.number(row.get("longitude"))
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
                **cells.texts(row, alternate_name=300, description=0, transportation=0),
                "email": cells.mail(row.get("email", "")),
                "website": words.link(row.get("website") or row.get("url")),
                "is_virtual": row.get("virtual", "").lower() in {"true", "yes", "1"},
                "latitude": latitude if good else None,
                "longitude": longitude if good else None,
            },
            refs={"organisation": row["organization_id"]},
            where=cells.where(address),
            languages=cells.languages(row.get("languages", "")),
            details=cells.details(row, access="accessibility"),
        )

    def _address_of(self, location: str) -> Row:
        """Addresses are needed before their own table is taken."""
        if not self.places:
            name = next(
                (f"{n}.csv" for n in folder.FILES["addresses"][0] if f"{n}.csv" in self.files), ""
            )
            text = cells.decoded(self.files[name], name) if name else ""
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
        return cells.postal(row, number, row["id"], kind)

    def _mail(self, number: int, row: Row) -> Listing | None:
        if not self._known("mail addresses", number, row, "location_id", "locations"):
            return None
        for column in ("address_1", "city"):
            if not row[column]:
                self.batch.refuse("mail addresses", number, column, "is empty")
                return None
        return cells.postal(row, number, f"mail-{row['id']}", "postal")

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
        names = folder.FILES["phones"][0]
        name = next((f"{n}.csv" for n in names if f"{n}.csv" in self.files), "")
        text = cells.decoded(self.files[name], name) if name else ""
        for row in csv.DictReader(io.StringIO(text, newline="")):
            kind = (row.get("number_type") or row.get("type") or "voice").strip().lower()
            if kind in {"voice", "hotline", ""} and not row.get("contact_id"):
                for column in ("service_id", "location_id", "organization_id"):
                    if row.get(column):
                        line = f"{column}:{row[column]}"
                        self.lines.setdefault(line, words.clean(row.get("number"), limit=60))
                        break

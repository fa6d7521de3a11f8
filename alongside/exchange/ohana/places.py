"""Organisations, their places, and who answers for them."""

from alongside.directory.rules import positions, words
from alongside.directory.schemas import Listing
from alongside.exchange.ohana import categories, cells
from alongside.exchange.ohana.cells import Row

PARENTS = {
    "organization_id": "organisation",
    "location_id": "location",
    "service_id": "service",
}


class Places(categories.Categories):
    def _organisation(self, number: int, row: Row) -> Listing:
        said = row.get("date_incorporated") or row.get("year_incorporated", "")
        founded = cells.day(said if not said.isdigit() else f"01/01/{said}")
        if said and founded is None:
            self.batch.remark(
                "organisations", number, "date_incorporated", f"{said[:40]} is not a date; left out"
            )
        listing = Listing(
            row["id"],
            number,
            {
                "name": words.clean(row["name"], limit=300),
                **cells.texts(row, description=0, alternate_name=300),
                **cells.texts(row, legal_status=120, tax_status=120, tax_id=60),
                "email": cells.mail(row.get("email", "")),
                "website": words.link(row.get("website") or row.get("url")),
                "incorporated_on": founded,
            },
            details=cells.details(row, accredited="accreditations", licence="licenses"),
        )
        owner = ("organisations", listing)
        self._each("funding", "words", owner, "organisation", row, "funding_sources")
        return listing

    def _programme(self, number: int, row: Row) -> Listing | None:
        if not self._known("programmes", number, row, "organization_id", "organisations"):
            return None
        return Listing(
            row["id"],
            number,
            {
                "name": words.clean(row["name"], limit=300),
                **cells.texts(row, alternate_name=300, description=0),
            },
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
        virtual = row.get("virtual", "").lower() in {"true", "yes", "1"}
        listing = Listing(
            row["id"],
            number,
            {
                "name": words.clean(row["name"], limit=300),
                **cells.texts(row, alternate_name=300, description=0, transportation=0),
                "email": cells.mail(row.get("email", "")),
                "website": words.link(row.get("website") or row.get("url")),
                "kind": "virtual" if virtual else "physical",
                "latitude": latitude if good else None,
                "longitude": longitude if good else None,
            },
            refs={"organisation": row["organization_id"]},
            languages=cells.languages(row.get("languages", "")),
        )
        owner = ("locations", listing)
        self._each("accessibility", "description", owner, "location", row, "accessibility")
        return listing

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

    def _contact(self, number: int, row: Row) -> Listing | None:
        refs = self._refs("contacts", number, row, PARENTS)
        if not refs:
            self.batch.refuse(
                "contacts", number, "organization_id", "belongs to nothing that exists"
            )
            return None
        return Listing(
            row["id"],
            number,
            {
                **cells.texts(row, name=200, title=200, department=200),
                "email": cells.mail(row.get("email", "")),
            },
            refs=refs,
        )

"""Services, their numbers and opening times."""

from typing import Any

from alongside.directory.rules import times, words
from alongside.directory.schemas import Listing
from alongside.exchange.ohana import cells, places
from alongside.exchange.ohana.cells import Row

STATUS = {
    "": "active",
    "active": "active",
    "inactive": "inactive",
    "defunct": "defunct",
    "temporarily closed": "paused",
}


class Services(places.Places):
    def _service(self, number: int, row: Row) -> Listing | None:
        at = [key for key in (row.get("location_id"), *self.more.get(row["id"], [])) if key]
        lost = [key for key in at if key not in self.keys.get("locations", ())]
        organisation = row.get("organization_id") or self.homes.get(at[0] if at else "", "")
        if organisation not in self.keys.get("organisations", ()):
            reason = f"location {at[0]} does not exist" if lost else "is empty: it is nowhere"
            self.batch.refuse("services", number, "location_id", reason)
            return None
        at = [key for key in at if key not in lost]
        codes = self._codes_of(number, row)
        details = cells.details(
            row,
            payment="accepted_payments",
            document="required_documents",
            area="service_areas",
            funding="funding_sources",
            keyword="keywords",
        )
        return Listing(
            row["id"],
            number,
            {
                **self._said_of(row),
                **self._line(row["id"], at, organisation),
                "status": self._status_of(number, row),
            },
            refs={"organisation": organisation, **self._programme_of(number, row)},
            at=tuple(at),
            languages=cells.languages(row.get("languages", "")),
            terms=codes,
            details=details,
            facts=cells.facts(row.get("facts", "")),
            words=self._words(row, codes, details, organisation),
        )

    def _status_of(self, number: int, row: Row) -> str:
        status = STATUS.get(row.get("status", "").lower())
        if status is None:
            said = f"{row['status'][:40]} is not known; kept hidden"
            self.batch.remark("services", number, "status", said)
        return status or "inactive"

    def _programme_of(self, number: int, row: Row) -> dict[str, str]:
        key = row.get("program_id")
        if not key:
            return {}
        if key in self.keys.get("programmes", ()):
            return {"programme": key}
        self.batch.remark("services", number, "program_id", f"programme {key} does not exist")
        return {}

    def _said_of(self, row: Row) -> dict[str, Any]:
        said = row.get("eligibility") or row.get("eligibility_description")
        return {
            "name": words.clean(row["name"], limit=300),
            **cells.texts(row, alternate_name=300, wait_time=300),
            **cells.texts(row, description=0, audience=0, fees=0),
            **cells.texts(row, application_process=0, opening_words=0),
            "eligibility": words.clean(said),
            "interpretation": words.clean(row.get("interpretation_services")),
            "email": cells.mail(row.get("email", "")),
            "website": words.link(row.get("website") or row.get("url")),
            "is_public": row.get("private", "").lower() not in {"true", "yes", "1"},
            "checked_at": times.moment_of(row.get("last_modified") or row.get("assured_date")),
        }

    def _line(self, service: str, at: list[str], organisation: str) -> dict[str, str]:
        """How a list shows it: whose it is, the first address, the nearest number."""
        lines = (
            f"service_id:{service}",
            *(f"location_id:{key}" for key in at),
            f"organization_id:{organisation}",
        )
        return {
            "organisation_name": self.names[organisation],
            "address": cells.one_line(self._address_of(at[0]) if at else {})[:600],
            "phone": next((self.lines[line] for line in lines if line in self.lines), ""),
        }

    def _codes_of(self, number: int, row: Row) -> tuple[tuple[str, str], ...]:
        codes = list(self.codes.get(row["id"], ()))
        for code in cells.split(row.get("taxonomy_ids", "")):
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
                **cells.texts(row, extension=20, department=120 if not personal else -1),
                "vanity": words.clean(row.get("vanity_number"), limit=60),
                **cells.texts(row, country_prefix=8),
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
            table="regular schedules",
        )

    def _holiday(self, number: int, row: Row) -> Listing | None:
        refs = self._opening("holiday schedules", number, row)
        first, last = cells.day(row["start_date"]), cells.day(row["end_date"])
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
            table="holiday schedules",
        )

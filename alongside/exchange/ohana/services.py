"""Services, their numbers and opening times."""

from typing import Any

from alongside.directory.rules import times, words
from alongside.directory.schemas import Listing
from alongside.exchange.ohana import categories, cells, places
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
        listing = Listing(
            row["id"],
            number,
            {**self._said_of(row), "status": self._status_of(number, row)},
            refs={"organisation": organisation, **self._programme_of(number, row)},
            at=tuple(at),
            languages=cells.languages(row.get("languages", "")),
            terms=self._codes_of(number, row),
            details=cells.details(row, payment="accepted_payments", keyword="keywords"),
            facts=cells.facts(row.get("facts", "")),
        )
        owner = ("services", listing)
        self._each("documents", "document", owner, "service", row, "required_documents")
        self._each("areas", "name", owner, "service", row, "service_areas")
        self._each("funding", "words", owner, "service", row, "funding_sources")
        return listing

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
            **cells.texts(row, alternate_name=300, wait_time=0),
            **cells.texts(row, description=0, audience=0, fees=0),
            **cells.texts(row, application_process=0, opening_words=0),
            "eligibility": words.clean(said),
            "interpretation": words.clean(row.get("interpretation_services")),
            "email": cells.mail(row.get("email", "")),
            "website": words.link(row.get("website") or row.get("url")),
            "is_public": row.get("private", "").lower() not in {"true", "yes", "1"},
            "accreditations": words.clean(row.get("accreditations")),
            "licences": words.clean(row.get("licenses")),
            "checked_at": times.moment_of(row.get("last_modified") or row.get("assured_date")),
        }

    def _codes_of(self, number: int, row: Row) -> tuple[tuple[str, str], ...]:
        codes = list(self.codes.get(row["id"], ()))
        for code in cells.split(row.get("taxonomy_ids", "")):
            if code in self.categories:
                codes.append((categories.OWN, code))
            else:
                self.batch.remark(
                    "services", number, "taxonomy_ids", f"category {code} does not exist"
                )
        return tuple(dict.fromkeys(codes))

    def _phone(self, number: int, row: Row) -> Listing | None:
        kind = row.get("number_type") or row.get("type", "")
        if not kind and "number_type" in row:
            self.batch.refuse("phones", number, "number_type", "is empty")
            return None
        refs = self._refs("phones", number, row, {**places.PARENTS, "contact_id": "contact"})
        personal = bool(row.get("contact_id"))
        if not refs:
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
            {
                "weekday": days[0] if len(days) == 1 else None,
                "opens_minute": opens,
                "closes_minute": closes,
                "every": "WEEKLY",
            },
            refs=refs,
            days=tuple(("day", day, None) for day in days),
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

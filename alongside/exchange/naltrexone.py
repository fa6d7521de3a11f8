"""Providers of naltrexone, one a row; several answers stand in one cell, split at commas.

There are neither identifiers nor positions: a key is made of name, street and town, and a
provider is found at its ZIP code.
"""

import re
from collections import Counter
from typing import Any

from alongside.directory.rules import words
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import facilities, files
from alongside.exchange.files import Row

TABLE = "providers"
NEEDED = ("name", "services", "street", "city_state", "phone", "insurance")
ABOUT = "Naltrexone (injection)"
FOUND_BY = "naltrexone medication addiction treatment"
_TOWN = re.compile(r"^(.*?),\s*([A-Z]{2})\s*(\d{4,5})?(?:-(\d{4}))?$")


def knows(given: files.Files) -> int:
    if len(given) != 1:
        return 0
    names = files.columns(files.only(given))
    return 3 if names.issuperset({"city_state", "treats", "insurance"}) else 0


def read(given: files.Files) -> Batch:
    return _Reader().read(files.only(given))


class _Reader:
    def __init__(self) -> None:
        tables = ("organisations", "locations", "addresses", "services", "phones")
        self.batch = Batch(rows={TABLE: 0}, listings={name: [] for name in tables})
        self.organisations: set[str] = set()
        self.seen: dict[str, int] = {}
        self.counts: Counter[tuple[str, str]] = Counter()

    def read(self, raw: bytes) -> Batch:
        for number, row in files.table(raw, NEEDED):
            self.batch.rows[TABLE] += 1
            self._row(number, row)
        for (column, said), count in self.counts.items():
            self.batch.remark(TABLE, 0, column, f"{said} ({count})")
        return self.batch

    def _row(self, number: int, row: Row) -> None:
        if not row["name"]:
            self.batch.refuse(TABLE, number, "name", "is empty")
            return
        key = facilities.key_of(row["name"], row["street"], row["city_state"])
        if key in self.seen:
            self.batch.refuse(TABLE, number, "", f"the same as row {self.seen[key]}")
            return
        self.seen[key] = number
        name, owner = words.clean(row["name"], limit=300), facilities.key_of(row["name"])
        if owner not in self.organisations:
            self.organisations.add(owner)
            self._add("organisations", owner, number, {"name": name})
        self._place(number, row, key, owner, name)
        self._service(number, row, key, owner, name)
        if row["phone"]:
            line = {"number": words.clean(row["phone"], limit=60), "kind": "voice"}
            self._add("phones", key, number, line, refs={"service": key})

    def _place(self, number: int, row: Row, key: str, owner: str, name: str) -> None:
        found = _TOWN.match(row["city_state"])
        if found is None:
            self.batch.remark(
                TABLE,
                number,
                "city_state",
                f"{row['city_state'][:60]} can't be told apart; kept whole",
            )
        town, region, postal, more = found.groups() if found else (row["city_state"], "", "", "")
        postal = (postal or "").zfill(5) if postal else ""
        self._add(
            "locations",
            key,
            number,
            {"name": name},
            refs={"organisation": owner},
            where=tuple(filter(None, (postal, ", ".join(filter(None, (town, region, "US")))))),
        )
        is_mobile = words.fold(row["street"]) == "mobile unit"
        address = {
            "kind": "physical",
            "street": "" if is_mobile else words.clean(row["street"], limit=255),
            "street_more": words.clean(row["street"], limit=255) if is_mobile else "",
            "town": words.clean(town, limit=120),
            "region": words.clean(region, limit=80),
            "postal": f"{postal}-{more}" if more else postal,
            "country": "US",
        }
        self._add("addresses", key, number, address, refs={"location": key})

    def _service(self, number: int, row: Row, key: str, owner: str, name: str) -> None:
        offered = self._split(row, "services", "rows or parts of them name no service; left empty")
        kinds = self._split(row, "type", "rows do not say of what type they are; left empty")
        treats = self._split(row, "treats", "rows do not say what they treat; left empty")
        insurance = words.clean(row["insurance"], limit=300)
        if not insurance:
            self.counts["insurance", "rows say nothing of insurance; left empty"] += 1
        self._add(
            "services",
            key,
            number,
            {
                "name": name,
                "description": "\n".join(filter(None, (ABOUT, ", ".join(offered)))),
                "audience": ", ".join(treats),
                "fees": insurance,
                "status": "active",
            },
            refs={"organisation": owner},
            at=(key,),
            details=tuple(("keyword", each[:300]) for each in (*offered, *kinds)),
            words=(" ".join((FOUND_BY, *offered, *treats)), name),
        )

    def _split(self, row: Row, column: str, said: str) -> list[str]:
        """The answers of one cell, each once; empty ones are counted and told of."""
        parts = [words.clean(part) for part in row.get(column, "").split(",")]
        if empty := sum(not part for part in parts):
            self.counts[column, said] += empty
        return list(dict.fromkeys(part for part in parts if part))

    def _add(
        self, table: str, key: str, number: int, values: dict[str, Any], **more: object
    ) -> None:
        listing = Listing(key, number, values, table=TABLE, **more)  # type: ignore[arg-type]
        self.batch.listings[table].append(listing)

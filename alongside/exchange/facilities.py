"""Treatment facilities, one a row: name, street, town, ZIP, position; without identifiers.

A key is made of what a row says it is, so that the same facility is known again. ZIP codes that
lost their zeros in a spreadsheet get them back. Where the street is withheld, so is the position.
"""

from collections import Counter
from hashlib import blake2s
from typing import Any

from alongside.directory.rules import positions, words
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import files
from alongside.exchange.files import Row

TABLE = "facilities"
COLUMNS = ("name1", "name2", "street1", "street2", "city", "state", "zip", "latitude", "longitude")
NEEDED = ("name1", "street1", "city", "state", "zip")
ABOUT = "Substance use treatment"
FOUND_BY = "substance use addiction treatment"


def knows(given: files.Files) -> int:
    if len(given) != 1:
        return 0
    names = files.columns(files.only(given))
    return 3 if names.issuperset({"name1", "street1", "zip"}) else 0


def read(given: files.Files) -> Batch:
    """Every row as an organisation's service at a place, or as a problem."""
    return _Reader().read(files.only(given))


def key_of(*parts: str) -> str:
    folded = "\n".join(words.fold(part) for part in parts)
    return blake2s(folded.encode(), digest_size=12).hexdigest()


class _Reader:
    def __init__(self) -> None:
        tables = ("organisations", "locations", "addresses", "services", "phones")
        self.batch = Batch(rows={TABLE: 0}, listings={name: [] for name in tables})
        self.organisations: set[str] = set()
        self.seen: dict[str, tuple[int, str]] = {}  # by key: row, and all that it says
        self.counts: Counter[str] = Counter()

    def read(self, raw: bytes) -> Batch:
        for number, row in files.table(raw, NEEDED):
            self.batch.rows[TABLE] += 1
            self._row(number, row)
        for said, count in self.counts.items():
            self.batch.remark(
                TABLE, 0, said.partition(":")[0], f"{said.partition(':')[2]} ({count})"
            )
        return self.batch

    def _row(self, number: int, row: Row) -> None:
        if empty := next((each for each in ("name1", "city") if not row.get(each)), ""):
            self.batch.refuse(TABLE, number, empty, "is empty")
            return
        postal = self._postal(row)
        names = (row["name1"], row.get("name2", ""))
        streets = (row["street1"], row.get("street2", ""))
        key = key_of(*names, *streets, row["city"], row["state"], postal)
        all_of_it = blake2s(repr(row).encode(), digest_size=12).hexdigest()
        if key in self.seen:
            first, before = self.seen[key]
            if before == all_of_it:
                self.batch.refuse(TABLE, number, "", f"the same as row {first}")
                return
            key = f"{key}~{all_of_it[:6]}"
            self.batch.remark(
                TABLE, number, "name1", f"the same name and address as row {first}; both are kept"
            )
        self.seen[key] = (number, all_of_it)
        self._listings(number, row, key, postal)

    def _postal(self, row: Row) -> str:
        said = row["zip"].partition("-")[0]
        if said.isdigit() and len(said) < 5:
            self.counts["zip:ZIP codes had lost their zeros, which were put back"] += 1
            said = said.zfill(5)
        more = row.get("zip4", "")
        return f"{said}-{more.zfill(4)}" if more.isdigit() else said

    def _listings(self, number: int, row: Row, key: str, postal: str) -> None:
        name, part = words.clean(row["name1"], limit=300), words.clean(row.get("name2"), limit=300)
        owner = self._owner(number, row, name)
        street = words.clean(row["street1"], limit=255)
        is_withheld = not any(sign.isalnum() for sign in street)
        position = self._position(number, row, is_withheld)
        town = ", ".join(filter(None, (row["city"], row["state"], "US")))
        self._add(
            "locations",
            key,
            number,
            {"name": part or name, **position},
            refs={"organisation": owner},
            where=(postal[:5], town),
        )
        address = {
            "kind": "physical",
            "street": "" if is_withheld else street,
            "street_more": words.clean(row.get("street2"), limit=255),
            "town": words.clean(row["city"], limit=120),
            "region": words.clean(row["state"], limit=80),
            "postal": postal[:20],
            "country": "US",
        }
        self._add("addresses", key, number, address, refs={"location": key})
        if phone := words.clean(row.get("phone"), limit=60):
            self._add(
                "phones", key, number, {"number": phone, "kind": "voice"}, refs={"location": key}
            )
        website = words.link(row.get("website"))
        self._add(
            "services",
            key,
            number,
            {"name": part or name, "description": ABOUT, "status": "active"}
            | ({"website": website} if website else {}),
            refs={"organisation": owner},
            at=(key,),
            words=(FOUND_BY, name),
        )

    def _owner(self, number: int, row: Row, name: str) -> str:
        owner = key_of(row["name1"])
        if owner not in self.organisations:
            self.organisations.add(owner)
            self._add("organisations", owner, number, {"name": name})
        return owner

    def _position(self, number: int, row: Row, is_withheld: bool) -> dict[str, float | None]:
        if is_withheld:
            self.batch.remark(
                TABLE, number, "street1", "the street is withheld; so its position is not kept"
            )
            return {"latitude": None, "longitude": None}
        latitude, longitude = _number(row.get("latitude")), _number(row.get("longitude"))
        if positions.valid(latitude, longitude):
            return {"latitude": latitude, "longitude": longitude}
        self.batch.remark(TABLE, number, "latitude", "not a position on the globe; never on a map")
        return {"latitude": None, "longitude": None}

    def _add(
        self, table: str, key: str, number: int, values: dict[str, Any], **more: object
    ) -> None:
        listing = Listing(key, number, values, table=TABLE, **more)  # type: ignore[arg-type]
        self.batch.listings[table].append(listing)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None

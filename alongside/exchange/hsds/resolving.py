"""Objects as listings: what they name has to exist, what they say has to be readable."""

from collections.abc import Iterator
from typing import Any

from alongside.directory.rules import positions, times
from alongside.directory.rules import words as plain
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import voices
from alongside.exchange.hsds import facts, values
from alongside.exchange.hsds.records import Record, Records
from alongside.exchange.hsds.shapes import ABOUT, BY, DAYS, SAID, SHAPES, Shape
from alongside.exchange.ohana import cells

# Whatever an object names has to come before it; itself apart.
ORDER = (
    "organization", "program", "taxonomy", "taxonomy_term", "unit", "location", "address",
    "accessibility", "service", "service_at_location", "contact", "phone", "schedule", "language",
    "service_area", "required_document", "cost_option", "funding", "organization_identifier",
    "url", "service_capacity", "meta_table_description", "attribute", "metadata",
)  # fmt: skip
FALLBACK = {"status": "inactive", "location_type": "physical", "address_type": "physical"}
CHECKED = ("last_modified", "assured_date")


class Resolving:
    def __init__(self, records: Records) -> None:
        self.records, self.batch = records, records.batch
        self.accepted: dict[str, set[str]] = {name: set() for name in SHAPES}
        self.details: dict[str, list[tuple[str, str]]] = {}
        self.facts: dict[str, set[voices.Voice]] = {}
        self.closed: set[tuple[str, int]] = {
            (each.table, each.row) for each in self.batch.problems if not each.kept
        }

    def batch_of(self) -> Batch:
        self._lend_places()
        self._gather_details()
        self.facts = facts.taken(self.records)
        for name in ORDER:
            shape = SHAPES[name]
            listings = self.batch.listings.setdefault(shape.table, [])
            for record in self.records.found[name].values():
                for listing in self._listings(shape, record):
                    listings.append(listing)
            if any(kind == name for _, kind in shape.parents.values()):
                self._mend_own(shape, listings)
        return self.batch

    def _lend_places(self) -> None:
        """A service of 1.0 names its one place itself."""
        offers = self.records.found["service_at_location"]
        known = {(*offer.parents.get("service_id", ()), *offer.parents.get("location_id", ()))
                 for offer in offers.values()}  # fmt: skip
        for key, record in self.records.found["service"].items():
            place = values.text(record.said.pop("location_id", ""), 90)
            if not place or (key, place) in known:
                continue
            if place not in self.records.found["location"]:
                self._remark(record, "location_id", f"{place[:60]} does not exist; left out")
                continue
            offer = Record(f"{key[:100]}@{place}", record.row, record.label, {})
            offer.belongs("service_id", key)
            offer.belongs("location_id", place)
            offers[offer.key] = offer

    def _gather_details(self) -> None:
        """Ways to pay and keywords: kept beside a service, since HSDS has no table for them."""
        for record in self.records.found["attribute"].values():
            label = record.said.get("label")
            text = values.text(record.said.get("value") or record.said.get("payment"), 300)
            for where, key in record.about:
                if label in SAID and where in {"service", ""} and text and not record.parents:
                    self.details.setdefault(key, []).append((str(label), text))

    def _listings(self, shape: Shape, record: Record) -> Iterator[Listing]:
        """One, or none where it is refused; more where it belongs to several of one kind."""
        found = self._values(shape, record)
        if found is None:
            return
        own, known = self._parents(shape, record)
        abouts = self._abouts(shape, record) if shape.is_about else [None]
        missing = [column for column in shape.must if not known.get(column)]
        if missing or (shape.some and not any(known.values())) or not abouts:
            self._refuse_orphan(shape, record, missing)
            return
        if shape.name == "attribute" and not known and not self._says(record):
            self._refuse(record, "taxonomy_term_id", "says nothing: no category and no value")
            return
        self.accepted[shape.name].add(record.key)
        copies = max([1, len(abouts), *map(len, known.values())])
        table = record.label if record.label != shape.table else ""
        for number in range(copies):
            refs = dict(own)
            for column, keys in known.items():
                if number < len(keys):
                    refs[column] = keys[number]
                elif column in shape.must:
                    refs[column] = keys[0]
            about = abouts[min(number, len(abouts) - 1)]
            key = record.key if not number else _copy(record.key, refs, about)
            yield Listing(
                key,
                record.row,
                found | self._by_kind(shape, record, refs),
                refs=refs,
                about=about,
                table=table,
                **self._more(shape, record, found),
            )

    def _says(self, record: Record) -> bool:
        texts = ("value", "label", "payment", "eligibility")
        return any(values.text(record.said.get(name)) for name in texts)

    def _refuse_orphan(self, shape: Shape, record: Record, missing: list[str]) -> None:
        if (record.label, record.row) in self.closed:
            return
        columns = [c for c, (ours, _) in shape.parents.items() if ours in missing or shape.some]
        column = columns[0] if columns else ABOUT.get(shape.name, ("", ""))[0]
        said = next(iter(record.parents.get(column, ())), "")
        if shape.is_about:
            said = next((key for _, key in record.about), "")
        reason = f"{said[:60]} does not exist" if said else "is empty: it belongs to nothing"
        self.batch.refuse(record.label, record.row, column, reason)

    def _parents(self, shape: Shape, record: Record) -> tuple[dict[str, str], dict[str, list[str]]]:
        """References to rows of its own kind, checked later; and the others that exist."""
        own: dict[str, str] = {}
        known: dict[str, list[str]] = {}
        for column, (ours, kind) in shape.parents.items():
            for key in record.parents.get(column, ()):
                if kind == shape.name:
                    own[ours] = key
                elif key in self.accepted[kind]:
                    known.setdefault(ours, []).append(key)
                elif ours not in shape.must and not (shape.some and len(record.parents) == 1):
                    self._remark(record, column, f"{kind} {key[:60]} does not exist; left out")
        return own, known

    def _mend_own(self, shape: Shape, listings: list[Listing]) -> None:
        """Parents of the same kind that were refused, or never there."""
        columns = {ours: c for c, (ours, kind) in shape.parents.items() if kind == shape.name}
        for listing in listings:
            for ours, column in columns.items():
                key = listing.refs.get(ours)
                if key and (key not in self.accepted[shape.name] or key == listing.key):
                    del listing.refs[ours]
                    label = listing.table or shape.table
                    reason = f"{key[:60]} does not exist; left out"
                    self.batch.remark(label, listing.row, column, reason)

    def _abouts(self, shape: Shape, record: Record) -> list[tuple[str, str] | None]:
        found: list[tuple[str, str] | None] = []
        for where, key in record.about:
            kinds = [where] if where else [kind for kind in ORDER if kind != shape.name]
            kind = next((kind for kind in kinds if key in self.accepted[kind]), "")
            if kind:
                found.append((SHAPES[kind].table, key))
        return found

    def _values(self, shape: Shape, record: Record) -> dict[str, Any] | None:
        """The columns, or None where a needed one is missing."""
        found: dict[str, Any] = {}
        for spec in shape.fields:
            value, reason = values.read(spec, record.said.get(spec.name))
            if value is None and spec.needed:
                self._refuse(record, spec.name, reason or "is empty")
                return None
            if reason:
                self._remark(record, spec.name, reason)
            if value is None and spec.kind == "choice":
                value = self._fallback(record, spec.name)
            if value is not None:
                found[spec.column] = value
        return found

    def _fallback(self, record: Record, name: str) -> str:
        if name == "status" and not record.said.get(name):
            return "active"
        return FALLBACK[name]

    def _by_kind(self, shape: Shape, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        make = getattr(self, f"_of_{shape.name}", None)
        return make(record, refs) if make else {}

    def _of_location(self, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        latitude, longitude = (cells.number(str(record.said.get(c, ""))) for c in _GLOBE)
        if positions.valid(latitude, longitude):
            return {"latitude": latitude, "longitude": longitude}
        if record.said.get("latitude") or record.said.get("longitude"):
            self._remark(record, "latitude", "not a position on the globe; never on a map")
        return {"latitude": None, "longitude": None}

    def _of_phone(self, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        number = values.text(record.said["number"], 60)
        if sum(sign.isalnum() for sign in number) < 7:
            self._remark(record, "number", f"{number} looks incomplete; kept as written")
        public = bool(refs.keys() & {"service", "location", "offer"}) or "contact" not in refs
        return {"is_public": public}

    def _of_service(self, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        said = (times.moment_of(values.text(record.said.get(name, ""))) for name in CHECKED)
        return {"checked_at": max(filter(None, said), default=None)}

    def _of_address(self, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        more = [values.text(record.said.get(f"address_{n}"), 80) for n in (2, 3, 4)]
        return {"street_more": ", ".join(filter(None, more))[:255]} if any(more[1:]) else {}

    def _of_taxonomy(self, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        return {"slug": plain.scheme(values.text(record.said["name"], 60))}

    def _of_taxonomy_term(self, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        scheme = self.records.found["taxonomy"].get(refs.get("scheme", ""))
        if record.said.get("taxonomy") or scheme is None:
            return {}
        return {"taxonomy": values.text(scheme.said.get("name"), 200)}

    def _of_attribute(self, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        said = record.said.get("payment") or record.said.get("eligibility")
        return {"value": values.text(said)} if said and not record.said.get("value") else {}

    def _of_schedule(self, record: Record, refs: dict[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        every = str(record.said.get("freq", "")).strip().upper()
        if every not in {"", "WEEKLY", "MONTHLY"}:
            self._remark(record, "freq", f"{every[:40]} is not known; left out")
        found["every"] = every if every in {"WEEKLY", "MONTHLY"} else ""
        week = str(record.said.get("wkst", "")).strip().upper()
        found["week_starts"] = week if week in DAYS else ""
        days = [day for by, day, number in self._days(record) if by == "day" and not number]
        interval = record.said.get("interval")
        if len(days) == 1 and every != "MONTHLY" and str(interval or 1) in {"1", "1.0"}:
            found["weekday"] = days[0]
        if str(record.said.get("closed", "")).strip().lower() in {"true", "yes", "1"}:
            found["is_closed"] = True
        return found

    def _days(self, record: Record) -> Iterator[tuple[str, int | None, int | None]]:
        said = values.text(record.said.get("byday") or record.said.get("weekday"))
        yield from (("day", day, number) for day, number in values.rule_days(said)[0])
        for name, by in BY.items():
            numbers, _ = values.rule_numbers(values.text(record.said.get(name)))
            yield from ((by, None, number) for number in numbers)

    def _more(self, shape: Shape, record: Record, found: dict[str, Any]) -> dict[str, Any]:
        """What else a listing carries."""
        if shape.name == "schedule":
            for name in ("byday", *BY):
                rule = values.rule_days if name == "byday" else values.rule_numbers
                odd = rule(values.text(record.said.get(name)))[1]
                if odd:
                    self._remark(record, name, f"{odd[0][:40]} can't be read; left out")
            return {"days": tuple(self._days(record))}
        if shape.name == "language":
            name, code = found.get("name", ""), str(found.get("code", "")).lower()
            named = name or code
            return {"languages": ((named, _tongue(name, code)),)} if named else {}
        if shape.name == "service":
            voices = sorted(self.facts.get(record.key, ()), key=repr)
            details = sorted(set(self.details.get(record.key, ())))
            return {"details": tuple(details), "facts": tuple(voices)}
        return {}

    def _refuse(self, record: Record, column: str, reason: str) -> None:
        if (record.label, record.row) not in self.closed:
            self.closed.add((record.label, record.row))
            self.batch.refuse(record.label, record.row, column, reason)

    def _remark(self, record: Record, column: str, reason: str) -> None:
        self.batch.remark(record.label, record.row, column, reason)


_GLOBE = ("latitude", "longitude")


def _copy(key: str, refs: dict[str, str], about: tuple[str, str] | None) -> str:
    """The same row for something else that it belongs to as well."""
    where = about or max(refs.items(), default=("", ""))
    return f"{key}@{where[0]}:{where[1]}"[:200]


def _tongue(name: str, code: str) -> str:
    """The code under which a search asks for a language."""
    known = cells.TONGUES.get(plain.fold(name)) or cells.TONGUES.get(plain.fold(code))
    return known or code.partition("-")[0][:8]

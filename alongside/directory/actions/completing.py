"""What every batch needs before it is compared, whatever the format: the relations that a
reader named in short, and how a service is shown in a list and found by words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2s

from alongside.directory.actions.tables import TABLES
from alongside.directory.rules import places, words
from alongside.directory.schemas import Batch, Listing

TAXONOMIES = {"211": "211 Human Services", "open-eligibility": "Open Eligibility"}
SPEAK = {"services": "service", "locations": "location"}
LINES = {"", "voice", "hotline"}  # numbers that somebody answers
LONGEST = 200


def _key(*parts: str) -> str:
    text = ":".join(parts)
    if len(text) <= LONGEST:
        return text
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _beside(listing: Listing, table: str) -> dict[str, str | int]:
    """Where it was read: it counts as the same row."""
    return {"row": listing.row, "table": listing.table or table}


def _add_terms(batch: Batch) -> None:
    carried = [
        (table, listing)
        for table, listings in batch.listings.items()
        for listing in listings
        if listing.terms
    ]
    said = dict(batch.terms)
    for _, listing in carried:
        for term in listing.terms:
            said.setdefault(term, ("", ""))
    if not said:
        return
    made = {listing.key for listing in batch.listings.get("terms", ())}
    schemes = {listing.key for listing in batch.listings.setdefault("taxonomies", [])}
    for slug in dict.fromkeys(taxonomy for taxonomy, _ in said if taxonomy not in schemes):
        values = {"slug": slug, "name": TAXONOMIES.get(slug, slug)}
        batch.listings["taxonomies"].append(Listing(slug, 0, values))
    terms = batch.listings.setdefault("terms", [])
    for (taxonomy, code), (name, parent) in said.items():
        refs = {"scheme": taxonomy}
        if (taxonomy, parent) in said:
            refs["parent"] = _key(taxonomy, parent)
        if _key(taxonomy, code) not in made:
            values = {"taxonomy": taxonomy, "code": code[:120], "name": name[:200]}
            terms.append(Listing(_key(taxonomy, code), 0, values, refs=refs))
    attributes = batch.listings.setdefault("attributes", [])
    for table, listing in carried:
        for taxonomy, code in dict.fromkeys(listing.terms):
            attributes.append(
                Listing(
                    _key(table, listing.key, taxonomy, code),
                    values={},
                    refs={"term": _key(taxonomy, code)},
                    about=(table, listing.key),
                    **_beside(listing, table),  # type: ignore[arg-type]
                )
            )


def _add_languages(batch: Batch) -> None:
    for table, column in SPEAK.items():
        for listing in batch.listings.get(table, ()):
            for name, code in dict(listing.languages).items():
                batch.listings.setdefault("languages", []).append(
                    Listing(
                        _key(table, listing.key, name),
                        values={"name": name, "code": code},
                        refs={column: listing.key},
                        languages=((name, code),),
                        **_beside(listing, table),  # type: ignore[arg-type]
                    )
                )


def _add_offers(batch: Batch) -> None:
    offers = batch.listings.setdefault("offers", [])
    for listing in batch.listings["services"]:
        for place in dict.fromkeys(listing.at):
            offers.append(
                Listing(
                    _key(listing.key, "at", place),
                    values={},
                    refs={"service": listing.key, "location": place},
                    **_beside(listing, "services"),  # type: ignore[arg-type]
                )
            )


def _add_days(batch: Batch) -> None:
    """Of a schedule that says its one weekday."""
    listings = batch.listings["schedules"]
    listings[:] = [
        replace(listing, days=(("day", listing.values["weekday"], None),))
        if listing.values.get("weekday") is not None and not listing.days
        else listing
        for listing in listings
    ]


def _say_where(batch: Batch) -> None:
    """Of a location without a position, where its addresses are."""
    found: dict[str, list[str]] = {}
    for listing in batch.listings.get("addresses", ()):
        if _is_shown(listing):
            found.setdefault(listing.refs.get("location", ""), []).extend(_where(listing))
    listings = batch.listings.get("locations", [])
    listings[:] = [
        replace(listing, where=tuple(dict.fromkeys(found.get(listing.key, ()))))
        if not listing.where and listing.key in found
        else listing
        for listing in listings
    ]


def _is_shown(address: Listing) -> bool:
    return address.values.get("kind") != "postal" and address.values.get("is_public", True)


def _where(address: Listing) -> Iterator[str]:
    """Ways to write the place of an address that the gazetteer may know, the best first."""
    said = address.values
    if said.get("postal") and places.asked(said["postal"]).postal:
        yield said["postal"]
    town = ", ".join(filter(None, (said.get(c) for c in ("town", "region", "country"))))
    if town:
        yield town


class _Lines:
    """Whose a service is, its first address and the nearest number; and the words to find it
    by. They are in its values, so that a service changes when one of them does."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.owners = {each.key: each for each in batch.listings.get("organisations", ())}
        self.terms = {each.key: each for each in batch.listings.get("terms", ())}
        self.at: dict[str, list[str]] = {}
        hidden = {
            each.key
            for each in batch.listings.get("locations", ())
            if not each.values.get("is_public", True)
        }
        self.offered: dict[str, str] = {}
        for offer in batch.listings.get("offers", ()):
            self.offered[offer.key] = offer.refs["location"]
            if offer.refs["location"] not in hidden:
                self.at.setdefault(offer.refs["service"], []).append(offer.refs["location"])
        self.streets: dict[str, str] = {}
        for address in batch.listings.get("addresses", ()):
            if _is_shown(address):
                self.streets.setdefault(address.refs.get("location", ""), _one_line(address))
        self.numbers: dict[tuple[str, str], str] = {}
        for phone in batch.listings.get("phones", ()):
            kind = phone.values.get("kind", "").lower()
            is_shown = phone.values.get("is_public", True) and not hidden & {*self._places(phone)}
            if kind in LINES and is_shown:
                for column, key in phone.refs.items():
                    self.numbers.setdefault((column, key), phone.values["number"])
        self.named: dict[str, list[Listing]] = {}
        for attribute in batch.listings.get("attributes", ()):
            if attribute.about and attribute.about[0] == "services" and "term" in attribute.refs:
                term = self.terms[attribute.refs["term"]]
                self.named.setdefault(attribute.about[1], []).append(term)

    def _places(self, phone: Listing) -> Iterator[str]:
        """Where somebody answers: a number of a place that hides leads there."""
        yield phone.refs.get("location", "")
        yield self.offered.get(phone.refs.get("offer", ""), "")

    def write(self) -> None:
        services = self.batch.listings["services"]
        services[:] = [self._completed(listing) for listing in services]

    def _completed(self, listing: Listing) -> Listing:
        at, owner = self.at.get(listing.key, []), listing.refs.get("organisation", "")
        name = self.owners[owner].values["name"] if owner in self.owners else ""
        lines = (("service", listing.key), *(("location", key) for key in at))
        listing.values.setdefault("organisation_name", name)
        listing.values.setdefault(
            "address", next((self.streets[key] for key in at if key in self.streets), "")
        )
        listing.values.setdefault(
            "phone",
            next(
                (self.numbers[line] for line in (*lines, ("organisation", owner))
                 if line in self.numbers), "",
            ),
        )  # fmt: skip
        terms = sorted(self.named.get(listing.key, []), key=_term_order)
        codes = (
            (words.scheme(term.values.get("taxonomy", "")), term.values.get("code", ""))
            for term in terms
        )
        return replace(
            listing,
            terms=listing.terms or tuple(codes),
            words=listing.words or tuple(self._words(listing, terms, name)),
        )

    def _words(self, listing: Listing, terms: Iterable[Listing], owner: str) -> Iterator[str]:
        named = " ".join(term.values["name"] for term in terms)
        keywords = " ".join(text for kind, text in listing.details if kind == "keyword")
        yield f"{named} {keywords}".strip()
        yield owner
        yield listing.values.get("alternate_name", "")
        yield listing.values.get("description", "")


def _term_order(term: Listing) -> tuple[str, str, str]:
    """The same wherever they stand in a file: another order is no change."""
    said = term.values
    return said.get("taxonomy", ""), said.get("code", ""), said.get("name", "")


def _one_line(address: Listing) -> str:
    columns = ("street", "street_more", "town", "region", "postal")
    return ", ".join(filter(None, (address.values.get(c, "")[:160] for c in columns)))[:600]


class Completing:
    """Nothing happens to a batch that is complete."""

    def __init__(self, batch: Batch) -> None:
        if batch.is_complete:
            return
        batch.is_complete = True
        if "services" in batch.listings:
            for name in TABLES:  # what it does not say any more is gone
                if name != "meetings":
                    batch.listings.setdefault(name, [])
        _add_terms(batch)
        _add_languages(batch)
        if "services" in batch.listings:
            _add_days(batch)
            _add_offers(batch)
            _say_where(batch)
            _Lines(batch).write()

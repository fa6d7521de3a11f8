"""Categories, and which services carry them."""

import csv
import io
import json

from alongside.directory.rules import words
from alongside.directory.schemas import Listing
from alongside.exchange.ohana import cells, folder

OWN = "open-eligibility"
CATEGORY_FILES = {
    "service_icarol_categories.json": "211",
    "service_categories.json": OWN,
}


class Categories(folder.Folder):
    def _categories(self) -> None:
        by_id: dict[str, str] = {}
        known: set[str] = set()
        later: list[tuple[int, str, str, str]] = []
        for number, row in self._rows("categories"):
            code = row.get("taxonomy_id") or row.get("code") or row.get("id", "")
            if not code:
                self.batch.refuse("categories", number, "taxonomy_id", "is empty")
                continue
            by_id[row.get("id") or code] = by_id[code] = code
            known.add(code)
            later.append((number, code, row["name"], row.get("parent_id", "")))
        self._mapped(by_id)
        while lost := [each for each in later if each[3] and by_id.get(each[3]) not in known]:
            for each in lost:  # whatever is below one of them is lost with it
                number, code, _, parent = each
                self.batch.refuse("categories", number, "parent_id", f"{parent} does not exist")
                later.remove(each)
                known.discard(code)
        for number, code, name, parent in later:
            above = {"parent": f"{OWN}:{by_id[parent]}"} if parent else {}
            self.categories.add(code)
            self.batch.listings.setdefault("terms", []).append(
                Listing(
                    f"{OWN}:{code}",
                    number,
                    {"taxonomy": OWN, "code": code[:120], "name": words.clean(name, limit=200)},
                    refs={"scheme": OWN, **above},
                    table="categories",
                )
            )
        if later:
            self.batch.listings["taxonomies"] = [
                Listing(OWN, 0, {"slug": OWN, "name": "Open Eligibility"})
            ]

    def _mapped(self, by_id: dict[str, str]) -> None:
        names = self._names_of_codes()
        for name, taxonomy in CATEGORY_FILES.items():
            if name not in self.files:
                continue
            try:
                said = json.loads(cells.decoded(self.files[name], name))
            except ValueError as error:
                raise cells.Unreadable(f"{name}: {error}") from error
            if not isinstance(said, dict):
                raise cells.Unreadable(f"{name}: not a list of services with their categories")
            for service, codes in said.items():
                for code in dict.fromkeys(str(code) for code in codes):
                    code = by_id.get(code, code) if taxonomy == OWN else code
                    if taxonomy == "211":
                        self.batch.terms.setdefault(
                            ("211", code), (names.get(code, ""), cells.parent(code))
                        )
                    self.codes.setdefault(str(service), []).append((taxonomy, code[:40]))

    def _names_of_codes(self) -> dict[str, str]:
        if "taxonomy_mapping.csv" not in self.files:
            return {}
        text = cells.decoded(self.files["taxonomy_mapping.csv"], "taxonomy_mapping.csv")
        return {
            (row.get("211 Code") or "").strip(): words.clean(row.get("211 Name"), limit=200)
            for row in csv.DictReader(io.StringIO(text, newline=""))
        }

    def _offers(self) -> None:
        """HSDS: services at further places."""
        for name in ("service_at_locations.csv", "service_at_location.csv"):
            if name in self.files:
                text = cells.decoded(self.files[name], name)
                for row in csv.DictReader(io.StringIO(text, newline="")):
                    self.more.setdefault(row.get("service_id") or "", []).append(
                        row.get("location_id") or ""
                    )

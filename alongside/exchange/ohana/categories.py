"""Categories, and which services carry them."""

import csv
import io
import json

from alongside.directory.rules import words
from alongside.exchange.ohana import cells, folder

CATEGORY_FILES = {
    "service_icarol_categories.json": "211",
    "service_categories.json": "open-eligibility",
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
            by_id[row.get("id") or code] = code
            known.add(code)
            later.append((number, code, row["name"], row.get("parent_id", "")))
        for number, code, name, parent in later:
            if parent and by_id.get(parent, parent) not in known:
                self.batch.refuse("categories", number, "parent_id", f"{parent} does not exist")
                continue
            parent = parent if parent in known else by_id.get(parent, "")
            self.batch.terms["open-eligibility", code] = (words.clean(name, limit=200), parent)
        self._mapped(by_id)

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
                    code = by_id.get(code, code) if taxonomy == "open-eligibility" else code
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

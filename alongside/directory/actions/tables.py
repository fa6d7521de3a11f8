"""The tables that an import fills, and what of one of them is new, changed, the same or gone."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models as orm

from alongside.core import ids
from alongside.directory import models, schemas
from alongside.directory.models.listings import Listed
from alongside.directory.rules import changes

OWNERS = {"organisation": "organisations", "location": "locations", "service": "services"}
REACHED = {**OWNERS, "offer": "offers"}

# Parents first. Each with the columns that name another listing.
TABLES: dict[str, tuple[type[orm.Model], dict[str, str]]] = {
    "organisations": (models.ListedOrganisation, {"parent": "organisations"}),
    "programmes": (models.ListedProgramme, {"organisation": "organisations"}),
    "taxonomies": (models.Taxonomy, {}),
    "terms": (models.Term, {"scheme": "taxonomies", "parent": "terms"}),
    "units": (models.Unit, {}),
    "locations": (models.Location, {"organisation": "organisations"}),
    "addresses": (models.PostalAddress, {"location": "locations"}),
    "accessibility": (models.Accessibility, {"location": "locations"}),
    "services": (models.Service, {"organisation": "organisations", "programme": "programmes"}),
    "offers": (models.ServiceAtLocation, {"service": "services", "location": "locations"}),
    "contacts": (models.Contact, REACHED),
    "phones": (models.Phone, {**REACHED, "contact": "contacts"}),
    "schedules": (
        models.Schedule,
        {"location": "locations", "service": "services", "offer": "offers"},
    ),
    "languages": (
        models.Spoken,
        {"location": "locations", "service": "services", "phone": "phones"},
    ),
    "areas": (models.ServiceArea, {"service": "services", "offer": "offers"}),
    "documents": (models.RequiredDocument, {"service": "services"}),
    "costs": (models.CostOption, {"service": "services"}),
    "funding": (models.Funding, {"organisation": "organisations", "service": "services"}),
    "identifiers": (models.Identifier, {"organisation": "organisations"}),
    "websites": (models.Website, {"organisation": "organisations", "service": "services"}),
    "capacities": (models.Capacity, {"service": "services", "unit": "units"}),
    "attributes": (models.Attribute, {"term": "terms"}),
    "metadata": (models.Metadata, {}),
    "table descriptions": (models.TableDescription, {}),
    "bodies": (models.ServiceBody, {"parent": "bodies"}),
    "meetings": (models.Meeting, {"body": "bodies"}),
}
CHUNK = 500  # rows, below every database's limit of parameters


class Table:
    """One table of a stage. Rows are built where they are shelved, so that they need not all
    be held at once; `rows` are those that were built before (meetings)."""

    def __init__(self, name: str, listings: list[schemas.Listing], source: models.Source) -> None:
        self.name, self.listings, self.source = name, listings, source
        self.model: Any = TABLES[name][0]
        self.parents = TABLES[name][1]
        self.is_listed = issubclass(self.model, Listed) or name == "meetings"
        self.pks: dict[str, uuid.UUID] = {}
        self.marks: dict[str, str] = {}
        self.new: list[schemas.Listing] = []
        self.changed: list[schemas.Listing] = []
        self.moved: list[schemas.Listing] = []  # the same, but what they copy from is not
        self.gone: list[uuid.UUID] = []
        self.keys_new: set[str] = set()
        self.keys_changed: set[str] = set()
        self.rows: dict[uuid.UUID, Any] = {}
        self.left = 0  # of all that is there afterwards, added up
        self._compare()

    def _compare(self) -> None:
        columns = ("pk", "key", "mark", *(["retired_at"] if self.is_listed else []))
        kept = self.model.objects.filter(source_id=self.source.pk).values_list(*columns)
        before = {key: (pk, mark, *rest) for pk, key, mark, *rest in kept}
        for listing in self.listings:
            pk, mark, *rest = before.pop(listing.key, (None, ""))
            digest = listing.mark
            self.left += changes.number_of(self.name, listing.key, digest)
            if pk is None:
                self.new.append(listing)
                self.keys_new.add(listing.key)
            else:
                self.pks[listing.key] = pk
                if mark == digest and not any(rest):
                    continue
                self.changed.append(listing)
                self.keys_changed.add(listing.key)
            self.marks[listing.key] = digest
        self._name_new()
        self.gone = [pk for pk, _, *rest in before.values() if not any(rest)]

    def _name_new(self) -> None:
        """Ours are new UUIDs, or the source's own where those are free."""
        own = {key: pk for key in self.keys_new if (pk := ids.parse(key)) and len(key) == 36}
        taken = {
            pk
            for chunk in self.chunks(list(own.values()))
            for pk in self.model.objects.filter(pk__in=chunk).values_list("pk", flat=True)
        }
        for listing in self.new:
            pk = own.get(listing.key)
            self.pks[listing.key] = pk if pk and pk not in taken else ids.new()
            taken.add(self.pks[listing.key])

    @staticmethod
    def chunks(items: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
        for start in range(0, len(items), size):
            yield items[start : start + size]

    @property
    def touched(self) -> list[schemas.Listing]:
        return [*self.new, *self.changed]

    def fate(self, listing: schemas.Listing) -> str:
        if listing.key in self.keys_new:
            return "added"
        return "changed" if listing.key in self.keys_changed else "same"

    def said(
        self, listing: schemas.Listing, tables: Mapping[str, "Table"], **more: Any
    ) -> dict[str, Any]:
        """The columns of a listing's row; `tables` hold the ids of what it names."""
        refs: dict[str, Any] = {
            f"{column}_id": tables[self.parents[column]].pks[key]
            for column, key in listing.refs.items()
        }
        if listing.about:
            entity, key = listing.about
            refs |= {"entity": entity, "thing": tables[entity].pks[key]}
            if entity == "services" and self.name == "attributes":
                refs["service_id"] = refs["thing"]
        return {
            "id": self.pks[listing.key],
            "source_id": self.source.pk,
            "key": listing.key,
            "mark": self.marks.get(listing.key) or listing.mark,
            **listing.values,
            **refs,
            **more,
        }

    def built(self, listing: schemas.Listing, tables: Mapping[str, "Table"]) -> Any:
        return self.model(**self.said(listing, tables))

    def forget(self) -> None:
        """What is a part of something is deleted; what has an address says that it is gone."""
        for chunk in self.chunks(self.gone):
            self.model.objects.filter(pk__in=chunk).delete()

    def retire(self, now: Any) -> None:
        for chunk in self.chunks(self.gone):
            self.model.objects.filter(pk__in=chunk).update(retired_at=now)

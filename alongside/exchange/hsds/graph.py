"""Some services or organisations with all that belongs to them, in as many queries however many
there are, and as nested objects of HSDS."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Self

from django.db.models import Q

from alongside.directory.policy import published
from alongside.exchange.hsds import facts, writing
from alongside.exchange.hsds.shapes import ENTITIES, SHAPES
from alongside.exchange.hsds.writing import Object

PKs = Collection[uuid.UUID]
# Tables that are parts of others; phones before the languages spoken on them.
PARTS = (
    "address", "accessibility", "contact", "phone", "schedule", "language", "service_area",
    "required_document", "cost_option", "funding", "organization_identifier", "url",
    "service_capacity",
)  # fmt: skip
OWN = ("locations", "services")  # of an organisation, that are left out where it is nested


def term(row: Any) -> Object:
    said = writing.plain(SHAPES["taxonomy_term"], row)
    if row.parent_id:
        said["parent_id"] = str(row.parent_id)
    if row.scheme_id:
        said["taxonomy_detail"] = writing.plain(SHAPES["taxonomy"], row.scheme)
    return said


class Graph:
    def __init__(self, *, is_answer: bool = False) -> None:
        """An answer says when a service changed here, for whoever asks what is new; what is
        carried to another house, when it was changed at its source or by people."""
        self.is_answer = is_answer
        self.rows: dict[str, dict[uuid.UUID, Any]] = defaultdict(dict)
        self.inside: dict[tuple[str, str, uuid.UUID], list[Any]] = defaultdict(list)
        self.notes: dict[tuple[str, uuid.UUID], list[Any]] = defaultdict(list)
        self.above: set[uuid.UUID] = set()  # parent organisations that may be named

    def of_services(self, pks: PKs) -> Self:
        services = (
            published.rows("services").filter(pk__in=pks).prefetch_related("details", "facts")
        )
        self._keep("service", services)
        self._keep("service_at_location", published.rows("offers").filter(service__in=pks))
        self._places()
        return self._owners()._parts()

    def of_offers(self, pks: PKs) -> Self:
        offers = list(published.rows("offers").filter(pk__in=pks))
        self._keep("service_at_location", offers)
        services = published.rows("services").filter(pk__in={each.service_id for each in offers})
        self._keep("service", services.prefetch_related("details", "facts"))
        self._places()
        return self._owners()._parts()

    def lines_of_services(self, pks: PKs) -> Self:
        """Only services with their organisations and programmes."""
        self._keep("service", published.rows("services").filter(pk__in=pks))
        return self._owners()

    def lines_of_offers(self, pks: PKs) -> Self:
        offers = list(published.rows("offers").filter(pk__in=pks))
        self._keep("service_at_location", offers)
        self._places()
        return self.lines_of_services({each.service_id for each in offers})

    def of_organisations(self, pks: PKs, *, with_services: bool = False) -> Self:
        self._keep("organization", published.rows("organisations").filter(pk__in=pks))
        self._keep("program", published.rows("programmes").filter(organisation__in=pks))
        self._keep("location", published.rows("locations").filter(organisation__in=pks))
        services = published.rows("services").filter(organisation__in=pks)
        self._keep("service", services.prefetch_related("details", "facts"))
        if with_services:
            found = published.rows("offers").filter(service__in=self.rows["service"])
            self._keep("service_at_location", found)
            self._places()
        return self._parts()

    def services_alone(self, pks: PKs) -> Self:
        """With all that is theirs; of their places and organisations only the rows."""
        services = published.rows("services").filter(pk__in=pks)
        self._keep("service", services.prefetch_related("details", "facts"))
        self._keep("service_at_location", published.rows("offers").filter(service__in=pks))
        self._parts()
        self._places()
        return self._owners()

    def organisations_alone(self, pks: PKs) -> Self:
        self._keep("organization", published.rows("organisations").filter(pk__in=pks))
        return self._parts()

    def of_locations(self, pks: PKs) -> Self:
        self._keep("location", published.rows("locations").filter(pk__in=pks))
        return self._parts()

    def _keep(self, name: str, found: Iterable[Any]) -> None:
        shape = SHAPES[name]
        for row in found:
            if row.pk in self.rows[name]:
                continue
            self.rows[name][row.pk] = row
            for ours, kind in shape.parents.values():
                key = getattr(row, f"{ours}_id")
                if key is not None:
                    self.inside[name, kind, key].append(row)

    def _places(self) -> None:
        wanted = {each.location_id for each in self.rows["service_at_location"].values()}
        missing = wanted - self.rows["location"].keys()
        self._keep("location", published.rows("locations").filter(pk__in=missing))

    def _owners(self) -> Self:
        services = self.rows["service"].values()
        owners = {each.organisation_id for each in services}
        self._keep("organization", published.rows("organisations").filter(pk__in=owners))
        programmes = published.rows("programmes").filter(organisation__in=owners)
        self._keep("program", programmes)
        return self

    def _parts(self) -> Self:
        for name in PARTS:
            asked = Q(pk__in=())
            for ours, kind in SHAPES[name].parents.values():
                if self.rows.get(kind):
                    asked |= Q(**{f"{ours}__in": list(self.rows[kind])})
            found = published.rows(SHAPES[name].table).filter(asked)
            if name == "service_capacity":
                found = found.select_related("unit", "source")
            self._keep(name, found.order_by("pk"))
        above = {each.parent_id for each in self.rows["organization"].values()}
        shown = published.rows("organisations").filter(pk__in=above - {None})
        self.above = set(shown.values_list("pk", flat=True))
        units = {each.unit_id: each.unit for each in self.rows["service_capacity"].values()}
        self.rows["unit"].update(units)
        self._notes("attribute", "attributes")
        self._notes("metadata", "metadata")
        return self

    def _notes(self, name: str, table: str) -> None:
        things = [pk for rows in self.rows.values() for pk in rows]
        found = published.rows(table).filter(thing__in=things).order_by("pk")
        if name == "attribute":
            found = found.select_related("term__scheme")
        for row in found:
            self.rows[name][row.pk] = row
            entity = ENTITIES.get(row.entity, "")
            if row.thing in self.rows.get(entity, ()):
                self.notes[name, row.thing].append(row)

    def nested(self, name: str, pk: uuid.UUID, *, without: Collection[str] = ()) -> Object:
        """An object with all that is in it, but not what it is in."""
        shape, row = SHAPES[name], self.rows[name][pk]
        said = self._plain(name, row)
        for title, kind in shape.many.items():
            if title in without or title in {"physical_addresses", "postal_addresses"}:
                continue
            if kind in {"attribute", "metadata"}:
                inner = [self._note(kind, each) for each in self.notes[kind, pk]]
            else:
                inner = [self.nested(kind, each.pk) for each in self.inside[kind, name, pk]]
            if inner:
                said[title] = sorted(inner, key=_id)
        self._add(name, row, said)
        return said

    def _plain(self, name: str, row: Any) -> Object:
        said = writing.plain(SHAPES[name], row)
        return said | writing.changed(row) if self.is_answer and name == "service" else said

    def _add(self, name: str, row: Any, said: Object) -> None:
        """What stands beside what is nested."""
        if name == "service_at_location" and row.location_id in self.rows["location"]:
            said["location"] = self.nested("location", row.location_id)
        elif name == "service_capacity":
            said["unit"] = self.nested("unit", row.unit_id)
        elif name == "organization" and row.parent_id in self.above:
            said["parent_organization_id"] = str(row.parent_id)
        elif name == "service":
            more = writing.details(row, self.notes["attribute", row.pk]) + facts.attributes(row)
            if more:
                said["attributes"] = sorted([*said.get("attributes", []), *more], key=_id)

    def _note(self, kind: str, row: Any) -> Object:
        said = writing.plain(SHAPES[kind], row)
        if kind == "attribute":
            said["link_entity"] = ENTITIES[row.entity]
            if row.term_id:
                said["taxonomy_term"] = term(row.term)
            notes = [self._note("metadata", each) for each in self.notes["metadata", row.pk]]
            if notes:
                said["metadata"] = notes
        return said

    def service(self, pk: uuid.UUID) -> Object:
        """Fully nested, with its organisation and programme."""
        row = self.rows["service"][pk]
        said = self.nested("service", pk)
        if row.organisation_id in self.rows["organization"]:
            said["organization"] = self.nested("organization", row.organisation_id, without=OWN)
        if row.programme_id in self.rows["program"]:
            said["program"] = self.nested("program", row.programme_id)
        return said

    def service_line(self, pk: uuid.UUID) -> Object:
        """As a list has it: with its organisation and programme, nothing else."""
        row = self.rows["service"][pk]
        said = self._plain("service", row)
        for name, column in (("organization", "organisation_id"), ("program", "programme_id")):
            key = getattr(row, column)
            if key in self.rows[name]:
                said[name] = writing.plain(SHAPES[name], self.rows[name][key])
        return said

    def offer(self, pk: uuid.UUID) -> Object:
        row = self.rows["service_at_location"][pk]
        return {
            **self.nested("service_at_location", pk),
            "service": self.service(row.service_id),
        }

    def offer_line(self, pk: uuid.UUID) -> Object:
        row = self.rows["service_at_location"][pk]
        said = writing.plain(SHAPES["service_at_location"], row)
        if row.location_id in self.rows["location"]:
            place = self.rows["location"][row.location_id]
            said["location"] = writing.plain(SHAPES["location"], place)
        return said | {"service": self.service_line(row.service_id)}

    def organisation(self, pk: uuid.UUID, *, full_service: bool = False) -> Object:
        """Fully nested; of its services the ids, or all of each."""
        said = self.nested("organization", pk, without=("services",))
        services = self.inside["service", "organization", pk]
        if services:
            said["services"] = [
                self.nested("service", each.pk) if full_service else _line(each)
                for each in services
            ]
        return said


def _id(said: Object) -> str:
    return str(said["id"])


def _line(service: Any) -> Object:
    return {
        name: value
        for name, value in writing.plain(SHAPES["service"], service).items()
        if name in {"id", "name", "status", "description"}
    }

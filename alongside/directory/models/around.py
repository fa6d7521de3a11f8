"""What HSDS says around organisations and services: money, papers, areas, room, addresses."""

from typing import Any, ClassVar

from django.db import models

from alongside.directory.models.listings import PART, ListedOrganisation, Part, declared, keyed
from alongside.directory.models.services import Service, ServiceAtLocation


def _of(model: Any, name: str) -> Any:
    return models.ForeignKey(model, models.CASCADE, null=True, blank=True, related_name=name)


class Identifier(Part):
    """What others call an organisation, such as its number in a company register."""

    organisation = models.ForeignKey(ListedOrganisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=200, blank=True, default="")
    kind = models.CharField(max_length=200)
    identifier = models.CharField(max_length=200)

    privacy = declared(PART, "organisation scheme kind identifier")

    class Meta:
        constraints: ClassVar = [keyed("one_identifier_per_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"


class Website(Part):
    """A further web address of an organisation or a service."""

    organisation = _of(ListedOrganisation, "websites")
    service = _of(Service, "websites")
    label = models.CharField(max_length=200, blank=True, default="")
    url = models.CharField(max_length=500)

    privacy = declared(PART, "organisation service label url")

    class Meta:
        constraints: ClassVar = [keyed("one_website_per_key")]

    def __str__(self) -> str:
        return self.label or self.url


class Funding(Part):
    """Who pays for an organisation or a service."""

    organisation = _of(ListedOrganisation, "funding")
    service = _of(Service, "funding")
    words = models.TextField(blank=True, default="")

    privacy = declared(PART, "organisation service words")

    class Meta:
        constraints: ClassVar = [keyed("one_funding_per_key")]

    def __str__(self) -> str:
        return self.words


class ServiceArea(Part):
    """Where people must live to use a service."""

    service = _of(Service, "areas")
    offer = _of(ServiceAtLocation, "areas")
    name = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    extent = models.TextField(blank=True, default="")
    extent_type = models.CharField(max_length=60, blank=True, default="")
    uri = models.CharField(max_length=500, blank=True, default="")

    privacy = declared(PART, "service offer name description extent extent_type uri")

    class Meta:
        constraints: ClassVar = [keyed("one_area_per_key")]

    def __str__(self) -> str:
        return self.name


class RequiredDocument(Part):
    """What to bring."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="documents")
    document = models.TextField(blank=True, default="")
    uri = models.CharField(max_length=500, blank=True, default="")

    privacy = declared(PART, "service document uri")

    class Meta:
        constraints: ClassVar = [keyed("one_document_per_key")]

    def __str__(self) -> str:
        return self.document


class CostOption(Part):
    """One price, for whom and when."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="costs")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    option = models.TextField(blank=True, default="")
    currency = models.CharField(max_length=20, blank=True, default="")
    amount = models.FloatField(null=True, blank=True)
    amount_description = models.TextField(blank=True, default="")

    privacy = declared(
        PART, "service valid_from valid_to option currency amount amount_description"
    )

    class Meta:
        constraints: ClassVar = [keyed("one_cost_per_key")]

    def __str__(self) -> str:
        return self.option


class Unit(Part):
    """What a capacity is counted in, such as beds."""

    name = models.CharField(max_length=200)
    scheme = models.CharField(max_length=200, blank=True, default="")
    identifier = models.CharField(max_length=200, blank=True, default="")
    uri = models.CharField(max_length=500, blank=True, default="")

    privacy = declared(PART, "name scheme identifier uri")

    class Meta:
        constraints: ClassVar = [keyed("one_unit_per_key")]

    def __str__(self) -> str:
        return self.name


class Capacity(Part):
    """How many of a unit a service has free."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="capacities")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="capacities")
    available = models.FloatField()
    maximum = models.FloatField(null=True, blank=True)
    description = models.TextField(blank=True, default="")
    counted_at = models.DateTimeField(null=True, blank=True)  # HSDS: updated

    privacy = declared(PART, "service unit available maximum description counted_at")

    class Meta:
        constraints: ClassVar = [keyed("one_capacity_per_key")]

    def __str__(self) -> str:
        return f"{self.available} {self.unit_id}"

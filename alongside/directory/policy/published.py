"""What may leave the house as data (the HSDS API, exports): what a page may show, and no row
that belongs to anything private, whatever else it belongs to."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.directory import models, policy

PRIVATE = ("organisation", "location", "service", "offer__service", "offer__location")
PARTS: dict[str, Any] = {
    "taxonomies": models.Taxonomy, "terms": models.Term, "units": models.Unit,
    "accessibility": models.Accessibility, "languages": models.Spoken,
    "areas": models.ServiceArea,
    "documents": models.RequiredDocument,
    "costs": models.CostOption, "funding": models.Funding,
    "identifiers": models.Identifier,
    "websites": models.Website,
    "capacities": models.Capacity,
    "attributes": models.Attribute,
    "table descriptions": models.TableDescription,
}  # fmt: skip


def rows(table: str) -> QuerySet[Any]:
    """The rows of one table of `directory.actions.tables` that may be given away. Whether what
    they belong to is there is for the caller to see."""
    made: dict[str, Callable[[], QuerySet[Any]]] = {
        "organisations": organisations,
        "programmes": lambda: _shown(
            models.ListedProgramme.objects.filter(retired_at=None, is_public=True)
        ),
        "locations": locations,
        "services": lambda: _shown(policy.services().select_related("source")),
        "offers": lambda: policy.offers().exclude(service__organisation__is_public=False),
        "addresses": lambda: _shown(policy.addresses().select_related("source")),
        "contacts": lambda: _shown(policy.contacts()),
        "phones": lambda: _shown(policy.phones()),
        "schedules": lambda: _shown(policy.schedules()).prefetch_related("days"),
        "metadata": metadata,
        "capacities": lambda: _shown(models.Capacity.objects.select_related("source")),
    }
    found = made[table]() if table in made else _shown(PARTS[table].objects.all())
    return found.order_by("pk")  # the same order in every database, whatever was changed since


def _shown(found: QuerySet[Any]) -> QuerySet[Any]:
    """Without what belongs to something that is not public."""
    names = {field.name for field in found.model._meta.concrete_fields}
    for column in PRIVATE:
        if column.partition("__")[0] in names:
            found = found.exclude(**{f"{column}__is_public": False})
    return found


def organisations() -> QuerySet[models.ListedOrganisation]:
    """Those with a service that may be shown, or without any: one whose services are all
    private or closed is not given away by its name."""
    own = models.Service.objects.filter(organisation=OuterRef("pk"))
    here = policy.services().filter(organisation=OuterRef("pk"))
    found = models.ListedOrganisation.objects.filter(retired_at=None, is_public=True)
    return found.filter(Q(Exists(here)) | ~Q(Exists(own)))


def locations() -> QuerySet[models.Location]:
    """Those at which something is offered that may be shown, or nothing at all."""
    own = models.ServiceAtLocation.objects.filter(location=OuterRef("pk"))
    here = policy.offers().filter(location=OuterRef("pk"))
    found = models.Location.objects.filter(retired_at=None, is_public=True)
    return _shown(found).filter(Q(Exists(here)) | ~Q(Exists(own)))


def metadata() -> QuerySet[models.Metadata]:
    """What changed in a row; of people only where the source's names are shown."""
    named = Q(entity__in=["contacts", "phones"])
    named |= Q(field__icontains="attention") | Q(field__icontains="assurer")
    found = models.Metadata.objects.select_related("source")
    return found.exclude(named, source__shows_names=False)

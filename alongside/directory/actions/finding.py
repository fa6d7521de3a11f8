"""What an import touched is found anew: listings themselves, and services whose place, hours,
categories or languages are other ones now."""

import uuid
from collections.abc import Mapping

from alongside.directory import models, search
from alongside.directory.actions.tables import Table

BESIDE = ("locations", "offers", "schedules", "languages", "accessibility", "attributes")


def again(tables: Mapping[str, Table]) -> None:
    """Inside the transaction of the import."""
    search.reindex(meetings=_touched(tables, "meetings"), services=_services(tables))


def _touched(tables: Mapping[str, Table], name: str) -> set[uuid.UUID]:
    if name not in tables:
        return set()
    table = tables[name]
    return {*(table.pks[listing.key] for listing in table.touched), *table.gone}


def _services(tables: Mapping[str, Table]) -> set[uuid.UUID]:
    found = _touched(tables, "services")
    if "services" not in tables:
        return found
    owners = tables.get("organisations")
    changed = [owners.pks[listing.key] for listing in owners.changed] if owners else []
    for chunk in Table.chunks(changed):  # one that is private now hides its services
        owned = models.Service.objects.filter(organisation__in=chunk)
        found.update(owned.values_list("pk", flat=True))
    if any(tables[name].gone for name in BESIDE if name in tables):  # nobody knows whose it was
        return found | set(tables["services"].pks.values())
    places: set[str] = set()
    for name in BESIDE:
        for listing in tables[name].touched if name in tables else ():
            about = listing.about if listing.about else ("", "")
            keys = {listing.refs.get("service", ""), about[1] if about[0] == "services" else ""}
            found.update(tables["services"].pks[key] for key in keys if key)
            places.add(listing.key if name == "locations" else listing.refs.get("location", ""))
    there = [tables["locations"].pks[key] for key in places if key]
    for chunk in Table.chunks(there):
        offers = models.ServiceAtLocation.objects.filter(location__in=chunk)
        found.update(offers.values_list("service_id", flat=True))
    return found

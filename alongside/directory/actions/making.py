"""A listing that somebody told us of and an editor took over, without any import."""

from datetime import datetime
from typing import Any

from alongside.accounts import actors
from alongside.directory import models, search
from alongside.directory.actions import rows

LOCAL = "local"


def new_listing(by: actors.Actor, told: models.Suggestion, now: datetime) -> rows.Row:
    """Write it, and tie the suggestion to it. One that was undone before comes back."""
    said = dict(told.changes)
    table = said.pop("table", "services")
    before = told_before(told)
    if before is not None:
        rows.put(before, {name: said[name] for name in rows.values_of(before) if name in said})
        row = before
    else:
        source, _ = models.Source.objects.get_or_create(
            key=LOCAL, defaults={"name": "Told here, and checked by our editors"}
        )
        listed = {"source": source, "key": str(told.pk), "mark": LOCAL}
        row = _meeting(told, said, listed) if table == "meetings" else _service(told, said, listed)
    told.meeting = row if isinstance(row, models.Meeting) else None
    told.service = row if isinstance(row, models.Service) else None
    return row


def told_before(told: models.Suggestion) -> rows.Row | None:
    where = {"source__key": LOCAL, "key": str(told.pk)}
    meeting = models.Meeting.objects.filter(**where).first()
    return meeting or models.Service.objects.filter(**where).first()


def _meeting(told: models.Suggestion, said: dict[str, Any], listed: dict[str, Any]) -> rows.Row:
    row = models.Meeting(**listed, near_latitude=told.latitude, near_longitude=told.longitude)
    if told.latitude is not None and told.longitude is not None:
        row.time_zone = search.zones([(told.latitude, told.longitude)])[0]
    rows.put(row, {name: said[name] for name in rows.values_of(row) if name in said})
    return row


def _service(told: models.Suggestion, said: dict[str, Any], listed: dict[str, Any]) -> rows.Row:
    name, town = said.get("name", ""), said.pop("town", "")
    owner = said.pop("organisation", "") or name
    organisation = models.ListedOrganisation.objects.create(**listed, name=owner[:300])
    location = models.Location.objects.create(**listed, organisation=organisation, name=name)
    models.PostalAddress.objects.create(
        **listed,
        location=location,
        kind=models.PostalAddress.Kind.PHYSICAL,
        street=said.get("address", "")[:255],
        town=town[:120],
    )
    row = models.Service(**listed, organisation=organisation, organisation_name=owner[:300])
    said["address"] = ", ".join(part for part in (said.get("address", ""), town) if part)
    rows.put(row, {name: said[name] for name in rows.values_of(row) if name in said})
    models.ServiceAtLocation.objects.create(
        **listed,
        service=row,
        location=location,
        near_latitude=told.latitude,
        near_longitude=told.longitude,
        is_exact=False,
    )
    if row.phone:
        models.Phone.objects.create(**listed, service=row, number=row.phone)
    rows.found_again(row)
    return row

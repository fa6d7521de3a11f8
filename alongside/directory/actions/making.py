"""A listing of our own, without any import: somebody told us of it, or an editor writes it."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from alongside.accounts import actors
from alongside.directory import models, search
from alongside.directory.actions import rows
from alongside.directory.policy import drafts


def new_listing(by: actors.Actor, told: models.Suggestion, now: datetime) -> rows.Row:
    """Write it, and tie the suggestion to it. One that was undone before comes back."""
    said = dict(told.changes)
    table = said.pop("table", "services")
    row = told_before(told)
    if row is not None:
        rows.put(row, _known(row, said))
    else:
        row = put_down(str(told.pk), table, said, at=(told.latitude, told.longitude))
    told.meeting = row if isinstance(row, models.Meeting) else None
    told.service = row if isinstance(row, models.Service) else None
    return row


def told_before(told: models.Suggestion) -> rows.Row | None:
    where = {"source__key": rows.LOCAL, "key": str(told.pk)}
    meeting = models.Meeting.objects.filter(**where).first()
    return meeting or models.Service.objects.filter(**where).first()


def spot_of(said: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Roughly where a new listing is, so that an editor of that area finds it."""
    wheres = [str(said.get("town", "")), str(said.get("address", ""))]
    spots = search.positions_of([where for where in wheres if where])
    spot = next((spots[where] for where in wheres if where in spots), None)
    return (spot.latitude, spot.longitude) if spot else (None, None)


def put_down(
    key: str,
    table: str,
    said: Mapping[str, Any],
    *,
    at: tuple[float | None, float | None] | None = None,
    is_public: bool = True,
) -> rows.Row:
    """A new row of our own, with what belongs to it."""
    source, _ = models.Source.objects.get_or_create(
        key=rows.LOCAL, defaults={"name": "Told here, and checked by our editors"}
    )
    listed = {"source": source, "key": key, "mark": rows.LOCAL}
    write = _meeting if table == "meetings" else _service
    return write(dict(said), listed, at or spot_of(said), is_public)


def _known(row: rows.Row, said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in rows.values_of(row) if name in said}


def _meeting(
    said: dict[str, Any], listed: dict[str, Any], at: tuple[float | None, ...], is_public: bool
) -> rows.Row:
    latitude, longitude = at
    row = models.Meeting(
        **listed, near_latitude=latitude, near_longitude=longitude, is_public=is_public
    )
    if latitude is not None and longitude is not None:
        row.time_zone = search.zones([(latitude, longitude)])[0]
    rows.put(row, _known(row, said))
    return row


def _service(
    said: dict[str, Any], listed: dict[str, Any], at: tuple[float | None, ...], is_public: bool
) -> rows.Row:
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
    row = models.Service(
        **listed, organisation=organisation, organisation_name=owner[:300], is_public=is_public
    )
    said["address"] = ", ".join(part for part in (said.get("address", ""), town) if part)
    rows.put(row, _known(row, said))
    models.ServiceAtLocation.objects.create(
        **listed,
        service=row,
        location=location,
        near_latitude=at[0],
        near_longitude=at[1],
        is_exact=False,
    )
    if row.phone:
        models.Phone.objects.create(**listed, service=row, number=row.phone)
    rows.found_again(row)
    return row


# --- what is not shown yet ------------------------------------------------------------------


def hide(by: actors.Actor, row: rows.Row, now: datetime) -> None:
    begin_draft(by, row, now)
    row.is_public = False
    row.save(update_fields=["is_public"])
    rows.found_again(row)


def show(row: rows.Row, draft: models.Draft, now: datetime) -> None:
    _of(row).update(ended_at=now)
    draft.ended_at, draft.publish_on, draft.version = now, None, draft.version + 1
    draft.save()
    row.is_public = True
    row.save(update_fields=["is_public"])
    rows.found_again(row)


def is_draft(row: rows.Row) -> bool:
    return drafts.live().filter(**rows.about(row)).exists()


def shown_or_not(by: actors.Actor, row: rows.Row, is_shown: bool, now: datetime) -> bool:
    """Whoever it belongs to says whether everybody sees it; what editors took back, or were to
    look at first, they show. Whether that changed anything."""
    draft = drafts.live().select_for_update().filter(**rows.about(row)).first()
    if is_shown and draft is not None and not (draft.organisation_id or draft.told_by_id):
        show(row, draft, now)
        return True
    if not is_shown and draft is None and row.is_public:
        hide(by, row, now)
        return True
    return False


def _of(row: rows.Row) -> Any:
    live = models.Edit.objects.filter(kind=rows.kind_of(row), listing_id=row.pk, ended_at=None)
    return live.filter(field="is_public", why=models.Edit.Why.DRAFT)


def begin_draft(
    by: actors.Actor,
    row: rows.Row,
    now: datetime,
    *,
    id: uuid.UUID | None = None,
    told_by: models.Keeper | None = None,
) -> models.Draft:
    """An import keeps to it, as to all that is put right here."""
    person = by.person_id if by.kind is actors.Kind.PERSON else None
    models.Edit.objects.create(
        kind=rows.kind_of(row), listing_id=row.pk, field="is_public", value=False, was=True,
        why=models.Edit.Why.DRAFT, by_id=person, at=now,
    )  # fmt: skip
    given = {"id": id} if id else {}
    return models.Draft.objects.create(
        **rows.about(row),
        **given,
        organisation_id=by.tenant if person else None,
        made_by_id=person,
        made_at=now,
        told_by=told_by,
    )

"""What stands behind the stock: places, things of one's own, and how many are enough."""

import uuid
from typing import Literal, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.supplies import models, policy
from alongside.supplies.actions import cards, rows
from alongside.supplies.rules import catalogue, stock

NAMES: tuple[Literal["name", "name_fr", "name_es"], ...] = ("name", "name_fr", "name_es")


class Said(TypedDict, total=False):
    """What an organisation says of a thing; what is left out is as on the list."""

    name: str
    name_fr: str
    name_es: str
    kind: str
    unit: str
    usual: int | None
    doses: int | None
    route: str
    strength: str
    keeps_lots: bool | None
    comes_back: bool | None
    is_hidden: bool


def add_place(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    name: str,
    kind: str,
    site: uuid.UUID | None = None,
    programme: uuid.UUID | None = None,
) -> models.Place:
    """A site's cupboard, a van, a bag. Once per `id`, and of one name."""
    access.require(by, P.FIELD_KEEP)
    called = " ".join(name.split())[:60]
    if not called or kind not in models.Place.Kind.values:
        raise cards.not_on_the_page()
    _require_theirs(by, site, programme)
    these = policy.in_book(by, models.Place)
    with sent.once(these, id, otherwise=cards.named_twice):
        if (done := these.filter(pk=id).first()) is not None:
            return done
        models.Place.objects.create(
            id=id,
            organisation_id=by.tenant,
            name=called,
            kind=kind,
            site_id=site,
            programme_id=programme,
        )
        audit.record(by=by, verb="add-place", about=("place", id), facts={"kind": kind})
    return these.get(pk=id)


def change_place(
    *, by: actors.Actor, place: uuid.UUID, version: int, name: str, closed: bool
) -> None:
    """A closed place offers nothing; it can be opened again."""
    row = policy.require_place(by, P.FIELD_KEEP, place=place)
    called = " ".join(name.split())[:60]
    if not called:
        raise cards.not_on_the_page()
    closed_at = (row.closed_at or clock.now()) if closed else None
    these = models.Place.objects.filter(pk=row.pk, version=version)
    try:
        with transaction.atomic():
            if not these.update(name=called, closed_at=closed_at, version=F("version") + 1):
                raise sent.stale()
            audit.record(by=by, verb="change-place", about=("place", row.pk))
    except IntegrityError as error:
        raise cards.named_twice() from error


def set_enough(*, by: actors.Actor, place: uuid.UUID, item: str, count: int) -> None:
    """Fewer than so many is low there; with 0 nobody is told."""
    row = policy.require_place(by, P.FIELD_KEEP, place=place)
    if item not in rows.things(by) or not 0 <= count <= stock.MOST:
        raise cards.not_on_the_page()
    with transaction.atomic():
        models.Place.objects.select_for_update().get(pk=row.pk)
        these = models.Enough.objects.filter(place=row, item=item)
        if not count:
            these.delete()
        elif not these.update(count=count):
            models.Enough.objects.create(
                organisation_id=by.tenant, place=row, item=item, count=count
            )
        facts = {"item": item, "count": count}
        audit.record(by=by, verb="set-enough", about=("place", row.pk), facts=facts)


def add_item(*, by: actors.Actor, id: uuid.UUID, **said: Unpack[Said]) -> models.Item:
    """A thing of the organisation's own. Once per `id`."""
    access.require(by, P.FIELD_KEEP)
    _require_said(said)
    if not said.get("name", "").strip():
        raise cards.not_on_the_page()
    these = policy.items_for(by)
    with sent.once(these, id):
        if (done := these.filter(pk=id).first()) is not None:
            return done
        row = models.Item.objects.create(
            id=id, organisation_id=by.tenant, slug=f"{catalogue.OWN}{id.hex[-12:]}", **said
        )
        audit.record(by=by, verb="add-item", about=("item", id), facts={"item": row.slug})
    return row


def change_item(*, by: actors.Actor, item: str, version: int, **said: Unpack[Said]) -> None:
    """What is different here of a thing, on the list or one's own. `version` is 0 where nothing
    was said of it yet."""
    access.require(by, P.FIELD_KEEP)
    _require_said(said)
    these = policy.items_for(by).filter(slug=item)
    if item not in rows.things(by):
        raise errors.Missing(access.NOTHING)
    try:
        with transaction.atomic():
            if version == 0:
                models.Item.objects.create(organisation_id=by.tenant, slug=item, **said)
            elif not these.filter(version=version).update(**said, version=F("version") + 1):
                raise sent.stale()
            audit.record(by=by, verb="change-item", about=None, facts={"item": item})
    except IntegrityError as error:
        raise sent.stale() from error


def _require_said(said: Said) -> None:
    usual, doses = said.get("usual"), said.get("doses")
    right = (
        said.get("kind", "") in ("", *catalogue.KINDS)
        and said.get("unit", "") in ("", *catalogue.UNITS)
        and said.get("route", "") in ("", *catalogue.ROUTES)
        and (usual is None or 1 <= usual <= catalogue.MOST_USUAL)
        and (doses is None or 0 <= doses <= catalogue.MOST_DOSES)
        and max(len(said.get(name, "")) for name in NAMES) <= 80
        and len(said.get("strength", "")) <= 40
    )
    if not right:
        raise cards.not_on_the_page()


def _require_theirs(by: actors.Actor, site: uuid.UUID | None, programme: uuid.UUID | None) -> None:
    """Of the organisation, both."""
    if site and not accounts.sites_for(by).filter(pk=site).exists():
        raise errors.Missing(access.NOTHING)
    if programme and not accounts.programmes_for(by).filter(pk=programme).exists():
        raise errors.Missing(access.NOTHING)

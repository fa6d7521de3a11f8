"""Who keeps which listings true."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import policy as people
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models, policy, search
from alongside.directory.policy import truth

Kind = models.EditorArea.Kind


@dataclass(frozen=True, slots=True)
class Area:
    """What was asked for: `place` is a town or a region as people write it."""

    kind: str
    place: str = ""
    country: str = ""
    region: str = ""
    km: int = 25
    source: uuid.UUID | None = None


def give_area(*, by: actors.Actor, id: uuid.UUID, person: uuid.UUID, area: Area) -> None:
    """From now on they look after the listings there. Problem where we do not know the place."""
    access.require(by, P.AREA_GIVE)
    if models.EditorArea.objects.filter(pk=id).exists():
        return
    now = clock.now()
    mine = people.staff_for(by).filter(person_id=person, until_at=None)
    if not mine.exists():
        raise errors.Missing(_("There is nobody here of that name."))
    with transaction.atomic():
        made = _shaped(area)
        made.pk, made.organisation_id, made.person_id = id, by.tenant, person
        made.from_at, made.given_by_id = now, by.person_id
        made.save(force_insert=True)
        audit.record(by=by, verb="give-area", about=("editor-area", id), facts={"kind": area.kind})


def end_area(*, by: actors.Actor, area: uuid.UUID) -> None:
    access.require(by, P.AREA_GIVE)
    with transaction.atomic():
        row = truth.areas_given(by).filter(pk=area).first()
        if row is None:
            if models.EditorArea.objects.filter(pk=area, organisation_id=by.tenant).exists():
                return
            raise errors.Missing(_("There is no such area."))
        models.EditorArea.objects.filter(pk=row.pk).update(until_at=clock.now())
        audit.record(by=by, verb="end-area", about=("editor-area", row.pk))


def _shaped(area: Area) -> models.EditorArea:
    if area.kind == Kind.EVERYWHERE:
        return models.EditorArea(kind=area.kind, name=str(_("everywhere")))
    if area.kind == Kind.SOURCE:
        source = models.Source.objects.filter(pk=area.source or actors.NOWHERE).first()
        if source is None:
            raise errors.Problem(_("Choose the list they look after."))
        return models.EditorArea(kind=area.kind, name=source.name[:160], source=source)
    if area.kind == Kind.TOWN:
        spot = search.place(area.place).spot if area.place else None
        if spot is None:
            raise errors.Problem(
                _("We do not know this town."),
                todo=_("Write it with its state or province, or choose a larger one nearby."),
            )
        return models.EditorArea(
            kind=area.kind,
            name=spot.name[:160] or area.place[:160],
            country=spot.country,
            latitude=spot.latitude,
            longitude=spot.longitude,
            km=area.km,
        )
    country = area.country.strip().upper()
    region = area.region.strip() if area.kind == Kind.REGION else ""
    towns = policy.places().filter(country=country)
    known = {each.casefold(): each for each in towns.values_list("region", flat=True).distinct()}
    asks_region = area.kind == Kind.REGION
    if not known or (asks_region and not (region and region.casefold() in known)):
        raise errors.Problem(
            _("We know no towns there."),
            todo=_("Write the country as two letters (US), and a region as its code (NY, QC)."),
        )
    region = known.get(region.casefold(), "")
    name = f"{region}, {country}" if region else country
    return models.EditorArea(kind=area.kind, name=name, country=country, region=region)

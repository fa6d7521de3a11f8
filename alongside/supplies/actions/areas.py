"""The areas by which an organisation counts: counties, districts, halves of postal codes."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import search
from alongside.supplies import models, policy
from alongside.supplies.policy import naloxone as reach
from alongside.supplies.rules import naloxone as rules

MOST_AREAS = 60


def add_area(*, by: actors.Actor, id: uuid.UUID, name: str) -> models.Area:
    """A county whose deaths are known by that name; else half a postal code, or a town. Problem
    where several counties are called so. Once per `id`, and of one name."""
    access.require(by, P.FIELD_KEEP)
    said = rules.plain(name, 120).replace("\n", " ")
    mine = reach.areas_for(by)
    if mine.filter(pk=id).exists():
        return mine.get(pk=id)
    if not rules.folded(said):
        raise errors.Problem(_("An area needs a name."), todo=_("Write a county or a town."))
    if mine.filter(ended_at=None).count() >= MOST_AREAS:
        raise errors.Problem(
            _("There are as many areas as fit one page."),
            kept=_("Nothing was changed."),
            todo=_("Take out one that you no longer count by."),
        )
    figures = _figures(said)
    at = figures or search.place(said).spot
    try:
        with transaction.atomic():
            row = models.Area.objects.create(
                id=id,
                organisation_id=by.tenant,
                name=figures.name if figures else said,
                figures=figures,
                latitude=_rounded(at.latitude if at else None),
                longitude=_rounded(at.longitude if at else None),
                added_at=clock.now(),
            )
            audit.record(by=by, verb="add-area", about=("area", id))
    except IntegrityError as error:
        raise errors.Problem(
            _("There is one of this name already."), kept=_("It is in the list.")
        ) from error
    return row


def end_area(*, by: actors.Actor, area: uuid.UUID) -> None:
    """Nobody counts by it any more; what was counted stays. Twice is once."""
    row = policy.require_row(by, P.FIELD_KEEP, models.Area, area)
    with transaction.atomic():
        if models.Area.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now()):
            audit.record(by=by, verb="end-area", about=("area", row.pk))


def _figures(said: str) -> models.LocalDeaths | None:
    """By the exact name, else by its beginning: 'Baltimore city' is 'Baltimore city, MD'."""
    folded = rules.folded(said)
    exact = list(reach.local_deaths().filter(folded=folded)[:2])
    if len(exact) == 1:
        return exact[0]
    longer = reach.local_deaths().filter(folded__startswith=folded + " ").order_by("name")
    found = list(longer[:6])
    if len(found) > 1:
        names = " · ".join(row.name for row in found)
        raise errors.Problem(
            _("Several counties begin like this. Which one do you mean: %(names)s?")
            % {"names": names},
            kept=_("Nothing was changed."),
            todo=_("Write its whole name, with the state."),
        )
    return found[0] if found else None


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 2)

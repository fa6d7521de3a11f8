"""What several actions of a place have in common, once each has asked."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.core import clock, errors, ids, keyring
from alongside.participants.models import Participant
from alongside.sites import models, policy
from alongside.sites.rules import times


def moment(happened_at: datetime | None) -> datetime:
    """When it happened: now, or as told. Problem where that can't be."""
    now = clock.now()
    at = happened_at or now
    if not times.may_have_happened(at, now=now):
        raise errors.Problem(
            _("That time has not come yet, or is more than a year ago."),
            kept=_("What you typed is still here."),
            todo=_("Look at the time again."),
        )
    return at


def chosen(value: str, of: Any) -> str:
    """An answer from the page, or none."""
    if value and value not in of.values:
        raise not_on_the_page()
    return value


def substances(said: Collection[str]) -> list[str]:
    if not set(said) <= set(models.Substance.values):
        raise not_on_the_page()
    return [slug for slug in models.Substance.values if slug in said]


def not_on_the_page() -> errors.Problem:
    return errors.Problem(
        _("Something in the form is not one of the answers we know."),
        kept=_("What you typed is still here."),
        todo=_("Look at each answer again and choose from the page."),
    )


def of_site(by: actors.Actor, model: Any, pk: uuid.UUID | None, site_id: uuid.UUID | None) -> Any:
    """A room or a visit of this very place, if one was chosen."""
    if pk is None:
        return None
    found = model.objects.filter(organisation_id=by.tenant, pk=pk, site_id=site_id).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def code_of(person: Participant) -> str:
    """Tells that two visits were of one person; it can't be turned back into them."""
    return keyring.digest(str(person.pk), use="site-visits")


def count_as(people: Iterable[Participant]) -> None:
    """Records were put together or taken apart: each visit counts for whoever it is of now."""
    for person in people:
        theirs = models.OwnVisit.objects.filter(participant=person).values("visit")
        coded = models.Visit.objects.filter(pk__in=theirs).exclude(code="")
        coded.update(code=code_of(person))


def words_of_gone(by: actors.Actor, *, now: datetime) -> QuerySet[models.Visit]:
    """Of whom a word is left, and who are taken to have gone."""
    long_ago = policy.rows(by, models.Visit).filter(came_at__lte=now - times.STILL_HERE)
    return long_ago.exclude(called="")


def note_witness(
    by: actors.Actor, overdose: models.Overdose, person_id: uuid.UUID, *, at: datetime
) -> bool:
    """They were there: once for one overdose, however much they did. Says whether it is new."""
    _row, is_new = models.Witness.objects.get_or_create(
        overdose=overdose,
        person_id=person_id,
        defaults={"id": ids.new(), "organisation_id": by.tenant, "was_at": at},
    )
    return is_new


def group_of(root: uuid.UUID) -> list[uuid.UUID]:
    """An overdose and all that are the same one."""
    same = models.Overdose.objects.filter(same_as=root).values_list("pk", flat=True)
    return [root, *same]

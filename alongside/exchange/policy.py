"""What those who look after the lists may see. The directory belongs to all organisations of an
installation together, so it is seen whole or not at all."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.directory import models
from alongside.directory.actions.tables import TABLES
from alongside.exchange import models as people
from alongside.participants.policy import whole


def sources(by: actors.Actor) -> QuerySet[models.Source]:
    rows = models.Source.objects.exclude(key="gazetteer")
    return rows if _may(by) else rows.none()


def runs(by: actors.Actor) -> QuerySet[models.Run]:
    rows = models.Run.objects.select_related("source")
    return rows if _may(by) else rows.none()


def differences(by: actors.Actor) -> QuerySet[models.Edit]:
    """Fields where a source says something else than what is shown, and nobody has decided."""
    rows = models.Edit.objects.filter(ended_at=None, source_said_at__isnull=False)
    return rows if _may(by) else rows.none()


def twins(by: actors.Actor) -> QuerySet[models.Twin]:
    rows = models.Twin.objects.all()
    return rows if _may(by) else rows.none()


def listings(by: actors.Actor, kind: str) -> QuerySet[Any]:
    """Rows of one table of the directory, hidden ones as well."""
    rows: QuerySet[Any] = TABLES[kind][0]._default_manager.all()
    return rows if _may(by) else rows.none()


def bringings(by: actors.Actor) -> QuerySet[people.Bringing]:
    """Tables of people that this organisation brought."""
    rows = people.Bringing.objects.filter(organisation_id=by.tenant)
    return rows if access.can(by, P.PEOPLE_BRING) else rows.none()


def takings(by: actors.Actor) -> QuerySet[people.Taking]:
    """Who wished to take everything out: for those who may wish it, and those who answer."""
    rows = people.Taking.objects.filter(organisation_id=by.tenant)
    may = access.can(by, P.PEOPLE_BRING) or access.can(by, P.RIGHTS_KEEP)
    return rows if may else rows.none()


def takeable(by: actors.Actor) -> QuerySet[Any]:
    """Of whom rows may go out with everything."""
    return whole.takeable(by)


def _may(by: actors.Actor) -> bool:
    return access.can(by, P.DIRECTORY_IMPORT)

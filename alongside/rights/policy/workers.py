"""What is a worker's alone."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.rights.record import places


def workers_own(by: actors.Actor, place: places.Place) -> QuerySet[Any]:
    """What is the actor's own as a worker. Nobody else's, whatever the role."""
    rows: QuerySet[Any] = place.model._default_manager.filter(
        organisation_id=by.tenant, **{place.paths[0]: by.person_id or actors.NOWHERE}
    )
    return rows if access.can(by, P.OWN_KEEP) else rows.none()

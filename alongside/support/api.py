"""Today and logging, for programs: the same queries and actions as behind the pages."""

from typing import Any

from ninja import Router, Status

from alongside.accounts import api as lock
from alongside.accounts.access import Permission as P
from alongside.core import clock
from alongside.support import actions, queries, schemas

router = Router(tags=["support"])


@router.get(
    "/today", auth=lock.needs(P.TODAY_READ), response={200: list[schemas.Person], **lock.ERRORS}
)
def today(request: Any) -> list[schemas.Person]:
    """Everybody the peer walks with: first those who need them today, then by name."""
    by = request.by
    walking = queries.walking(by, now=clock.now(), zone=queries.zone_of(by))
    needing = queries.needing(walking)
    rest = [walk for walk in walking if not walk.reasons]
    return [_person(walk) for walk in (*needing, *rest)]


def _person(walk: queries.Walking) -> schemas.Person:
    return schemas.Person(
        participant=walk.participant_id,
        name=walk.name,
        recorded=walk.recorded,
        reasons=[schemas.Reason(kind=r.kind, at=r.at, days=r.days) for r in walk.reasons],
    )


@router.post(
    "/contacts", auth=lock.needs(P.CONTACT_LOG), response={201: schemas.Contact, **lock.ERRORS}
)
def log_contact(request: Any, contact: schemas.NewContact) -> Status[dict[str, Any]]:
    """Log one time together."""
    said = contact.dict()
    row = actions.log_contact(by=request.by, **said)
    answer = {name: getattr(row, name) for name in ("id", "happened_at", "recorded_at", "version")}
    return Status(201, {**answer, "participant": row.participant_id})

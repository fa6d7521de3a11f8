"""What pages about times read: asked for, offered, agreed on."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Person
from alongside.core import errors
from alongside.participants import models as records
from alongside.participants import policy as reach
from alongside.support import models, policy

LATELY = timedelta(days=7)  # how long a time that did not come about is spoken of
MOST = 50
MOST_OF_DAYS = 1000  # of the weeks that a calendar shows


@dataclass(frozen=True, slots=True)
class Times:
    """Everything between somebody and those they walk with: whose turn it is, what is agreed,
    and what did not come about lately, which counts against nobody."""

    mine_to_answer: list[models.Invitation]
    waiting: list[models.Invitation]
    agreed: list[models.Appointment]
    over: list[models.Appointment]  # their time has come; nobody has said yet how it went
    not_met: list[models.Appointment]
    are_more: bool  # later ones, in the calendar

    @property
    def is_empty(self) -> bool:
        return not (self.mine_to_answer or self.waiting or self.agreed or self.over)


def times_of(by: actors.Actor, *, now: datetime) -> Times:
    """Two queries, however much there is."""
    asked = _named(policy.invitations_for(by).filter(state=models.Invitation.State.OPEN))
    invitations = list(asked.order_by("happened_at", "pk")[:MOST])
    rows = policy.appointments_for(by).filter(kept_at=None, at__gte=now - LATELY)
    found = list(
        rows.select_related("peer", "participant")
        .defer("peer__username", "peer__email")
        .order_by("at", "pk")[:MOST]
    )
    still = [row for row in found if row.called_off_at is None]
    return Times(
        mine_to_answer=[one for one in invitations if one.from_participant != by.is_participant],
        waiting=[one for one in invitations if one.from_participant == by.is_participant],
        agreed=[row for row in still if row.at > now],
        over=[row for row in still if row.at <= now],
        not_met=[row for row in found if row.called_off_at and row.called_off_at >= row.at],
        are_more=len(found) == MOST,
    )


def between(by: actors.Actor, start: datetime, end: datetime) -> list[models.Appointment]:
    """What is agreed in that time, and was not called off."""
    rows = policy.appointments_for(by).filter(at__gte=start, at__lt=end, called_off_at=None)
    named = rows.select_related("peer", "participant").defer("peer__username", "peer__email")
    return list(named.order_by("at", "pk")[:MOST_OF_DAYS])


def offered(by: actors.Actor) -> list[models.Invitation]:
    """What waits for a participant's own answer."""
    rows = policy.invitations_for(by).filter(
        state=models.Invitation.State.OPEN, from_participant=False
    )
    return list(_named(rows).order_by("happened_at", "pk")[:MOST])


def invitation(by: actors.Actor, pk: uuid.UUID) -> models.Invitation:
    found = _named(policy.invitations_for(by).filter(pk=pk)).first()
    if found is None:
        reach.deny(by, P.MESSAGE_SEND, policy.named(pk))
    return found


def _named(rows: QuerySet[models.Invitation]) -> QuerySet[models.Invitation]:
    return rows.select_related("peer", "participant", "appointment").defer(
        "peer__username", "peer__email"
    )


def to_ask(by: actors.Actor) -> list[Person]:
    """The peers a participant can ask for a time."""
    me = reach.participants_for(by).values_list("pk", flat=True).first()
    if me is None or not by.is_participant:
        raise errors.Missing(access.NOTHING)
    walks = policy.pairings_of(me).filter(until_at=None).select_related("peer")
    return [row.peer for row in walks.order_by("from_at")]


def zones(by: actors.Actor, *, first: str) -> list[str]:
    """The time zones in which something may be asked for: the usual one, and those of the
    organisation and its places."""
    rows = accounts.organisations().filter(pk=by.tenant)
    known = {zone for pair in rows.values_list("time_zone", "sites__time_zone") for zone in pair}
    return [first, *sorted({zone for zone in known if zone} - {first})]


def zone_of(person: records.Participant) -> str:
    return str((person.site or person.organisation).time_zone)

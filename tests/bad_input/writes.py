"""What a person would really send to an address that writes; filled by `own` and `work`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from alongside.core import clock, ids
from alongside.matching.models import Proposal
from alongside.participants import actions as participants
from alongside.participants.models import Asking, Representative, Request
from alongside.peers.models import PeerProfile
from alongside.support.models import Appointment, Attempt, Contact, Work
from tests.cast import Cast
from tests.support import doors

Data = dict[str, Any]


@dataclass
class Write:
    """`who` sends `data` to `path`; `typed` is the field whose words must never be lost.
    `again` says what a second sending may do: `same` (nothing), `stale`, or `new` where every
    sending is an event of its own."""

    who: str
    path: str
    data: Data = field(default_factory=dict)
    typed: str = ""
    again: str = "same"
    json: bool = False
    client: Client | None = None


Prepare = Callable[[Cast], Write]
WRITES: dict[str, Prepare] = {}


def write(name: str) -> Callable[[Prepare], Prepare]:
    def keep(prepare: Prepare) -> Prepare:
        WRITES[name] = prepare
        return prepare

    return keep


# --- things of the cast ------------------------------------------------------------------


def version_of(row: Any) -> int:
    row.refresh_from_db()
    return int(row.version)


def request(cast: Cast, **more: Any) -> Request:
    common = {"organisation": cast.riverbend, "participant_id": cast.sam.id, "language": "en"}
    return Request.objects.create(**common | more)


def proposal(cast: Cast) -> Proposal:
    return Proposal.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        request=request(cast, state=Request.State.PROPOSED),
        profile=PeerProfile.objects.get(person=cast.vera.person),
        state=Proposal.State.SHOWN,
        rank=1,
    )


def contact(cast: Cast) -> Contact:
    return Contact.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        emotional=True,
    )


def work(cast: Cast, **more: Any) -> Work:
    return Work.objects.create(
        organisation=cast.riverbend,
        peer_id=cast.maya.by.person_id,
        what="event",
        people=20,
        **more,
    )


def attempt(cast: Cast) -> Attempt:
    return Attempt.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        came_of="no-answer",
    )


def somebody_else(cast: Cast) -> Any:
    """Whom Maya walks with too, and who agreed to it being written down."""
    return doors.walk_with_more(cast, 1)[0].pk


def promised(cast: Cast) -> Appointment:
    return Appointment.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        at=clock.now() + timedelta(minutes=5),
    )


def asking(cast: Cast) -> Asking:
    return Asking.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        recipient="Drug court",
        recipient_kind="court",
        purpose="legal-proceedings",
        written_by_id=cast.maya.by.person_id,
    )


def signer(cast: Cast) -> Representative:
    return Representative.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        name="Jo Park",
        basis="guardian",
        kinds=["shared"],
        seen="Order of 3 May",
        verified_by_id=cast.maya.by.person_id,
    )


def told_in_an_emergency(cast: Cast) -> None:
    participants.tell_emergency(
        by=cast.maya.by,
        id=ids.new(),
        participant=cast.sam.id,
        recipient="Dr Lind",
        facts={
            "facility": "County hospital",
            "nature": "Not breathing",
            "no-consent": "Could not be woken",
            "told": "Two doses of naloxone",
        },
    )

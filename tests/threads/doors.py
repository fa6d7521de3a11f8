"""What the tests of messages share."""

from typing import Any

from alongside.accounts import actors
from alongside.core import clock, ids
from alongside.rights.models import Agreement
from alongside.threads import actions
from alongside.threads.models import Line, Message, Outgoing
from tests.cast import Cast

SECRET = "a shared secret of the test"
NUMBER = "+12025550142"


def system(cast: Cast) -> actors.Actor:
    return actors.system("test", organisation_id=cast.riverbend.pk)


def signed(cast: Cast, *services: str) -> None:
    """The agreements that the law asks for."""
    for service in services or ("sms", "mail"):
        Agreement.objects.create(
            organisation=cast.riverbend,
            service=service,
            with_whom="A gateway",
            kind="qsoa",
            signed_on=clock.now().date(),
            recorded_by_id=cast.piet.by.person_id,
        )


def line(cast: Cast, **more: Any) -> Line:
    """Sam's own choice."""
    said: dict[str, Any] = {"way": "text", "address": "202 555 0142", "reminds": ("hours",)} | more
    found = Line.objects.filter(participant=cast.sam.id).first()
    version = found.version if found else 0
    return actions.choose(by=cast.sam.by, choice=actions.Choice(**said), version=version)


def written(cast: Cast, words: str = "See you on Tuesday?") -> Message:
    """By Maya, to Sam."""
    return actions.write(by=cast.maya.by, id=ids.new(), participant=cast.sam.id, words=words)


def deliver(cast: Cast) -> Outgoing | None:
    """What the worker does, for the newest notice. The notice as it is afterwards."""
    row = Outgoing.objects.filter(participant=cast.sam.id).order_by("-made_at", "-pk").first()
    if row is not None:
        actions.deliver(by=system(cast), notice=row.pk)
        row.refresh_from_db()
    return row

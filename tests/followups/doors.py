"""What the tests of keeping in touch share: somebody who said yes, in one line."""

from typing import Any

from alongside.core import ids
from alongside.followups import actions, models, rules
from tests.cast import Cast, Character

CALL = rules.Yes(way="call", how="506-555-0143", called="T.")


def asked(who: Character, *, answer: str = "yes", **more: Any) -> actions.Offered:
    """At the bedside, without a name."""
    yes = more.pop("yes", CALL) if answer == "yes" else None
    return actions.offer(by=who.by, id=ids.new(), answer=answer, where="emergency", yes=yes, **more)


def said_yes(who: Character, **more: Any) -> models.FollowUp:
    return asked(who, **more).row


def of_sam(cast: Cast, **more: Any) -> models.FollowUp:
    return said_yes(cast.maya, participant=cast.sam.id, yes=rules.Yes(way="call"), **more)


def tried(who: Character, row: models.FollowUp, came_of: str, **more: Any) -> models.Touch:
    return actions.reach(by=who.by, id=ids.new(), followup=row.pk, came_of=came_of, **more)


def typed(**more: Any) -> dict[str, Any]:
    """What a browser sends from the bedside form."""
    return {
        "id": str(ids.new()),
        "answer": "yes",
        "way": "call",
        "how": "506-555-0199",
        "called": "Blue",
        "wants": "me",
        "first_hours": "24",
        "language": "en",
        "whom": "self",
        "where": "ward",
    } | more


def offered(who: Character, row: models.FollowUp, to: str, said: str = "wants") -> models.Bridge:
    return actions.offer_bridge(by=who.by, id=ids.new(), followup=row.pk, to=to, said=said)

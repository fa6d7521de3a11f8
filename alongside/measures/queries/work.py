"""How the work is for a peer, as they read it; and what of it they show to whom."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.accounts import access, actors, roles
from alongside.accounts import policy as accounts
from alongside.core import clock, errors
from alongside.core.sentences import beside
from alongside.measures import models, policy, rules
from alongside.measures.queries.checkin import Changes, drawn


def own_work(by: actors.Actor) -> Changes:
    """The actor's last check-ins, drawn and read aloud. One query."""
    newest = policy.own_work(by).order_by("-happened_at", "-pk")
    return drawn(models.WorkItem, list(newest[: rules.DRAWN]))


def own_moment(by: actors.Actor, moment: uuid.UUID) -> dict[str, Any]:
    """One check-in, and to how many people it is shown now. Raises Missing where it is not the
    actor's, or not there any more."""
    found = policy.own_work(by).filter(pk=moment).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    shown = policy.own_showings(by, now=clock.now()).filter(moment=found)
    row = drawn(models.WorkItem, [found]).rows[0]
    return {"row": row, "shown": [one.to.name for one in shown.select_related("to")]}


def own_showings(by: actors.Actor, *, now: datetime) -> list[models.WorkShown]:
    """What the actor shows now, and to whom."""
    rows = policy.own_showings(by, now=now).select_related("to", "moment")
    return list(rows.defer("to__username", "to__email").order_by("-from_at"))


def shown_to_me(by: actors.Actor, *, now: datetime) -> list[models.WorkShown]:
    rows = policy.shown_to(by, now=now).select_related("person")
    return list(rows.defer("person__username", "person__email").order_by("-from_at"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody else reads of it, and nothing beside: `changes` only where it is shown."""

    name: str
    asks: list[str]
    words: str
    from_at: datetime
    until_at: datetime
    changes: Changes | None


def shown(row: models.WorkShown) -> Shown:
    """Of something that the reader reached already."""
    newest = list(policy.moments_of(row).order_by("-happened_at", "-pk")[: rules.DRAWN])
    for moment in newest:
        moment.words = moment.words if row.with_words else ""
    said = dict(models.WorkShown.Ask.choices)
    return Shown(
        name=row.person.name,
        asks=[str(said[slug]) for slug in row.asks],
        words=row.words,
        from_at=row.from_at,
        until_at=row.until_at,
        changes=drawn(models.WorkItem, newest) if newest else None,
    )


def who_may_be_shown(by: actors.Actor, *, now: datetime) -> list[tuple[uuid.UUID, str]]:
    """Each with their role beside the name; whoever supervises the actor comes first."""
    hats = policy.trusted_by(by, now=now).select_related("person")
    mine = accounts.memberships_in(by.tenant).filter(pk=by.membership_id or actors.NOWHERE)
    first = mine.values_list("supervisor_id", flat=True).first()
    people: dict[uuid.UUID, str] = {}
    for hat in sorted(hats, key=lambda hat: str(hat.person.name).casefold()):
        role = str(roles.ROLES[hat.role].name)
        known = people.get(hat.person_id)
        people[hat.person_id] = f"{known}, {role}" if known else beside(hat.person.name, role)
    return sorted(people.items(), key=lambda one: one[0] != first)

"""How one may be reached, when never, and what is said if somebody else answers."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.db import transaction

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.participants import models, policy, rules
from alongside.participants.actions import newcomers, rows


def change_reach(
    *,
    by: actors.Actor,
    reach: rules.Reach,
    quiet_from: time | None,
    quiet_until: time | None,
    safe_words: str,
    version: int,
) -> None:
    """One's own ways, from this second. Half of a quiet time is none."""
    access.require(by, P.REQUEST_ASK)
    me = policy.participants_for(by).first() if by.is_participant else None
    if me is None:
        raise errors.Missing(access.NOTHING)
    said = columns(me, reach, quiet_from, quiet_until, safe_words)
    write(by, me, said, version=version)


def columns(
    me: models.Participant,
    reach: rules.Reach,
    quiet_from: time | None,
    quiet_until: time | None,
    safe_words: str,
) -> dict[str, Any]:
    """What was said, as it is kept. Problem where it makes no sense."""
    newcomers.require_sense(rules.Wish(language=me.language), reach)
    both = quiet_from is not None and quiet_until is not None
    return {
        "reach_way": reach.way,
        "reach_how": reach.how.strip(),
        "never_ways": list(reach.never_ways),
        "reach_never": reach.never.strip(),
        "quiet_from": quiet_from if both else None,
        "quiet_until": quiet_until if both else None,
        "safe_words": safe_words.strip(),
    }


def write(
    by: actors.Actor,
    me: models.Participant,
    said: Mapping[str, Any],
    *,
    version: int,
    facts: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """For an action that has asked. Gives what stood there before."""
    with transaction.atomic():
        mine = models.Participant.objects.filter(pk=me.pk, version=version)
        row = mine.select_for_update().first()
        if row is None:
            raise rows.stale()
        before = {name: getattr(row, name) for name in said}
        for name, value in said.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*said, "version"])
        audit.record(by=by, verb="change-reach", participant_id=row.pk, facts=facts)
    return before

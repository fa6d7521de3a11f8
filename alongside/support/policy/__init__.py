"""Which rows of walking together an actor may reach: of the people they may reach."""

from alongside.support.policy.appointments import (
    appointment,
    appointments_for,
    asked,
    invitations_for,
    named,
    offered,
    open_between,
    told_lately,
)
from alongside.support.policy.replies import replies, replies_for, wordings
from alongside.support.policy.talks import (
    require_talk,
    require_whom,
    talks_for,
    talks_in,
    talks_of,
)
from alongside.support.policy.walking import (
    Named,
    appointments_of,
    contacts_by,
    contacts_for,
    contacts_of,
    goals_of,
    pairings_for,
    pairings_of,
    promises_by,
    steps,
    walks_of,
    whose,
)
from alongside.support.policy.work import attempts_by, attempts_of, work_by

__all__ = [
    "Named",
    "appointment",
    "appointments_for",
    "appointments_of",
    "asked",
    "attempts_by",
    "attempts_of",
    "contacts_by",
    "contacts_for",
    "contacts_of",
    "goals_of",
    "invitations_for",
    "named",
    "offered",
    "open_between",
    "pairings_for",
    "pairings_of",
    "promises_by",
    "replies",
    "replies_for",
    "require_talk",
    "require_whom",
    "steps",
    "talks_for",
    "talks_in",
    "talks_of",
    "told_lately",
    "walks_of",
    "whose",
    "wordings",
    "work_by",
]

"""Whose rows may be read here: a participant's own, and at the desk what is kept of rights."""

from alongside.rights.policy.desk import (
    hosts_itself,
    in_organisation,
    named,
    notices_unread,
    open_holds,
    own,
    receipt,
    told_outside,
)
from alongside.rights.policy.joining import all_of, joined_since, joinings_for, name_in
from alongside.rights.policy.rows import ended_before, of_tenant, rows_of, shown_of
from alongside.rights.policy.workers import workers_own

__all__ = [
    "all_of",
    "ended_before",
    "hosts_itself",
    "in_organisation",
    "joined_since",
    "joinings_for",
    "name_in",
    "named",
    "notices_unread",
    "of_tenant",
    "open_holds",
    "own",
    "receipt",
    "rows_of",
    "shown_of",
    "told_outside",
    "workers_own",
]

"""Every write about what is owed to people, one file a subject."""

from alongside.rights.actions.agreements import end_agreement, record_agreement
from alongside.rights.actions.demands import (
    GIVES,
    decide_demand,
    give,
    register_demand,
    tell_lifted,
)
from alongside.rights.actions.forgetting import forget, forget_again, set_wish_aside, tell_wish
from alongside.rights.actions.incidents import (
    do_task,
    give_notice,
    read_notice,
    register_incident,
)
from alongside.rights.actions.joining import merge, split, undo_joining
from alongside.rights.actions.record import take, take_own
from alongside.rights.actions.retention import lift_hold, place_hold, run_retention

__all__ = [
    "GIVES",
    "decide_demand",
    "do_task",
    "end_agreement",
    "forget",
    "forget_again",
    "give",
    "give_notice",
    "lift_hold",
    "merge",
    "place_hold",
    "read_notice",
    "record_agreement",
    "register_demand",
    "register_incident",
    "run_retention",
    "set_wish_aside",
    "split",
    "take",
    "take_own",
    "tell_lifted",
    "tell_wish",
    "undo_joining",
]

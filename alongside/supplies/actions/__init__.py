"""Every write of the supplies, one file a subject."""

from alongside.supplies.actions.cards import OnlyExpired, Short
from alongside.supplies.actions.keeping import (
    add_item,
    add_place,
    change_item,
    change_place,
    set_enough,
)
from alongside.supplies.actions.lots import recall, take_recall_back
from alongside.supplies.actions.refills import answer_refill, ask_refill
from alongside.supplies.actions.stock import (
    clean_up,
    count,
    hand_out,
    put_right,
    take_back,
    take_in,
    transfer,
    write_off,
)
from alongside.supplies.rules.stock import Line, Received

__all__ = [
    "Line",
    "OnlyExpired",
    "Received",
    "Short",
    "add_item",
    "add_place",
    "answer_refill",
    "ask_refill",
    "change_item",
    "change_place",
    "clean_up",
    "count",
    "hand_out",
    "put_right",
    "recall",
    "set_enough",
    "take_back",
    "take_in",
    "take_recall_back",
    "transfer",
    "write_off",
]

"""Every write of the supplies, one file a subject."""

from alongside.supplies.actions.areas import add_area, end_area
from alongside.supplies.actions.cards import Closed, OnlyExpired, OtherLot, Short
from alongside.supplies.actions.keeping import (
    add_item,
    add_place,
    change_item,
    change_place,
    set_enough,
)
from alongside.supplies.actions.kit_requests import (
    ask_for_kit,
    close_kit_request,
    offer_kits,
    send_kit,
)
from alongside.supplies.actions.lots import recall, take_recall_back
from alongside.supplies.actions.naloxone import give_kit, record_reversal
from alongside.supplies.actions.refills import answer_refill, ask_refill
from alongside.supplies.actions.stock import (
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
    "Closed",
    "Line",
    "OnlyExpired",
    "OtherLot",
    "Received",
    "Short",
    "add_area",
    "add_item",
    "add_place",
    "answer_refill",
    "ask_for_kit",
    "ask_refill",
    "change_item",
    "change_place",
    "close_kit_request",
    "count",
    "end_area",
    "give_kit",
    "hand_out",
    "offer_kits",
    "put_right",
    "recall",
    "record_reversal",
    "send_kit",
    "set_enough",
    "take_back",
    "take_in",
    "take_recall_back",
    "transfer",
    "write_off",
]

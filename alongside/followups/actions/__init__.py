"""Every write of keeping in touch after an overdose, one file a subject."""

from alongside.followups.actions.bridges import come_of_bridge, offer_bridge
from alongside.followups.actions.cards import change_with_card, open_card, stop_with_card
from alongside.followups.actions.ending import close, decline, end_for_gone, stop
from alongside.followups.actions.offering import Offered, accept, make_card, offer
from alongside.followups.actions.touching import free, pass_on, reach, set_clock, take

__all__ = [
    "Offered",
    "accept",
    "change_with_card",
    "close",
    "come_of_bridge",
    "decline",
    "end_for_gone",
    "free",
    "make_card",
    "offer",
    "offer_bridge",
    "open_card",
    "pass_on",
    "reach",
    "set_clock",
    "stop",
    "stop_with_card",
    "take",
]

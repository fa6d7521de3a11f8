"""Every write at a place where nobody uses alone, one file a subject."""

from alongside.sites.actions.aftercare import answer_debrief, offer_debrief, was_there
from alongside.sites.actions.days import (
    add_room,
    change_room,
    close_day,
    forget_words,
    open_day,
)
from alongside.sites.actions.overdoses import (
    find_overdose,
    finish,
    join,
    part,
    strike,
    tap,
)
from alongside.sites.actions.visits import (
    come_in,
    go_out,
    look_in,
    stay,
    take_back,
    use,
)

__all__ = [
    "add_room",
    "answer_debrief",
    "change_room",
    "close_day",
    "come_in",
    "find_overdose",
    "finish",
    "forget_words",
    "go_out",
    "join",
    "look_in",
    "offer_debrief",
    "open_day",
    "part",
    "stay",
    "strike",
    "take_back",
    "tap",
    "use",
    "was_there",
]

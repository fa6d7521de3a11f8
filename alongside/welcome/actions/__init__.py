"""Every write of the front desk, one file a subject."""

from alongside.welcome.actions.arriving import (
    arrive,
    arrive_known,
    become_known,
    leave,
    stay,
    take_back,
)
from alongside.welcome.actions.closing import close_day, close_old_days
from alongside.welcome.actions.lists import (
    add_queue,
    call_turn,
    end_turn,
    stand_in_line,
    switch_queue,
)
from alongside.welcome.actions.rooms import add_room, change_room, free_room, take_room
from alongside.welcome.actions.shifts import begin_shift, drop_shift, end_shift, plan_shift
from alongside.welcome.actions.tablets import (
    check_in,
    check_in_with_words,
    end_kiosk,
    make_kiosk,
    open_kiosk,
)
from alongside.welcome.actions.talks import ask_to_talk, take_talk

__all__ = [
    "add_queue",
    "add_room",
    "arrive",
    "arrive_known",
    "ask_to_talk",
    "become_known",
    "begin_shift",
    "call_turn",
    "change_room",
    "check_in",
    "check_in_with_words",
    "close_day",
    "close_old_days",
    "drop_shift",
    "end_kiosk",
    "end_shift",
    "end_turn",
    "free_room",
    "leave",
    "make_kiosk",
    "open_kiosk",
    "plan_shift",
    "stand_in_line",
    "stay",
    "switch_queue",
    "take_back",
    "take_room",
    "take_talk",
]

"""Every write of what phones bring: phones themselves, replaying, and what waits."""

from alongside.capture.actions.holding import drop, keep, send_back, send_on
from alongside.capture.actions.phones import cut_off, register, tell_to_empty
from alongside.capture.actions.replaying import replay
from alongside.capture.actions.sheets import save_sheet

__all__ = [
    "cut_off",
    "drop",
    "keep",
    "register",
    "replay",
    "save_sheet",
    "send_back",
    "send_on",
    "tell_to_empty",
]

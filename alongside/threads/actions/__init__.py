"""Every write about messages, and everything that goes out."""

from alongside.threads.actions.asking import ask_by_phone, ask_by_text
from alongside.threads.actions.hearing import hear_of_sent, hear_text
from alongside.threads.actions.hours import end_hours, say_hours
from alongside.threads.actions.lines import Choice, choose, leave_past, stop, try_line
from alongside.threads.actions.sending import deliver, hear_state, remind, take_up
from alongside.threads.actions.writing import have_read, keep_draft, write

__all__ = [
    "Choice",
    "ask_by_phone",
    "ask_by_text",
    "choose",
    "deliver",
    "end_hours",
    "have_read",
    "hear_of_sent",
    "hear_state",
    "hear_text",
    "keep_draft",
    "leave_past",
    "remind",
    "say_hours",
    "stop",
    "take_up",
    "try_line",
    "write",
]

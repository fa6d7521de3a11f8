"""Every write of the work out there, one file a subject."""

from alongside.outreach.actions.alerts import (
    change_alert,
    draft_alert,
    end_alert,
    publish_alert,
    renew_alert,
)
from alongside.outreach.actions.called import choose_texts, forget_texts
from alongside.outreach.actions.calling import answer_call, ask_walkers, call_buddies, take_call
from alongside.outreach.actions.rows import NotBegun
from alongside.outreach.actions.safety import ask_for_help, say_safe
from alongside.outreach.actions.samples import add_result, take_back_result, take_sample
from alongside.outreach.actions.seeing import meet_need, see, take_back_seen
from alongside.outreach.actions.shifts import (
    add_stop,
    begin_shift,
    drop_shift,
    end_shift,
    forget_reach,
    plan_shift,
    reach_stop,
)

__all__ = [
    "NotBegun",
    "add_result",
    "add_stop",
    "answer_call",
    "ask_for_help",
    "ask_walkers",
    "begin_shift",
    "call_buddies",
    "change_alert",
    "choose_texts",
    "draft_alert",
    "drop_shift",
    "end_alert",
    "end_shift",
    "forget_reach",
    "forget_texts",
    "meet_need",
    "plan_shift",
    "publish_alert",
    "reach_stop",
    "renew_alert",
    "say_safe",
    "see",
    "take_back_result",
    "take_back_seen",
    "take_call",
    "take_sample",
]

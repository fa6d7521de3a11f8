"""Every write about groups, one file a subject."""

from alongside.groups.actions.attending import (
    bring_attendance,
    check_in,
    check_in_at_desk,
    keep_session,
    log_attenders,
    show_code,
    take_back_attendance,
)
from alongside.groups.actions.calendars import end_calendar, make_calendar
from alongside.groups.actions.dates import add_date, call_off, move, pause_group, undo_date
from alongside.groups.actions.helping import (
    answer_offer,
    offer_help,
    show_step,
    take_back_offer,
    write_way,
)
from alongside.groups.actions.joining import (
    answer_invitation,
    answer_request,
    invite,
    join,
    leave,
    let_in,
    pause_membership,
    settle_membership,
)
from alongside.groups.actions.mending import answer_talk, ask_talk, end_time_away, time_away
from alongside.groups.actions.offering import (
    begin_group,
    edit_group,
    end_group,
    name_host,
    step_out,
    take_on,
)
from alongside.groups.actions.own import begin_own, edit_own, end_own
from alongside.groups.actions.places import give_back, sign_up

__all__ = [
    "add_date",
    "answer_invitation",
    "answer_offer",
    "answer_request",
    "answer_talk",
    "ask_talk",
    "begin_group",
    "begin_own",
    "bring_attendance",
    "call_off",
    "check_in",
    "check_in_at_desk",
    "edit_group",
    "edit_own",
    "end_calendar",
    "end_group",
    "end_own",
    "end_time_away",
    "give_back",
    "invite",
    "join",
    "keep_session",
    "leave",
    "let_in",
    "log_attenders",
    "make_calendar",
    "move",
    "name_host",
    "offer_help",
    "pause_group",
    "pause_membership",
    "settle_membership",
    "show_code",
    "show_step",
    "sign_up",
    "step_out",
    "take_back_attendance",
    "take_back_offer",
    "take_on",
    "time_away",
    "undo_date",
    "write_way",
]

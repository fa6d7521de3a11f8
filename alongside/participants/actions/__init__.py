"""Every write about participants, one file a subject."""

from alongside.participants.actions.account import (
    give_up_account,
    have_account,
    join_account,
    new_key,
)
from alongside.participants.actions.agreeing import (
    come_to_pass,
    give_consent,
    hear_withdrawal,
    say_ended,
    share,
    withdraw_consent,
    withdraw_sharing,
    write_down,
)
from alongside.participants.actions.aloud import (
    say_belong,
    say_close_request,
    say_no_code,
    say_request,
)
from alongside.participants.actions.apart import (
    name_never,
    open_to_colleagues,
    take_back_never,
)
from alongside.participants.actions.askings import (
    answer_asking,
    ask_about,
    read_account,
    tell_emergency,
)
from alongside.participants.actions.communities import (
    answer_use,
    ask_exports,
    ask_use,
    belong,
    name_stewards,
    show_exports,
    show_use,
)
from alongside.participants.actions.danger import (
    put_on_call,
    say_what_happened,
    take_off_call,
    tap,
)
from alongside.participants.actions.finding import (
    drop_way,
    looked_there,
    renew_way,
    say_way,
)
from alongside.participants.actions.glass import (
    break_glass,
    review_glass,
)
from alongside.participants.actions.laws import choose_regime
from alongside.participants.actions.leaving import (
    Left,
    NotCovered,
    disclose,
    require_still,
    still_allowed,
)
from alongside.participants.actions.likeness import (
    find_likenesses,
    look_for_twins,
    remember,
    say_no_to_code,
    settle_likeness,
    try_code,
)
from alongside.participants.actions.links import (
    agree_link,
    cut_link,
    offer_link,
)
from alongside.participants.actions.lost import (
    confirm_key_lost,
    replace_lost_key,
    say_key_lost,
    stop_lost_key,
)
from alongside.participants.actions.naming import (
    be_called,
    keep_one_key,
    say_who_i_am,
    turn_in_key,
    write_portrait,
)
from alongside.participants.actions.newcomers import Begun
from alongside.participants.actions.passing import (
    alive,
    tell_passing,
    undo_passing,
)
from alongside.participants.actions.programmes import set_programme, sort_into
from alongside.participants.actions.reaching import change_reach
from alongside.participants.actions.records import (
    hold,
    hold_all,
    look,
    require_consent,
    tell_limits,
    tie,
    untie,
)
from alongside.participants.actions.requests import (
    answer_request,
    ask,
    ask_again,
    ask_for_others,
    change_request,
    close_request,
    look_at_request,
    settle_request,
)
from alongside.participants.actions.saying import (
    say_agree,
    say_cut,
    say_link,
    say_never,
    say_never_back,
    say_reach,
    undo_said,
)
from alongside.participants.actions.seeking import (
    ask_blind,
    close_tie,
    look_for,
    nothing_to_open,
    open_for,
    review_search,
    seek,
)
from alongside.participants.actions.standing import refuse_representative, stand_in
from alongside.participants.actions.status import (
    be_at,
    say_closeness,
)
from alongside.participants.actions.watch import (
    settle_odd,
    watch,
)
from alongside.participants.actions.welcome import hand_words, welcome
from alongside.participants.actions.whole import take_whole, tell_taken

__all__ = [
    "Begun",
    "Left",
    "NotCovered",
    "agree_link",
    "alive",
    "answer_asking",
    "answer_request",
    "answer_use",
    "ask",
    "ask_about",
    "ask_again",
    "ask_blind",
    "ask_exports",
    "ask_for_others",
    "ask_use",
    "be_at",
    "be_called",
    "belong",
    "break_glass",
    "change_reach",
    "change_request",
    "choose_regime",
    "close_request",
    "close_tie",
    "come_to_pass",
    "confirm_key_lost",
    "cut_link",
    "disclose",
    "drop_way",
    "find_likenesses",
    "give_consent",
    "give_up_account",
    "hand_words",
    "have_account",
    "hear_withdrawal",
    "hold",
    "hold_all",
    "join_account",
    "keep_one_key",
    "look",
    "look_at_request",
    "look_for",
    "look_for_twins",
    "looked_there",
    "name_never",
    "name_stewards",
    "new_key",
    "nothing_to_open",
    "offer_link",
    "open_for",
    "open_to_colleagues",
    "put_on_call",
    "read_account",
    "refuse_representative",
    "remember",
    "renew_way",
    "replace_lost_key",
    "require_consent",
    "require_still",
    "review_glass",
    "review_search",
    "say_agree",
    "say_belong",
    "say_close_request",
    "say_closeness",
    "say_cut",
    "say_ended",
    "say_key_lost",
    "say_link",
    "say_never",
    "say_never_back",
    "say_no_code",
    "say_no_to_code",
    "say_reach",
    "say_request",
    "say_way",
    "say_what_happened",
    "say_who_i_am",
    "seek",
    "set_programme",
    "settle_likeness",
    "settle_odd",
    "settle_request",
    "share",
    "show_exports",
    "show_use",
    "sort_into",
    "stand_in",
    "still_allowed",
    "stop_lost_key",
    "take_back_never",
    "take_off_call",
    "take_whole",
    "tap",
    "tell_emergency",
    "tell_limits",
    "tell_passing",
    "tell_taken",
    "tie",
    "try_code",
    "turn_in_key",
    "undo_passing",
    "undo_said",
    "untie",
    "watch",
    "welcome",
    "withdraw_consent",
    "withdraw_sharing",
    "write_down",
    "write_portrait",
]

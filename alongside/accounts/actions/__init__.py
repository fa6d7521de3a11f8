"""Every write about people who sign in, their hats, return keys and organisations."""

from alongside.accounts.actions.factors import (
    add_app,
    add_passkey,
    end_factor,
    end_lost_factors,
    forget_factors,
    print_codes,
)
from alongside.accounts.actions.forgetting import forget_way_in
from alongside.accounts.actions.keys import (
    end_return_key,
    hand_over_again,
    make_return_key,
    replace_return_key,
    require_own_word,
    use_return_key,
)
from alongside.accounts.actions.locks import (
    end_other_sessions,
    end_session,
    end_session_of_phone,
    step_up,
)
from alongside.accounts.actions.organisation import (
    add_programme,
    add_site,
    begin,
    choose_regime,
    edit_organisation,
    place_site,
)
from alongside.accounts.actions.own import (
    begin_account,
    change_passphrase,
    cross_over,
    edit_account,
    end_account,
    join_account,
    sign_in,
    sign_out_everywhere,
)
from alongside.accounts.actions.people import (
    Invitation,
    grant,
    invite,
    reset_passphrase,
    revoke,
)
from alongside.accounts.actions.restoring import (
    ask_restore,
    restore_asked,
    restore_factor,
    was_restored,
)

__all__ = [
    "Invitation",
    "add_app",
    "add_passkey",
    "add_programme",
    "add_site",
    "ask_restore",
    "begin",
    "begin_account",
    "change_passphrase",
    "choose_regime",
    "cross_over",
    "edit_account",
    "edit_organisation",
    "end_account",
    "end_factor",
    "end_lost_factors",
    "end_other_sessions",
    "end_return_key",
    "end_session",
    "end_session_of_phone",
    "forget_factors",
    "forget_way_in",
    "grant",
    "hand_over_again",
    "invite",
    "join_account",
    "make_return_key",
    "place_site",
    "print_codes",
    "replace_return_key",
    "require_own_word",
    "reset_passphrase",
    "restore_asked",
    "restore_factor",
    "revoke",
    "sign_in",
    "sign_out_everywhere",
    "step_up",
    "use_return_key",
    "was_restored",
]

"""Every write about people who sign in, their hats, return keys and organisations."""

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
    step_up,
)
from alongside.accounts.actions.organisation import (
    add_programme,
    add_site,
    begin,
    choose_regime,
    edit_organisation,
)
from alongside.accounts.actions.own import (
    begin_account,
    change_passphrase,
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

__all__ = [
    "Invitation",
    "add_programme",
    "add_site",
    "begin",
    "begin_account",
    "change_passphrase",
    "choose_regime",
    "edit_account",
    "edit_organisation",
    "end_account",
    "end_other_sessions",
    "end_return_key",
    "end_session",
    "grant",
    "hand_over_again",
    "invite",
    "join_account",
    "make_return_key",
    "replace_return_key",
    "require_own_word",
    "reset_passphrase",
    "revoke",
    "sign_in",
    "sign_out_everywhere",
    "step_up",
    "use_return_key",
]

"""Which law protects the people of a programme: chosen by somebody, never assumed."""

import uuid

from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants.rules import regimes

OLDEST = 21


def choose_regime(
    *, by: actors.Actor, programme: uuid.UUID, regime: str, minors_from: int | None, version: int
) -> None:
    """Until a law is chosen, nothing leaves; what was agreed to under another holds no more.
    `minors_from` is the age from which somebody signs alone; None: from adulthood."""
    access.require(by, P.ORGANISATION_EDIT)
    if regime and regimes.of(regime) is None:
        raise errors.Problem(_("We do not know this law."), todo=_("Choose one of the list."))
    if minors_from is not None and not 0 <= minors_from <= OLDEST:
        raise errors.Problem(_("This is no age at which somebody is a minor."))
    accounts.choose_regime(
        by=by, programme=programme, regime=regime, minors_from=minors_from, version=version
    )

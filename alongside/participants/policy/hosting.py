"""Where Alongside runs, before anybody new is written down. What is here already is on that
machine and stays in use: to shut it would hurt those it is about, and protect nobody."""

import uuid
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Programme
from alongside.core import errors

# Whether the agreement with the host is recorded and lives: a floor above keeps them.
agreed: list[Callable[[uuid.UUID], bool]] = []


def may_take_in(organisation: Organisation) -> bool:
    """Nobody else stores for them; or no law was chosen that could ask for an agreement; or it is
    recorded."""
    if organisation.hosting == Organisation.Hosting.SELF:
        return True
    laws = Programme.objects.filter(organisation=organisation).exclude(regime="")
    return not laws.exists() or any(ask(organisation.pk) for ask in agreed)


def require(organisation_id: uuid.UUID) -> None:
    """Problem where nobody new may be written down yet."""
    if not may_take_in(Organisation.objects.get(pk=organisation_id)):
        raise errors.Problem(
            _("Nobody new can be written down here: where Alongside runs has not been settled."),
            kept=_("Nothing was written down. Whoever is here already is supported as before."),
            todo=_(
                "An administrator says that you host it yourselves, or the privacy lead writes "
                "down the agreement with whoever does."
            ),
        )

"""Where Alongside runs, before anybody new is written down. What is here already is on that
machine and stays in use: to shut it would hurt those it is about, and protect nobody."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Programme
from alongside.core import errors

# Whether the agreement with the host is recorded and lives: a floor above keeps them.
agreed: list[Callable[[uuid.UUID], bool]] = []


def knowing_laws(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """With `has_law`: whether a programme of theirs chose one."""
    laws = Programme.objects.filter(organisation=OuterRef("pk")).exclude(regime="")
    return rows.annotate(has_law=Exists(laws))


def may_take_in(organisation: Any) -> bool:
    """Of `knowing_laws`. Nobody else stores for them; or no law was chosen that could ask for an
    agreement; or it is recorded."""
    if organisation.hosting == Organisation.Hosting.SELF or not organisation.has_law:
        return True
    return any(ask(organisation.pk) for ask in agreed)


def require(organisation_id: uuid.UUID) -> None:
    """Problem where nobody new may be written down yet."""
    if not may_take_in(knowing_laws(Organisation.objects.all()).get(pk=organisation_id)):
        raise errors.Problem(
            _("Nobody new can be written down here: where Alongside runs has not been settled."),
            kept=_("Nothing was written down. Whoever is here already is supported as before."),
            todo=_(
                "An administrator says that you host it yourselves, or the privacy lead writes "
                "down the agreement with whoever does."
            ),
        )

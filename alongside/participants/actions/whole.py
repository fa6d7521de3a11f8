"""An organisation takes its own records out. It is not `disclose`, which lets something go to
somebody else and asks each person's agreement; but nobody is in the file whose account does not
say so, with who took it, who allowed it, when and why."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.participants import models
from alongside.participants.policy import whole


def take_whole(*, by: actors.Actor, why: str, allowed_by: uuid.UUID | None = None) -> models.Taken:
    """Write down that a file begins. Each file is one, also of the same yes."""
    access.require(by, P.PEOPLE_BRING)
    if not why.strip():
        raise errors.Problem(_("Say why it should be taken out, and where it goes."))
    with transaction.atomic():
        row = models.Taken.objects.create(
            organisation_id=by.tenant,
            taken_by_id=by.id if by.kind is actors.Kind.PERSON else None,
            role=by.role,
            allowed_by_id=allowed_by,
            why=why.strip()[:2000],
        )
        audit.record(by=by, verb=whole.VERB, about=("taken", row.pk))
    return row


def tell_taken(
    *, by: actors.Actor, taken: uuid.UUID, people: Iterable[uuid.UUID]
) -> set[uuid.UUID]:
    """Before it leaves: the account of each of them says so, all at once. Gives whom it was
    written for; who was erased meanwhile is not among them, and leaves with nothing."""
    access.require(by, P.PEOPLE_BRING)
    with transaction.atomic():
        here = whole.takeable(by).filter(pk__in=set(people)).select_for_update(of=("self",))
        still = sorted(here.order_by("pk").values_list("pk", flat=True))
        told = [audit.Happened(whole.VERB, pk, about=("taken", taken)) for pk in still]
        audit.record_all(by=by, happened=told)
    return set(still)

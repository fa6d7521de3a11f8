"""A sheet: a contact with all that went with it, as one save."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.capture import kinds, schemas
from alongside.core import errors
from alongside.support.models import Contact, Work


def save_sheet(*, by: actors.Actor, around: kinds.Around, parts: Sequence[schemas.Part]) -> None:
    """Each part by its own action, all of them or none. `around` is what they share: who, where,
    when. A resend changes nothing: each part has an identifier of its own."""
    access.require(by, P.FIELD_WORK, at=around.happened_at)
    if any(part.kind == "sheet" or part.kind not in kinds.KINDS for part in parts):
        raise errors.Problem(_("A sheet has no part of this kind."))
    is_new = not _is_there(by, parts)
    with transaction.atomic():
        for part in parts:
            kind = kinds.KINDS[part.kind]
            one = kinds.Around(
                part.id,
                around.happened_at,
                person=around.person if part.named else None,
                place=part.place or around.place,
            )
            kind.play(by, one, kind.body.model_validate(part.body))
        if is_new:
            facts = {"parts": [part.kind for part in parts]}
            audit.record(by=by, verb="save-sheet", about=("sheet", around.id), facts=facts)


def _is_there(by: actors.Actor, parts: Sequence[schemas.Part]) -> bool:
    """Its time together is written down already: the same sheet was sent before."""
    same = {"organisation_id": by.tenant, "pk__in": [p.id for p in parts if p.kind == "contact"]}
    return Contact.objects.filter(**same).exists() or Work.objects.filter(**same).exists()

"""Whose phones and held captures somebody may see: their own, and of others what they keep."""

import uuid

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, roles
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Membership
from alongside.capture import models
from alongside.core import clock, errors, kept, keyring

CUT_OFF = _("This phone was cut off.")


def digest_of(secret: str) -> str:
    return keyring.digest(secret, use="field-device")


@kept.question
def devices_with(digest: kept.Text) -> QuerySet[models.Device]:
    """The phone that holds this secret, whoever is signed in on it."""
    return models.Device.objects.filter(secret_digest=digest)


def require_phone(by: actors.Actor, permission: P, *, secret: str) -> models.Device:
    """The phone at the door: of whoever is signed in, in this organisation, and not cut off. Of
    somebody else it takes nothing: the phone keeps what it has until its owner is back."""
    access.require(by, permission)
    if not (held := devices_with(kept.Text(digest_of(secret))) if secret else []):
        raise errors.Missing(_("This phone is not ready for the field, or not any more."))
    found = held[0]
    if found.cut_off_at is not None:
        raise errors.Gone(CUT_OFF)
    if (found.person_id, found.organisation_id) != (by.person_id, by.tenant):
        raise errors.Stale(
            _("Somebody else is signed in on this phone, or in another organisation."),
            kept=_("What was captured is still on the phone."),
            todo=_("Sign in as whoever made it ready, in the same organisation."),
        )
    return found


def devices_for(by: actors.Actor) -> QuerySet[models.Device]:
    """Their own; of the whole organisation for those who keep what stands behind the field."""
    here = models.Device.objects.filter(organisation_id=by.tenant)
    return here if access.can(by, P.FIELD_KEEP) else here.filter(person_id=by.person_id)


def holds_for(by: actors.Actor, *, counted: bool = False) -> QuerySet[models.Hold]:
    """What somebody captured themselves, or was asked about. All may only be `counted`."""
    here = models.Hold.objects.filter(organisation_id=by.tenant)
    mine = Q(person_id=by.person_id)
    if access.can(by, P.FIELD_KEEP):  # nobody decides for others who may not any more
        mine |= Q(asked_id=by.person_id)
    return here if counted else here.filter(mine)


def require_hold(by: actors.Actor, permission: P, *, hold: uuid.UUID) -> models.Hold:
    access.require(by, permission)
    found = holds_for(by).filter(pk=hold).select_related("capture__device", "person").first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def hat_of(hold: models.Hold) -> Membership | None:
    """The hat in which something was captured, while it is worn."""
    worn = accounts.open_memberships(hold.person_id, at=clock.now())
    return worn.filter(pk=hold.capture.device.membership_id).first()


def keepers_for(by: actors.Actor) -> QuerySet[Membership]:
    """Colleagues who may be asked what becomes of a capture."""
    asked = [slug for slug, role in roles.ROLES.items() if P.FIELD_KEEP in role.permissions]
    here = accounts.all_open_memberships(at=clock.now()).filter(organisation_id=by.tenant)
    return here.filter(role__in=asked).exclude(person_id=by.person_id)

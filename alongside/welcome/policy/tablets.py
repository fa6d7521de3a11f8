"""Which tablet somebody stands at: it opens one place, and reads nothing of it."""

from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.welcome import models
from alongside.welcome.policy import desk


def require_tablet(by: actors.Actor, permission: P) -> models.Kiosk:
    """The lock of a tablet: it opens while nobody ended it."""
    access.require(by, permission)
    held = models.Kiosk.objects.filter(pk=by.id or actors.NOWHERE, organisation_id=by.tenant)
    found = held.filter(ended_at=None, opened_at__isnull=False).select_related("site").first()
    if not desk.is_tablet(by) or found is None:
        raise errors.Gone(NO_TABLET, todo=NEW_CODE)
    return found


NO_TABLET = _("This screen is not a check-in tablet, or not any more.")
NEW_CODE = _("Somebody at the desk can make a new code for it.")


def kiosk_coded(digest: str) -> models.Kiosk | None:
    return models.Kiosk.objects.filter(code_digest=digest).select_related("site").first()

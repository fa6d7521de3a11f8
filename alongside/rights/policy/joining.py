"""Which records were put together or taken apart, for who may do it: both within their reach."""

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import policy as reach
from alongside.rights import models


def joinings_for(by: actors.Actor) -> QuerySet[models.Joining]:
    rows = models.Joining.objects.filter(organisation_id=by.tenant)
    if not access.can(by, P.RECORD_JOIN):
        return rows.none()
    kept = reach.kept_from(by).values("pk")
    return rows.exclude(Q(kept__in=kept) | Q(other__in=kept))


def joined_since(row: models.Joining) -> QuerySet[models.Joining]:
    """What was done later with either of the two, and still stands."""
    both = (row.kept_id, row.other_id)
    later = models.Joining.objects.filter(made_at__gt=row.made_at, undone_at=None)
    return later.filter(Q(kept_id__in=both) | Q(other_id__in=both)).exclude(pk=row.pk)

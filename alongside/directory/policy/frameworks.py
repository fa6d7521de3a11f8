"""Which frameworks anybody may see: those that are on; and a steward's own."""

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.directory import models


def frameworks_of(by: actors.Actor) -> QuerySet[models.Framework]:
    """In the care of this steward, whether on or off."""
    return models.Framework.objects.filter(steward_id=by.person_id).order_by("name")


def framework_parts(service: models.Service) -> QuerySet[models.FrameworkPart]:
    """Where it stands in frameworks whose own communities switched them on."""
    rows = models.FrameworkPart.objects.filter(services=service, framework__on_since__isnull=False)
    return rows.select_related("framework").order_by("framework__name", "position")

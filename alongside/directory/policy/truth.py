"""Who may change which listings: editors by area, and what waits for them."""

import uuid

from django.db.models import Q, QuerySet

from alongside.accounts import actors
from alongside.core import clock
from alongside.directory import models, policy
from alongside.directory.policy import areas

Kind = models.EditorArea.Kind


def live_areas() -> QuerySet[models.EditorArea]:
    now = clock.now()
    return models.EditorArea.objects.filter(from_at__lte=now).exclude(until_at__lte=now)


def areas_of(by: actors.Actor) -> QuerySet[models.EditorArea]:
    return live_areas().filter(person_id=by.person_id, organisation_id=by.tenant)


def areas_given(by: actors.Actor) -> QuerySet[models.EditorArea]:
    return live_areas().filter(organisation_id=by.tenant).select_related("person", "source")


def edits_everywhere(by: actors.Actor) -> bool:
    """Alongside itself; and coordinators, until an area is given to them."""
    if by.kind is actors.Kind.SYSTEM:
        return True
    kinds = set(areas_of(by).values_list("kind", flat=True))
    return Kind.EVERYWHERE in kinds or (not kinds and by.role == "coordinator")


def meetings_of(by: actors.Actor) -> QuerySet[models.Meeting]:
    return policy.known_meetings() if edits_everywhere(by) else meetings_in(areas_of(by))


def services_of(by: actors.Actor) -> QuerySet[models.Service]:
    return policy.known_services() if edits_everywhere(by) else services_in(areas_of(by))


def meetings_in(these: areas.Areas) -> QuerySet[models.Meeting]:
    return policy.known_meetings().filter(areas.any_of(these, "near_"))


def services_in(these: areas.Areas) -> QuerySet[models.Service]:
    near = models.ServiceAtLocation.objects.filter(areas.any_of(these, "near_", "service__"))
    return policy.known_services().filter(pk__in=near.values("service"))


def suggestions_of(by: actors.Actor) -> QuerySet[models.Suggestion]:
    rows = models.Suggestion.objects.select_related("meeting", "service", "answered_by")
    if edits_everywhere(by):
        return rows
    new = Q(kind="new") & areas.any_of(areas_of(by), "", "meeting__")
    ours = Q(meeting__in=meetings_of(by)) | Q(service__in=services_of(by))
    return rows.filter(ours | new)


def reports_of(by: actors.Actor) -> QuerySet[models.Report]:
    ours = Q(meeting__in=meetings_of(by)) | Q(service__in=services_of(by))
    return models.Report.objects.filter(ours).select_related("meeting", "service")


def sources() -> QuerySet[models.Source]:
    """The lists we know listings from."""
    return models.Source.objects.exclude(key="gazetteer").order_by("name")


def edits(kind: str, listing: uuid.UUID) -> QuerySet[models.Edit]:
    """What was put right here and stands."""
    rows = models.Edit.objects.filter(kind=kind, listing_id=listing, ended_at=None)
    return rows.select_related("by")

"""What goes out in feeds: only what a page would show too."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from alongside.directory import models
from alongside.directory import policy as shown

NEWS = (models.RunLine.Fate.ADDED, models.RunLine.Fate.CHANGED, models.RunLine.Fate.GONE)


def meetings() -> QuerySet[models.Meeting]:
    """Meetings with what a feed tells of each."""
    related = shown.meetings().select_related("body", "belongs_to", "source")
    return related.prefetch_related("types", "facts")


def having(kind: int) -> QuerySet[Any]:
    """Keys of the meetings of one type."""
    through: Any = models.Meeting.types.through
    return through.objects.filter(meetingtype=kind).values("meeting")  # type: ignore[no-any-return]


def types_of_meetings() -> Any:
    """Which meeting has which type, by their keys."""
    through: Any = models.Meeting.types.through
    return through.objects.values_list("meeting", "meetingtype")


def types() -> QuerySet[models.MeetingType]:
    """Types that at least one meeting in a feed has."""
    return models.MeetingType.objects.filter(meetings__in=shown.meetings().values("pk")).distinct()


def bodies() -> QuerySet[models.ServiceBody]:
    return models.ServiceBody.objects.filter(retired_at=None)


def sources() -> QuerySet[models.Source]:
    """Where the meetings in a feed come from."""
    return models.Source.objects.filter(pk__in=shown.meetings().values("source"))


def runs() -> QuerySet[models.Run]:
    """Imports that changed something."""
    applied = models.Run.objects.filter(state=models.Run.State.APPLIED)
    return applied.exclude(added=0, changed=0, gone=0)


def edits() -> QuerySet[models.Edit]:
    return models.Edit.objects.filter(kind="meetings")


def reports() -> QuerySet[models.Report]:
    return models.Report.objects.all()


def checks() -> QuerySet[models.Check]:
    return models.Check.objects.all()


def suggestions() -> QuerySet[models.Suggestion]:
    return models.Suggestion.objects.exclude(answered_at=None)


def news(tables: Any, begin: datetime | None, end: datetime | None) -> QuerySet[models.RunLine]:
    """What imports did. What the lines say of it (`was`, `says`) is for staff."""
    chosen = runs()
    if begin:
        chosen = chosen.filter(applied_at__gte=begin)
    if end:
        chosen = chosen.filter(applied_at__lt=end)
    lines = models.RunLine.objects.filter(run__in=chosen, table__in=tables, fate__in=NEWS)
    return lines.select_related("run").only("run", "fate", "key", "field", "pk")

"""What there is beside a listing: asked together with it, so that nothing is asked for what is
not there. Most listings have little beside them."""

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from alongside.directory import models

Row = TypeVar("Row", models.Meeting, models.Service)


def with_said(kind: str, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Each row knows whether a report is open about it, whether anybody says anything of it,
    and whether something was put right here."""
    about: dict[str, Any] = {kind.removesuffix("s"): OuterRef("pk")}
    edits = models.Edit.objects.filter(kind=kind, listing_id=OuterRef("pk"), ended_at=None)
    return rows.annotate(
        has_report=Exists(models.Report.objects.filter(**about, ended_at=None)),
        has_facts=Exists(models.Fact.objects.filter(**about)),
        has_edits=Exists(edits.filter(why=models.Edit.Why.EDITED)),
    )


def with_kinds(rows: QuerySet[models.Meeting]) -> QuerySet[models.Meeting]:
    """Each meeting knows whether its list gives it types and languages."""
    types: Any = models.Meeting.types.through
    languages: Any = models.Meeting.languages.through
    return rows.annotate(
        has_types=Exists(types.objects.filter(meeting=OuterRef("pk"))),
        has_languages=Exists(languages.objects.filter(meeting=OuterRef("pk"))),
    )


def may_have(row: models.Meeting | models.Service, what: str) -> bool:
    """False only where the row knows that there is none."""
    return bool(getattr(row, what, True))

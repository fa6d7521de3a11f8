"""The search index. It holds only what may be shown; what is shown of it is read again, through
the doors beside this one."""

from typing import Any

from django.db.models import QuerySet

from alongside.directory import models

Rows = QuerySet[Any]


def entries() -> QuerySet[models.Entry]:
    return models.Entry.objects.all()


def entry_times() -> QuerySet[models.EntryTime]:
    return models.EntryTime.objects.all()


def entry_words() -> QuerySet[models.EntryWord]:
    return models.EntryWord.objects.all()


def vocables() -> QuerySet[models.Vocable]:
    return models.Vocable.objects.all()


def spellings() -> QuerySet[models.Spelling]:
    return models.Spelling.objects.all()


def open_hours() -> QuerySet[models.OpenHours]:
    return models.OpenHours.objects.all()


def open_spans() -> QuerySet[models.OpenSpan]:
    return models.OpenSpan.objects.all()


def links(through: Any) -> Rows:
    """Rows that tie what may be shown to its types, languages, terms and details."""
    return QuerySet(through)

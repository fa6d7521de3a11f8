"""What editors prepare: their drafts, and each as everybody will see it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.core import errors
from alongside.directory import models, queries
from alongside.directory.policy import drafts as policy
from alongside.directory.policy import truth
from alongside.directory.queries.truth import editable

PAGE = 50
TOLD_BY = ("told_by__meeting", "told_by__service")


@dataclass(slots=True)
class Drafts:
    rows: list[models.Draft]
    more: bool
    page: int
    may_write: bool


def drafts(by: actors.Actor, *, page: str) -> Drafts:
    """Those with a day first, then the newest."""
    number = max(1, min(int(page), 1000)) if page.isascii() and page.isdigit() else 1
    mine = policy.drafts_of(by).select_related("meeting", "service", "made_by", *TOLD_BY)
    first = (number - 1) * PAGE
    shown = list(mine.order_by("publish_on", "-made_at", "pk")[first : first + PAGE + 1])
    may_write = truth.edits_everywhere(by) or truth.areas_of(by).exists()
    return Drafts(shown[:PAGE], len(shown) > PAGE, number, may_write)


def waits(row: models.Meeting | models.Service) -> bool:
    """Is it new, written by those who run it, and not looked at by an editor yet?"""
    about = {"meeting" if isinstance(row, models.Meeting) else "service": row}
    return policy.told().filter(**about).exists()


def look(by: actors.Actor, kind: str, listing: uuid.UUID, *, now: datetime) -> Any:
    """A draft, as its page will be."""
    row = editable(by, kind, listing)
    if row.is_public:
        raise errors.Missing(_("It is shown to everybody already."))
    return look_at(row, now=now)


def look_at(row: models.Meeting | models.Service, *, now: datetime) -> Any:
    if isinstance(row, models.Meeting):
        return queries.meeting(row.pk, now=now, among=policy.unshown("meetings", row.pk))
    return queries.service(row.pk, now=now, among=policy.unshown("services", row.pk))

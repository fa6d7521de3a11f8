"""Ours or theirs: what was changed here or held, and what its source says by now."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models, search
from alongside.directory.actions import renewing
from alongside.directory.actions.tables import TABLES
from alongside.directory.rules import positions, times

Why = models.Edit.Why


def settle_differences(
    *, by: actors.Actor, kind: str, listing: uuid.UUID, seen: list[uuid.UUID], theirs: bool
) -> int:
    """For one listing, all that was `seen` side by side: keep ours, or take theirs. What was
    settled meanwhile stays as it is. Returns how many fields."""
    access.require(by, P.DIRECTORY_IMPORT)
    if kind not in TABLES:
        raise errors.Missing(_("There is no such listing."))
    model: Any = TABLES[kind][0]
    with transaction.atomic():
        row = model.objects.select_for_update().filter(pk=listing).first()
        if row is None:
            raise errors.Missing(_("There is no such listing."))
        open_ones = models.Edit.objects.filter(
            kind=kind, listing_id=listing, ended_at=None, source_said_at__isnull=False
        )
        edits = list(open_ones.filter(pk__in=seen))
        if not edits:
            return 0
        _take_theirs(kind, row, edits) if theirs else _keep_ours(by, edits)
        audit.record(
            by=by,
            verb="settle-differences",
            about=(kind, listing),
            facts={"fields": sorted(edit.field for edit in edits), "theirs": theirs},
        )
    return len(edits)


def _keep_ours(by: actors.Actor, edits: list[models.Edit]) -> None:
    """Ours stands against what they say now; they are heard again when they say another thing."""
    for edit in edits:
        edit.was, edit.source_says, edit.source_said_at = edit.source_says, None, None
        if edit.why == Why.HELD:
            edit.why, edit.says, edit.at = Why.EDITED, models.Says.EDITOR, clock.now()
            edit.by_id = by.person_id if by.kind is actors.Kind.PERSON else None
        edit.save()


def _take_theirs(kind: str, row: Any, edits: list[models.Edit]) -> None:
    for edit in edits:
        setattr(row, edit.field, edit.source_says)
    if kind == "meetings":
        row.world_minute = times.world_minute(row.weekday, row.start_minute, row.time_zone)
        if positions.valid(row.latitude, row.longitude):
            row.near_latitude, row.near_longitude = row.latitude, row.longitude
    row.save()
    if kind == "locations" and positions.valid(row.latitude, row.longitude):
        row.offered.update(near_latitude=row.latitude, near_longitude=row.longitude, is_exact=True)
    models.Edit.objects.filter(pk__in=[edit.pk for edit in edits]).update(ended_at=clock.now())
    renewing.touched_with(kind, row, clock.now())
    if kind in ("meetings", "services"):
        search.reindex(**{kind: [row.pk]})

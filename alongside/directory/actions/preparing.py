"""Listings prepared before anybody else sees them: written, kept, shown, and taken back."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models
from alongside.directory.actions import making, rows
from alongside.directory.policy import drafts as policy
from alongside.directory.queries import timetables


def prepare(*, by: actors.Actor, id: uuid.UUID, table: str, values: Mapping[str, Any]) -> rows.Row:
    """A new listing that only editors see. The same id again is the same draft."""
    access.require(by, P.DIRECTORY_EDIT)
    rows.require_known(table)
    before = policy.drafts_of(by).filter(pk=id).first()
    if before is not None and before.listing is not None:
        return before.listing
    with transaction.atomic():
        row = making.put_down(str(id), table, values, is_public=False)
        making.begin_draft(by, row, clock.now(), id=id)
        if not policy.is_inside(by, table, row.pk):
            raise errors.Problem(
                _("This place is outside the areas you look after, or we don’t know its town."),
                kept=_("Everything you typed is still here."),
                todo=_("Write the town with its state or province, or ask a coordinator."),
            )
        audit.record(by=by, verb="prepare-listing", about=(table, row.pk))
    return row


def take_back(*, by: actors.Actor, kind: str, listing: uuid.UUID) -> None:
    """From now on only editors see it, whatever an import says."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, kind, listing)
        if row.is_public:
            making.hide(by, row, clock.now())
            audit.record(by=by, verb="take-back-listing", about=(kind, row.pk))


def publish(
    *, by: actors.Actor, kind: str, listing: uuid.UUID, version: int, on: date | None = None
) -> None:
    """Everybody sees it: now, or from a day on that has not come yet."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, kind, listing)
        draft = _locked(row, version)
        if draft is None:
            return
        now = clock.now()
        if on is not None and on > timetables.today_there(row, now=now):
            draft.publish_on, draft.version = on, draft.version + 1
            draft.save(update_fields=["publish_on", "version"])
            audit.record(by=by, verb="plan-listing", about=(kind, row.pk))
            return
        making.show(row, draft, now)
        rows.looked(by, row, models.Says.EDITOR, now)
        audit.record(by=by, verb="publish-listing", about=(kind, row.pk))


def drop(*, by: actors.Actor, kind: str, listing: uuid.UUID, version: int) -> None:
    """It is thrown away: nobody ever sees it."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, kind, listing)
        draft = _locked(row, version)
        if draft is None:
            return
        now = clock.now()
        draft.ended_at, draft.is_dropped, draft.publish_on = now, True, None
        draft.version += 1
        draft.save()
        row.retired_at = row.retired_at or now
        row.save(update_fields=["retired_at"])
        audit.record(by=by, verb="drop-draft", about=(kind, row.pk))


def show_due(*, by: actors.Actor) -> int:
    """What was to be shown from today on, on the clock of where it is."""
    access.require(by, P.DIRECTORY_EDIT)
    now, shown = clock.now(), 0
    latest = now.date() + timedelta(days=1)  # it is tomorrow already in the east
    for draft in policy.live().filter(publish_on__lte=latest).order_by("publish_on", "pk"):
        with transaction.atomic():
            held = policy.live().select_for_update().filter(pk=draft.pk).first()
            row = held.listing if held else None
            if held is None or row is None or held.publish_on is None:
                continue
            if held.publish_on <= timetables.today_there(row, now=now):
                making.show(row, held, now)
                audit.record(by=by, verb="publish-listing", about=(held.kind, row.pk))
                shown += 1
    return shown


def _locked(row: rows.Row, version: int) -> models.Draft | None:
    """None where it is shown already: the same tap, twice."""
    draft = policy.live().select_for_update().filter(**rows.about(row)).first()
    if draft is not None and draft.version != version:
        raise errors.Stale(
            _("Somebody else changed this draft meanwhile."),
            kept=_("Your tap changed nothing."),
            todo=_("Look at it again, then decide."),
        )
    return draft

"""What was said here, laid over what a source says now; and what a human should look at first.

An import never writes over an edit. Where the source meanwhile says something else, both are kept
side by side. From a feed that is read by itself, a new phone number, link or address of a
listing that is known is not believed: it is held until somebody looked.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from alongside.directory import models, schemas
from alongside.directory.actions.tables import Table

_PLACE = ("address", "town", "latitude", "longitude")
# What could send people to somebody else: changed only by a human, where a feed is read alone.
GUARDED: dict[str, tuple[str, ...]] = {
    "meetings": (*_PLACE, "conference_url", "conference_phone", "website"),
    "services": ("address", "phone", "email", "website"),
    "organisations": ("email", "website"),
    "locations": ("latitude", "longitude", "email", "website"),
    "addresses": ("street", "street_more", "town", "region", "postal", "country"),
    "phones": ("number", "extension"),
    "websites": ("url",),
}
OURS = {models.Edit.Why.TWIN, models.Edit.Why.DRAFT}  # no field that its list speaks of
Key = tuple[str, uuid.UUID]


class Overlay:
    """Of one import. `before` are the columns of all listings that changed, as they stood."""

    def __init__(self, *, hold: bool, now: datetime) -> None:
        self.hold, self.now = hold, now
        self.before: dict[Key, dict[str, Any]] = {}
        self.over: dict[Key, dict[str, Any]] = {}
        self.held: list[models.Edit] = []
        self.told: list[models.Edit] = []
        self.ended: list[models.Edit] = []

    def settle(self, tables: Mapping[str, Table]) -> None:
        """Give the tables what is to be written instead of what the source says."""
        for table in tables.values():
            if table.changed:
                self._settle(table)
        if self.hold and "phones" in tables:
            self._hold_new_phones(tables["phones"], tables)

    def finish(self, rows: Mapping[uuid.UUID, Any]) -> None:
        """Also what was worked out afterwards, such as where a search finds a meeting."""
        for (kind, pk), values in self.over.items():
            if kind == "meetings" and pk in rows:
                for column, value in values.items():
                    setattr(rows[pk], column, value)

    def write(self) -> None:
        """Inside the caller's transaction."""
        models.Edit.objects.bulk_create(self.held, batch_size=500)
        columns = ["source_says", "source_said_at"]
        models.Edit.objects.bulk_update(self.told, columns, batch_size=200)
        for chunk in Table.chunks([edit.pk for edit in self.ended]):
            models.Edit.objects.filter(pk__in=chunk).update(ended_at=self.now)

    def _settle(self, table: Table) -> None:
        pks = [table.pks[listing.key] for listing in table.changed]
        edits = self._read(table, pks)
        laid: dict[str, schemas.Listing] = {}
        for listing in table.changed:
            pk = table.pks[listing.key]
            over = self._of_edits(listing, edits.get(pk, []))
            if self.hold:
                over |= self._held(table, listing, over)
            if over:
                self.over[table.name, pk] = over
                laid[listing.key] = replace(listing, values={**listing.values, **over})
        if laid:
            table.changed = [laid.get(each.key, each) for each in table.changed]
            table.listings = [laid.get(each.key, each) for each in table.listings]

    def _read(self, table: Table, pks: list[uuid.UUID]) -> dict[uuid.UUID, list[models.Edit]]:
        edits: dict[uuid.UUID, list[models.Edit]] = {}
        live = models.Edit.objects.filter(kind=table.name, ended_at=None)
        for chunk in Table.chunks(pks):
            for row in table.model.objects.filter(pk__in=chunk).values():
                self.before[table.name, row["id"]] = row
            for edit in live.filter(listing_id__in=chunk):
                edits.setdefault(edit.listing_id, []).append(edit)
        return edits

    def _of_edits(self, listing: schemas.Listing, edits: list[models.Edit]) -> dict[str, Any]:
        over = {}
        for edit in edits:
            theirs = listing.values.get(edit.field)
            is_said = edit.field in listing.values and edit.why not in OURS
            if is_said and theirs == edit.value:
                self.ended.append(edit)  # both say the same by now
                continue
            over[edit.field] = edit.value
            if is_said and theirs == edit.was and edit.source_said_at is not None:
                edit.source_says, edit.source_said_at = None, None
                self.told.append(edit)
            elif is_said and theirs not in (edit.was, edit.source_says):
                edit.source_says, edit.source_said_at = theirs, self.now
                self.told.append(edit)
        return over

    def _held(
        self, table: Table, listing: schemas.Listing, over: Mapping[str, Any]
    ) -> dict[str, Any]:
        pk = table.pks[listing.key]
        before, held = self.before[table.name, pk], {}
        for column in GUARDED.get(table.name, ()):
            theirs = listing.values.get(column)
            if column in listing.values and column not in over and theirs != before[column]:
                held[column] = before[column]
                self._keep(table.name, pk, column, before[column], theirs)
        return held

    def _keep(self, kind: str, pk: uuid.UUID, column: str, ours: Any, theirs: Any) -> None:
        self.held.append(
            models.Edit(
                kind=kind,
                listing_id=pk,
                field=column,
                value=ours,
                was=ours,
                source_says=theirs,
                source_said_at=self.now,
                says=models.Says.LISTING,
                why=models.Edit.Why.HELD,
                at=self.now,
            )
        )

    def _hold_new_phones(self, table: Table, tables: Mapping[str, Table]) -> None:
        """One more number of something that is known is as good as a changed one."""
        laid = {}
        for listing in table.new:
            known = any(
                table.parents[column] in tables
                and key not in tables[table.parents[column]].keys_new
                for column, key in listing.refs.items()
            )
            if known and listing.values.get("is_public", True):
                pk = table.pks[listing.key]
                self._keep("phones", pk, "is_public", False, True)
                laid[listing.key] = replace(listing, values={**listing.values, "is_public": False})
        if laid:
            table.new = [laid.get(each.key, each) for each in table.new]
            table.listings = [laid.get(each.key, each) for each in table.listings]

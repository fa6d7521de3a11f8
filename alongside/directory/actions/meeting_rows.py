"""What an import adds to its meetings: where and by which clock, of which fellowship, when not."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from hashlib import blake2s
from typing import TYPE_CHECKING, Any

from alongside.directory import models, schemas, search
from alongside.directory.actions.tables import Table
from alongside.directory.models import labels
from alongside.directory.rules import facts, positions, times, words

if TYPE_CHECKING:
    from alongside.directory.actions.staging import Stage

LOCAL = (models.Says.PEOPLE, models.Says.EDITOR)


class MeetingRows:
    """The meetings of one stage: settled and shelved before the transaction."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.table = stage, stage.tables["meetings"]
        self.kinds: dict[str, int] = {}  # types by code
        self.means: dict[str, str] = {}
        self.renamed: list[models.MeetingType] = []
        self.once_more: set[uuid.UUID] = set()  # on a date that people or editors named
        built = [
            (listing, self.table.built(listing, stage.tables)) for listing in self.table.touched
        ]
        self.rows: list[models.Meeting] = [row for _, row in built]
        self.table.rows = {row.pk: row for row in self.rows}
        for listing, row in built:
            self._place(listing, row)
        self._zone([row for row in self.rows if not row.time_zone])
        self._name_fellowships()
        paused = self._said_here()
        for listing, row in built:
            row.world_minute = times.world_minute(row.weekday, row.start_minute, row.time_zone)
            row.building = _building(row)
            row.is_irregular = bool(
                row.rrule
                or row.until_on
                or (row.starts_on and row.starts_on > stage.now.date())
                or listing.dates
                or row.pk in paused
            )

    def _place(self, listing: schemas.Listing, row: models.Meeting) -> None:
        near, found = self.stage.near(listing), self.stage.found
        if near:
            row.near_latitude, row.near_longitude = near[:2]
            if not row.time_zone and not near[2]:
                row.time_zone = next(found[w].time_zone for w in listing.where if w in found)

    def _zone(self, rows: list[models.Meeting]) -> None:
        placed = [row for row in rows if row.near_latitude is not None]
        zones = search.zones([(row.near_latitude, row.near_longitude) for row in placed])  # type: ignore[misc]
        for row, zone in zip(placed, zones, strict=True):
            row.time_zone = zone
        usual = self.stage.source.time_zone or self._usual_zone()
        for row in rows:
            row.time_zone = row.time_zone or usual

    def _usual_zone(self) -> str:
        """Where nothing says the zone of a meeting: that of nearly all others of its source."""
        counts = Counter(row.time_zone for row in self.rows if row.time_zone)
        kept = models.Meeting.objects.filter(source_id=self.stage.source.pk).exclude(time_zone="")
        counts.update(kept.values_list("time_zone", flat=True))
        zone, count = counts.most_common(1)[0] if counts else ("", 0)
        return zone if count >= 0.8 * counts.total() else ""

    def _name_fellowships(self) -> None:
        """Which one a feed means by its words, and its pathway where the feed names none that
        there is."""
        ways = set(models.Pathway.objects.values_list("pk", flat=True))
        known = {
            each.folded: each.fellowship
            for each in models.FellowshipSpelling.objects.select_related("fellowship")
        }
        for row in self.rows:
            row.pathway = row.pathway if row.pathway in ways else ""
            found = known.get(words.fold(row.fellowship)) if row.fellowship else None
            if found is not None:
                row.belongs_to = found
                row.pathway = row.pathway or found.pathway_id

    def _said_here(self) -> set[uuid.UUID]:
        """Puts back what people and editors said of changed rows; the keys of those for which
        they named dates."""
        dated: set[uuid.UUID] = set()
        said = {self.table.pks[listing.key]: listing for listing in self.table.changed}
        for chunk in Table.chunks(list(said)):
            for old in models.Meeting.objects.filter(pk__in=chunk, medication_says__in=LOCAL):
                self.stage.disputed.add(old.pk)
                self._settle(said[old.pk], old)
            local = models.MeetingDate.objects.filter(meeting__in=chunk, says__in=LOCAL)
            dated.update(local.values_list("meeting_id", flat=True))
            extra = local.filter(kind=models.MeetingDate.Kind.EXTRA)
            self.once_more.update(extra.values_list("meeting_id", flat=True))
        return dated

    def _settle(self, listing: schemas.Listing, old: models.Meeting) -> None:
        """Who is welcome, where not only the list says so: as it stood, or what all say now."""
        new, stage = self.table.rows[old.pk], self.stage
        voices = models.Fact.objects.filter(meeting=old.pk, kind=models.Fact.Kind.MEDICATION)
        heard = set(voices.exclude(says=models.Says.LISTING).values_list("is_so", "says"))
        told = [*stage.own_voices(self.table, listing), *stage.facts_of(listing)]
        more = {(v["is_so"], v["says"]) for v in told if v["kind"] == models.Fact.Kind.MEDICATION}
        before = (old.welcomes_medication, old.medication_says)
        now = facts.settled(heard | more) if heard else before
        new.welcomes_medication, new.medication_says = now
        new.medication_said_at = old.medication_said_at if now == before else stage.now

    def learn_types(self) -> None:
        """Types by code, made where they are new; what they are to mean once this is applied."""
        codes = {code for listing in self.table.touched for code in listing.types}
        said = {code: self._type(code) for code in sorted(codes)}
        self.kinds = self.stage.named(models.MeetingType, "code", said)
        own = self.stage.batch.types.keys() & said.keys()
        for row in models.MeetingType.objects.all():
            if row.code in own:
                new = said[row.code]
                name, means = new["name"] or row.name, new["means"] or row.means
                if (row.name, row.means) != (name, means):
                    row.name, row.means, row.known = name, means, bool(means)
                    self.renamed.append(row)
            self.means[row.code] = row.means

    def rename_types(self) -> None:
        """Where their own source calls them otherwise now."""
        models.MeetingType.objects.bulk_update(self.renamed, ["name", "means", "known"])

    def shelve(self, tongues: dict[str, int]) -> None:
        """Types, languages and dates of what was touched."""
        types, languages = models.Meeting.types.through, models.Meeting.languages.through
        self._again(
            types,
            lambda listing: (
                {"meetingtype_id": self.kinds[code]} for code in dict.fromkeys(listing.types)
            ),
        )
        self._again(
            languages,
            lambda listing: ({"language_id": tongues[name]} for name in dict(listing.languages)),
        )
        self._again(
            models.MeetingDate,
            lambda listing: (_dated(each) for each in listing.dates),
            says=models.Says.LISTING,
        )

    def _again(self, model: Any, rows_of: Callable[[schemas.Listing], Any], **also: Any) -> None:
        self.stage.again(self.table, model, "meeting_id", rows_of, **also)

    def _type(self, code: str) -> dict[str, Any]:
        name, means = self.stage.batch.types.get(code, ("", code))
        means = means if means in labels.KNOWN else ""
        return {"name": name[:120], "means": means, "known": bool(means)}


def _dated(said: schemas.Dated) -> dict[str, Any]:
    kind, on, until_on, start, end, reason = said
    return {
        "kind": kind,
        "on": on,
        "until_on": until_on,
        "start_minute": start,
        "end_minute": end,
        "reason": reason[:300],
    }


def _building(row: models.Meeting) -> str:
    """The same for one door, however its groups write the address: by its own position to ten
    metres, else by the words of an address with a number."""
    if row.is_approximate:
        return ""
    if positions.valid(row.latitude, row.longitude):
        at = f"{row.latitude:.4f},{row.longitude:.4f}"
    else:
        at = words.fold((row.street and f"{row.street} {row.town}") or row.address)
        if not any(sign.isdigit() for sign in at):
            return ""
    return blake2s(at.encode(), digest_size=8).hexdigest()

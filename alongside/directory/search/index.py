"""Keeping the index true: with what changes what a listing says, or whether it may be shown."""

# ruff: noqa: S608 - names of our own tables only

import json
import secrets
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2s
from typing import Any

from django.db import connection, transaction

from alongside.core.shelf import Shelf
from alongside.directory import models, policy
from alongside.directory.policy import finding
from alongside.directory.rules import cells, marks, opening, spelling
from alongside.directory.search import drafts, where
from alongside.directory.search.drafts import Draft, chunks

AT_ONCE = 5000
BROUGHT = 1000  # entries in one transaction: a tenth of a second
ARRIVING, LEAVING = "+", "-"  # how the key of an entry begins that is not to be found yet, or any
# more: nothing hangs on it by which a search could come to it.
ALONE = 7_305_442  # any number: who changes the index waits for whoever does (PostgreSQL)
TIME = ("meeting", "weekday", "starts", "ends", "slot", "world_minute", "swing")

NEAR, NOWHERE = ("near_latitude", "near_longitude"), (None, None)

Made = dict[str, Draft]
Where = dict[uuid.UUID, Sequence[float | None]]


def reindex(*, meetings: Iterable[uuid.UUID] = (), services: Iterable[uuid.UUID] = ()) -> None:
    """Find these as they are now, in the transaction that changes them; what may no longer be
    shown is found no more."""
    with transaction.atomic():
        for some in chunks(list(dict.fromkeys(meetings)), AT_ONCE):
            Change(meetings_on_lines(some, drafts.of_meetings(some))).do()
        for some in chunks(list(dict.fromkeys(services)), AT_ONCE):
            Change(services_at_places(some, drafts.of_services(some))).do()


def is_empty() -> bool:
    return not finding.entries().exists()


def reindex_all() -> tuple[int, int]:
    """Everything anew. Returns how many meetings and services may be found."""
    with transaction.atomic():
        for table in (finding.entry_words(), finding.entry_times(), finding.entries()):
            _empty(table)
        for more in (finding.vocables(), finding.open_hours()):
            more.all().delete()
        meetings: Where = {pk: at for pk, *at in policy.meetings().values_list("pk", *NEAR)}
        services: Where = dict.fromkeys(policy.services().values_list("pk", flat=True), NOWHERE)
        services |= {pk: at for pk, *at in policy.offers().values_list("service_id", *NEAR)}
        reindex(meetings=_by_place(meetings), services=_by_place(services))
    return len(meetings), len(services)


def _by_place(rows: Where) -> list[uuid.UUID]:
    """Neighbours one after the other: what is near then stands on few pages of the database."""
    return sorted(rows, key=lambda pk: cells.cell(0, *rows[pk]))


def meetings_on_lines(pks: Sequence[uuid.UUID], made: Made) -> tuple[Made, dict[str, int]]:
    """What these meetings are to be (`made`), together with the others on the same lines before
    or afterwards; and the entries that stand there now, by key."""
    old: dict[str, int] = {}
    for column, values in (("times__meeting", pks), ("key", list(made))):
        for some in chunks(values):
            rows = finding.entries().filter(**{f"{column}__in": some})
            old.update(rows.values_list("key", "pk"))
    others: set[uuid.UUID] = set()
    for few in chunks(sorted(old.values())):
        times = finding.entry_times().filter(entry__in=few)
        others.update(times.values_list("meeting_id", flat=True))
    for key, draft in drafts.of_meetings(sorted(others.difference(pks))).items():
        if key in made:
            made[key].times += draft.times
        else:
            made[key] = draft
    return made, old


def services_at_places(pks: Sequence[uuid.UUID], made: Made) -> tuple[Made, dict[str, int]]:
    old: dict[str, int] = {}
    for some in chunks(pks):
        rows = finding.entries().filter(service__in=some)
        old.update(rows.values_list("key", "pk"))
    return made, old


def sweep() -> None:
    """Take out what a process left that was ended in the middle of a change."""
    for sign in (ARRIVING, LEAVING):
        loose = list(finding.entries().filter(key__startswith=sign).values_list("pk", flat=True))
        _forget(loose)


class Lost(Exception):
    """What was made ready is not there any more: somebody made the whole index anew."""


class Change:
    """A change of the index: made ready beside it, then switched in at once.

    What an entry says is in its key, so one that stays is not written again. A new one is
    written without a position and without times, under a key that nothing asks for, and its
    words with it: no search comes to it, however long that takes. The switch is a handful of
    statements, and what left is taken out afterwards.
    """

    def __init__(self, *parts: tuple[Made, dict[str, int]]) -> None:
        """Each is what is to be found, and the entries of all that was touched, by key."""
        self.new: list[Draft] = []
        self.stay: dict[int, Draft] = {}
        self.leave: list[int] = []
        for made, old in parts:
            self.new += [draft for key, draft in made.items() if key not in old]
            self.stay |= {old[key]: draft for key, draft in made.items() if key in old}
            self.leave += [pk for key, pk in old.items() if key not in made]
        self.token = secrets.token_hex(4)  # so that two changes need not wait for each other
        self.brought: list[int] = []
        self.known: dict[str, int] = {}
        self.hours: dict[str, int] = {}
        self.tally: Counter[int] = Counter()
        self.arriving = Shelf(
            models.Entry, ("id", "key", "service_id", "latitude", "longitude"), name="arriving"
        )
        self.leaving = Shelf(models.Entry, ("id",), name="leaving")
        self.staying = Shelf(models.Entry, ("id", "marks", "week"), name="staying")
        self.times = Shelf(models.EntryTime)
        self.tallied = Shelf(models.Vocable, ("id", "count"), name="tallied")

    def do(self) -> None:
        """All of it, in the caller's transaction."""
        self.prepare()
        self.switch()
        self.clean()

    def prepare(self) -> None:
        """In short transactions of its own, or in the caller's."""
        for shelf in (self.arriving, self.leaving, self.staying, self.times, self.tallied):
            shelf.clear()
        placed = [draft for draft in self.new if draft.position and not draft.time_zone]
        zones = where.zones([draft.position for draft in placed if draft.position])
        for draft, zone in zip(placed, zones, strict=True):
            draft.time_zone = zone
        for some in chunks(self.new, BROUGHT):
            self._bring(some)
        self._stay()
        self.leaving.add({"id": pk} for pk in self.leave)
        for few in chunks(self.leave):
            held = finding.entry_words().filter(entry__in=few).values_list("vocable_id", flat=True)
            self.tally.subtract(held)
        self.tallied.add({"id": pk, "count": by} for pk, by in sorted(self.tally.items()) if by)

    def switch(self) -> None:
        """In the transaction in which the listings change."""
        gone, new = self.leaving.name, self.arriving.name
        self._alone()
        with connection.cursor() as cursor:
            if self.leave or self.stay:
                cursor.execute(
                    "DELETE FROM directory_entrytime WHERE entry_id IN"
                    f" (SELECT id FROM {gone} UNION ALL SELECT id FROM {self.staying.name})"
                )
            if self.leave:
                cursor.execute(
                    f"UPDATE directory_entry SET key = '{LEAVING}{self.token}' || substr(key, 10),"
                    " service_id = NULL, latitude = NULL, longitude = NULL"
                    f" WHERE id IN (SELECT id FROM {gone})"
                )
            if self.new:
                cursor.execute(
                    "UPDATE directory_entry SET key = w.key, service_id = w.service_id,"
                    f" latitude = w.latitude, longitude = w.longitude FROM {new} w"
                    " WHERE directory_entry.id = w.id"
                )
                if cursor.rowcount != len(self.new):
                    raise Lost
            if self.stay:
                cursor.execute(
                    "UPDATE directory_entry SET marks = w.marks, week = w.week"
                    f" FROM {self.staying.name} w"
                    " WHERE directory_entry.id = w.id"
                )
            self.times.write()
            cursor.execute(
                "UPDATE directory_vocable SET count = CASE WHEN directory_vocable.count + w.count"
                " < 0 THEN 0 ELSE directory_vocable.count + w.count END"
                f" FROM {self.tallied.name} w WHERE directory_vocable.id = w.id"
            )

    def clean(self) -> None:
        """After the switch: what left."""
        _forget(self.leave)

    def abandon(self) -> None:
        """Instead of the switch: what was to come."""
        _forget(self.brought)

    def _alone(self) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ALONE])

    def _entry(self, draft: Draft, mask: int) -> models.Entry:
        return models.Entry(
            key=f"{ARRIVING}{self.token}{draft.key[:23]}",
            cell=draft.cell,
            marks=mask,
            time_zone=draft.time_zone,
            hours_id=self.hours.get(draft.pattern),
            said=_json(draft.said),
            week=_json(draft.week),
        )

    def _bring(self, some: Sequence[Draft]) -> None:
        told = [draft.tell() for draft in some]
        masks = [mask | draft.parts for (mask, _), draft in zip(told, some, strict=True)]
        with transaction.atomic():
            self._learn({word for _, words in told for word in words})
            self.hours |= _hours({draft.pattern for draft in some if draft.pattern} - {*self.hours})
            entries = [self._entry(*each) for each in zip(some, masks, strict=True)]
            finding.entries().bulk_create(entries)
            rows = sorted(  # as they stand in the index that a search reads
                (self.known[word], entry.cell, entry.pk, weight)
                for entry, (_, words) in zip(entries, told, strict=True)
                for word, weight in words.items()
            )
            _insert(models.EntryWord, ("vocable_id", "cell", "entry_id", "weight"), rows)
        self.brought += [entry.pk for entry in entries]
        self.tally.update(row[0] for row in rows)
        self.arriving.add(
            {
                "id": entry.pk,
                "key": draft.key,
                "service_id": draft.service,
                "latitude": draft.position[0] if draft.position else None,
                "longitude": draft.position[1] if draft.position else None,
            }
            for entry, draft in zip(entries, some, strict=True)
        )
        self.times.add(
            row
            for entry, draft, mask in zip(entries, some, masks, strict=True)
            for row in _times(entry.pk, draft, mask)
        )

    def _stay(self) -> None:
        """Of the lines that stay, those whose times are other ones."""
        meetings = [pk for pk, draft in self.stay.items() if draft.times]
        before: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
        for some in chunks(meetings):
            rows = finding.entry_times().filter(entry__in=some)
            for pk, *time in rows.values_list("entry_id", *TIME):
                before[pk].add(tuple(time))
        self.stay = {
            pk: self.stay[pk]
            for pk in meetings
            if before[pk]
            != {tuple(getattr(time, name) for name in TIME) for time in self.stay[pk].times}
        }
        masks = {pk: draft.tell()[0] | draft.parts for pk, draft in self.stay.items()}
        self.staying.add(
            {"id": pk, "marks": mask, "week": _json(self.stay[pk].week)}
            for pk, mask in masks.items()
        )
        self.times.add(
            row for pk, draft in self.stay.items() for row in _times(pk, draft, masks[pk])
        )

    def _learn(self, words: set[str]) -> None:
        """The keys of words; new ones stand in no entry before the switch."""
        self.known |= _vocables(words.difference(self.known))


def _json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _times(entry: int, draft: Draft, mask: int) -> Iterator[dict[str, Any]]:
    latitude, longitude = draft.position or (None, None)
    for time in draft.times:
        yield {
            "entry_id": entry,
            "meeting_id": time.meeting,
            "weekday": time.weekday,
            "starts": time.starts,
            "ends": time.ends,
            "slot": time.slot,
            "cell": draft.cell,
            "world_minute": time.world_minute,
            "swing": time.swing,
            "marks": mask,
            "latitude": latitude,
            "longitude": longitude,
            "is_online": bool(mask & marks.BITS["online"]),
        }


def _forget(entries: Sequence[int]) -> None:
    """Entries that nobody finds, and their words: a part at a time."""
    for some in chunks(entries):
        with transaction.atomic():
            _empty(finding.entry_words().filter(entry__in=some))
            _empty(finding.entries().filter(pk__in=some))


def _empty(rows: finding.Rows) -> None:
    """Without asking what hangs on them: that is gone already."""
    rows._raw_delete(rows.db)


def _insert(model: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A tenth of the time that rows of the ORM take."""
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            holes = ", ".join("%s" for _ in columns)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({holes})", rows)


def _vocables(words: set[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    ordered = sorted(words)
    for some in chunks(ordered):
        known.update(finding.vocables().filter(word__in=some).values_list("word", "pk"))
    new = [word for word in ordered if word not in known]
    finding.vocables().bulk_create(
        [models.Vocable(word=word) for word in new], batch_size=drafts.CHUNK, ignore_conflicts=True
    )
    for some in chunks(new):
        known.update(finding.vocables().filter(word__in=some).values_list("word", "pk"))
    _insert(
        models.Spelling,
        ("variant", "vocable_id"),
        [(variant, known[word]) for word in new for variant in sorted(spelling.variants(word))],
    )
    return known


def _hours(patterns: set[str]) -> dict[str, int]:
    digests = {_digest(pattern): pattern for pattern in sorted(patterns)}
    known: dict[str, int] = {}
    for some in chunks(list(digests)):
        known.update(finding.open_hours().filter(digest__in=some).values_list("digest", "pk"))
    for digest, pattern in digests.items():
        if digest in known:
            continue
        row = models.OpenHours(digest=digest, pattern=pattern)
        row.save(force_insert=True)
        known[digest] = row.pk
        finding.open_spans().bulk_create(
            models.OpenSpan(hours_id=row.pk, opens=opens, closes=closes)
            for opens, closes in sorted(opening.spans(pattern))
        )
    return {pattern: known[digest] for digest, pattern in digests.items()}


def _digest(pattern: str) -> str:
    return blake2s(pattern.encode(), digest_size=16).hexdigest()

"""Keeping the index true: called in the transaction that changes what a listing says, or
whether it may be shown."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2s

from django.db import connection, transaction

from alongside.directory import models, policy
from alongside.directory.policy import finding
from alongside.directory.rules import marks, opening, spelling
from alongside.directory.search import drafts
from alongside.directory.search.drafts import Draft, chunks

AT_ONCE = 5000


def reindex(*, meetings: Iterable[uuid.UUID] = (), services: Iterable[uuid.UUID] = ()) -> None:
    """Find these as they are now; what may no longer be shown is found no more."""
    with transaction.atomic():
        for some in chunks(list(dict.fromkeys(meetings)), AT_ONCE):
            _meetings(some)
        for some in chunks(list(dict.fromkeys(services)), AT_ONCE):
            _services(some)


def is_empty() -> bool:
    return not finding.entries().exists()


def reindex_all() -> tuple[int, int]:
    """Everything anew. Returns how many meetings and services may be found."""
    with transaction.atomic():
        for table in (finding.entry_words(), finding.entry_times(), finding.entries()):
            _empty(table)
        for more in (finding.vocables(), finding.open_hours()):
            more.all().delete()
        meetings = list(policy.meetings().values_list("pk", flat=True))
        services = list(policy.services().values_list("pk", flat=True))
        reindex(meetings=meetings, services=services)
    return len(meetings), len(services)


def _meetings(pks: Sequence[uuid.UUID]) -> None:
    """Also of the other meetings on the same line, before or now."""
    made = drafts.of_meetings(pks)
    times = finding.entry_times()
    old: set[int] = set()
    for some in chunks(pks):
        old.update(times.filter(meeting__in=some).values_list("entry_id", flat=True))
    old |= _entries(list(made))
    others: set[uuid.UUID] = set()
    for few in chunks(sorted(old)):
        others.update(times.filter(entry__in=few).values_list("meeting_id", flat=True))
    others -= set(pks)
    for key, draft in drafts.of_meetings(sorted(others)).items():
        if key in made:
            made[key].times += draft.times
            made[key].marks |= draft.marks
        else:
            made[key] = draft
    _forget(sorted(old))
    _write(list(made.values()))


def _services(pks: Sequence[uuid.UUID]) -> None:
    made = drafts.of_services(pks)
    old: set[int] = set()
    for some in chunks(pks):
        old.update(finding.entries().filter(service__in=some).values_list("pk", flat=True))
    _forget(sorted(old))
    _write(list(made.values()))


def _entries(keys: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for some in chunks(keys):
        found.update(finding.entries().filter(key__in=some).values_list("pk", flat=True))
    return found


def _forget(entries: Sequence[int]) -> None:
    gone: Counter[int] = Counter()
    for some in chunks(entries):
        held = finding.entry_words().filter(entry__in=some)
        gone.update(held.values_list("vocable_id", flat=True))
        for each in (held, finding.entry_times().filter(entry__in=some)):
            _empty(each)
        _empty(finding.entries().filter(pk__in=some))
    _count(Counter({pk: -number for pk, number in gone.items()}))


def _empty(rows: finding.Rows) -> None:
    """Without asking what hangs on them: that is gone already."""
    rows._raw_delete(rows.db)


def _write(made: list[Draft]) -> None:
    hours = _hours({draft.pattern for draft in made if draft.pattern})
    entries = [
        models.Entry(
            key=draft.key,
            service_id=draft.service,
            cell=draft.cell,
            marks=draft.marks,
            latitude=draft.position[0] if draft.position else None,
            longitude=draft.position[1] if draft.position else None,
            time_zone=draft.time_zone,
            hours_id=hours.get(draft.pattern),
        )
        for draft in made
    ]
    finding.entries().bulk_create(entries, batch_size=drafts.CHUNK)
    finding.entry_times().bulk_create(
        [
            models.EntryTime(
                entry_id=entry.pk,
                meeting_id=time.meeting,
                weekday=time.weekday,
                starts=time.starts,
                ends=time.ends,
                slot=time.slot,
                cell=entry.cell,
                world_minute=time.world_minute,
                swing=time.swing,
                marks=entry.marks,
                latitude=entry.latitude,
                longitude=entry.longitude,
                is_online=bool(entry.marks & marks.BITS["online"]),
            )
            for entry, draft in zip(entries, made, strict=True)
            for time in draft.times
        ],
        batch_size=drafts.CHUNK,
    )
    _write_words(entries, made)


def _write_words(entries: list[models.Entry], made: list[Draft]) -> None:
    numbers = _vocables({word for draft in made for word in draft.words})
    rows = [
        (numbers[word], entry.pk, entry.cell, weight)
        for entry, draft in zip(entries, made, strict=True)
        for word, weight in draft.words.items()
    ]
    table = models.EntryWord._meta.db_table
    with connection.cursor() as cursor:  # a tenth of the time that a row of the ORM takes
        cursor.executemany(
            f"INSERT INTO {table} (vocable_id, entry_id, cell, weight) VALUES (%s, %s, %s, %s)",  # noqa: S608
            rows,
        )
    _count(Counter(row[0] for row in rows))


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
    finding.spellings().bulk_create(
        [
            models.Spelling(variant=variant, vocable_id=known[word])
            for word in new
            for variant in sorted(spelling.variants(word))
        ],
        batch_size=drafts.CHUNK,
    )
    return known


def _count(change: Counter[int]) -> None:
    """In one order, so that two changes at once wait and never lock each other."""
    table = models.Vocable._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET count = CASE WHEN count + %s < 0 THEN 0 ELSE count + %s END"  # noqa: S608
            " WHERE id = %s",
            [(number, number, pk) for pk, number in sorted(change.items()) if number],
        )


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

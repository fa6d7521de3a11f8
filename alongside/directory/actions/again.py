"""The same list once more: nothing of it is read, and all of it is accounted for.

A run keeps what it was made from (`told`: a digest of the files, of how they are read, and of the
program that reads them) and what it left (`left`: a digest of the keys and marks of all rows that
are there). Where both are as they were, comparing could only find each row the same.
"""

from dataclasses import replace
from hashlib import blake2s

from django.db import models as orm
from django.db import transaction

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.directory import models, schemas
from alongside.directory.actions import runs
from alongside.directory.actions.tables import TABLES, mark_of, written
from alongside.directory.models.listings import Listed

NO_LINES = blake2s(b"", digest_size=16).hexdigest()  # what a report says that has none


def apply_again(*, by: actors.Actor, source: schemas.SourceShape, told: str) -> models.Run | None:
    """A run of rows that are all the same; None where the list has to be read. Raises Stale as
    `apply_import` does."""
    access.require(by, P.DIRECTORY_IMPORT)
    row = models.Source.objects.filter(key=source.key).first()
    last = _last_of(row) if row else None
    if row is None or last is None or last.told != told or last.left != left_by(row):
        return None
    now, read_before = clock.now(), row.read_at
    run = models.Run(
        source=row, started_at=now, applied_at=now, state=runs.State.APPLIED, shown=NO_LINES,
        told=told, left=last.left, **_same(last),
    )  # fmt: skip
    with transaction.atomic():
        runs.require_unread(source.key, read_before)
        runs.keep_source(row, replace(source, time_zone=source.time_zone or row.time_zone), now)
        run.save(force_insert=True)
        models.RunCount.objects.bulk_create(
            models.RunCount(run=run, table=each.table, **_same(each)) for each in last.counts.all()
        )
        columns = ("table", "row", "field", "reason", "kept")
        models.RunProblem.objects.bulk_create(
            (models.RunProblem(run=run, **said) for said in last.problems.values(*columns)),
            batch_size=500,
        )
        audit.record(
            by=by,
            verb="import-directory",
            about=("run", run.id),
            facts={figure: getattr(run, figure) for figure in runs.FIGURES},
        )
    return run


def left_by(source: models.Source) -> str:
    """Of what is there now."""
    left = 0
    for name, (model, _parents) in TABLES.items():
        rows: orm.QuerySet[orm.Model] = model._default_manager.filter(source_id=source.pk)
        if issubclass(model, Listed) or name == "meetings":
            rows = rows.filter(retired_at=None)
        for key, mark in rows.values_list("key", "mark").iterator(chunk_size=5000):
            left += mark_of(name, key, mark)
    return written(left)


def _last_of(source: models.Source) -> models.Run | None:
    """The last that changed anything, or found that nothing had changed."""
    applied = models.Run.objects.filter(source=source, state=runs.State.APPLIED)
    return applied.exclude(left="").order_by("-applied_at").first()


def _same(before: models.Run | models.RunCount) -> dict[str, int]:
    same = before.added + before.changed + before.same
    kept = {name: getattr(before, name) for name in ("rows", "refused", "withheld")}
    return {**kept, "added": 0, "changed": 0, "same": same, "gone": 0}

"""People whom an organisation supports already: brought as tables, looked through, applied after
a yes, undone whole. Like a list at the desk (`desk.py`): the file waits packed and sealed, the
worker works everything out where nobody sees it, and one short transaction makes it be there."""

import base64
import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.exchange import models, policy
from alongside.exchange.actions.arriving import Arriving
from alongside.exchange.files import Unreadable
from alongside.exchange.people import guessing, shapes, tables, values, vocabularies
from alongside.exchange.people.planning import MAKE, REFUSE
from alongside.participants.policy import hosting

State = models.Bringing.State
PIECE = 1 << 20  # bytes, packed, in one row
KEEP_FILE, KEEP_LINES = timedelta(days=2), timedelta(days=30)
CELL = 60  # signs that are shown of a cell
LOST_AFTER, MOST_TRIES = timedelta(minutes=2), 3
WAITS = (State.COLUMNS, State.SHOWN, State.FAILED)
BUSY = (State.READING, State.APPLYING, State.UNDOING)


def bring_people(
    *, by: actors.Actor, id: uuid.UUID, given: list[tuple[str, bytes]]
) -> models.Bringing:
    """Take a file in. What its columns mean is guessed, and waits for somebody to say so. The same
    `id` again is the same file. Raises Problem where it is no table."""
    access.require(by, P.PEOPLE_BRING)
    if known := policy.bringings(by).filter(pk=id).first():
        return known
    name = ", ".join(name for name, _raw in given)[:200]
    with _told(name):
        found = tables.tables(given)
        said = [_table(table) for table in found]
    memory = _memory(by)
    guesses = [guessing.guess(each["name"], each["headings"], memory) for each in said]
    choices = {"tables": [[guess.kind, list(guess.fields)] for guess in guesses]}
    with transaction.atomic():
        row = models.Bringing(
            pk=id,
            organisation_id=by.tenant,
            person_id=by.id if by.kind is actors.Kind.PERSON else None,
            file_name=name,
            tables=said,
            choices=choices,
        )
        row.save(force_insert=True)
        _keep(row, given)
        audit.record(by=by, verb="bring-people", about=("bringing", id), facts={"n": len(said)})
    return row


def map_people(
    *,
    by: actors.Actor,
    bringing: uuid.UUID,
    tables: Sequence[tuple[str, Sequence[str]]],
    order: str = "",
    likely: str = MAKE,
    kinds: str = "",
    later: bool = True,
) -> models.Bringing:
    """Say what each table and column is; the worker then works out what becomes of each row
    (not `later`: the caller does its part). What was said is known the next time. Problem where
    something that must be there is not."""
    access.require(by, P.PEOPLE_BRING)
    row = _known(by, bringing)
    if row.state not in WAITS:
        return row
    _require_file(row)
    _require_sense(row, tables, order, likely, kinds)
    choices = {
        "tables": [[kind, list(fields)] for kind, fields in tables],
        "order": order,
        "likely": likely,
        "kinds": kinds,
    }
    with transaction.atomic():
        _remember(by, row, tables)
        mine = models.Bringing.objects.filter(pk=row.pk, state__in=WAITS)
        if mine.update(state=State.READING, beat_at=None, tries=0, trouble=""):
            row.refresh_from_db()
            row.choices = choices
            row.save(update_fields=["choices"])
            if later:
                _enqueue(row)
            audit.record(by=by, verb="map-people", about=("bringing", row.pk))
    return row


def look_through_people(*, by: actors.Actor, bringing: uuid.UUID) -> None:
    """For the worker: what would become of each row."""
    access.require(by, P.PEOPLE_BRING)
    if row := policy.bringings(by).filter(pk=bringing).first():  # else it was let go
        Arriving(by, row).do(State.READING)


def apply_people(*, by: actors.Actor, bringing: uuid.UUID, later: bool = True) -> models.Bringing:
    """Yes to what was shown. The worker brings in exactly that."""
    access.require(by, P.PEOPLE_BRING)
    row = _known(by, bringing)
    hosting.require(by.tenant)
    if row.state == State.SHOWN:
        _require_file(row)
    with transaction.atomic():
        mine = models.Bringing.objects.filter(pk=row.pk, state=State.SHOWN)
        if mine.update(state=State.APPLYING, beat_at=None, tries=0):
            if later:
                _enqueue(row, finish=True)
            audit.record(by=by, verb="apply-people", about=("bringing", row.pk))
        row.refresh_from_db()
    return row


def undo_people(*, by: actors.Actor, bringing: uuid.UUID, later: bool = True) -> models.Bringing:
    """Every row that came in with it goes again, but for people with whom something was done
    since. The worker does it."""
    access.require(by, P.PEOPLE_BRING)
    row = _known(by, bringing)
    with transaction.atomic():
        mine = models.Bringing.objects.filter(pk=row.pk, state=State.APPLIED)
        if mine.update(state=State.UNDOING, beat_at=None, tries=0):
            if later:
                _enqueue(row, finish=True)
            audit.record(by=by, verb="ask-undo-people", about=("bringing", row.pk))
        row.refresh_from_db()
    return row


def finish_people(*, by: actors.Actor, bringing: uuid.UUID) -> None:
    """For the worker: bring in, or undo, what somebody said yes to."""
    access.require(by, P.PEOPLE_BRING)
    if row := policy.bringings(by).filter(pk=bringing).first():
        Arriving(by, row).do(State(row.state))


def let_people_go(*, by: actors.Actor, bringing: uuid.UUID) -> None:
    """Not this one: its file and report are taken out, and nobody came in."""
    access.require(by, P.PEOPLE_BRING)
    with transaction.atomic():
        row = policy.bringings(by).filter(pk=bringing, state__in=WAITS).first()
        if row is None:
            return
        row.delete()
        audit.record(by=by, verb="let-people-go", about=("bringing", bringing))


def take_up_people(*, by: actors.Actor, now: datetime) -> int:
    """Files whose worker was ended in the middle: nothing of them came in, or all of it goes.
    Returns how many."""
    access.require(by, P.PEOPLE_BRING)
    swept = (*BUSY, State.UNDONE)  # one that was undone has a beat while it is swept out
    lost = policy.bringings(by).filter(state__in=swept, beat_at__lt=now - LOST_AFTER)
    found = list(lost)
    for row in found:
        with transaction.atomic():
            again = row.tries < MOST_TRIES or row.state == State.UNDONE
            said: dict[str, Any] = {"beat_at": None}
            if not again:
                before = State.APPLIED if row.state == State.UNDOING else State.FAILED
                said |= {"state": before, "trouble": "ended"}
            if models.Bringing.objects.filter(pk=row.pk, beat_at=row.beat_at).update(**said):
                if again:
                    _enqueue(row, finish=row.state != State.READING)
                audit.record(by=by, verb="take-up-people", about=("bringing", row.pk))
    return len(found)


def forget_people(*, by: actors.Actor, now: datetime) -> None:
    """Nightly: files nobody said yes to, reports that had their time, and what named anybody."""
    access.require(by, P.PEOPLE_BRING)
    here = {"organisation_id": by.tenant}
    old = policy.bringings(by).filter(brought_at__lt=now - KEEP_FILE)
    models.BringingPiece.objects.filter(**here, bringing__in=old).exclude(
        bringing__state__in=BUSY
    ).delete()
    long_ago = policy.bringings(by).filter(brought_at__lt=now - KEEP_LINES)
    models.BringingLine.objects.filter(**here, bringing__in=long_ago).delete()
    count, _kinds = long_ago.filter(state__in=(*WAITS, State.UNDONE), brought=None).delete()
    lately = long_ago.filter(brought_at__gt=now - 3 * KEEP_LINES)  # it runs every night
    lately.update(file_name="", tables=[])
    if count:
        audit.record(by=by, verb="forget-brought", facts={"n": count})


def _enqueue(row: models.Bringing, *, finish: bool = False) -> None:
    from alongside.exchange import tasks  # tasks call actions

    task = tasks.finish_people if finish else tasks.look_through_people
    task.enqueue(bringing=str(row.pk), organisation=str(row.organisation_id))


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except Unreadable as error:
        raise errors.Problem(
            _("%(where)s could not be read: %(reason)s.") % {"where": name, "reason": error},
            kept=_("Nobody came in; all is as it was."),
            todo=_("Save it as CSV or .xlsx, and bring it again."),
        ) from error


def _table(table: tables.Table) -> dict[str, Any]:
    headings, rows = table.head()
    shown = [[cell[:CELL] for cell in row] for row in rows]
    heads = [cell[:CELL] for cell in headings]
    return {"name": table.name[:CELL], "headings": heads, "rows": shown}


def _keep(row: models.Bringing, given: list[tuple[str, bytes]]) -> None:
    for file, (name, raw) in enumerate(given):
        packed = zlib.compress(raw, 1)
        models.BringingPiece.objects.bulk_create(
            models.BringingPiece(
                organisation_id=row.organisation_id,
                bringing=row,
                name=name[:200],
                file=file,
                number=number,
                packed=base64.b85encode(packed[start : start + PIECE]).decode(),
            )
            for number, start in enumerate(range(0, len(packed), PIECE))
        )


def _memory(by: actors.Actor) -> Mapping[str, Mapping[str, str]]:
    rows = models.Headings.objects.filter(organisation_id=by.tenant)
    return {row.kind: row.said for row in rows}


def _remember(
    by: actors.Actor, row: models.Bringing, said: Sequence[tuple[str, Sequence[str]]]
) -> None:
    for (kind, fields), table in zip(said, row.tables, strict=False):
        if not kind:
            continue
        known, _new = models.Headings.objects.get_or_create(organisation_id=by.tenant, kind=kind)
        heads = [values.folded(heading) for heading in table["headings"]]
        known.said = known.said | dict(zip(heads, fields, strict=False))
        known.save(update_fields=["said"])


def _require_sense(
    row: models.Bringing,
    said: Sequence[tuple[str, Sequence[str]]],
    order: str,
    likely: str,
    kinds: str,
) -> None:
    odd = errors.not_an_answer()
    if order not in {"", values.DAY_FIRST, values.MONTH_FIRST} or likely not in {MAKE, REFUSE}:
        raise odd
    if kinds not in {"", *vocabularies.KINDS.values()} or len(said) != len(row.tables):
        raise odd
    if not any(kind for kind, _fields in said):
        raise errors.Problem(_("Say of one table at least what it is."))
    for (kind, fields), table in zip(said, row.tables, strict=True):
        if not kind:
            continue
        shape = shapes.KIND.get(kind)
        chosen = [slug for slug in fields if slug]
        if shape is None or any(shape.field(slug) is None for slug in chosen):
            raise odd
        twice = next((slug for slug in chosen if chosen.count(slug) > 1), "")
        lost = next((f for f in shape.fields if f.needed and f.slug not in chosen), None)
        if twice:
            label = getattr(shape.field(twice), "label", twice)
            raise errors.Problem(
                _("In “%(table)s”, two columns are said to be: %(column)s.")
                % {"table": table["name"], "column": label}
            )
        if lost:
            raise errors.Problem(
                _("In “%(table)s”, no column says: %(column)s.")
                % {"table": table["name"], "column": lost.label},
                todo=_("Choose which one it is, or leave the table out."),
            )


def _known(by: actors.Actor, bringing: uuid.UUID) -> models.Bringing:
    row = policy.bringings(by).filter(pk=bringing).first()
    if row is None:
        raise errors.Missing(_("There is no such file here."))
    return row


def _require_file(row: models.Bringing) -> None:
    if not row.pieces.exists():
        raise errors.Gone(
            _("This file was brought too long ago, and is not kept any more."),
            todo=_("Bring it once more."),
        )

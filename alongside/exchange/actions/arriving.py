"""The worker's part of bringing people: work out what becomes of each row, and make it so."""

import base64
import hashlib
import logging
import zlib
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation

from alongside.accounts import actors
from alongside.accounts.models import Organisation
from alongside.audit import actions as audit
from alongside.core import clock, errors, shelf
from alongside.exchange import models
from alongside.exchange.actions.knowing import Here
from alongside.exchange.actions.placing import Placing
from alongside.exchange.actions.undoing import Undoing
from alongside.exchange.files import Unreadable
from alongside.exchange.people import tables
from alongside.exchange.people.planning import Choices, Line, Planner, Said, Unsure

log = logging.getLogger("alongside.exchange")
State = models.Bringing.State
LINES = 1000
Counts = dict[str, dict[str, int]]


class Arriving:
    """On one file, by somebody who was asked at the lock before."""

    def __init__(self, by: actors.Actor, run: models.Bringing) -> None:
        self.by, self.run = by, run
        self.mine = models.Bringing.objects.filter(pk=run.pk)

    def do(self, state: models.Bringing.State) -> None:
        """Whatever becomes of it stands in its row. Nothing where somebody is at it already."""
        work = {
            State.READING: self._look,
            State.APPLYING: self._apply,
            State.UNDOING: self._undo,
            State.UNDONE: self._sweep,
        }.get(state)
        if work is None or self.run.state != state or not self._begin(state):
            return
        organisation = Organisation.objects.get(pk=self.run.organisation_id)
        try:
            with shelf.roomy(), translation.override(organisation.language):
                work(Here(organisation, clock.now()))
        except Unsure:
            self.mine.update(state=State.COLUMNS, trouble="two-ways", beat_at=None)
        except (Unreadable, errors.Problem):
            log.info("Bringing %s could not be read", self.run.pk)
            self.mine.update(state=State.FAILED, trouble="unreadable", beat_at=None)

    def _begin(self, state: models.Bringing.State) -> bool:
        """Of several workers, one."""
        mine = self.mine.filter(state=state, beat_at=None)
        return bool(mine.update(beat_at=clock.now(), tries=F("tries") + 1))

    def _beat(self) -> None:
        self.mine.update(beat_at=clock.now())

    def _look(self, here: Here) -> None:
        models.BringingLine.objects.filter(bringing=self.run).delete()
        tally = _Tally()
        waiting: list[models.BringingLine] = []
        for line in tally.counted(self._lines(here)):
            waiting.append(self._written(line))
            if len(waiting) >= LINES:
                models.BringingLine.objects.bulk_create(waiting)
                waiting.clear()
                self._beat()
        models.BringingLine.objects.bulk_create(waiting)
        self.mine.update(state=State.SHOWN, counts=tally.counts, print=tally.print, beat_at=None)

    def _apply(self, here: Here) -> None:
        tally = _Tally()
        placing = Placing(self.run, here)
        for number, line in enumerate(tally.counted(self._lines(here))):
            if line.comes_in:
                placing.put(line)
            elif line.is_colleague:
                placing.colleague(line)
            if number % (5 * LINES) == 0:
                self._beat()
        if tally.print != self.run.print:
            self._look_again()
            return
        placing.end()
        try:
            self._switch(placing, tally)
        except IntegrityError:  # somebody brought, or wrote, the same at this moment
            self._look_again()

    def _look_again(self) -> None:
        """Something is different since it was shown: it is shown once more, and nothing came in."""
        from alongside.exchange import tasks  # tasks call actions

        with transaction.atomic():
            self.mine.update(state=State.READING, trouble="changed", beat_at=None, tries=0)
            tasks.look_through_people.enqueue(
                bringing=str(self.run.pk), organisation=str(self.run.organisation_id)
            )

    def _switch(self, placing: Placing, tally: "_Tally") -> None:
        """All of it is there, or nothing."""
        with transaction.atomic():
            mine = self.mine.filter(state=State.APPLYING)
            if not mine.update(state=State.APPLIED, applied_at=clock.now(), beat_at=None):
                return
            placing.write()
            audit.record(
                by=self.by, verb="people-came-in", about=("bringing", self.run.pk),
                facts=_facts(tally.counts),
            )  # fmt: skip
        models.BringingPiece.objects.filter(bringing=self.run).delete()

    def _undo(self, here: Here) -> None:
        Undoing(self.by, self.run).undo()

    def _sweep(self, here: Here) -> None:
        """What an undoing left behind that was ended after its switch."""
        Undoing(self.by, self.run).sweep()

    def _lines(self, here: Here) -> Iterator[Line]:
        said = self.run.choices
        choices = Choices(
            tables=tuple(Said(kind, tuple(fields)) for kind, fields in said["tables"]),
            order=said.get("order", ""),
            likely=said.get("likely", "make"),
            kinds=said.get("kinds", ""),
        )
        return Planner(tables.tables(_unpacked(self.run)), choices, here).lines()

    def _written(self, line: Line) -> models.BringingLine:
        return models.BringingLine(
            organisation_id=self.run.organisation_id,
            bringing_id=self.run.pk,
            kind=line.kind,
            table=line.table,
            row=line.number,
            fate=line.fate,
            says=[list(each) for each in line.remarks] or None,
        )


class _Tally:
    """Counts by kind and fate, and a digest of what becomes of every row."""

    def __init__(self) -> None:
        self.counts: Counts = {}
        self._digest = hashlib.sha256()

    def counted(self, lines: Iterator[Line]) -> Iterator[Line]:
        for line in lines:
            by_fate = self.counts.setdefault(line.kind, {})
            by_fate[line.fate] = by_fate.get(line.fate, 0) + 1
            why = ",".join(reason for _slug, reason, _cell in line.remarks)
            self._digest.update(f"{line.table}:{line.number}:{line.fate}:{why}\n".encode())
            yield line

    @property
    def print(self) -> str:
        return self._digest.hexdigest()


def _facts(counts: Counts) -> dict[str, Any]:
    return {kind: sum(n for fate, n in by_fate.items() if fate != "refuse" and fate != "here")
            for kind, by_fate in counts.items()}  # fmt: skip


def _unpacked(run: models.Bringing) -> list[tuple[str, bytes]]:
    """The files as they were brought."""
    parts: dict[int, tuple[str, list[bytes]]] = {}
    for piece in run.pieces.order_by("file", "number"):
        _name, packed = parts.setdefault(piece.file, (piece.name, []))
        packed.append(base64.b85decode(piece.packed))
    return [(name, zlib.decompress(b"".join(packed))) for name, packed in parts.values()]

"""What a run at the desk and a feed on a schedule have in common: files kept, read, applied."""

import base64
import logging
import zlib
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from alongside.accounts import actors
from alongside.core import clock, errors, shelf
from alongside.directory import actions as directory
from alongside.directory import models
from alongside.directory.rules import feeds as rules
from alongside.directory.schemas import SourceShape
from alongside.exchange import intake, readers, web
from alongside.exchange.files import Files

log = logging.getLogger("alongside.exchange")
State = models.Run.State
PIECE = 1 << 20  # bytes, packed, in one row
KEEP = timedelta(days=2)


class Work:
    """On one run, by somebody who was asked at the lock before."""

    def __init__(self, by: actors.Actor, run: models.Run) -> None:
        self.by, self.run = by, run

    def do(self, manner: directory.Manner) -> None:
        """Whatever becomes of it stands in the run. Nothing where somebody is at it already."""
        if not self._begin(clock.now()):
            return
        try:
            with shelf.roomy():
                self.apply(self.kept(), manner)
        except errors.Stale:
            models.Run.objects.filter(pk=self.run.pk).update(state=State.SHOWN, beat_at=None)
        except errors.Problem as problem:
            log.info("Run %s could not be read", self.run.pk)
            trouble = str(problem.happened)[:300]
            models.Run.objects.filter(pk=self.run.pk).update(
                state=State.FAILED, trouble=trouble, beat_at=None
            )

    def _begin(self, now: datetime) -> bool:
        """Of several workers, one; another only after its last sign of life is too long ago."""
        free = Q(beat_at=None) | Q(beat_at__lt=now - rules.LOST_AFTER)
        mine = models.Run.objects.filter(free, pk=self.run.pk, state=self.run.state)
        return bool(mine.update(beat_at=now, tries=F("tries") + 1))

    def apply(self, given: Files, manner: directory.Manner) -> models.Run:
        """Files through their reader, into the directory or into a report."""
        from alongside.exchange import tasks  # tasks call actions

        source = self.run.source
        options = readers.Options(source.fellowship, source.pathway, source.time_zone)
        chosen = intake.chosen(given, where=source.name, slug=source.reader)
        if not source.reader:
            models.Source.objects.filter(pk=source.pk).update(reader=chosen.slug)
        shape = SourceShape(
            key=source.key,
            name=source.name,
            address=source.address,
            licence=source.licence,
            time_zone=source.time_zone,
        )
        told = intake.digest(given, chosen, options)
        if self.run._state.adding:  # nobody looks at it, nor waits for what it would say
            same = directory.apply_again(by=self.by, source=shape, told=told)
            if same is not None:
                return same
        batch = intake.read(given, where=source.name, reader=chosen, options=options)
        zone = shape.time_zone or intake.commonest_zone(batch)
        self.run = directory.apply_import(
            by=self.by, source=replace(shape, time_zone=zone), batch=batch, manner=manner,
            run=self.run, told=told,
        )  # fmt: skip
        if self.run.state == State.APPLIED:
            models.RunPiece.objects.filter(run=self.run).delete()
            if self.run.added or self.run.changed or self.run.gone:
                tasks.find_twins.enqueue()
        return self.run

    def kept(self) -> Files:
        """What was brought; or what is at the address, kept from now on."""
        packed: dict[str, list[str]] = {}
        for piece in self.run.pieces.order_by("name", "number"):
            packed.setdefault(piece.name, []).append(piece.packed)
        if packed:
            return {
                name: zlib.decompress(b"".join(map(base64.b85decode, parts)))
                for name, parts in packed.items()
            }
        source = self.run.source
        with intake.told(source.name):  # never a path: a page must not open files of the server
            given = web.fetched(source.address).files or {}
        with transaction.atomic():
            self.keep(given)
        return given

    def keep(self, given: Files) -> None:
        """Packed and sealed, in pieces. Inside the caller's transaction."""
        for name, raw in given.items():
            packed = zlib.compress(raw, 6)
            for number, start in enumerate(range(0, len(packed), PIECE)):
                models.RunPiece.objects.create(
                    run=self.run,
                    name=name[:200],
                    number=number,
                    packed=base64.b85encode(packed[start : start + PIECE]).decode(),
                )

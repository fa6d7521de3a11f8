"""Lots: the number on the box, its date, and what is recalled."""

import uuid

from django.db import transaction

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.supplies import models, policy


def recall(*, by: actors.Actor, lot: uuid.UUID, why: str) -> None:
    """Boxes of this number can't be handed out any more, whoever paid for them. Twice is once."""
    found = policy.require_row(by, P.FIELD_KEEP, models.Lot, lot)
    same = policy.in_book(by, models.Lot).filter(item=found.item, number=found.number)
    with transaction.atomic():
        still = same.filter(recalled_at=None)
        if still.update(recalled_at=clock.now(), recalled_why=why.strip()[:200]):
            audit.record(by=by, verb="recall-lot", about=("lot", found.pk))


def take_recall_back(*, by: actors.Actor, lot: uuid.UUID) -> None:
    """It was not this lot after all."""
    found = policy.require_row(by, P.FIELD_KEEP, models.Lot, lot)
    same = policy.in_book(by, models.Lot).filter(item=found.item, number=found.number)
    with transaction.atomic():
        if same.exclude(recalled_at=None).update(recalled_at=None, recalled_why=""):
            audit.record(by=by, verb="take-recall-back", about=("lot", found.pk))

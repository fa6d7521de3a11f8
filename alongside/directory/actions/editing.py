"""Editors put listings right: fields, facts, and that somebody looked."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models
from alongside.directory.actions import rows
from alongside.directory.rules import changes as rules


def change(*, by: actors.Actor, kind: str, listing: uuid.UUID, values: Any, seen: str) -> int:
    """Put fields of a listing right, as it is known to the editor; an import keeps to it.

    `seen` is the mark of what was shown (`rules.mark_of`). Returns how many fields changed;
    Stale where somebody changed the listing meanwhile.
    """
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, kind, listing)
        now = clock.now()
        known = rows.values_of(row)
        if rules.mark_of(known) != seen:
            if not rules.differences(known, values):
                return 0  # the same form, sent twice
            raise errors.Stale(
                _("Somebody else changed this listing while you were writing."),
                kept=_("What you wrote is still below."),
                todo=_("Open the listing in another window, compare, and send yours again."),
            )
        written = rows.write(by, row, values, says=models.Says.EDITOR, now=now)
        rows.looked(by, row, models.Says.EDITOR, now)
        audit.record(
            by=by, verb="edit-listing", about=(kind, row.pk), facts={"fields": sorted(written)}
        )
    return len(written)


def check(*, by: actors.Actor, kind: str, listing: uuid.UUID, id: uuid.UUID) -> None:
    """Somebody looked today, and it is there as it says. A report that it is closed ends."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, kind, listing)
        if models.Check.objects.filter(pk=id).exists():
            return
        rows.looked(by, row, models.Says.EDITOR, clock.now(), id=id)
        audit.record(by=by, verb="check-listing", about=(kind, row.pk))


def close(*, by: actors.Actor, kind: str, listing: uuid.UUID) -> None:
    """It is closed for good: taken out of every list, its page says so."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, kind, listing)
        if rows.end_report(row, models.Report.Outcome.CLOSED, clock.now()):
            audit.record(by=by, verb="close-listing", about=(kind, row.pk))


def trust(*, by: actors.Actor, kind: str, listing: uuid.UUID, is_trusted: bool) -> None:
    """Whether what those who run it write new is shown at once, or waits for an editor."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, kind, listing)
        keepers = models.Keeper.objects.filter(**rows.about(row), ended_at=None)
        if not keepers.exclude(used_at=None).exists():
            raise errors.Problem(
                _("Nobody has shown yet that they run this place."),
                todo=_("Once somebody opens it with its six words, you can trust them."),
            )
        if rows.trusted_keepers(row).exists() == is_trusted:
            return
        person = by.person_id if by.kind is actors.Kind.PERSON else None
        given = {"trusted_at": clock.now() if is_trusted else None}
        keepers.update(**given, trusted_by=person if is_trusted else None)
        verb = "trust-owners" if is_trusted else "stop-trusting-owners"
        audit.record(by=by, verb=verb, about=(kind, row.pk))


def say_facts(*, by: actors.Actor, kind: str, listing: uuid.UUID, said: rows.Said) -> None:
    """What an editor found out. It stands beside what others say; an editor's own earlier word
    on the same thing is replaced."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        row = rows.reached(by, kind, listing)
        now = clock.now()
        said = {key: is_so for key, is_so in said.items() if not _said_today(row, key, is_so, now)}
        if not said:
            return
        for (fact, value), is_so in said.items():
            ours = row.facts.filter(kind=fact, value=value, says=models.Says.EDITOR)
            ours.filter(is_so=not is_so).delete()
        rows.add_voices(row, said, models.Says.EDITOR, now)
        audit.record(by=by, verb="say-facts", about=(kind, row.pk), facts={"facts": len(said)})


def _said_today(row: rows.Row, key: tuple[str, str], is_so: bool, now: datetime) -> bool:
    ours = row.facts.filter(kind=key[0], value=key[1], is_so=is_so, says=models.Says.EDITOR)
    return ours.filter(said_at__date=now.date()).exists()

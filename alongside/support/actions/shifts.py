"""A whole shift in one save: as many people as there were, in a handful of queries."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, kept
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants.policy import several as reach
from alongside.support import models
from alongside.support.actions import walks
from alongside.support.rules import logging as rules


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a shift: somebody, or somebody without a name. `id` is made with the form."""

    id: uuid.UUID
    participant: uuid.UUID | None
    kinds: tuple[str, ...]
    minutes: int = 15


class RowProblem(errors.Problem):
    """A problem with one line, counted from nought."""

    def __init__(self, row: int, problem: errors.Problem) -> None:
        super().__init__(problem.happened, kept=problem.kept, todo=problem.todo)
        self.row, self.status = row, problem.status


def log_shift(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    rows: Sequence[Row],
    happened_at: datetime | None = None,
    site: uuid.UUID | None = None,
    programme: uuid.UUID | None = None,
    **said: Unpack[walks.Said],
) -> int:
    """Everybody of a shift at once, each with what it was; all of it or nothing. How many were
    written down. A resend writes only what is not there yet."""
    access.require(by, P.CONTACT_LOG, at=happened_at)
    if not 0 < len(rows) <= rules.MOST_ROWS:
        raise errors.Problem(
            _("Say of at least one person what it was, and of at most sixty at once.")
        )
    now = clock.now()
    shift = _Shift(by, id, happened_at or now, now, walks.Choices((), site, programme))
    lines = [_columns(number, row, said) for number, row in enumerate(rows)]
    walks.require_past(shift.at, now=now)
    named = {row.participant for row in rows if row.participant}
    found = reach.require_all(by, P.CONTACT_LOG, participants=named, at=happened_at)
    try:
        with transaction.atomic():
            return shift.write(rows, lines, found)
    except IntegrityError as error:
        raise errors.Missing(_("This form can’t be used here.")) from error


def _columns(number: int, row: Row, said: walks.Said) -> dict[str, Any]:
    try:
        facts: walks.Said = {**said, "minutes": row.minutes}
        return walks.of_kinds(row.kinds) | walks.columns(facts)
    except errors.Problem as problem:
        raise RowProblem(number, problem) from problem


@dataclass(frozen=True, slots=True)
class _Shift:
    """What all lines have in common."""

    by: actors.Actor
    id: uuid.UUID
    at: datetime
    now: datetime
    chosen: walks.Choices

    def write(
        self,
        rows: Sequence[Row],
        lines: list[dict[str, Any]],
        found: dict[uuid.UUID, records.Participant],
    ) -> int:
        participants.hold_all(found.values())
        new = self._not_there_yet(rows)
        walked = walks.walks(self.by, found, at=self.at, chosen=self.chosen)
        made: list[models.Contact] = []
        nameless: list[models.Work] = []
        for number, (row, columns) in enumerate(zip(rows, lines, strict=True)):
            if row.id not in new:
                continue
            if row.participant is None:
                nameless.append(self._nameless(row, columns))
                continue
            person = found[row.participant]
            self._require(number, person, walked.get(person.pk))
            made.append(self._contact(row, person, columns))
        kept.insert_all(made)
        kept.insert_all(nameless)
        met = {row.participant_id for row in made}
        walks.follow(self.by, [walked[pk] for pk in met], at=self.at, site=self.chosen.site)
        self._record(made, nameless)
        return len(made) + len(nameless)

    def _not_there_yet(self, rows: Sequence[Row]) -> set[uuid.UUID]:
        wanted = {row.id for row in rows}
        return wanted - {pk for (pk,) in _there(self.by, kept.several(wanted))}

    def _require(self, number: int, person: records.Participant, walk: walks.Walk | None) -> None:
        try:
            walks.require_walk(walk, at=self.at, now=self.now)
            if walk is not None:
                walks.require_agreed(walk, person, at=self.at)
        except errors.Problem as problem:
            raise RowProblem(number, problem) from problem

    def _columns(self) -> dict[str, Any]:
        return {
            "organisation_id": self.by.tenant,
            "peer_id": self.by.person_id,
            "site_id": self.chosen.site,
            "programme_id": self.chosen.programme,
            "shift": self.id,
            "happened_at": self.at,
            "recorded_at": self.now,
        }

    def _contact(
        self, row: Row, person: records.Participant, columns: dict[str, Any]
    ) -> models.Contact:
        return models.Contact(pk=row.id, participant=person, **self._columns(), **columns)

    def _nameless(self, row: Row, columns: dict[str, Any]) -> models.Work:
        return models.Work(pk=row.id, people=1, **self._columns(), **columns)

    def _record(self, made: list[models.Contact], nameless: list[models.Work]) -> None:
        """One link for each contact, in its participant's own chain, all at once."""
        happened = [
            audit.Happened(
                "log-contact",
                row.participant_id,
                ("contact", row.pk),
                walks.facts_of(row),
                self.at,
            )
            for row in made
        ]
        audit.record_all(by=self.by, happened=happened)
        if nameless:
            audit.record(
                by=self.by,
                verb="log-work",
                about=("shift", self.id),
                facts={"rows": len(nameless)},
            )


@kept.question
def _there(by: actors.Actor, wanted: tuple[uuid.UUID, ...]) -> QuerySet[Any, tuple[uuid.UUID]]:
    mine = {"pk__in": wanted, "peer_id": by.person_id}
    contacts = models.Contact.objects.filter(**mine).values_list("pk")
    return contacts.union(models.Work.objects.filter(**mine).values_list("pk"))


def take_back_shift(*, by: actors.Actor, shift: uuid.UUID) -> int:
    """The whole save was a slip: within a day it is taken away again. How many lines."""
    access.require(by, P.CONTACT_CORRECT)
    mine = {"organisation_id": by.tenant, "peer_id": by.person_id, "shift": shift}
    made = list(models.Contact.objects.filter(**mine).defer("note"))
    nameless = list(models.Work.objects.filter(**mine))
    if not made and not nameless:
        raise errors.Missing(access.NOTHING)
    for at in {row.recorded_at for row in made} | {row.recorded_at for row in nameless}:
        walks.require_undo(at)
    people = {row.participant_id for row in made}
    found = reach.require_all(by, P.CONTACT_CORRECT, participants=people, at=None)
    with transaction.atomic():
        participants.hold_all(found.values())
        ours = [row.pk for row in made]
        walks.require_unanswered(ours)
        models.Wording.objects.filter(contact__in=ours).delete()
        models.Contact.objects.filter(pk__in=ours).delete()
        models.Work.objects.filter(pk__in=[row.pk for row in nameless]).delete()
        for at in {row.happened_at for row in made}:
            walks.unfollow(by, people, at=at)
        about = [(row.participant_id, ("contact", row.pk)) for row in made]
        audit.record_all(
            by=by, happened=[audit.Happened("take-back-contact", *one) for one in about]
        )
        if nameless:
            facts = {"rows": len(nameless)}
            audit.record(by=by, verb="take-back-work", about=("shift", shift), facts=facts)
    return len(made) + len(nameless)

"""Undo a bringing: every row that came in with it goes, unless somebody built on it since."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from time import sleep
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, ForeignKey, Model, OuterRef, Q, QuerySet, Subquery

from alongside.accounts import actors
from alongside.audit import actions as audit
from alongside.audit.models import Event, Subject
from alongside.core import clock
from alongside.exchange import models
from alongside.exchange.actions.placing import SHELVES
from alongside.participants import models as records
from alongside.questions import models as questions
from alongside.support import models as support

State = models.Bringing.State
MODELS: dict[str, Any] = {what: model for what, model in SHELVES if what != "brought"}
# Of nobody: they stay or go by themselves, those that others point at later.
ALONE = ("person", "profile", "group", "session", "sheet", "question")
LOCKS = ("tie", "pairing")  # by which somebody is reached
WHOSE = {"participant": "pk", "attendance": "who_id"}  # the column that says of whom a row is
# What follows from it by itself, or only says that it came in: nobody built anything.
FOLLOWS: dict[type[Model], Q] = {records.Tie: Q(why=records.Tie.Why.SUPERVISION)}
PART = 400  # ids in one question
ROWS = 500  # that go in one transaction: a small part of a second
PAUSE = 0.1  # seconds between two, in which others who wait to write come first
SURE = timedelta(seconds=5)  # an event is begun before it is there


class Undoing:
    """As an import of listings is switched ([0018] in docs/decisions), the other way round: what
    stays is worked out while everybody writes; one short transaction, after which nobody reaches
    those who go; then they are swept out, some at a time. What came in about somebody goes, or
    stays, together."""

    def __init__(self, by: actors.Actor, run: models.Bringing) -> None:
        self.by, self.run = by, run
        self.mine = models.Bringing.objects.filter(pk=run.pk)
        self.rows = models.Brought.objects.filter(bringing=run)
        self.at = run.applied_at or run.brought_at

    def undo(self) -> None:
        began = clock.now()
        self.rows.filter(stays=True).update(stays=False)  # of an undoing that was ended
        self._stay(self._built_on(self.rows))
        if self._switch(began):
            self.sweep()

    def _stay(self, people: set[uuid.UUID]) -> None:
        found = sorted(people)
        for start in range(0, len(found), PART):
            self.rows.filter(participant_id__in=found[start : start + PART]).update(stays=True)

    def _switch(self, began: datetime) -> bool:
        """From here on it is undone, whatever ends this process: what is left is swept out by
        whoever takes it up. Whoever wrote about somebody meanwhile has left an event."""
        with transaction.atomic():
            mine = self.mine.filter(state=State.UNDOING)
            if not mine.update(state=State.UNDONE, undone_at=clock.now(), beat_at=clock.now()):
                return False
            self._hide(self._going("participant"))
            if touched := self._touched(began):
                self._stay(self._built_on(self.rows.filter(participant_id__in=touched)))
                self._show(touched)
            for what in LOCKS:
                _raw(MODELS[what].objects.filter(pk__in=self._going(what)))
            for model, which in FOLLOWS.items():
                whose = self._going("participant")
                _raw(model._default_manager.filter(which, participant_id__in=whose))
            facts = {
                "stayed": self._count_stayed(),
                "rows_left": self.rows.filter(stays=True).count(),
            }
            self.mine.update(stayed=facts["stayed"])
            about = ("bringing", self.run.pk)
            audit.record(by=self.by, verb="undo-people", about=about, facts=facts)
        return True

    def _hide(self, going: Any) -> None:
        """A record that was put together with another is nowhere met. One that goes waits as if
        it had been put together with itself."""
        records.Participant.objects.filter(pk__in=going).update(joined_to=F("id"))

    def _show(self, people: set[uuid.UUID]) -> None:
        """Those of them who stay, after all."""
        stay = self.rows.filter(participant_id__in=people, what="participant", stays=True)
        hidden = records.Participant.objects.filter(pk__in=stay.values("made"))
        hidden.filter(joined_to=F("id")).update(joined_to=None)

    def _count_stayed(self) -> int:
        stay = self.rows.filter(stays=True).exclude(participant=None).order_by()
        return stay.values("participant_id").distinct().count()

    def _touched(self, began: datetime) -> set[uuid.UUID]:
        """Of whom anything was written down since, looks too."""
        since = Event.objects.filter(
            organisation_id=self.run.organisation_id, recorded_at__gte=began - SURE
        )
        seen = Subject.objects.filter(pk__in=since.values("subject_id"))
        people = {pk for pk in seen.values_list("participant_id", flat=True) if pk}
        return set(
            self.rows.filter(participant_id__in=people).values_list("participant_id", flat=True)
        )

    def _going(self, what: str) -> Any:
        """Ids of one kind, as a subquery; of those that go."""
        return self.rows.filter(stays=False, what=what).values("made")

    # --- who stays --------------------------------------------------------------------------

    def _built_on(self, rows: QuerySet[models.Brought]) -> set[uuid.UUID]:
        """People of whom something stays: it was changed, or something else needs it now."""
        found = set(_known_better(_made(rows, "participant")))
        for what, model in MODELS.items():
            if what in ALONE:
                continue
            mine = _without_followers(model.objects.filter(pk__in=_made(rows, what)))
            whose = WHOSE.get(what, "participant_id")
            found.update(mine.filter(_changed(model, self.at)).values_list(whose, flat=True))
            for other, column in _pointing_at(model):
                needed = self._from_outside(other).filter(**{f"{column}__in": _made(rows, what)})
                pks = set(needed.values_list(column, flat=True))
                found.update(pks if what == "participant" else _whose(what, pks))
        return {pk for pk in found if pk}

    def _from_outside(self, other: Any) -> QuerySet[Any]:
        """Rows that did not come in with this."""
        rows = _without_followers(other._default_manager.all())
        kind = next((what for what, model in MODELS.items() if model is other), "")
        return rows.exclude(pk__in=_made(self.rows, kind)) if kind else rows

    # --- sweeping ---------------------------------------------------------------------------

    def sweep(self) -> None:
        """Some people at a time, so that nobody waits; at last what is nobody's alone."""
        for people in self._parts():
            try:
                self._take_out(people)
            except IntegrityError:  # somebody wrote at the moment of the switch
                self._one_by_one(people)
            self.mine.update(beat_at=clock.now())
            if connection.vendor == "sqlite":
                sleep(PAUSE)
        self._take_out_alone()
        self.mine.update(beat_at=None)

    def _parts(self) -> Iterator[list[uuid.UUID]]:
        """Everybody of whom something goes, by about as many rows as go at once."""
        counted = self.rows.filter(stays=False).exclude(participant=None).order_by("participant_id")
        people, n = [], 0
        for pk, rows in list(counted.values_list("participant_id").annotate(n=Count("pk"))):
            people.append(pk)
            n += rows
            if n >= ROWS:
                yield people
                people, n = [], 0
        if people:
            yield people

    def _one_by_one(self, people: list[uuid.UUID]) -> None:
        for pk in people:
            try:
                self._take_out([pk])
            except IntegrityError:
                with transaction.atomic():
                    self._stay({pk})
                    self._show({pk})
                    self.mine.update(stayed=F("stayed") + 1)

    def _take_out(self, people: list[uuid.UUID]) -> None:
        """All that came in about them, what points at others first. Somebody may have looked at
        those who go: whose history that was is forgotten."""
        with transaction.atomic():
            mine = self.rows.filter(participant_id__in=people, stays=False)
            gone = set(mine.filter(what="participant").values_list("made", flat=True))
            seen = Subject.objects.filter(participant_id__in=gone)
            for pk in [pk for pk in seen.values_list("participant_id", flat=True) if pk]:
                audit.forget_subject(by=self.by, participant_id=pk)
            for what, model in reversed(MODELS.items()):
                if what not in ALONE:
                    made = list(mine.filter(what=what).values_list("made", flat=True))
                    for start in range(0, len(made), PART):
                        _raw(model.objects.filter(pk__in=made[start : start + PART]))
            _raw(mine)
            _met([pk for pk in people if pk not in gone])

    def _take_out_alone(self) -> None:
        """Peers and groups that something names, or that somebody changed, stay."""
        for what in reversed(ALONE):
            model = MODELS[what]
            needed = self._needed(what, model)
            with transaction.atomic():
                self.rows.filter(what=what, made__in=needed).update(stays=True)
                _raw(model.objects.filter(pk__in=self._going(what)))
                _raw(self.rows.filter(what=what, stays=False))
        _raw(self.rows.filter(stays=False))

    def _needed(self, what: str, model: Any) -> list[uuid.UUID]:
        mine = model.objects.filter(pk__in=_made(self.rows, what))
        found = set(mine.filter(_changed(model, self.at)).values_list("pk", flat=True))
        own = []  # columns by which they point at each other
        for other, column in _pointing_at(model):
            rows = other._default_manager.filter(**{f"{column}__in": _made(self.rows, what)})
            if other is model:
                own.append(column)
                rows = rows.exclude(pk__in=_made(self.rows, what))
            found.update(rows.order_by().values_list(column, flat=True).distinct())
        for column in own:
            found |= _before(model, column, found)
        return list(found)


def _before(model: Any, column: str, found: set[uuid.UUID]) -> set[uuid.UUID]:
    """What those that stay stand in the place of, and what that did."""
    last, all_of = found, set[uuid.UUID]()
    while last:
        rows = model.objects.filter(pk__in=last).exclude(**{column: None})
        last = set(rows.values_list(column, flat=True)) - all_of
        all_of |= last
    return all_of


def _met(people: list[uuid.UUID]) -> None:
    """People who were here before: when they met last is as it was."""
    last = support.Contact.objects.filter(
        participant_id=OuterRef("participant_id"), peer_id=OuterRef("peer_id")
    ).order_by("-happened_at")
    support.Pairing.objects.filter(participant_id__in=people, until_at=None).update(
        last_contact_at=Subquery(last.values("happened_at")[:1])
    )


def _made(rows: QuerySet[models.Brought], what: str) -> Any:
    """Ids of one kind, as a subquery."""
    return rows.filter(what=what).values("made")


def _known_better(made: Any) -> Iterable[uuid.UUID]:
    """Whom somebody gave words or an account, or told something."""
    theirs = Q(person__isnull=False) | Q(return_key__isnull=False) | Q(opens_to_colleagues=True)
    theirs |= Q(limits_heard_at__isnull=False)
    return records.Participant.objects.filter(theirs, pk__in=made).values_list("pk", flat=True)


def _without_followers(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.exclude(FOLLOWS[rows.model]) if rows.model in FOLLOWS else rows


def _changed(model: Any, at: datetime) -> Q:
    """What somebody changed after it came in."""
    names = {field.name for field in model._meta.concrete_fields}
    found = Q(version__gt=1) if "version" in names else Q(pk__in=[])
    ends = {"withdrawn_at"} if model is records.Consent else {"until_at"}
    if model is questions.Sheet:
        ends = {"begun_at", "ended_at"}
    if model is questions.Question:
        ends = {"ended_at"}
    for name in ends & names:
        found |= Q(**{f"{name}__gt": at})
    return found


def _pointing_at(model: type[Model]) -> list[tuple[Any, str]]:
    """Every model of ours with a column that points at this one."""
    ours = [each for each in apps.get_models() if each.__module__.startswith("alongside.")]
    return [
        (each, field.attname)
        for each in ours
        if each is not models.Brought
        for field in each._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is model
    ]


def _whose(what: str, pks: set[uuid.UUID]) -> list[uuid.UUID]:
    """The people whose rows of this kind these are."""
    found: list[uuid.UUID] = []
    waiting = sorted(pks)
    for start in range(0, len(waiting), PART):
        part = MODELS[what].objects.filter(pk__in=waiting[start : start + PART])
        found += part.values_list(WHOSE.get(what, "participant_id"), flat=True)
    return found


def _raw(rows: QuerySet[Any]) -> None:
    """In one statement: what points at these rows was asked before, and the database asks too."""
    rows._raw_delete(rows.db)

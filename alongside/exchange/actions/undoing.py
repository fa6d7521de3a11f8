"""Undo a bringing: every row that came in with it goes, unless somebody built on it since."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model, OuterRef, Q, QuerySet, Subquery

from alongside.accounts import actors
from alongside.audit import actions as audit
from alongside.audit.models import Subject
from alongside.core import clock
from alongside.exchange import models
from alongside.exchange.actions.placing import SHELVES
from alongside.participants import models as records
from alongside.support import models as support

State = models.Bringing.State
MODELS: dict[str, Any] = {what: model for what, model in SHELVES if what != "brought"}
ALONE = ("person", "profile", "group", "session")  # of nobody: they stay or go by themselves
WHOSE = {"participant": "pk", "attendance": "who_id"}  # the column that says of whom a row is
# What follows from it by itself, or only says that it came in: nobody built anything.
FOLLOWS: dict[type[Model], Q] = {records.Tie: Q(why=records.Tie.Why.SUPERVISION)}
PART = 400


class Undoing:
    """One transaction: what stays is worked out from what is there at that moment."""

    def __init__(self, by: actors.Actor, run: models.Bringing) -> None:
        self.by, self.run = by, run
        self.rows = models.Brought.objects.filter(bringing=run)

    def undo(self) -> None:
        with transaction.atomic():
            people = self._built_on()
            self._mark(people)
            self._forget_history()
            self._take_out()
            models.Bringing.objects.filter(pk=self.run.pk).update(
                state=State.UNDONE, undone_at=clock.now(), beat_at=None, stayed=len(people)
            )
            facts = {"stayed": len(people), "rows_left": self.rows.count()}
            about = ("bringing", self.run.pk)
            audit.record(by=self.by, verb="undo-people", about=about, facts=facts)

    def _mark(self, people: set[uuid.UUID]) -> None:
        found = sorted(people)
        for start in range(0, len(found), PART):
            self.rows.filter(participant_id__in=found[start : start + PART]).update(stays=True)

    def _made(self, what: str, *, going: bool = False) -> Any:
        """Ids of one kind, as a subquery; of those that go, or all."""
        rows = self.rows.filter(stays=False) if going else self.rows
        return rows.filter(what=what).values("made")

    def _built_on(self) -> set[uuid.UUID]:
        """People of whom something stays: it was changed, or something else needs it now. What is
        about one person stays or goes together."""
        at = self.run.applied_at or self.run.brought_at
        found = set(_known_better(self._made("participant")))
        for what, model in MODELS.items():
            if what in ALONE:
                continue
            mine = _without_followers(model.objects.filter(pk__in=self._made(what)))
            whose = WHOSE.get(what, "participant_id")
            found.update(mine.filter(_changed(model, at)).values_list(whose, flat=True))
            for other, column in _pointing_at(model):
                needed = self._from_outside(other).filter(**{f"{column}__in": self._made(what)})
                pks = set(needed.values_list(column, flat=True))
                found.update(pks if what == "participant" else _whose(what, pks))
        return {pk for pk in found if pk}

    def _from_outside(self, other: Any) -> QuerySet[Any]:
        """Rows that did not come in with this."""
        rows = _without_followers(other._default_manager.all())
        kind = next((what for what, model in MODELS.items() if model is other), "")
        return rows.exclude(pk__in=self._made(kind)) if kind else rows

    def _forget_history(self) -> None:
        """Somebody may have looked at those who go: whose history that was is forgotten."""
        going = self._made("participant", going=True)
        seen = Subject.objects.filter(participant_id__in=going)
        for pk in [pk for pk in seen.values_list("participant_id", flat=True) if pk]:
            audit.forget_subject(by=self.by, participant_id=pk)

    def _take_out(self) -> None:
        """Set by set, what points at others first. Peers and groups that something names, or
        that somebody changed, stay."""
        here_before = self.rows.filter(what="contact", stays=False).exclude(
            participant_id__in=self._made("participant")
        )
        met = list(here_before.values_list("participant_id", flat=True).distinct())
        for model, which in FOLLOWS.items():
            whose = self._made("participant", going=True)
            _raw(model._default_manager.filter(which, participant_id__in=whose))
        for what, model in reversed(MODELS.items()):
            rows = model.objects.filter(pk__in=self._made(what, going=True))
            if what in ALONE:
                needed = self._needed(what, model)
                self.rows.filter(what=what, made__in=needed).update(stays=True)
                rows = rows.exclude(pk__in=needed)
            _raw(rows)
        _raw(self.rows.filter(stays=False))
        self._met(met)

    def _needed(self, what: str, model: Any) -> list[uuid.UUID]:
        at = self.run.applied_at or self.run.brought_at
        mine = model.objects.filter(pk__in=self._made(what))
        found = set(mine.filter(_changed(model, at)).values_list("pk", flat=True))
        for other, column in _pointing_at(model):
            rows = other._default_manager.filter(**{f"{column}__in": self._made(what)})
            found.update(rows.values_list(column, flat=True))
        return list(found)

    def _met(self, people: list[uuid.UUID]) -> None:
        """People who were here before: when they met last is as it was."""
        last = support.Contact.objects.filter(
            participant_id=OuterRef("participant_id"), peer_id=OuterRef("peer_id")
        ).order_by("-happened_at")
        for start in range(0, len(people), PART):
            support.Pairing.objects.filter(
                participant_id__in=people[start : start + PART], until_at=None
            ).update(last_contact_at=Subquery(last.values("happened_at")[:1]))


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

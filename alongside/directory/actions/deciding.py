"""Editors answer what people told us: take it over, leave it, or take the answer back."""

import secrets
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models
from alongside.directory.actions import making, rows
from alongside.directory.policy import truth as policy
from alongside.jobs import actions as jobs

Kind, State = models.Suggestion.Kind, models.Suggestion.State
# What became of it, as whoever told us reads it.
DONE: dict[tuple[str, str], Any] = {
    (Kind.NEW, State.ACCEPTED): _("Everybody finds it now."),
    (Kind.NEW, State.DECLINED): _("We do not show it."),
    (Kind.CLOSED, State.ACCEPTED): _("It is closed, so we took it out of our lists."),
    (Kind.CLOSED, State.DECLINED): _("We looked: it is open."),
    (Kind.FACTS, State.ACCEPTED): _("What you say stands on its page now, with nobody’s name."),
    (Kind.CLAIM, State.ACCEPTED): _("We call the number on its page and read six words out."),
}
OTHERWISE: dict[str, Any] = {
    State.ACCEPTED: _("We put it right."),
    State.DECLINED: _("We left it as it was."),
}


def accept(*, by: actors.Actor, suggestion: uuid.UUID, version: int, answer: str = "") -> str:
    """Take over what was told. For a claim: the words to read out by phone, readable only now."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        told = _waiting(by, suggestion, version)
        now = clock.now()
        said = _take_over(by, told, now)
        _answered(by, told, State.ACCEPTED, answer, now)
        audit.record(
            by=by,
            verb="accept-suggestion",
            about=("suggestion", told.pk),
            facts={"kind": told.kind},
        )
    return said


def decline(*, by: actors.Actor, suggestion: uuid.UUID, version: int, answer: str = "") -> None:
    """Leave the listing as it is. Where a closed door was reported: it is open."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        told = _waiting(by, suggestion, version)
        now = clock.now()
        if told.kind == Kind.CLOSED:
            rows.looked(by, _listing(by, told), models.Says.EDITOR, now)
        _answered(by, told, State.DECLINED, answer, now)
        audit.record(
            by=by,
            verb="decline-suggestion",
            about=("suggestion", told.pk),
            facts={"kind": told.kind},
        )


def undo(*, by: actors.Actor, suggestion: uuid.UUID, version: int) -> None:
    """The answer was a mistake: everything stands as before it, and it waits again."""
    access.require(by, P.DIRECTORY_EDIT)
    with transaction.atomic():
        told = _locked(by, suggestion, version)
        if told.state == State.WAITING:
            return
        if told.state == State.ACCEPTED:
            _take_back(by, told, clock.now())
        elif told.kind == Kind.CLOSED:
            _hide_again(_listing(by, told), clock.now())
        told.state, told.answered_at, told.answered_by, told.answer = State.WAITING, None, None, ""
        told.version += 1
        told.save()
        audit.record(
            by=by, verb="undo-suggestion", about=("suggestion", told.pk), facts={"kind": told.kind}
        )


def _locked(by: actors.Actor, suggestion: uuid.UUID, version: int) -> models.Suggestion:
    if not models.Suggestion.objects.filter(pk=suggestion).exists():
        raise errors.Missing(_("There is no such message."))
    if not policy.suggestions_of(by).filter(pk=suggestion).exists():
        raise access.Refused(
            P.DIRECTORY_EDIT, sentence=_("This message is about a place outside your areas.")
        )
    told = models.Suggestion.objects.select_for_update().get(pk=suggestion)
    if told.version != version:
        raise errors.Stale(
            _("Somebody else answered this message meanwhile."),
            kept=_("Their answer stands; yours changed nothing."),
            todo=_("Look at it again. You can still undo it."),
        )
    return told


def _waiting(by: actors.Actor, suggestion: uuid.UUID, version: int) -> models.Suggestion:
    told = _locked(by, suggestion, version)
    if told.state != State.WAITING:
        raise errors.Stale(_("This message is answered already."))
    return told


def _listing(by: actors.Actor, told: models.Suggestion) -> rows.Row:
    row = told.listing
    assert row is not None
    return rows.reached(by, rows.kind_of(row), row.pk)


def _take_over(by: actors.Actor, told: models.Suggestion, now: datetime) -> str:
    if told.kind == Kind.NEW:
        row = making.new_listing(by, told, now)
        rows.looked(by, row, models.Says.EDITOR, now)
        return ""
    row = _listing(by, told)
    if told.kind == Kind.CHANGE:
        rows.write(by, row, told.changes, says=models.Says.EDITOR, now=now, suggestion=told.pk)
        rows.looked(by, row, models.Says.EDITOR, now)
    elif told.kind == Kind.CLOSED:
        rows.end_report(row, models.Report.Outcome.CLOSED, now)
    elif told.kind == Kind.FACTS:
        rows.add_voices(row, _facts_of(told), models.Says.PEOPLE, now, voices=told.told)
    elif told.kind == Kind.CLAIM:
        person = by.person_id if by.kind is actors.Kind.PERSON else None
        return rows.new_keeper(row, "phone", now, choose=secrets.choice, by=person)[1]
    return ""


def _facts_of(told: models.Suggestion) -> dict[tuple[str, str], bool]:
    """{(kind, value): is so} of a suggestion of facts."""
    split: Any = ((name.partition("/"), bool(is_so)) for name, is_so in told.changes.items())
    return {(kind, value): is_so for (kind, _slash, value), is_so in split}


def _take_back(by: actors.Actor, told: models.Suggestion, now: datetime) -> None:
    row = _listing(by, told)
    if told.kind == Kind.CHANGE:
        _restore(row, told, now)
    elif told.kind == Kind.NEW:
        rows.end_report(row, models.Report.Outcome.CLOSED, now)
        told.meeting = told.service = None
    elif told.kind == Kind.CLOSED:
        _hide_again(row, now)
    elif told.kind == Kind.FACTS:
        rows.take_voices(row, _facts_of(told), told.told, now)
    elif told.kind == Kind.CLAIM:
        keepers = models.Keeper.objects.filter(**rows.about(row), ended_at=None, way="phone")
        keepers.update(ended_at=now)


def _restore(row: rows.Row, told: models.Suggestion, now: datetime) -> None:
    """What stood there before: an earlier edit, else what the source says by now. A field that
    was changed again since stays."""
    edits = models.Edit.objects.filter(suggestion_id=told.pk, ended_at=None)
    before = {}
    for edit in edits:
        said = edit.source_says if edit.source_said_at else edit.was
        own = models.Edit.objects.filter(
            kind=edit.kind, listing_id=edit.listing_id, field=edit.field
        )
        earlier = own.filter(ended_at=edit.at).exclude(pk=edit.pk).first()
        if getattr(row, edit.field) == edit.value:
            before[edit.field] = earlier.value if earlier else said
        own.filter(pk=edit.pk).update(ended_at=now)
        if earlier:
            own.filter(pk=earlier.pk).update(ended_at=None)
    rows.put(row, before)


def _hide_again(row: rows.Row, now: datetime) -> None:
    """The report stands again, with the time that has passed."""
    reports = models.Report.objects.filter(**rows.about(row)).exclude(ended_at=None)
    last = reports.order_by("-ended_at").first()
    if last is not None:
        models.Report.objects.filter(pk=last.pk).update(ended_at=None, outcome="")
    row.retired_at, row.hidden_at = None, row.hidden_at or now
    row.save(update_fields=["retired_at", "hidden_at"])
    rows.found_again(row)


def _answered(
    by: actors.Actor, told: models.Suggestion, state: str, answer: str, now: datetime
) -> None:
    """With thanks to whoever left an address, which is erased then."""
    told.state, told.answered_at, told.answer = state, now, answer.strip()
    told.answered_by_id = by.person_id if by.kind is actors.Kind.PERSON else None
    told.version += 1
    to, told.reach = told.reach, ""
    told.save()
    if not to:
        return
    with translation.override(told.language):
        done = DONE.get((told.kind, state)) or OTHERWISE[state]
        parts = (
            _("Thank you for telling us about “%(name)s”.") % {"name": told.name},
            done,
            told.answer,
            _("Your address is erased with this message: we can’t write to you again."),
        )
        subject = str(_("Thank you"))
        body = "\n\n".join(str(part) for part in parts if part)
    jobs.send_mail(to=to, subject=subject, body=body)

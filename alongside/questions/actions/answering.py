"""What somebody answered, or would rather not say: written down, put right, taken back."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.questions import models, policy, rules
from alongside.questions.actions import rows
from alongside.questions.queries import sheets
from alongside.support.models import Contact


@dataclass(frozen=True, slots=True)
class _Change:
    one: sheets.One
    said: rules.Said


def answer(
    *,
    by: actors.Actor,
    participant: uuid.UUID,
    sheet: uuid.UUID,
    said: Mapping[uuid.UUID, rules.Said],
    seen: str,
    contact: uuid.UUID | None = None,
) -> int:
    """`said` by question; what is not in it stays. How many answers changed. What was answered
    before stays beside it; 'rather not say', or nothing at all, takes it away whole, which needs
    nobody's consent. Stale where somebody else wrote meanwhile (`seen` is what the form showed)."""
    found = policy.require(by, participant=participant)
    with transaction.atomic():
        participants.hold(found)
        filled = _asked(by, found, sheet, contact)
        agreed = people.has_agreed(found, kind=RECORDED)
        changes = _changes(filled, said, agreed=agreed)
        if not changes:
            return 0
        if filled.seen != seen:
            raise rows.stale()
        if any(not change.said.is_empty for change in changes):
            participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
        for change in changes:
            _write(by, found, filled, change)
        told = sum(not change.said.is_empty for change in changes)
        _record(by, found, filled.sheet, told=told, taken=len(changes) - told)
    return len(changes)


def _asked(
    by: actors.Actor, found: Participant, sheet: uuid.UUID, contact: uuid.UUID | None
) -> sheets.Filled:
    filled = sheets.to_answer(by, found, sheet, _contact(by, found, contact))
    if filled is None:
        raise errors.Missing(access.NOTHING)
    if not filled.is_asked:
        raise errors.Gone(
            _("These questions are asked no more."),
            kept=_("Nothing was changed."),
        )
    return filled


def _contact(by: actors.Actor, found: Participant, pk: uuid.UUID | None) -> Contact | None:
    if pk is None:
        return None
    row = policy.contacts_of(by).filter(pk=pk, participant=found).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    return row


def _changes(
    filled: sheets.Filled, said: Mapping[uuid.UUID, rules.Said], *, agreed: bool
) -> list[_Change]:
    """What is not so already. A question that is not on the page any more was said otherwise. Of
    whom nothing may be written down, not even that they would rather not say is: what stood there
    is taken out all the same."""
    asked = {one.question.pk: one for one in filled.ones}
    if not set(said) <= set(asked):
        raise rows.stale()
    changes = []
    for pk, what in said.items():
        one = asked[pk]
        read = rules.read(one.question.kind, len(one.question.options), what)
        if read is None:
            raise errors.not_an_answer()
        if read.is_declined and not agreed:
            changes += [_Change(one, rules.NOTHING)] if one.all else []
        elif read != one.said:
            changes.append(_Change(one, read))
    return changes


def _write(by: actors.Actor, found: Participant, filled: sheets.Filled, change: _Change) -> None:
    if change.said.is_declined or change.said.is_empty:
        _forget(found, change.one)
    if change.said.is_empty:
        return
    now = clock.now()
    models.Answer.objects.create(
        organisation_id=found.organisation_id,
        participant=found,
        question=change.one.question,
        contact=filled.contact,
        picked=list(change.said.picked),
        words=change.said.words,
        is_declined=change.said.is_declined,
        by_self=by.is_participant,
        written_by_id=None if by.is_participant else by.person_id,
        happened_at=now,
        recorded_at=now,
        until_on=rules.until(now.date(), filled.sheet.keep_days),
    )


def _forget(found: Participant, one: sheets.One) -> None:
    """With what stood there before."""
    mine = [answer.pk for answer in one.all]
    models.Answer.objects.filter(participant=found, pk__in=mine).delete()


def take_back(*, by: actors.Actor, participant: uuid.UUID, answer: uuid.UUID) -> None:
    """One answer, to whatever was asked and is perhaps asked no more, with what stood there before
    it."""
    found = policy.require(by, participant=participant)
    with transaction.atomic():
        participants.hold(found)
        row = policy.answers_for(by).filter(pk=answer, participant=found).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        filled = sheets.of_answer(by, found, row)
        for one in filled.everything:
            if row.pk in {each.pk for each in one.all}:
                _forget(found, one)
        _record(by, found, filled.sheet, told=0, taken=1)


def move_along(*, by: actors.Actor, contact: uuid.UUID, participant: uuid.UUID) -> None:
    """A time together was with somebody else: so was what was said of it. Nothing was answered
    anew, so the time's own history says that it went."""
    found = policy.require(by, participant=participant)
    models.Answer.objects.filter(contact_id=contact).update(participant_id=found.pk)


def _record(
    by: actors.Actor, found: Participant, sheet: models.Sheet, *, told: int, taken: int
) -> None:
    audit.record(
        by=by,
        verb="answer-questions" if told else "take-back-answers",
        participant_id=found.pk,
        about=("sheet", sheet.pk),
        facts={"answered": told, "taken back": taken},
    )

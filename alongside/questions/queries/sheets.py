"""What was asked of somebody and what they answered, question by question."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants.models import Participant
from alongside.questions import models, policy, rules
from alongside.support.models import Contact
from alongside.support.queries import beside

LAST_TIMES = 3


@dataclass(slots=True)
class One:
    """A question in the wording that is asked now, or was asked last; `all` are the answers to it
    in any wording, the first one first."""

    question: models.Question
    all: list[models.Answer] = field(default_factory=list)

    @property
    def answer(self) -> models.Answer | None:
        return self.all[-1] if self.all else None

    @property
    def said(self) -> rules.Said:
        """To the wording of now: an answer to other words is none to these."""
        last = self.answer
        return last.said if last and last.question_id == self.question.pk else rules.NOTHING

    @property
    def is_asked(self) -> bool:
        return self.question.ended_at is None

    @property
    def before(self) -> list[models.Answer]:
        """What stood there before the last answer, the newest first."""
        return self.all[-2::-1]


@dataclass(frozen=True, slots=True)
class Filled:
    """One sheet and one person, or one time with them."""

    sheet: models.Sheet
    ones: list[One]  # what is asked now, in order
    ended: list[One]  # answered, and asked no more
    is_asked: bool
    contact: Contact | None = None

    @property
    def everything(self) -> list[One]:
        return [*self.ones, *self.ended]

    @property
    def seen(self) -> str:
        """A code of how it stands: a form that was drawn before somebody else wrote has another."""
        last = sorted(str(one.answer.pk) for one in self.everything if one.answer)
        return hashlib.sha256(" ".join(last).encode()).hexdigest()[:16]

    @property
    def answered(self) -> int:
        return sum(one.answer is not None for one in self.ones)

    @property
    def last_at(self) -> datetime | None:
        return max((one.answer.happened_at for one in self.everything if one.answer), default=None)


def of_person(by: actors.Actor, person: Participant) -> list[Filled]:
    """What is asked about somebody, and what was; three queries. For themselves, only what they
    may answer, or what stands there already."""
    about = models.Sheet.About.PERSON
    asked = list(policy.asked_of(person).filter(about=about))
    answers = _answers(by, person, contact=None)
    sheets = {sheet.pk: sheet for sheet in asked}
    ended = {row.question.sheet_id: row.question.sheet for row in answers}
    everything = _filled(
        [*sheets.values(), *(ended[pk] for pk in ended if pk not in sheets)], answers
    )
    shown = [one for one in everything if one.sheet.pk in sheets or one.last_at]
    mine = [_as_asked(one, by, is_open=one.sheet.pk in sheets) for one in shown]
    return [one for one in mine if one.everything]


def of_contact(by: actors.Actor, person: Participant, contact: Contact) -> list[Filled]:
    """What is asked with a time together, and what was."""
    about = models.Sheet.About.CONTACT
    asked = {sheet.pk: sheet for sheet in policy.asked_of(person).filter(about=about)}
    answers = _answers(by, person, contact=contact)
    ended = {row.question.sheet_id: row.question.sheet for row in answers}
    everything = _filled(
        [*asked.values(), *(ended[pk] for pk in ended if pk not in asked)], answers
    )
    return [
        _as_asked(one, by, is_open=one.sheet.pk in asked, contact=contact) for one in everything
    ]


@dataclass(frozen=True, slots=True)
class Time:
    """A time together, and what is asked with each: how much of it was answered."""

    contact: Contact
    filled: list[Filled]


def times(by: actors.Actor, person: Participant) -> list[Time]:
    """The last few, where something is asked with them."""
    about = models.Sheet.About.CONTACT
    if not policy.asked_of(person).filter(about=about).exists():
        return []
    contacts = policy.contacts_of(by).filter(participant=person).order_by("-happened_at", "-pk")
    found = [Time(each, of_contact(by, person, each)) for each in contacts[:LAST_TIMES]]
    return [each for each in found if any(one.ones for one in each.filled)]


def offers(by: actors.Actor, contacts: list[Contact]) -> list[beside.Offer]:
    """What may be asked with times together that were written down, and was not answered yet. Two
    queries, however many."""
    if not access.can(by, P.CONTACT_LOG):
        return []
    asked = list(policy.asked_here(by.tenant).filter(about=models.Sheet.About.CONTACT))
    if not asked:
        return []
    rows = policy.answers_for(by).filter(contact__in=[each.pk for each in contacts])
    done = set(rows.values_list("contact_id", "question__sheet_id"))
    return [
        beside.Offer(
            each, str(sheet), reverse("questions:answer_contact", args=[each.pk, sheet.pk])
        )
        for each in contacts
        for sheet in asked
        if sheet.is_asked_of(each.participant) and (each.pk, sheet.pk) not in done
    ]


def contact(by: actors.Actor, pk: uuid.UUID) -> Contact:
    """One that the actor may reach, of whoever it was with."""
    found = policy.contacts_of(by).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def to_answer(
    by: actors.Actor, person: Participant, sheet: uuid.UUID, contact: Contact | None
) -> Filled | None:
    """One of them."""
    filled = of_contact(by, person, contact) if contact else of_person(by, person)
    return next((one for one in filled if one.sheet.pk == sheet), None)


def of_answer(by: actors.Actor, person: Participant, answer: models.Answer) -> Filled:
    """All that was answered on the sheet of an answer, whatever it is asked of now."""
    row = answer.question.sheet
    answers = _answers(by, person, contact=answer.contact)
    mine = [each for each in answers if each.question.sheet_id == row.pk]
    return _filled([row], mine)[0]


def with_contacts(by: actors.Actor, person: Participant) -> list[models.Answer]:
    """What was answered with times together: the last to each question of each time."""
    rows = policy.answers_for(by).filter(participant=person, contact__isnull=False)
    last: dict[tuple[object, object], models.Answer] = {}
    for row in rows.select_related("question", "contact", "written_by"):
        last[row.contact_id, row.question_id] = row
    return list(reversed(last.values()))


def _answers(
    by: actors.Actor, person: Participant, *, contact: Contact | None
) -> list[models.Answer]:
    rows = policy.answers_for(by).filter(participant=person, contact=contact)
    return list(rows.select_related("question__sheet", "written_by"))


def _filled(sheets: Iterable[models.Sheet], answers: list[models.Answer]) -> list[Filled]:
    """Each sheet with all its questions, in any wording, brought together."""
    sheets = list(sheets)
    questions = list(policy.questions_in([sheet.pk for sheet in sheets]))
    newest = _newest(questions)
    ones = {pk: One(question) for pk, question in {q.pk: q for q in newest.values()}.items()}
    for answer in answers:
        if answer.question_id in newest:
            ones[newest[answer.question_id].pk].all.append(answer)
    filled = []
    for sheet in sheets:
        mine = [one for one in ones.values() if one.question.sheet_id == sheet.pk]
        mine.sort(key=lambda one: (one.question.order, one.question.made_at))
        filled.append(
            Filled(
                sheet,
                [one for one in mine if one.is_asked],
                [one for one in mine if not one.is_asked and one.all],
                is_asked=sheet.is_asked,
            )
        )
    return filled


def _newest(questions: list[models.Question]) -> dict[uuid.UUID, models.Question]:
    """In which wording each question is asked now, by every wording that it had."""
    later = {each.instead_of_id: each for each in questions if each.instead_of_id}
    newest = {}
    for each in questions:
        last = each
        while last.pk in later:
            last = later[last.pk]
        newest[each.pk] = last
    return newest


def _as_asked(
    filled: Filled, by: actors.Actor, *, is_open: bool, contact: Contact | None = None
) -> Filled:
    """Asked no more, all of it is what was answered. To somebody themselves only that is open
    which they may answer, or did."""
    ones, ended = filled.ones, filled.ended
    if not is_open:
        ended = [*(one for one in ones if one.all), *ended]
        ones = []
    elif by.is_participant and not filled.sheet.they_answer:
        ones = [one for one in ones if one.all]
    return Filled(filled.sheet, ones, ended, is_asked=is_open, contact=contact)

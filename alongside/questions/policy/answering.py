"""Of whom questions are asked, and whose answers somebody reaches."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.participants import policy as people
from alongside.participants.models import Participant
from alongside.questions import models, rules
from alongside.support.models import Contact
from alongside.support.policy import contacts_for


def require(by: actors.Actor, *, participant: uuid.UUID, at: datetime | None = None) -> Participant:
    """The lock of answers: one's own, or of somebody one walks with and may write about."""
    writes = P.CHECKIN_ANSWER if by.is_participant else P.CONTACT_LOG
    return people.require(by, writes, participant=participant, at=at)


def asked_here(organisation_id: uuid.UUID) -> QuerySet[models.Sheet]:
    """What is asked at present."""
    here = models.Sheet.objects.filter(organisation_id=organisation_id)
    return here.filter(begun_at__isnull=False, ended_at=None)


def asked_of(person: Participant) -> QuerySet[models.Sheet]:
    """In their programme, or in all. Who belongs to none yet is met by all, as by coordinators."""
    here = asked_here(person.organisation_id).order_by("begun_at", "pk")
    theirs = Q(programme=None) | Q(programme_id=person.programme_id)
    return here.filter(theirs) if person.programme_id else here


def questions_in(sheets: Collection[uuid.UUID]) -> QuerySet[models.Question]:
    """In every wording, in their order. Of sheets that one may read."""
    rows = models.Question.objects.filter(sheet_id__in=sheets)
    return rows.order_by("order", "made_at", "pk")


def answers_for(by: actors.Actor) -> QuerySet[models.Answer]:
    """Of the people whose record opens, the first one first."""
    rows = models.Answer.objects.filter(participant__in=people.participants_for(by))
    return rows.order_by("happened_at", "pk")


def counted_in(by: actors.Actor) -> QuerySet[models.Answer]:
    """Of the whole organisation, what may be counted: lists and yes or no, and nothing of what
    people were hurt with. To be published with small numbers hidden, never as they are."""
    rows = models.Answer.objects.filter(organisation_id=by.tenant)
    return rows.filter(question__kind__in=rules.COUNTED, question__is_careful=False)


def sheets_of(by: actors.Actor, rows: QuerySet[models.Answer]) -> QuerySet[models.Sheet]:
    """Those to which these are answers, the first made first."""
    here = models.Sheet.objects.filter(organisation_id=by.tenant)
    return here.filter(pk__in=rows.values("question__sheet")).order_by("made_at", "pk")


def contacts_of(by: actors.Actor) -> QuerySet[Contact]:
    return contacts_for(by)

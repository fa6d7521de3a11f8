"""Whether there is anything of it to see, asked in the one question that opens a record."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import IsNull

from alongside.participants.models import Participant
from alongside.participants.policy import signs
from alongside.questions import models


def signs_for_workers() -> QuerySet[Participant]:
    """Those about whom something is asked, or was answered."""
    answers = models.Answer.objects.filter(participant=OuterRef("pk"))
    rows = Participant.objects.filter(Q(Exists(_asked())) | Q(Exists(answers)))
    return rows.annotate(participant=F("pk"))


def own_signs() -> signs.Signs:
    """What the owner of a record may be shown: that there are questions for them to answer, and
    that something was answered."""
    people_asked = Participant.objects.filter(Exists(_asked(they_answer=True)))
    return {
        "asked_ours": people_asked.annotate(participant=F("pk")),
        "answered_ours": models.Answer.objects.all(),
    }


def _asked(**more: bool) -> QuerySet[models.Sheet]:
    """Inside a question about participants: what is asked of each."""
    mine = Q(programme=None) | Q(programme=OuterRef("programme"))
    mine |= Q(IsNull(OuterRef("programme"), True))
    rows = models.Sheet.objects.filter(mine, organisation=OuterRef("organisation"), **more)
    return rows.filter(begun_at__isnull=False, ended_at=None)

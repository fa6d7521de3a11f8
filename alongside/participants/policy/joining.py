"""Which pairs a worker may look at: both records within their reach, and neither put together
with another since; and what was put together with a record."""

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.participants import models
from alongside.participants.policy import hats
from alongside.participants.rules import knowing as rules


def joinable(by: actors.Actor) -> QuerySet[models.Participant]:
    """Whom a worker may put together or take apart: nobody who keeps their work apart, nobody
    who never wants them there, and not themselves. It opens none of the records."""
    here = models.Participant.objects.filter(organisation_id=by.tenant, joined_to=None)
    if not access.can(by, P.RECORD_JOIN):
        return here.none()
    return hats.without_kept(here, by, whose="pk")


def all_in(by: actors.Actor) -> QuerySet[models.Likeness]:
    """For the nightly comparing."""
    return models.Likeness.objects.filter(organisation_id=by.tenant)


def likenesses_for(by: actors.Actor) -> QuerySet[models.Likeness]:
    within = joinable(by).values("pk")
    return all_in(by).filter(one__in=within, other__in=within)


def codes_in(by: actors.Actor) -> QuerySet[models.Remembered]:
    rows = models.Remembered.objects.filter(organisation_id=by.tenant, says_no=False)
    return rows.exclude(facts_digest="")


def remembers_facts(by: actors.Actor) -> bool:
    here = accounts.organisations().filter(pk=by.tenant)
    return here.filter(remembers_facts=True).exists()


# --- what was put together -------------------------------------------------------------------


def portraits_of(person: models.Participant) -> QuerySet[models.Portrait]:
    """Their own, and what was written in a record that was put together with it."""
    whose = models.Participant.objects.filter(Q(pk=person.pk) | Q(joined_to_id=person.pk))
    return models.Portrait.objects.filter(participant__in=whose)


def readable_to(by: actors.Actor, person: models.Participant, shows: Collection[str]) -> list[str]:
    """Which of the words for who they are the actor may read, once the record opened: their own
    all; a worker those that they chose to show."""
    if by.is_participant or by.kind is actors.Kind.SYSTEM:
        return list(rules.OWN)
    walks = False
    if any(one.endswith(f"-{rules.WALKING}") for one in shows):
        ties = person.ties.filter(person_id=by.person_id, why=models.Tie.Why.PAIRING)
        walks = ties.filter(until_at=None).exists()
    return rules.readable(shows, walks=walks)


def joined_in(person: models.Participant) -> list[uuid.UUID]:
    """Records that were put together with this one, and wait empty for an undo."""
    rows = models.Participant.objects.filter(joined_to_id=person.pk).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def keys_of(person: models.Participant) -> int:
    """How many sets of words open the record."""
    mine = models.Participant.objects.filter(Q(pk=person.pk) | Q(joined_to_id=person.pk))
    return mine.exclude(return_key=None).count()

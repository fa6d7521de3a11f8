"""Reading history. Who did it opens only with the subject's key, so what somebody did is found
by when it happened, and then looked at; never by a column that says who."""

import uuid
from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from alongside.audit import models, policy

RECENT = 200  # of the last ones at most so many are opened to answer a question


def looked_since(
    *, participant_id: uuid.UUID, by_id: uuid.UUID | None, page: str, since: datetime
) -> bool:
    """Whether this look was written down already."""
    looks = about(participant_id).filter(recorded_at__gt=since, verb="look")[:RECENT]
    return any(look.by_id == by_id and look.facts.get("page") == page for look in looks)


def refused_since(*, participant_id: uuid.UUID, by_id: uuid.UUID | None, since: datetime) -> bool:
    """Whether a refusal of theirs was written down already."""
    refused = about(participant_id).filter(recorded_at__gt=since, outcome="refused")[:RECENT]
    return any(event.by_id == by_id for event in refused)


def about(*participants: uuid.UUID) -> QuerySet[models.Event]:
    """A participant's history, newest first; of one whose records were put together, all of it.
    The caller has asked who may read it."""
    return policy.events_about(*participants).order_by("-recorded_at", "-position")


def looks_in(
    organisation_id: uuid.UUID, *, since: datetime, until: datetime
) -> Iterator[models.Event]:
    """Looks at anybody's record in a span of time, oldest first, allowed and refused: for who
    watches over looking. Each is opened when it is asked who looked; keep the span short."""
    looks = policy.events_in(organisation_id).filter(recorded_at__gt=since, recorded_at__lte=until)
    of_somebody = looks.filter(verb="look", subject__participant_id__isnull=False)
    found = of_somebody | looks.filter(outcome="refused")  # also at a record that is not there
    yield from found.order_by("recorded_at").iterator(chunk_size=500)


def told_of(
    organisation_id: uuid.UUID, verb: str, about_id: uuid.UUID, *, since: datetime, until: datetime
) -> set[uuid.UUID]:
    """In whose history this stands about that, of a short span of time."""
    said = policy.events_in(organisation_id).filter(
        verb=verb,
        recorded_at__gte=since,
        recorded_at__lte=until,
        subject__participant_id__isnull=False,
    )
    found = {
        one.participant_id for one in said.iterator(chunk_size=500) if one.about_id == about_id
    }
    return {participant for participant in found if participant}


def last_seal() -> models.Seal | None:
    return policy.seals().order_by("-sealed_at", "-pk").first()

"""A participant's own record, and the privacy lead's desk: what is kept of rights themselves,
and of nobody's record."""

import uuid
from typing import Any

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.models import Organisation
from alongside.core import clock, errors
from alongside.participants import policy as reach
from alongside.participants.models import Participant
from alongside.rights import models
from alongside.threads.models import Outgoing


def own(by: actors.Actor) -> Participant:
    """The actor's own record. Missing where they have none."""
    mine = reach.participants_for(by) if by.is_participant else None
    found = mine.select_related("organisation", "programme").first() if mine is not None else None
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def named(by: actors.Actor, participant: uuid.UUID) -> Participant | None:
    """Somebody of the actor's organisation, by the number of their record; opens nothing."""
    return Participant.objects.filter(organisation_id=by.tenant, pk=participant).first()


def in_organisation(by: actors.Actor, model: Any) -> QuerySet[Any]:
    """Rows of the desk, for those who hold it. `model` is one of this floor's."""
    assert model._meta.app_label == "rights"
    rows: QuerySet[Any] = model.objects.filter(organisation_id=by.tenant)
    return rows


def notices_unread() -> QuerySet[models.Notice]:
    """Of the organisation at hand, for telling outside that there is something."""
    return models.Notice.objects.filter(read_at=None)


def told_outside(by: actors.Actor, notices: QuerySet[models.Notice]) -> QuerySet[Outgoing]:
    """What went out about these, for who holds the desk; where to is not said."""
    went = (Outgoing.State.SENT, Outgoing.State.DELIVERED)
    sent = Outgoing.objects.filter(organisation_id=by.tenant, kind=Outgoing.Kind.NOTICE)
    return sent.filter(state__in=went, about_id__in=notices.values("pk"))


def hosts_itself(by: actors.Actor) -> bool:
    here = accounts.organisations().filter(pk=by.tenant)
    return here.filter(hosting=Organisation.Hosting.SELF).exists()


def open_holds(organisation_id: uuid.UUID) -> QuerySet[models.Hold]:
    """Those that stop anything from being erased now."""
    today = clock.now().date()
    return models.Hold.objects.filter(
        organisation_id=organisation_id, ended_at=None, until_on__gte=today
    )


def receipt(digest: str) -> models.Erasure | None:
    """What became of a wish, for whoever has its code."""
    done = models.Erasure.State.DONE
    rows = models.Erasure.objects.filter(code_digest=digest, state=done)
    return rows.select_related("organisation").first()

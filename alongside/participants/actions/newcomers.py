"""What several ways of coming in have in common, once their action has asked: a record, and a
request for a peer."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.models import ReturnKey
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, rules
from alongside.participants.policy import hosting


@dataclass(frozen=True, slots=True)
class Begun:
    """What asking led to: the id of the request it made. `words` are the six words of a new
    return key, readable only now; empty where the form was sent before."""

    id: uuid.UUID
    words: str = ""

    @property
    def is_new(self) -> bool:
        return bool(self.words)


def begin_record(
    organisation_id: uuid.UUID,
    participant_id: uuid.UUID,
    *,
    alias: str,
    wish: rules.Wish,
    reach: rules.Reach,
    key: ReturnKey | None = None,
    welcomed_at: datetime,
) -> models.Participant:
    hosting.require(organisation_id)
    return models.Participant.objects.create(
        id=participant_id,
        organisation_id=organisation_id,
        alias=alias.strip(),
        return_key=key,
        language=wish.language,
        reach_way=reach.way,
        reach_how=reach.how.strip(),
        never_ways=list(reach.never_ways),
        reach_never=reach.never.strip(),
        welcomed_at=welcomed_at,
    )


def begin_request(
    by: actors.Actor,
    participant: models.Participant,
    request_id: uuid.UUID,
    wish: rules.Wish,
    happened_at: datetime,
) -> None:
    models.Request.objects.create(
        id=request_id,
        organisation_id=participant.organisation_id,
        participant=participant,
        happened_at=happened_at,
        recorded_at=clock.now(),
        **columns(wish),
    )
    audit.record(
        by=by,
        verb="ask",
        participant_id=participant.pk,
        about=("request", request_id),
        happened_at=happened_at,
    )


def taken() -> errors.Missing:
    """The id of a form is that of something that is not theirs."""
    return errors.Missing(
        _("This form can’t be used here."),
        kept=_("Nothing was changed, and what you typed is still here."),
        todo=_("Open the page again and send it from there."),
    )


def columns(wish: rules.Wish) -> dict[str, Any]:
    return {
        "words": wish.words.strip(),
        "language": wish.language,
        "pathways": list(wish.pathways),
        "experiences": list(wish.experiences),
        "times": list(wish.times),
        "place": wish.place.strip(),
        "latitude": rules.about_a_kilometre(wish.latitude),
        "longitude": rules.about_a_kilometre(wish.longitude),
    }


def require_sense(wish: rules.Wish, reach: rules.Reach | None = None) -> None:
    if not rules.is_sayable(wish, reach):
        raise errors.Problem(
            _("Something in the form is not one of the answers we know."),
            todo=_("Look at each answer again and choose from the page."),
        )
    if reach and not rules.is_reachable(reach):
        raise errors.Problem(
            _("We would not know how to reach you."),
            todo=_("Say where, or choose to come back with your six words."),
        )
    if reach and rules.contradicts(reach):
        raise errors.Problem(
            _("You ask to be reached in a way that you also say never to use."),
            todo=_("Choose one of the two."),
        )

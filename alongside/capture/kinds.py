"""Every kind of capture: what it may say, and which action of the floors below it is.

The one list that phone and server share. An envelope's `id`, `happened_at`, `person` and `place`
become the action's own arguments; the body's fields are the rest of them:

    contact   support.actions.log_contact: kinds, form, setting, minutes, special, stage, goal,
              programme, for_others, for_what, note, written_together. Without a person,
              support.actions.log_work with somebody who has no name here (no goal, no note).
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.capture import schemas
from alongside.core.privacy import Words
from alongside.support import actions as support


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a body."""

    id: uuid.UUID
    happened_at: datetime
    person: uuid.UUID | None = None
    place: uuid.UUID | None = None


Play = Callable[[actors.Actor, Around, Any], object]


@dataclass(frozen=True, slots=True)
class Kind:
    """`nameless` says that it can be written down without the person it names."""

    words: Words
    body: type[schemas.Body]
    play: Play
    nameless: bool = False


def _contact(by: actors.Actor, around: Around, body: schemas.Contact) -> object:
    said = body.model_dump()
    common: dict[str, Any] = {
        "by": by,
        "id": around.id,
        "happened_at": around.happened_at,
        "site": around.place,
    }
    if around.person is not None:
        return support.log_contact(participant=around.person, **common, **said)
    for only_with_a_record in ("goal", "note", "written_together"):
        said.pop(only_with_a_record)
    return support.log_work(what="nameless", people=1, **common, **said)


KINDS: Mapping[str, Kind] = {
    "contact": Kind(_("time together"), schemas.Contact, _contact, nameless=True),
}

"""A first conversation, offered and never asked for."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.welcome import models, policy
from alongside.welcome.actions import rows


def ask_to_talk(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    presence: uuid.UUID,
    wish: str,
    brings: Collection[str] = (),
) -> models.Talk | None:
    """They would like to talk to someone: a note for the peers on shift. 'No thanks' leaves
    nothing. Said again, the last answer counts."""
    here = policy.require_row(by, P.DESK_KEEP, models.Presence, presence)
    if here.left_at is not None:
        raise rows.gone_home()
    mine = models.Talk.objects.filter(presence=here)
    if not wish:
        with transaction.atomic():
            if mine.filter(taken_at=None).delete()[0]:
                audit.record(by=by, verb="no-talk", about=("presence", here.pk))
        return None
    rows.require_wish(wish, brings)
    with sent.once(mine, id):
        models.Presence.objects.select_for_update().filter(pk=here.pk).first()
        row = mine.first()
        if row is None:
            row = rows.write_talk(here, id, wish=wish, brings=brings)
        elif (row.wish, set(row.brings)) == (wish, set(brings)) and row.taken_at is None:
            return row
        else:
            row.wish, row.brings = wish, rows.in_order(brings)
            row.taken_at = row.taken_by = None
            row.save(update_fields=["wish", "brings", "taken_at", "taken_by"])
        audit.record(by=by, verb="ask-to-talk", about=("talk", row.pk), facts={"wish": wish})
    return row


def take_talk(*, by: actors.Actor, talk: uuid.UUID) -> None:
    """Somebody on shift sits down with them. Whoever takes it first has it."""
    row = policy.require_row(by, P.DESK_KEEP, models.Talk, talk)
    with transaction.atomic():
        free = models.Talk.objects.filter(pk=row.pk, taken_at=None)
        if free.update(taken_at=clock.now(), taken_by_id=by.person_id):
            audit.record(by=by, verb="take-talk", about=("talk", row.pk))
            return
    taken_by = models.Talk.objects.filter(pk=row.pk).values_list("taken_by_id", flat=True).first()
    if taken_by != by.person_id:
        raise errors.Gone(
            _("Somebody else sits down with them already."),
            kept=_("Nothing was changed."),
            todo=_("See who else would like to talk."),
        )

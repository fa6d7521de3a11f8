"""A participant's own walls: between their support and their work, and against somebody."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import rules as names
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import rows
from alongside.participants.rules import walls as rules

Why = models.Tie.Why


def open_to_colleagues(*, by: actors.Actor, opens: bool) -> None:
    """Somebody who works here, too, lets colleagues help them, or no longer. What colleagues were
    let in for ends with it; the peer they chose stays. Twice is once."""
    access.require(by, P.WALL_OWN)
    with transaction.atomic():
        me = rows.own(by, locked=True)
        if me.opens_to_colleagues == opens:
            return
        me.opens_to_colleagues, me.version = opens, me.version + 1
        me.save(update_fields=["opens_to_colleagues", "version"])
        if not opens:
            _end(me.ties.exclude(why=Why.PAIRING))
        audit.record(by=by, verb="open-to-colleagues", participant_id=me.pk, facts={"opens": opens})


def name_never(*, by: actors.Actor, id: uuid.UUID, words: str) -> models.Never:
    """Somebody who is never to see the record. Where it is the name of one who works here, it
    does not open to them from this second. Once per `id`."""
    access.require(by, P.WALL_OWN)
    with rows.once(policy.nevers_for(by), id):
        close_to(by, rows.own(by, locked=True), id, words)
    return policy.nevers_for(by).get(pk=id)


def close_to(
    by: actors.Actor,
    me: models.Participant,
    id: uuid.UUID,
    words: str,
    *,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """For an action that has asked, in its transaction."""
    if not words.strip() or len(words) > rules.LONGEST:
        raise errors.Problem(_("Write their name, as far as you know it."))
    person = _working_here(me, words)
    row, is_new = models.Never.objects.get_or_create(
        pk=id,
        participant=me,
        defaults={
            "organisation_id": me.organisation_id,
            "person_id": person,
            "words": words.strip(),
        },
    )
    if is_new and person is not None:
        _end(me.ties.filter(person_id=person))
    if is_new:
        about = ("never", row.pk)
        audit.record(by=by, verb="name-never", participant_id=me.pk, about=about, facts=facts)


def close_again(me: models.Participant, nevers: Collection[str]) -> None:
    """That they were taken back is undone."""
    these = me.nevers.filter(pk__in=nevers)
    these.update(until_at=None)
    people = these.filter(person__isnull=False).values_list("person_id", flat=True)
    _end(me.ties.filter(person_id__in=list(people)))


def no_longer(me: models.Participant, words: str) -> list[str]:
    """Ends those of their nevers that are in these words, and gives which they were."""
    live = me.nevers.filter(until_at=None).select_for_update()
    same = [row.pk for row in live if names.plain(row.words) == names.plain(words)]
    me.nevers.filter(pk__in=same).update(until_at=clock.now())
    return [str(pk) for pk in same]


def take_back_never(*, by: actors.Actor, never: uuid.UUID) -> None:
    """Twice is once. It opens nothing by itself: who may, chooses or is chosen again."""
    access.require(by, P.WALL_OWN)
    these = policy.nevers_for(by).filter(pk=never)
    row = these.first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        if these.filter(until_at=None).update(until_at=clock.now()):
            audit.record(
                by=by,
                verb="take-back-never",
                participant_id=row.participant_id,
                about=("never", row.pk),
            )


def _working_here(me: models.Participant, words: str) -> uuid.UUID | None:
    """The one person with this name who works here; None where nobody or several have it."""
    here = dict(policy.works_here(me.organisation_id).values_list("person_id", "person__name"))
    same = [
        pk
        for pk, name in here.items()
        if pk != me.person_id and names.plain(name) == names.plain(words)
    ]
    return same[0] if len(same) == 1 else None


def _end(ties: QuerySet[models.Tie]) -> None:
    now = clock.now()
    ties.filter(until_at=None).update(until_at=now)
    ties.filter(until_at__gt=now).update(until_at=now)

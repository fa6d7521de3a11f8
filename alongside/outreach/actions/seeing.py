"""What was seen at a place, what is needed there, and that somebody brought it."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.outreach import models, policy, rules
from alongside.outreach.actions import rows
from alongside.participants.actions import rows as sent

UNDO = timedelta(days=1)


def see(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    place: str = "",
    people: int = 0,
    saw: Collection[str] = (),
    needs: Mapping[str, int] | None = None,
    note: str = "",
    shift: uuid.UUID | None = None,
    stop: uuid.UUID | None = None,
    happened_at: datetime | None = None,
) -> models.Seen:
    """One look at one place; nobody is in it. `saw` are slugs of `rules.SAW`, `needs` how many
    need what of `rules.NEEDS`. At a stop, its place is taken. Once per `id`."""
    access.require(by, P.FIELD_WORK, at=happened_at)
    wanted = rules.needed(needs or {})
    if wanted is None or not set(saw) <= set(rules.SAW) or not 0 <= people <= rules.MOST_PEOPLE:
        raise rows.not_on_the_page()
    at = rows.when(happened_at)
    found, halt = _where(by, shift, stop)
    where = rows.require_words(place, rules.PLACE) or (halt.place if halt else "")
    words = rows.require_words(note, rules.NOTE)
    _require_something(people, saw, wanted, words)
    these = policy.seen_for(by)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            models.Seen.objects.create(
                **rows.of(by, id, at),
                shift=found,
                stop=halt,
                person_id=by.person_id,
                place=where,
                people=people,
                saw=rules.in_order(saw, rules.SAW),
                needs=wanted,
                note=words,
            )
            audit.record(by=by, verb="see", about=("seen", id), happened_at=at)
    return these.get(pk=id)


def meet_need(*, by: actors.Actor, seen: uuid.UUID) -> None:
    """Somebody brought it. Twice is once."""
    access.require(by, P.FIELD_WORK)
    row = _row(by, seen)
    with transaction.atomic():
        still = policy.seen_for(by).filter(pk=row.pk, met_at=None)
        if still.update(met_at=clock.now(), met_by_id=by.person_id):
            audit.record(by=by, verb="meet-need", about=("seen", row.pk))


def take_back_seen(*, by: actors.Actor, seen: uuid.UUID) -> None:
    """A slip, by whoever wrote it, within a day."""
    access.require(by, P.FIELD_WORK)
    row = _row(by, seen)
    if row.person_id != by.person_id:
        raise access.Refused(P.FIELD_WORK)
    if clock.now() - row.recorded_at > UNDO:
        raise errors.Problem(
            _("That was written down more than a day ago, so it stays."),
            kept=_("Nothing was changed."),
        )
    with transaction.atomic():
        policy.seen_for(by).filter(pk=row.pk).delete()
        audit.record(by=by, verb="take-back-seen", about=("seen", row.pk))


def _where(
    by: actors.Actor, shift: uuid.UUID | None, stop: uuid.UUID | None
) -> tuple[models.Shift | None, models.Stop | None]:
    """Of the organisation, and the stop of that shift; Missing where it is not."""
    if shift is None:
        return None, None
    found = policy.require_shift(by, P.FIELD_WORK, shift=shift)
    halt = models.Stop.objects.filter(shift=found, pk=stop).first() if stop else None
    if stop and halt is None:
        raise errors.Missing(access.NOTHING)
    return found, halt


def _require_something(*said: object) -> None:
    if not any(said):
        raise errors.Problem(
            _("Nothing was said yet."), todo=_("Tap what you saw, or what is needed.")
        )


def _row(by: actors.Actor, seen: uuid.UUID) -> models.Seen:
    found = policy.seen_for(by).filter(pk=seen).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found

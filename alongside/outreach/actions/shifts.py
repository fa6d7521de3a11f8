"""Shifts: who goes where with whom, from when; and the stops on the way."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids
from alongside.outreach import models, policy, rules
from alongside.outreach.actions import rows
from alongside.outreach.rules import shifts
from alongside.participants.actions import rows as sent


def plan_shift(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    route: str,
    from_at: datetime,
    until_at: datetime,
    people: Collection[uuid.UUID] = (),
    stops: Sequence[str] = (),
    buddy: uuid.UUID | None = None,
    every: int = 0,
    reach: str = "",
    site: uuid.UUID | None = None,
) -> models.Shift:
    """One's own; who keeps work in the field plans those of others too. Whoever goes alone has
    somebody who looks after them, and a timer. Once per `id`."""
    access.require(by, P.FIELD_WORK)
    going = set(people) or {by.person_id}
    if by.person_id not in going and not access.can(by, P.FIELD_KEEP):
        raise access.Refused(P.FIELD_WORK, sentence=rows.NOT_YOURS)
    _require_times(from_at, until_at)
    _require_company(by, going, buddy, every)
    rows.require_site(by, site)
    words = _require_way(route, stops)
    these = policy.shifts_for(by)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            row = models.Shift.objects.create(
                **rows.of(by, id),
                site_id=site,
                route=words,
                buddy_id=buddy,
                reach=rows.require_words(reach, rules.PLACE),
                every=every,
                from_at=from_at,
                until_at=until_at,
            )
            _write_company(row, going, stops)
            audit.record(by=by, verb="plan-outreach", about=("outreach-shift", row.pk))
    return these.get(pk=id)


def begin_shift(*, by: actors.Actor, shift: uuid.UUID, happened_at: datetime | None = None) -> None:
    """They are out; from now on the timer asks. Twice is once."""
    row = policy.require_shift(by, P.FIELD_WORK, shift=shift, at=happened_at)
    rows.require_walker(by, row)
    at = rows.when(happened_at)
    with transaction.atomic():
        row = rows.locked(row)
        rows.require_on(row)
        if row.state != "planned":
            return
        row.begun_at = at
        models.Shift.objects.filter(pk=row.pk).update(begun_at=at)
        rows.settle(row, now=clock.now())
        audit.record(by=by, verb="begin-outreach", about=("outreach-shift", row.pk), happened_at=at)


def end_shift(*, by: actors.Actor, shift: uuid.UUID, happened_at: datetime | None = None) -> None:
    """They are back: nothing asks any more, and how to reach them is gone. Twice is once."""
    row = policy.require_shift(by, P.FIELD_WORK, shift=shift, at=happened_at)
    rows.require_walker(by, row)
    at = rows.when(happened_at)
    with transaction.atomic():
        row = rows.locked(row)
        at = max(at, rows.require_begun(row))
        if row.state != "out":
            return
        models.Stop.objects.filter(shift=row, came_at__isnull=False, left_at=None).update(
            left_at=at
        )
        models.Shift.objects.filter(pk=row.pk).update(ended_at=at, due_at=None, reach="")
        for why in models.Call.Why.values:
            rows.end_calls(row, at=clock.now(), why=why)
        audit.record(by=by, verb="end-outreach", about=("outreach-shift", row.pk), happened_at=at)


def drop_shift(*, by: actors.Actor, shift: uuid.UUID) -> None:
    """It does not take place. Twice is once."""
    row = policy.require_shift(by, P.FIELD_WORK, shift=shift)
    rows.require_walker(by, row)
    with transaction.atomic():
        planned = models.Shift.objects.filter(pk=row.pk, begun_at=None, dropped_at=None)
        if planned.update(dropped_at=clock.now(), reach=""):
            audit.record(by=by, verb="drop-outreach", about=("outreach-shift", row.pk))


def forget_reach(*, by: actors.Actor, now: datetime) -> int:
    """For the night: how to reach those who never set out, or whom nothing asks any more, is gone
    a day after their shift was to end. Says of how many shifts."""
    access.require(by, P.FIELD_WORK)
    called = models.Call.objects.filter(shift=OuterRef("pk"), ended_at=None)
    over = policy.shifts_for(by).filter(until_at__lte=now - shifts.OVER, due_at=None)
    with transaction.atomic():
        gone = over.filter(~Exists(called)).exclude(reach="").update(reach="")
        if gone:
            audit.record(by=by, verb="forget-reach", facts={"shifts": gone})
    return gone


def add_stop(*, by: actors.Actor, id: uuid.UUID, shift: uuid.UUID, place: str) -> None:
    """One more place on the way. Once per `id`."""
    row = policy.require_shift(by, P.FIELD_WORK, shift=shift)
    rows.require_walker(by, row)
    words = rows.require_words(place, rules.PLACE)
    these = models.Stop.objects.filter(organisation_id=by.tenant)
    with sent.once(these, id):
        if these.filter(pk=id).exists():
            return
        there = models.Stop.objects.filter(shift=rows.locked(row))
        if not words or there.count() >= shifts.MOST_STOPS:
            raise errors.Problem(_("A stop needs a word for its place; and forty are the most."))
        last = there.aggregate(last=Max("position"))["last"] or 0
        _write_stop(row, id, words, last + 1)
        audit.record(by=by, verb="add-stop", about=("outreach-shift", row.pk))


def reach_stop(
    *, by: actors.Actor, shift: uuid.UUID, stop: uuid.UUID, happened_at: datetime | None = None
) -> None:
    """They are there now, and no longer at the one before. Twice is once."""
    row = policy.require_shift(by, P.FIELD_WORK, shift=shift, at=happened_at)
    rows.require_walker(by, row)
    at = rows.when(happened_at)
    with transaction.atomic():
        row = rows.locked(row)
        there = models.Stop.objects.filter(shift=row, pk=stop)
        if not there.exists():
            raise errors.Missing(access.NOTHING)
        if row.state != "out" or not there.filter(came_at=None).update(came_at=at):
            return
        before = models.Stop.objects.filter(shift=row, came_at__lte=at, left_at=None)
        before.exclude(pk=stop).update(left_at=at)
        audit.record(by=by, verb="reach-stop", about=("outreach-shift", row.pk), happened_at=at)


def _require_times(from_at: datetime, until_at: datetime) -> None:
    if not shifts.may_be_planned(from_at, until_at, now=clock.now()):
        raise errors.Problem(
            _("A shift ends after it begins, within sixteen hours, in the next two months."),
            todo=_("Look at both times again."),
        )


def _require_way(route: str, stops: Sequence[str]) -> str:
    words = rows.require_words(route, rules.PLACE)
    if not words or len(stops) > shifts.MOST_STOPS:
        raise errors.Problem(_("Which way do you go? A few words are enough, and forty stops."))
    return words


def _require_company(
    by: actors.Actor, going: set[uuid.UUID], buddy: uuid.UUID | None, every: int
) -> None:
    if every not in shifts.EVERY or len(going) > shifts.MOST_WALKERS:
        raise rows.not_on_the_page()
    if buddy in going:
        raise errors.Problem(
            _("Whoever looks after a shift is not out on it."),
            todo=_("Choose somebody who stays within reach of a phone."),
        )
    if every and buddy is None:
        raise errors.Problem(
            _("The timer needs somebody to call."), todo=_("Choose who looks after you.")
        )
    if len(going) == 1 and not every:
        raise errors.Problem(
            _("Nobody goes out alone without somebody who would notice."),
            kept=_("What you typed is still here."),
            todo=_("Choose who looks after you, and how often we ask whether you are well."),
        )
    for person in going | ({buddy} if buddy else set()):
        rows.require_colleague(by, person)


def _write_company(row: models.Shift, going: set[uuid.UUID], stops: Sequence[str]) -> None:
    common = {"organisation_id": row.organisation_id, "shift": row}
    models.Walker.objects.bulk_create(
        [models.Walker(id=ids.new(), person_id=person, **common) for person in sorted(going)]
    )
    places = [words for place in stops if (words := rows.require_words(place, rules.PLACE))]
    for position, words in enumerate(places, start=1):
        _write_stop(row, ids.new(), words, position)


def _write_stop(row: models.Shift, id: uuid.UUID, place: str, position: int) -> None:
    models.Stop.objects.create(
        id=id,
        organisation_id=row.organisation_id,
        shift=row,
        place=place,
        position=position,
    )

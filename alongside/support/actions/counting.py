"""Days that somebody counts: by themselves alone, set back or stopped as they like."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.actions import rows
from alongside.support import models

MOST, LONGEST, EARLIEST = 5, 200, 1900


def count_days(
    *, by: actors.Actor, id: uuid.UUID, words: str, since: date, is_shown: bool = False
) -> models.DayCount:
    """From a day of theirs, in their own words. Once per `id`."""
    access.require(by, P.WALL_OWN)
    me = rows.own(by)
    _checked(me, words, since)
    with rows.once(models.DayCount.objects.filter(participant=me), id):
        participants.hold(me)
        mine = models.DayCount.objects.filter(participant=me)
        if found := mine.filter(pk=id).first():
            return found
        if mine.count() >= MOST:
            raise errors.Problem(_("That is as many as fit. Stop one first, or change it."))
        row = models.DayCount.objects.create(
            id=id,
            organisation_id=me.organisation_id,
            participant=me,
            words=words.strip(),
            from_day=since.isoformat(),
            is_shown=is_shown,
        )
        _write(by, "count-days", row)
    return row


def change_count(
    *,
    by: actors.Actor,
    count: uuid.UUID,
    version: int,
    words: str,
    since: date,
    is_shown: bool = False,
) -> None:
    """Another day, other words, shown or not. What it was before is kept nowhere."""
    access.require(by, P.WALL_OWN)
    me, row = _own(by, count)
    _checked(me, words, since)
    said = {"words": words.strip(), "from_day": since.isoformat(), "is_shown": is_shown}
    with transaction.atomic():
        mine = models.DayCount.objects.select_for_update().filter(pk=row.pk)
        found = mine.filter(version=version).first()
        if found is None:
            raise rows.stale()
        if {name: getattr(found, name) for name in said} == said:
            return
        for name, value in said.items():
            setattr(found, name, value)
        found.version += 1
        found.save(update_fields=[*said, "version"])
        _write(by, "change-count", found)


def stop_counting(*, by: actors.Actor, count: uuid.UUID) -> None:
    """It is erased."""
    access.require(by, P.WALL_OWN)
    me, row = _own(by, count)
    with transaction.atomic():
        participants.hold(me)
        if models.DayCount.objects.filter(pk=row.pk).delete()[0]:
            _write(by, "stop-counting", row)


def _own(by: actors.Actor, count: uuid.UUID) -> tuple[records.Participant, models.DayCount]:
    found: records.Participant
    found, row = policy.require_row(by, P.WALL_OWN, models.DayCount.objects.filter(pk=count))
    return found, row


def _checked(me: records.Participant, words: str, since: date) -> None:
    if not words.strip() or len(words) > LONGEST:
        raise errors.Problem(_("Say in a few words what you count."))
    if since.year < EARLIEST or since > clock.today(me.organisation.time_zone):
        raise errors.Problem(_("Choose today, or a day before."))


def _write(by: actors.Actor, verb: str, row: models.DayCount) -> None:
    audit.record(by=by, verb=verb, participant_id=row.participant_id, about=("day-count", row.pk))

"""Somebody is found: taps while hands are full, and what is told when there is time.

Two responders may both write one down, at one phone or two: every tap is kept, each with who did
it and when, and they are read in the order in which things happened.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, ids
from alongside.participants.actions import rows as sent
from alongside.sites import models, policy
from alongside.sites.actions import rows

FOUND = models.Tap.What.FOUND
LONGEST_STORY = 2000


def find_overdose(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    site: uuid.UUID | None = None,
    room: uuid.UUID | None = None,
    visit: uuid.UUID | None = None,
    where: str = "",
    happened_at: datetime | None = None,
) -> models.Overdose:
    """Somebody was found: one tap, nothing to type. With no `site` it was outside. Once per
    `id`; that somebody else found the same one is settled later, and nothing is lost."""
    access.require(by, P.FIELD_WORK, at=happened_at)
    place = policy.require_site(by, P.FIELD_WORK, site=site) if site else None
    at = rows.moment(happened_at)
    here = place.pk if place else None
    row = models.Overdose(
        id=id,
        organisation_id=by.tenant,
        site=place,
        room=rows.of_site(by, models.Room, room, here),
        visit=rows.of_site(by, models.Visit, visit, here),
        where=rows.chosen(where, models.Overdose.Where) or _where(by, here, at),
        found_at=at,
        found_by_id=by.person_id,
        recorded_at=clock.now(),
    )
    these = policy.rows(by, models.Overdose)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            row.save(force_insert=True)
            _write_tap(by, row, ids.new(), FOUND, "", at=at)
            rows.note_witness(by, row, by.person_id, at=at)
            facts = {"where": str(row.where)}
            audit.record(
                by=by, verb="find-overdose", about=("overdose", id), facts=facts, happened_at=at
            )
    return these.get(pk=id)


def tap(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    overdose: uuid.UUID,
    what: str,
    why: str = "",
    happened_at: datetime | None = None,
) -> models.Tap:
    """One thing was done, at that moment; `why` for an ambulance that was not called. Also after
    somebody finished: a phone with no signal tells late. Once per `id`."""
    row = policy.require_row(by, P.FIELD_WORK, models.Overdose, overdose, at=happened_at)
    at = rows.moment(happened_at)
    if not rows.chosen(what, models.Tap.What):
        raise rows.not_on_the_page()
    rows.chosen(why, models.Tap.Why)
    these = policy.rows(by, models.Tap)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            _write_tap(by, row, id, what, why, at=at)
            rows.note_witness(by, row, by.person_id, at=at)
            facts = {"what": what}
            audit.record(
                by=by, verb="tap-overdose", about=("overdose", row.pk), facts=facts, happened_at=at
            )
    return these.get(pk=id)


def strike(*, by: actors.Actor, tap: uuid.UUID) -> models.Tap:
    """A tap too many, by whoever sees it: struck out, and still to be read. Twice is once."""
    row = policy.require_row(by, P.FIELD_WORK, models.Tap, tap)
    with transaction.atomic():
        if models.Tap.objects.filter(pk=row.pk, struck_at=None).update(struck_at=clock.now()):
            about = ("overdose", row.overdose_id)
            audit.record(by=by, verb="strike-tap", about=about, facts={"what": row.what})
    return row


def finish(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    overdose: uuid.UUID,
    turned_out: str = "",
    outcome: str = "",
    gender: str = "",
    age: str = "",
    mode: str = "",
    substances: Collection[str] = (),
    story: str = "",
    happened_at: datetime | None = None,
) -> models.Finish:
    """What can be told when there is time; nothing is needed. Another telling does not undo the
    first: the later counts where it says something. Once per `id`."""
    row = policy.require_row(by, P.FIELD_WORK, models.Overdose, overdose, at=happened_at)
    at = rows.moment(happened_at)
    told = models.Finish(
        id=id,
        organisation_id=by.tenant,
        overdose=row,
        turned_out=rows.chosen(turned_out, models.Finish.Turned),
        outcome=rows.chosen(outcome, models.Finish.Outcome),
        gender=rows.chosen(gender, models.Gender),
        age=rows.chosen(age, models.Age),
        mode=rows.chosen(mode, models.Use.Mode),
        substances=rows.substances(substances),
        story=story.strip()[:LONGEST_STORY],
        finished_by_id=by.person_id,
        happened_at=at,
        recorded_at=clock.now(),
    )
    these = policy.rows(by, models.Finish)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            told.save(force_insert=True)
            facts = {"turned_out": turned_out, "outcome": outcome}
            audit.record(by=by, verb="finish-overdose", about=("overdose", row.pk), facts=facts)
    return these.get(pk=id)


def join(*, by: actors.Actor, overdose: uuid.UUID, other: uuid.UUID) -> models.Overdose:
    """Two that were written down are one: it is counted once, from the earlier moment, and both
    stay as they are. Twice is once."""
    one = policy.require_row(by, P.FIELD_WORK, models.Overdose, overdose)
    two = policy.require_row(by, P.FIELD_WORK, models.Overdose, other)
    with transaction.atomic():
        wanted = {one.pk, one.same_as_id or one.pk, two.pk, two.same_as_id or two.pk}
        group = models.Overdose.objects.filter(organisation_id=by.tenant)
        group = group.filter(Q(pk__in=wanted) | Q(same_as__in=wanted))
        held = list(group.select_for_update().order_by("found_at", "pk"))
        first, *rest = held
        changed = [row.pk for row in rest if row.same_as_id != first.pk]
        if first.same_as_id is None and not changed:
            return first
        models.Overdose.objects.filter(pk=first.pk).update(same_as=None)
        models.Overdose.objects.filter(pk__in=changed).update(same_as=first)
        audit.record(by=by, verb="join-overdoses", about=("overdose", first.pk))
    return models.Overdose.objects.get(pk=first.pk)


def part(*, by: actors.Actor, overdose: uuid.UUID) -> None:
    """They were two, after all. Twice is once."""
    row = policy.require_row(by, P.FIELD_WORK, models.Overdose, overdose)
    with transaction.atomic():
        joined = models.Overdose.objects.filter(pk=row.pk, same_as__isnull=False)
        if joined.update(same_as=None):
            audit.record(by=by, verb="part-overdoses", about=("overdose", row.pk))


def _where(by: actors.Actor, site: uuid.UUID | None, at: datetime) -> str:
    """Where nobody said: what the place is, or outside."""
    if site is None:
        return models.Overdose.Where.STREET
    days = policy.rows(by, models.Day).filter(site_id=site, opened_at__lte=at)
    kind = days.order_by("-opened_at").values_list("kind", flat=True).first()
    where = models.Overdose.Where
    return {"shelter": where.SHELTER, "other": where.ELSEWHERE}.get(kind or "", where.SITE)


def _write_tap(
    by: actors.Actor, row: models.Overdose, id: uuid.UUID, what: str, why: str, *, at: datetime
) -> None:
    models.Tap.objects.create(
        id=id,
        organisation_id=by.tenant,
        overdose=row,
        what=what,
        why=why,
        tapped_by_id=by.person_id,
        happened_at=at,
        recorded_at=clock.now(),
    )

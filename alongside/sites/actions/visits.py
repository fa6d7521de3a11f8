"""Somebody comes in, uses, is looked in on, and goes again. With no name, if they like."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actions as accounts
from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids, scope
from alongside.participants import actions as participants
from alongside.participants import policy as people
from alongside.participants import queries as asked
from alongside.participants.actions import rows as sent
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.sites import models, policy
from alongside.sites.actions import rows
from alongside.sites.rules import times


class Told(TypedDict, total=False):
    """What somebody says of what they use, or nothing."""

    mode: str
    substances: Collection[str]
    assisted: str
    sample: str


class Came(Told, total=False):
    """Where somebody sits, and what they say of themselves, or nothing."""

    room: uuid.UUID | None
    seat: str
    called: str
    gender: str
    age: str


def come_in(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    site: uuid.UUID,
    participant: uuid.UUID | None = None,
    words: str = "",
    address: str = "",
    happened_at: datetime | None = None,
    **said: Unpack[Came],
) -> models.Visit:
    """Somebody is here: a tally; or theirs, where they typed their six `words` or the worker
    walks with them (`participant`). What they use is written down with it, if told. `address`
    is where words were typed, only counted. Once per `id`."""
    place = policy.require_site(by, P.FIELD_WORK, site=site, at=happened_at)
    at = rows.moment(happened_at)
    here = policy.rows(by, models.Visit)
    if (row := here.filter(pk=id).first()) is not None:
        return row
    person = _whose(by, participant, words, address, at=at)
    row = _visit(by, id, place, person, at=at, **said)
    if clock.now() - at >= times.STILL_HERE:  # told late by a phone: they are gone, and so is it
        row.called = ""
    told = _told(said)
    first = _use(row, ids.new(), at=at, **told) if any(told.values()) else None
    with sent.once(here, id), scope.within(by.organisation_id):
        row.save(force_insert=True)
        if first is not None:
            first.save(force_insert=True)
        _write_whose(by, row, person)
    return here.get(pk=id)


def use(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    visit: uuid.UUID,
    happened_at: datetime | None = None,
    **told: Unpack[Told],
) -> models.Use:
    """They use, or use again; the clock of the room begins anew. Once per `id`."""
    row = policy.require_row(by, P.FIELD_WORK, models.Visit, visit, at=happened_at)
    at = max(rows.moment(happened_at), row.came_at)
    these = policy.rows(by, models.Use)
    made = _use(row, id, at=at, **told)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            made.save(force_insert=True)
            facts = {"mode": made.mode}
            audit.record(by=by, verb="write-use", about=("visit", row.pk), facts=facts)
    return these.get(pk=id)


def look_in(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    visit: uuid.UUID,
    how: str = models.Look.How.FINE,
    happened_at: datetime | None = None,
) -> None:
    """Somebody looked, and this is how they were. Once per `id`."""
    row = policy.require_row(by, P.FIELD_WORK, models.Visit, visit, at=happened_at)
    at = rows.moment(happened_at)
    rows.chosen(how, models.Look.How)
    these = policy.rows(by, models.Look)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            models.Look.objects.create(
                id=id,
                organisation_id=by.tenant,
                visit=row,
                how=how,
                looked_at=at,
                looked_by_id=by.person_id,
            )
            audit.record(by=by, verb="look-in", about=("visit", row.pk), facts={"how": how})


def go_out(*, by: actors.Actor, visit: uuid.UUID, happened_at: datetime | None = None) -> None:
    """They have left, and the word for them goes. Twice is once: the first time counts."""
    row = policy.require_row(by, P.FIELD_WORK, models.Visit, visit, at=happened_at)
    at = rows.moment(happened_at)
    if at < row.came_at:
        raise errors.Problem(
            _("Nobody leaves before they come in."),
            kept=_("Nothing was changed."),
            todo=_("Look at the time again."),
        )
    with transaction.atomic():
        here = models.Visit.objects.filter(pk=row.pk, left_at=None, taken_back_at=None)
        if here.update(left_at=at, called=""):
            audit.record(by=by, verb="go-out", about=("visit", row.pk))


def stay(*, by: actors.Actor, visit: uuid.UUID) -> None:
    """The wrong one was tapped: they are still here. The word is gone all the same."""
    row = policy.require_row(by, P.FIELD_WORK, models.Visit, visit)
    with transaction.atomic():
        if models.Visit.objects.filter(pk=row.pk, left_at__isnull=False).update(left_at=None):
            audit.record(by=by, verb="stay-in", about=("visit", row.pk))


def take_back(*, by: actors.Actor, visit: uuid.UUID) -> None:
    """Nobody came: a tap too many. It is counted no more, and stays in the list as such."""
    row = policy.require_row(by, P.FIELD_WORK, models.Visit, visit)
    with transaction.atomic(), scope.within(by.organisation_id):
        these = models.Visit.objects.filter(pk=row.pk, taken_back_at=None)
        if not these.update(taken_back_at=clock.now(), called="", code=""):
            return
        theirs = models.OwnVisit.objects.filter(visit=row)
        whose = theirs.values_list("participant_id", flat=True).first()
        theirs.delete()
        audit.record(by=by, verb="take-back-visit", participant_id=whose, about=("visit", row.pk))


def _visit(
    by: actors.Actor,
    id: uuid.UUID,
    place: Site,
    person: Participant | None,
    *,
    at: datetime,
    **said: Unpack[Came],
) -> models.Visit:
    return models.Visit(
        id=id,
        organisation_id=by.tenant,
        site=place,
        room=rows.of_site(by, models.Room, said.get("room"), place.pk),
        seat=times.plain_called(said.get("seat", ""))[:10],
        called=times.plain_called(said.get("called", "")),
        code=rows.code_of(person) if person else "",
        gender=rows.chosen(said.get("gender", ""), models.Gender),
        age=rows.chosen(said.get("age", ""), models.Age),
        came_at=at,
        recorded_at=clock.now(),
    )


def _told(said: Came) -> Told:
    """The part of it that is about what they use."""
    return {
        "mode": said.get("mode", ""),
        "substances": said.get("substances", ()),
        "assisted": said.get("assisted", ""),
        "sample": said.get("sample", ""),
    }


def _whose(
    by: actors.Actor,
    participant: uuid.UUID | None,
    words: str,
    address: str,
    *,
    at: datetime,
) -> Participant | None:
    """Whose visit it is, and that they agree to it being written down. Somebody who typed their
    words and did not agree is here with no name."""
    if participant is not None:
        person = people.require(by, P.FIELD_WORK, participant=participant, at=at)
        participants.require_consent(participant=person, kind=RECORDED, at=at)
        participants.require_consent(participant=person, kind=RECORDED, at=clock.now())
        return person
    if not words.strip():
        return None
    reason = actors.system("words typed at a place")
    key = accounts.use_return_key(by=reason, words=words, address=address)
    if key.organisation_id != by.organisation_id:  # the same as for no words at all
        raise errors.Problem(
            _("These words open nothing here."),
            kept=_("Nothing that you told us is lost."),
            todo=_("Look at each word and their order, or come in with no name."),
        )
    holder = actors.return_key(key.pk, organisation_id=key.organisation_id)
    with scope.within(by.organisation_id):
        found = people.participants_for(holder).first()
        return found if found is not None and asked.has_agreed(found, kind=RECORDED) else None


def _write_whose(by: actors.Actor, row: models.Visit, person: Participant | None) -> None:
    about = ("visit", row.pk)
    if person is None:
        audit.record(by=by, verb="visit-site", about=about, happened_at=row.came_at)
        return
    models.OwnVisit.objects.create(
        organisation_id=row.organisation_id,
        participant=person,
        site_id=row.site_id,
        visit=row,
        came_at=row.came_at,
    )
    audit.record(
        by=by,
        verb="visit-site",
        participant_id=person.pk,
        about=about,
        happened_at=row.came_at,
    )


def _use(row: models.Visit, id: uuid.UUID, *, at: datetime, **told: Unpack[Told]) -> models.Use:
    return models.Use(
        id=id,
        organisation_id=row.organisation_id,
        visit=row,
        mode=rows.chosen(told.get("mode", ""), models.Use.Mode),
        substances=rows.substances(told.get("substances", ())),
        assisted=rows.chosen(told.get("assisted", ""), models.Use.Assisted),
        sample=times.plain_called(told.get("sample", ""))[:20],
        used_at=at,
        recorded_at=clock.now(),
    )

"""Work that belongs to nobody's record, and what is not a peer's work at all."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Programme, Site
from alongside.audit import actions as audit
from alongside.core import clock, errors, kept
from alongside.support import models
from alongside.support.actions import walks
from alongside.support.rules import askers

What = models.Work.What
MOST_PEOPLE, LONGEST = 100_000, 200


def log_work(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    what: str,
    kinds: Collection[str] = (),
    people: int = 0,
    name: str = "",
    place: str = "",
    event: uuid.UUID | None = None,
    happened_at: datetime | None = None,
    site: uuid.UUID | None = None,
    programme: uuid.UUID | None = None,
    **said: Unpack[walks.Said],
) -> models.Work:
    """With somebody who has no name here, at an event, or without anybody. `event` is that of a
    floor above which keeps such things. A resend changes nothing."""
    access.require(by, P.CONTACT_LOG, at=happened_at)
    now = clock.now()
    at = happened_at or now
    walks.require_past(at, now=now)
    columns = _columns(what, kinds, people, name, place) | walks.columns(said)
    columns |= _chosen(by, site, programme)
    mine = {"organisation_id": by.tenant, "peer_id": by.person_id}
    times = {"happened_at": at, "recorded_at": now}
    try:
        with transaction.atomic():
            row = models.Work(pk=id, event=event, **mine, **times, **columns)
            kept.insert(row)
            _write(by, "log-work", ("work", row.pk), what=what, people=people)
    except IntegrityError as error:
        before = models.Work.objects.filter(pk=id, **mine).first()
        if before is None:
            raise errors.Missing(_("This form can’t be used here.")) from error
        return before
    return row


def correct_work(
    *,
    by: actors.Actor,
    work: uuid.UUID,
    version: int,
    what: str,
    kinds: Collection[str] = (),
    people: int = 0,
    name: str = "",
    place: str = "",
    site: uuid.UUID | None = None,
    programme: uuid.UUID | None = None,
    **said: Unpack[walks.Said],
) -> None:
    """Said better, by whoever wrote it. What it said before stays, sealed."""
    access.require(by, P.CONTACT_CORRECT)
    row = _own(by, work)
    changes = _columns(what, kinds, people, name, place) | walks.columns(said)
    changes |= _chosen(by, site, programme)
    said_before = {key: getattr(row, key) for key in changes if getattr(row, key) != changes[key]}
    if said_before:
        before = {key: str(value) for key, value in said_before.items()}
        line = {"until": clock.now().isoformat(), "by": str(by.person_id), "said": before}
        changes["earlier"] = [*row.earlier, line]
    with transaction.atomic():
        mine = models.Work.objects.filter(pk=row.pk, version=version)
        if not mine.update(**changes, version=F("version") + 1):
            raise errors.Stale(
                _("This was changed meanwhile, perhaps in another window."),
                kept=_("What you typed is still here."),
                todo=_("Look at it once more and send it again."),
            )
        _write(by, "correct-work", ("work", row.pk), what=what, people=people)


def take_back_work(*, by: actors.Actor, work: uuid.UUID) -> None:
    """A slip, within a day."""
    access.require(by, P.CONTACT_CORRECT)
    row = _own(by, work)
    walks.require_undo(row.recorded_at)
    with transaction.atomic():
        models.Work.objects.filter(pk=row.pk).delete()
        _write(by, "take-back-work", ("work", row.pk), what=row.what)


def say_not_mine(
    *, by: actors.Actor, id: uuid.UUID, task: str, asked_by: str, was_done: bool = False
) -> None:
    """Somebody asked a peer for another profession's work. It counts against whoever asked:
    neither the row nor its event says which peer it was. Once per `id`."""
    access.require(by, P.CONTACT_LOG)
    if task not in askers.tasks() or asked_by not in askers.askers():
        raise errors.not_an_answer()
    now = clock.now()
    mine = {"organisation_id": by.tenant, "happened_at": now, "recorded_at": now}
    said = {"task": task, "asked_by": asked_by, "was_done": was_done}
    nobody = actors.system("a peer said so", organisation_id=by.organisation_id)
    with transaction.atomic():
        _row, is_new = models.NotMine.objects.get_or_create(
            pk=id, organisation_id=by.tenant, defaults=mine | said
        )
        if is_new:
            _write(nobody, "say-not-mine", ("not-mine", id), **said)


def _write(by: actors.Actor, verb: str, about: tuple[str, uuid.UUID], **facts: Any) -> None:
    """In the organisation's own history: it is in nobody's record."""
    audit.record(by=by, verb=verb, about=about, facts=facts)


def _columns(
    what: str, kinds: Collection[str], people: int, name: str, place: str
) -> dict[str, Any]:
    if what not in What.values:
        raise errors.not_an_answer()
    if not 0 <= people <= MOST_PEOPLE:
        raise errors.Problem(_("How many people? Write a number that you counted."))
    if len(name) > LONGEST or len(place) > LONGEST:
        raise errors.Problem(_("Write it in fewer words: 200 characters at most."))
    found: dict[str, Any] = {"what": what, "people": people}
    found |= {"name": name.strip(), "place": place.strip()}
    if kinds or what == What.NAMELESS:
        return found | walks.of_kinds(kinds)
    return found | dict.fromkeys(walks.KINDS, False)


def _chosen(
    by: actors.Actor, site: uuid.UUID | None, programme: uuid.UUID | None
) -> dict[str, uuid.UUID | None]:
    """Of the actor's own organisation, and still there."""
    for model, one in ((Site, site), (Programme, programme)):
        if one is None:
            continue
        ours: Any = model.objects.filter(organisation_id=by.tenant)
        if not ours.filter(pk=one).exists():
            raise errors.Problem(
                _("Something that was chosen is not there any more. Choose again.")
            )
    return {"site_id": site, "programme_id": programme}


def _own(by: actors.Actor, work: uuid.UUID) -> models.Work:
    """What the actor wrote down themselves."""
    row = models.Work.objects.filter(
        pk=work, organisation_id=by.tenant, peer_id=by.person_id
    ).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    return row

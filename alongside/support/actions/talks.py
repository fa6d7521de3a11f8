"""A talk along a guide: written down when it is over, and looked back at later."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants.rules import RECORDED
from alongside.support import models, policy
from alongside.support.actions import contacts, walks, work
from alongside.support.rules import talks as rules

KINDS = ("emotional", "informational")
BRIEF = "brief"  # the stage of care: one conversation with an aim


def log_talk(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    protocol: str,
    answers: Mapping[str, Any] | None = None,
    participant: uuid.UUID | None = None,
    follow_up: uuid.UUID | None = None,
    way: str = models.Talk.Way.SCREEN,
    was_stopped: bool = False,
    minutes: int = 15,
    looks_back: bool = False,
    setting: str = "centre",
    happened_at: datetime | None = None,
) -> models.Talk:
    """One talk along a guide, with somebody one walks with or with somebody without a name. Of
    the latter no answer is kept, and nobody looks back. It counts as a time together, or as work,
    under the same id. Once per `id`."""
    person = policy.require_whom(by, P.CONTACT_LOG, participant=participant, at=happened_at)
    now = clock.now()
    at = happened_at or now
    walks.require_past(at, now=now)
    guide, said = _sense(protocol, answers or {}, way, minutes)
    kept: dict[str, Any] = {"participant": person, "follow_up": follow_up, "minutes": minutes}
    kept |= {"organisation_id": by.tenant, "peer_id": by.person_id, "way": way}
    kept |= {"protocol": guide.slug, "protocol_version": guide.version}
    kept |= {"was_stopped": was_stopped, "happened_at": at, "recorded_at": now}
    row = models.Talk(id=id, answers=said if person is not None else {}, **kept)
    if looks_back and person is not None:
        row.look_back_at = at + timedelta(days=guide.look_back_days)
    same = models.Talk.objects.filter(pk=id, organisation_id=by.tenant, peer_id=by.person_id)
    if (before := same.first()) is not None:
        return before
    try:
        _write(by, row, setting=setting)
    except IntegrityError as error:
        if (before := same.first()) is None:
            raise errors.Missing(_("This form can’t be used here.")) from error
        return before
    return row


def _write(by: actors.Actor, row: models.Talk, *, setting: str) -> None:
    common: dict[str, Any] = {"by": by, "id": row.pk, "happened_at": row.happened_at}
    common |= {"setting": setting, "minutes": row.minutes, "stage": BRIEF, "kinds": KINDS}
    with transaction.atomic():
        if row.participant_id is not None:
            contacts.log_contact(participant=row.participant_id, **common)
        else:
            work.log_work(what="nameless", people=1, **common)
        row.save(force_insert=True)
        _record(by, "log-talk", row)


def look_back(
    *,
    by: actors.Actor,
    talk: uuid.UUID,
    version: int,
    came_of: str,
    happened_at: datetime | None = None,
) -> models.Talk:
    """What became of it, in the person's own answer. Said anew, the last one counts."""
    found, row = policy.require_talk(by, P.CONTACT_LOG, talk=talk, at=happened_at)
    at = happened_at or clock.now()
    walks.require_past(at, now=clock.now())
    if came_of not in models.Talk.CameOf.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        participants.hold(found)
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
        if row.came_of == came_of:
            return row
        mine = models.Talk.objects.filter(pk=row.pk, version=version)
        if not mine.update(came_of=came_of, came_of_at=at, version=F("version") + 1):
            raise errors.Stale(
                _("This was changed meanwhile, perhaps in another window."),
                kept=_("What you chose is not written down yet."),
                todo=_("Look at it once more and send it again."),
            )
        row.refresh_from_db()
        _record(by, "look-back", row)
    return row


def _sense(
    protocol: str, answers: Mapping[str, Any], way: str, minutes: int
) -> tuple[rules.Protocol, dict[str, rules.Answer]]:
    guide = rules.PROTOCOLS.get(protocol)
    said = rules.kept(guide, answers) if guide is not None else None
    if guide is None or said is None or way not in models.Talk.Way.values:
        raise errors.not_an_answer()
    if not 1 <= minutes <= 1440:
        raise errors.Problem(_("The minutes must be between 1 and 1440."))
    return guide, said


def _record(by: actors.Actor, verb: str, row: models.Talk) -> None:
    """Which guide it was says a lot of somebody, so history names only that there was a talk."""
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("talk", row.pk),
        happened_at=row.happened_at,
    )

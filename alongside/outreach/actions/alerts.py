"""Alerts about the supply: written by anybody out there, shown to everybody by a second one."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory.rules import positions
from alongside.outreach import models, policy
from alongside.outreach.actions import rows
from alongside.outreach.rules import alerts as rules
from alongside.outreach.rules import samples
from alongside.participants.actions import rows as sent


def draft_alert(
    *, by: actors.Actor, id: uuid.UUID, said: rules.Said, happened_at: datetime | None = None
) -> models.Alert:
    """Colleagues in the field see it from now on, as not checked. Once per `id`."""
    access.require(by, P.FIELD_WORK, at=happened_at)
    at = rows.when(happened_at)
    columns = _columns(by, said)
    these = policy.alerts_for(by)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            now = clock.now()
            models.Alert.objects.create(
                id=id,
                organisation_id=by.tenant,
                written_by_id=by.person_id,
                language=(get_language() or "en")[:10],
                happened_at=at,
                recorded_at=now,
                expires_at=now + timedelta(days=said.days),
                **columns,
            )
            facts = {"kind": said.kind, "source": said.source}
            audit.record(by=by, verb="write-alert", about=("alert", id), facts=facts)
    return these.get(pk=id)


def change_alert(*, by: actors.Actor, alert: uuid.UUID, version: int, said: rules.Said) -> None:
    """Said better, while it is not public: what everybody reads was checked word by word. Whoever
    changed it last wrote it: somebody else has to check."""
    row = policy.require_alert(by, P.FIELD_WORK, alert=alert)
    _require_live(row)
    if row.public_at is not None:
        raise errors.Problem(
            _("Everybody reads this alert, so it is not changed any more."),
            kept=_("Nothing was changed."),
            todo=_("End it, and write a new one."),
        )
    columns = _columns(by, said)
    until = clock.now() + timedelta(days=said.days)
    with transaction.atomic():
        _change(row, version, written_by_id=by.person_id, expires_at=until, **columns)
        audit.record(by=by, verb="change-alert", about=("alert", row.pk))


def publish_alert(*, by: actors.Actor, alert: uuid.UUID, version: int) -> None:
    """Somebody else than who wrote it has checked it: everybody reads it now. Twice is once."""
    row = policy.require_alert(by, P.FIELD_KEEP, alert=alert)
    if row.public_at is not None and row.ended_at is None:
        return
    now = clock.now()
    if lacks := rules.lacks(row.facts(by.person_id), now=now):
        raise errors.Problem(
            rules.LACKS[lacks[0]], kept=_("Colleagues in the field go on seeing it.")
        )
    with transaction.atomic():
        _change(row, version, public_at=now, checked_by_id=by.person_id)
        audit.record(by=by, verb="publish-alert", about=("alert", row.pk))


def renew_alert(*, by: actors.Actor, alert: uuid.UUID, version: int, days: int) -> None:
    """It is still so: longer, within what its source allows, from today."""
    row = policy.require_alert(by, P.FIELD_KEEP, alert=alert)
    _require_live(row)
    _require_days(days, row.source)
    with transaction.atomic():
        _change(row, version, expires_at=clock.now() + timedelta(days=days))
        audit.record(by=by, verb="renew-alert", about=("alert", row.pk), facts={"days": days})


def end_alert(*, by: actors.Actor, alert: uuid.UUID, ended: str) -> None:
    """It is over, or it was wrong: then whoever read it reads that, for two days. One's own, or
    as somebody who keeps work in the field. Twice is once."""
    row = policy.require_alert(by, P.FIELD_WORK, alert=alert)
    if row.written_by_id != by.person_id and not access.can(by, P.FIELD_KEEP):
        raise access.Refused(P.FIELD_KEEP)
    if ended not in models.Alert.Ended.values:
        raise rows.not_on_the_page()
    with transaction.atomic():
        live = models.Alert.objects.filter(pk=row.pk, ended_at=None)
        if live.update(ended_at=clock.now(), ended=ended, version=F("version") + 1):
            facts = {"ended": ended}
            audit.record(by=by, verb="end-alert", about=("alert", row.pk), facts=facts)


def _columns(by: actors.Actor, said: rules.Said) -> dict[str, Any]:
    _require_choices(said)
    _require_days(said.days, said.source)
    if said.sample is not None:
        policy.require_sample(by, P.FIELD_WORK, sample=said.sample)
    where = _where(said)
    texts = {
        name: rows.require_words(getattr(said, name), longest)
        for name, longest in (
            ("sold_as", rules.SOLD_AS),
            ("looks", rules.LOOKS),
            ("area", rules.AREA),
            ("source_words", rules.SOURCE),
            ("unknown", rules.UNKNOWN),
            ("more", rules.MORE),
        )
    }
    if not (texts["sold_as"] and texts["area"] and texts["unknown"]):
        raise errors.Problem(
            _("An alert says what it is sold as, where, and what isn’t known."),
            kept=_("What you typed is still here."),
            todo=_("Fill in these three. ‘How much is in it’ is often what isn’t known."),
        )
    found = [slug for slug in samples.SUBSTANCES if slug in said.found]
    plain = {"kind": said.kind, "source": said.source, "told_by": said.told_by}
    return texts | plain | where | {"found": found, "sample_id": said.sample}


def _require_choices(said: rules.Said) -> None:
    known = said.kind in models.Alert.Kind.values and said.source in models.Alert.Source.values
    known = known and set(said.found) <= set(samples.SUBSTANCES)
    if not known or said.km not in rules.KMS or not 0 <= said.told_by <= 1000:
        raise rows.not_on_the_page()


def _require_days(days: int, source: str) -> None:
    now = clock.now()
    if days < 1 or not rules.may_expire(now + timedelta(days=days), source=source, now=now):
        raise errors.Problem(
            _("An alert lasts two weeks at most; three days where nobody has measured it."),
            kept=_("What you typed is still here."),
            todo=_("Choose fewer days. It can be renewed while it is so."),
        )


def _where(said: rules.Said) -> dict[str, Any]:
    """To a tenth of a degree: it is about an area, never a corner of a street."""
    if not positions.valid(said.latitude, said.longitude):
        return {"latitude": None, "longitude": None, "km": said.km}
    assert said.latitude is not None and said.longitude is not None
    coarse = {"latitude": round(said.latitude, 1), "longitude": round(said.longitude, 1)}
    return coarse | {"km": said.km}


def _require_live(row: models.Alert) -> None:
    if not row.is_live(clock.now()):
        raise errors.Gone(
            _("This alert is over."),
            kept=_("It stays in the list of alerts."),
            todo=_("If it is so again, write a new one."),
        )


def _change(row: models.Alert, version: int, **columns: Any) -> None:
    held = models.Alert.objects.filter(pk=row.pk, version=version)
    if not held.update(**columns, version=F("version") + 1):
        raise sent.stale()

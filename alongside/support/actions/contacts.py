"""Times together: logged in three taps, corrected later, taken back."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Max, Q, Subquery
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Programme, Site
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.rules import RECORDED
from alongside.support import models, rules

KINDS = models.Kind.values
NOTHING = uuid.UUID(int=0)
Chosen = uuid.UUID | None


def log_contact(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    kinds: Collection[str],
    form: str = models.Contact.Form.ONE,
    setting: str = models.Contact.Setting.STREET,
    minutes: int = 15,
    goal: uuid.UUID | None = None,
    note: str = "",
    happened_at: datetime | None = None,
    site: uuid.UUID | None = None,
    programme: uuid.UUID | None = None,
) -> models.Contact:
    """One time together. The tie must have held when it happened, and the consent both then
    and now. A promise to meet or call that day is kept by it. A resend changes nothing."""
    found = policy.require(by, P.CONTACT_LOG, participant=participant, at=happened_at)
    now = clock.now()
    at = happened_at or now
    details = _checked(kinds, form, setting, minutes, note)
    if rules.is_future(at, now=now):
        raise errors.Problem(_("That time has not come yet."))
    details |= {"goal_id": goal, "site_id": site, "programme_id": programme}
    try:
        with transaction.atomic():
            walk = _walk(by, found, id=id, at=at, goal=goal, site=site, programme=programme)
            if walk.was_logged:
                return models.Contact.objects.get(pk=id)
            if rules.is_too_late(walk.until_at, now=now):
                raise _parted()
            _agreed(walk, found, at=at)
            row = _new(by, found, id=id, happened_at=at, recorded_at=now, **details)
            _follow(by, walk, at, site)
            _write(by, "log-contact", row, happened_at=at, facts=_facts(kinds, minutes))
    except IntegrityError as error:
        return _logged(by, found, id, error)
    return row


def _new(by: actors.Actor, found: records.Participant, **columns: Any) -> models.Contact:
    whose = {"organisation_id": found.organisation_id, "participant": found}
    row = models.Contact(peer_id=by.person_id, **whose, **columns)
    row.save(force_insert=True)
    return row


def _facts(kinds: Collection[str], minutes: int) -> dict[str, Any]:
    return {"kinds": sorted(kinds), "minutes": minutes}


def _parted() -> errors.Problem:
    return errors.Problem(_("You stopped walking together more than a week ago."))


def _logged(
    by: actors.Actor, found: records.Participant, id: uuid.UUID, error: IntegrityError
) -> models.Contact:
    """The same form, twice at the same moment; or an id that something else has."""
    mine = models.Contact.objects.filter(pk=id, participant=found, peer_id=by.person_id)
    row = mine.first()
    if row is None:
        said = str(error)
        if "unique" in said.casefold() and models.Contact._meta.db_table in said:
            raise errors.Missing(_("This form can’t be used here.")) from error
        raise error
    return row


def correct_contact(
    *,
    by: actors.Actor,
    contact: uuid.UUID,
    version: int,
    kinds: Collection[str],
    form: str,
    setting: str,
    minutes: int,
    goal: uuid.UUID | None = None,
    note: str = "",
    site: uuid.UUID | None = None,
) -> None:
    """The peer who logged it says better what it was. Stale where it changed meanwhile."""
    access.require(by, P.CONTACT_CORRECT)
    found, row = _own(by, contact)
    details = _checked(kinds, form, setting, minutes, note)
    with transaction.atomic():
        walk = _walk(by, found, id=row.pk, at=row.happened_at, goal=goal, site=site)
        _agreed(walk, found, at=row.happened_at)
        mine = models.Contact.objects.filter(pk=row.pk, version=version)
        before = mine.first()
        if not mine.update(**details, goal_id=goal, site_id=site, version=F("version") + 1):
            raise errors.Stale(
                _("This was changed meanwhile, perhaps in another window."),
                kept=_("What you typed is still here."),
                todo=_("Look at it once more and send it again."),
            )
        if before is not None:
            _keep_wording(before, details | {"goal_id": goal, "site_id": site})
        _write(by, "correct-contact", row, facts=_facts(kinds, minutes))


def _keep_wording(before: models.Contact, now: Mapping[str, Any]) -> None:
    """What it said until now, where that was something else."""
    changed = {name: getattr(before, name) for name in now if getattr(before, name) != now[name]}
    if not changed:
        return
    models.Wording.objects.create(
        organisation_id=before.organisation_id,
        participant_id=before.participant_id,
        contact=before,
        said={name: str(value) for name, value in changed.items() if name != "note"},
        note=before.note,
    )


def take_back_contact(*, by: actors.Actor, contact: uuid.UUID) -> None:
    """It was a slip: within a day, the peer who logged it takes it away again. History says
    that it was there."""
    access.require(by, P.CONTACT_CORRECT)
    found, row = _own(by, contact)
    if clock.now() - row.recorded_at > rules.UNDO:
        raise errors.Gone(
            _("It was logged more than a day ago, so it stays."),
            todo=_("You can still correct what it says."),
        )
    with transaction.atomic():
        if models.Reply.objects.filter(contact=row).exists():
            raise errors.Gone(
                _("They have answered it, so it stays with their words."),
                todo=_("You can still correct what it says."),
            )
        models.Wording.objects.filter(contact=row).delete()
        models.Contact.objects.filter(pk=row.pk).delete()
        together = models.Contact.objects.filter(participant=found, peer_id=row.peer_id)
        last = together.aggregate(last=Max("happened_at"))["last"]
        models.Pairing.objects.filter(
            participant=found, peer_id=row.peer_id, last_contact_at=row.happened_at
        ).update(last_contact_at=last)
        models.Appointment.objects.filter(
            participant=found, peer_id=row.peer_id, kept_at=row.happened_at
        ).update(kept_at=None, version=F("version") + 1)
        _write(by, "take-back-contact", row)


def _checked(
    kinds: Collection[str], form: str, setting: str, minutes: int, note: str
) -> dict[str, Any]:
    """The columns of a contact, or a Problem that the form shows."""
    if not kinds or not set(kinds) <= set(KINDS):
        raise errors.Problem(_("Say what it was: choose one or more of the four."))
    if form not in models.Contact.Form.values or setting not in models.Contact.Setting.values:
        raise errors.Problem(_("Choose one of the answers on the page."))
    if not 1 <= minutes <= rules.DAY_MINUTES:
        raise errors.Problem(_("The minutes must be between 1 and 1440."))
    return {kind: kind in kinds for kind in KINDS} | {
        "form": form,
        "setting": setting,
        "minutes": minutes,
        "note": note.strip(),
    }


class _Walk(models.Pairing):
    """A pairing with what one query more knows about it. Never made; only for types."""

    was_logged: bool
    has_promise: bool
    agreed_at: datetime | None
    knows_goal: bool
    knows_site: bool
    knows_programme: bool

    class Meta:
        abstract = True


def _walk(
    by: actors.Actor, found: records.Participant, *, id: uuid.UUID, at: datetime, **chosen: Chosen
) -> _Walk:
    """The pairing of that moment; a Problem where there was none, or where what was chosen is
    not there. One query for all of it: this is on the way of every contact."""
    participants.hold(found)
    rows = models.Pairing.objects.filter(
        Q(until_at=None) | Q(until_at__gt=at),
        participant=found,
        peer_id=by.person_id,
        from_at__lte=at,
    )
    logged = models.Contact.objects.filter(pk=id, participant=found, peer_id=by.person_id)
    promises = _promises().filter(participant=found, peer_id=by.person_id)
    row = rows.annotate(
        was_logged=Exists(logged),
        has_promise=Exists(promises),
        agreed_at=_agreed_at(found),
        **{f"knows_{name}": there for name, there in _there(by, found, chosen).items()},
    ).first()
    if row is None:
        raise errors.Problem(_("You were not walking together yet at that time."))
    walk = cast(_Walk, row)
    if not all(getattr(walk, f"knows_{name}") for name, one in chosen.items() if one):
        raise errors.Problem(_("Something that was chosen is not there any more. Choose again."))
    return walk


def _there(
    by: actors.Actor, found: records.Participant, chosen: Mapping[str, Chosen]
) -> dict[str, Exists]:
    """For each thing that was chosen: is it theirs, and still there?"""
    goals = models.Goal.objects.filter(participant=found)
    sites = Site.objects.filter(organisation_id=by.tenant)
    programmes = Programme.objects.filter(organisation_id=by.tenant)
    theirs: dict[str, Any] = {"goal": goals, "site": sites, "programme": programmes}
    return {name: Exists(theirs[name].filter(pk=one)) for name, one in chosen.items() if one}


def _agreed_at(found: records.Participant) -> Subquery:
    """Since when they agree to what is written down; None where they do not."""
    live = found.consents.filter(kind=RECORDED, about=None, withdrawn_at=None)
    return Subquery(live.order_by("-given_at").values("given_at")[:1])


def _promises() -> Any:
    return models.Appointment.objects.filter(kept_at=None, called_off_at=None)


def _follow(by: actors.Actor, walk: _Walk, at: datetime, site_id: Chosen) -> None:
    """What a contact brings with it: the last time they met, and promises kept that day."""
    models.Pairing.objects.filter(
        Q(last_contact_at=None) | Q(last_contact_at__lt=at), pk=walk.pk
    ).update(last_contact_at=at)
    if walk.has_promise:
        sites = Site.objects.filter(pk=site_id or NOTHING, organisation_id=by.tenant)
        zones = sites.values_list("time_zone", flat=True)
        start, end = rules.day(at, zones.first() or walk.organisation.time_zone)
        _promises().filter(
            participant_id=walk.participant_id, peer_id=walk.peer_id, at__gte=start, at__lt=end
        ).update(kept_at=at, version=F("version") + 1)


def _agreed(walk: _Walk, found: records.Participant, *, at: datetime) -> None:
    """They agree now, and did when it happened: what was withdrawn stays withdrawn."""
    if walk.agreed_at is None:  # perhaps withdrawn since `now`, while this waited for it
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
    elif walk.agreed_at > at:
        participants.require_consent(participant=found, kind=RECORDED, at=at)


def _own(by: actors.Actor, contact: uuid.UUID) -> tuple[records.Participant, models.Contact]:
    """A contact that the actor logged themselves, once the record has opened."""
    rows = models.Contact.objects.filter(pk=contact)
    found, row = policy.require_row(by, P.CONTACT_CORRECT, rows)
    if row.peer_id != by.person_id:
        raise access.Refused(
            P.CONTACT_CORRECT,
            participant_id=found.pk,
            sentence=_("Only the peer who logged it can change it."),
        )
    return found, row


def _write(by: actors.Actor, verb: str, row: models.Contact, **more: Any) -> None:
    audit.record(
        by=by, verb=verb, participant_id=row.participant_id, about=("contact", row.pk), **more
    )

"""Signatures under a plan, where a funder asks for them; and what an organisation says of plans."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Programme
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.rules import RECORDED
from alongside.support import models
from alongside.support.rules import units

Who, Way = models.Signature.Who, models.Signature.Way
NO_PROGRAMME = _("There is no such programme.")


def sign_plan(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    edition: int,
    who: str,
    way: str,
    name: str,
    signed_on: date,
    plan_said: str = "",
) -> models.Signature:
    """On the screen everybody signs for themselves; on paper, whoever holds it writes it down.
    Stale where the plan changed since they read it. A resend changes nothing."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    if not name.strip():
        raise errors.Problem(_("Say under which name it is signed."))
    _may_sign(by, who, way)
    if signed_on > clock.today(found.organisation.time_zone):
        raise errors.Problem(_("That day has not come yet."))
    said = {"who": who, "way": way, "name": name.strip(), "signed_on": signed_on}
    with transaction.atomic():
        participants.hold(found)
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
        if (row := models.Signature.objects.filter(pk=id, participant=found).first()) is not None:
            return row
        row = _signed(found, id, edition, {**said, "plan_said": plan_said})
        facts = {"who": who, "way": way, "edition": edition}
        about = ("signature", row.pk)
        audit.record(by=by, verb="sign-plan", participant_id=found.pk, about=about, facts=facts)
    return row


def _may_sign(by: actors.Actor, who: str, way: str) -> None:
    if who not in Who.values or way not in Way.values:
        raise errors.not_an_answer()
    if way == Way.SCREEN and who != (Who.PARTICIPANT if by.is_participant else Who.PEER):
        raise errors.Problem(_("On the screen everybody signs for themselves. Choose paper."))


def _signed(
    found: records.Participant, pk: uuid.UUID, edition: int, said: dict[str, object]
) -> models.Signature:
    plan = models.Plan.objects.filter(participant=found).first()
    if plan is None:
        raise errors.Problem(_("There is no plan to sign yet."))
    if edition != plan.edition:
        raise errors.Stale(
            _("The plan was changed meanwhile."),
            kept=_("Nothing was signed. What you typed is still here."),
            todo=_("Read the plan as it is now, then sign it."),
        )
    if models.Signature.objects.filter(pk=pk).exists():
        raise errors.Missing(_("This form can’t be used here."))
    of_them = {"organisation_id": found.organisation_id, "participant": found, "plan": plan}
    return models.Signature.objects.create(
        id=pk, edition=edition, recorded_at=clock.now(), **of_them, **said
    )


def say_signing(
    *,
    by: actors.Actor,
    programme: uuid.UUID,
    version: int,
    participant_signs: bool,
    peer_signs: bool,
    other_signs: str = "",
    asked_by: str = "",
    unit: str = "",
    days_signed: bool = False,
) -> models.Signing:
    """Which signatures a plan of the programme needs, and in which unit time is counted
    (`rules.units`); none, if nothing is said. 0 is the version where nothing was said yet."""
    access.require(by, P.ORGANISATION_EDIT)
    here = Programme.objects.filter(pk=programme, organisation_id=by.tenant).first()
    if here is None:
        raise errors.Missing(NO_PROGRAMME)
    if unit and unit not in units.known():
        raise errors.not_an_answer()
    said = {
        "participant_signs": participant_signs,
        "peer_signs": peer_signs,
        "other_signs": other_signs.strip(),
        "asked_by": asked_by.strip(),
        "unit": unit,
        "days_signed": days_signed,
    }
    with transaction.atomic():
        row, is_changed = _kept_as(here, said, version)
        if is_changed:
            audit.record(by=by, verb="say-signing", about=("programme", here.pk))
    return row


def _kept_as(here: Programme, said: dict[str, Any], version: int) -> tuple[models.Signing, bool]:
    row, is_new = models.Signing.objects.get_or_create(
        programme=here, defaults={"organisation_id": here.organisation_id, **said}
    )
    if is_new or {name: getattr(row, name) for name in said} == said:
        return row, is_new
    mine = models.Signing.objects.filter(pk=row.pk, version=version)
    if not mine.update(version=F("version") + 1, **said):
        raise errors.Stale(
            _("Somebody else changed this meanwhile."),
            kept=_("What you typed is still here."),
            todo=_("Look at it once more."),
        )
    return row, True


def add_idea(
    *, by: actors.Actor, id: uuid.UUID, dimension: str, words: str, steps: str = ""
) -> models.Idea:
    """An idea of the organisation's own. A resend changes nothing."""
    access.require(by, P.ORGANISATION_EDIT)
    if dimension not in models.Dimension.values:
        raise errors.Problem(_("Choose one of the four parts of life."))
    if not words.strip():
        raise errors.Problem(_("Write a few words."))
    lines = "\n".join(line.strip() for line in steps.splitlines() if line.strip())
    with transaction.atomic():
        row, is_new = models.Idea.objects.get_or_create(
            pk=id,
            defaults={
                "organisation_id": by.tenant,
                "dimension": dimension,
                "words": words.strip(),
                "steps": lines,
                "made_at": clock.now(),
            },
        )
        if row.organisation_id != by.tenant:
            raise errors.Missing(_("This form can’t be used here."))
        if is_new:
            audit.record(by=by, verb="add-idea", about=("idea", row.pk))
    return row


def retire_idea(*, by: actors.Actor, idea: uuid.UUID) -> None:
    """It is not offered any more; goals that began with it stay. Saying it twice is once."""
    access.require(by, P.ORGANISATION_EDIT)
    mine = models.Idea.objects.filter(pk=idea, organisation_id=by.tenant)
    with transaction.atomic():
        if mine.filter(retired_at=None).update(retired_at=clock.now()):
            audit.record(by=by, verb="retire-idea", about=("idea", idea))
        elif not mine.exists():
            raise errors.Missing(access.NOTHING)

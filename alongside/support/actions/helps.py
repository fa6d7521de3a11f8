"""Who and what helps: people as they are called, and listings of the directory."""

import uuid
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import policy as listings
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.rules import RECORDED
from alongside.support import models

Kind = models.Help.Kind
SERVICES, MEETINGS = "services", "meetings"
LONGEST = 200
NO_LISTING = _("There is no such listing.")


def add_help(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    kind: str,
    words: str,
    link: str = "",
    goal: uuid.UUID | None = None,
) -> models.Help:
    """Somebody who helps, as they are called. A resend changes nothing."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    if kind not in Kind.values or kind == Kind.LISTING:
        raise errors.not_an_answer()
    if not words.strip():
        raise errors.Problem(_("Write a few words."))
    if link and urlsplit(link).scheme not in {"http", "https"}:
        raise errors.Problem(_("A link begins with https:// or http://."))
    return _keep(by, found, id, goal, {"kind": kind, "words": words.strip(), "link": link})


def keep_listing(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    table: str,
    listing: uuid.UUID,
    goal: uuid.UUID | None = None,
) -> models.Help:
    """A meeting or a service from the directory, kept in the plan. Keeping it twice for the same
    goal is once."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    if table == SERVICES:
        service = listings.known_services().filter(pk=listing).first()
        kept: dict[str, object] = {
            "service": service,
            "words": service.name[:LONGEST] if service else "",
        }
    else:
        meeting = listings.known_meetings().filter(pk=listing).first()
        kept = {"meeting": meeting, "words": meeting.name[:LONGEST] if meeting else ""}
    if None in kept.values():
        raise errors.Missing(NO_LISTING, todo=_("Search for another one."))
    return _keep(by, found, id, goal, {"kind": Kind.LISTING, **kept})


def _keep(
    by: actors.Actor,
    found: records.Participant,
    pk: uuid.UUID,
    goal: uuid.UUID | None,
    said: dict[str, object],
) -> models.Help:
    of_them = {"organisation_id": found.organisation_id, "participant": found}
    with transaction.atomic():
        participants.hold(found)
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
        plan, _is_new = models.Plan.objects.get_or_create(
            participant=found, defaults={"organisation_id": found.organisation_id}
        )
        if goal and not models.Goal.objects.filter(pk=goal, **of_them).exists():
            raise errors.Missing(access.NOTHING)
        same = {key: said[key] for key in ("service", "meeting") if key in said}
        for_it = {"goal_id": goal} if goal else {"goal": None}
        twice = models.Help.objects.filter(let_go_at=None, **for_it, **of_them, **same)
        if same and (row := twice.first()) is not None:
            return row
        defaults = {**of_them, **said, "plan": plan, "goal_id": goal, "kept_at": clock.now()}
        row, is_new = models.Help.objects.get_or_create(pk=pk, defaults=defaults)
        if row.participant_id != found.pk:
            raise errors.Missing(access.NOTHING)
        if is_new:
            _changed(by, "keep-help", row)
    return row


def let_go_help(*, by: actors.Actor, help: uuid.UUID) -> None:
    """It does not help, or not any more. Saying it twice is once."""
    access.require(by, P.GOAL_SET)
    found, row = policy.require_row(by, P.GOAL_SET, models.Help.objects.filter(pk=help))
    with transaction.atomic():
        participants.hold(found)
        still = models.Help.objects.filter(pk=row.pk, let_go_at=None)
        if still.update(let_go_at=clock.now()):
            _changed(by, "let-go-help", row)


def _changed(by: actors.Actor, verb: str, row: models.Help) -> None:
    models.Plan.objects.filter(pk=row.plan_id).update(edition=F("edition") + 1)
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("help", row.pk),
        facts={"kind": row.kind},
    )

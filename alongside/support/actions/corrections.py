"""What was written down is put right: what it says, or whom it was about. What stood there before
stays, sealed, with when and by whom."""

import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Any, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.participants import actions as participants
from alongside.participants import policy
from alongside.support import models
from alongside.support.actions import walks


def correct_contact(
    *,
    by: actors.Actor,
    contact: uuid.UUID,
    version: int,
    kinds: Collection[str],
    goals: Collection[uuid.UUID] = (),
    site: uuid.UUID | None = None,
    programme: uuid.UUID | None = None,
    **said: Unpack[walks.Noted],
) -> None:
    """The peer who logged it says better what it was. What is not said stays, but for what was
    chosen for it. Stale where it changed meanwhile."""
    access.require(by, P.CONTACT_CORRECT)
    found, row = walks.require_own(by, contact)
    chosen = walks.Choices(walks.several(None, goals), site, programme)
    changes = walks.of_kinds(kinds) | walks.columns(said) | chosen.columns()
    with transaction.atomic():
        at = row.happened_at
        participants.hold(found)
        walk = walks.walks(by, [found.pk], at=at, chosen=chosen).get(found.pk)
        if walk is None:
            raise errors.Problem(_("You were not walking together yet at that time."))
        walks.require_agreed(walk, found, at=at)
        before = models.Contact.objects.filter(pk=row.pk).first()
        _change(row.pk, version, changes)
        if before is not None:
            _keep_wording(by, before, changes, said=_about_others(row, chosen.goals))
        facts = {"kinds": sorted(kinds), "minutes": changes.get("minutes", row.minutes)}
        audit.record(
            by=by,
            verb="correct-contact",
            participant_id=found.pk,
            about=("contact", row.pk),
            facts=facts,
        )


def _change(contact: uuid.UUID, version: int, changes: Mapping[str, Any]) -> None:
    mine = models.Contact.objects.filter(pk=contact, version=version)
    if not mine.update(**changes, version=F("version") + 1):
        raise errors.Stale(
            _("This was changed meanwhile, perhaps in another window."),
            kept=_("What you typed is still here."),
            todo=_("Look at it once more and send it again."),
        )


def _about_others(row: models.Contact, goals: tuple[uuid.UUID, ...]) -> dict[str, str]:
    """It is about these goals now; which they were before, where they were others. Not in words:
    a contact may yet turn out to be somebody else's."""
    before = list(row.touches.exclude(goal=None).values_list("goal_id", flat=True))
    if set(before) == set(goals):
        return {}
    row.touches.all().delete()
    walks.touch(row, goals)
    return {"goals": " ".join(str(goal) for goal in before)}


def _keep_wording(
    by: actors.Actor,
    before: models.Contact,
    now: Mapping[str, Any],
    *,
    said: Mapping[str, str],
) -> None:
    """What it said until now, where that was something else."""
    changed = {name: getattr(before, name) for name in now if getattr(before, name) != now[name]}
    if not changed and not said:
        return
    models.Wording.objects.create(
        organisation_id=before.organisation_id,
        participant_id=before.participant_id,
        contact=before,
        said={name: str(value) for name, value in changed.items() if name != "note"} | dict(said),
        note=before.note,
        replaced_by_id=by.person_id,
    )


Along = Callable[..., None]  # by=, contact=, participant=: whom it is of from now on
goes_along: list[Along] = []  # what floors above keep of a time together, and goes where it goes


def move_contact(
    *, by: actors.Actor, contact: uuid.UUID, version: int, participant: uuid.UUID
) -> models.Contact:
    """The wrong person was picked: it goes to the one it was with. Of the other's record nothing
    of it is left but an event that says so; both read of it. Stale where it changed meanwhile."""
    access.require(by, P.CONTACT_CORRECT)
    wrong, row = walks.require_own(by, contact)
    at = row.happened_at
    right = policy.require(by, P.CONTACT_LOG, participant=participant, at=at)
    if right.pk == wrong.pk:  # sent twice
        return row
    with transaction.atomic():
        participants.hold_all([wrong, right])
        walks.require_unanswered([row.pk])
        chosen = walks.Choices((), row.site_id, row.programme_id)
        walk = walks.walks(by, [right.pk], at=at, chosen=chosen).get(right.pk)
        if walk is None:
            raise errors.Problem(_("You were not walking together yet at that time."))
        walks.require_here(walk, at=at)
        walks.require_agreed(walk, right, at=at)
        _change(row.pk, version, {"participant_id": right.pk})
        row.touches.all().delete()  # goals are of the other's plan
        models.Wording.objects.filter(contact_id=row.pk).update(participant_id=right.pk)
        for along in goes_along:
            along(by=by, contact=row.pk, participant=right.pk)
        walks.unfollow(by, [wrong.pk], at=at)
        walks.follow(by, [walk], at=at, site=row.site_id)
        _write_moved(by, row, wrong.pk, right.pk)
    row.refresh_from_db()
    return row


def _write_moved(by: actors.Actor, row: models.Contact, wrong: uuid.UUID, right: uuid.UUID) -> None:
    about, facts = ("contact", row.pk), walks.facts_of(row)
    audit.record_all(
        by=by,
        happened=[
            audit.Happened("move-contact", wrong),
            audit.Happened("receive-contact", right, about, facts, row.happened_at),
        ],
    )

"""A community as a party: its stewards say yes or no before anything is said about it, and see
each time that it was."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import rows
from alongside.participants.policy import parties

State = models.Use.State


def name_stewards(*, by: actors.Actor, name: str, people: Sequence[uuid.UUID]) -> models.Community:
    """A community and who decides for it, as it named them: brought by whoever runs the
    installation. Brought again, the list is what it says now."""
    access.require(by, P.FRAMEWORK_SWITCH)
    if by.kind is not actors.Kind.SYSTEM:
        raise access.Refused(
            P.FRAMEWORK_SWITCH,
            sentence=_("A community names its stewards itself; the installation writes them down."),
        )
    with transaction.atomic():
        now = clock.now()
        row, _new = models.Community.objects.get_or_create(
            organisation_id=by.tenant, name=name.strip(), defaults={"made_at": now}
        )
        row.stewards.filter(until_at=None).exclude(person_id__in=people).update(until_at=now)
        for person in people:
            models.Steward.objects.get_or_create(
                community=row,
                person_id=person,
                until_at=None,
                defaults={"organisation_id": by.tenant, "from_at": now},
            )
        audit.record(
            by=by,
            verb="name-stewards",
            about=("community", row.pk),
            facts={"stewards": len(people)},
        )
    return row


def belong(*, by: actors.Actor, community: uuid.UUID, belongs: bool) -> None:
    """A participant says that they belong, or takes it back. Twice is once."""
    access.require(by, P.WALL_OWN)
    found = policy.communities_in(by).filter(pk=community).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        belonged(by, rows.own(by, locked=True), found, belongs, {})


def belonged(
    by: actors.Actor,
    me: models.Participant,
    found: models.Community,
    belongs: bool,
    facts: Mapping[str, Any],
) -> bool:
    """For an action that has asked, inside its transaction; whether anything changed."""
    mine = models.Belonging.objects.filter(participant=me, community=found, until_at=None)
    if mine.exists() == belongs:
        return False
    if belongs:
        models.Belonging.objects.create(
            organisation_id=me.organisation_id, participant=me, community=found
        )
    else:
        mine.update(until_at=clock.now())
    audit.record(
        by=by,
        verb="belong",
        participant_id=me.pk,
        about=("community", found.pk),
        facts={"belongs": belongs, **facts},
    )
    return True


def ask_use(
    *, by: actors.Actor, id: uuid.UUID, community: uuid.UUID, kind: str, what_for: str
) -> models.Use:
    """Ask the stewards for a figure, an export or a study. Once per `id`."""
    access.require(by, P.OUTCOMES_READ)
    found = policy.communities_in(by).filter(pk=community).first()
    if found is None or kind not in models.Use.Kind.values or not what_for.strip():
        raise errors.Problem(
            _("Choose what it is, and write what it is for."),
            kept=_("Nothing was asked yet."),
        )
    with rows.once(policy.uses_for(by), id):
        row, is_new = policy.uses_for(by).get_or_create(
            pk=id,
            defaults={
                "organisation_id": by.tenant,
                "community": found,
                "kind": kind,
                "what_for": what_for.strip(),
                "asked_by_id": by.person_id,
                "asked_at": clock.now(),
            },
        )
        if is_new:
            audit.record(by=by, verb="ask-use", about=("use", row.pk), facts={"kind": kind})
    return policy.uses_for(by).get(pk=id)


def ask_exports(*, by: actors.Actor, what_for: str) -> None:
    """Ask the stewards of every community kept here for a file with everybody in it. Who said yes,
    or was asked in the same words and has not answered, is not asked again."""
    access.require(by, P.PEOPLE_BRING)
    kind = models.Use.Kind.EXPORT
    waiting = policy.uses_for(by).filter(kind=kind, state=State.ASKED)
    asked = {row.community_id for row in waiting if row.what_for == what_for.strip()}
    with transaction.atomic():
        for community in parties.silent_about(by, kind=kind, at=clock.now()).order_by("pk"):
            if community.pk in asked:
                continue
            row = models.Use.objects.create(
                organisation_id=by.tenant,
                community=community,
                kind=kind,
                what_for=what_for.strip(),
                asked_by_id=by.person_id,
            )
            audit.record(by=by, verb="ask-use", about=("use", row.pk), facts={"kind": kind})


def answer_use(
    *,
    by: actors.Actor,
    use: uuid.UUID,
    approved: bool,
    answer: str = "",
    until_on: date | None = None,
) -> None:
    """A steward's yes or no. A yes can become a no on any day: nothing more is shown from then."""
    access.require(by, P.COMMUNITY_ANSWER)
    row = models.Use.objects.filter(pk=use, community__in=policy.stewarded(by)).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    if row.asked_by_id == by.person_id and approved:
        raise errors.Problem(
            _("You asked for this yourself, so another steward says yes to it."),
            kept=_("Nothing was changed."),
        )
    state = State.APPROVED if approved else State.REFUSED
    with transaction.atomic():
        other = models.Use.objects.filter(pk=row.pk).exclude(state=state)
        changed = other.update(
            state=state,
            answer=answer.strip(),
            answered_by_id=by.person_id,
            answered_at=clock.now(),
            until_on=until_on if approved else None,
        )
        if changed:
            audit.record(
                by=by, verb="answer-use", about=("use", row.pk), facts={"approved": approved}
            )


def show_use(*, by: actors.Actor, community: uuid.UUID, kind: str, what: str) -> bool:
    """The gate: whether something about a community may be shown, taken out or studied now. Where
    it may, the stewards see that it was. `what` is a slug. For insights and exchange to ask."""
    access.require(by, P.OUTCOMES_READ)
    now = clock.now()
    if not policy.communities_in(by).filter(pk=community).exists():
        raise errors.Missing(access.NOTHING)
    live = policy.live_uses(by, at=now).filter(community_id=community, kind=kind)
    row = live.order_by("answered_at").first()
    if row is None:
        return False
    with transaction.atomic():
        _shown(by, row, what, now)
    return True


def show_exports(*, by: actors.Actor, what: str) -> None:
    """The gate before a file with everybody in it leaves: the stewards of every community kept
    here said yes, and see that it left. `what` is a slug."""
    access.require(by, P.PEOPLE_BRING)
    now, kind = clock.now(), models.Use.Kind.EXPORT
    if parties.silent_about(by, kind=kind, at=now).exists():
        raise errors.Problem(
            _("The stewards of a community have not said yes to this file, or no longer do."),
            kept=_("Nothing left Alongside."),
            todo=_("They read what was asked of them. Take it once they said yes."),
        )
    live = policy.live_uses(by, at=now).filter(kind=kind).order_by("community", "answered_at")
    with transaction.atomic():
        for row in {row.community_id: row for row in live}.values():
            _shown(by, row, what, now)


def _shown(by: actors.Actor, row: models.Use, what: str, now: datetime) -> None:
    """One use, for the stewards to see."""
    models.Shown.objects.create(
        organisation_id=by.tenant,
        use=row,
        person_id=by.person_id if by.kind is actors.Kind.PERSON else None,
        what=what[:80],
        shown_at=now,
    )
    audit.record(by=by, verb="show-use", about=("use", row.pk), facts={"what": what[:80]})

"""What several actions of groups have in common, once each has asked."""

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.groups import models, policy
from alongside.participants import queries as people


def whose(by: actors.Actor) -> dict[str, Any]:
    """The columns that say whose row it is: the participant's, or of who works here."""
    if by.is_participant:
        me = people.own(by)
        return {"organisation_id": me.organisation_id, "who": me}
    if by.person_id == actors.NOWHERE:
        raise access.Refused(P.GROUP_JOIN)
    return {"organisation_id": by.tenant, "person_id": by.person_id}


def reached(by: actors.Actor, group: uuid.UUID) -> models.Group:
    """A group that the actor may open, and that has not ended."""
    found = policy.groups_for(by).filter(pk=group).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    if found.ended_at is not None:
        raise errors.Gone(_("This group does not meet any more."))
    return found


def run(by: actors.Actor, group: uuid.UUID) -> models.Group:
    """A group that the actor runs, or may change for those who do."""
    found = policy.run_by(by).filter(pk=group).first()
    if found is None:
        if policy.groups_for(by).filter(pk=group).exists():
            raise access.Refused(
                P.GROUP_OFFER, sentence=_("Only those who run this group can do that.")
            )
        raise errors.Missing(access.NOTHING)
    return found


def membership(by: actors.Actor, group: uuid.UUID) -> models.Member:
    """One's own, locked until the transaction ends; also one that waits."""
    mine = policy.mine(by).filter(group_id=group).exclude(state="left")
    found = mine.select_for_update(of=("self",)).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def hold(group: models.Group) -> None:
    """Until the transaction ends, nobody else changes who has a place."""
    models.Group.objects.select_for_update().filter(pk=group.pk).first()


def stale() -> errors.Stale:
    return errors.Stale(
        _("This was changed meanwhile, perhaps in another window."),
        kept=_("What you typed is still here."),
        todo=_("Look at it once more and send it again."),
    )


def audit_about(
    by: actors.Actor, verb: str, about: Any, *, who: uuid.UUID | None = None, **facts: Any
) -> None:
    """`who` is the participant it is about: their own history says it, else the organisation's."""
    kind = about._meta.model_name
    audit.record(by=by, verb=verb, participant_id=who, about=(kind, about.pk), facts=facts)


def words(text: str, longest: int = 4000) -> str:
    said = text.strip()
    if len(said) > longest:
        raise errors.Problem(_("That is too long to read. Make it shorter."))
    return said

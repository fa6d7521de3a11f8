"""How one may be reached, when never, and what is said if somebody else answers."""

from datetime import time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.participants import models, policy, rules
from alongside.participants.actions import newcomers


def change_reach(
    *,
    by: actors.Actor,
    reach: rules.Reach,
    quiet_from: time | None,
    quiet_until: time | None,
    safe_words: str,
    version: int,
) -> None:
    """One's own ways, from this second. Half of a quiet time is none."""
    access.require(by, P.REQUEST_ASK)
    me = policy.participants_for(by).first() if by.is_participant else None
    if me is None:
        raise errors.Missing(access.NOTHING)
    newcomers.require_sense(rules.Wish(language=me.language), reach)
    with transaction.atomic():
        mine = models.Participant.objects.filter(pk=me.pk, version=version)
        if not mine.exists():
            raise errors.Stale(
                _("This was changed while you had it open."),
                kept=_("What you typed is still in the form."),
                todo=_("Open the page again to see what it says now, then send yours once more."),
            )
        row = mine.select_for_update().get()
        row.reach_way, row.reach_how = reach.way, reach.how.strip()
        row.never_ways, row.reach_never = list(reach.never_ways), reach.never.strip()
        both = quiet_from is not None and quiet_until is not None
        row.quiet_from, row.quiet_until = (quiet_from, quiet_until) if both else (None, None)
        row.safe_words, row.version = safe_words.strip(), row.version + 1
        row.save(update_fields=[*COLUMNS, "version"])
        audit.record(by=by, verb="change-reach", participant_id=row.pk)


COLUMNS = (
    "reach_way",
    "reach_how",
    "never_ways",
    "reach_never",
    "quiet_from",
    "quiet_until",
    "safe_words",
)

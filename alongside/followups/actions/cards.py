"""Whoever holds a card types its words, with no account: says yes, changes how they are reached,
or stops it. The words open that one page and nothing else."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses
from alongside.core import clock, errors, scope
from alongside.followups import models, policy, rules
from alongside.followups.actions import rows

TRIES = 10


def open_card(*, by: actors.Actor, words: str, address: str) -> models.Card:
    """The card these words are of. `address` is where they were typed; only a digest of it is
    counted, and for some minutes."""
    access.require(by, P.RETURN_KEY_USE)
    slow = guesses.of_network("after-card", address, TRIES)
    if slow.is_full:
        raise errors.TooMany(
            _("Many wrong words were tried, so we are slow for a moment."),
            kept=_("Your card still works."),
            todo=_("Wait five minutes, then try again."),
        )
    found = policy.card_worded(rows.card_digest(words))
    if found is None or not found.opens(clock.now()):
        slow.count()
        raise errors.Problem(
            _("These words open nothing here, or not any more."),
            kept=_("Nothing was changed."),
            todo=_("Look at each word and their order, and try again. Or ask us for a peer."),
        )
    with scope.within(found.organisation_id), transaction.atomic():
        models.Card.objects.filter(pk=found.pk).update(used_at=clock.now())
        system = actors.system("the words of a card", organisation_id=found.organisation_id)
        rows.audited(system, "open-card", found.follow_up)
    return found


def change_with_card(*, by: actors.Actor, card: uuid.UUID, yes: rules.Yes) -> models.FollowUp:
    """They say yes, or say anew how and by whom. The clock begins with the first yes."""
    held = policy.require_card(by, P.REQUEST_ASK, card=card)
    said = rows.require_sense(yes, has_card=True)
    now = clock.now()
    with transaction.atomic():
        row = rows.locked(held.follow_up)
        rows.require_live(row)
        columns = rows.of_yes(by, said, at=now)
        if row.state == models.FollowUp.State.OPEN:
            for kept in ("agreed_at", "due_at", "late_at"):
                del columns[kept]
            if said.wants == "me":  # whoever keeps in touch with them goes on
                del columns["peer_id"]
        elif said.wants == "me":
            columns["peer_id"] = row.offered_by_id
        if said.wants != "me":  # then who they are is not for whoever gave them the card
            columns["passed_on_at"] = now
        rows.change(row, **columns)
        rows.audited(by, "accept-follow-up", row)
    return row


def stop_with_card(*, by: actors.Actor, card: uuid.UUID) -> models.FollowUp:
    """No, or no more. Nobody asks again; the card opens nothing from now on."""
    held = policy.require_card(by, P.RETURN_KEY_USE, card=card)
    with transaction.atomic():
        row = rows.locked(held.follow_up)
        if row.state in rows.LIVE:
            rows.say_no(row, at=clock.now())
            rows.audited(by, "decline-follow-up", row)
    return row

"""Every tap has a spoken and a paper way: what somebody says aloud or gives on paper, a worker
whom they let near writes down for them. History says who wrote it and how it was told; they read
it, and undo what is wrong. Floors above bring their own with `heard` and `UNDO`."""

import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, scope
from alongside.participants import models, policy, rules
from alongside.participants.actions import apart, links, reaching, records, rows
from alongside.participants.policy import saying

What, Told = models.Said.What, models.Said.Told
Came = tuple[uuid.UUID | None, dict[str, Any]]  # the row that came of it, and what was before


def heard(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    found: models.Participant,
    what: str,
    told: str,
    do: Callable[[Mapping[str, Any]], Came],
) -> models.Said:
    """For an action that has asked for this person: one transaction with what comes of it (`do`,
    given the facts for history), who wrote it, and how it was told. Once per `id`."""
    access.require(by, P.WISH_TELL)
    return _written(by, id, found, what, told, do)


def heard_of_request(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    found: models.Participant,
    what: str,
    told: str,
    do: Callable[[Mapping[str, Any]], Came],
) -> models.Said:
    """The same by whoever answers requests for a peer, of one that they may answer."""
    access.require(by, P.REQUEST_ANSWER)
    return _written(by, id, found, what, told, do)


def _written(
    by: actors.Actor,
    id: uuid.UUID,
    found: models.Participant,
    what: str,
    told: str,
    do: Callable[[Mapping[str, Any]], Came],
) -> models.Said:
    if told not in Told.values:
        raise errors.Problem(_("Say how they told you: aloud, or on paper."))
    mine = models.Said.objects.filter(participant=found)
    if (before := mine.filter(pk=id).first()) is not None:
        return before
    # What they said may close the record to whoever writes it: the wall was asked before.
    with scope.within(by.organisation_id):
        with rows.once(mine, id):
            records.hold(found)
            about, stood = do({"told": told})
            models.Said.objects.create(
                id=id,
                organisation_id=found.organisation_id,
                participant=found,
                what=what,
                told=told,
                written_by_id=by.person_id,
                about=about,
                before=stood,
            )
        return mine.get(pk=id)


def say_reach(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    told: str,
    reach: rules.Reach,
    quiet_from: time | None,
    quiet_until: time | None,
    safe_words: str,
    version: int,
) -> models.Said:
    """How they may be reached, when never, and what is said if somebody else answers."""
    found = policy.require(by, P.WISH_TELL, participant=participant)
    said = reaching.columns(found, reach, quiet_from, quiet_until, safe_words)

    def do(facts: Mapping[str, Any]) -> Came:
        before = reaching.write(by, found, said, version=version, facts=facts)
        return None, {"was": _plain(before), "became": _plain(said)}

    return heard(by=by, id=id, found=found, what=What.REACH, told=told, do=do)


def say_never(
    *, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, told: str, words: str
) -> models.Said:
    """Who should never see their record: closed from this second, also to whoever writes it."""
    found = policy.require(by, P.WISH_TELL, participant=participant)

    def do(facts: Mapping[str, Any]) -> Came:
        apart.close_to(by, found, id, words, facts=facts)
        return id, {}

    return heard(by=by, id=id, found=found, what=What.NEVER, told=told, do=do)


def say_never_back(
    *, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, told: str, words: str
) -> models.Said:
    """They take such a name back. The answer is the same whether it stood there: whom somebody
    keeps away is not for a worker to try out."""
    found = policy.require(by, P.WISH_TELL, participant=participant)

    def do(facts: Mapping[str, Any]) -> Came:
        ended = apart.no_longer(found, words)
        for pk in ended:
            about = ("never", uuid.UUID(pk))
            verb = "take-back-never"
            audit.record(by=by, verb=verb, participant_id=found.pk, about=about, facts=facts)
        return None, {"nevers": ended}

    return heard(by=by, id=id, found=found, what=What.NEVER_BACK, told=told, do=do)


def say_link(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    told: str,
    gives: Collection[str],
    says: str = "",
    language: str = "en",
) -> str:
    """Three words for somebody close, to be handed to the person, who gives them on; readable
    only now. Empty where this form was sent before."""
    found = policy.require(by, P.WISH_TELL, participant=participant)
    words = ""

    def do(facts: Mapping[str, Any]) -> Came:
        nonlocal words
        words = links.offer(by, found, id, gives, says, language, facts=facts)
        return id, {}

    heard(by=by, id=id, found=found, what=What.LINK, told=told, do=do)
    return words


def say_agree(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    told: str,
    words: str,
    gives: Collection[str],
    says: str = "",
) -> models.Said:
    """They were given three words and agree. Whose they are is told to nobody who works here."""
    found = policy.require(by, P.WISH_TELL, participant=participant)

    def do(facts: Mapping[str, Any]) -> Came:
        return links.agree(by, found, words, gives, says, facts=facts).pk, {}

    return heard(by=by, id=id, found=found, what=What.AGREE, told=told, do=do)


def say_cut(*, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, told: str) -> models.Said:
    """They want none of their links any more. The answer is the same where there was none: with
    whom they are linked is told to nobody who works here."""
    found = policy.require(by, P.WISH_TELL, participant=participant)

    def do(facts: Mapping[str, Any]) -> Came:
        for row in saying.links_of(found):
            links.cut(by, row, found, facts=facts)
        return None, {}

    return heard(by=by, id=id, found=found, what=What.CUT, told=told, do=do)


# --- undone by the person themselves -------------------------------------------------------------


def undo_said(*, by: actors.Actor, said: uuid.UUID) -> None:
    """What was written for them is not so, or not any more. Twice is once; Gone where they changed
    it themselves since, or where it can't be undone."""
    access.require(by, P.WALL_OWN)
    with transaction.atomic():
        me = rows.own(by, locked=True)
        row = models.Said.objects.filter(participant=me, pk=said).select_for_update().first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        if row.undone_at is not None:
            return
        if (undo := UNDO.get(row.what)) is None:
            raise errors.Gone(_("This can’t be undone here."), todo=_("Offer a new link instead."))
        undo(by, me, row)
        row.undone_at = clock.now()
        row.save(update_fields=["undone_at"])
        about = ("said", row.pk)
        audit.record(by=by, verb="undo-said", participant_id=me.pk, about=about)


def _reach_back(by: actors.Actor, me: models.Participant, row: models.Said) -> None:
    was, became = row.before["was"], row.before["became"]
    if _plain({name: getattr(me, name) for name in became}) != became:
        raise changed_since()
    clocks = {name: time.fromisoformat(was[name]) if was[name] else None for name in QUIET}
    reaching.write(by, me, was | clocks, version=me.version)


def changed_since() -> errors.Gone:
    return errors.Gone(
        _("You changed it yourself since then."),
        kept=_("What you said last still holds."),
        todo=_("Change it on its own page."),
    )


def _never_back(_by: actors.Actor, me: models.Participant, row: models.Said) -> None:
    me.nevers.filter(pk=row.about or row.pk, until_at=None).update(until_at=clock.now())


def _closed_again(_by: actors.Actor, me: models.Participant, row: models.Said) -> None:
    apart.close_again(me, row.before.get("nevers", []))


def _unlink(by: actors.Actor, me: models.Participant, row: models.Said) -> None:
    for link in saying.links_of(me).filter(pk=row.about or row.pk):
        links.cut(by, link, me)


Undo = Callable[[actors.Actor, models.Participant, models.Said], None]
UNDO: dict[str, Undo] = {
    What.REACH: _reach_back,
    What.NEVER: _never_back,
    What.NEVER_BACK: _closed_again,
    What.LINK: _unlink,
    What.AGREE: _unlink,
}
QUIET = ("quiet_from", "quiet_until")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As it is kept in JSON."""
    return {
        name: value.isoformat() if isinstance(value, time) else value
        for name, value in values.items()
    }

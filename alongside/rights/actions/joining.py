"""Two records of one person are put together, or one that holds two people is taken apart. Each
can be undone for thirty days, and both read of it."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import policy as reach
from alongside.participants.models import Consent, Likeness, Participant
from alongside.participants.rules import knowing
from alongside.participants.rules import walls as reasons
from alongside.rights import models, policy, rules
from alongside.rights.actions import moving as carry
from alongside.rights.queries import joining as reads
from alongside.rights.record import moving
from alongside.sites.actions import rows as visits

Kind = models.Joining.Kind


def merge(
    *, by: actors.Actor, id: uuid.UUID, kept: uuid.UUID, other: uuid.UUID, reason: str
) -> models.Joining:
    """All of `other` goes into `kept`, whose name and ways of being reached stay. The words of both
    open it from now on. Of what was agreed only what both had agreed to goes on. Once per
    `id`."""
    one = reach.require(by, P.RECORD_JOIN, participant=kept)
    made = policy.joinings_for(by).filter(pk=id).first()
    if made is not None:
        return made
    two = reach.require(by, P.RECORD_JOIN, participant=other)
    _require_sense(one, two, reason)
    now = clock.now()
    with transaction.atomic():
        one, two = _held(one, two)
        _require_apart(one, two)
        done = moving.Moved()
        _rest(one, two, done, now)
        rows = carry.move(two, one, only=None)
        done.log += rows.log
        _one_person(one, two, done)
        visits.count_as([one])
        row = _keep(by, id, Kind.MERGE, one, two, reason, done, now)
        pair = knowing.in_order(one.pk, two.pk)
        Likeness.objects.filter(one_id=pair[0], other_id=pair[1]).update(
            verdict="one", settled_at=now, settled_by_id=by.person_id
        )
        _record(by, "join-records", row)
    return row


def split(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    other: uuid.UUID,
    alias: str,
    rows: Collection[uuid.UUID],
    reason: str,
) -> models.Joining:
    """The chosen rows, with what hangs on them, go to a new record (`other` is its id), under that
    name or none. Nobody may open it yet and nothing is agreed for it: they are welcomed like
    anybody. Once per `id`."""
    found = reach.require(by, P.RECORD_JOIN, participant=participant)
    made = policy.joinings_for(by).filter(pk=id).first()
    if made is not None:
        return made
    chosen = {pk for _kind, pk in reads.row_ids(found)} & set(rows)
    if not chosen or not reasons.is_reason(reason):
        raise errors.Problem(
            _("Choose what belongs to the other person, and say why, in a few words."),
            kept=_("Nothing was moved."),
        )
    if Participant.objects.filter(pk=other).exists():  # the id of a form, never of somebody
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        participants.hold(found)
        participants.welcome(by=by, id=other, alias=alias, language=found.language, asks=False)
        new = Participant.objects.get(pk=other)
        done = carry.move(found, new, only=chosen)
        visits.count_as([found, new])
        row = _keep(by, id, Kind.SPLIT, found, new, reason, done, clock.now())
        _record(by, "split-record", row)
    return row


def undo_joining(*, by: actors.Actor, joining: uuid.UUID) -> None:
    """Everything that is still as it was left goes back; what was written since stays where it
    was written. Gone after thirty days. Twice is once."""
    access.require(by, P.RECORD_JOIN)
    with transaction.atomic():
        row = policy.joinings_for(by).select_for_update(of=("self",)).filter(pk=joining).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        if row.undone_at is not None:
            return
        _require_undoable(row)
        kept, other = _held(row.kept, row.other)
        carry.move_back(row.moved, but=_taken_back_since(row))
        if row.kind == Kind.SPLIT:  # what was written at the new record since, comes along
            Consent.objects.filter(participant=other, withdrawn_at=None).update(
                withdrawn_at=clock.now()
            )
            carry.move(other, kept, only=None)
            Participant.objects.filter(pk=other.pk).update(joined_to=kept)
        visits.count_as([kept, other])
        row.undone_at = clock.now()
        row.save(update_fields=["undone_at"])
        pair = knowing.in_order(kept.pk, other.pk)
        Likeness.objects.filter(one_id=pair[0], other_id=pair[1], verdict="one").update(
            verdict="two", settled_at=row.undone_at, settled_by_id=by.person_id
        )
        _record(by, "undo-joining", row)


# --- parts of a merge -------------------------------------------------------------------------


def _require_sense(one: Participant, two: Participant, reason: str) -> None:
    if one.pk == two.pk or not reasons.is_reason(reason):
        raise errors.Problem(
            _("Say why, in a few words: they can read it."), kept=_("Nothing was moved.")
        )
    if one.person_id and two.person_id:
        raise errors.Problem(
            _("Both come in with an account of their own."),
            kept=_("Nothing was moved."),
            todo=_("They choose one, and give up the other first. Then try again."),
        )


def _held(one: Participant, two: Participant) -> tuple[Participant, Participant]:
    """Both as they are now, held until the transaction ends, always in the same order."""
    for each in sorted((one, two), key=lambda each: each.pk):
        participants.hold(each)
    fresh = Participant.objects.select_related("organisation", "programme").in_bulk(
        [one.pk, two.pk]
    )
    return fresh[one.pk], fresh[two.pk]


def _require_apart(one: Participant, two: Participant) -> None:
    if one.joined_to_id or two.joined_to_id:
        raise errors.Stale(
            _("One of the two was put together with another meanwhile."),
            kept=_("Nothing was moved."),
            todo=_("Look for them again."),
        )


def _rest(one: Participant, two: Participant, done: moving.Moved, now: datetime) -> None:
    """What only one of the two agreed to ends; they may agree again, for all of it."""
    live = Consent.objects.filter(participant__in=(one, two), withdrawn_at=None)
    rows = list(live)
    yes = {row.pk: knowing.yes_of(row.given(has_paper=True), row.about) for row in rows}
    ours = [yes[row.pk] for row in rows if row.participant_id == one.pk]
    theirs = [yes[row.pk] for row in rows if row.participant_id == two.pk]
    held = knowing.narrower(ours, theirs)
    for row in rows:
        if row.pk not in held:
            carry.change(row, {"withdrawn_at": max(now, row.given_at)}, done)


def _one_person(one: Participant, two: Participant, done: moving.Moved) -> None:
    """What the records say of themselves: the higher wall, the earlier day; a way in that only
    one of them has, goes with them. An earlier merge comes along."""
    for earlier in Participant.objects.filter(joined_to=two):
        carry.change(earlier, {"joined_to_id": one.pk}, done)
    gives = {
        name: None
        for name in ("person_id", "return_key_id")
        if getattr(one, name) is None and getattr(two, name) is not None
    }
    takes = {name: getattr(two, name) for name in gives}
    carry.change(two, {**gives, "joined_to_id": one.pk}, done)
    heard = [at for at in (one.limits_heard_at, two.limits_heard_at) if at]
    never = sorted({*one.never_ways, *two.never_ways})
    carry.change(
        one,
        {
            **takes,
            "alias": one.alias or two.alias,
            "opens_to_colleagues": one.opens_to_colleagues and two.opens_to_colleagues,
            "never_ways": never if never != sorted(one.never_ways) else one.never_ways,
            "limits_heard_at": min(heard) if heard else None,
            "welcomed_at": min(one.welcomed_at, two.welcomed_at),
        },
        done,
    )


def _keep(
    by: actors.Actor,
    id: uuid.UUID,
    kind: str,
    kept: Participant,
    other: Participant,
    reason: str,
    done: moving.Moved,
    now: datetime,
) -> models.Joining:
    return models.Joining.objects.create(
        id=id,
        organisation_id=kept.organisation_id,
        kind=kind,
        kept=kept,
        other=other,
        reason=reason.strip(),
        moved=done.log,
        made_by_id=by.person_id,
        made_at=now,
    )


def _record(by: actors.Actor, verb: str, row: models.Joining) -> None:
    for whom in sorted((row.kept_id, row.other_id)):
        audit.record(by=by, verb=verb, participant_id=whom, about=("joining", row.pk))


# --- parts of an undo ---------------------------------------------------------------------------


def _require_undoable(row: models.Joining) -> None:
    if not rules.may_undo(row.made_at, now=clock.now()):
        raise errors.Gone(
            _("Thirty days have gone by, so it can’t be undone any more."),
            kept=_("All of it is where it is."),
            todo=_("A record that holds two people can be taken apart, row by row."),
        )
    if policy.joined_since(row).exists():
        raise errors.Problem(
            _("Something was put together or taken apart after it."),
            kept=_("Nothing was moved."),
            todo=_("Undo the later one first."),
        )


def _taken_back_since(row: models.Joining) -> set[str]:
    """Agreements that rested and stay so: since then they took back one of that kind."""
    rested = {pk for label, pk, name, *_rest in row.moved if name == "withdrawn_at" and label}
    either = Consent.objects.filter(participant__in=(row.kept_id, row.other_id))
    since = set(either.filter(withdrawn_at__gt=row.made_at).values_list("kind", flat=True))
    kinds = either.filter(pk__in=rested).values_list("pk", "kind")
    return {str(pk) for pk, kind in kinds if kind in since}

"""Demands by law: written down as they come, decided by one who is named, and told."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import policy as reach
from alongside.participants.actions import leaving
from alongside.participants.rules import leaving as going
from alongside.rights import models, queries, rules

Answer = models.Demand.Answer
GIVES = {Answer.PARTLY, Answer.ANSWERED}


def register_demand(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    kind: str,
    from_whom: str,
    asks_for: str,
    came_on: date,
    answer_by: date | None = None,
    has_order: bool = False,
    secret_until: date | None = None,
    participant: uuid.UUID | None = None,
) -> models.Demand:
    """Somebody demands a record by law. Where it is known whose, they read of it, unless a court
    forbids to tell them until some day. Once per `id`."""
    access.require(by, P.RIGHTS_KEEP)
    if participant is not None:
        reach.require(by, P.RIGHTS_KEEP, participant=participant)
    if kind not in models.Demand.Kind.values or not from_whom.strip() or not asks_for.strip():
        raise errors.Problem(_("Say what it is, who sends it, and what they ask for."))
    if came_on > clock.now().date():
        raise errors.Problem(_("That day has not come yet."))
    details = {
        "kind": kind,
        "from_whom": from_whom.strip(),
        "asks_for": asks_for.strip(),
        "came_on": came_on,
        "answer_by": answer_by,
        "has_order": has_order,
        "secret_until": secret_until,
        "participant_id": participant,
    }
    return _kept(by, id, details)


def _kept(by: actors.Actor, id: uuid.UUID, details: dict[str, object]) -> models.Demand:
    mine = models.Demand.objects.filter(organisation_id=by.tenant, pk=id)
    if (row := mine.first()) is not None:
        return row
    try:
        with transaction.atomic():
            row = models.Demand(id=id, organisation_id=by.tenant, **details)
            row.save(force_insert=True)
            _tell(row)
            _write(by, "register-demand", row)
    except IntegrityError as error:
        raise errors.Missing(_("This form can’t be used here.")) from error
    return row


def _write(by: actors.Actor, verb: str, row: models.Demand, **facts: str) -> None:
    """In the person's own history, unless they may not be told: then in the organisation's."""
    told = rules.may_tell(row.secret_until, today=clock.now().date())
    whom = row.participant_id if told else None
    audit.record(by=by, verb=verb, about=("demand", row.pk), participant_id=whom, facts=facts)


def _tell(row: models.Demand) -> None:
    """On their own page from now on, or from the day after which it may be told."""
    if row.participant_id and rules.may_tell(row.secret_until, today=clock.now().date()):
        models.Demand.objects.filter(pk=row.pk, told_at=None).update(told_at=clock.now())


def decide_demand(
    *,
    by: actors.Actor,
    demand: uuid.UUID,
    version: int,
    answer: str,
    reason: str,
    has_order: bool,
    categories: Sequence[str] = (),
) -> models.Demand:
    """What is answered, why, and who decides it. Where the regime asks for a court's order,
    nothing is given without one. Stale where somebody else decided meanwhile."""
    access.require(by, P.RIGHTS_KEEP)
    row: models.Demand = queries.one(by, models.Demand, demand)
    if answer not in Answer.values or answer == Answer.WAITING or not reason.strip():
        raise errors.Problem(_("Say what is answered, and why."))
    if gives := answer in GIVES:
        _require_order(by, row, has_order)
    with transaction.atomic():
        mine = models.Demand.objects.filter(pk=row.pk, version=version)
        if not mine.update(
            answer=answer,
            reason=reason.strip(),
            has_order=has_order,
            categories=list(categories) if gives else [],
            decided_by_id=by.person_id,
            decided_at=clock.now(),
            version=version + 1,
        ):
            raise _decided_meanwhile()
        _tell(row)
        _write(by, "decide-demand", row, answer=answer)
    row.refresh_from_db()
    return row


def _decided_meanwhile() -> errors.Stale:
    return errors.Stale(
        _("Somebody else decided this while you looked at it."),
        kept=_("What you typed is still here."),
        todo=_("Look at it once more and send it again."),
    )


def _require_order(by: actors.Actor, row: models.Demand, has_order: bool) -> None:
    regime = queries.regime_for(by, row)
    if not rules.may_answer(row.kind, regime, has_order=has_order):
        raise errors.Problem(
            _("Under this law nothing may be given without a court’s order for it."),
            kept=_("Nothing left Alongside."),
            todo=_("Refuse it, and say that an order under 42 CFR 2.61 to 2.67 is needed."),
        )


def give(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    demand: uuid.UUID,
    order: str,
    names: str,
    categories: Sequence[str],
) -> leaving.Left:
    """What a court ordered leaves now, by the one way out: no more than the law lets an order
    reach. `order` is its number, `names` who may read it there. Once per `id`.

    Gone where nothing covers it. A Problem where it was not decided to give anything."""
    access.require(by, P.RIGHTS_KEEP)
    row: models.Demand = queries.one(by, models.Demand, demand)
    if row.answer not in GIVES or row.participant_id is None or not row.has_order:
        raise errors.Problem(
            _("Nothing is given before somebody decided it, on a court’s order about one person."),
            kept=_("Nothing left Alongside."),
        )
    now = clock.now()
    facts = {"court": row.from_whom, "order": order, "names": names}
    facts["decided-by"] = row.decided_by.name if row.decided_by else ""
    secret = None if rules.may_tell(row.secret_until, today=now.date()) else row.secret_until
    with transaction.atomic():
        left = participants.disclose(
            by=by,
            id=id,
            participant=row.participant_id,
            recipient=going.Recipient(row.from_whom, "court"),
            purpose="order",
            categories=categories,
            via="print",
            exception=going.Claim("court-order", facts, now),
            secret_until=secret,
        )
        models.Demand.objects.filter(pk=row.pk).update(
            disclosure=left.id, categories=list(left.categories)
        )
    return left


def tell_lifted(*, by: actors.Actor) -> int:
    """What a court forbade to tell until a day that is over: the person reads of it from now on,
    and their history says so. How many."""
    access.require(by, P.RIGHTS_KEEP)
    now = clock.now()
    silent = models.Demand.objects.filter(
        organisation_id=by.tenant,
        participant__isnull=False,
        told_at=None,
        secret_until__lt=now.date(),
    )
    rows = list(silent)
    for row in rows:
        with transaction.atomic():
            _tell(row)
            _write(by, "register-demand", row)
    return len(rows)

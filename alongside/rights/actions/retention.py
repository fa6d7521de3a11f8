"""What is due at night: erased, emptied of whose it was, or sealed away; and what stops it."""

import secrets
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, fields, ids, scope
from alongside.core.privacy import Keep, Then
from alongside.participants import policy as reach
from alongside.rights import models, policy, queries, rules
from alongside.rights.actions import erasing, forgetting
from alongside.rights.record import places

AT_ONCE = 500  # rows in one transaction
Counts = dict[str, Counter[str]]
NOBODY = "nobody-"  # a code of nobody
HELD, NEEDED = "held", "needed"  # by a legal hold; by a row that still points at it


def run_retention(
    *, by: actors.Actor, id: uuid.UUID | None = None, is_dry: bool = False
) -> models.Round:
    """One round over an organisation: what is due goes, as each model says of itself. A dry one
    counts and changes nothing. Counts only are kept, once per `id`."""
    access.require(by, P.RIGHTS_KEEP)
    if id is not None and (row := _ran(by, id)) is not None:
        return row
    now = clock.now()
    counts: Counts = defaultdict(Counter)
    with scope.within(by.organisation_id):  # for no reader: also what is shown to nobody goes
        held = list(policy.open_holds(by.tenant).values_list("participant_id", flat=True))
        counts["participants.Participant"][HELD] = len(held)
        for model in reversed(places.dated()):
            keep: Keep = model.privacy.rule
            for rows in _in_portions(_due(by, model, keep, held, now)):
                done = _count(rows, keep) if is_dry else _do(model, rows, keep, now.date())
                counts[model._meta.label].update(done)
        _forget_by_time(by, counts, held, now, is_dry=is_dry)
    kept = {kind: dict(+said) for kind, said in sorted(counts.items()) if +said}
    with transaction.atomic():
        row = models.Round.objects.create(
            id=id or ids.new(), organisation_id=by.tenant, ran_at=now, is_dry=is_dry, counts=kept
        )
        facts = {"dry": is_dry, "kinds": len(kept)}
        audit.record(by=by, verb="run-retention", about=("round", row.pk), facts=facts)
    return row


def _ran(by: actors.Actor, id: uuid.UUID) -> models.Round | None:
    return models.Round.objects.filter(organisation_id=by.tenant, pk=id).first()


def _forget_by_time(
    by: actors.Actor, counts: Counts, held: list[uuid.UUID], now: datetime, *, is_dry: bool
) -> None:
    """People with whom nothing was done for as long as anything is kept."""
    for person in policy.ended_before(by.tenant, places.end_days(), now=now).exclude(pk__in=held):
        if is_dry:
            plan = queries.plan_of(person)
            erased, kept = plan.erased, plan.kept
        else:
            code = secrets.token_hex(16)  # nobody asked, so nobody holds this receipt
            gone = forgetting.forget_by_time(by=by, person=person, digest=code)
            erased, kept = gone.erased, gone.kept
        for kind, many in erased.items():
            counts[kind][Then.ERASE] += many
        for said in kept:
            counts[said["kind"]][Then.SEAL] += said["n"]


def _count(rows: list[Any], keep: Keep) -> Counter[str]:
    due = [row for row in rows if keep.then is not Then.ANONYMISE or not _is_emptied(row, keep)]
    return Counter({str(keep.then): len(due)})


def _due(
    by: actors.Actor, model: Any, keep: Keep, held: list[uuid.UUID], now: datetime
) -> QuerySet[Any]:
    """Rows of one kind whose time is over, but for people under a hold."""
    before: Any = rules.due_before(keep.days, now=now)
    if model._meta.get_field(keep.after).get_internal_type() == "DateField":
        before = before.date()
    rows = policy.of_tenant(by, model).filter(**{f"{keep.after}__lt": before}, **keep.when)
    place = places.place_of(model)
    for path in place.paths if place and place.label not in places.BY_DIGEST else ():
        rows = rows.exclude(**{f"{path}__in": held})
    return rows


def _in_portions(rows: QuerySet[Any]) -> Any:
    """A few at a time, by key, so that each row is looked at once."""
    last: Any = None
    while True:
        more = rows.order_by("pk") if last is None else rows.filter(pk__gt=last).order_by("pk")
        some = list(more[:AT_ONCE])
        if not some:
            return
        last = some[-1].pk
        yield some


def _do(model: Any, rows: list[Any], keep: Keep, today: date) -> Mapping[str, int]:
    done: Counter[str] = Counter()
    for row in rows:
        then = keep.then
        try:
            with transaction.atomic():
                if then is Then.ANONYMISE:
                    done[then] += _empty(model, row, keep)
                    continue
                if then is Then.SEAL:
                    then = _seal(row, keep, today)
                model._default_manager.filter(pk=row.pk).delete()
                done[then] += 1
        except ProtectedError:
            done[NEEDED] += 1
    return done


def _seal(row: Any, keep: Keep, today: date) -> Then:
    """Kept out of sight where the regime asks for it; else it is erased like the rest."""
    years, law = queries.regime_in(row.organisation_id).holds.get(keep.ground, (0, ""))
    if not years:
        return Then.ERASE
    until = rules.years_after(today, years)
    erasing.seal(row, rules.Fate(Then.SEAL, keep.ground, law, until), erasure=None)
    return Then.SEAL


def _empty(model: Any, row: Any, keep: Keep) -> int:
    """Whose it was is taken out: text is emptied, a code becomes one of nobody. 0 where it was
    done in an earlier night."""
    if _is_emptied(row, keep):
        return 0
    values: dict[str, Any] = {}
    for name in keep.clears:
        column = model._meta.get_field(name)
        plain = None if column.null else ""
        sealed = isinstance(column, fields.Sealed)
        values[name] = plain if sealed or column.null else f"{NOBODY}{ids.new().hex}"
    model._default_manager.filter(pk=row.pk).update(**values)
    return 1


def _is_emptied(row: Any, keep: Keep) -> bool:
    values = (getattr(row, name) for name in keep.clears)
    return all(not value or str(value).startswith(NOBODY) for value in values)


# --- legal holds -------------------------------------------------------------------------


def place_hold(
    *, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, ground: str, until_on: date
) -> models.Hold:
    """Nothing of this person is erased until that day. They read that it is so, and why. Once
    per `id`; a person has one at a time."""
    found = reach.require(by, P.RIGHTS_KEEP, participant=participant)
    if not ground.strip() or until_on < clock.now().date():
        raise errors.Problem(_("A hold needs a reason, and a last day that is still to come."))
    with transaction.atomic():
        hold, is_new = models.Hold.objects.get_or_create(
            participant=found,
            ended_at=None,
            defaults={
                "id": id,
                "organisation_id": found.organisation_id,
                "ground": ground.strip(),
                "placed_by_id": by.person_id,
                "until_on": until_on,
            },
        )
        if is_new:
            audit.record(by=by, verb="place-hold", participant_id=found.pk, about=("hold", hold.pk))
        elif hold.pk != id:
            raise errors.Problem(
                _("There is a hold on this record already."),
                todo=_("End that one first, or leave it as it is."),
            )
    return hold


def lift_hold(*, by: actors.Actor, hold: uuid.UUID) -> None:
    """From now on what is due is erased again. Twice is once."""
    access.require(by, P.RIGHTS_KEEP)
    row = models.Hold.objects.filter(organisation_id=by.tenant, pk=hold).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        if models.Hold.objects.filter(pk=hold, ended_at=None).update(ended_at=clock.now()):
            audit.record(
                by=by, verb="lift-hold", participant_id=row.participant_id, about=("hold", hold)
            )

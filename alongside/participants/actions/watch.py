"""Watching over looking: once a night, what was not like the other days is told to the person and
to the privacy lead. Nobody is accused by it."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.audit import queries as history
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.rules import walls as rules

Kind = models.OddLook.Kind
REMEMBERED = 90  # days of somebody's own numbers
A_NIGHT = timedelta(hours=12)  # in which everybody is told of what was found


@dataclass
class Seen:
    """What one worker opened on one day, and what did not open."""

    people: set[uuid.UUID] = field(default_factory=set)
    hours: dict[int, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    tried: set[uuid.UUID] = field(default_factory=set)
    guesses: int = 0


def watch(*, by: actors.Actor, day: date) -> int:
    """Go through the looks of one day, in the organisation's own time. Returns how many odd ones
    are new; the same day again finds none."""
    access.require(by, P.WALL_KEEP)
    organisation = accounts.organisations().get(pk=by.tenant)
    zone = ZoneInfo(organisation.time_zone)
    found = _looks(by, day, zone)
    names = dict(accounts.people_for(by).filter(pk__in=found).values_list("pk", "name"))
    with transaction.atomic():
        odd = 0
        for worker, seen in sorted(found.items()):
            before = _before(by, worker, day)
            for kind, whom, count in _odd(by, worker, names.get(worker, ""), seen, before):
                row = _found(by, worker, day, kind, whom, count, rules.usual(before))
                if row is not None:
                    odd += 1
                    _tell(by, row, seen)
            _remember(by, worker, day, seen)
        policy.look_days(by).filter(day__lt=day - timedelta(days=REMEMBERED)).delete()
        if odd:
            audit.record(by=by, verb="watch", facts={"odd": odd})
    return odd


def _looks(by: actors.Actor, day: date, zone: ZoneInfo) -> dict[uuid.UUID, Seen]:
    """By worker. A participant at their own record is nobody's business."""
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    found: dict[uuid.UUID, Seen] = defaultdict(Seen)
    for event in history.looks_in(by.tenant, since=start, until=end):
        worker, whom = event.by_id, event.participant_id
        if event.by_kind != actors.Kind.PERSON or event.by_role == "participant" or not worker:
            continue
        seen = found[worker]
        if event.outcome == "refused":
            seen.guesses += int(event.facts.get("unseen", 0))
            seen.tried |= {whom} if whom else set()
        elif whom:
            seen.people.add(whom)
            seen.hours[event.recorded_at.astimezone(zone).hour].add(whom)
    return dict(found)


def _before(by: actors.Actor, worker: uuid.UUID, day: date) -> list[rules.Day]:
    rows = policy.look_days(by).filter(person_id=worker, day__lt=day).order_by("day")
    return [rules.Day(row.people, frozenset(row.hours)) for row in rows]


def _remember(by: actors.Actor, worker: uuid.UUID, day: date, seen: Seen) -> None:
    models.LookDay.objects.update_or_create(
        organisation_id=by.tenant,
        person_id=worker,
        day=day,
        defaults={"people": len(seen.people), "hours": sorted(seen.hours)},
    )


Odd = tuple[str, uuid.UUID | None, int]


def _odd(
    by: actors.Actor, worker: uuid.UUID, name: str, seen: Seen, before: list[rules.Day]
) -> list[Odd]:
    """Each with whom it is about, or nobody where it is about the day."""
    day = rules.Day(len(seen.people), frozenset(seen.hours))
    odd: list[Odd] = []
    if rules.is_many(day, before):
        odd.append((Kind.VOLUME, None, day.people))
    if seen.guesses >= rules.GUESSES:
        odd.append((Kind.GUESSES, None, seen.guesses))
    for hour in sorted(rules.odd_hours(day, before)):
        odd += [(Kind.HOUR, whom, 1) for whom in sorted(seen.hours[hour])]
    at = models.Participant.objects.filter(
        organisation_id=by.tenant, pk__in=seen.people | seen.tried
    )
    for one in at.prefetch_related("nevers"):
        if one.pk in seen.people and rules.same_family(name, one.alias):
            odd.append((Kind.FAMILY, one.pk, 1))
        if any(never.until_at is None and _is(never, worker, name) for never in one.nevers.all()):
            odd.append((Kind.NEVER, one.pk, 1))
    return odd


def _is(never: models.Never, worker: uuid.UUID, name: str) -> bool:
    return never.person_id == worker or rules.is_them(never.words, alias=name, reach="")


def _found(
    by: actors.Actor,
    worker: uuid.UUID,
    day: date,
    kind: str,
    whom: uuid.UUID | None,
    count: int,
    usual: int,
) -> models.OddLook | None:
    """None where it is known already."""
    same = models.OddLook.objects.filter(person_id=worker, kind=kind, day=day)
    if (same.filter(participant_id=whom) if whom else same.filter(participant=None)).exists():
        return None
    return models.OddLook.objects.create(
        organisation_id=by.tenant,
        person_id=worker,
        kind=kind,
        day=day,
        participant_id=whom,
        count=count,
        usual=usual,
        found_at=clock.now(),
    )


def _tell(by: actors.Actor, row: models.OddLook, seen: Seen) -> None:
    """Whom it is about reads of it in their history; of many looks, everybody who was opened, and
    of guesses, everybody they tried who is here."""
    many = {Kind.VOLUME: seen.people, Kind.GUESSES: seen.tried}.get(Kind(row.kind), set())
    for whom in [row.participant_id] if row.participant_id else sorted(many):
        audit.record(
            by=by,
            verb="odd-look",
            participant_id=whom,
            about=("odd-look", row.pk),
            facts={"kind": str(row.kind)},
        )


def settle_odd(*, by: actors.Actor, odd: uuid.UUID, verdict: str, said: str = "") -> None:
    """A privacy lead asked: a false alarm, or followed up. The person reads what was said of a
    look at their record; of a whole day, everybody who was told reads what it was found to be, and
    not the words, which may be about others. Settled once."""
    access.require(by, P.WALL_KEEP)
    rows = policy.odd_for(by).filter(pk=odd)
    row = rows.first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    if verdict not in models.OddLook.Verdict.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        now = clock.now()
        changed = rows.filter(settled_at=None).update(
            verdict=verdict, said=said.strip(), settled_at=now, settled_by_id=by.person_id
        )
        for whom in _told(by, row) if changed else ():
            audit.record(
                by=by,
                verb="settle-odd",
                participant_id=whom,
                about=("odd-look", row.pk),
                facts={"verdict": verdict},
            )


def _told(by: actors.Actor, row: models.OddLook) -> list[uuid.UUID | None]:
    """Who read of it when it was found; nobody's history but the organisation's, where none."""
    if row.participant_id:
        return [row.participant_id]
    until = row.found_at + A_NIGHT
    told = history.told_of(by.tenant, "odd-look", row.pk, since=row.found_at, until=until)
    return [*sorted(told)] or [None]

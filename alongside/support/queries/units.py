"""Time with somebody, day by day, in the units that a funder of their programme asks for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from alongside.accounts import actors
from alongside.participants import models as records
from alongside.support import models, policy
from alongside.support.queries import plans
from alongside.support.rules import units as rules

Form = models.Contact.Form


@dataclass(frozen=True, slots=True)
class Day:
    """What was together on one day, in a group or not: a funder counts the two apart."""

    on: date
    in_group: bool
    times: list[models.Contact]
    starts: list[time]  # by the clock of the organisation
    units: int

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.times)

    @property
    def peers(self) -> list[str]:
        return list(dict.fromkeys(each.peer.name for each in self.times))


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    unit: rules.Unit
    asks: models.Signing
    days: list[Day]

    @property
    def minutes(self) -> int:
        return sum(day.minutes for day in self.days)

    @property
    def units(self) -> int:
        return sum(day.units for day in self.days)

    @property
    def before(self) -> str:
        return rules.month_before(self.first).isoformat()[:7]

    @property
    def after(self) -> str:
        return rules.next_month(self.first).isoformat()[:7]


def month(by: actors.Actor, person: records.Participant, first: date) -> Month | None:
    """None where no funder of their programme asks for it. The caller has opened the record."""
    asks = plans.signing_of(by, person)
    unit = rules.known().get(asks.unit) if asks else None
    if asks is None or unit is None:
        return None
    zone = ZoneInfo(person.organisation.time_zone)
    start, end = (datetime.combine(day, time(0), zone) for day in (first, rules.next_month(first)))
    rows = policy.contacts_for(by).filter(
        participant=person,
        programme_id=asks.programme_id,
        happened_at__gte=start,
        happened_at__lt=end,
    )
    found: dict[tuple[date, bool], list[models.Contact]] = defaultdict(list)
    for row in rows.select_related("peer").order_by("happened_at", "pk"):
        found[row.happened_at.astimezone(zone).date(), row.form == Form.GROUP].append(row)
    days = [
        Day(
            on,
            in_group,
            times,
            [each.happened_at.astimezone(zone).time() for each in times],
            unit.of(sum(each.minutes for each in times)),
        )
        for (on, in_group), times in sorted(found.items(), key=lambda pair: pair[0])
    ]
    return Month(first, unit, asks, days)

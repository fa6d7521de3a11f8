"""What stands on a printed list: whole, in plain words, and on the reader's own clock."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from alongside.directory import models, policy, queries, search
from alongside.directory.rules import times
from alongside.directory.templatetags import directory as said
from alongside.shell import context as frame

MOST_MEETINGS, MOST_SERVICES = 300, 150


@dataclass(frozen=True, slots=True)
class Entry:
    """`day` counts from Sunday and is none by appointment; `minute` orders within it. `source`
    is the place of its source in `Printed.sources`, from 1; `calls` are those of its `lines` that
    are numbers. `page` is the address of its own page."""

    name: str
    area: str
    day: int | None = None
    minute: int = 0
    hours: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    checked: str = ""
    source: int = 0
    calls: tuple[str, ...] = ()
    page: str = ""


@dataclass(slots=True)
class Printed:
    spot: search.Spot | None
    place: str = ""
    meetings: list[Entry] = field(default_factory=list)
    services: list[Entry] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    more: int = 0  # found, and not on the list because it would get too long

    def number_of(self, source: str) -> int:
        if source not in self.sources:
            self.sources.append(source)
        return self.sources.index(source) + 1


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading (none where it is empty), each with when it is."""

    heading: str
    entries: list[tuple[str, Entry]]


def meetings_by(by: str, entries: Iterable[Entry]) -> list[Group]:
    """`by` is 'day' or 'area'."""
    if by == "area":
        return _by_area(entries, lambda each: f"{day_of(each)} {each.hours}")
    days = groupby(entries, key=day_of)
    return [Group(day, [(each.hours, each) for each in then]) for day, then in days]


def services_by(by: str, entries: Iterable[Entry]) -> list[Group]:
    """By area, or the nearest first."""
    if by == "area":
        return _by_area(entries, lambda _entry: "")
    return [Group("", [("", each) for each in entries])]


def _by_area(entries: Iterable[Entry], when: Callable[[Entry], str]) -> list[Group]:
    areas = groupby(sorted(entries, key=_area), key=_area)
    return [Group(area or _("Anywhere"), [(when(e), e) for e in there]) for area, there in areas]


def _area(entry: Entry) -> str:
    return entry.area


def day_of(entry: Entry) -> str:
    return said.weekday(entry.day) or _("By appointment")


def printed(asked: search.Asked, *, whole_week: bool, now: datetime) -> Printed:
    """Everything near a place that fits the search, as a list to print. Nothing of it is kept."""
    first = queries.find(asked, now=now)
    if first.spot is None:
        return Printed(None)
    town = search.town_at(first.spot)
    found = Printed(first.spot, said.place_name(town) if town else "")
    wish, words = first.wish, first.text.terms
    if whole_week:
        wish = replace(wish, when="any", part="", begins=None)
    if asked.show != "services":
        hits = search.meetings_near(first.spot, wish, now=now, most=MOST_MEETINGS, terms=words)
        also = [each.pk for hit in hits.here for each in hit.also] if wish.when == "any" else []
        found.meetings = _meetings([*(hit.id for hit in hits.here), *also], found, now)
        found.more += max(hits.total - MOST_MEETINGS, 0)
    if asked.show != "meetings" and wish.how != "online":
        hits = search.services_near(first.spot, wish, now=now, most=MOST_SERVICES, terms=words)
        found.services = _services(hits.here, found)
        found.more += max(hits.total - MOST_SERVICES, 0)
    return found


def _meetings(pks: list[UUID], found: Printed, now: datetime) -> list[Entry]:
    assert found.spot is not None
    rows = policy.meetings().filter(pk__in=pks).select_related("source")
    here = found.spot.now(now)
    ahead = times.offsets({row.time_zone for row in rows}, here)
    entries = [_meeting(row, ahead[row.time_zone], found) for row in rows]
    together: dict[Any, Entry] = {}  # a group that meets four times a day is one entry of it
    for each in sorted(entries, key=lambda each: (each.minute, each.name)):
        what = (each.day, each.name, each.lines, each.source)
        before = together.get(what)
        hours = f"{before.hours}, {each.hours}" if before else each.hours
        together[what] = replace(before or each, hours=hours)
    return sorted(together.values(), key=lambda each: (each.day is None, each.day or 0))


def _meeting(row: models.Meeting, ahead: int, found: Printed) -> Entry:
    """`ahead`: minutes by which its clock is ahead of the reader's."""
    day, start = row.weekday, row.start_minute
    hours = said.hours(row)
    if day is not None and start is not None and ahead:
        day, start = divmod((day * times.DAY + start - ahead) % times.WEEK, times.DAY)
        end = None if row.end_minute is None else (row.end_minute - ahead) % times.DAY
        hours = f"{said.clock(start)} – {said.clock(end)}" if end is not None else said.clock(start)
    place = ", ".join(part for part in (row.location_name, row.address) if part)
    lines = [place]
    if row.attendance != "in-person":
        lines.append(str(said.ATTENDANCE.get(row.attendance, "")))
    if row.is_online:
        lines += [row.conference_url, row.conference_phone]
    if row.welcomes_medication == "yes":
        lines.append(_("People on medication are welcome"))
    return Entry(
        name=row.name,
        area=row.town or found.place.partition(",")[0],
        day=day,
        minute=start or 0,
        hours=hours,
        lines=tuple(line for line in lines if line),
        checked=_checked(row),
        source=found.number_of(row.source.name),
        calls=(row.conference_phone,) if row.is_online and row.conference_phone else (),
        page=frame.row_address("directory:meeting", meeting=row.pk),
    )


def _checked(row: Any) -> str:
    """When, and by whom if somebody looked since the source last said so."""
    looked = row.verified_at
    if looked is None or (row.checked_at and row.checked_at > looked):
        return said.checked(row.checked_at)
    return f"{said.checked(looked)}, {row.get_verified_says_display()}"


def _services(hits: list[search.Hit], found: Printed) -> list[Entry]:
    """The nearest first."""
    pks = [hit.id for hit in hits]
    rows = policy.services().filter(pk__in=pks).select_related("source")
    shown = Prefetch("at_locations", policy.offers().select_related("location"))
    streets = Prefetch("at_locations__location__addresses", policy.addresses())
    rows = rows.prefetch_related("facts", shown, streets)
    by_id = {row.pk: row for row in rows}
    return [_service(by_id[pk], found) for pk in pks if pk in by_id]


def _service(row: models.Service, found: Printed) -> Entry:
    address = next(_addresses(row), None)
    lines = [row.organisation_name if row.organisation_name != row.name else ""]
    lines += [row.address or str(address or ""), row.phone, row.opening_words[:160]]
    doubted = {(fact.kind, fact.value) for fact in row.facts.all() if not fact.is_so}
    so = [fact for fact in row.facts.all() if (fact.kind, fact.value) not in doubted]
    facts = dict.fromkeys(str(fact.words) for fact in so)
    return Entry(
        name=row.name,
        area=address.town if address else "",
        lines=tuple(" ".join(line.split()) for line in lines if line),
        facts=tuple(facts),
        checked=_checked(row),
        source=found.number_of(row.source.name),
        calls=(" ".join(row.phone.split()),) if row.phone else (),
        page=frame.row_address("directory:service", service=row.pk),
    )


def _addresses(row: models.Service) -> Iterator[Any]:
    for offer in row.at_locations.all():
        for address in offer.location.addresses.all():
            if address.kind == "physical":
                yield address

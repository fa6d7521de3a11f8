"""What an import touches is found anew: listings themselves, and services whose place, hours,
categories or languages are other ones now. It is worked out from what is still to be written, so
that the index can be made ready before."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from alongside.directory import models, schemas
from alongside.directory.actions.tables import Table
from alongside.directory.rules import opening
from alongside.directory.search import drafts, index

if TYPE_CHECKING:
    from alongside.directory.actions.staging import Stage

BESIDE = ("locations", "offers", "schedules", "languages", "accessibility", "attributes")
Sets = dict[uuid.UUID, set[str]]
Voices = defaultdict[uuid.UUID, set[tuple[Any, ...]]]  # kind, value, is it so


def change_of(stage: "Stage") -> index.Change:
    """What is to become of the index."""
    parts = []
    if "meetings" in stage.tables:
        table = stage.tables["meetings"]
        pks = [*(table.pks[each.key] for each in table.touched), *table.gone]
        parts.append(index.meetings_on_lines(pks, _meetings(stage)))
    if "services" in stage.tables:
        keys = _services(stage.tables)
        pks = [stage.tables["services"].pks[key] for key in keys]
        made = _Services(stage, keys).made() if keys else {}
        parts.append(index.services_at_places([*pks, *stage.tables["services"].gone], made))
    return index.Change(*parts)


def _meetings(stage: "Stage") -> dict[str, drafts.Draft]:
    found: dict[str, drafts.Draft] = {}
    rows, table = stage.meetings, stage.tables["meetings"]
    assert rows is not None
    types, tongues = defaultdict(set), defaultdict(set)
    more = set(rows.once_more)
    for listing in table.touched:
        pk = table.pks[listing.key]
        types[pk] = {means for code in listing.types if (means := rows.means.get(code))}
        tongues[pk] = {code for name, _ in listing.languages if (code := stage.codes.get(name))}
        if any(kind == models.MeetingDate.Kind.EXTRA for kind, *_ in listing.dates):
            more.add(pk)
    hidden = stage.hidden("meetings")
    shown = (
        {name: getattr(row, name) for name in drafts.MEETING}
        for row in rows.rows
        if row.is_public and row.attendance != row.Attendance.INACTIVE and row.pk not in hidden
    )
    facts = _facts_of_meetings(stage)
    drafts.lines(found, shown, types=types, tongues=tongues, facts=facts, more=more)
    return found


def _facts_of_meetings(stage: "Stage") -> Sets:
    """What the list says of each, and what others say here or elsewhere."""
    table, voices = stage.tables["meetings"], Voices(set)
    for listing in table.touched:
        pk = table.pks[listing.key]
        if not listing.facts and pk not in stage.disputed:
            continue
        told = [*stage.own_voices(table, listing), *stage.facts_of(listing)]
        voices[pk].update((each["kind"], each["value"], each["is_so"]) for each in told)
    for chunk in table.chunks([table.pks[each.key] for each in table.changed]):
        local = models.Fact.objects.filter(meeting__in=chunk).exclude(says=models.Says.LISTING)
        for pk, *said in local.values_list("meeting_id", "kind", "value", "is_so"):
            voices[pk].add(tuple(said))
    return _undisputed(voices)


def _undisputed(voices: Voices) -> Sets:
    """What somebody says is so, and nobody says is not."""
    return {
        pk: {
            word
            for kind, value, is_so in each
            if is_so and (kind, value, False) not in each
            for word in drafts.marked((kind, value))
        }
        for pk, each in voices.items()
    }


def _services(tables: Mapping[str, Table]) -> set[str]:
    """The keys of services of which something is another one now."""
    table = tables["services"]
    if any(tables[name].gone for name in BESIDE if name in tables):  # nobody knows whose it was
        return {listing.key for listing in table.listings}
    found = {listing.key for listing in table.touched}
    owners = tables["organisations"].keys_changed  # one that is private hides its services
    found.update(each.key for each in table.listings if each.refs.get("organisation") in owners)
    places: set[str] = set()
    for name in BESIDE:
        for listing in tables[name].touched if name in tables else ():
            if listing.about and listing.about[0] == "services":
                found.add(listing.about[1])
            found.update(key for key in [listing.refs.get("service")] if key)
            places.add(listing.key if name == "locations" else listing.refs.get("location", ""))
    offers = tables["offers"].listings
    return found | {each.refs["service"] for each in offers if each.refs["location"] in places}


class _Services:
    """These services as they will be, with all that the batch says of them."""

    def __init__(self, stage: "Stage", keys: set[str]) -> None:
        self.stage, self.keys = stage, keys
        self.pks = stage.tables["services"].pks
        self.codes = stage.codes

    def made(self) -> dict[str, drafts.Draft]:
        told, hidden = self._told(), self.stage.hidden("services")
        found: dict[str, drafts.Draft] = {}
        active = models.Service.Status.ACTIVE
        private = {
            each.key for each in self._of("organisations") if not each.values.get("is_public", True)
        }
        for listing in self._of("services"):
            pk, said = self.pks[listing.key], listing.values
            is_shown = said.get("is_public", True) and said.get("status", active) == active
            if listing.refs.get("organisation") in private:
                continue
            if is_shown and listing.key in self.keys and pk not in hidden:
                row = {name: said.get(name, "") for name in drafts.SERVICE} | {"pk": pk}
                found |= {draft.key: draft for draft in drafts.offered(row, told)}
        return found

    def _of(self, table: str) -> Iterator[schemas.Listing]:
        return self.stage.as_shown(table)

    def _mine(self, table: str) -> Iterator[tuple[uuid.UUID, schemas.Listing]]:
        """What belongs to one of the services, with its key here."""
        for listing in self._of(table):
            if (key := listing.refs.get("service")) in self.keys:
                yield self.pks[key], listing

    def _told(self) -> drafts.Told:
        places = {each.key: each for each in self._of("locations")}
        there = self.stage.tables["locations"].pks
        offers: dict[uuid.UUID, list[Any]] = defaultdict(list)
        for pk, listing in self._mine("offers"):
            place = places[listing.refs["location"]]
            if place.values.get("is_public", True):
                near = self.stage.near(place) or (None, None, False)
                offers[pk].append([there[place.key], *near])
        access: Sets = defaultdict(set)
        for listing in self._of("accessibility"):
            if text := listing.values.get("description"):
                access[there[listing.refs["location"]]].add(text)
        by_place, by_service = self._tongues(there)
        return drafts.Told(
            offers=offers,
            terms=self._terms(),
            keywords={
                self.pks[each.key]: {text[:300] for _, text in each.details if text}
                for each in self._of("services")
                if each.key in self.keys
            },
            access=access,
            tongues=by_service,
            there=by_place,
            facts=self._facts(),
            hours=self._hours(there),
        )

    def _terms(self) -> dict[uuid.UUID, set[tuple[str, str, str]]]:
        terms = {each.key: each.values for each in self._of("terms")}
        found: dict[uuid.UUID, set[tuple[str, str, str]]] = defaultdict(set)
        for listing in self._of("attributes"):
            entity, key = listing.about or ("", "")
            if entity == "services" and key in self.keys and "term" in listing.refs:
                said = terms[listing.refs["term"]]
                names = (said.get("taxonomy", ""), said.get("code", ""), said.get("name", ""))
                found[self.pks[key]].add(names)
        return found

    def _tongues(self, there: Mapping[str, uuid.UUID]) -> tuple[Sets, Sets]:
        by_place: Sets = defaultdict(set)
        by_service: Sets = defaultdict(set)
        for listing in self._of("languages"):
            code = self.codes.get(listing.languages[0][0]) if listing.languages else ""
            if code and "location" in listing.refs:
                by_place[there[listing.refs["location"]]].add(code)
            if code and listing.refs.get("service") in self.keys:
                by_service[self.pks[listing.refs["service"]]].add(code)
        return by_place, by_service

    def _facts(self) -> Sets:
        """What somebody says is so, and nobody says is not: they, and people or editors here."""
        voices = Voices(set)
        table = self.stage.tables["services"]
        touched = table.keys_new | table.keys_changed
        for listing in self._of("services"):
            if listing.key in self.keys:
                new = listing.key in touched
                voices[self.pks[listing.key]].update(
                    (each["kind"], each["value"], each["is_so"])
                    for each in self.stage.facts_of(listing)
                    if new or each["says"] == models.Says.LISTING
                )
        local = models.Fact.objects.filter(service__source=self.stage.source.pk)
        local = local.exclude(says=models.Says.LISTING)
        for pk, kind, value, is_so in local.values_list("service_id", "kind", "value", "is_so"):
            if pk in voices:
                voices[pk].add((kind, value, is_so))
        return _undisputed(voices)

    def _hours(self, there: Mapping[str, uuid.UUID]) -> dict[uuid.UUID, str]:
        rows: dict[uuid.UUID, list[opening.Hours]] = defaultdict(list)
        for listing in self._of("schedules"):
            service, place = listing.refs.get("service"), listing.refs.get("location")
            hours = drafts.hours_of(listing.values, listing.days)
            if service in self.keys:
                rows[self.pks[service]] += hours
            elif place and not service:
                rows[there[place]] += hours
        return {pk: opening.written(each) for pk, each in rows.items()}

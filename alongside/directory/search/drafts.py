"""What the index shall say of meetings and services: read from what may be shown."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2s
from typing import Any, TypeVar

from django.conf import settings
from django.utils import translation

from alongside.directory import models, policy
from alongside.directory.models import labels
from alongside.directory.policy import finding
from alongside.directory.rules import cells, lexicon, marks, opening, times, words
from alongside.directory.search import where

CHUNK = 500  # below every database's limit of parameters
NAME, ABOUT, ANYWHERE = 3, 2, 1  # how much a word weighs
MOST_WORDS = 120  # of a description: further down it mentions everything
ATTENDS = models.Meeting.Attendance
ATTENDANCE = {
    ATTENDS.IN_PERSON: ("here",),
    ATTENDS.ONLINE: ("online",),
    ATTENDS.HYBRID: ("here", "online"),
    ATTENDS.TELEPHONE: ("online", "phone"),
}
MEETING = (
    "pk", "source_id", "name", "group_name", "fellowship", "pathway", "attendance",
    "location_name", "address", "town", "near_latitude", "near_longitude", "latitude",
    "is_approximate", "welcomes_medication", "conference_url", "conference_phone", "time_zone",
    "notes", "is_irregular", "rrule", "weekday", "start_minute", "end_minute", "world_minute",
)  # fmt: skip
TIMES = (
    "rrule",
    "weekday",
    "start_minute",
    "end_minute",
    "world_minute",
)  # in what one line's meetings differ
SERVICE = (
    "pk", "name", "alternate_name", "organisation_name", "description", "audience", "eligibility",
)  # fmt: skip
Item = TypeVar("Item")


@dataclass(slots=True)
class Time:
    meeting: uuid.UUID
    weekday: int | None
    starts: int | None
    ends: int | None
    slot: int | None
    world_minute: int | None
    swing: int


@dataclass(slots=True)
class Draft:
    """One entry to be: see `models.Entry`. `words` are weights by word."""

    key: str
    kind: int
    marks: int
    words: dict[str, int]
    position: tuple[float, float] | None
    time_zone: str = ""
    service: uuid.UUID | None = None
    pattern: str = ""
    times: list[Time] = field(default_factory=list)

    @property
    def cell(self) -> int:
        return cells.cell(self.kind, *(self.position or (None, None)))


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _key(*said: Any) -> str:
    return blake2s(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def weighed(*texts: tuple[str, int]) -> dict[str, int]:
    """The words of texts with their weights: of the same word the weightiest counts."""
    found: dict[str, int] = {}
    for text, weight in texts:
        for word in words.telling(text)[:MOST_WORDS]:
            if len(word) > 1 and found.get(word, 0) < weight:
                found[word] = weight
    return found


def of_meetings(pks: Sequence[uuid.UUID]) -> dict[str, Draft]:
    """Drafts by key, each with the times of those of these meetings that belong to it."""
    drafts: dict[str, Draft] = {}
    for chunk in chunks(pks):
        types, more = _types(chunk), _once_more(chunk)
        tongues = _pairs(models.Meeting.languages.through, "meeting_id", chunk, "language__code")
        facts = _facts("meeting", chunk)
        for values in policy.meetings().filter(pk__in=chunk).values_list(*MEETING):
            row = dict(zip(MEETING, values, strict=True))
            its = sorted(types[row["pk"]]), sorted(tongues[row["pk"]])
            said = sorted(facts[row["pk"]]) if row["pk"] in facts else []
            same = *its, *filter(None, [said])
            key = _key(*(row[name] for name in MEETING[1:] if name not in TIMES), *same)
            if key not in drafts:
                drafts[key] = _meeting(key, row, *its, said)
            draft = drafts[key]
            draft.marks |= marks.mask(times.parts_of(row["start_minute"]))
            draft.times.append(_time(row, row["pk"] in more))
    return drafts


def _once_more(pks: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Meetings that also take place on a certain date."""
    extra = models.MeetingDate.Kind.EXTRA
    rows = finding.links(models.MeetingDate).filter(meeting__in=pks, kind=extra)
    return set(rows.values_list("meeting_id", flat=True))


def _time(row: dict[str, Any], extra: bool) -> Time:
    """What has no certain weekday is looked up by its dates."""
    own = row["pk"], row["weekday"], row["start_minute"], row["end_minute"]
    if row["is_irregular"] and (extra or row["weekday"] is None):
        return Time(*own, times.ANY_SLOT, None, 0)
    slot = None if row["world_minute"] is None else row["world_minute"] // times.SLOT
    return Time(*own, slot, row["world_minute"], times.swing(row["time_zone"]))


def _meeting(
    key: str, row: dict[str, Any], types: list[str], tongues: list[str], facts: Sequence[str] = ()
) -> Draft:
    called = " ".join(type_words(code) for code in types)
    told = words.plain(f"{row['name']} {row['group_name']} {row['fellowship']}")
    senses = lexicon.senses_of(told) | lexicon.senses_of_types(types) | {row["pathway"], *tongues}
    senses.update(ATTENDANCE.get(row["attendance"], ()), facts)
    if row["welcomes_medication"] == models.Medication.YES:
        senses.add("medication")
    else:
        senses.discard("medication")  # a name does not say that people on it are welcome
    if row["pathway"] == "family":
        senses.add("for-family")
    if row["conference_phone"]:
        senses.add("phone")
    near = row["near_latitude"], row["near_longitude"]
    exact = row["latitude"] is not None and not row["is_approximate"]
    also = {name for name, so in (("exact", exact), ("dated", row["is_irregular"])) if so}
    mask = marks.mask(senses | also)
    found = weighed(
        (f"{row['name']} {row['group_name']}", NAME),
        (f"{row['fellowship']} {row['location_name']} {called}", ABOUT),
        (f"{row['town']} {row['notes']}", ANYWHERE),
    )
    found.update({f"={sense}": ABOUT for sense in senses if sense and sense != "here"})
    return Draft(
        key,
        cells.MEETING,
        mask,
        found,
        None if None in near else near,
        row["time_zone"],
    )


@cache
def type_words(code: str) -> str:
    """What a type is called in all our languages."""
    said = labels.TYPES.get(code)
    if said is None:
        return labels.TONGUES[code][0] if code in labels.TONGUES else ""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(said))
    return " ".join(found)


def _types(pks: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    return _pairs(models.Meeting.types.through, "meeting_id", pks, "meetingtype__means")


def _pairs(
    through: Any, owner: str, pks: Sequence[uuid.UUID], column: str
) -> dict[uuid.UUID, set[str]]:
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = finding.links(through).filter(**{f"{owner}__in": pks})
    for pk, said in rows.values_list(owner, column):
        if said:
            found[pk].add(said)
    return found


FACT_MARKS = {"children": "childcare", "young": "youth", "older": "seniors"}


def _facts(owner: str, pks: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """What nobody says is otherwise, by the marks that a search asks for."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = policy.undisputed(owner).filter(**{f"{owner}__in": pks})
    for pk, *said in rows.values_list(f"{owner}_id", "kind", "value"):
        found[pk] |= {FACT_MARKS.get(fact, fact) for fact in said if fact}
    return found


class Told:
    """All that is said of some services beside their own rows, a few queries for all."""

    def __init__(self, pks: Sequence[uuid.UUID]) -> None:
        self.offers: dict[uuid.UUID, list[Any]] = defaultdict(list)
        columns = ("service_id", "location_id", "near_latitude", "near_longitude", "is_exact")
        for service, *offer in policy.offers().filter(service__in=pks).values_list(*columns):
            self.offers[service].append(offer)
        places = list({offer[0] for offers in self.offers.values() for offer in offers})
        self.terms: dict[uuid.UUID, set[tuple[str, str, str]]] = defaultdict(set)
        terms = finding.links(models.Attribute).filter(service__in=pks).exclude(term=None)
        for pk, *term in terms.values_list(
            "service_id", "term__taxonomy", "term__code", "term__name"
        ):
            self.terms[pk].add(tuple(term))
        self.keywords = _pairs(models.Detail, "service_id", pks, "words")
        self.access = _pairs(models.Accessibility, "location_id", places, "description")
        self.tongues = _pairs(models.Spoken, "service_id", pks, "language__code")
        self.there = _pairs(models.Spoken, "location_id", places, "language__code")
        self.facts = _facts("service", pks)
        self.hours = {
            **self._hours("location_id", places, service=None),
            **self._hours("service_id", pks),
        }

    def _hours(self, owner: str, pks: Sequence[uuid.UUID], **also: Any) -> dict[uuid.UUID, str]:
        rows: dict[uuid.UUID, list[opening.Hours]] = defaultdict(list)
        schedules = policy.schedules().filter(**{f"{owner}__in": pks}, **also)
        for schedule in schedules.prefetch_related("days"):
            rows[getattr(schedule, owner)] += hours_of(schedule)
        return {pk: opening.written(each) for pk, each in rows.items()}


def hours_of(schedule: models.Schedule) -> list[opening.Hours]:
    """What a schedule certainly says; every second week and the like say too little."""
    if (schedule.interval or 1) > 1 or schedule.count:
        return []
    said = (
        schedule.opens_minute,
        schedule.closes_minute,
        schedule.valid_from or schedule.starts_on,
        schedule.valid_to or schedule.until_on,
        schedule.is_closed,
    )
    days: list[tuple[int | None, int | None]] = [
        (day.weekday, day.number or None) for day in schedule.days.all() if day.by == "day"
    ]
    if schedule.weekday is not None:
        days.append((schedule.weekday, None))
    if not days and not schedule.days.all() and not schedule.every:
        days = [(None, None)]
    return [opening.Hours(day, *said, number) for day, number in dict.fromkeys(days)]


def of_services(pks: Sequence[uuid.UUID]) -> dict[str, Draft]:
    drafts: list[Draft] = []
    for chunk in chunks(pks):
        told = Told(chunk)
        for values in policy.services().filter(pk__in=chunk).values_list(*SERVICE):
            row = dict(zip(SERVICE, values, strict=True))
            drafts += _service(row, told)
    placed = [draft for draft in drafts if draft.position]
    zones = where.zones([draft.position for draft in placed if draft.position])
    for draft, zone in zip(placed, zones, strict=True):
        draft.time_zone = zone
    return {draft.key: draft for draft in drafts}


def _service(row: dict[str, Any], told: Told) -> Iterator[Draft]:
    pk = row["pk"]
    about = " ".join((*(term[2] for term in told.terms[pk]), *told.keywords[pk]))
    codes = [(taxonomy, code) for taxonomy, code, _ in told.terms[pk]]
    senses = lexicon.senses_of(words.plain(f"{row['name']} {about}"), codes)
    whom = lexicon.senses_of(words.plain(f"{row['audience']} {row['eligibility']}"))
    senses |= whom & lexicon.WHO.keys()
    senses |= told.facts[pk]
    found = weighed(
        (f"{row['name']} {row['alternate_name']}", NAME),
        (f"{about} {row['organisation_name']}", ABOUT),
        (f"{row['audience']} {row['eligibility']} {row['description']}", ANYWHERE),
    )
    for place, latitude, longitude, is_exact in told.offers[pk] or [(None, None, None, False)]:
        near = None if latitude is None or longitude is None else (latitude, longitude)
        here = senses | told.tongues[pk] | told.there[place]
        here |= lexicon.senses_of(words.plain(" ".join(told.access[place]))) & {"wheelchair"}
        # What a category is about does not say who is welcome: only a fact does.
        mask = marks.mask((here - {"medication"}) | (told.facts[pk] & {"medication"}))
        yield Draft(
            _key(pk, place),
            cells.SERVICE,
            mask | marks.mask(["exact"] if is_exact and near else []),
            found | {f"={sense}": ABOUT for sense in here},
            near,
            service=pk,
            pattern=told.hours.get(pk) or told.hours.get(place) or "",
        )


def keys_of(drafts: Iterable[Draft]) -> list[str]:
    return [draft.key for draft in drafts]

"""What the index shall say of meetings and services: read from what may be shown."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial, reduce
from hashlib import blake2s
from operator import or_
from typing import Any, TypeVar

from django.conf import settings
from django.utils import translation

from alongside.directory import models, policy
from alongside.directory.models import labels
from alongside.directory.policy import finding
from alongside.directory.rules import cells, lexicon, marks, opening, times, words
from alongside.directory.search import asked

FORM = 2  # raised when the same listings are to be indexed in another way
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
    "address", "phone",
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


Telling = Callable[[], tuple[int, dict[str, int]]]


@dataclass(slots=True)
class Draft:
    """One entry to be: see `models.Entry`. Its key is a digest of all that it is made of but its
    times, so that one with the same key need not be looked at again: only of a new one `tell`
    reads the text, and says its marks and its words with their weights."""

    key: str
    kind: int
    position: tuple[float, float] | None
    tell: Telling
    time_zone: str = ""
    service: uuid.UUID | None = None
    pattern: str = ""
    said: Sequence[Any] = ()
    times: list[Time] = field(default_factory=list)

    @property
    def cell(self) -> int:
        return cells.cell(self.kind, *(self.position or (None, None)))

    @property
    def week(self) -> list[asked.Time]:
        return [asked.Time(str(t.meeting), t.weekday, t.starts, t.ends) for t in self.times]

    @property
    def parts(self) -> int:
        """The marks of its times."""
        return reduce(or_, (marks.mask(times.parts_of(each.starts)) for each in self.times), 0)


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _key(*said: Any) -> str:
    """The same whether it was read from the database or is still to be written there."""
    plain = [_plain(each) for each in (FORM, *said)]
    return blake2s(repr(plain).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list | tuple | set):
        each = (_plain(one) for one in value)
        return sorted(each) if isinstance(value, set) else list(each)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if is_number else value


def weighed(*texts: tuple[str, int]) -> dict[str, int]:
    """The words of texts with their weights: of the same word the weightiest counts."""
    found: dict[str, int] = {}
    for text, weight in texts:
        for word in words.telling(text)[:MOST_WORDS]:
            if len(word) > 1 and found.get(word, 0) < weight:
                found[word] = weight
    return found


Row = dict[str, Any]
Pairs = Mapping[uuid.UUID, set[str]]


def of_meetings(pks: Sequence[uuid.UUID]) -> dict[str, Draft]:
    """Drafts by key, each with the times of those of these meetings that belong to it."""
    drafts: dict[str, Draft] = {}
    for chunk in chunks(pks):
        rows = policy.meetings().filter(pk__in=chunk).values_list(*MEETING)
        lines(
            drafts,
            (dict(zip(MEETING, values, strict=True)) for values in rows),
            types=_types(chunk),
            tongues=_pairs(models.Meeting.languages.through, "meeting_id", chunk, "language__code"),
            facts=facts_of("meeting", chunk),
            more=_once_more(chunk),
        )
    return drafts


def lines(
    drafts: dict[str, Draft],
    rows: Iterable[Row],
    *,
    types: Pairs,
    tongues: Pairs,
    facts: Pairs,
    more: set[uuid.UUID],
) -> None:
    """Add these meetings to the drafts: each its time, on the line that it belongs to. `more`
    also take place on a certain date."""
    for row in rows:
        pk = row["pk"]
        its = [sorted(each.get(pk, ())) for each in (types, tongues, facts)]
        key = _key(*(row[name] for name in MEETING[1:] if name not in TIMES), *its)
        if key not in drafts:
            near = row["near_latitude"], row["near_longitude"]
            drafts[key] = Draft(
                key,
                cells.MEETING,
                None if None in near else near,
                partial(_meeting, row, *its),
                row["time_zone"],
                said=[row[name] for name in asked.SITTING],
            )
        drafts[key].times.append(_time(row, pk in more))


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
    row: Row, types: list[str], tongues: list[str], facts: list[str]
) -> tuple[int, dict[str, int]]:
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
    exact = row["latitude"] is not None and not row["is_approximate"]
    also = {name for name, so in (("exact", exact), ("dated", row["is_irregular"])) if so}
    mask = marks.mask(senses | also)
    found = weighed(
        (f"{row['name']} {row['group_name']}", NAME),
        (f"{row['fellowship']} {row['location_name']} {called}", ABOUT),
        (f"{row['town']} {row['notes']}", ANYWHERE),
    )
    found.update({f"={sense}": ABOUT for sense in senses if sense and sense != "here"})
    return mask, found


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


# `newcomers` to a country are none to meetings, which is what a search means by that.
FACT_MARKS = {
    "children": "childcare", "young": "youth", "older": "seniors", "black": "colour",
    "newcomers": "",
}  # fmt: skip


def facts_of(owner: str, pks: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """What nobody says is otherwise, by the marks that a search asks for."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for chunk in chunks(pks):
        rows = policy.undisputed(owner).filter(**{f"{owner}__in": chunk})
        for pk, *said in rows.values_list(f"{owner}_id", "kind", "value"):
            found[pk] |= marked(said)
    return found


def marked(facts: Iterable[str]) -> set[str]:
    return {FACT_MARKS.get(fact, fact) for fact in facts} - {""}


@dataclass(slots=True)
class Told:
    """All that is said of some services beside their own rows: by service, or by place where it
    is said of a place. An offer is (place, latitude, longitude, is that its own position)."""

    offers: Mapping[uuid.UUID, list[Any]]
    terms: Mapping[uuid.UUID, set[tuple[str, str, str]]]
    keywords: Pairs
    access: Pairs
    tongues: Pairs
    there: Pairs
    facts: Pairs
    hours: Mapping[uuid.UUID, str]


def told_of(pks: Sequence[uuid.UUID]) -> Told:
    """A few queries for all."""
    offers: dict[uuid.UUID, list[Any]] = defaultdict(list)
    columns = ("service_id", "location_id", "near_latitude", "near_longitude", "is_exact")
    for service, *offer in policy.offers().filter(service__in=pks).values_list(*columns):
        offers[service].append(offer)
    places = list({offer[0] for each in offers.values() for offer in each})
    terms: dict[uuid.UUID, set[tuple[str, str, str]]] = defaultdict(set)
    carried = finding.links(models.Attribute).filter(service__in=pks).exclude(term=None)
    for pk, *term in carried.values_list(
        "service_id", "term__taxonomy", "term__code", "term__name"
    ):
        terms[pk].add(tuple(term))
    return Told(
        offers=offers,
        terms=terms,
        keywords=_pairs(models.Detail, "service_id", pks, "words"),
        access=_pairs(models.Accessibility, "location_id", places, "description"),
        tongues=_pairs(models.Spoken, "service_id", pks, "language__code"),
        there=_pairs(models.Spoken, "location_id", places, "language__code"),
        facts=facts_of("service", pks),
        hours={**_hours("location_id", places, service=None), **_hours("service_id", pks)},
    )


def _hours(owner: str, pks: Sequence[uuid.UUID], **also: Any) -> dict[uuid.UUID, str]:
    rows: dict[uuid.UUID, list[opening.Hours]] = defaultdict(list)
    schedules = policy.schedules().filter(**{f"{owner}__in": pks}, **also)
    for schedule in schedules.prefetch_related("days"):
        rows[getattr(schedule, owner)] += hours_of_all([schedule])
    return {pk: opening.written(each) for pk, each in rows.items()}


def hours_of_all(schedules: Iterable[models.Schedule]) -> list[opening.Hours]:
    """What they certainly say; `days` are there."""
    found: list[opening.Hours] = []
    for each in schedules:
        days = [(day.by, day.weekday, day.number) for day in each.days.all()]
        found += hours_of(vars(each), days)
    return found


Days = Sequence[tuple[str, int | None, int | None]]


def hours_of(said: Mapping[str, Any], days: Days) -> list[opening.Hours]:
    """What a schedule certainly says; every second week and the like say too little."""
    if (said.get("interval") or 1) > 1 or said.get("count"):
        return []
    hours = (
        said.get("opens_minute"),
        said.get("closes_minute"),
        said.get("valid_from") or said.get("starts_on"),
        said.get("valid_to") or said.get("until_on"),
        said.get("is_closed", False),
    )
    on = [(weekday, number or None) for by, weekday, number in days if by == "day"]
    if said.get("weekday") is not None:
        on.append((said["weekday"], None))
    if not on and not days and not said.get("every"):
        on = [(None, None)]
    return [opening.Hours(day, *hours, number) for day, number in dict.fromkeys(on)]


def of_services(pks: Sequence[uuid.UUID]) -> dict[str, Draft]:
    drafts: dict[str, Draft] = {}
    for chunk in chunks(pks):
        told = told_of(chunk)
        for values in policy.services().filter(pk__in=chunk).values_list(*SERVICE):
            row = dict(zip(SERVICE, values, strict=True))
            drafts |= {draft.key: draft for draft in offered(row, told)}
    return drafts


def offered(row: Row, told: Told) -> Iterator[Draft]:
    """A service at each of its places. Where they are, no clock is known yet."""
    pk = row["pk"]
    mine: list[Any] = [
        sorted(told.terms.get(pk, ())),
        *(sorted(each.get(pk, ())) for each in (told.keywords, told.tongues, told.facts)),
    ]
    for place, latitude, longitude, is_exact in told.offers.get(pk) or [(None, None, None, False)]:
        near = None if latitude is None or longitude is None else (latitude, longitude)
        there = [sorted(each.get(place, ())) for each in (told.there, told.access)]
        pattern = told.hours.get(pk) or told.hours.get(place) or ""
        exact = bool(is_exact and near)
        key = _key(str(pk), str(place), *(row[name] for name in SERVICE[1:]), *mine, *there,
                   near, exact, pattern)  # fmt: skip
        tell = partial(_service, row, mine, there, exact)
        said = [row[name] for name in asked.OFFER]
        yield Draft(key, cells.SERVICE, near, tell, service=pk, pattern=pattern, said=said)


def _service(
    row: Row, mine: list[Any], there: list[list[str]], exact: bool
) -> tuple[int, dict[str, int]]:
    terms, keywords, tongues, facts = mine
    about = " ".join((*(term[2] for term in terms), *keywords))
    codes = [(taxonomy, code) for taxonomy, code, _ in terms]
    senses = lexicon.senses_of(words.plain(f"{row['name']} {about}"), codes)
    whom = lexicon.senses_of(words.plain(f"{row['audience']} {row['eligibility']}"))
    senses |= whom & lexicon.WHO.keys()
    senses |= {*facts, *tongues, *there[0]}
    senses |= lexicon.senses_of(words.plain(" ".join(there[1]))) & {"wheelchair"}
    # What a category is about does not say who is welcome: only a fact does.
    mask = marks.mask((senses - {"medication"}) | ({*facts} & {"medication"}))
    found = weighed(
        (f"{row['name']} {row['alternate_name']}", NAME),
        (f"{about} {row['organisation_name']}", ABOUT),
        (f"{row['audience']} {row['eligibility']} {row['description']}", ANYWHERE),
    )
    found.update({f"={sense}": ABOUT for sense in senses})
    return mask | marks.mask(["exact"] if exact else []), found

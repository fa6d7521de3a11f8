"""How we count, at every site alike. The page 'How do we count?' says the same in words.

- A **visit**: somebody came in, once each time. One that was taken back is none.
- A **use**: somebody used during a visit that counts. A visit may have none, one or several.
- A **person**: somebody who came with their six words, once in the time that is counted,
  however often they came. Visits with no name are visits; they are nobody twice, and nobody
  guesses how many people they were.
- An **alert**: somebody was found and a response began. Where two wrote down the same one, it
  is one, at the earlier moment. A mistake, where nobody needed anybody, is none, and neither is
  a **drill**: those are counted by themselves.
- An **overdose**: an alert, unless it turned out to be none. Until somebody says, it is one.

Everything that is shown or sent is summed from one list of lines, so a list and its total
can't differ.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from alongside.sites.rules import times

NALOXONE = "naloxone"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
BY_HAND = frozenset({"stimulation", "oxygen", "rescue-breathing"})
CALLED = frozenset({"ambulance", "handed-over"})

MEASURES = (
    "visits",
    "people",
    "uses",
    "alerts",
    "overdoses",
    "deaths",
    "with-naloxone",
    "without-naloxone",
    "doses",
    "ambulances",
    "treated-by-ambulance",
    "open-minutes",
    "booths",
    "drills",
)
NO_ALERT = frozenset({"mistake", "drill"})


@dataclass(frozen=True, slots=True)
class Place:
    id: uuid.UUID
    zone: str


@dataclass(frozen=True, slots=True)
class Visit:
    id: uuid.UUID
    site: uuid.UUID
    at: datetime
    person: str = ""  # a code, where they came with their words
    gender: str = ""
    age: str = ""
    left_at: datetime | None = None
    is_taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    id: uuid.UUID
    visit: uuid.UUID
    site: uuid.UUID
    at: datetime
    mode: str = ""
    substances: tuple[str, ...] = ()
    assisted: str = ""
    is_taken_back: bool = False  # with its visit


@dataclass(frozen=True, slots=True)
class Tap:
    what: str
    at: datetime
    why: str = ""
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Finish:
    """What one responder told; what they left out is empty."""

    at: datetime
    turned_out: str = ""
    outcome: str = ""
    gender: str = ""
    age: str = ""
    mode: str = ""
    substances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """One alert with all that was written of it, by however many."""

    id: uuid.UUID
    site: uuid.UUID | None
    at: datetime
    where: str = ""
    taps: Sequence[Tap] = ()
    finishes: Sequence[Finish] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """A day on which the place was open."""

    id: uuid.UUID
    site: uuid.UUID
    at: datetime
    ended_at: datetime
    booths: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """One line of what is counted: so much of one measure. Sums of these are all totals."""

    measure: str
    number: int
    id: uuid.UUID  # of what it was counted from; of a person, their first visit
    site: uuid.UUID | None
    at: datetime
    facets: Mapping[str, str] = field(default_factory=dict)


def told(finishes: Iterable[Finish]) -> Finish:
    """All that was told, put together: the later says, where it says something."""
    whole: dict[str, object] = {"at": NEVER}
    for one in sorted(finishes, key=lambda one: one.at):
        for name in Finish.__slots__:
            if value := getattr(one, name):
                whole[name] = value
    return Finish(**whole)  # type: ignore[arg-type]


def is_alert(response: Response) -> bool:
    return told(response.finishes).turned_out not in NO_ALERT


def is_overdose(response: Response) -> bool:
    return told(response.finishes).turned_out not in NO_ALERT | {"not"}


def done(response: Response) -> list[Tap]:
    """What was done, in order, without what was struck out."""
    return sorted((tap for tap in response.taps if not tap.is_struck), key=lambda tap: tap.at)


def doses(response: Response) -> int:
    return sum(tap.what == NALOXONE for tap in done(response))


def outcome(response: Response) -> str:
    """How it ended. A tap says it where nobody told it afterwards."""
    tapped = {tap.what for tap in done(response)}
    said = told(response.finishes).outcome
    if "died" in {said, *tapped}:
        return "died"
    return said or ("hospital" if "handed-over" in tapped else "")


def counts(
    places: Iterable[Place],
    *,
    visits: Iterable[Visit] = (),
    uses: Iterable[Use] = (),
    responses: Iterable[Response] = (),
    days: Iterable[Open] = (),
) -> list[Count]:
    """The list from which everything is summed."""
    zones = {place.id: place.zone for place in places}
    came = [visit for visit in visits if not visit.is_taken_back]
    found = [_visit(visit, zones) for visit in came]
    found += _people(came, zones)
    found += [_use(use, zones) for use in uses if not use.is_taken_back]
    for response in responses:
        found += _response(response, zones)
    return found + _open(days)


def total(rows: Iterable[Count], measure: str, **facets: str) -> int:
    """How many of one measure, of those whose facets are these."""
    return sum(
        row.number
        for row in rows
        if row.measure == measure
        and all(row.facets.get(name, "") == value for name, value in facets.items())
    )


def by_facet(rows: Iterable[Count], measure: str, facet: str) -> Counter[str]:
    """One measure by the values of one facet: together they are its total."""
    found: Counter[str] = Counter()
    for row in rows:
        if row.measure == measure:
            found[row.facets.get(facet, "")] += row.number
    return found


def _band(at: datetime, site: uuid.UUID | None, zones: Mapping[uuid.UUID, str]) -> str:
    return times.band_of(at, zones.get(site, "UTC")) if site else ""


def _visit(visit: Visit, zones: Mapping[uuid.UUID, str]) -> Count:
    facets = {
        "band": _band(visit.at, visit.site, zones),
        "gender": visit.gender,
        "age": visit.age,
        "known": "yes" if visit.person else "",
    }
    return Count("visits", 1, visit.id, visit.site, visit.at, facets)


def _people(visits: Iterable[Visit], zones: Mapping[uuid.UUID, str]) -> list[Count]:
    """Each person once, at their first visit, with what they told last."""
    whose: dict[str, list[Visit]] = {}
    for visit in sorted(visits, key=lambda one: (one.at, one.id)):
        if visit.person:
            whose.setdefault(visit.person, []).append(visit)
    found = []
    for theirs in whose.values():
        first = theirs[0]
        said = {
            name: next((v for one in reversed(theirs) if (v := getattr(one, name))), "")
            for name in ("gender", "age")
        }
        facets = said | {"band": _band(first.at, first.site, zones)}
        found.append(Count("people", 1, first.id, first.site, first.at, facets))
    return found


def _use(use: Use, zones: Mapping[uuid.UUID, str]) -> Count:
    facets = {
        "band": _band(use.at, use.site, zones),
        "mode": use.mode,
        "assisted": use.assisted,
        "substances": ",".join(use.substances),
    }
    return Count("uses", 1, use.id, use.site, use.at, facets)


def _response(response: Response, zones: Mapping[uuid.UUID, str]) -> list[Count]:
    whole, tapped = told(response.finishes), {tap.what for tap in done(response)}
    facets = {
        "band": _band(response.at, response.site, zones),
        "where": response.where,
        "kind": whole.turned_out,
        "outcome": outcome(response),
        "gender": whole.gender,
        "age": whole.age,
        "mode": whole.mode,
    }
    given = doses(response)
    numbers = {"alerts": is_alert(response), "drills": whole.turned_out == "drill"}
    if is_overdose(response):
        numbers |= {
            "overdoses": True,
            "deaths": outcome(response) == "died",
            "with-naloxone": given > 0,
            "without-naloxone": given == 0 and bool(tapped & BY_HAND),
            "ambulances": bool(tapped & CALLED),
            "treated-by-ambulance": outcome(response) == "hospital" or "handed-over" in tapped,
        }
    of_it = numbers | ({"doses": given} if is_alert(response) else {})
    return [
        Count(measure, int(number), response.id, response.site, response.at, facets)
        for measure, number in of_it.items()
        if number
    ]


def _open(days: Iterable[Open]) -> list[Count]:
    """How long each day was open; and the most booths that each place had."""
    found: list[Count] = []
    most: dict[uuid.UUID, Count] = {}
    for day in sorted(days, key=lambda one: (one.at, one.id)):
        minutes = int((day.ended_at - day.at) / timedelta(minutes=1))
        found.append(Count("open-minutes", minutes, day.id, day.site, day.at))
        if day.site not in most or day.booths > most[day.site].number:
            most[day.site] = Count("booths", day.booths, day.id, day.site, day.at)
    return found + list(most.values())

"""What the find page shows. However much there is, the same number of questions; a few more where
little was found, since nobody is left with nothing."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from alongside.directory import search
from alongside.directory.queries.lines import FEW, PAGE, Lines, Shown, listed
from alongside.directory.rules import free_days, marks, places, positions

WIDER = (10, 25, 50, 100)
ENOUGH = 3  # meetings; with fewer, other days are shown as well


@dataclass(slots=True)
class Found:
    """All that the find page shows. `spot` is none where no place was given or known; then words
    alone find whatever fits them (`is_anywhere`). `later` fits on other days, `further` is beyond
    the distance, `some` has not all of the words."""

    asked: search.Asked
    wish: search.Wish
    places: search.Places = field(default_factory=search.Places)
    spot: search.Spot | None = None
    text: search.Understood = field(default_factory=search.Understood)
    meetings: Lines = field(default_factory=Lines)
    services: Lines = field(default_factory=Lines)
    later: Lines = field(default_factory=Lines)
    further: Lines = field(default_factory=Lines)
    online: Lines = field(default_factory=Lines)
    some: bool = False
    is_anywhere: bool = False
    must: list[search.Term] = field(default_factory=list)  # chosen, not typed
    is_holiday: bool = False  # there, today, as far as we know the country's

    @property
    def country(self) -> str:
        """Where one looks, for whom to call there."""
        return self.spot.country if self.spot else ""

    @property
    def unit(self) -> str:
        return "mi" if self.country in positions.MILES else "km"

    @property
    def is_unknown(self) -> bool:
        return self.asked.names_place and self.spot is None and not self.places.others

    @property
    def wider(self) -> int:
        """The next larger distance to offer, or 0."""
        return next((km for km in WIDER if km > self.wish.km), 0)

    @property
    def further_meetings(self) -> list[Shown]:
        return [line for line in self.further.lines if isinstance(line.listing, search.Sitting)]

    @property
    def further_services(self) -> list[Shown]:
        return [line for line in self.further.lines if isinstance(line.listing, search.Offer)]

    @property
    def is_nothing(self) -> bool:
        return not (self.meetings.total or self.services.total)


def find(asked: search.Asked, *, now: datetime) -> Found:
    found = Found(asked, asked.wish)
    _settle_place(found)
    _understand(found)
    if asked.wish.pathway and asked.wish.pathway not in marks.BITS:
        found.must = [search.of_sense(asked.wish.pathway)]
        found.text.terms += found.must
    found.is_anywhere = bool(found.text.terms) and not (found.spot or found.places.others)
    found.is_anywhere = found.is_anywhere and not asked.names_place
    if found.is_anywhere:
        _anywhere(found, now)
    if found.spot:
        today = found.spot.now(now).date()
        found.is_holiday = today in free_days.between(found.country, today, today)
        _look(found, now)
        if not asked.show:
            _other_days(found, now)
        wanted = len(found.text.terms) - len(found.must)
        if found.is_nothing and not found.later.total and wanted > 1:
            _fewer_words(found, now)
        if not asked.show:
            _further(found, now)
    if not asked.show and found.meetings.total < FEW:
        _online(found, now)
    return found


def _settle_place(found: Found) -> None:
    asked = found.asked
    if asked.latitude is not None and asked.longitude is not None:
        found.spot = search.spot_at(asked.latitude, asked.longitude)
    elif asked.at:
        found.spot = search.place_by_id(asked.at)
    if found.spot is None and asked.place:
        found.places = search.place(asked.place)
        found.spot = found.places.spot


def _understand(found: Found) -> None:
    """Plain words; a place among them is used where none was said otherwise, and so are days."""
    wish = found.wish
    if not wish.what:
        return
    said, where = wish.what, ""
    if not found.asked.names_place:
        said, where = places.in_text(wish.what)
        found.places = search.place(where) if where else found.places
        if found.places.spot is None:
            said, found.places = wish.what, search.Places()
        found.spot = found.places.spot
    found.text = search.understand(said)
    unknown = " ".join(found.text.unknown)
    if unknown and not found.asked.names_place and found.spot is None:
        found.places = search.place(unknown)
        found.spot = found.places.spot
        if found.spot:
            found.text.unknown = []
    when = wish.when if found.asked.said_when else found.text.when or wish.when
    found.wish = replace(wish, when=when, part=wish.part or found.text.part)


def _look(found: Found, now: datetime) -> None:
    asked, spot, wish = found.asked, found.spot, found.wish
    assert spot is not None
    size = PAGE if asked.show else FEW
    stretch: dict[str, Any] = {
        "now": now, "first": (asked.page - 1) * size, "most": size, "terms": found.text.terms,
    }  # fmt: skip
    how = asked.page, size, found.unit, spot.time_zone, wish.mask
    if asked.show != "services":
        found.meetings = listed(search.meetings_near(spot, wish, **stretch), *how)
    if asked.show != "meetings" and wish.how != "online":
        found.services = listed(search.services_near(spot, wish, **stretch), *how)


def _anywhere(found: Found, now: datetime) -> None:
    """Nobody said where: by the words alone, on any day."""
    asked, wish, terms = found.asked, found.wish, found.text.terms
    size = PAGE if asked.show else FEW
    stretch: dict[str, Any] = {"now": now, "first": (asked.page - 1) * size, "most": size}
    how = asked.page, size, found.unit, "", wish.mask
    if asked.show != "services":
        found.meetings = listed(search.meetings_anywhere(terms, wish, **stretch), *how)
    if asked.show != "meetings" and wish.how != "online":
        found.services = listed(search.services_anywhere(terms, wish, **stretch), *how)


def _fewer_words(found: Found, now: datetime) -> None:
    """Nothing has all of the words: what has one of them, the rarest first."""
    every = found.text.terms
    for term in sorted(every[: len(every) - len(found.must)], key=lambda each: each.count):
        found.text.terms = [term, *found.must]
        _look(found, now)
        if not found.is_nothing:
            found.some = True
            _other_days(found, now)
            return
    found.text.terms = every


def _other_days(found: Found, now: datetime) -> None:
    """Few meetings: the same on other days."""
    spot, wish = found.spot, found.wish
    assert spot is not None
    if wish.when == "any" or found.meetings.total >= ENOUGH:
        return
    any_day = replace(wish, when="any", part="", begins=None)
    seen = {line.hit.row.entry for line in found.meetings.lines}
    hits = search.meetings_near(spot, any_day, now=now, most=FEW, terms=found.text.terms)
    rest = [hit for hit in hits.here if hit.row.entry not in seen]
    found.later = listed(
        search.Hits(rest, len(rest)), 1, FEW, found.unit, spot.time_zone, wish.mask
    )


def _further(found: Found, now: datetime) -> None:
    """Nothing at all: the nearest beyond the distance."""
    spot, wish, terms = found.spot, found.wish, found.text.terms
    assert spot is not None
    if not found.is_nothing or found.later.total or wish.km >= WIDER[-1]:
        return
    far = replace(wish, when="any", part="", begins=None, km=float(WIDER[-1]))
    meetings = search.meetings_near(spot, far, now=now, most=3, terms=terms)
    services = search.services_near(spot, far, now=now, most=3, terms=terms)
    hits = search.Hits([*meetings.here, *services.here], meetings.total + services.total)
    found.further = listed(hits, 1, FEW, found.unit, spot.time_zone, wish.mask)


def _online(found: Found, now: datetime) -> None:
    wish, spot = found.wish, found.spot
    soon = search.Wish(
        when="now", medication=wish.medication, language=wish.language, pathway=wish.pathway,
        who=wish.who, how="online",
    )  # fmt: skip
    terms = found.text.terms
    hits = search.meetings_online(soon, now=now, spot=spot, most=FEW, terms=terms)
    if terms and not hits.here and found.is_nothing and not found.later.total:
        hits = search.meetings_online(soon, now=now, spot=spot, most=FEW, terms=found.must)
    zone = spot.time_zone if spot else ""
    found.online = listed(hits, 1, FEW, found.unit, zone, wish.mask)

"""Which lines to call stand on a page: decided on plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Line = tuple[str, str]  # what is read, what is called
AMBULANCE = "ambulance"  # what a line is for; else it is somebody to talk with


@dataclass(frozen=True, slots=True)
class Known:
    """A line, and how it is known: whose it is and where that stands (`source`), when it was
    written down, and when somebody last rang it, none where nobody has."""

    label: str
    number: str
    is_ambulance: bool = False
    who: str = ""
    source: str = ""
    noted_on: date | None = None
    checked_on: date | None = None

    @property
    def line(self) -> Line:
        return self.label, self.number


# Mobile phones almost everywhere put this one through.
ANYWHERE = [Known("112", "112", is_ambulance=True)]


def read_line(text: str) -> tuple[str, Known]:
    """'988|988' or, for one country alone, 'CA:988|988': the country or '', and the line. After
    the number, in any order: 'ambulance', the day on which it was last rung, and an https
    address that names it. What is none of these is passed over (`odd_parts`)."""
    country, colon, rest = text.partition(":")
    if not (colon and len(country) == 2 and country.isalpha()):
        country, rest = "", text
    label, *parts = (part.strip() for part in rest.split("|"))
    number, more = parts[0] if parts else "", parts[1:]
    source = next((part for part in more if part.startswith("https://")), "")
    checked_on = next((day for day in map(_day, more) if day), None)
    known = Known(label, number or label, AMBULANCE in more, "", source, None, checked_on)
    return country.upper(), known


def odd_parts(text: str) -> list[str]:
    """What stands after the number of a line and says nothing that we know."""
    more = [part.strip() for part in text.split("|")[2:]]
    known = {"", AMBULANCE}
    return [p for p in more if not (p in known or p.startswith("https://") or _day(p))]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def lines_for(
    country: str, *, home: str, said: Iterable[str], shipped: Mapping[str, Sequence[Known]]
) -> list[Known]:
    """The operator's for that country, else those that ship. What the operator says without a
    country is for `home`. Where nobody knows any: the number that is put through almost
    everywhere, never another country's."""
    own = [read_line(text) for text in said]
    chosen = [line for of, line in own if (of or home) == country]
    return chosen or list(shipped.get(country, ())) or ANYWHERE


def ambulance_for(
    country: str, *, home: str, said: Iterable[str], shipped: Mapping[str, Sequence[Known]]
) -> Known:
    """The one that brings an ambulance: as the operator says, else as it ships for that country.
    Never a line to talk with somebody, whatever an operator's list leaves out."""
    own = lines_for(country, home=home, said=said, shipped=shipped)
    known = [*own, *shipped.get(country, ()), *ANYWHERE]
    return next(line for line in known if line.is_ambulance)

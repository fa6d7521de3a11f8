"""What can be counted of work in the field: each measure, how it is counted in words, and by
what it can be split. A definition of a return may ask for these and for nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from alongside.core.privacy import Words

# What a line asks of a measure.
THINGS, TIMES, PEOPLE, MOST = "things", "times", "people", "most"
NOT_TOLD = ""  # where nobody said, nobody asked, or it does not apply


@dataclass(frozen=True, slots=True)
class Split:
    """One way to split a measure. `values` are all there are, in order, each with its words.
    `of_person`: it is about whoever came, so what they told last holds for the whole quarter."""

    words: Words
    values: Mapping[str, Words]
    of_person: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """`about_people`: somebody stands behind it, so small numbers of it are hidden. A definition
    can't change that. `in_each`: so many of what is written down make one of what is shown
    (minutes, shown as hours). `like`: another measure of the same things, which would tell what
    is hidden of it: what is hidden there is hidden here."""

    words: Words
    counted: Words  # the rule, as the page says it
    splits: Mapping[str, Split] = field(default_factory=dict)
    asks: tuple[str, ...] = (THINGS, TIMES)
    about_people: bool = True
    in_each: int = 1
    like: str = ""


Measures = Mapping[str, Measure]  # by `source.measure`


@dataclass(frozen=True, slots=True)
class Fact:
    """So many things of one day that are alike in every split, in so many `times`.

    `who` is the same for the same person, and None where nobody can know: then each time may
    have been another. `place` is said only to whoever may open what stands behind a number.
    """

    measure: str
    day: date  # by the clock on the wall
    things: int = 1
    times: int = 1
    who: Any = None
    splits: Mapping[str, str] = field(default_factory=dict)
    place: str = ""

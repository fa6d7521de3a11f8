"""What a peer may say about themselves, and when it can be shown. Plain values only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from alongside.accounts import words

NOBODY, ASKERS = "nobody", "askers"
SHARED = (NOBODY, ASKERS)
MOST_PEOPLE = 60
LONGEST_WORDS = 4000
FARTHEST_KM = 500
# What of stepping back a peer may show to their supervisor, each by itself.
SHOWS = ("that", "until", "helps", "words")
Time = tuple[int, str]  # weekday (0 is Monday) and part of the day


@dataclass(frozen=True, slots=True)
class Lived:
    """One thing a peer has lived: with whom it is shared, and perhaps how they put it."""

    shared: str = NOBODY
    words: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """All that a peer says about themselves on the form."""

    called: str
    introduction: str = ""
    languages: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    experiences: Mapping[str, Lived] = field(default_factory=dict)
    times: frozenset[Time] = frozenset()
    capacity: int = 10
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    reach_km: int = 25
    online: bool = True


def is_sayable(said: Said) -> bool:
    return (
        bool(said.called.strip())
        and len(said.introduction) <= LONGEST_WORDS
        and set(said.languages) <= set(words.LANGUAGES)
        and set(said.pathways) <= set(words.PATHWAYS)
        and set(said.experiences) <= set(words.EXPERIENCES)
        and all(lived.shared in SHARED for lived in said.experiences.values())
        and all(0 <= day <= 6 and part in words.PARTS for day, part in said.times)
        and 0 <= said.capacity <= MOST_PEOPLE
        and 1 <= said.reach_km <= FARTHEST_KM
    )


def lacks(*, introduction: str, languages: Sequence[str]) -> tuple[str, ...]:
    """What has to be there before an introduction can be shown to anybody."""
    needed = {"introduction": introduction.strip(), "languages": languages}
    return tuple(name for name, value in needed.items() if not value)


def by_part(times: Iterable[Time]) -> dict[str, tuple[int, ...]]:
    """The weekdays of each part of the day, both in their order."""
    days: dict[str, list[int]] = {part: [] for part in words.PARTS}
    for day, part in sorted(set(times)):
        days[part].append(day)
    return {part: tuple(found) for part, found in days.items() if found}

"""What a check-in may hold, where its dots go on a line, and what may come next; and the same for
how the work is for a peer.

Plain values only. An answer is 0 ('very hard now') to 4 ('going well'); items are never added
up: there is no score on a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

CHECK_IN, EDITION = "check-in", 1
DIMENSIONS = ("health", "home", "purpose", "community")
INSIDE = ("hope", "control", "connection")
ITEMS = (*DIMENSIONS, *INSIDE)
WORK = "work-check-in"
WORK_ITEMS = ("load", "rest", "carrying", "backing", "say", "meaning", "own")
LONGEST_WORDS = 2000
SHOWN_DAYS = (1, 7, 28)  # for so long something may be shown
LOWEST, HIGHEST = 0, 4
DRAWN = 12  # so many check-ins, the newest, are drawn
MOST_STEPS = 5


def accepts(answers: Mapping[str, int], *, items: Sequence[str] = ITEMS) -> bool:
    """Only our questions, only spoken answers; any of them may be left out."""
    return all(
        item in items and type(value) is int and LOWEST <= value <= HIGHEST
        for item, value in answers.items()
    )


@dataclass(frozen=True, slots=True)
class Box:
    """The inside of a picture, in its own units; y grows downward."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    value: int


Series = Sequence[tuple[datetime, int | None]]


def runs(series: Series, *, box: Box) -> list[list[Dot]]:
    """Dots in order of time, in pieces: where a question was left out, the line is broken.

    `series` holds every check-in, oldest first, so that all lines share one scale of time.
    A single moment stands in the middle.
    """
    pieces: list[list[Dot]] = [[]]
    for at, value in series:
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(Dot(_x(at, series, box), _y(value, box), value))
    return [piece for piece in pieces if piece]


def _x(at: datetime, series: Series, box: Box) -> float:
    first, last = series[0][0], series[-1][0]
    share = (at - first) / (last - first) if last > first else 0.5
    return round(box.left + box.width * share, 1)


def _y(value: int, box: Box) -> float:
    share = (HIGHEST - value) / (HIGHEST - LOWEST)
    return round(box.top + box.height * share, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that may come next. `kind` is goal, find, peer, meetings, call or keep;
    `about` is the item it comes from, where there is one."""

    kind: str
    about: str = ""


_FROM_HARD: Mapping[str, tuple[str, ...]] = {
    "health": ("find", "goal"),
    "home": ("find", "goal"),
    "purpose": ("goal",),
    "community": ("meetings", "goal"),
    "hope": ("peer",),
    "control": ("peer",),
    "connection": ("meetings", "peer"),
}


def next_steps(answers: Mapping[str, int]) -> list[Step]:
    """What was said to be hard leads; talking with a peer is always among them.

    The hardest answers come first, otherwise in the order they were asked. At most
    `MOST_STEPS`, each kind of link once for an item.
    """
    steps: list[Step] = []
    if answers.get("hope") == LOWEST:
        steps.append(Step("call"))
    hard = [item for item in ITEMS if answers.get(item, HIGHEST) <= 1]
    for item in sorted(hard, key=lambda item: answers[item]):
        steps += [_step(kind, item) for kind in _FROM_HARD[item]]
    if not hard and answers:
        steps.append(Step("keep"))
    once = list(dict.fromkeys(steps))
    others = [step for step in once if step.kind != "peer"]
    return [*others[: MOST_STEPS - 1], Step("peer")]


def _step(kind: str, item: str) -> Step:
    return Step(kind, item) if kind in {"goal", "find"} else Step(kind)


_WORK_FROM_HARD: Mapping[str, tuple[str, ...]] = {
    "load": ("lighter", "step-back"),
    "rest": ("step-back", "lighter"),
    "carrying": ("carry", "debrief", "outside"),
    "backing": ("talk", "outside"),
    "say": ("talk",),
    "meaning": ("talk", "step-back"),
    "own": ("outside", "step-back"),
}


def next_at_work(answers: Mapping[str, int]) -> list[str]:
    """What may help a peer: the hardest first, at most `MOST_STEPS`. Asking somebody here for a
    talk and somebody outside are always among them."""
    hard = [item for item in WORK_ITEMS if answers.get(item, HIGHEST) <= 1]
    steps = ["call"] if LOWEST in {answers.get("own"), answers.get("carrying")} else []
    for item in sorted(hard, key=lambda item: answers[item]):
        steps += _WORK_FROM_HARD[item]
    if not hard and answers:
        steps.append("keep")
    always = ("talk", "outside")
    others = [step for step in dict.fromkeys(steps) if step not in always]
    return [*others[: MOST_STEPS - len(always)], *always]

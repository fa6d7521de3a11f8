"""What Team shows beside its peers: work that is in nobody's record, and who asks peers for what
is not theirs. Two queries, however much there is."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Sum
from django.utils.translation import get_language

from alongside.accounts import actors
from alongside.core import clock
from alongside.core.privacy import Words
from alongside.insights import policy
from alongside.support.models import Work
from alongside.support.rules import askers

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Done:
    """One kind of work of the team: how often, for how many, how long."""

    label: Words
    times: int
    people: int
    hours: int


def done(by: actors.Actor) -> list[Done]:
    """Of the reader's team together; no peer stands out in it."""
    since = clock.now() - timedelta(weeks=WEEKS)
    rows = (
        policy.work_in(by)
        .filter(happened_at__gte=since)
        .order_by()
        .values_list("what")
        .annotate(times=Count("pk"), people=Sum("people"), minutes=Sum("minutes"))
    )
    found = {what: (times, people, minutes) for what, times, people, minutes in rows}
    return [
        Done(what.label, times, people, round(minutes / 60))
        for what in Work.What
        if what.value in found
        for times, people, minutes in [found[what.value]]
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of asker: how often they asked, how often it was done, and for what."""

    label: str
    times: int
    done: int
    tasks: list[tuple[str, int]]


def asked(by: actors.Actor) -> list[Asked]:
    """By who asked, most often first. Which peer was asked is kept nowhere."""
    language = get_language() or ""
    names, tasks = askers.askers(language), askers.tasks(language)
    since = clock.now() - timedelta(weeks=askers.WEEKS)
    rows = (
        policy.not_mine_in(by)
        .filter(happened_at__gte=since)
        .order_by()
        .values_list("asked_by", "task", "was_done")
        .annotate(times=Count("pk"))
    )
    found: dict[str, list[tuple[str, bool, int]]] = {}
    for asker, task, was_done, times in rows:
        found.setdefault(asker, []).append((task, was_done, times))
    listed = [
        Asked(
            names.get(asker, asker),
            sum(times for _task, _done, times in lines),
            sum(times for _task, was_done, times in lines if was_done),
            _by_task(lines, tasks),
        )
        for asker, lines in found.items()
    ]
    return sorted(listed, key=lambda one: (-one.times, one.label))


def _by_task(lines: list[tuple[str, bool, int]], names: dict[str, str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for task, _was_done, times in lines:
        counts[task] = counts.get(task, 0) + times
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(names.get(task, task), times) for task, times in ordered]

"""How much was done out there: counts for returns. Nobody is in them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from alongside.accounts import actors
from alongside.outreach import models, policy
from alongside.outreach.rules import samples as rules


@dataclass(frozen=True, slots=True)
class Counted:
    """`n` of one thing: `what` is its kind, `slug` which of them ('' for all)."""

    what: str
    slug: str
    n: int


def counts(by: actors.Actor, since: datetime, until: datetime) -> list[Counted]:
    """Of what happened from `since` up to `until`, not including it. Kinds: `shifts`, `minutes`
    (out there, of all who went), `stops`, `looks`, `people` (as counted by eye: somebody seen
    twice is counted twice), `saw`, `needs`, `alerts`, `samples`, `results`, `found`,
    `unexpected` (samples with something nobody expected)."""
    total: Counter[tuple[str, str]] = Counter()
    _out(by, since, until, total)
    _seen(by, since, until, total)
    written = policy.counts_in(by, models.Alert)
    for kind in written.filter(recorded_at__gte=since, recorded_at__lt=until).values_list(
        "kind", flat=True
    ):
        total.update([("alerts", ""), ("alerts", kind)])
    _checked(by, since, until, total)
    return [Counted(what, slug, n) for (what, slug), n in sorted(total.items())]


def _out(
    by: actors.Actor, since: datetime, until: datetime, total: Counter[tuple[str, str]]
) -> None:
    begun = {"begun_at__gte": since, "begun_at__lt": until}
    walkers = Counter(
        policy.counts_in(by, models.Walker)
        .filter(**{f"shift__{name}": at for name, at in begun.items()})
        .values_list("shift_id", flat=True)
    )
    for row in policy.counts_in(by, models.Shift).filter(**begun):
        total["shifts", ""] += 1
        if row.begun_at and row.ended_at:
            minutes = int((row.ended_at - row.begun_at).total_seconds() // 60)
            total["minutes", ""] += minutes * walkers[row.pk]
    stops = policy.counts_in(by, models.Stop)
    reached = stops.filter(came_at__gte=since, came_at__lt=until).count()
    if reached:
        total["stops", ""] += reached


def _seen(
    by: actors.Actor, since: datetime, until: datetime, total: Counter[tuple[str, str]]
) -> None:
    rows = policy.counts_in(by, models.Seen).filter(happened_at__gte=since, happened_at__lt=until)
    for people, saw, needs in rows.values_list("people", "saw", "needs"):
        total["looks", ""] += 1
        total["people", ""] += people
        total.update(("saw", slug) for slug in saw)
        for slug, n in needs.items():
            total["needs", slug] += n


def _checked(
    by: actors.Actor, since: datetime, until: datetime, total: Counter[tuple[str, str]]
) -> None:
    within = {"happened_at__gte": since, "happened_at__lt": until}
    for row in policy.counts_in(by, models.Sample).filter(**within):
        total.update([("samples", ""), ("samples", row.expected or "unknown")])
    of: dict[object, tuple[str, list[rules.Told]]] = {}
    results = policy.counts_in(by, models.SampleResult).filter(taken_back_at=None, **within)
    for each in results.select_related("sample"):
        total.update([("results", ""), ("results", each.method)])
        told = rules.Told(each.method, each.outcome, tuple((s, n) for s, n in each.found))
        of.setdefault(each.sample_id, (each.sample.expected, []))[1].append(told)
    for expected, tolds in of.values():
        slugs = [slug for slug, _share in rules.found_in(tolds)]
        total.update(("found", slug) for slug in slugs)
        if rules.unexpected(expected, slugs):
            total["unexpected", ""] += 1

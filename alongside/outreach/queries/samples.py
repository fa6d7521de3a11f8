"""Samples: those of an organisation, and one by the number on a slip."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.core.privacy import Words
from alongside.outreach import models, policy
from alongside.outreach.rules import samples as rules

MOST = 60
LATELY = timedelta(days=60)
FLOOR = 5  # fewer samples than that are not counted in public


@dataclass(frozen=True, slots=True)
class Said:
    """What one method said, and what it can't say."""

    row: models.SampleResult
    found: list[tuple[Words, int | None]]
    limit: Words


@dataclass(frozen=True, slots=True)
class Checked:
    """A sample with all that is known of it."""

    row: models.Sample
    results: list[Said]
    expected: Words
    found: list[tuple[Words, int | None]]
    slugs: list[str]
    unexpected: list[Words]
    unexpected_slugs: list[str]
    is_missing: bool
    not_looked_for: list[Words]

    @property
    def is_ready(self) -> bool:
        return bool(self.results)

    @property
    def sedates(self) -> bool:
        """Naloxone alone may not wake them."""
        return bool(rules.SEDATING & set(self.slugs))

    @property
    def has_opioid(self) -> bool:
        return bool(rules.OPIOIDS & set(self.slugs))


def checked(row: models.Sample, results: Iterable[models.SampleResult]) -> Checked:
    rows = list(results)
    told = [_told(each) for each in rows]
    found = rules.found_in(told)
    slugs = [slug for slug, _share in found]
    unexpected = rules.unexpected(row.expected, slugs)
    methods = dict(models.SampleResult.Method.choices)
    return Checked(
        row=row,
        results=[
            Said(each, _named([(s, n) for s, n in each.found]), rules.LIMITS.get(each.method, ""))
            for each in rows
        ],
        expected=row.expected_words or rules.SUBSTANCES.get(row.expected, ""),
        found=_named(found),
        slugs=slugs,
        unexpected=[rules.SUBSTANCES[slug] for slug in unexpected],
        unexpected_slugs=unexpected,
        is_missing=rules.is_missing(row.expected, told, slugs),
        not_looked_for=[methods[slug] for slug in rules.not_looked_for(told)] if rows else [],
    )


def lately(by: actors.Actor) -> list[Checked]:
    """Two queries."""
    rows = list(policy.samples_for(by).order_by("-happened_at")[:MOST])
    results = policy.rows_of(by, models.SampleResult).filter(sample__in=rows, taken_back_at=None)
    of: dict[uuid.UUID, list[models.SampleResult]] = {row.pk: [] for row in rows}
    for each in results.order_by("happened_at", "pk"):
        of[each.sample_id].append(each)
    return [checked(row, of[row.pk]) for row in rows]


def one(by: actors.Actor, sample: uuid.UUID) -> Checked:
    row = policy.require_sample(by, P.FIELD_WORK, sample=sample)
    return checked(row, policy.results_for(row))


def numbered(said: str) -> Checked | None:
    """By the number on a slip, for whoever holds it; None where there is no such number."""
    row = policy.sample_numbered(rules.heard(said)).first()
    return checked(row, policy.results_for(row)) if row else None


@dataclass(frozen=True, slots=True)
class Kind:
    """Sold as one thing: of how many samples, how often was what found beside it?"""

    expected: Words
    samples: int
    found: list[tuple[Words, int]]


def found_lately(*, now: datetime) -> list[Kind]:
    """Of samples that people agreed to have counted, what is sold as the same. Few are not
    shown; and of what is shown, only what was found in enough of them."""
    rows = policy.shared_results(since=now - LATELY).select_related("sample")
    of: dict[uuid.UUID, tuple[str, list[rules.Told]]] = {}
    for row in rows:
        of.setdefault(row.sample_id, (row.sample.expected, []))[1].append(_told(row))
    samples: Counter[str] = Counter()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for expected, told in of.values():
        if not expected:
            continue
        samples[expected] += 1
        slugs = {slug for slug, _share in rules.found_in(told)} - rules.HARMLESS
        for slug in slugs:
            found[expected][slug] += 1
    return [
        Kind(
            rules.SUBSTANCES[expected],
            n,
            [(rules.SUBSTANCES[slug], k) for slug, k in found[expected].most_common() if k > 1],
        )
        for expected, n in samples.most_common()
        if n >= FLOOR and expected in rules.SUBSTANCES
    ]


def _told(row: models.SampleResult) -> rules.Told:
    return rules.Told(row.method, row.outcome, tuple((slug, share) for slug, share in row.found))


def _named(found: Iterable[tuple[str, int | None]]) -> list[tuple[Words, int | None]]:
    return [(rules.SUBSTANCES[slug], share) for slug, share in found if slug in rules.SUBSTANCES]

"""What the pages of guided talks read: a guide in one language, talks to look back at, counts."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.support import models, policy
from alongside.support.rules import ideas
from alongside.support.rules import talks as rules

SHOWN = 20
AHEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a guide as it is read. `options` are slug and words."""

    slug: str
    kind: str
    title: str
    say: str
    ask: str
    tip: str
    options: list[tuple[str, str]]

    @property
    def name(self) -> str:
        """Of its field in a form."""
        return f"step-{self.slug}"


@dataclass(frozen=True, slots=True)
class Guide:
    """A protocol in one language."""

    slug: str
    title: str
    lead: str
    aim: str
    ours: str
    minutes: int
    days: int
    studies: list[tuple[str, str, str]]  # cite, found, not found
    steps: list[Step]


def guides(language: str) -> list[Guide]:
    return [_guide(one, language) for one in rules.PROTOCOLS.values()]


def guide(slug: str, language: str) -> Guide:
    found = rules.PROTOCOLS.get(slug)
    if found is None:
        raise errors.Missing(access.NOTHING)
    return _guide(found, language)


def _guide(one: rules.Protocol, language: str) -> Guide:
    def said(words: Any) -> str:
        return str(ideas.spoken(words, language)) if words else ""

    steps = [
        Step(
            step.slug,
            step.kind,
            said(step.title),
            said(step.say),
            said(step.ask),
            said(step.tip),
            [(choice.slug, said(choice.words)) for choice in step.choices],
        )
        for step in one.steps
    ]
    studies = [(study.cite, said(study.found), said(study.not_found)) for study in one.studies]
    return Guide(
        one.slug,
        said(one.title),
        said(one.lead),
        said(one.aim),
        said(one.ours),
        one.minutes,
        one.look_back_days,
        studies,
        steps,
    )


@dataclass(frozen=True, slots=True)
class Had:
    """A talk that was had: the row, the guide's title, and what was said, in words."""

    row: models.Talk
    title: str
    said: list[tuple[str, list[str]]]
    is_due: bool


def had(by: actors.Actor, talk: uuid.UUID, language: str, *, now: datetime) -> Had:
    """One, of somebody whose record opens."""
    _person, row = policy.require_talk(by, P.CONTACT_LOG, talk=talk)
    return _had(row, language, now)


def talks_with(
    by: actors.Actor, participant_id: uuid.UUID, language: str, *, now: datetime
) -> list[Had]:
    """The latest with one person, newest first. The caller has asked."""
    rows = policy.talks_of(by, participant_id).order_by("-happened_at", "-pk")[:SHOWN]
    return [_had(row, language, now) for row in rows]


def to_look_back(by: actors.Actor, language: str, *, now: datetime) -> list[Had]:
    """One's own that wait for a look back, the oldest first."""
    rows = policy.talks_for(by).filter(
        peer_id=by.person_id, came_of="", look_back_at__lte=now + AHEAD
    )
    rows = rows.select_related("participant").order_by("look_back_at", "pk")[:SHOWN]
    return [_had(row, language, now) for row in rows]


def _had(row: models.Talk, language: str, now: datetime) -> Had:
    known = rules.PROTOCOLS.get(row.protocol)
    if known is None:  # a guide that is not used any more
        return Had(row, row.protocol, [], False)
    read = _guide(known, language)
    said = _in_words(read, row.answers)
    due = not row.came_of and row.look_back_at is not None and row.look_back_at <= now
    return Had(row, read.title, said, due)


def in_words(protocol: str, answers: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Each step that was answered: its title, and the answer as it was chosen or said."""
    known = rules.PROTOCOLS.get(protocol)
    said = _in_words(_guide(known, language), answers) if known is not None else []
    return [(title, ", ".join(words)) for title, words in said]


def _in_words(read: Guide, answers: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    said = []
    for step in read.steps:
        answer = answers.get(step.slug)
        if answer is None:
            continue
        words = dict(step.options)
        many = answer if isinstance(answer, list) else [answer]
        said.append((step.title, [words.get(str(one), str(one)) for one in many]))
    return said


@dataclass(frozen=True, slots=True)
class Count:
    """`what` is had, stopped, asked-back or a slug of what came of it; `protocol` a guide's."""

    what: str
    protocol: str
    n: int


def counts(by: actors.Actor, since: datetime, until: datetime) -> list[Count]:
    """Talks from `since` until before `until`, of the whole organisation, by guide. One query."""
    found: Counter[tuple[str, str]] = Counter()
    rows = policy.talks_in(by).filter(happened_at__gte=since, happened_at__lt=until)
    for slug, stopped, back, came_of in rows.values_list(
        "protocol", "was_stopped", "look_back_at", "came_of"
    ):
        found["had", slug] += 1
        found["stopped", slug] += stopped
        found["asked-back", slug] += back is not None
        if came_of:
            found[came_of, slug] += 1
    return [Count(what, slug, n) for (what, slug), n in sorted(found.items()) if n]

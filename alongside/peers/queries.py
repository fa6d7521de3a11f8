"""What pages about peers read, in the reader's words."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from alongside.accounts import access, actors, words
from alongside.core import errors
from alongside.peers import models, policy, rules


def with_all(profiles: QuerySet[models.PeerProfile]) -> QuerySet[models.PeerProfile]:
    """Profiles with what hangs on them: three queries for any number."""
    return profiles.prefetch_related(
        Prefetch("experiences", policy.experiences()),
        Prefetch("availabilities", policy.availabilities()),
    )


def own_profile(by: actors.Actor) -> models.PeerProfile | None:
    return with_all(policy.own_profile(by)).first()


def shown_profile(by: actors.Actor, pk: uuid.UUID) -> models.PeerProfile:
    found = with_all(policy.profiles_for(by)).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


@dataclass(frozen=True)
class Lived:
    """One thing a peer has lived, as a row of their own page."""

    id: uuid.UUID
    label: str
    words: str
    is_shown: bool


@dataclass(frozen=True)
class There:
    """When a peer is there: a part of the day, and on which days (none named: every day)."""

    part: str
    days: list[str]


@dataclass(frozen=True)
class Introduction:
    """What people who are shown a peer may read; nothing that is kept to oneself."""

    called: str
    words: str
    languages: list[str]
    pathways: list[str]
    experiences: list[Lived]
    there: list[There]
    place: str
    online: bool


def introduction(profile: models.PeerProfile) -> Introduction:
    """From a profile read `with_all`."""
    return Introduction(
        called=profile.called,
        words=profile.introduction,
        languages=words.labels(words.LANGUAGES, profile.languages),
        pathways=words.labels(words.PATHWAYS, profile.pathways),
        experiences=[each for each in lived(profile) if each.is_shown],
        there=there(profile),
        place=profile.place,
        online=profile.online,
    )


def lived(profile: models.PeerProfile) -> list[Lived]:
    """In the order of the vocabulary."""
    rows = {row.experience: row for row in profile.experiences.all()}
    return [
        Lived(
            rows[slug].pk,
            words.label(words.EXPERIENCES, slug),
            rows[slug].words,
            rows[slug].shared == rules.ASKERS,
        )
        for slug in words.known(words.EXPERIENCES, rows)
    ]


def there(profile: models.PeerProfile) -> list[There]:
    times = [(row.weekday, row.part) for row in profile.availabilities.all()]
    found = rules.by_part(times).items()
    return [
        There(
            words.label(words.PARTS, part),
            [str(words.WEEKDAYS[day]) for day in days] if len(days) < 7 else [],
        )
        for part, days in found
    ]


def step_back(by: actors.Actor) -> models.StepBack | None:
    """One's own, while it is open."""
    return policy.own_step_back(by).first()


@dataclass(frozen=True)
class Shown:
    """What a peer shows their supervisor of stepping back; the rest is not here."""

    name: str
    until_on: date | None
    helps: str
    words: str


def shown_step_backs(by: actors.Actor, *, now: datetime) -> list[Shown]:
    rows = policy.shown_step_backs(by, now=now).select_related("person")
    return [
        Shown(
            row.person.name,
            row.until_on if "until" in row.shows else None,
            row.helps if "helps" in row.shows else "",
            row.words if "words" in row.shows else "",
        )
        for row in rows.order_by("from_at")
    ]

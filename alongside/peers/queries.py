"""What pages about peers read, in the reader's words."""

import uuid
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from alongside.accounts import actors, words
from alongside.peers import models, policy, rules


def with_all(profiles: QuerySet[models.PeerProfile]) -> QuerySet[models.PeerProfile]:
    """Profiles with what hangs on them: three queries for any number."""
    return profiles.prefetch_related(
        Prefetch("experiences", policy.experiences()),
        Prefetch("availabilities", policy.availabilities()),
    )


def own_profile(by: actors.Actor) -> models.PeerProfile | None:
    return with_all(policy.own_profile(by)).first()


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
    order = list(words.EXPERIENCES)
    rows = [
        (
            row.experience,
            Lived(
                row.pk,
                words.label(words.EXPERIENCES, row.experience),
                row.words,
                row.shared == rules.ASKERS,
            ),
        )
        for row in profile.experiences.all()
    ]
    return [row for slug, row in sorted(rows, key=lambda pair: (pair[0] not in order, pair[0]))]


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

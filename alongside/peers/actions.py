"""What peers write about themselves: theirs to say, to show and to take back."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.peers import models, policy, rules


def save_profile(
    *, by: actors.Actor, id: uuid.UUID, version: int, said: rules.Said
) -> models.PeerProfile:
    """Say how one shows oneself. `version` is 0 for the first time; `id` is then the row's.

    Whether it is shown does not change. Stale where it was changed in another window.
    """
    access.require(by, P.PROFILE_PUBLISH)
    if not rules.is_sayable(said):
        raise errors.Problem(
            _("Something in the form is not one of the answers we know."),
            kept=_("Nothing was changed."),
            todo=_("Look at each answer again and choose from the page."),
        )
    try:
        with transaction.atomic():
            return _save(by, id, version, said)
    except IntegrityError as error:  # two first times at once
        raise _stale() from error


def _save(by: actors.Actor, pk: uuid.UUID, version: int, said: rules.Said) -> models.PeerProfile:
    row = policy.own_profile(by).select_for_update().first()
    if row is not None and row.version == version + 1 and _says(row, said):
        return row  # the same form, sent twice
    if (row.version if row is not None else 0) != version:
        raise _stale()
    if row is None:
        row = models.PeerProfile(
            id=pk, organisation_id=by.tenant, person_id=by.person_id, version=0
        )
    for name, value in _columns(said).items():
        setattr(row, name, value)
    row.version += 1
    if rules.lacks(introduction=row.introduction, languages=row.languages):
        row.published_at = None
    row.save(force_insert=version == 0)
    _write_experiences(row, said)
    _write_times(row, said)
    audit.record(by=by, verb="save-profile", about=("profile", row.pk))
    return row


def publish(*, by: actors.Actor) -> models.PeerProfile:
    """From now on people who ask for a peer may be shown the introduction. Twice is once."""
    access.require(by, P.PROFILE_PUBLISH)
    with transaction.atomic():
        row = _own(by)
        if rules.lacks(introduction=row.introduction, languages=row.languages):
            raise errors.Problem(
                _("There is too little to show yet."),
                kept=_("What you wrote is kept, for you alone."),
                todo=_("Write an introduction and say which languages you speak."),
            )
        if row.published_at is None:
            _touch(row, published_at=clock.now())
            audit.record(by=by, verb="publish-profile", about=("profile", row.pk))
    return row


def take_back(*, by: actors.Actor) -> models.PeerProfile:
    """From this second nobody is shown the introduction. It is kept for its writer."""
    access.require(by, P.PROFILE_PUBLISH)
    with transaction.atomic():
        row = _own(by)
        if row.published_at is not None:
            _touch(row, published_at=None)
            audit.record(by=by, verb="take-back-profile", about=("profile", row.pk))
    return row


def share_experience(
    *, by: actors.Actor, experience: uuid.UUID, shared: str
) -> models.LivedExperience:
    """Show one thing one has lived, or take it back, in one tap."""
    access.require(by, P.PROFILE_PUBLISH)
    if shared not in rules.SHARED:
        raise errors.not_an_answer()
    with transaction.atomic():
        profile = _own(by)
        row = models.LivedExperience.objects.filter(profile=profile, pk=experience).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        if row.shared != shared:
            row.shared = shared
            row.save(update_fields=["shared"])
            _touch(profile)
            audit.record(
                by=by,
                verb="share-experience",
                about=("profile", profile.pk),
                facts={"shared": shared},
            )
    return row


def step_back(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    version: int,
    words: str = "",
    helps: str = "",
    until_on: date | None = None,
    shows: Collection[str] = (),
) -> models.StepBack:
    """A peer steps back for a while, or says it anew; `version` is 0 for the first time. Nothing
    of it reaches anybody but what `shows` names. Stale where another window said it."""
    access.require(by, P.OWN_KEEP)
    if not set(shows) <= set(rules.SHOWS) or max(len(words), len(helps)) > rules.LONGEST_WORDS:
        raise errors.not_an_answer()
    said = {
        "words": words.strip(),
        "helps": helps.strip(),
        "until_on": until_on,
        "shows": [slug for slug in rules.SHOWS if slug in shows],
    }
    try:
        with transaction.atomic():
            return _step_back(by, id, version, said)
    except IntegrityError as error:  # two first times at once
        raise _stale() from error


def _step_back(
    by: actors.Actor, id: uuid.UUID, version: int, said: Mapping[str, Any]
) -> models.StepBack:
    row = policy.own_step_back(by).select_for_update().first()
    same = row is not None and all(getattr(row, name) == said[name] for name in said)
    if row is not None and same and row.version == version + 1:
        return row  # the same form, sent twice
    if (row.version if row is not None else 0) != version:
        raise _stale()
    if row is None:
        row = models.StepBack(id=id, organisation_id=by.tenant, person_id=by.person_id, version=0)
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.save(force_insert=version == 0)
    audit.record(by=by, verb="keep-own", about=("own", row.pk))
    return row


def come_back(*, by: actors.Actor) -> None:
    """The peer is back; what was shown is shown no longer. Twice is once."""
    access.require(by, P.OWN_KEEP)
    with transaction.atomic():
        row = policy.own_step_back(by).select_for_update().first()
        if row is not None:
            row.ended_at, row.version = clock.now(), row.version + 1
            row.shows = []
            row.save(update_fields=["ended_at", "shows", "version"])
            audit.record(by=by, verb="keep-own", about=("own", row.pk))


def let_go_of_step_backs(*, by: actors.Actor) -> None:
    """Delete every time they stepped back; one that is open ends with it. Twice is once."""
    access.require(by, P.OWN_KEEP)
    with transaction.atomic():
        mine = models.StepBack.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
        if mine.delete()[0]:
            audit.record(by=by, verb="keep-own")


def _own(by: actors.Actor) -> models.PeerProfile:
    row = policy.own_profile(by).select_for_update().first()
    if row is None:
        raise errors.Missing(
            _("You have not written anything about yourself yet."),
            todo=_("Open your profile and write your introduction."),
        )
    return row


def _touch(row: models.PeerProfile, **changes: Any) -> None:
    row.version += 1
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["version", *changes])


def _stale() -> errors.Stale:
    return errors.Stale(
        _("Your profile was changed meanwhile, perhaps in another window."),
        kept=_("What you typed is still here, and is not saved yet."),
        todo=_("Open your profile again to see how it is now, then change it."),
    )


def _columns(said: rules.Said) -> dict[str, Any]:
    return {
        "called": said.called.strip(),
        "introduction": said.introduction.strip(),
        "languages": list(said.languages),
        "pathways": list(said.pathways),
        "capacity": said.capacity,
        "place": said.place.strip(),
        "latitude": said.latitude,
        "longitude": said.longitude,
        "reach_km": said.reach_km,
        "online": said.online,
    }


def _says(row: models.PeerProfile, said: rules.Said) -> bool:
    lived = {
        each.experience: rules.Lived(each.shared, each.words) for each in row.experiences.all()
    }
    times = {(each.weekday, each.part) for each in row.availabilities.all()}
    return (
        all(getattr(row, name) == value for name, value in _columns(said).items())
        and lived == dict(said.experiences)
        and times == said.times
    )


def _write_experiences(row: models.PeerProfile, said: rules.Said) -> None:
    mine = models.LivedExperience.objects.filter(profile=row)
    kept = {slug: models.digest_of(row.pk, slug) for slug in said.experiences}
    mine.exclude(experience_digest__in=kept.values()).delete()
    for slug, lived in said.experiences.items():
        models.LivedExperience.objects.update_or_create(
            profile=row,
            experience_digest=kept[slug],
            defaults={
                "organisation_id": row.organisation_id,
                "experience": slug,
                "shared": lived.shared,
                "words": lived.words,
            },
        )


def _write_times(row: models.PeerProfile, said: rules.Said) -> None:
    mine = models.Availability.objects.filter(profile=row)
    kept = {(each.weekday, each.part): each.pk for each in mine}
    mine.filter(pk__in=[pk for time, pk in kept.items() if time not in said.times]).delete()
    models.Availability.objects.bulk_create(
        models.Availability(
            organisation_id=row.organisation_id, profile=row, weekday=day, part=part
        )
        for day, part in sorted(said.times - set(kept))
    )

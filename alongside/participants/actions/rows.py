"""What several actions about the walls have in common, once each has asked."""

import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import newcomers
from alongside.participants.rules import walls as rules


@contextmanager
def once(
    these: QuerySet[Any],
    id: uuid.UUID,
    *,
    otherwise: Callable[[], errors.Problem] = newcomers.taken,
) -> Iterator[None]:
    """One transaction for a form with this `id`, also where it is sent twice at one moment.
    `otherwise` is what stood in the way: by default that the id is somebody else's."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not these.filter(pk=id).exists():
            raise otherwise() from error


def write_search(
    by: actors.Actor, id: uuid.UUID, words: str, why: str, *, hits: int, urgent: bool = False
) -> models.Search:
    """For an action that has asked: the search itself, and whether somebody reads it."""
    drawn = rules.is_drawn(secrets.randbelow(100), share=settings.SEARCHES_REVIEWED)
    return models.Search.objects.create(
        id=id,
        organisation_id=by.tenant,
        person_id=by.person_id,
        role=by.role,
        words=words.strip(),
        why=why.strip(),
        hits=hits,
        is_urgent=urgent,
        for_review=urgent or drawn,
        searched_at=clock.now(),
    )


def seek(
    by: actors.Actor,
    among: QuerySet[models.Participant],
    id: uuid.UUID,
    words: str,
    why: str,
) -> list[models.Participant]:
    """For an action that has asked: who of those is called, or reached, exactly so. Each of them
    reads that they were looked for. Once per `id`."""
    require_reason(words, why)
    found = named(among, words)
    searches = policy.searches_for(by)
    if searches.filter(pk=id).exists():
        return found
    with once(searches, id):
        row = write_search(by, id, words, why, hits=len(found))
        for each in found:
            audit.record(by=by, verb="seek", participant_id=each.pk, about=("search", row.pk))
        audit.record(by=by, verb="seek", about=("search", row.pk), facts={"hits": len(found)})
    return found


def named(rows: QuerySet[models.Participant], words: str) -> list[models.Participant]:
    """Names and numbers are sealed, so they are compared here, one by one."""
    return [row for row in rows if rules.is_them(words, alias=row.alias, reach=row.reach_how)]


def require_reason(words: str, why: str) -> None:
    if not words.strip() or len(words) > rules.LONGEST or not rules.is_reason(why):
        raise errors.Problem(
            _("Whom you look for, and why, is needed in a few words."),
            kept=_("Nothing was looked for."),
            todo=_("Write both. Whom you find can read that you looked."),
        )


def let_in(
    found: models.Participant, person_id: uuid.UUID, *, why: str, lasts: timedelta
) -> models.Tie:
    """A tie that ends by itself."""
    now = clock.now()
    return models.Tie.objects.create(
        organisation_id=found.organisation_id,
        participant=found,
        person_id=person_id,
        why=why,
        from_at=now,
        until_at=now + lasts,
    )


def record_tie(by: actors.Actor, made: models.Tie) -> None:
    audit.record(
        by=by,
        verb="tie",
        participant_id=made.participant_id,
        about=("person", made.person_id),
        facts={"why": str(made.why)},
    )


def own(by: actors.Actor, *, locked: bool = False) -> models.Participant:
    """The participant's own record."""
    mine = policy.participants_for(by) if by.is_participant else None
    if mine is not None and locked:
        mine = mine.select_for_update()
    found = mine.first() if mine is not None else None
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def stale() -> errors.Stale:
    return errors.Stale(
        _("This was changed while you had it open."),
        kept=_("What you typed is still in the form."),
        todo=_("Open the page again to see what it says now, then send yours once more."),
    )

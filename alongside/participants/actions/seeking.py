"""Looking for somebody: among one's own people exactly, and past that wall through the privacy
lead, whose answer for nobody is the answer for somebody who is not theirs to meet."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import queries as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import rows
from alongside.participants.rules import walls as rules

State = models.BlindRequest.State


def seek(*, by: actors.Actor, id: uuid.UUID, words: str, why: str) -> list[models.Participant]:
    """Whom of those they may reach is called, or reached, exactly so. Each of them reads that
    they were looked for; some searches, by chance, the privacy lead reads. Once per `id`."""
    access.require(by, P.PERSON_SEEK)
    return rows.seek(by, policy.participants_for(by), id, words, why)


def ask_blind(*, by: actors.Actor, id: uuid.UUID, words: str, why: str) -> models.BlindRequest:
    """Ask the privacy lead. Nothing is looked up, so the answer to asking tells nothing. Once
    per `id`."""
    access.require(by, P.PERSON_SEEK)
    rows.require_reason(words, why)
    with rows.once(policy.blind_for(by), id):
        row, is_new = policy.blind_for(by).get_or_create(
            pk=id,
            defaults={
                "organisation_id": by.tenant,
                "person_id": by.person_id,
                "role": by.role,
                "words": words.strip(),
                "why": why.strip(),
                "asked_at": clock.now(),
            },
        )
        if is_new:
            audit.record(by=by, verb="ask-blind", about=("blind-request", row.pk))
    return policy.blind_for(by).get(pk=id)


def look_for(*, by: actors.Actor, request: uuid.UUID, words: str) -> list[models.Participant]:
    """A privacy lead looks whether the person asked for is here. Whoever is met reads of it."""
    access.require(by, P.WALL_KEEP)
    row = _waiting(by, request)
    if not words.strip():
        return []
    found = rows.named(policy.findable(by, seeker=row.person_id), words)
    with transaction.atomic():
        about = ("blind-request", row.pk)
        for each in found:
            audit.record(by=by, verb="seek-blind", participant_id=each.pk, about=about)
        audit.record(by=by, verb="seek-blind", about=about, facts={"hits": len(found)})
    return found


def open_for(
    *, by: actors.Actor, request: uuid.UUID, participant: uuid.UUID, days: int, words: str
) -> models.Tie:
    """Let the worker in for some days. The person reads who, and that the privacy lead did."""
    access.require(by, P.WALL_KEEP)
    with transaction.atomic():
        row = _waiting(by, request, locked=True)
        found = policy.findable(by, seeker=row.person_id).filter(pk=participant).first()
        if found is None or days not in rules.DAYS or not _still_walks(row):
            raise errors.Problem(
                _("This can’t be opened for them."),
                kept=_("Nothing was opened, and nobody was told anything."),
                todo=_("Look again, choose one person and for how long, or open nothing."),
            )
        made = rows.let_in(
            found,
            row.person_id,
            why=models.Tie.Why.GRANT,
            lasts=timedelta(days=days),
        )
        _answer(row, by, State.OPENED, tie=made, answer=words.strip())
        rows.record_tie(by, made)
    return made


def nothing_to_open(*, by: actors.Actor, request: uuid.UUID) -> None:
    """The one other answer: for nobody, and for somebody who is not theirs to meet, alike.
    Twice is once."""
    access.require(by, P.WALL_KEEP)
    with transaction.atomic():
        mine = policy.blind_for(by).select_for_update()
        row = mine.filter(pk=request).first()
        if row is not None and row.state == State.NOTHING:
            return
        row = _waiting(by, request, locked=True)
        _answer(row, by, State.NOTHING)
        audit.record(by=by, verb="open-nothing", about=("blind-request", row.pk))


def close_tie(*, by: actors.Actor, tie: uuid.UUID) -> None:
    """The participant ends at once what somebody was let in for. Twice is once."""
    access.require(by, P.WALL_OWN)
    mine = policy.participants_for(by).first() if by.is_participant else None
    ties = models.Tie.objects.filter(
        participant=mine, pk=tie, why__in=(models.Tie.Why.GRANT, models.Tie.Why.GLASS)
    )
    row = ties.first() if mine is not None else None
    if row is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        now = clock.now()
        if ties.filter(until_at__gt=now).update(until_at=now):
            audit.record(
                by=by,
                verb="untie",
                participant_id=row.participant_id,
                about=("person", row.person_id),
                facts={"why": str(row.why)},
            )


def review_search(*, by: actors.Actor, search: uuid.UUID, verdict: str, said: str = "") -> None:
    """A privacy lead read why somebody was looked for. Reviewed once."""
    access.require(by, P.WALL_KEEP)
    these = policy.searches_for(by).filter(pk=search, for_review=True)
    if not these.exists():
        raise errors.Missing(access.NOTHING)
    if verdict not in models.Search.Verdict.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        now = clock.now()
        changed = these.filter(reviewed_at=None).update(
            verdict=verdict, said=said.strip(), reviewed_at=now, reviewed_by_id=by.person_id
        )
        if changed:
            audit.record(
                by=by, verb="review-search", about=("search", search), facts={"verdict": verdict}
            )


def _waiting(by: actors.Actor, request: uuid.UUID, *, locked: bool = False) -> models.BlindRequest:
    these = policy.blind_for(by)
    row = (these.select_for_update() if locked else these).filter(pk=request).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    if row.state != State.WAITING:
        raise errors.Gone(
            _("This was answered already."),
            kept=_("The answer that was given stands."),
            todo=_("See what else waits for you."),
        )
    return row


def _still_walks(row: models.BlindRequest) -> bool:
    """Whether whoever asked still has the hat in which they asked."""
    return accounts.wearers(row.organisation_id, row.role).filter(person=row.person_id).exists()


def _answer(row: models.BlindRequest, by: actors.Actor, state: str, **more: object) -> None:
    row.state, row.answered_at, row.answered_by_id = state, clock.now(), by.person_id
    for name, value in more.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "answered_at", "answered_by", *more])

"""Sending what waits: everything is asked again at the moment it goes, and it goes once.

A try is claimed by moving `next_try_at` on, so that two workers never send the same. Where a
worker was killed in the middle, a gateway that tells doubles apart is asked again; for others
it is written down that nobody knows.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.jobs import rules as jobs
from alongside.participants.queries import reaching
from alongside.participants.rules.reaching import LATER
from alongside.support import policy as walking
from alongside.support.queries import telling
from alongside.threads import channels, models, rules, tasks
from alongside.threads.actions import rows
from alongside.threads.models.sending import digest_of
from alongside.threads.queries import sending

State, Kind = models.Outgoing.State, models.Outgoing.Kind
LEASE = timedelta(minutes=15)
IN_A_ROUND = 500
WENT = (State.SENT, State.DELIVERED)
SENDING, NOT_KNOWN = "sending", "not-known"


def deliver(*, by: actors.Actor, notice: uuid.UUID) -> None:
    """One try of one notice, if it is due and nobody else is at it."""
    access.require(by, P.MESSAGE_SEND)
    now = clock.now()
    waiting = models.Outgoing.objects.filter(pk=notice, state=State.QUEUED, next_try_at__lte=now)
    row = waiting.select_related("participant__organisation", "participant__site").first()
    if row is None:
        return
    asked = sending.asked(row, now=now)
    if asked.verdict.what == LATER:
        waiting.update(next_try_at=asked.verdict.until)
        return
    if not asked.verdict.goes:
        _end(row, State.STOPPED, why=asked.verdict.why)
        return
    assert asked.channel is not None
    assert asked.line is not None
    if row.why == SENDING and not asked.channel.tells_doubles:
        _end(row, State.SENT, why=NOT_KNOWN)
        return
    claimed = waiting.filter(tries=row.tries).update(
        tries=F("tries") + 1, next_try_at=now + LEASE, why=SENDING
    )
    if claimed:
        row.tries += 1
        _settle(by, row, asked.line, asked.channel.send(_said(row, asked.line)))


def remind(*, by: actors.Actor) -> None:
    """Queue the reminders of one organisation that are due, and notices of times that were
    offered or answered, and of what is not as usual. Doing it again changes nothing."""
    access.require(by, P.MESSAGE_SEND)
    now = clock.now()
    told = models.Line.objects.filter(organisation_id=by.tenant, stopped_at=None)
    by_person = {line.participant_id: line for line in told}
    soon = walking.open_between(now, now + rules.AHEAD).filter(participant__in=by_person)
    for row in soon.select_related("participant__organisation", "participant__site"):
        zone = row.zone or reaching.zone_of(row.participant)
        for moment in by_person[row.participant_id].reminds:
            due = rules.due(moment, row.at, zone)
            if due <= now < row.at and due >= row.recorded_at:
                rows.tell(row.participant, kind=Kind.REMINDER, about=row.pk, moment=moment)
    for asked in walking.told_lately(now - rows.ONE_IN).filter(participant__in=by_person):
        rows.tell(asked.participant, kind=Kind.TIME, about=asked.pk)
    _tell_news(by, now - rows.ONE_IN, list(by_person))


def _tell_news(by: actors.Actor, since: datetime, people: list[uuid.UUID]) -> None:
    """What other floors know of, each once."""
    lately = models.Outgoing.objects.filter(organisation_id=by.tenant, made_at__gte=since)
    told = set(lately.values_list("kind", "participant_id", "about_id"))
    for news in telling.news:
        words = [
            word
            for word in news.since(since, people)
            if (news.kind, word.participant.pk, word.about) not in told
        ]
        heard = _heard(by, news.kind, words)
        for word in words:
            if not word.after or any((word.participant.pk, pk) in heard for pk in word.after):
                rows.tell(word.participant, kind=news.kind, about=word.about)


def _heard(
    by: actors.Actor, kind: str, words: list[telling.Word]
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Who was told of what, of all that these words come after."""
    before = {pk for word in words for pk in word.after}
    went = models.Outgoing.objects.filter(
        organisation_id=by.tenant, kind=kind, about_id__in=before, state__in=WENT
    )
    return set(went.values_list("participant_id", "about_id")) if before else set()


def take_up(*, by: actors.Actor) -> None:
    """Hand what is due to the worker's queue: what waited for the end of quiet hours, for its
    next try, or for a worker that was killed."""
    access.require(by, P.MESSAGE_SEND)
    late = models.Outgoing.objects.filter(
        organisation_id=by.tenant, state=State.QUEUED, next_try_at__lte=clock.now()
    )
    for pk in list(late.order_by("next_try_at").values_list("pk", flat=True)[:IN_A_ROUND]):
        tasks.deliver.enqueue(organisation_id=str(by.tenant), notice=str(pk))


def hear_state(*, by: actors.Actor, reference: str, state: str) -> None:
    """What the gateway says became of something that was sent. Unknown references are nothing."""
    access.require(by, P.MESSAGE_SEND)
    sent = models.Outgoing.objects.filter(
        organisation_id=by.tenant,
        reference_digest=digest_of(reference),
        state=State.SENT,
    )
    if state in {State.DELIVERED, State.FAILED}:
        sent.update(state=state, ended_at=clock.now())


# --- parts -------------------------------------------------------------------------------------


def _said(row: models.Outgoing, line: models.Line) -> channels.Notice:
    """Words that say nothing, in their language. They are kept nowhere."""
    with translation.override(row.participant.language):
        chosen = line.own_words if line.says == line.Says.OWN else str(line.get_says_display())
        body = chosen
        if row.way == line.Way.TEXT:
            stop = _("To end these: STOP.")
            body = f"{chosen} {stop}"
        return channels.Notice(row.pk, line.address, chosen, body)


def _settle(
    by: actors.Actor, row: models.Outgoing, line: models.Line, outcome: channels.Outcome
) -> None:
    if outcome.what == channels.AGAIN:
        wait = jobs.wait_before(row.tries)
        if wait is None:
            _end(row, State.FAILED)
        else:
            still = models.Outgoing.objects.filter(pk=row.pk, state=State.QUEUED)
            still.update(next_try_at=clock.now() + wait, why="")
        return
    if outcome.what == channels.REFUSED:
        _end(row, State.FAILED, why=rules.FULL)
        return
    with transaction.atomic():
        if outcome.what == channels.STOPPED:
            rows.end(line)
            _end(row, State.STOPPED, why=rules.STOPPED)
            audit.record(by=by, verb="hear-stop", participant_id=row.participant_id)
            return
        is_there = outcome.what == channels.DELIVERED
        why = NOT_KNOWN if outcome.what == channels.UNKNOWN else ""
        _end(row, State.DELIVERED if is_there else State.SENT, why=why, reference=outcome.reference)
        audit.record(
            by=by,
            verb="tell-outside",
            participant_id=row.participant_id,
            about=("notice", row.pk),
            facts={"kind": row.kind, "way": row.way},
        )


def _end(row: models.Outgoing, state: str, *, why: str = "", reference: str = "") -> None:
    now = clock.now()
    models.Outgoing.objects.filter(pk=row.pk, state=State.QUEUED).update(
        state=state,
        why=why,
        next_try_at=None,
        sent_at=now if state in {State.SENT, State.DELIVERED} else None,
        ended_at=None if state == State.SENT else now,
        reference_digest=digest_of(reference) if reference else "",
    )

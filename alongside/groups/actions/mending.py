"""When somebody was hurt: a talk with whom they choose; and a time away, with reason and end."""

import uuid
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.groups import models, policy, queries, rules
from alongside.groups.actions import rows
from alongside.participants.actions import rows as sent

State = models.Talk.State


def ask_talk(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    group: uuid.UUID,
    listener: uuid.UUID,
    called: str = "",
    words: str = "",
) -> models.Talk:
    """`listener` is the person of one who runs the group, or the membership of one who offered
    to listen. Only the two read of it."""
    access.require(by, P.GROUP_JOIN)
    found = rows.reached(by, group)
    if not policy.mine(by).filter(group=found).exclude(state="asked").exists():
        raise errors.Missing(access.NOTHING)
    whom = queries.listener(by, found, listener)
    if whom is None:
        raise errors.Problem(_("Choose with whom you want to talk."))
    with sent.once(models.Talk.objects.filter(policy.me(by)), id):
        talk, is_new = models.Talk.objects.filter(policy.me(by)).get_or_create(
            pk=id,
            defaults={
                "group": found,
                "called": rows.words(called, 80),
                "words": rows.words(words),
                "with_person_id": whom.person_id,
                "with_member_id": whom.member_id,
                **rows.whose(by),
            },
        )
        if is_new:
            rows.audit_about(by, "ask-talk", talk, who=talk.who_id)
    return talk


def answer_talk(
    *, by: actors.Actor, talk: uuid.UUID, version: int, state: str, answer: str = ""
) -> None:
    """Whoever was asked says when and where, or that it has taken place; whoever asked may say
    that it is over, too."""
    access.require(by, P.GROUP_JOIN)
    if state not in {State.AGREED, State.DONE}:
        raise errors.not_an_answer()
    with transaction.atomic():
        these = queries.talks_for(by).filter(pk=talk)
        row = these.select_for_update(of=("self",)).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        if row.version != version:
            raise rows.stale()
        asked_it = models.Talk.objects.filter(policy.me(by), pk=row.pk).exists()
        if asked_it and state != State.DONE:
            raise access.Refused(P.GROUP_JOIN, sentence=_("Whoever you asked answers this."))
        row.state, row.answered_at = state, clock.now()
        row.answer = row.answer if asked_it else rows.words(answer, 1000)
        row.version += 1
        row.save()
        rows.audit_about(by, "answer-talk", row, who=row.who_id)


def time_away(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    group: uuid.UUID,
    member: uuid.UUID,
    reason: str,
    until_on: date,
) -> models.Away:
    """Ask somebody to stay away: never without a reason, never without an end, and they read
    both. They may ask for a talk meanwhile. Said again, the later counts; once per `id`."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    today = clock.today(found.time_zone)
    why = rows.words(reason, 2000)
    if not why:
        raise errors.Problem(_("Say why. They read it word for word."))
    if not today <= until_on <= today + timedelta(days=rules.MOST_DAYS_AWAY):
        raise errors.Problem(_("Say until when: a day to come, within a year."))
    with sent.once(models.Away.objects.filter(member__group=found), id):
        row = policy.roll(by, found.pk).filter(pk=member).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        there = models.Away.objects.filter(member=row, pk=id).first()
        if there is not None:
            return there
        models.Away.objects.filter(member=row, ended_at=None).update(ended_at=clock.now())
        away = models.Away.objects.create(
            id=id,
            organisation_id=found.organisation_id,
            member=row,
            reason=why,
            until_on=until_on,
            said_by_id=by.person_id,
        )
        rows.audit_about(by, "time-away", found, who=row.who_id)
    return away


def end_time_away(*, by: actors.Actor, group: uuid.UUID, member: uuid.UUID) -> None:
    """They may come again from now on."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    with transaction.atomic():
        row = policy.roll(by, found.pk).filter(pk=member).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        live = models.Away.objects.filter(Q(member=row), ended_at=None)
        if live.update(ended_at=clock.now()):
            rows.audit_about(by, "end-time-away", found, who=row.who_id)

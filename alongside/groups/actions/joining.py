"""Belonging to a group: asking, being invited and welcomed, pausing, leaving."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.groups import models, policy, queries, rules
from alongside.groups.actions import places, rows
from alongside.participants import policy as people
from alongside.participants.actions import rows as sent

State, Door = models.Member.State, models.Group.Door


def join(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    group: uuid.UUID,
    called: str = "",
    is_seen: bool = False,
    words: str = "",
    missed_after_days: int | None = None,
) -> models.Member:
    """Come in where the door is open; else ask, and wait for an answer. Twice is once."""
    access.require(by, P.GROUP_JOIN)
    found = _at_the_door(by, group)
    _require_missed(missed_after_days)
    now = clock.now()
    state = State.HERE if found.door == Door.OPEN else State.ASKED
    with sent.once(policy.mine(by), id):
        rows.hold(found)
        mine = policy.mine(by).filter(group=found).exclude(state=State.LEFT).first()
        if mine is not None:
            return mine
        mine = models.Member(
            id=id,
            group=found,
            called=rows.words(called, 80),
            is_seen=is_seen,
            words=rows.words(words, 1000),
            missed_after_days=missed_after_days,
            state=state,
            asked_at=now,
            joined_at=now if state == State.HERE else None,
            **rows.whose(by),
        )
        mine.save(force_insert=True)
        verb = "join-group" if state == State.HERE else "ask-to-join"
        rows.audit_about(by, verb, found, who=mine.who_id)
    return mine


def _at_the_door(by: actors.Actor, group: uuid.UUID) -> models.Group:
    """Also a group of its own, where it lets itself be found: one may ask its members."""
    if by.is_participant:
        shown = policy.own_groups(by).filter(pk=group).first()
        if shown is not None and (shown.shows_when or shown.shows_where):
            return shown
    return rows.reached(by, group)


def answer_request(
    *, by: actors.Actor, group: uuid.UUID, member: uuid.UUID, welcome: bool, answer: str = ""
) -> None:
    """Whoever runs a group says yes or no to somebody who asked, with a kind word."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    _answer(by, found, member, welcome, answer)


def let_in(
    *, by: actors.Actor, group: uuid.UUID, member: uuid.UUID, welcome: bool, answer: str = ""
) -> None:
    """The same in a group of its own, by any of its members."""
    access.require(by, P.GROUP_JOIN)
    found = rows.reached(by, group)
    if not found.is_own or not queries.belongs(by, found):
        raise errors.Missing(access.NOTHING)
    _answer(by, found, member, welcome, answer)


def _answer(
    by: actors.Actor, found: models.Group, member: uuid.UUID, welcome: bool, answer: str
) -> None:
    with transaction.atomic():
        asked = policy.roll(by, found.pk).filter(pk=member, group=found)
        row = asked.select_for_update(of=("self",)).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        if row.state != State.ASKED:
            return
        now = clock.now()
        row.answer = rows.words(answer, 1000)
        row.state = State.HERE if welcome else State.LEFT
        row.joined_at, row.left_at = (now, None) if welcome else (None, now)
        row.version += 1
        row.save()
        rows.audit_about(by, "answer-join", found, who=row.who_id, welcome=welcome)


def invite(
    *, by: actors.Actor, id: uuid.UUID, group: uuid.UUID, participant: uuid.UUID, words: str = ""
) -> models.Member:
    """Whoever runs a group invites somebody they walk with. Their yes is theirs to say."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    person = people.require(by, P.GROUP_OFFER, participant=participant)
    with sent.once(policy.members_in(by).filter(who=person), id):
        live = models.Member.objects.filter(group=found, who=person).exclude(state=State.LEFT)
        row = live.first()
        if row is None:
            row = models.Member.objects.create(
                id=id,
                organisation_id=found.organisation_id,
                group=found,
                who=person,
                state=State.INVITED,
                answer=rows.words(words, 1000),
            )
            rows.audit_about(by, "invite-to-group", found, who=person.pk)
    return row


def answer_invitation(
    *, by: actors.Actor, group: uuid.UUID, accept: bool, called: str = "", is_seen: bool = False
) -> None:
    """They come, or say no thank you; nobody asks why."""
    access.require(by, P.GROUP_JOIN)
    with transaction.atomic():
        row = rows.membership(by, group)
        if row.state != State.INVITED:
            return
        now = clock.now()
        row.called, row.is_seen = rows.words(called, 80), is_seen
        row.state = State.HERE if accept else State.LEFT
        row.joined_at, row.left_at = (now, None) if accept else (None, now)
        row.version += 1
        row.save()
        rows.audit_about(by, "answer-invitation", row.group, who=row.who_id, accept=accept)


def settle_membership(
    *,
    by: actors.Actor,
    group: uuid.UUID,
    version: int,
    called: str = "",
    is_seen: bool = False,
    gives: Collection[str] = (),
    missed_after_days: int | None = None,
) -> None:
    """What one is called there, whether whoever runs it may know, what one gives, whether to be
    missed."""
    access.require(by, P.GROUP_JOIN)
    _require_missed(missed_after_days)
    if not rules.known(gives, rules.GIVES):
        raise errors.not_an_answer()
    with transaction.atomic():
        row = rows.membership(by, group)
        if row.version != version:
            raise rows.stale()
        row.called, row.is_seen = rows.words(called, 80), is_seen
        row.gives, row.missed_after_days = sorted(set(gives)), missed_after_days
        row.version += 1
        row.save()
        rows.audit_about(by, "settle-membership", row.group, who=row.who_id)


def pause_membership(*, by: actors.Actor, group: uuid.UUID, paused: bool) -> None:
    """Not for now; nobody misses them meanwhile, and coming back is one tap."""
    access.require(by, P.GROUP_JOIN)
    with transaction.atomic():
        row = rows.membership(by, group)
        before, after = (State.HERE, State.PAUSED) if paused else (State.PAUSED, State.HERE)
        live = models.Member.objects.filter(pk=row.pk, state=before)
        if live.update(state=after, version=F("version") + 1):
            rows.audit_about(by, "pause-membership", row.group, who=row.who_id, paused=paused)


def leave(*, by: actors.Actor, group: uuid.UUID, farewell: str = "") -> None:
    """Leave-taking: with kind words for the others, or none. Places that were kept are free."""
    access.require(by, P.GROUP_JOIN)
    with transaction.atomic():
        mine = policy.mine(by).filter(group_id=group).exclude(state=State.LEFT)
        row = mine.select_for_update(of=("self",)).select_related("group").first()
        if row is None:
            if policy.mine(by).filter(group_id=group).exists():
                return
            raise errors.Missing(access.NOTHING)
        row.farewell = rows.words(farewell, 1000)
        row.state, row.left_at = State.LEFT, clock.now()
        row.version += 1
        row.save()
        kept = models.SignUp.objects.filter(policy.me(by), group=row.group, given_back_at=None)
        if kept.update(given_back_at=clock.now()):
            places.fill(row.group)
        rows.audit_about(by, "leave-group", row.group, who=row.who_id)


def _require_missed(days: int | None) -> None:
    if days is not None and days not in rules.MISSED:
        raise errors.not_an_answer()

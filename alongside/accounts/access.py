"""The lock: what can be permitted, what a door must say, and the question every action asks.

A view says `@needs(Permission.X)` or `@door.public`; a view that says nothing does not open.
Beside it, `@step_up` marks what is grave.
An action's first line is `require(by, Permission.X)` (or `participants.policy.require`,
which asks about one person's record as well).
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core import clock, door, errors


class Permission(StrEnum):
    """OBJECT_VERB. `roles.py` says who holds which, in sentences."""

    ACCOUNT_KEEP = "account-keep"
    ACCOUNT_HAVE = "account-have"  # a participant's choice: a login beside the return key
    FACTOR_RESTORE = "factor-restore"  # a colleague's lost second lock, both present
    SETUP_READ = "setup-read"
    ORGANISATION_BEGIN = "organisation-begin"
    ORGANISATION_EDIT = "organisation-edit"
    PERSON_INVITE = "person-invite"
    MEMBERSHIP_GRANT = "membership-grant"
    MEMBERSHIP_REVOKE = "membership-revoke"
    RETURN_KEY_MAKE = "return-key-make"
    RETURN_KEY_USE = "return-key-use"
    KEY_LOST_SAY = "key-lost-say"  # of somebody one walks with, and has seen
    KEY_LOST_CONFIRM = "key-lost-confirm"
    REQUEST_ASK = "request-ask"
    REQUEST_READ = "request-read"
    REQUEST_ANSWER = "request-answer"
    PROPOSAL_MAKE = "proposal-make"
    PROPOSAL_CHOOSE = "proposal-choose"
    PROFILE_READ = "profile-read"
    PROFILE_PUBLISH = "profile-publish"
    SUPPORT_READ = "support-read"  # a participant's own page
    PARTICIPANT_READ = "participant-read"
    PARTICIPANT_WELCOME = "participant-welcome"
    PEOPLE_BRING = "people-bring"  # tables of whom one supports already; and out again
    TIE_WRITE = "tie-write"
    PAIRING_MAKE = "pairing-make"
    PAIRING_END = "pairing-end"
    LIMITS_TELL = "limits-tell"
    CONSENT_GIVE = "consent-give"
    CONSENT_WITHDRAW = "consent-withdraw"
    CONSENT_WRITE = "consent-write"  # signed on paper, or said aloud: written down by a worker
    CONSENT_HEAR = "consent-hear"  # taken back by spoken word: honoured at once
    DISCLOSURE_MAKE = "disclosure-make"
    EMERGENCY_TELL = "emergency-tell"
    LOOKS_READ = "looks-read"
    PLAN_READ = "plan-read"
    GOAL_SET = "goal-set"
    STEP_TICK = "step-tick"
    GOAL_CLOSE = "goal-close"
    JOURNEY_TELL = "journey-tell"  # one's own, or with somebody one walks with
    TODAY_READ = "today-read"
    CONTACT_LOG = "contact-log"
    CONTACT_READ = "contact-read"
    CONTACT_CORRECT = "contact-correct"
    APPOINTMENT_MAKE = "appointment-make"
    MESSAGE_SEND = "message-send"  # and asking for a time, or offering one
    CHECKIN_ANSWER = "checkin-answer"
    CHECKIN_READ = "checkin-read"
    QUESTION_ASK = "question-ask"  # what the organisation asks people, and why: no answer is read
    REFERRAL_SEND = "referral-send"
    REFERRAL_READ = "referral-read"
    REFERRAL_ANSWER = "referral-answer"
    REFERRAL_CLOSE = "referral-close"
    TEAM_READ = "team-read"
    OUTCOMES_READ = "outcomes-read"
    DIRECTORY_IMPORT = "directory-import"
    DIRECTORY_TELL = "directory-tell"  # what anybody may tell us about a listing
    DIRECTORY_EDIT = "directory-edit"  # and only in one's own area: directory.policy.truth
    AREA_GIVE = "area-give"  # who looks after which; and where the places of work are
    SERVICE_RATE = "service-rate"
    FRAMEWORK_SWITCH = "framework-switch"  # and only of one's own community
    RECORD_TAKE = "record-take"  # one's own, whole
    RECORD_FORGET = "record-forget"
    RECORD_JOIN = "record-join"  # two records of one person, or one of two: both within reach
    WISH_TELL = "wish-tell"  # said aloud or given on paper, and written down by a worker
    NOTE_ANSWER = "note-answer"
    RIGHTS_KEEP = "rights-keep"  # wishes, holds, demands, incidents, agreements: no record
    WALL_OWN = "wall-own"  # a participant's own walls: whom they never want, whom they let near
    PERSON_SEEK = "person-seek"
    GLASS_BREAK = "glass-break"
    DANGER_TAP = "danger-tap"
    OWN_KEEP = "own-keep"  # stepping back, how the work is: nobody else's, whatever the role
    WORK_SHOWN = "work-shown"  # and only what a colleague shows to oneself
    DESK_KEEP = "desk-keep"  # the front desk of one's site: who is here, rooms, shifts, lists
    COMMUNITY_ANSWER = "community-answer"  # and only for the community that named one
    WALL_KEEP = "wall-keep"  # who looked, for whom, and why: never the record itself
    GROUP_OFFER = "group-offer"  # and only of the groups one runs: groups.policy
    GROUP_JOIN = "group-join"  # for oneself, in whatever hat
    FIELD_WORK = "field-work"  # out there: supplies, visits, overdoses, shifts; names nobody
    FIELD_KEEP = "field-keep"  # what stands behind it: stock, places, alerts, others' phones


class Refused(PermissionDenied):
    """In reach, but not allowed: a 403, and an event once the transaction is rolled back.

    `participant_id` is set where a participant's record was asked for, so that they can
    read of the refusal. `sentence` is what the person at the door is told.
    """

    def __init__(
        self, permission: Permission, *, participant_id: uuid.UUID | None = None, sentence: Any = ""
    ) -> None:
        super().__init__(str(permission))
        self.permission, self.participant_id = permission, participant_id
        self.sentence = sentence or _("Your role here does not open this page.")


class StepUp(Exception):
    """A grave act: whoever is signed in shows once more that it is they. Not a refusal."""


class Unseen(Refused, errors.Missing):
    """Out of reach, or not there at all: one answer for both, so that nobody learns from it who
    is here. Somebody who is reads of the attempt; of the rest the organisation's history does."""

    at_the_door = True

    def __init__(self, permission: Permission, *, participant_id: uuid.UUID | None = None) -> None:
        super().__init__(permission, participant_id=participant_id)
        self.happened = self.sentence = NOTHING


NOTHING = _("There is nothing here, or nothing that you may know of.")

# Whether an id names a record of the actor's organisation: the floor that keeps them answers.
is_record: list[Callable[[actors.Actor, uuid.UUID], bool]] = []


def record_named(by: actors.Actor, pk: uuid.UUID | None) -> uuid.UUID | None:
    """Whose record a path asks for, so that they read of it where the role alone is refused."""
    return pk if pk is not None and any(asked(by, pk) for asked in is_record) else None


# An actor's own record, if they have one: asked of the same floor.
own_record: list[Callable[[actors.Actor], uuid.UUID | None]] = []


def record_of(by: actors.Actor) -> uuid.UUID | None:
    """Whose record an actor acts as, so that they read of what was done in their name."""
    return next((pk for asked in own_record if (pk := asked(by)) is not None), None)


def can(by: actors.Actor, permission: Permission) -> bool:
    from alongside.accounts import roles  # roles are written in terms of permissions

    role = roles.ROLES.get(by.role)
    return role is not None and permission in role.permissions


def require(by: actors.Actor, permission: Permission, *, at: datetime | None = None) -> None:
    """May `by` do this, at the moment it was done? Raises Refused where not."""
    if not can(by, permission):
        raise Refused(permission)
    if at is not None and by.since is not None and at < by.since:
        raise Refused(permission, sentence=_("At that time you did not have this role yet."))


class Request(HttpRequest):
    """A request that passed the front door of a view with `@needs`."""

    by: actors.Actor
    rule: door.Rule
    seconds_left: int  # until the session falls asleep or ends
    detour: bool  # set where something else came first: what was sent is not taken yet


def needs(
    permission: Permission, *, holder: actors.Kind | None = None
) -> Callable[[door.View], door.View]:
    """The view opens to actors with this permission. `holder` asks for that kind of actor."""
    return door.says(door.Rule(permission=permission, holder=holder))


def needs_for_data(
    permission: Permission, *, first: Callable[[HttpRequest], HttpResponse | None] | None = None
) -> Callable[[door.View], door.View]:
    """The same for a program of ours, which reads JSON. `first` is asked before the session is."""
    return door.says(door.Rule(permission=permission, data=True, first=first))


# --- grave acts ----------------------------------------------------------------------------

LOCK = "lock"  # what a session holds about itself


def step_up(view: door.View) -> door.View:
    """Beside `@needs`, for a view that does something grave: whoever has not shown within some
    minutes who they are is asked again, and what they typed is kept."""
    view.step_up = True  # type: ignore[attr-defined]
    return view


def require_step_up(request: HttpRequest) -> None:
    """The same from inside a view, before anything is done: where only some of what it does is
    grave. Raises StepUp, which the front door answers with the question."""
    if not is_sure(request):
        raise StepUp


def is_sure(request: HttpRequest) -> bool:
    """Whether this session's owner has shown within some minutes that it is they."""
    held: dict[str, Any] = request.session.get(LOCK) or {}
    since = clock.now().timestamp() - held.get("sure", 0)
    return bool(0 <= since < settings.STEP_UP_MINUTES * 60)

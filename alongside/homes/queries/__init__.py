"""What the landing pages put together from the floors below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alongside.accounts import actors
from alongside.core import clock
from alongside.followups import policy as after
from alongside.groups import policy as circles
from alongside.measures import queries as measures
from alongside.participants import models as records
from alongside.participants import queries as people
from alongside.participants.policy import signs
from alongside.participants.queries import agreeing as agreements
from alongside.participants.queries import lost, walls
from alongside.participants.rules import knowing
from alongside.peers.models import PeerProfile
from alongside.questions import policy as asked
from alongside.referrals import queries as referrals
from alongside.rights import policy as owed
from alongside.support import models as walking
from alongside.support import policy as offered_to
from alongside.support import queries as support
from alongside.support.policy import ahead as further
from alongside.support.policy import journey as ways
from alongside.support.policy import plans as planned
from alongside.support.queries import appointments as times
from alongside.support.queries import counting, plans
from alongside.threads import policy as written_to
from alongside.threads import queries as threads
from alongside.welcome import policy as desk


@dataclass(frozen=True, slots=True)
class Beside:
    """A peer who walks with somebody, as they chose to introduce themselves."""

    pairing: walking.Pairing
    profile: PeerProfile | None

    @property
    def came_after(self) -> str:
        """Whose place they took, as long as nobody has said whether they stay."""
        asked = self.pairing.came_after_id is not None and self.pairing.answered_at is None
        return self.pairing.came_after.name if asked and self.pairing.came_after else ""

    @property
    def called(self) -> str:
        return self.profile.called if self.profile else self.pairing.peer.name


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything on a participant's own page."""

    person: records.Participant
    beside: list[Beside]
    request: records.Request | None
    promise: walking.Appointment | None
    goals: list[walking.Goal]
    due: list[plans.Due]  # a day in the plan that has gone by
    answered_at: datetime | None
    asked: list[referrals.Line]  # wait for the participant's yes
    underway: list[referrals.Line]
    agreed: Mapping[str, records.Consent]
    askings: list[records.Asking]  # somebody outside asks
    lost: lost.Waiting | None  # somebody says that their words are lost
    untold: bool  # something left without their yes that they have not read of
    opened: list[records.Glass]  # in an emergency, lately
    offered: list[walking.Invitation]  # times that wait for their answer
    unread: int  # messages
    ways_ending: bool  # ways to find them again, soon erased
    followed: bool  # somebody is in touch after an overdose
    is_back: bool  # they had said that they were away, or were not here for half a year
    was_here: bool  # on days that are theirs to read
    asked_ours: bool  # questions of the organisation that they may answer themselves
    answered_ours: bool  # what they, or who walks with them, said to such
    group_differs: bool  # one they come to is moved, off, pausing, or on after all
    thought_dead: bool
    counted: list[counting.Counted]  # days they like to count
    planned: bool  # something was planned ahead with them
    went_wrong: bool  # with what is kept, and they have not read it


def mine(by: actors.Actor, *, here_before: datetime | None = None) -> Mine:
    """Who is with them, and what is next. The same number of queries however much there is; for
    what is seldom there, only one for all of it."""
    now = clock.now()
    person = people.own(by, noticing=_signs)
    lines = referrals.lines(by, person.pk)
    beside = _beside(by, person)
    return Mine(
        person=person,
        beside=beside,
        request=_request(by),
        promise=support.next_promise(by, person.pk, now=now),
        goals=support.open_goals(by, person.pk),
        due=_due(by, person),
        answered_at=measures.last_answered_at(by, person.pk),
        asked=[line for line in lines if line.state == "draft"],
        underway=[line for line in lines if line.state != "draft"],
        agreed=people.live_consents(person),
        askings=agreements.waiting(person) if signs.has(person, "askings") else [],
        lost=lost.of(by, person.pk) if signs.has(person, "lost") else None,
        untold=signs.has(person, "untold"),
        opened=walls.just_opened(by, now=now) if signs.has(person, "opened") else [],
        offered=times.offered(by) if signs.has(person, "offered") else [],
        unread=threads.unread(by) if signs.has(person, "unread") else 0,
        ways_ending=signs.has(person, "ways_ending"),
        followed=signs.has(person, "followed"),
        is_back=signs.has(person, "back") or _is_back(person, beside, here_before, now),
        was_here=signs.has(person, "was_here"),
        asked_ours=signs.has(person, "asked_ours"),
        answered_ours=signs.has(person, "answered_ours"),
        group_differs=signs.has(person, "group_differs") or signs.has(person, "place_differs"),
        thought_dead=signs.has(person, "passed"),
        counted=_counted(by, person) if signs.has(person, "counts") else [],
        planned=signs.has(person, "planned"),
        went_wrong=signs.has(person, "went_wrong"),
    )


def _signs(now: datetime, today: date) -> signs.Signs:
    above = {"offered": offered_to.offered(), "unread": written_to.to_participants()}
    above |= planned.gone_by(before=today) | {"followed": after.going_on()}
    above |= desk.days_here(now=now) | asked.own_signs()
    above |= ways.counting() | {"went_wrong": owed.notices_unread()}
    above |= further.was_planned()
    above |= circles.soon_different(today=today)
    return signs.signs(now=now, today=today) | above


def _beside(by: actors.Actor, person: records.Participant) -> list[Beside]:
    pairings = support.open_pairings(by).filter(participant_id=person.pk)
    return [
        Beside(pairing, _profile(pairing))
        for pairing in pairings.prefetch_related("peer__peer_profiles")
    ]


def _is_back(
    person: records.Participant, beside: list[Beside], here_before: datetime | None, now: datetime
) -> bool:
    """By themselves, at the door, or with a peer: not for half a year."""
    if signs.has(person, "here_lately"):
        return False
    met = [one.pairing.last_contact_at for one in beside]
    return knowing.is_back([here_before, *met], now=now)


def _counted(by: actors.Actor, person: records.Participant) -> list[counting.Counted]:
    return counting.counts(by, person.pk, today=clock.today(person.organisation.time_zone))


def _due(by: actors.Actor, person: records.Participant) -> list[plans.Due]:
    """Days in the plan that have gone by: read only where there may be one."""
    if not (signs.has(person, "due_goals") or signs.has(person, "due_steps")):
        return []
    goals = support.goals(by, person.pk)
    return plans.due(goals, today=clock.today(person.organisation.time_zone))


def _profile(pairing: walking.Pairing) -> PeerProfile | None:
    """What the peer publishes here; nothing they took back, nothing from elsewhere."""
    for profile in pairing.peer.peer_profiles.all():
        if profile.organisation_id == pairing.organisation_id and profile.published_at:
            return profile
    return None


def _request(by: actors.Actor) -> records.Request | None:
    """The request for a peer, while it is open."""
    newest = people.newest_request(by)
    return newest if newest and newest.state in {"waiting", "proposed"} else None

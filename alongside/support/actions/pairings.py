"""Who walks with whom, and the ties that follow from it."""

import uuid
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.support import models, rules
from alongside.support.actions import ahead
from alongside.support.policy import handing

Why = records.Tie.Why
WALKERS = ("peer", "volunteer")


def pair(*, by: actors.Actor, participant: uuid.UUID, peer: uuid.UUID) -> models.Pairing:
    """The participant chooses a peer (a person's id). Choosing twice is once.

    The peer and their supervisor reach the record from now on, and the participant reads
    both reasons. Missing where that person is no peer of the organisation.
    """
    found = policy.require(by, P.PAIRING_MAKE, participant=participant)
    return begin(by, found, peer)


def begin(by: actors.Actor, found: records.Participant, peer: uuid.UUID) -> models.Pairing:
    """For an action that has asked whether they chose this peer."""
    supervisors = _supervisors([peer], found.organisation_id)
    if supervisors is None or peer == found.person_id:
        raise errors.Missing(_("This peer is not here any more. Please choose another."))
    with transaction.atomic():
        row, is_new = _together(by, found, peer, supervisors)
        if is_new:
            _write(by, "pair", row)
    return row


def _together(
    by: actors.Actor, found: records.Participant, peer: uuid.UUID, supervisors: set[uuid.UUID]
) -> tuple[models.Pairing, bool]:
    """They walk together from now on, with the ties that follow; and whether they did not yet."""
    row, is_new = models.Pairing.objects.get_or_create(
        participant=found,
        peer_id=peer,
        until_at=None,
        defaults={"organisation_id": found.organisation_id, "from_at": clock.now()},
    )
    participants.tie(by=by, participant=found.pk, person_id=peer, why=Why.PAIRING)
    for supervisor in sorted(supervisors):
        participants.tie(by=by, participant=found.pk, person_id=supervisor, why=Why.SUPERVISION)
    return row, is_new


def hand_over(*, by: actors.Actor, pairing: uuid.UUID, peer: uuid.UUID) -> models.Pairing | None:
    """The peer leaves: somebody else walks on with this person, who is told, and may say no.

    By whoever looks after peers, for people whom they reach, and never against a wish or a wall:
    None then, and nothing changes. Twice is once.
    """
    access.require(by, P.FIELD_KEEP)
    permission = P.PAIRING_END if access.can(by, P.PAIRING_END) else P.PARTICIPANT_READ
    found, row = policy.require_row(by, permission, models.Pairing.objects.filter(pk=pairing))
    supervisors = _supervisors([peer], found.organisation_id)
    if supervisors is None or peer in {found.person_id, row.peer_id}:
        raise errors.Missing(_("This peer is not here any more. Please choose another."))
    with transaction.atomic():
        participants.hold(found)
        handable = handing.to_hand_over(by, now=clock.now()).filter(pk=row.pk)
        if row.next_wish or not handable.exists() or not handing.may_come(found, peer):
            return None
        itself = actors.system("a peer leaves", organisation_id=found.organisation_id)
        new, is_new = _together(itself, found, peer, supervisors)
        if is_new:
            wish = {"quiet_after_days": row.quiet_after_days, "quiet_how": row.quiet_how}
            mine = models.Pairing.objects.filter(pk=new.pk)
            mine.update(came_after_id=row.peer_id, **wish)
        end_pairing(by=itself, pairing=row.pk)
        about = ("pairing", new.pk)
        audit.record(by=by, verb="hand-over", participant_id=found.pk, about=about)
    return new


def answer_hand_over(*, by: actors.Actor, pairing: uuid.UUID, stays: bool) -> None:
    """The participant says whether who came after somebody stays. Twice is once."""
    access.require(by, P.PAIRING_MAKE)
    row = _pairing(by, P.PAIRING_MAKE, pairing)
    with transaction.atomic():
        if answered(by, row, stays) and not stays:
            end_pairing(by=by, pairing=row.pk)


def answered(by: actors.Actor, row: models.Pairing, stays: bool, **facts: object) -> bool:
    """For an action that has asked, inside its transaction; whether it was not answered yet."""
    asked = models.Pairing.objects.filter(pk=row.pk, answered_at=None, until_at=None)
    if not asked.exclude(came_after=None).update(answered_at=clock.now()):
        return False
    _write(by, "answer-hand-over", row, stays=stays, **facts)
    return True


def wish_for_next(*, by: actors.Actor, pairing: uuid.UUID, wish: str) -> None:
    """What the participant wishes for the day on which this peer leaves. Twice is once."""
    access.require(by, P.PAIRING_MAKE)
    row = _pairing(by, P.PAIRING_MAKE, pairing)
    if wish not in models.Pairing.Next.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        wished_next(by, row, wish)


def wished_next(by: actors.Actor, row: models.Pairing, wish: str, **facts: object) -> None:
    """For an action that has asked, inside its transaction."""
    other = models.Pairing.objects.filter(pk=row.pk).exclude(next_wish=wish)
    if other.update(next_wish=wish):
        _write(by, "wish-for-next", row, **facts)


def end_pairing(*, by: actors.Actor, pairing: uuid.UUID) -> None:
    """The participant, the peer or a coordinator ends it, without reasons, from this second.

    Ending twice is once. A supervisor keeps their tie only where another peer of theirs
    still walks with the person.
    """
    access.require(by, P.PAIRING_END)
    row = _pairing(by, P.PAIRING_END, pairing)
    if access.can(by, P.CONTACT_LOG) and row.peer_id != by.person_id:
        raise access.Refused(P.PAIRING_END, participant_id=row.participant_id)
    with transaction.atomic():
        open_row = models.Pairing.objects.filter(pk=row.pk, until_at=None)
        now = clock.now()
        if not open_row.update(until_at=now):
            return
        ahead.end_planned(participant=row.participant_id, peer=row.peer_id)
        models.Appointment.objects.filter(
            participant_id=row.participant_id, peer_id=row.peer_id, kept_at=None, called_off_at=None
        ).update(called_off_at=now)
        models.Invitation.objects.filter(
            participant_id=row.participant_id, peer_id=row.peer_id, state="open"
        ).update(state="let-go", answered_at=now)
        # The supervision first: a peer who ends it can reach nothing once their own tie is cut.
        for supervisor in _supervisors_left_over(row):
            participants.untie(
                by=by, participant=row.participant_id, person_id=supervisor, whys=[Why.SUPERVISION]
            )
        participants.untie(
            by=by, participant=row.participant_id, person_id=row.peer_id, whys=[Why.PAIRING]
        )
        _write(by, "end-pairing", row)


def part_from_gone(*, by: actors.Actor) -> None:
    """What hats that were taken or changed leave behind, in one organisation.

    Nobody walks on with a peer who wears no hat for it any more, so that a new hat opens no
    record by itself; and whoever supervises now reaches what the supervisor before them did.
    """
    access.require(by, P.TIE_WRITE)
    walking = models.Pairing.objects.filter(organisation_id=by.tenant, until_at=None)
    here = _supervised(by.tenant)
    for pairing in list(walking.exclude(peer_id__in=here).values_list("pk", flat=True)):
        end_pairing(by=by, pairing=pairing)
    needed: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for participant_id, peer_id in walking.values_list("participant_id", "peer_id"):
        needed[participant_id] |= here.get(peer_id, set())
    tied: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    ties = records.Tie.objects.filter(organisation_id=by.tenant, why=Why.SUPERVISION, until_at=None)
    for participant_id, person_id in ties.values_list("participant_id", "person_id"):
        tied[participant_id].add(person_id)
    for participant in needed.keys() | tied.keys():
        if needed[participant] != tied[participant]:
            _hand_over(by, participant, needed=needed[participant], tied=tied[participant])


def _hand_over(
    by: actors.Actor, participant: uuid.UUID, *, needed: set[uuid.UUID], tied: set[uuid.UUID]
) -> None:
    with transaction.atomic():
        for person in sorted(needed - tied):
            participants.tie(by=by, participant=participant, person_id=person, why=Why.SUPERVISION)
        for person in sorted(tied - needed):
            participants.untie(
                by=by, participant=participant, person_id=person, whys=[Why.SUPERVISION]
            )


def wish_to_be_missed(
    *, by: actors.Actor, pairing: uuid.UUID, days: int | None, how: str = ""
) -> None:
    """The participant says after how many quiet days this peer should miss them, and what to do
    then; None: never. Saying it twice is once."""
    access.require(by, P.PAIRING_MAKE)
    row = _pairing(by, P.PAIRING_MAKE, pairing)
    if days not in rules.QUIET_DAYS or how not in models.Pairing.Missed.values:
        raise errors.not_an_answer()
    with transaction.atomic():
        missed(by, row, days, how)


def missed(
    by: actors.Actor, row: models.Pairing, days: int | None, how: str, **facts: object
) -> None:
    """For an action that has asked, inside its transaction."""
    mine = models.Pairing.objects.filter(pk=row.pk)
    wish = {"quiet_after_days": days, "quiet_how": how}
    if not mine.filter(**wish).exists():
        mine.update(**wish)
        _write(by, "wish-to-be-missed", row, days=days, **facts)


def _write(by: actors.Actor, verb: str, row: models.Pairing, **facts: object) -> None:
    about = ("pairing", row.pk)
    audit.record(by=by, verb=verb, participant_id=row.participant_id, about=about, facts=facts)


def _pairing(by: actors.Actor, permission: P, pairing: uuid.UUID) -> models.Pairing:
    """Any pairing of the organisation: whether it may be touched is asked of its record."""
    row: models.Pairing
    _found, row = policy.require_row(by, permission, models.Pairing.objects.filter(pk=pairing))
    return row


def _supervisors(peers: list[uuid.UUID], organisation_id: uuid.UUID) -> set[uuid.UUID] | None:
    """Who supervises these peers' work; None where nobody of them is a peer here."""
    supervised = _supervised(organisation_id, person_id__in=peers)
    return set().union(*supervised.values()) if supervised else None


def _supervised(organisation_id: uuid.UUID, **only: Any) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Everybody who wears a hat to walk with people now, with who supervises them in it."""
    hats = accounts.all_open_memberships(at=clock.now()).filter(
        organisation_id=organisation_id, role__in=WALKERS, person__is_active=True, **only
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for peer, supervisor in hats.values_list("person_id", "supervisor_id"):
        found[peer] |= {supervisor} if supervisor else set()
    return found


def _supervisors_left_over(row: models.Pairing) -> list[uuid.UUID]:
    """Those tied as supervisors though no peer of theirs walks with the person any more."""
    walking = models.Pairing.objects.filter(participant_id=row.participant_id, until_at=None)
    peers = list(walking.values_list("peer_id", flat=True))
    needed = _supervisors(peers, row.organisation_id) or set()
    ties = records.Tie.objects.filter(
        participant_id=row.participant_id, why=Why.SUPERVISION, until_at=None
    )
    return sorted(tie.person_id for tie in ties if tie.person_id not in needed)

"""Which rows a number may be counted from: one organisation's, and one team's."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts import actors
from alongside.accounts.models import Membership, Organisation
from alongside.core import clock
from alongside.participants import rules
from alongside.participants.models import Belonging, Consent, Request
from alongside.peers.models import PeerProfile
from alongside.referrals.models import Referral
from alongside.support.models import Contact, NotMine, Pairing, Work

WALKING = ("peer", "volunteer")


def zone_of(by: actors.Actor) -> str:
    """The organisation's time zone: where its days and months begin."""
    zones = Organisation.objects.filter(pk=by.tenant).values_list("time_zone", flat=True)
    return zones.first() or "UTC"


def team_of(by: actors.Actor) -> QuerySet[Membership]:
    """The peers a supervisor supervises. Nobody reads Team of the whole organisation: its
    numbers are exact, and would undo what Outcomes hides."""
    now = clock.now()
    return Membership.objects.filter(
        Q(until_at=None) | Q(until_at__gt=now),
        organisation_id=by.tenant,
        role__in=WALKING,
        from_at__lte=now,
        supervisor_id=by.person_id,
    )


def profiles_in(by: actors.Actor) -> QuerySet[PeerProfile]:
    return PeerProfile.objects.filter(organisation_id=by.tenant)


def open_pairings_of(by: actors.Actor) -> QuerySet[Pairing]:
    """Each with whether that person agrees, as of now, to contacts being written down."""
    whose = OuterRef("participant_id")
    live = Consent.objects.filter(
        participant_id=whose, kind=rules.RECORDED, about=None, withdrawn_at=None
    )
    walks = Pairing.objects.filter(
        organisation_id=by.tenant, until_at=None, peer__in=team_of(by).values("person_id")
    )
    return walks.annotate(recorded=Exists(live))


def contacts_in(by: actors.Actor) -> QuerySet[Contact]:
    return Contact.objects.filter(organisation_id=by.tenant)


def work_in(by: actors.Actor) -> QuerySet[Work]:
    """What the reader's team did that is in nobody's record."""
    team = team_of(by).order_by().values("person_id")
    return Work.objects.filter(organisation_id=by.tenant, peer__in=team)


def not_mine_in(by: actors.Actor) -> QuerySet[NotMine]:
    """Of the whole organisation: no row says which peer was asked."""
    return NotMine.objects.filter(organisation_id=by.tenant)


def contacts_of_community(by: actors.Actor, community: uuid.UUID) -> QuerySet[Contact]:
    """Of those who say that they belong to it. Only once its stewards said yes."""
    belongs = Belonging.objects.filter(community_id=community, until_at=None)
    return contacts_in(by).filter(participant__in=belongs.values("participant_id"))


def requests_in(by: actors.Actor) -> QuerySet[Request]:
    return Request.objects.filter(organisation_id=by.tenant)


def referrals_in(by: actors.Actor) -> QuerySet[Referral]:
    return Referral.objects.filter(organisation_id=by.tenant)

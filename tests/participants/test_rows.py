"""A row reached by its own id: the same answer as for none, and a line in history.

Rosa is in the organisation and nobody but her peer Vera walks with her on paper: there is no tie
to anybody. What is tried is refused, she reads of it, and nothing of hers changes.
"""

from typing import Any

import pytest

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.audit import queries as history
from alongside.core import errors, ids, scope
from alongside.matching.models import Proposal
from alongside.participants import policy
from alongside.participants.models import Request
from alongside.peers.models import PeerProfile
from alongside.support.models import Contact, Goal, Pairing, Step
from tests.cast import Cast, Character
from tests.house.doors import belongings

Things = dict[str, Any]


@pytest.fixture
def rosas(cast: Cast) -> Things:
    return things(cast, cast.rosa, cast.vera)


@pytest.fixture
def tesss(cast: Cast) -> Things:
    return things(cast, cast.tess, cast.riley)


def things(cast: Cast, owner: Character, peer: Character) -> Things:
    of_them = belongings(cast, owner, peer)
    with scope.within(owner.by.organisation_id):
        profile = PeerProfile.objects.get(person=peer.person)
        proposal = Proposal.objects.create(
            organisation_id=owner.by.tenant,
            participant_id=owner.id,
            request_id=of_them["request"],
            profile=profile,
            state=Proposal.State.SHOWN,
        )
    return of_them | {"proposal": proposal.pk, "sam": cast.sam.id}


# Who tries, with what, and what Rosa reads of it. Where a path names somebody they may reach,
# it is Sam: only the row is hers.
TRIES: list[tuple[str, str, str, Things, P]] = [
    ("maya", "get", "/en/contacts/{contact}/", {}, P.CONTACT_CORRECT),
    ("maya", "post", "/en/contacts/{contact}/", {}, P.CONTACT_CORRECT),
    ("maya", "post", "/en/contacts/{contact}/back/", {}, P.CONTACT_CORRECT),
    ("maya", "post", "/en/people/{sam}/promises/{appointment}/keep/", {}, P.APPOINTMENT_MAKE),
    ("maya", "post", "/en/people/{sam}/promises/{appointment}/off/", {}, P.APPOINTMENT_MAKE),
    ("maya", "post", "/en/people/{sam}/steps/{step}/", {"done": "yes"}, P.STEP_TICK),
    ("maya", "get", "/en/people/{sam}/goals/{goal}/", {}, P.PLAN_READ),
    ("maya", "post", "/en/people/{sam}/goals/{goal}/", {"words": "X", "version": 1}, P.PLAN_READ),
    ("maya", "post", "/en/people/{sam}/goals/{goal}/step/", {"id": "", "words": "X"}, P.GOAL_SET),
    ("maya", "get", "/en/pairings/{pairing}/end/", {}, P.PAIRING_END),
    ("maya", "post", "/en/pairings/{pairing}/end/", {}, P.PAIRING_END),
    ("maya", "get", "/en/referrals/{referral}/", {}, P.REFERRAL_READ),
    ("maya", "post", "/en/referrals/{referral}/link/", {"id": ""}, P.REFERRAL_SEND),
    ("maya", "post", "/en/referrals/{referral}/stop/", {}, P.REFERRAL_SEND),
    ("dana", "get", "/en/referrals/{referral}/", {}, P.REFERRAL_READ),
    ("sam", "get", "/en/referrals/{referral}/", {}, P.REFERRAL_READ),
    ("sam", "post", "/en/referrals/{referral}/agree/", {"version": 1}, P.CONSENT_GIVE),
    ("sam", "post", "/en/people/{sam}/goals/{goal}/close/", {"state": "reached"}, P.GOAL_CLOSE),
    ("sam", "post", "/en/pairings/{pairing}/missed/", {"days": "7"}, P.PAIRING_MAKE),
    ("sam", "post", "/en/my-request/peers/{proposal}/choose/", {}, P.PROPOSAL_CHOOSE),
    ("sam", "post", "/en/my-request/peers/{proposal}/decline/", {}, P.PROPOSAL_CHOOSE),
    ("sam", "get", "/en/my-request/{request}/change/", {}, P.REQUEST_READ),
    ("sam", "post", "/en/my-request/{request}/close/", {}, P.REQUEST_READ),
    ("sam", "post", "/en/my-request/{request}/others/", {}, P.REQUEST_READ),
]
NAMES = [f"{who} {way} {path}" for who, way, path, _data, _permission in TRIES]


def attempt(cast: Cast, each: tuple[str, str, str, Things, P], of_them: Things) -> int:
    who, way, path, data, _permission = each
    client = getattr(cast, who).client()
    said = {name: value if value != "" else str(ids.new()) for name, value in data.items()}
    status: int = getattr(client, way)(path.format(**of_them), said).status_code
    return status


@pytest.mark.parametrize("each", TRIES, ids=NAMES)
def test_it_is_refused_without_a_tie_and_they_read_of_it(
    cast: Cast, rosas: Things, each: tuple[str, str, str, Things, P]
) -> None:
    assert attempt(cast, each, rosas) == 404
    refused = history.about(cast.rosa.id).filter(outcome="refused")
    assert [(event.verb, event.by_id) for event in refused] == [
        (str(each[4]), getattr(cast, each[0]).by.id)
    ]
    assert not history.about(cast.rosa.id).filter(outcome="done").exists()


@pytest.mark.parametrize("each", TRIES, ids=NAMES)
def test_it_is_not_there_for_another_organisation(
    cast: Cast, tesss: Things, each: tuple[str, str, str, Things, P]
) -> None:
    assert attempt(cast, each, tesss) == 404
    with scope.within(cast.harbour.pk):
        assert not history.about(cast.tess.id).exists()


def test_the_lock_tells_nothing_but_whose_it_is(cast: Cast, rosas: Things, tesss: Things) -> None:
    """Also behind the wall of ties, where the row itself does not show."""
    mine = cast.maya.by
    with scope.within(cast.riverbend.pk, walker_id=mine.person_id):
        rows = Contact.objects.filter(pk=rosas["contact"])
        assert policy.whose(mine, rows) == cast.rosa.id
        with pytest.raises(access.Refused) as refused:
            policy.require_row(mine, P.CONTACT_READ, rows)
        assert refused.value.participant_id == cast.rosa.id
        assert scope._where.get().walker_id == mine.person_id
        for unknown in (tesss["contact"], ids.new()):
            with pytest.raises(errors.Missing):
                policy.require_row(mine, P.CONTACT_READ, Contact.objects.filter(pk=unknown))


@pytest.mark.postgres
def test_the_second_wall_covers_goals_steps_and_proposals(cast: Cast, rosas: Things) -> None:
    with scope.within(cast.riverbend.pk, walker_id=cast.maya.by.person_id):
        for model in (Goal, Step, Proposal, Contact, Pairing, Request):
            assert not model.objects.filter(participant_id=cast.rosa.id).exists()
        assert Goal.objects.filter(participant_id=cast.sam.id).exists()

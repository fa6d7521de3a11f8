"""A role that ends takes its pairings with it; a new role opens nobody's record by itself."""

import pytest

from alongside.accounts import access
from alongside.accounts import actions as accounts
from alongside.accounts.models import Membership
from alongside.audit.models import Event
from alongside.core import clock
from alongside.jobs import actions as jobs
from alongside.participants import policy
from alongside.participants.models import Tie
from alongside.support import actions, tasks
from alongside.support.models import Appointment, Pairing
from tests.cast import Cast
from tests.support.doors import get, verbs

P = access.Permission


def tied(cast: Cast) -> set[str]:
    """Who reaches Sam's record by a tie."""
    return {tie.person.name for tie in Tie.objects.filter(participant=cast.sam.id, until_at=None)}


def dismiss(cast: Cast) -> None:
    hat = Membership.objects.get(person=cast.maya.person)
    accounts.revoke(by=cast.kit.by, membership=hat.pk, version=hat.version)


def test_it_parts_from_a_peer_whose_role_was_taken(cast: Cast) -> None:
    promised = Appointment.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        at=clock.now(),
    )
    dismiss(cast)
    tasks.part_from_gone()

    assert not Pairing.objects.filter(peer=cast.maya.person, until_at=None).exists()
    assert tied(cast) == set()
    promised.refresh_from_db()
    assert promised.called_off_at is not None
    assert verbs(cast.sam.id) == ["untie", "untie", "end-pairing"]
    said = Event.objects.get(verb="end-pairing", participant_id=cast.sam.id)
    assert said.by_kind == "system"
    page = get(cast.sam.client(), "homes:support").content.decode()
    assert "Maya" not in page


def test_it_opens_nobodys_record_to_a_peer_who_comes_back(cast: Cast) -> None:
    dismiss(cast)
    tasks.part_from_gone()
    back = Membership.objects.create(
        organisation=cast.riverbend, person_id=cast.maya.by.person_id, role="peer"
    )
    assert back.is_open(clock.now())
    with pytest.raises(access.Refused):
        policy.require(cast.maya.by, P.PARTICIPANT_READ, participant=cast.sam.id)


def test_it_leaves_everybody_else_as_they_are(cast: Cast) -> None:
    before = Event.objects.count()
    tasks.part_from_gone()
    assert Event.objects.count() == before
    assert tied(cast) == {"Maya", "Dana"}
    Membership.objects.filter(person=cast.maya.person).update(role="volunteer")
    tasks.part_from_gone()
    assert Pairing.objects.filter(peer=cast.maya.person, until_at=None).count() == 2


def test_it_lets_the_new_supervisor_in_and_the_old_one_out(cast: Cast) -> None:
    Membership.objects.filter(person=cast.maya.person).update(supervisor=cast.max.person)
    tasks.part_from_gone()
    assert tied(cast) == {"Maya", "Max"}
    assert verbs(cast.sam.id) == ["tie", "untie"]
    tasks.part_from_gone()
    assert verbs(cast.sam.id) == ["tie", "untie"]


def test_it_keeps_a_supervisor_whom_another_pairing_needs(cast: Cast) -> None:
    hats = Membership.objects.filter(organisation=cast.riverbend)
    hats.filter(person=cast.vera.person).update(supervisor=cast.dana.person)
    assert cast.vera.person is not None
    actions.pair(by=cast.sam.by, participant=cast.sam.id, peer=cast.vera.person.pk)
    hats.filter(person=cast.maya.person).update(supervisor=cast.max.person)
    tasks.part_from_gone()
    assert tied(cast) == {"Maya", "Vera", "Max", "Dana"}


def test_it_is_nobody_elses_to_do(cast: Cast) -> None:
    for someone in (cast.maya, cast.dana, cast.omar, cast.kit):
        with pytest.raises(access.Refused):
            actions.part_from_gone(by=someone.by)
    dismiss(cast)
    actions.part_from_gone(by=cast.tess.by)
    assert Pairing.objects.filter(peer=cast.maya.person, until_at=None).count() == 2


def test_it_is_done_every_five_minutes() -> None:
    duty = jobs.duties["part-from-gone"]
    assert duty.every is not None
    assert duty.every.total_seconds() == 300

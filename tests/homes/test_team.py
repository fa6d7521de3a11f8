"""Team: a supervisor's own peers and nobody else's; people by need, nobody named or ranked."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts.models import Membership
from alongside.core import clock
from alongside.insights.queries import team
from alongside.participants.models import Consent
from alongside.referrals.models import Referral
from alongside.support import queries as support
from tests import cast as players
from tests.cast import Cast
from tests.homes import walking

MIDNIGHT = "2026-11-18T15:00:00Z"


@pytest.fixture
def both(cast: Cast) -> Cast:
    """Dana supervises Vera too."""
    supervise(cast)
    return cast


def supervise(cast: Cast) -> None:
    """Dana supervises everybody who walks with people."""
    hats = Membership.objects.filter(organisation=cast.riverbend, role__in=["peer", "volunteer"])
    hats.update(supervisor=cast.dana.person)


def names(by: Any) -> list[str]:
    return [mate.name for mate in team.team(by).mates]


def test_it_shows_a_supervisor_their_own_peers(cast: Cast) -> None:
    assert names(cast.dana.by) == ["Maya"]


def test_it_shows_them_by_name(both: Cast) -> None:
    assert names(both.dana.by) == ["Maya", "Vera"]


def test_it_shows_a_manager_no_team_however_large(both: Cast) -> None:
    """Its numbers are exact: with them the hidden ones of Outcomes could be worked out."""
    assert names(both.max.by) == []


def test_it_leaves_out_whoever_no_longer_works_here(cast: Cast) -> None:
    Membership.objects.filter(person=cast.maya.person).update(until_at=clock.now())
    assert names(cast.dana.by) == []


def test_it_counts_people_by_need(both: Cast) -> None:
    now = clock.now()
    new, quiet, silent, well = walking.people(both, 4)
    walking.pair(both, both.vera, new)
    long_ago = {"last_contact_at": now - timedelta(days=9)}
    walking.pair(both, both.vera, quiet, quiet_after_days=7, **long_ago)
    walking.pair(both, both.vera, silent, quiet_after_days=None, **long_ago)
    walking.pair(both, both.vera, well, quiet_after_days=7, last_contact_at=now)
    vera = team.team(both.dana.by).mates[1]
    assert (vera.walks_with, vera.new, vera.quiet, vera.capacity) == (4, 1, 1, 10)
    assert vera.people == [("new", 1), ("quiet", 1), ("well", 2), ("free", 6)]


def test_it_never_misses_somebody_who_wants_nothing_written_down(both: Cast) -> None:
    (one,) = walking.people(both, 1)
    walking.pair(
        both, both.vera, one, quiet_after_days=3, last_contact_at=clock.now() - timedelta(days=9)
    )
    one.consents.update(withdrawn_at=clock.now())
    assert team.team(both.dana.by).mates[1].quiet == 0


def test_it_counts_contacts_of_four_weeks_by_kind(cast: Cast) -> None:
    sam = cast.sam.participant
    assert sam is not None
    walking.contact(cast, cast.maya, sam, instrumental=True)
    walking.contact(cast, cast.maya, sam)
    walking.contact(cast, cast.maya, sam, happened_at=clock.now() - timedelta(days=29))
    (maya,) = team.team(cast.dana.by).mates
    assert (maya.contacts, maya.kinds["emotional"], maya.kinds["instrumental"]) == (2, 2, 1)


def test_it_counts_referrals_without_an_answer(cast: Cast) -> None:
    sam = cast.sam.participant
    assert sam is not None
    for state in ("sent", "received", "closed"):
        Referral.objects.create(
            organisation=cast.riverbend,
            participant=sam,
            consent=sam.consents.first(),
            service_name="Clinic",
            sent_by=cast.maya.person,
            state=state,
        )
    assert team.team(cast.dana.by).mates[0].unanswered == 1


def test_it_counts_nothing_of_another_organisation(cast: Cast) -> None:
    assert team.team(cast.riley.by).mates == []


@pytest.mark.parametrize(
    ("name", "status"), [("dana", 200), ("max", 403), ("ana", 403), ("maya", 403)]
)
def test_it_opens_to_those_who_answer_for_peers(cast: Cast, name: str, status: int) -> None:
    page = getattr(cast, name).client().get(reverse("homes:team"))
    assert page.status_code == status


def test_it_names_no_participant(cast: Cast) -> None:
    page = cast.dana.client().get(reverse("homes:team")).content.decode()
    assert "Maya" in page
    assert "Sam" not in page


def test_it_teaches_the_next_step_where_there_is_no_team(cast: Cast) -> None:
    Membership.objects.filter(person=cast.maya.person).update(supervisor=None)
    page = cast.dana.client().get(reverse("homes:team")).content.decode()
    assert "Nobody is in your team yet" in page


def test_it_asks_no_more_of_the_database_for_a_larger_team(
    both: Cast, django_assert_num_queries: Any
) -> None:
    team.team(both.dana.by)
    with django_assert_num_queries(6):
        team.team(both.dana.by)
    for number in range(5):
        mate = players.staff(both, both.riverbend, f"mate{number}", "peer")
        for one in walking.people(both, 4):
            walking.pair(both, mate, one)
            walking.contact(both, mate, one)
    supervise(both)
    with django_assert_num_queries(6):
        assert team.team(both.dana.by).size == 7


@pytest.mark.parametrize("hours", [0, 1, 23, 24, 25])
@pytest.mark.parametrize("days", [2, 3, 4, 6, 7, 8])
@pytest.mark.parametrize("met", [True, False])
def test_it_agrees_with_the_peers_own_today(both: Cast, met: bool, days: int, hours: int) -> None:
    both.riverbend.time_zone = "America/New_York"
    both.riverbend.save()
    with time_machine.travel("2026-11-03T05:30:00Z", tick=False):  # the clocks went back
        now = clock.now()
        for one in walking.people(both, 2):
            at = now - timedelta(days=days, hours=hours)
            wish = {"quiet_after_days": 3, "last_contact_at": at} if met else {}
            walking.pair(both, both.vera, one, **wish, from_at=at)
        Consent.objects.filter(participant=one).delete()
        mine = support.walking(both.vera.by, now=now, zone="America/New_York")
        vera = team.team(both.dana.by).mates[1]
    kinds = [walk.reasons[0].kind for walk in mine if walk.reasons]
    assert (vera.new, vera.quiet) == (kinds.count("new"), kinds.count("quiet"))


def test_it_shows_a_large_team_page_by_page_and_who_has_somebody_waiting(both: Cast) -> None:
    for number in range(team.ON_A_PAGE):
        players.staff(both, both.riverbend, f"mate{number}", "peer")
    supervise(both)
    waiting = team.team(both.dana.by, only_waiting=True)
    assert [mate.name for mate in waiting.mates] == ["Maya"]
    everybody = team.team(both.dana.by, page="2")
    assert (len(everybody.mates), everybody.size, everybody.waiting) == (2, 22, 1)
    page = both.dana.client().get(reverse("homes:team"), {"show": "waiting"}).content.decode()
    assert "Maya" in page
    assert "Vera" not in page

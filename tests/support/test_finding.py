"""Some of the people one walks with: by what they need, where one was with them, since when."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from alongside.accounts.models import Site
from alongside.core import clock
from alongside.participants.models import Consent, Participant
from alongside.support.models import Contact, Pairing
from tests.cast import Cast
from tests.support.doors import queries_of, walk_with_more

NAMES = [f"Person {n:03}" for n in range(6)]


@pytest.fixture
def walking(cast: Cast) -> dict[str, Participant]:
    """Six more: 0 was at the centre yesterday, 1 on the street; 2 was never met; 3 wants nothing
    written down; all others were last seen two months ago."""
    people = {str(one): one for one in walk_with_more(cast, 6)}
    where = Site.objects.filter(organisation=cast.riverbend).first()
    for name, site in ((NAMES[0], where), (NAMES[1], None)):
        at = clock.now() - timedelta(days=1)
        Contact.objects.create(
            organisation=cast.riverbend,
            participant=people[name],
            peer_id=cast.maya.by.person_id,
            emotional=True,
            site=site,
            happened_at=at,
        )
        Pairing.objects.filter(participant=people[name]).update(last_contact_at=at)
    Pairing.objects.filter(participant=people[NAMES[2]]).update(last_contact_at=None)
    Consent.objects.filter(participant=people[NAMES[3]], kind="recorded").delete()
    return people


def listed(cast: Cast, **asked: Any) -> set[str]:
    text = cast.maya.client().get(reverse("support:people"), asked).content.decode()
    return {name for name in NAMES if f">{name}<" in text}


def test_it_finds_some_of_them(cast: Cast, walking: dict[str, Participant]) -> None:
    site = Site.objects.filter(organisation=cast.riverbend).first()
    assert site is not None
    assert listed(cast) == set(NAMES)
    assert listed(cast, need="new") == {NAMES[2]}
    assert NAMES[4] in listed(cast, need="quiet")
    assert NAMES[0] not in listed(cast, need="quiet")
    assert listed(cast, place=site.pk) >= {NAMES[0]}
    assert NAMES[1] not in listed(cast, place=site.pk)
    assert NAMES[1] in listed(cast, place="none")
    assert listed(cast, days=30) == {NAMES[2], NAMES[4], NAMES[5]}, "of 3 nobody can know"
    assert listed(cast, days=30, need="new") == {NAMES[2]}


def test_it_takes_nonsense_for_no_question_and_leads_back(
    cast: Cast, walking: dict[str, Participant]
) -> None:
    assert listed(cast, need="x", place="../", days="-1") == set(NAMES)
    page = cast.maya.client().get(reverse("support:people"), {"days": 90}).content.decode()
    assert "0 of them, as you asked." in page
    assert "Show everybody" in page


def test_it_takes_the_same_queries_however_it_is_asked(
    cast: Cast, walking: dict[str, Participant]
) -> None:
    maya, page = cast.maya.client(), reverse("support:people")
    maya.get(page)  # the session is written once
    few = queries_of(maya, page)
    walk_with_more(cast, 10)
    assert queries_of(maya, f"{page}?need=new&place=none&days=30") == few

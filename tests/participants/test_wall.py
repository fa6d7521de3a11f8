"""The second wall: what row-level security hides although a query forgot to ask policy."""

import pytest

from alongside.core import scope
from alongside.participants.models import Consent
from alongside.support.models import Pairing
from tests.cast import Cast

pytestmark = pytest.mark.postgres


def test_it_shows_a_peer_the_rows_of_people_they_walk_with(cast: Cast) -> None:
    with scope.within(cast.riverbend.pk, walker_id=cast.maya.by.person_id):
        assert Consent.objects.count() == 3
        assert Pairing.objects.count() == 2


def test_it_hides_every_row_of_people_never_tied(cast: Cast) -> None:
    with scope.within(cast.riverbend.pk, walker_id=cast.vera.by.person_id):
        assert not Consent.objects.exists()
        assert not Pairing.objects.exists()


def test_it_hides_another_organisation_and_shows_nothing_to_nobody(cast: Cast) -> None:
    with scope.within(cast.harbour.pk):
        assert not Pairing.objects.exists()
    with scope.within(None):
        assert not Pairing.objects.exists()

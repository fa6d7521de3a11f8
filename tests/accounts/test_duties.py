"""What is done every night in each organisation."""

import pytest

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from tests.cast import Cast


def test_one_organisation_that_fails_keeps_no_other_from_its_turn(cast: Cast) -> None:
    turns: list[object] = []

    @in_every_organisation("testing")
    def duty(by: actors.Actor) -> None:
        turns.append(by.tenant)
        raise ValueError(str(by.tenant))

    with pytest.raises(ValueError) as failure:
        duty()
    assert str(failure.value) == str(turns[0])
    assert set(turns) >= {cast.riverbend.pk, cast.harbour.pk}
    assert len(turns) == len(set(turns))

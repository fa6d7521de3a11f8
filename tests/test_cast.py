"""The cast itself: everybody is who they are said to be."""

from tests.cast import Cast


def test_it_seats_everybody_in_their_organisation(cast: Cast) -> None:
    away = {"riley", "tess"}
    for character in cast.everyone():
        home = cast.harbour if character.name in away else cast.riverbend
        assert character.by.organisation_id == home.pk


def test_it_lets_maya_reach_sam_and_nobody_at_harbour(cast: Cast) -> None:
    from alongside.participants import policy

    assert set(policy.participants_for(cast.maya.by)) == {
        cast.sam.participant,
        cast.lee.participant,
    }
    assert not policy.participants_for(cast.riley.by).exists()

"""What can't be kept private is heard first, once, and that is written down."""

import pytest

from alongside.participants.models import Participant
from tests.cast import Cast
from tests.support.doors import get, post, verbs


@pytest.fixture
def _not_heard(cast: Cast) -> None:
    Participant.objects.filter(pk=cast.sam.id).update(limits_heard_at=None)


@pytest.mark.usefixtures("_not_heard")
def test_it_is_heard_by_the_participant_once(cast: Cast) -> None:
    sam = cast.sam.client()
    text = get(sam, "participants:limits").content.decode()
    for words in ("a life is in danger", "a child is being harmed", "a court orders it"):
        assert words in text
    for _ in range(2):
        answer = post(sam, "participants:limits")
        assert answer.headers["Location"].endswith("/agreed/")
    assert Participant.objects.get(pk=cast.sam.id).limits_heard_at is not None
    assert verbs(cast.sam.id) == ["tell-limits"]
    assert "I understand" not in get(sam, "participants:limits").content.decode()


@pytest.mark.usefixtures("_not_heard")
def test_it_is_read_aloud_by_their_peer(cast: Cast) -> None:
    maya = cast.maya.client()
    person = get(maya, "support:person", participant=cast.sam.id).content.decode()
    assert "Read it to them" in person
    assert (
        "I told them" in get(maya, "participants:limits", participant=cast.sam.id).content.decode()
    )
    post(maya, "participants:limits", participant=cast.sam.id)
    assert verbs(cast.sam.id) == ["tell-limits"]
    person = get(maya, "support:person", participant=cast.sam.id).content.decode()
    assert "Read it to them" not in person


@pytest.mark.usefixtures("_not_heard")
@pytest.mark.parametrize(
    ("who", "status"), [("vera", 404), ("dana", 403), ("rosa", 404), ("riley", 404), ("tess", 404)]
)
def test_it_is_not_told_by_others(cast: Cast, who: str, status: int) -> None:
    answer = post(cast.characters[who].client(), "participants:limits", participant=cast.sam.id)
    assert answer.status_code == status
    assert Participant.objects.get(pk=cast.sam.id).limits_heard_at is None
    assert verbs(cast.sam.id) == []

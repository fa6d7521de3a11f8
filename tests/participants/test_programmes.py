"""To which programme somebody belongs: written down with them, read by them, and a wall for the
coordinators of other programmes."""

from typing import Any

from django.urls import reverse

from alongside.accounts.models import Membership, Programme
from alongside.audit.models import Event
from alongside.participants import policy
from alongside.participants.models import Participant
from tests.cast import Cast, Character


def write(who: Character, cast: Cast, programme: Programme | None, **more: Any) -> Any:
    door = "programme" if who.name != "omar" else "sort_into"
    path = reverse(f"participants:{door}", args=[cast.sam.id])
    version = Participant.objects.get(pk=cast.sam.id).version
    data = {"programme": str(programme.pk) if programme else "", "version": version} | more
    return who.client().post(path, data)


def belongs(cast: Cast) -> Programme | None:
    found: Programme | None = Participant.objects.get(pk=cast.sam.id).programme
    return found


def test_whoever_walks_with_them_says_it_and_they_read_it(cast: Cast) -> None:
    page = cast.maya.client().get(reverse("participants:programme", args=[cast.sam.id]))
    assert b"United States" in page.content, "each stands with its law"
    assert write(cast.maya, cast, cast.programme).status_code == 302
    assert belongs(cast) == cast.programme
    assert write(cast.maya, cast, cast.programme, version=1).status_code == 302, "twice is once"
    assert Event.objects.filter(verb="set-programme", participant_id=cast.sam.id).count() == 1
    own = cast.sam.client()
    own.post("/en/limits/")
    assert "“Walking together”" in own.get(reverse("participants:consents")).content.decode()
    looks = own.get("/en/looks/?only=all").content.decode()
    assert "To which programme you belong was written down" in looks
    assert "Maya, Peer worker" in looks


def test_a_coordinator_sorts_them_in_and_the_others_meet_them_no_more(cast: Cast) -> None:
    evenings = Programme.objects.create(organisation=cast.riverbend, name="Evenings")
    Membership.objects.filter(person_id=cast.omar.by.person_id).update(programme=evenings)
    answer = write(cast.omar, cast, cast.programme)
    assert (answer.status_code, belongs(cast)) == (302, cast.programme)
    everybody = Participant.objects.all()
    seen = policy.without_kept(everybody, cast.omar.by, whose="pk")
    assert cast.sam.id not in {row.pk for row in seen}
    assert write(cast.omar, cast, None).status_code == 404, "of another programme now"
    assert belongs(cast) == cast.programme


def test_nobody_else_and_nowhere_else(cast: Cast) -> None:
    elsewhere = Programme.objects.create(organisation=cast.harbour, name="Harbour")
    assert write(cast.maya, cast, elsewhere).status_code == 422
    for who, status in {"vera": 404, "riley": 404, "piet": 403, "sam": 403}.items():
        assert write(cast.characters[who], cast, cast.programme).status_code == status, who
    assert write(cast.maya, cast, cast.programme, version=99).status_code == 409
    assert belongs(cast) is None

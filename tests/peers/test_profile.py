"""How a peer shows themselves: theirs to write, to show and to take back."""

from typing import Any

import pytest
from django.urls import reverse

from alongside.audit.models import Event
from alongside.peers.models import Availability, LivedExperience, PeerProfile
from tests.cast import Cast, staff

pytestmark = pytest.mark.django_db
PAGE, EDIT = "/en/profile/", "/en/profile/edit/"


def mine(cast: Cast) -> PeerProfile:
    return PeerProfile.objects.get(person=cast.maya.person)


def typed(profile: PeerProfile, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(profile.pk),
        "version": profile.version,
        "called": "Maya B",
        "introduction": "I like long walks.",
        "languages": ["en", "fr"],
        "pathways": ["secular"],
        "lived_loss": "askers",
        "words_loss": "My brother, in spring",
        "lived_pain": "nobody",
        "day_0": ["morning", "night"],
        "capacity": "4",
        "online": "on",
        "place": "Rivertown",
        "reach_km": "12",
    } | changes


def events(cast: Cast, verb: str) -> int:
    return Event.objects.filter(organisation_id=cast.riverbend.pk, verb=verb).count()


def test_it_teaches_a_new_peer(cast: Cast) -> None:
    PeerProfile.objects.filter(person=cast.maya.person).delete()
    assert "not introduced yourself yet" in cast.maya.client().get(PAGE).content.decode()
    new = PeerProfile(version=0)
    assert cast.maya.client().post(EDIT, typed(new)).status_code == 302
    assert (mine(cast).pk, mine(cast).version, mine(cast).published_at) == (new.pk, 1, None)


def test_it_is_written_item_by_item(cast: Cast) -> None:
    before = typed(mine(cast))
    for _twice in range(2):
        assert cast.maya.client().post(EDIT, before).status_code == 302
    profile = mine(cast)
    assert (profile.called, profile.capacity, profile.version) == ("Maya B", 4, 2)
    lived = LivedExperience.objects.filter(profile=profile)
    assert {(row.experience, row.shared, row.words) for row in lived} == {
        ("loss", "askers", "My brother, in spring"),
        ("pain", "nobody", ""),
    }
    times = Availability.objects.filter(profile=profile).values_list("weekday", "part")
    assert set(times) == {(0, "morning"), (0, "night")}
    assert events(cast, "save-profile") == 1


def test_it_needs_a_name_and_how_many_and_nothing_else(cast: Cast) -> None:
    """As the page says: all else may stay empty."""
    page = cast.maya.client().get(EDIT).content.decode()
    assert page.count("(needed)") == 2
    few = {"id": str(mine(cast).pk), "version": mine(cast).version, "called": "M", "capacity": "1"}
    assert cast.maya.client().post(EDIT, few).status_code == 302
    assert (mine(cast).called, mine(cast).capacity, mine(cast).reach_km) == ("M", 1, 25)


def test_it_is_seen_as_others_would(cast: Cast) -> None:
    cast.maya.client().post(EDIT, typed(mine(cast)))
    page = cast.maya.client().get(PAGE).content.decode()
    preview = page.split("As people who ask see it")[2].split("</section>")[0]
    assert "My brother, in spring" in preview
    assert "Living with pain" not in preview
    assert "Living with pain" in page


def test_it_is_shown_and_taken_back_in_one_tap(cast: Cast) -> None:
    browser = cast.maya.client()
    for _twice in range(2):
        assert browser.post(reverse("peers:take_back")).status_code == 302
    assert mine(cast).published_at is None
    for _twice in range(2):
        assert browser.post(reverse("peers:publish")).status_code == 302
    assert mine(cast).published_at is not None
    assert events(cast, "take-back-profile") == 1
    assert events(cast, "publish-profile") == 1


def test_it_is_not_shown_while_there_is_nothing_to_show(cast: Cast) -> None:
    cast.maya.client().post(EDIT, typed(mine(cast), introduction=""))
    assert mine(cast).published_at is None
    answer = cast.maya.client().post(reverse("peers:publish"))
    assert answer.status_code == 422
    assert mine(cast).published_at is None


def test_it_takes_one_thing_back(cast: Cast) -> None:
    row = LivedExperience.objects.get(profile=mine(cast))
    url = reverse("peers:share_experience", kwargs={"pk": row.pk})
    for _twice in range(2):
        assert cast.maya.client().post(url, {"shared": "nobody"}).status_code == 302
    row.refresh_from_db()
    assert row.shared == "nobody"
    assert events(cast, "share-experience") == 1
    assert cast.maya.client().post(url, {"shared": "everybody"}).status_code == 422
    assert cast.vera.client().post(url, {"shared": "askers"}).status_code == 404
    assert cast.riley.client().post(url, {"shared": "askers"}).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"languages": ["klingon"]},
        {"lived_loss": "everybody"},
        {"day_3": ["teatime"]},
        {"capacity": "900"},
        {"called": " "},
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(cast: Cast, wrong: dict[str, Any]) -> None:
    answer = cast.maya.client().post(EDIT, typed(mine(cast), **wrong))
    assert answer.status_code == 422
    assert "I like long walks." in answer.content.decode()
    assert "My brother, in spring" in answer.content.decode()
    assert (mine(cast).called, mine(cast).version) == ("Maya", 1)


def test_it_says_when_two_windows_change_it(cast: Cast) -> None:
    before = typed(mine(cast))
    browser = cast.maya.client()
    browser.post(EDIT, before | {"introduction": "First"})
    answer = browser.post(EDIT, before | {"introduction": "Second"})
    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    assert mine(cast).introduction == "First"


def test_it_is_for_peers(cast: Cast) -> None:
    for who in (cast.omar, cast.dana, cast.kit, cast.ana, cast.sam):
        assert who.client().get(PAGE).status_code == 403
        assert who.client().post(reverse("peers:publish")).status_code == 403
    elsewhere = staff(cast, cast.harbour, "otto", "peer")
    page = elsewhere.client().get(PAGE).content.decode()
    assert "Maya" not in page


def test_it_is_read_by_colleagues_as_it_is_shown(cast: Cast) -> None:
    cast.maya.client().post(EDIT, typed(mine(cast)))
    url = reverse("peers:introduction", kwargs={"pk": mine(cast).pk})
    page = cast.omar.client().get(url).content.decode()
    assert "My brother, in spring" in page
    assert "Living with pain" not in page
    assert cast.riley.client().get(url).status_code == 404
    assert cast.rosa.client().get(url).status_code == 403
    cast.maya.client().post(reverse("peers:take_back"))
    assert cast.omar.client().get(url).status_code == 404
    assert cast.maya.client().get(url).status_code == 200

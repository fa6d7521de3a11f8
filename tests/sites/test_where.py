"""Where a place of work is, and what phones that are used there know of what is near."""

from pathlib import Path

import pytest
from django.urls import reverse

from alongside.accounts import access
from alongside.accounts import actions as accounts
from alongside.accounts.models import Site
from alongside.audit.models import Event
from alongside.core import errors, ids
from alongside.peers.models import PeerProfile
from alongside.welcome import actions as desk
from tests.capture.handset import ready
from tests.cast import Cast
from tests.directory import feeds
from tests.outreach import doors

ELMORA, TWINFORD = feeds.TOWN, (42.0, -72.0)


def where(site: Site) -> str:
    return reverse("sites:place_site", args=[site.pk])


def position(site: Site) -> tuple[float | None, float | None]:
    site.refresh_from_db()
    return site.latitude, site.longitude


def test_it_is_said_by_the_name_of_a_town(cast: Cast) -> None:
    feeds.towns()
    assert (
        "Nobody has said where it is" in cast.omar.client().get("/en/sites/rooms/").content.decode()
    )
    for who, onward in (("omar", "/en/sites/rooms/"), ("kit", "/en/organisation/")):
        client = cast.characters[who].client()
        assert where(cast.site) in client.get(onward).content.decode()
        answer = client.post(where(cast.site), {"place": "Elmora"})
        assert (answer.status_code, answer["Location"]) == (302, onward)
        assert position(cast.site) == ELMORA
        assert 'value="Élmora, ON"' in client.get(where(cast.site)).content.decode()
    assert "Élmora, ON" in cast.dana.client().get("/en/sites/rooms/").content.decode()
    assert (
        Event.objects.get(verb="place-site").about_id == cast.site.pk
    )  # the same again is nothing
    cast.omar.client().post(where(cast.site), {"place": "46.0912, -64.7714"})
    assert position(cast.site) == (46.09, -64.77)
    assert "46.09, -64.77" in cast.omar.client().get("/en/sites/rooms/").content.decode()
    cast.omar.client().post(where(cast.site), {"place": ""})
    assert position(cast.site) == (None, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Twinford", "Twinford, MA, US"), ("Nowhere at all", "know that place"), ("91, 200", "know")],
)
def test_a_place_that_is_none_or_several_changes_nothing(cast: Cast, typed: str, said: str) -> None:
    feeds.towns()
    answer = cast.omar.client().post(where(cast.site), {"place": typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and f'value="{typed}"' in page
    assert position(cast.site) == (None, None)
    assert not Event.objects.filter(verb="place-site").exists()


@pytest.mark.parametrize("who", ["maya", "dana", "max", "ana", "rosa", "vera"])
def test_only_those_who_give_areas_say_it(cast: Cast, who: str) -> None:
    character = cast.characters[who]
    assert character.client().post(where(cast.site), {"place": "1, 1"}).status_code == 403
    with pytest.raises(access.Refused):
        accounts.place_site(by=character.by, site=cast.site.pk, latitude=1.0, longitude=1.0)
    assert position(cast.site) == (None, None)


def test_it_is_of_ones_own_organisation_and_on_earth(cast: Cast) -> None:
    other = Site.objects.create(organisation=cast.harbour, name="Pier")
    assert cast.omar.client().post(where(other), {"place": "1, 1"}).status_code == 404
    by = cast.omar.by
    with pytest.raises(errors.Missing):
        accounts.place_site(by=by, site=other.pk, latitude=1.0, longitude=1.0)
    for north, east in ((91.0, 1.0), (1.0, None)):
        with pytest.raises(errors.Problem):
            accounts.place_site(by=by, site=cast.site.pk, latitude=north, longitude=east)


def test_phones_know_what_is_near_todays_place(cast: Cast, tmp_path: Path) -> None:
    """The shift out there first, then the desk's, then one's own place; then one's own town."""
    feeds.towns()
    there = {"latitude": TWINFORD[0], "longitude": TWINFORD[1], "timezone": "America/New_York"}
    far = feeds.meeting("far", city="Twinford", state="MA", **there)
    feeds.bring(tmp_path, [feeds.meeting("near"), far])
    phone = ready(cast.maya)

    def near() -> list[str]:
        return [one["name"] for one in phone.pack().json()["meetings"]]

    tent = Site.objects.create(organisation=cast.riverbend, name="Tent")
    assert near() == []
    PeerProfile.objects.filter(person=cast.maya.person).delete()
    mine = PeerProfile(organisation=cast.riverbend, person=cast.maya.person, place="Elmora")
    mine.save()
    assert near() == ["Meeting near"]  # where people can meet her
    cast.omar.client().post(where(tent), {"place": "Twinford, MA"})
    assert near() == ["Meeting near"]
    desk.begin_shift(by=cast.maya.by, id=ids.new(), site=tent.pk)
    assert near() == ["Meeting far"]
    cast.omar.client().post(where(cast.site), {"place": "Elmora"})
    assert near() == ["Meeting far"]
    doors.shift(cast, site=cast.site.pk)
    assert near() == ["Meeting near"]

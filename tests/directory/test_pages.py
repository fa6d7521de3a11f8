"""A meeting, a service, and what became of those that closed."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core import ids
from alongside.directory import models
from tests.directory import feeds

pytestmark = pytest.mark.django_db


def page(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    assert "Set-Cookie" not in answer.headers
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_it_tells_when_and_where_a_meeting_is(tmp_path: Path, language: str) -> None:
    feeds.bring(
        tmp_path,
        [feeds.meeting("a", types=["O", "XYZ"], notes="Tea &amp; cake<script>x</script>",
                       contact_1_name="Wilhelmina", contact_1_phone="555-0100",
                       email="w@example.org", venmo="@w")],
    )  # fmt: skip
    row = models.Meeting.objects.get()
    text = page(f"/{language}/meetings/{row.pk}/")
    assert "1 Some Street" in text
    assert "XYZ" in text
    assert "Tea &amp; cake" in text
    for secret in ("Wilhelmina", "555-0100", "w@example.org", "@w<", "<script>x"):
        assert secret not in text


def test_it_says_that_a_meeting_closed_and_what_is_near(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("gone"), feeds.meeting("stays")])
    row = models.Meeting.objects.get(key="gone")
    feeds.bring(tmp_path, [feeds.meeting("stays")])
    text = page(f"/en/meetings/{row.pk}/", status=410)
    assert "is no longer listed" in text
    assert "Meeting stays" in text


def test_it_says_when_a_group_pauses(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("pause", attendance_option="inactive")])
    assert "not meeting at the moment" in page(f"/en/meetings/{models.Meeting.objects.get().pk}/")


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_it_tells_what_a_service_offers(tmp_path: Path, language: str) -> None:
    feeds.services(tmp_path)
    row = models.Service.objects.get(name="Soup")
    text = page(f"/{language}/services/{row.pk}/")
    assert "Hot soup &amp; tea" in text
    assert "(555) 555-0101" in text
    assert "3 Salt Court" in text
    for secret in ("Wilhelmina", "555-0199"):
        assert secret not in text


def test_it_says_that_a_service_closed(tmp_path: Path) -> None:
    feeds.services(tmp_path)
    row = models.Service.objects.get(name="Old room")
    text = page(f"/en/services/{row.pk}/", status=410)
    assert "is no longer open" in text
    assert "Soup" in text


@pytest.mark.parametrize("kind", ["meetings", "services"])
def test_it_knows_nothing_at_an_unknown_address(kind: str) -> None:
    page(f"/en/{kind}/{ids.new()}/", status=404)


def test_it_never_shows_what_is_private(tmp_path: Path) -> None:
    """Neither in a list nor to whoever guesses or kept the address."""
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("a")])
    feeds.services(tmp_path)
    models.Meeting.objects.update(is_public=False)
    models.Service.objects.update(is_public=False)
    listed = Client().get("/en/?place=elmora&when=any").content.decode()
    assert "Meeting a" not in listed
    assert "Soup" not in listed
    addresses = [f"/en/meetings/{row.pk}/" for row in models.Meeting.objects.all()]
    addresses += [f"/en/services/{row.pk}/" for row in models.Service.objects.all()]
    answers = [Client().get(address) for address in addresses]
    assert len(answers) == 4
    assert {answer.status_code for answer in answers} == {404}
    assert all(word not in a.content.decode() for a in answers for word in ("Meeting a", "Soup"))


def test_it_never_says_where_a_place_is_that_hides(tmp_path: Path) -> None:
    """Neither its street nor what rings there; also not once the service is over."""
    feeds.towns()
    feeds.services(tmp_path)
    row = models.Service.objects.get(name="Soup")
    offer = row.at_locations.get()
    mark = {"source": row.source, "mark": "-"}
    models.Phone.objects.create(key="there", offer=offer, number="(555) 555-0155", **mark)
    models.Phone.objects.create(
        key="too", service=row, location=offer.location, number="(555) 555-0166", **mark
    )
    seen = page(f"/en/services/{row.pk}/")
    assert all(word in seen for word in ("3 Salt Court", "555-0155", "555-0166"))
    models.Location.objects.filter(pk=offer.location_id).update(is_public=False)
    seen = page(f"/en/services/{row.pk}/")
    assert "555-0101" in seen
    assert not any(word in seen for word in ("555-0155", "555-0166", "Kettle House<br>"))


def test_it_shows_the_people_of_a_source_only_where_its_operator_says_so(tmp_path: Path) -> None:
    contacts = (
        "id,organization_id,service_id,name,title,email\n"
        "9,1,1,Wilhelmina Secret,Front desk,w@example.org\n"
    )
    phones = "id,contact_id,service_id,number,number_type\n1,9,,(555) 555-0199,voice\n"
    feeds.services(tmp_path, contacts=contacts, phones=phones)
    row = models.Service.objects.get(name="Soup")
    text = page(f"/en/services/{row.pk}/")
    assert "Front desk" in text
    assert "Wilhelmina" not in text
    models.Source.objects.update(shows_names=True)
    assert "Wilhelmina Secret Front desk" in " ".join(page(f"/en/services/{row.pk}/").split())


def test_it_asks_as_often_for_a_rich_service_as_for_a_poor_one(tmp_path: Path) -> None:
    more = {
        "services": (
            "id,location_id,name,required_documents,service_areas,funding_sources,languages\n"
            '1,1,Soup,"a, b, c","x, y, z",all of us,"English, French"\n2,1,Beds,a,x,us,English\n'
        ),
        "locations": (
            "id,organization_id,name,latitude,longitude\n1,1,Here,45,-75\n2,2,There,45,-75\n"
        ),
        "contacts": "id,service_id,name,title\n1,1,A,One\n2,1,B,Two\n3,2,C,Three\n",
        "phones": (
            "id,service_id,number,number_type\n1,1,5555550101,voice\n2,1,5555550102,voice\n"
            "3,2,5555550103,voice\n"
        ),
        "regular_schedules": (
            "id,service_id,weekday,opens_at,closes_at\n1,1,Monday,9:00,17:00\n"
            "2,1,Friday,9:00,17:00\n3,2,Monday,9:00,17:00\n"
        ),
    }
    feeds.services(tmp_path, **more)
    models.ServiceAtLocation.objects.update(near_latitude=45, near_longitude=-75)
    counts = []
    for name in ("Beds", "Soup", "Beds"):
        row = models.Service.objects.get(name=name)
        with CaptureQueriesContext(connection) as asked:
            page(f"/en/services/{row.pk}/")
        counts.append(len(asked))
    assert counts[1] == counts[2]  # the first also fills what is kept

"""What somebody told us when they asked is not readable in the database."""

from django.db import connection

from alongside.core import ids
from alongside.participants import actions, rules
from alongside.participants.models import Request
from tests.cast import Cast


def test_it_seals_what_a_request_says_of_somebodys_life(cast: Cast) -> None:
    Request.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        experiences=["opioids"],
        pathways=["medication"],
        times=["evening"],
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT experiences, pathways, times FROM participants_request")
        kept = " ".join(cursor.fetchone())
    assert not any(word in kept for word in ("opioids", "medication", "evening"))
    row = Request.objects.get()
    assert (row.experiences, row.pathways, row.times) == (["opioids"], ["medication"], ["evening"])


def test_it_seals_where_somebody_asks_from(cast: Cast) -> None:
    wish = rules.Wish(latitude=40.712776, longitude=-74.005974)
    actions.ask_again(by=cast.rosa.by, id=(pk := ids.new()), wish=wish)
    with connection.cursor() as cursor:
        cursor.execute("SELECT latitude, longitude FROM participants_request")
        kept = " ".join(cursor.fetchone())
    assert "40.71" not in kept
    assert "74.01" not in kept
    row = Request.objects.get(pk=pk)
    assert (row.latitude, row.longitude) == (40.71, -74.01)


def test_nowhere_and_the_equator_are_different_places(cast: Cast) -> None:
    actions.ask_again(by=cast.rosa.by, id=(pk := ids.new()), wish=rules.Wish())
    row = Request.objects.get(pk=pk)
    assert (row.latitude, row.longitude) == (None, None)
    wish = rules.Wish(latitude=0.0, longitude=0.0)
    actions.change_request(by=cast.rosa.by, request=pk, version=row.version, wish=wish)
    row.refresh_from_db()
    assert (row.latitude, row.longitude) == (0.0, 0.0)

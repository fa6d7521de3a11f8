"""What somebody told us when they asked is not readable in the database."""

from django.db import connection

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

"""Who is with me, and what is next? Where participants land."""

import re
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import ReturnKey
from alongside.core import clock, ids
from alongside.participants.models import Request
from alongside.support.models import Appointment, Goal, Pairing
from alongside.welcome.models import Attendance
from tests.cast import SAMS_WORDS, Cast
from tests.referrals import doors

PATH = "/en/my-support/"


def text(client: Client) -> str:
    page = client.get(PATH)
    assert page.status_code == 200
    return page.content.decode()


def test_it_introduces_the_peer_as_they_chose_to(cast: Cast) -> None:
    page = text(cast.sam.client())
    assert "Maya" in page
    assert "I have been where you are." in page
    assert "A door that locks" in page


def test_it_is_good_when_there_is_nothing_at_all(cast: Cast) -> None:
    page = text(cast.rosa.client())
    assert "Nobody walks with you yet" in page
    assert "No goal yet" in page
    assert "What can’t be kept private?" in page


def test_it_shows_no_peer_from_the_moment_it_ended(cast: Cast) -> None:
    Pairing.objects.filter(participant=cast.sam.participant).update(until_at=clock.now())
    assert "Nobody walks with you yet" in text(cast.sam.client())


def test_it_shows_the_next_promise_and_not_the_last(cast: Cast) -> None:
    for days, place in ((-2, "the old mill"), (2, "the bakery")):
        Appointment.objects.create(
            organisation=cast.riverbend,
            participant_id=cast.sam.id,
            peer_id=cast.maya.by.person_id,
            at=clock.now() + timedelta(days=days),
            place=place,
        )
    page = text(cast.sam.client())
    assert "You meet Maya" in page
    assert "the bakery" in page
    assert "the old mill" not in page


def test_it_folds_away_what_can_wait(cast: Cast) -> None:
    """Without anything unfolded: the next time, who is with them and a way to write; the rest is
    a tap away, and open where nobody walks with them yet."""
    Appointment.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        at=clock.now() + timedelta(days=2),
    )
    whole = text(cast.sam.client()).partition("<main")[2].partition("</main>")[0]
    seen = re.sub(r"<details.*?</details>", "", whole, flags=re.DOTALL)
    first = ("You meet Maya", "Write to Maya", "A door that locks", "Who has seen what")
    assert [seen.find(words) for words in first] == sorted(seen.find(words) for words in first)
    assert all(words in seen for words in first)
    behind = ("I have been where you are.", "Groups, classes and events", "What am I called here?")
    assert all(words in whole and words not in seen for words in behind)
    assert not re.search(r"<details[^>]* open", whole)
    assert re.search(r"<details[^>]* open", text(cast.rosa.client()))


def test_it_shows_the_days_on_which_they_were_here_and_nobody_elses(cast: Cast) -> None:
    assert "When was I here?" not in text(cast.rosa.client())
    for who in (cast.sam, cast.lee):
        Attendance.objects.create(
            organisation=cast.riverbend,
            participant_id=who.id,
            site=cast.site,
            arrived_at=clock.now() - timedelta(days=1),
        )
    client = cast.sam.client()
    assert "When was I here?" in text(client)
    page = client.get("/en/my-support/days/").content.decode()
    assert page.count(str(cast.site)) == 1
    assert "Nothing is kept. Where you check in" in page
    assert cast.maya.client().get("/en/my-support/days/").status_code == 403


def test_it_welcomes_back_who_was_not_here_for_half_a_year(cast: Cast) -> None:
    """By sign-in, with a peer or at the door, whichever was last; who is new is not back."""
    assert "Welcome back" not in text(cast.sam.client())
    assert "Welcome back" not in text(came_in(cast, days_ago=100))
    client = came_in(cast, days_ago=200)
    assert "Welcome back" in text(client)
    assert "Welcome back" not in text(came_in(cast, days_ago=0))
    Attendance.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, site=cast.site
    )
    assert "Welcome back" not in text(client)


def came_in(cast: Cast, *, days_ago: int) -> Client:
    """With their six words, which they used last so long ago."""
    at = clock.now() - timedelta(days=days_ago)
    ReturnKey.objects.filter(pk=str(cast.sam.by.id)).update(last_used_at=at)
    client = Client()
    assert client.post("/en/return-key/", {"words": SAMS_WORDS}).status_code == 302
    return client


def test_it_says_where_a_request_stands(cast: Cast) -> None:
    row = Request.objects.create(organisation=cast.riverbend, participant_id=cast.rosa.id)
    assert "You asked for a peer" in text(cast.rosa.client())
    Request.objects.filter(pk=row.pk).update(state="proposed")
    assert "Introductions are ready for you" in text(cast.rosa.client())


def test_it_asks_for_the_yes_that_a_referral_waits_for(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    client = cast.sam.client()
    assert "waits for your yes" in text(client)
    assert f"/en/referrals/{row.pk}/" in text(client)
    doors.agree(cast.sam, row)
    assert "waits for your yes" not in text(client)
    doors.make_link(cast.maya, row)
    assert "How did it go? Your answer closes it." in text(client)


def test_it_shows_when_the_last_check_in_was(cast: Cast) -> None:
    client = cast.sam.client()
    assert "What has changed for me?" not in text(client)
    client.post("/en/check-in/", {"id": str(ids.new()), "home": "3"})
    assert "What has changed for me?" in text(client)
    assert "The last one was on" in text(client)


def test_it_opens_for_participants_only(cast: Cast) -> None:
    for who in (cast.maya, cast.omar, cast.kit, cast.dana):
        assert who.client().get(PATH).status_code == 403
    assert Client().get(PATH).status_code == 302


def test_it_asks_no_more_of_the_database_with_more_to_show(cast: Cast) -> None:
    service = doors.clinic()
    client = cast.sam.client()
    client.get(PATH)
    plan = Goal.objects.get().plan
    counts = []
    for _round in range(2):
        doors.prepare(cast.maya, cast.sam, service)
        sams = {"organisation": cast.riverbend, "participant_id": cast.sam.id}
        Goal.objects.create(**sams, plan=plan, dimension="health", words="Sleep")
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH)
        counts.append(len(asked))
    assert counts[0] == counts[1]

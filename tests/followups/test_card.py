"""A card: whoever holds its words decides, with no account, no cookie and no name."""

import re
from datetime import timedelta

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.core import clock
from alongside.followups import models, policy
from tests.cast import Cast
from tests.followups import doors
from tests.support import doors as walking

CARD = "/en/after/card/"


def token(page: str) -> str:
    return page.partition('name="opened" value="')[2].partition('"')[0]


def test_it_lets_whoever_holds_it_say_yes_change_it_and_stop(cast: Cast) -> None:
    shown = walking.post(cast.maya.client(), "followups:offer", doors.typed(answer="card"))
    key = shown.content.decode().split('class="key"')[1].split("</ol>")[0]
    words = re.findall(r"<li>(\w+)</li>", key)
    assert len(words) == 6
    row = models.FollowUp.objects.get()
    assert (row.state, row.called) == ("card", "")

    anyone = Client()
    page = anyone.post(CARD, {"words": " ".join(words)})
    assert page.status_code == 200
    assert not anyone.cookies
    said = {"opened": token(page.content.decode()), "way": "text", "how": "506-555-0188"}
    said |= {"called": "K.", "wants": "me", "first_hours": "24", "language": "fr"}
    again = anyone.post(CARD, said)
    assert b"It is as you said" in again.content
    assert b"506-555-0188" not in again.content.partition(b"<form")[0]
    row.refresh_from_db()
    assert (row.state, row.peer_id, row.language) == ("open", cast.maya.by.person_id, "fr")
    assert row.reach_how == "506-555-0188"
    anyone.post(CARD, said | {"wants": "any"})  # not whoever gave it to them, after all
    row.refresh_from_db()
    assert row.peer_id is None and not policy.is_theirs(cast.maya.by, row)

    assert b"erased" in anyone.post(CARD, {"opened": said["opened"], "stop": "1"}).content
    row.refresh_from_db()
    assert (row.state, row.reach_how, row.called) == ("declined", "", "")
    assert anyone.post(CARD, {"words": " ".join(words)}).status_code == 422


def test_it_opens_nothing_for_wrong_old_or_many_words(cast: Cast) -> None:
    cache.clear()
    offered = doors.asked(cast.maya, answer="card")
    anyone = Client()
    assert anyone.get(CARD).status_code == 200
    wrong = anyone.post(CARD, {"words": "one two three four five six"})
    assert wrong.status_code == 422
    assert b"one two three" not in wrong.content  # never sent back
    assert anyone.post(CARD, {"opened": "made:up:token"}).status_code == 410
    assert anyone.post(CARD, {"opened": "made:up:token", "stop": "1"}).status_code == 410
    models.Card.objects.update(opens_until=clock.now() - timedelta(days=1))
    assert anyone.post(CARD, {"words": offered.words}).status_code == 422
    for _ in range(12):
        last = anyone.post(CARD, {"words": "one two three four five six"})
    assert last.status_code == 429
    cache.clear()


def test_it_makes_new_words_and_the_old_ones_die(cast: Cast) -> None:
    offered = doors.asked(cast.maya, answer="card")
    address = reverse("followups:make_card", kwargs={"followup": offered.row.pk})
    assert cast.vera.client().post(address).status_code == 403
    assert cast.maya.client().post(address).status_code == 200
    assert Client().post(CARD, {"words": offered.words}).status_code == 422
    cache.clear()

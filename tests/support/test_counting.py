"""Days somebody counts: by themselves, in their words, shown only if they show them."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from alongside.core import clock, errors, ids
from alongside.support import actions
from alongside.support.models import DayCount
from tests.cast import Cast
from tests.support.doors import verbs

PAGE = "/en/my-count/"


def today(cast: Cast) -> date:
    return clock.today(cast.riverbend.time_zone)


def said(since: date, **more: Any) -> dict[str, Any]:
    return {"id": str(ids.new()), "words": "Mornings without it", "since": str(since), **more}


def test_it_counts_from_their_day_in_their_words(cast: Cast) -> None:
    sam, first = cast.sam.client(), said(today(cast) - timedelta(days=11))
    assert "Begin to count" in sam.get(PAGE).content.decode()
    for _ in range(2):
        assert sam.post(PAGE, first).status_code == 302
    assert DayCount.objects.count() == 1
    for path in (PAGE, "/en/my-support/", "/en/journey/", "/en/my-support/pictures/"):
        assert "11 days" in sam.get(path).content.decode(), path
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        assert "12 days, since" in cast.sam.client().get(PAGE).content.decode()
    for wrong in (said(today(cast) + timedelta(days=2)), said(today(cast), words="  ")):
        assert sam.post(PAGE, wrong).status_code in {409, 422}
    with connection.cursor() as cursor:
        cursor.execute("select words, from_day from support_daycount")
        found = str(cursor.fetchall())
    assert "Mornings" not in found
    assert str(today(cast).year) not in found
    whole: Any = sam.get("/en/my-record/whole/")
    assert "Mornings without it" in b"".join(whole.streaming_content).decode()


def test_it_is_set_back_and_stopped_without_a_word(cast: Cast) -> None:
    sam = cast.sam.client()
    sam.post(PAGE, said(today(cast) - timedelta(days=400)))
    row = DayCount.objects.get()
    page = f"{PAGE}{row.pk}/"
    back = {"words": row.words, "since": str(row.since), "version": 1, "today": "yes"}
    assert sam.post(page, back).status_code == 302
    assert sam.post(page, back).status_code == 409
    assert "From today" in sam.get(PAGE).content.decode()
    assert DayCount.objects.get().since == today(cast)
    assert sam.post(f"{page}stop/").status_code == 302
    assert sam.post(f"{page}stop/").status_code == 404  # it is gone
    assert not DayCount.objects.exists()
    assert verbs(cast.sam.id) == ["count-days", "change-count", "stop-counting"]


def test_it_is_seen_by_nobody_unless_they_show_it(cast: Cast) -> None:
    sam, maya, theirs = cast.sam.client(), cast.maya.client(), f"/en/people/{cast.sam.id}/journey/"
    sam.post(PAGE, said(today(cast) - timedelta(days=3)))
    row = DayCount.objects.get()
    for path in (theirs, f"/en/people/{cast.sam.id}/", "/en/people/", "/en/today/"):
        assert "Mornings" not in maya.get(path).content.decode(), path
    for who in ("maya", "dana", "omar", "piet"):
        client = cast.characters[who].client()
        assert client.get(PAGE).status_code == 403
        assert client.post(f"{PAGE}{row.pk}/stop/").status_code == 403
    rosa = cast.rosa.client()
    assert rosa.get(f"{PAGE}{row.pk}/").status_code == 404
    assert rosa.post(f"{PAGE}{row.pk}/stop/").status_code == 404
    assert DayCount.objects.get() == row
    shown = {"words": row.words, "since": str(row.since), "version": 1, "is_shown": "on"}
    assert sam.post(f"{PAGE}{row.pk}/", shown).status_code == 302
    assert "Mornings" in maya.get(theirs).content.decode()
    assert "Mornings" not in maya.get("/en/people/").content.decode()


def test_it_counts_only_a_few_things(cast: Cast) -> None:
    for _ in range(5):
        actions.count_days(by=cast.sam.by, id=ids.new(), words="Days", since=today(cast))
    with pytest.raises(errors.Problem):
        actions.count_days(by=cast.sam.by, id=ids.new(), words="Days", since=today(cast))

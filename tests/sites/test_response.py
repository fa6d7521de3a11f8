"""Somebody is found: a response in taps, by two at once, finished later; and afterwards."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from alongside.accounts import access
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.sites import actions, models, queries
from tests.cast import Cast
from tests.sites import doors


def page(cast: Cast, overdose: models.Overdose, who: str = "vera") -> str:
    client = cast.characters[who].client()
    return client.get(f"/en/sites/overdoses/{overdose.pk}/").content.decode()


def test_it_takes_a_tap_for_each_thing_and_nothing_typed(cast: Cast) -> None:
    vera, found = cast.vera.client(), {"id": str(ids.new()), "where": ""}
    for _ in range(2):
        answer = vera.post(f"/en/sites/{cast.site.pk}/found/", found)
    row = models.Overdose.objects.get()
    assert answer["Location"] == f"/en/sites/overdoses/{row.pk}/" and row.where == "site"
    tap = f"/en/sites/overdoses/{row.pk}/tap/"
    for what in ("not-breathing", "rescue-breathing", "naloxone", "naloxone", "awake"):
        form = {"id": str(ids.new()), "what": what}
        for _ in range(2):
            assert vera.post(tap, form).status_code == 302
    assert models.Tap.objects.count() == 6  # with the one that found them
    why = {"id": str(ids.new()), "what": "no-ambulance", "why": "woke", "ago": "30"}
    vera.post(tap, why)
    late = models.Tap.objects.get(what="no-ambulance")
    assert timedelta(seconds=29) < late.recorded_at - late.happened_at < timedelta(seconds=40)
    assert vera.post(tap, why | {"id": str(ids.new()), "what": "magic"}).status_code == 422
    shown = page(cast, row)
    assert "2 doses, the last" in shown and "They woke up" in shown
    beside = shown.split("<aside")[1]
    assert beside.index("tel:911") < beside.index("tel:988"), "the ambulance comes first"
    dose = models.Tap.objects.filter(what="naloxone").first()
    assert dose
    for _ in range(2):
        vera.post(f"/en/sites/taps/{dose.pk}/strike/")
    assert "one dose, the last" in page(cast, row) and "struck out" in page(cast, row)
    assert Event.objects.filter(verb="strike-tap").count() == 1
    board = vera.get(f"/en/sites/?site={cast.site.pk}").content.decode()
    assert "Somebody was found at" in board


def test_it_keeps_what_two_responders_wrote_and_puts_it_in_order(cast: Cast) -> None:
    """Vera and Maya each began one, on two phones; Maya's had no signal and comes later."""
    now = clock.now()

    def at(seconds: int) -> datetime:
        return now - timedelta(minutes=10) + timedelta(seconds=seconds)

    one = doors.overdose(cast, happened_at=at(20))
    other = doors.overdose(cast, by=cast.maya.by, happened_at=at(0))
    for by, row, what, seconds in (
        (cast.vera.by, one, "rescue-breathing", 60),
        (cast.maya.by, other, "naloxone", 45),
        (cast.maya.by, other, "ambulance", 30),
        (cast.vera.by, one, "awake", 200),
    ):
        actions.tap(by=by, id=ids.new(), overdose=row.pk, what=what, happened_at=at(seconds))
    assert "Is it the same?" in page(cast, one)
    for _ in range(2):
        cast.vera.client().post(f"/en/sites/overdoses/{one.pk}/same/{other.pk}/")
    assert models.Overdose.objects.filter(same_as=other).get() == one
    assert Event.objects.filter(verb="join-overdoses").count() == 1
    whole = queries.response(cast.vera.by, one.pk)
    order = ["found", "found", "ambulance", "naloxone", "rescue-breathing", "awake"]
    assert [step.tap.what for step in whole.steps] == order
    assert [step.clock for step in whole.steps] == ["0:00", "0:20", "0:30", "0:45", "1:00", "3:20"]
    assert page(cast, one).count("Rescue breathing") == page(cast, other).count("Rescue breathing")
    stories: list[tuple[Any, Any, dict[str, Any]]] = [
        (cast.vera.by, one, {"turned_out": "overdose", "outcome": "stayed", "story": "Calm."}),
        (cast.maya.by, other, {"turned_out": "opioid", "age": "30-39"}),
    ]
    for by, row, told in stories:
        actions.finish(by=by, id=ids.new(), overdose=row.pk, **told)
    finished = queries.response(cast.vera.by, one.pk)
    assert len(finished.finishes) == 2 and "Calm." in page(cast, other, "maya")
    assert (finished.told.turned_out, finished.told.outcome) == ("opioid", "stayed")
    assert not queries.running(cast.vera.by, cast.site, now=now)
    cast.vera.client().post(f"/en/sites/overdoses/{one.pk}/apart/")
    assert len(queries.response(cast.vera.by, one.pk).steps) == 3


def test_it_writes_down_what_happens_outside(cast: Cast) -> None:
    maya = cast.maya.client()
    assert "Where is it?" in maya.get("/en/sites/found/").content.decode()
    maya.post("/en/sites/found/", {"id": str(ids.new()), "where": "home"})
    row = models.Overdose.objects.get()
    assert (row.site_id, row.where) == (None, "home")
    assert "In somebody’s home" in page(cast, row, "maya")


def test_it_is_counted_once_and_reported_back(cast: Cast) -> None:
    doors.day(cast)
    doors.somebody(cast, mode="inhale", substances=["down"])
    row = doors.overdose(cast)
    actions.tap(by=cast.vera.by, id=ids.new(), overdose=row.pk, what="naloxone")
    form = {"id": str(ids.new()), "turned_out": "opioid", "outcome": "stayed", "story": "Quick."}
    path = f"/en/sites/overdoses/{row.pk}/finish/"
    for _ in range(2):
        answer = cast.vera.client().post(path, form)
        assert answer.status_code == 302 and answer["Location"].endswith("/talk/")
    assert models.Finish.objects.count() == 1
    for of, title in (("week", "How was the week?"), ("month", "How was the month?")):
        address = f"/en/sites/{cast.site.pk}/report/?of={of}"
        shown = cast.vera.client().get(address).content.decode()
        assert title in shown and "treated with naloxone" in shown and "Smoking" in shown
    lines = f"/en/sites/{cast.site.pk}/lines/"
    assert cast.vera.client().get(lines).status_code == 403
    listed = cast.omar.client().get(lines).content.decode()
    assert "One visit" in listed and "One alert" in listed
    assert '<td data-name="Gender, age">–</td>' in listed
    empty = cast.omar.client().get(f"{lines}?from=2024-02-30&of=month").content.decode()
    assert "One visit" in empty  # no such day: this month
    old = cast.omar.client().get(f"/en/sites/{cast.site.pk}/report/?from=2024-02-05")
    assert "Nothing was written down in this time" in old.content.decode()


def test_it_asks_everybody_who_was_there_and_tells_only_a_wish(cast: Cast) -> None:
    row = doors.overdose(cast)
    actions.tap(by=cast.maya.by, id=ids.new(), overdose=row.pk, what="oxygen")
    form = {"id": str(ids.new()), "people": [str(cast.dana.by.person_id)], "others": "2"}
    path = f"/en/sites/overdoses/{row.pk}/talk/"
    for _ in range(2):
        assert cast.vera.client().post(path, form).status_code == 302
    assert models.Debrief.objects.get().others == 2
    asked = models.Witness.objects.filter(overdose=row, offered_at__isnull=False)
    mine = {cast.vera.by.person_id, cast.maya.by.person_id, cast.dana.by.person_id}
    assert set(asked.values_list("person", flat=True)) == mine
    maya, dana = cast.maya.client(), cast.dana.client()
    own = maya.get("/en/sites/mine/").content.decode()
    assert "Would you like to talk about it?" in own and "one overdose" in own
    theirs = models.Witness.objects.get(person_id=cast.maya.by.person_id)
    answer = f"/en/sites/mine/{theirs.pk}/"
    assert dana.post(answer, {"answer": "talk"}).status_code == 404  # nobody answers for another
    maya.post(answer, {"answer": "have"})
    assert "Maya" not in _wishes(dana)
    maya.post(answer, {"answer": "talk"})
    assert "Maya" in _wishes(dana) and "Colleagues who would like to talk" not in _wishes(maya)
    assert maya.post(answer, {"answer": "magic"}).status_code == 422
    with pytest.raises(errors.Missing):
        actions.offer_debrief(
            by=cast.vera.by, id=ids.new(), overdose=row.pk, people=[cast.riley.by.person_id]
        )


def _wishes(client: object) -> str:
    shown = client.get("/en/sites/overdoses/").content.decode()  # type: ignore[attr-defined]
    return str(shown.partition("<main")[2].partition("Four weeks")[2])


def test_it_counts_what_one_carries_once_and_for_oneself(cast: Cast) -> None:
    one, two = doors.overdose(cast), doors.overdose(cast, by=cast.maya.by)
    for row in (one, two):
        actions.tap(by=cast.vera.by, id=ids.new(), overdose=row.pk, what="oxygen")
    for _ in range(2):
        cast.omar.client().post(f"/en/sites/overdoses/{one.pk}/there/")
    actions.join(by=cast.vera.by, overdose=one.pk, other=two.pk)
    now = clock.now()
    assert queries.exposure(cast.vera.by, now=now).in_month == 1
    assert queries.exposure(cast.omar.by, now=now).in_year == 1
    assert queries.exposure(cast.dana.by, now=now).in_year == 0
    actions.finish(by=cast.vera.by, id=ids.new(), overdose=one.pk, turned_out="mistake")
    assert queries.exposure(cast.vera.by, now=now).in_year == 0


def test_it_is_for_those_who_work_there(cast: Cast) -> None:
    row, now = doors.overdose(cast), clock.now()
    for who in ("ana", "kit", "sam", "piet"):
        with pytest.raises(access.Refused):
            doors.overdose(cast, by=cast.characters[who].by)
    with pytest.raises(errors.Missing):
        actions.tap(by=cast.riley.by, id=ids.new(), overdose=row.pk, what="awake")
    with pytest.raises(errors.Problem):
        doors.overdose(cast, happened_at=now + timedelta(minutes=10))
    assert cast.riley.client().get(f"/en/sites/overdoses/{row.pk}/").status_code == 404
    assert cast.vera.client().get("/en/sites/counting/").status_code == 200
    assert cast.omar.client().get("/en/sites/rooms/").status_code == 200

"""What was seen, what is needed, and that somebody brought it. Nobody is in it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts import access
from alongside.core import clock, errors, ids
from alongside.outreach import actions, models, queries
from tests.cast import Cast
from tests.outreach import doors


def test_it_keeps_what_is_needed_until_somebody_brings_it(cast: Cast) -> None:
    shift = doors.shift(cast)
    stop = models.Stop.objects.filter(shift=shift).order_by("position")[0]
    client = cast.maya.client()
    address = f"{reverse('outreach:see')}?shift={shift.pk}&stop={stop.pk}"
    assert "Under the bridge" in client.get(address).content.decode()
    said = {
        "id": str(ids.new()),
        "shift": str(shift.pk),
        "stop": str(stop.pk),
        "place": "",
        "people": "7",
        "saw": ["needles", "people-sleeping"],
        "need-water": "7",
        "need-tent": "2",
        "note": "The dog is friendly",
    }
    for _ in range(2):
        assert client.post(reverse("outreach:see"), said).status_code == 302
    row = models.Seen.objects.get()
    assert (row.place, row.people, row.needs) == ("Under the bridge", 7, {"water": 7, "tent": 2})
    page = cast.vera.client().get(reverse("outreach:needed")).content.decode()
    assert "Water: 7" in page and "Under the bridge" in page
    counted = {
        (each.what, each.slug): each.n
        for each in queries.counts(
            cast.max.by, clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1)
        )
    }
    assert counted["needs", "water"] == 7 and counted["people", ""] == 7
    cast.vera.client().post(reverse("outreach:meet_need", args=[row.pk]))
    assert (
        "Nothing is on the list"
        in cast.vera.client().get(reverse("outreach:needed")).content.decode()
    )


def test_it_takes_no_nonsense_and_only_slips_back(cast: Cast) -> None:
    for wrong in (
        {},
        {"needs": {"gold": 1}},
        {"needs": {"water": -1}},
        {"saw": ["gold"]},
        {"people": 10**6},
        {"people": 1, "happened_at": clock.now() + timedelta(hours=1)},
        {"people": 1, "happened_at": clock.now() - timedelta(days=400)},
    ):
        with pytest.raises(errors.Problem):
            actions.see(by=cast.maya.by, id=ids.new(), **wrong)
    assert not models.Seen.objects.exists()
    row = actions.see(by=cast.maya.by, id=ids.new(), people=3)
    with pytest.raises(access.Refused):
        actions.take_back_seen(by=cast.vera.by, seen=row.pk)
    with pytest.raises(errors.Missing):
        actions.meet_need(by=cast.riley.by, seen=row.pk)
    with (
        time_machine.travel(clock.now() + timedelta(days=2), tick=False),
        pytest.raises(errors.Problem),
    ):
        actions.take_back_seen(by=cast.maya.by, seen=row.pk)
    actions.take_back_seen(by=cast.maya.by, seen=row.pk)
    assert not models.Seen.objects.exists()

"""An alert: to colleagues at once, to everybody when a second one has checked it, until it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from alongside.accounts import access
from alongside.core import clock, errors, ids
from alongside.outreach import actions, models
from alongside.outreach.queries import alerts as queries
from tests.cast import Cast
from tests.directory import feeds
from tests.outreach import doors

FINDER = "/en/?lat=39.3&lon=-76.6"


def anybody(path: str) -> str:
    return Client().get(path).content.decode()


def test_it_is_shown_to_everybody_near_once_checked_and_until_it_expires(cast: Cast) -> None:
    row = doors.alert(cast)
    assert (row.latitude, row.longitude) == (39.3, -76.6)
    assert (
        "naloxone"
        in cast.vera.client().get(reverse("outreach:alert", args=[row.pk])).content.decode()
    )
    assert (
        "People do not wake up" in cast.vera.client().get(reverse("homes:today")).content.decode()
    )
    assert "People do not wake up" not in anybody("/en/alerts/")
    assert "People do not wake up" not in anybody(FINDER)
    path = reverse("outreach:publish_alert", args=[row.pk])
    assert cast.maya.client().post(path, {"version": "1"}).status_code == 403
    assert cast.dana.client().post(path, {"version": "1"}).status_code == 302
    page = anybody("/en/alerts/")
    assert "People do not wake up" in page and "How much of it is in it" in page
    assert "Riverbend Recovery" in page and "Maya" not in page and "Dana" not in page
    assert "medetomidine" in anybody(FINDER)
    assert "medetomidine" not in anybody("/en/?lat=45.0&lon=-75.0")
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert "People do not wake up" not in anybody("/en/alerts/")
        assert "medetomidine" not in anybody(FINDER)
    actions.end_alert(by=cast.maya.by, alert=row.pk, ended="wrong")
    assert "this was wrong" in anybody("/en/alerts/")
    assert "medetomidine" not in anybody(FINDER)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        assert "this was wrong" not in anybody("/en/alerts/")


def test_it_keeps_the_posting_rules(cast: Cast) -> None:
    own = doors.alert(cast, "dana")
    with pytest.raises(errors.Problem):  # the same eyes
        actions.publish_alert(by=cast.dana.by, alert=own.pk, version=1)
    theirs = doors.alert(cast)
    actions.change_alert(by=cast.dana.by, alert=theirs.pk, version=1, said=doors.said())
    with pytest.raises(errors.Problem):  # who wrote it anew does not check it either
        actions.publish_alert(by=cast.dana.by, alert=theirs.pk, version=2)
    rumour = doors.alert(cast, source="people", told_by=1, days=3)
    with pytest.raises(errors.Problem):  # one voice
        actions.publish_alert(by=cast.dana.by, alert=rumour.pk, version=1)
    better = doors.said(source="people", told_by=2, days=3)
    actions.change_alert(by=cast.vera.by, alert=rumour.pk, version=1, said=better)
    with pytest.raises(errors.Stale):
        actions.publish_alert(by=cast.dana.by, alert=rumour.pk, version=1)
    actions.publish_alert(by=cast.dana.by, alert=rumour.pk, version=2)
    with pytest.raises(errors.Problem):  # what everybody reads is not changed
        actions.change_alert(by=cast.vera.by, alert=rumour.pk, version=3, said=better)
    with pytest.raises(errors.Problem):  # longer than what was only told may be shown
        actions.renew_alert(by=cast.dana.by, alert=rumour.pk, version=3, days=7)
    for wrong in (
        {"unknown": " "},
        {"days": 15},
        {"days": 0},
        {"source": "people", "days": 7},
        {"kind": "gold"},
        {"found": ["gold"]},
        {"km": 5000},
        {"more": "x" * 401},
    ):
        with pytest.raises(errors.Problem):
            doors.alert(cast, **wrong)
    with pytest.raises(errors.Missing):
        actions.end_alert(by=cast.riley.by, alert=own.pk, ended="over")
    with pytest.raises(access.Refused):
        actions.end_alert(by=cast.vera.by, alert=own.pk, ended="over")
    assert models.Alert.objects.filter(public_at__isnull=False).count() == 1


def test_it_is_begun_from_a_sample_and_finds_its_place(cast: Cast) -> None:
    feeds.towns()
    sample = doors.sample(cast)
    doors.result(cast, sample, found=[["medetomidine", 5], ["fentanyl", 8]])
    client = cast.maya.client()
    page = client.get(f"{reverse('outreach:draft_alert')}?sample={sample.pk}").content.decode()
    assert 'value="sedating"' in page and "heroin" in page
    typed = {
        "id": str(ids.new()),
        "sample": str(sample.pk),
        "kind": "sedating",
        "sold_as": "heroin\u202e",
        "place": "Nowhere at all",
        "km": "25",
        "source": "checked",
        "found": ["medetomidine", "fentanyl"],
        "unknown": "Whether it is the same elsewhere.",
        "days": "5",
    }
    answer = client.post(reverse("outreach:draft_alert"), typed)
    assert answer.status_code == 422 and "We do not know that place" in answer.content.decode()
    assert (
        client.post(reverse("outreach:draft_alert"), typed | {"place": "Elmora"}).status_code == 302
    )
    row = models.Alert.objects.get()
    assert (row.sold_as, row.area.partition(",")[0], row.sample_id) == (
        "heroin", "Élmora", sample.pk,
    )  # fmt: skip
    assert [told.row.pk for told in queries.for_field(cast.omar.by, now=clock.now())] == [row.pk]

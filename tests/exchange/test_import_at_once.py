"""A reader sees all of the old or all of the new, at whatever moment of an import."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from alongside.core import clock
from alongside.directory import actions as directory
from alongside.directory import models, search
from alongside.directory.actions import staging
from alongside.exchange import actions
from tests.directory import feeds

NEAR: dict[str, Any] = {"lat": "45.0", "lon": "-75.0", "within": 100}


@contextmanager
def after_each_commit(look: Callable[[], Any]) -> Iterator[list[Any]]:
    """What is there between the transactions of whatever happens meanwhile: exactly what
    another connection would read."""
    seen: list[Any] = []
    commit = connection.commit
    looking: list[bool] = []

    def commit_and_look() -> None:
        commit()
        if looking:
            return
        looking.append(True)
        connection.set_autocommit(True)
        try:
            seen.append(look())
        finally:
            connection.set_autocommit(False)
            looking.clear()

    connection.commit = commit_and_look  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        connection.commit = commit  # type: ignore[method-assign]


def answers() -> str:
    """What the finder, its API, the feeds and the exports say, without when they say it."""
    client = Client()
    found: list[Any] = []
    for what in ("", "kettle", "harbour", "soup", "beds"):
        for kind in ("meetings", "services"):
            page = client.get(f"/api/v1/{kind}", {**NEAR, "what": what}).json()
            found.append({"found": page[kind], "total": page["total"], "odd": page["unknown"]})
            anywhere = client.get(f"/api/v1/{kind}", {"what": what}).json()
            found.append((anywhere.get(kind), anywhere.get("total")))
    online = client.get("/api/v1/meetings", {**NEAR, "how": "online"}).json()
    found.append(online["meetings"])
    guide = client.get("/feeds/meetings.json")
    found.append(sorted(b"".join(guide.streaming_content).decode()))  # type: ignore[attr-defined]
    for table in ("services", "organizations", "taxonomy_terms"):
        found.append(client.get(f"/hsds/{table}").json())
    return json.dumps(found, sort_keys=True)


def rows(number: int, word: str, **more: Any) -> list[Any]:
    return [
        feeds.meeting(str(n), name=f"{word} {n % 7}", day=n % 7, types=["O", "BE"], **more)
        for n in range(number)
    ]


@pytest.fixture
def _at_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """How soon something begins is said by the minute: the same for all who look meanwhile."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.mark.django_db(transaction=True)
def test_it_shows_all_of_the_old_or_all_of_the_new(tmp_path: Path, _at_one_moment: None) -> None:
    feeds.towns()
    feeds.bring(tmp_path, rows(40, "Kettle"))
    feeds.services(tmp_path)
    old = answers()
    changed = rows(60, "Harbour", conference_url="https://example.org/room")[10:]
    with after_each_commit(answers) as seen:
        feeds.bring(tmp_path, changed)
    middle = answers()
    assert old != middle
    assert {*seen} <= {old, middle}
    assert seen.index(middle) == seen.count(old), "once new, it stays new"
    assert seen.count(old) > 2, "it was looked at before the switch"
    services = (
        feeds.TABLES["services.csv"].replace("Soup", "Kettle soup").replace("2,2,Beds", "4,2,Rooms")
    )
    with after_each_commit(answers) as seen:
        feeds.services(tmp_path, services=services)
    new = answers()
    assert new != middle
    assert {*seen} <= {middle, new}
    assert seen.index(new) == seen.count(middle)


def entries() -> list[Any]:
    """The index, told without its numbers."""
    words: dict[int, list[Any]] = {}
    told = models.EntryWord.objects.values_list("entry_id", "vocable__word", "weight", "cell")
    for pk, *word in told:
        words.setdefault(pk, []).append(tuple(word))
    times: dict[int, list[Any]] = {}
    columns = ("meeting", "weekday", "starts", "ends", "slot", "cell", "world_minute", "swing",
               "marks", "latitude", "longitude", "is_online")  # fmt: skip
    for pk, *time_ in models.EntryTime.objects.values_list("entry_id", *columns):
        times.setdefault(pk, []).append(tuple(map(str, time_)))
    entry = ("key", "service", "cell", "marks", "latitude", "longitude", "time_zone",
             "hours__pattern")  # fmt: skip
    return sorted(
        (*map(str, said), sorted(words.get(pk, [])), sorted(times.get(pk, [])))
        for pk, *said in models.Entry.objects.values_list("pk", *entry)
    )


def counts() -> dict[str, int]:
    return dict(models.Vocable.objects.filter(count__gt=0).values_list("word", "count"))


@pytest.mark.django_db
def test_it_keeps_the_index_as_if_it_were_made_anew(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, rows(30, "Kettle"))
    feeds.services(tmp_path, schedules=SCHEDULES)
    said = rows(30, "Kettle", timezone="America/Toronto")[5:]
    said[0]["time"], said[1]["day"], said[2]["types"] = "09:15", 6, ["O", "ES", "W"]
    said[3]["attendance_option"], said[4]["notes"] = "inactive", "Knock twice"
    feeds.bring(tmp_path, [*said, feeds.meeting("new", conference_phone="+15555550100")])
    addresses = (
        "id,location_id,address_1,city,state_province,postal_code,country\n1,1,,Twinford,MA,,US\n"
    )
    locations = (
        "id,organization_id,name,latitude,longitude,languages\n"
        "1,1,Kettle House,,,French\n2,2,Harbour,,,\n"
    )
    feeds.services(tmp_path, addresses=addresses, locations=locations, schedules=SCHEDULES[:-30])
    kept, told = entries(), counts()
    assert len(kept) > 5
    search.reindex_all()
    assert entries() == kept
    assert counts() == told


SCHEDULES = (
    "id,service_id,location_id,weekday,opens_at,closes_at\n1,1,,Monday,09:00,17:00\n"
    "2,,2,Tuesday,10:00,20:00\n"
)


@pytest.mark.django_db(transaction=True)
def test_it_never_holds_the_database_for_long(tmp_path: Path) -> None:
    held: list[float] = []
    begun = [0.0]
    commit, autocommit = connection.commit, connection.set_autocommit

    def starting(auto: bool, *args: Any, **kwargs: Any) -> None:
        begun[0] = time.process_time()  # a busy machine stretches any other
        autocommit(auto, *args, **kwargs)

    def ending() -> None:
        commit()
        held.append(time.process_time() - begun[0])

    connection.set_autocommit, connection.commit = starting, ending  # type: ignore[method-assign,assignment]
    try:
        feeds.bring(tmp_path, rows(3000, "Kettle"))
        feeds.bring(tmp_path, rows(3000, "Harbour"))
    finally:
        connection.set_autocommit, connection.commit = autocommit, commit  # type: ignore[method-assign]
    assert len(held) > 10
    assert max(held) < 0.5, sorted(held)[-5:]


@pytest.mark.django_db
def test_it_compares_again_what_people_changed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds.bring(tmp_path, rows(3, "Kettle"))
    whole, tries = staging.Stage.make_ready, []

    def meanwhile(stage: staging.Stage) -> None:
        whole(stage)
        tries.append(stage)
        if len(tries) == 1:
            row = models.Meeting.objects.get(key="1")
            models.Edit.objects.create(
                kind="meetings", listing_id=row.pk, field="name", value="Ours", was=row.name,
                at=clock.now(),
            )  # fmt: skip
            row.name = "Ours"
            row.save()
            search.reindex(meetings=[row.pk])

    monkeypatch.setattr(staging.Stage, "make_ready", meanwhile)
    run = feeds.bring(tmp_path, rows(3, "Harbour"))
    assert (len(tries), run.state, models.Run.objects.count()) == (2, "applied", 2)
    assert sorted(models.Meeting.objects.values_list("name", flat=True)) == [
        "Harbour 0", "Harbour 2", "Ours",
    ]  # fmt: skip
    kept = entries()
    assert not [each for each in kept if each[0][0] in "+-"]
    search.reindex_all()
    assert entries() == kept


@pytest.mark.django_db
def test_it_leaves_nothing_of_a_try_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds.bring(tmp_path, rows(3, "Kettle"))
    before, told = entries(), counts()

    def fails(stage: staging.Stage) -> None:
        raise OSError("no more")

    monkeypatch.setattr(staging.Stage, "write", fails)
    with pytest.raises(OSError, match="no more"):
        feeds.bring(tmp_path, rows(6, "Harbour"))
    assert (entries(), counts()) == (before, told)
    assert models.Run.objects.count() == 1


@pytest.mark.django_db
def test_it_takes_out_of_the_index_what_an_ended_process_left(tmp_path: Path) -> None:
    feeds.bring(tmp_path, rows(3, "Kettle"))
    before = entries()
    models.Entry.objects.create(key="+0123456789", cell=1, marks=1)
    busy = models.Run.objects.create(
        source=models.Source.objects.get(), state="applying", beat_at=clock.now()
    )
    directory.sweep_index(by=feeds.IMPORT)
    assert len(entries()) == len(before) + 1, "somebody is still at it"
    models.Run.objects.filter(pk=busy.pk).update(beat_at=clock.now() - timedelta(minutes=3))
    assert actions.take_up_lost(by=feeds.IMPORT, now=clock.now()) == 1
    assert entries() == before
    busy.refresh_from_db()
    assert busy.state == "failed"
    assert "ended in the middle" in busy.trouble
    call_command("verify_audit")

"""A program that asks for what changed since yesterday is given that, and nothing else: whatever
an import, an editor or somebody who went there made different."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from alongside.core import ids
from alongside.directory import models
from alongside.directory.actions import differences, rows, twins
from alongside.directory.rules import changes
from alongside.exchange import actions
from tests.cast import Cast
from tests.directory import feeds, telling
from tests.exchange import hsds_data as data

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 6, 1, 9, tzinfo=UTC)
YESTERDAY = BEFORE + timedelta(days=9)
TODAY = BEFORE + timedelta(days=10)


def another(number: int) -> Any:
    """The same house of other ids, so that nothing is shared."""
    return json.loads(json.dumps(data.service()).replace("-4000-8000-", f"-4000-8{number:03}-"))


@pytest.fixture
def two(tmp_path: Path) -> list[Any]:
    said = [another(1), another(2)]
    with time_machine.travel(BEFORE, tick=False):
        bring(tmp_path, said)
    return said


def bring(folder: Path, said: list[Any]) -> models.Run:
    where = data.write(folder, said)
    return actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora")


def since(at: datetime, kind: str = "services", **more: Any) -> set[str]:
    answer = Client().get(f"/hsds/{kind}", {"modified_after": at.isoformat(), **more})
    assert answer.status_code == 200, answer.content
    return {each["id"] for each in answer.json()["contents"]}


def dated(pk: str, **more: Any) -> str:
    found = Client().get("/hsds/services", {"full": "true", **more}).json()["contents"]
    return str(next(each["last_modified"] for each in found if each["id"] == pk))


def test_it_sees_what_an_editor_put_right(two: list[Any], cast: Cast) -> None:
    first, second = two[0]["id"], two[1]["id"]
    assert since(BEFORE) == {first, second}
    assert since(YESTERDAY) == set()
    row = models.Service.objects.get(pk=first)
    with time_machine.travel(TODAY, tick=False):
        seen = changes.mark_of(rows.values_of(row))
        sent = telling.shown(row) | {"fees": "A coin", "seen": seen, "id": ids.new()}
        answer = cast.omar.client().post(f"/en/listings/services/{row.pk}/edit/", sent)
        assert answer.status_code == 302, answer.content
    assert since(YESTERDAY) == {first}
    assert since(YESTERDAY, minimal="true") == {first}
    assert len(since(YESTERDAY, "service_at_locations")) == 1
    for more in ({}, {"full": "false"}, {"minimal": "true", "full": "false"}):
        assert dated(first, **more) == "2026-06-11T09:00:00Z"
        assert dated(second, **more) == "2026-06-01T09:00:00Z"


@pytest.mark.parametrize("how", ["voice", "check", "twin"])
def test_it_sees_what_people_said_of_it(two: list[Any], cast: Cast, how: str) -> None:
    row = models.Service.objects.get(pk=two[0]["id"])
    by: Any = cast.omar.by
    with time_machine.travel(TODAY, tick=False):
        if how == "voice":
            rows.add_voices(row, {("naloxone", ""): True}, "people", TODAY)
        elif how == "check":
            rows.looked(by, row, "editor", TODAY)
        else:
            pair = models.Twin.objects.create(
                kind="services", one=row.pk, other=two[1]["id"], likeness=90
            )
            twins.settle_twin(by=cast.kit.by, twin=pair.pk, shown=row.pk)
            assert since(BEFORE) == {str(row.pk)}
            twins.undo_twin(by=cast.kit.by, twin=pair.pk)
    assert since(YESTERDAY) == {two[1]["id"] if how == "twin" else str(row.pk)}


@pytest.mark.parametrize("table", ["phones", "addresses", "organisations"])
def test_it_sees_what_a_human_let_through(two: list[Any], cast: Cast, table: str) -> None:
    """What a feed changed and could not change by itself."""
    service = models.Service.objects.get(pk=two[0]["id"])
    held: dict[str, tuple[Any, str]] = {
        "phones": (service.phones.get(), "number"),
        "addresses": (models.PostalAddress.objects.get(location__offered__service=service), "town"),
        "organisations": (service.organisation, "website"),
    }
    row, field = held[table]
    with time_machine.travel(TODAY, tick=False):
        edit = models.Edit.objects.create(
            kind=table, listing_id=row.pk, field=field, why="held", source_says="555 0199",
            source_said_at=TODAY,
        )  # fmt: skip
        differences.settle_differences(
            by=cast.kit.by, kind=table, listing=row.pk, seen=[edit.pk], theirs=True
        )
    assert since(YESTERDAY) == {two[0]["id"]}


CHANGES: dict[str, Callable[[Any], Any]] = {
    "itself": lambda said: said.update(description="Cold soup"),
    "a phone": lambda said: said["phones"][0].update(number="+1 555 555 0999"),
    "its hours": lambda said: said["schedules"][0].update(byday="FR"),
    "a ramp": lambda said: place(said)["accessibility"][0].update(description="No ramp"),
    "the place": lambda said: place(said).update(name="Salt House"),
    "the organisation": lambda said: said["organization"].update(description="Coffee"),
    "a contact of it": lambda said: said["organization"]["contacts"][0].update(title="Door"),
    "one phone less": lambda said: said.pop("phones"),
    "no ramp at all": lambda said: place(said).pop("accessibility"),
    "a category less": lambda said: said.pop("attributes"),
}


def place(said: Any) -> Any:
    return said["service_at_locations"][0]["location"]


@pytest.mark.parametrize("what", CHANGES)
def test_it_sees_what_a_list_changed(tmp_path: Path, two: list[Any], what: str) -> None:
    """Also where only a part of it is different, and nothing of the other."""
    CHANGES[what](two[0])
    with time_machine.travel(TODAY, tick=False):
        run = bring(tmp_path, two)
    assert (run.state, run.refused) == ("applied", 0)
    assert since(YESTERDAY) == {two[0]["id"]}


def test_it_sees_nothing_where_a_list_came_again(tmp_path: Path, two: list[Any]) -> None:
    with time_machine.travel(TODAY, tick=False):
        run = bring(tmp_path, two)
        assert (run.added, run.changed, run.gone) == (0, 0, 0)
        added = another(3)
        bring(tmp_path, [*two, added])
    assert since(YESTERDAY) == {added["id"]}


def test_it_carries_to_another_house_only_what_was_changed(two: list[Any], tmp_path: Path) -> None:
    """When it came here is nobody's business there; what people put right is."""
    row = models.Service.objects.get(pk=two[0]["id"])
    with time_machine.travel(TODAY, tick=False):
        rows.put(row, {"fees": "A coin"})
    path = tmp_path / "given.zip"
    answer: Any = Client().get("/hsds/tables.zip")
    path.write_bytes(b"".join(answer.streaming_content))
    with zipfile.ZipFile(path) as given:
        text = given.read("services.csv").decode()
    assert "2026-06-11T09:00:00Z" in text
    assert data.SERVICE["last_modified"] in text
    assert "2026-06-01" not in text


def test_it_says_when_of_what_was_there_before(two: list[Any]) -> None:
    """The migration: imports, edits, voices and checks of before are not forgotten."""
    first, second = (models.Service.objects.get(pk=each["id"]) for each in two)
    models.Source.objects.update(read_at=BEFORE)
    models.Edit.objects.create(
        kind="services", listing_id=first.pk, field="fees", value="A coin", at=TODAY
    )
    meeting = telling.meeting(verified_at=YESTERDAY)
    meeting.facts.create(kind="wheelchair", says="people", said_at=TODAY)
    models.Service.objects.update(changed_at=None, touched_at=None)
    import_module("alongside.directory.migrations.0014_what_changed").say_when(apps, None)
    for row in (first, second, meeting):
        row.refresh_from_db()
    assert (first.touched_at, first.changed_at) == (TODAY, TODAY)
    assert (second.touched_at, second.changed_at) == (None, BEFORE)
    assert meeting.touched_at == TODAY

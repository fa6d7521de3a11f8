"""What else clients of a BMLT server ask: values, the box around all, scripts, tables."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from alongside.directory import models
from alongside.exchange import actions
from alongside.exchange.feeds import bmlt
from tests.directory import feeds
from tests.exchange import outgoing

there = outgoing.there
get, SERVER = outgoing.get, outgoing.SERVER


def numbers(key: str) -> str:
    return str(bmlt.number(models.Meeting.objects.get(key=key).pk))


@pytest.mark.django_db
def test_it_tells_which_values_a_field_has(there: None) -> None:
    def values(name: str, **more: Any) -> dict[str, set[str]]:
        said = get(SERVER, switcher="GetFieldValues", meeting_key=name, **more)
        assert all(set(each) == {name, "ids"} for each in said)
        return {each[name]: set(each["ids"].split(",")) for each in said}

    assert numbers("late") in values("weekday_tinyint")["7"]
    assert values("start_time")["23:30:00"] == {numbers("late")}
    assert values("location_sub_province")["East"] == {numbers("late")}
    assert values("venue_type")["2"] >= {numbers("online"), numbers("moved")}
    kinds = {each["key_string"]: each["id"] for each in get(SERVER, switcher="GetFormats")}
    open_, women = kinds["O"], kinds["W"]
    both = {"specific_formats": f"{open_},{women}", "all_formats": "1"}
    assert list(values("formats", **both).values()) == [{numbers("open")}]
    assert get(SERVER, switcher="GetFieldValues", meeting_key="password") == []


@pytest.mark.django_db
def test_it_tells_the_box_around_all(there: None) -> None:
    (box,) = get(SERVER, switcher="GetCoverageArea")
    assert box == {
        "nw_corner_longitude": "-75.0", "nw_corner_latitude": "45.02",
        "se_corner_longitude": "-75.0", "se_corner_latitude": "45.0",
    }  # fmt: skip


@pytest.mark.django_db
def test_it_calls_a_function_where_only_scripts_can_be_read(there: None) -> None:
    models.Meeting.objects.filter(key="open").update(name="Line\u2028</script>")
    path = SERVER.replace("/json/", "/jsonp/")
    asked = {"switcher": "GetSearchResults", "callback": "jQuery35_1.done"}
    answer: Any = Client().get(path, asked)
    body = b"".join(answer.streaming_content).decode()
    assert body.startswith("/**/jQuery35_1.done([")
    assert body.endswith("]);")
    assert "\u2028" not in body
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["X-Content-Type-Options"] == "nosniff"
    said = json.loads(body.removeprefix("/**/jQuery35_1.done(").removesuffix(");"))
    assert said == get(SERVER, switcher="GetSearchResults")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "a b", "alert(1)//", "a.", "1a", "é", "a" * 80, "a\n", "a;b"])
def test_it_calls_nothing_that_is_no_name(name: str) -> None:
    answer = Client().get(SERVER.replace("/json/", "/jsonp/"), {"callback": name})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")


@pytest.mark.django_db
def test_it_reads_its_own_table_of_an_area(there: None, tmp_path: Path) -> None:
    path = SERVER.replace("/json/", "/csv/")
    late = models.Meeting.objects.get(key="late")
    body = bmlt.number(late.body.pk if late.body else late.source.pk)
    table = get(path, switcher="GetNAWSDump", sb_id=body)
    assert table.count(b"\r\n") == 2
    (tmp_path / "area.csv").write_bytes(table)
    run = actions.import_directory(by=feeds.IMPORT, where=str(tmp_path / "area.csv"))
    assert (run.added, run.refused) == (1, 0)
    again = models.Meeting.objects.get(source=run.source)
    for name in ("name", "weekday", "start_minute", "latitude", "longitude", "time_zone"):
        assert getattr(again, name) == getattr(late, name)
    assert Client().get(path, {"switcher": "GetNAWSDump", "sb_id": "x"}).status_code == 422


@pytest.mark.django_db
def test_it_finds_meeting_guide_as_the_other_server_does(there: None) -> None:
    found = get(SERVER.replace("/json/", "/tsml/"), switcher="GetSearchResults", weekdays="7")
    assert [row["name"] for row in found] == ["Meeting late"]

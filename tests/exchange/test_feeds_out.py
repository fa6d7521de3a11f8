"""What goes out about meetings: readable by others, the same when it is read again."""

import sys
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from alongside.directory import models
from alongside.exchange import actions
from alongside.exchange.feeds import bmlt
from tests.directory import feeds
from tests.directory.test_meeting_times import bring, listing
from tests.exchange import outgoing

NOWHERE = dict.fromkeys(("address", "street", "town", "region", "postal", "country"), "")
SAME = {"id", "source", "source_id", "mark", "key", "website"}
there = outgoing.there
get, NOW, SERVER = outgoing.get, outgoing.NOW, outgoing.SERVER


def guide(**said: Any) -> dict[str, Any]:
    return {
        row["name"].removeprefix("Meeting "): row for row in get("/feeds/meetings.json", **said)
    }


def said_of(row: models.Meeting) -> dict[str, Any]:
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in SAME and field.name not in {"body", "source", "verified_at"}
    }
    values["website"] = row.website
    values["types"] = sorted(row.types.values_list("code", "name", "means"))
    values["languages"] = sorted(row.languages.values_list("code", flat=True))
    values["body"] = row.body.name if row.body else ""
    columns = ("kind", "on", "until_on", "start_minute", "end_minute", "reason")
    values["dates"] = sorted(row.dates.values_list(*columns), key=str)
    return values


@pytest.mark.django_db
def test_it_reads_its_own_feed_as_the_same_meetings(there: None, tmp_path: Path) -> None:
    models.Meeting.objects.filter(key="online").update(**NOWHERE)
    rows = get("/feeds/meetings.json")
    shown = models.Meeting.objects.exclude(key__in=("hidden", "closed"))
    before = {row.name: said_of(row) for row in shown}
    keys = {row["slug"] for row in rows}
    assert len(rows) == len(before) == 10
    path = feeds.feed(tmp_path, rows, "again.json")
    for added in (10, 0):
        run = actions.import_meetings(by=feeds.IMPORT, where=path, source_name="Again")
        assert (run.added, run.changed, run.refused) == (added, 0, 0)
    again = models.Meeting.objects.filter(source__name="Again")
    assert {row.key for row in again} == keys
    assert {row.name: said_of(row) for row in again} == before


@pytest.mark.django_db
def test_it_writes_meeting_guide_as_others_read_it(there: None) -> None:
    models.Meeting.objects.filter(key__in=["online", "call"]).update(**NOWHERE)
    said = guide()
    names = [
        "al", "appointment", "call", "dated", "late", "monthly", "moved", "online", "open", "town",
    ]  # fmt: skip
    assert sorted(said) == names
    assert "near" in said["town"]
    assert "latitude" not in said["town"]
    row = said["open"]
    assert (row["day"], row["time"], row["end_time"]) == (2, "19:00", "20:00")
    assert row["types"] == ["O", "TEA", "W"]
    assert (row["latitude"], row["timezone"]) == (45.0, "America/Toronto")
    assert row["url"].startswith("http://testserver/en/meetings/")
    assert said["late"]["regions"] == ["North", "East"]
    assert said["late"]["entity"] == "Elmora Office"
    assert said["al"]["types"] == ["X", "PAR"]
    assert "day" not in said["appointment"]
    assert "day" not in said["monthly"]
    assert said["monthly"]["notes"].startswith("First and third Monday of the month, 7 p.m.")
    assert guide(lang="fr")["monthly"]["notes"]
    assert "attendance_option" not in said["call"]
    kinds = {key: (row["approximate"], row.get("has_door")) for key, row in said.items()}
    assert kinds["open"] == ("no", None)
    assert kinds["online"] == ("yes", None)
    assert kinds["moved"] == ("yes", "yes")
    # What TSML UI asks of a row before it shows it: an address of some kind, a clock, a slug.
    for row in said.values():
        assert row["slug"] and row["timezone"]
        assert any(row.get(name) for name in ("formatted_address", "address", "city", "state"))
    assert (said["online"]["formatted_address"], said["online"]["no_address"]) == ("Online", "yes")
    assert guide(lang="fr")["call"]["formatted_address"] != said["call"]["formatted_address"]
    assert said["late"]["entity_phone"]
    told = Client().get(said["open"]["feedback_url"].removeprefix("http://testserver"))
    assert told.status_code == 200


@pytest.mark.django_db
def test_it_narrows_a_feed(there: None) -> None:
    source = models.Source.objects.get(name="Test feed")
    assert guide(fellowship="al-anon").keys() == {"al"}
    assert guide(pathway="family").keys() == {"al"}
    assert len(guide(town="elmora")) == 10
    assert not guide(country="FR")
    assert len(guide(source=source.pk)) == 10
    assert not guide(source="nonsense")


@pytest.mark.django_db
def test_it_sends_nothing_anew_that_did_not_change(there: None) -> None:
    client = Client()
    first: Any = client.get("/feeds/meetings.json")
    tag, when = first.headers["ETag"], first.headers["Last-Modified"]
    b"".join(first.streaming_content)
    with CaptureQueriesContext(connection) as asked:
        again = client.get("/feeds/meetings.json", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert len([one for one in asked if "directory_" in one["sql"]]) <= 5
    assert (
        client.get("/feeds/meetings.json", headers={"if-modified-since": when}).status_code == 304
    )
    models.Report.objects.create(meeting=models.Meeting.objects.get(key="open"))
    assert client.get("/feeds/meetings.json", headers={"if-none-match": tag}).status_code == 200
    assert client.post("/feeds/meetings.json").status_code == 405
    assert client.options("/feeds/meetings.json").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
def test_it_names_its_feed_on_the_find_page(there: None) -> None:
    html = Client().get("/en/").content.decode()
    assert 'type="application/json" title="Meetings Feed" href="/feeds/meetings.json"' in html


def results(**said: Any) -> list[str]:
    rows = get(SERVER, switcher="GetSearchResults", **said)
    return [row["meeting_name"].removeprefix("Meeting ") for row in rows]


@pytest.mark.django_db
def test_it_answers_like_a_server_of_the_other_kind(there: None) -> None:
    rows = {r["meeting_name"]: r for r in get(SERVER, switcher="GetSearchResults")}
    row = rows["Meeting late"]
    assert all(isinstance(value, str) for each in rows.values() for value in each.values())
    assert set(row) == set(bmlt.FIELDS)
    assert (row["weekday_tinyint"], row["start_time"]) == ("7", "23:30:00")
    assert (row["duration_time"], row["venue_type"]) == ("01:00:00", "1")
    assert (row["location_municipality"], row["latitude"]) == ("Elmora", "45.0")
    assert "Meeting appointment" not in rows
    bodies = {each["id"]: each["name"] for each in get(SERVER, switcher="GetServiceBodies")}
    assert bodies[row["service_body_bigint"]] == "Elmora Office"
    assert bodies[rows["Meeting open"]["service_body_bigint"]] == "Test feed"
    formats = {each["id"]: each for each in get(SERVER, switcher="GetFormats")}
    kinds = [
        formats[pk]["key_string"] for pk in rows["Meeting al"]["format_shared_id_list"].split(",")
    ]
    assert kinds == rows["Meeting al"]["formats"].split(",") == ["X", "P"]
    assert {each["world_id"] for each in formats.values()} >= {"OPEN", "W", "WCHR", ""}
    (info,) = get(SERVER, switcher="GetServerInfo")
    assert info["versionInt"] == "4002007"
    assert "meeting_name" in info["available_keys"]


@pytest.mark.django_db
def test_it_filters_as_clients_of_that_server_ask(there: None) -> None:
    wheelchair = models.MeetingType.objects.get(code="X").pk
    assert results(weekdays="7") == ["late"]
    assert set(results(weekdays="-7")) == {
        "open",
        "online",
        "call",
        "al",
        "monthly",
        "moved",
        "town",
    }
    assert set(results(**{"weekdays[]": [2, 7]})) == {"late", "monthly"}
    assert set(results(venue_types="2")) == {"online", "call", "moved"}
    assert results(formats=wheelchair) == ["al"]
    assert "al" not in results(formats=-wheelchair)
    women = models.MeetingType.objects.get(code="W").pk
    assert results(formats=f"{wheelchair},{women}") == []
    either = results(**{"formats[]": [wheelchair, women]}, formats_comparison_operator="OR")
    assert set(either) == {"al", "open"}
    assert results(StartsAfterH="22") == ["late"]
    assert "late" not in results(StartsBeforeH="22", StartsBeforeM="30")
    assert results(MinDurationH="1", MinDurationM="1") == []
    assert results(SearchString="meeting late") == ["late"]
    body = next(
        each["id"] for each in get(SERVER, switcher="GetServiceBodies") if each["type"] == "AS"
        and each["name"] == "Elmora Office"
    )  # fmt: skip
    assert results(services=body, recursive=1) == ["late"]
    assert "late" not in results(services=f"-{body}")


@pytest.mark.django_db
def test_it_finds_near_a_position_and_in_pages(there: None) -> None:
    near = get(
        SERVER, switcher="GetSearchResults", lat_val="45.02", long_val="-75", geo_width_km="1"
    )
    assert [(r["meeting_name"], r["distance_in_km"]) for r in near] == [("Meeting al", "0.0")]
    wide = results(lat_val="45.02", long_val="-75", geo_width="5")
    assert wide[0] == "al"
    assert {"open", "late", "monthly"} <= set(wide)
    assert len(results(lat_val="45", long_val="-75", geo_width="-2")) == 2
    assert results(SearchString="Elmora", StringSearchIsAnAddress="1", SearchStringRadius="1")
    every = results(sort_keys="meeting_name")
    assert every == sorted(every)
    assert results(sort_keys="meeting_name", page_size="2", page_num="2") == every[2:4]
    rows = get(SERVER, switcher="GetSearchResults", data_field_key="meeting_name,start_time")
    assert all(list(row) == ["meeting_name", "start_time"] for row in rows)
    both = get(SERVER, switcher="GetSearchResults", get_used_formats="", weekdays="3")
    assert {each["key_string"] for each in both["formats"]} >= {"O", "W"}
    numbers = [r["id_bigint"] for r in get(SERVER, switcher="GetSearchResults")]
    assert len(results(meeting_ids=numbers[0])) == 1
    assert len(results(meeting_ids=f"-{numbers[0]}")) == len(numbers) - 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        {"weekdays": "9"}, {"weekdays": "x"}, {"venue_types": "7"}, {"formats": "a"},
        {"lat_val": "95", "long_val": "0", "geo_width": "1"}, {"lat_val": "1"},
        {"lat_val": "nan", "long_val": "0", "geo_width": "1"}, {"page_size": "0"},
        {"root_server_ids": "9"}, {"meeting_key": "password"}, {"weekdays": "9" * 500},
        {"SearchString": "Nowhere at all", "StringSearchIsAnAddress": "1"},
        {"StartsAfterH": "²"}, {"switcher": "DropTables"}, {"SearchString": "Nowhere\x00"},
        {"page_size": "9" * 17, "page_num": "9" * 17},
        {"switcher": "GetChanges", "end_date": "0001-01-01"},
    ],
)  # fmt: skip
def test_it_finds_nothing_for_nonsense(there: None, said: dict[str, str]) -> None:
    assert get(SERVER, **{"switcher": "GetSearchResults", **said}) == []


@pytest.mark.django_db
def test_it_tells_changes_up_to_the_last_day_there_is(there: None) -> None:
    asked = {"switcher": "GetChanges"}
    assert get(SERVER, **asked, end_date="9999-12-31") == get(SERVER, **asked)


def events(body: bytes) -> list[Any]:
    return list(Calendar.from_ical(body).walk("VEVENT"))


@pytest.mark.django_db
def test_it_puts_a_meeting_into_a_calendar(there: None) -> None:
    def of(key: str) -> Any:
        row = models.Meeting.objects.get(key=key)
        (event,) = events(get(f"/meetings/{row.pk}.ics"))
        return event

    event = of("late")
    starts = event.decoded("dtstart")
    assert (starts.isoweekday(), starts.strftime("%H:%M")) == (6, "23:30")
    assert event.decoded("dtend").strftime("%H:%M") == "00:30"
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=SA"
    assert str(starts.tzinfo) == "America/Toronto"
    assert (event["geo"].latitude, event["geo"].longitude) == (45.0, -75.0)
    monthly = of("monthly")
    assert monthly["rrule"].to_ical() == b"FREQ=MONTHLY;BYDAY=1MO,3MO"
    assert (
        monthly.decoded("exdate")[0].date() == date(2026, 12, 7)
        if isinstance(monthly.decoded("exdate"), list)
        else b"20261207T190000" in monthly["exdate"].to_ical()
    )
    assert monthly.decoded("dtstart").date() == date(2026, 1, 5)
    assert of("dated").decoded("dtstart").isoformat() == "2026-12-24T15:00:00-05:00"
    assert "conference" in of("online")
    hidden = models.Meeting.objects.get(key="hidden")
    assert Client().get(f"/meetings/{hidden.pk}.ics").status_code == 404


@pytest.mark.django_db
def test_it_puts_a_search_into_a_calendar(there: None) -> None:
    found = events(get("/meetings.ics", at=1, when="any"))
    names = {str(event["summary"]).removeprefix("Meeting ") for event in found}
    assert {"open", "late", "al", "monthly"} <= names
    assert names <= {"open", "late", "al", "monthly", "dated", "online", "call", "moved", "town"}
    assert events(get("/meetings.ics", place="nowhere at all")) == []


@pytest.mark.django_db
def test_it_says_where_a_calendar_holds_only_some(
    there: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = get("/meetings.ics", at=1, when="any")
    assert b"X-WR-CALDESC" not in whole
    monkeypatch.setattr(sys.modules["alongside.directory.queries.find"], "PAGE", 2)
    monkeypatch.setattr("alongside.exchange.views.feeds.PAGES", 1)
    some = get("/meetings.ics", at=1, when="any").replace(b"\r\n ", b"")
    assert b"X-WR-CALNAME:Meetings: the first 2" in some
    assert b"X-WR-CALDESC:Only the first 2 of " in some
    assert len(events(some)) == 2


@pytest.mark.django_db
def test_it_writes_no_sign_that_xml_has_no_place_for(there: None) -> None:
    odd = "A\ufffe\uffff\x0b\x1fB\U0001f600"
    models.Meeting.objects.filter(key="open").update(name=odd)
    assert "AB\U0001f600" in {
        str(each.text).removeprefix("New: ")
        for each in ElementTree.fromstring(get("/feeds/changes.atom")).iter()  # noqa: S314 - ours
    }


@pytest.mark.django_db
def test_it_reads_its_own_calendar(there: None, tmp_path: Path) -> None:
    row = models.Meeting.objects.get(key="monthly")
    (tmp_path / "one.ics").write_bytes(get(f"/meetings/{row.pk}.ics"))
    run = actions.import_directory(by=feeds.IMPORT, where=str(tmp_path / "one.ics"))
    assert (run.added, run.refused) == (1, 0)
    again = models.Meeting.objects.get(source=run.source)
    assert (again.rrule, again.start_minute) == (row.rrule, row.start_minute)
    assert [each.on for each in again.dates.all()] == [date(2026, 12, 7)]


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.django_db
def test_it_tells_what_changed(there: None, tmp_path: Path) -> None:
    feeds.bring(
        tmp_path, [feeds.meeting("open", time="20:00"), feeds.meeting("hidden", time="3:00")]
    )
    models.Meeting.objects.filter(key="hidden").update(is_public=False)
    root = ElementTree.fromstring(get("/feeds/changes.atom"))  # noqa: S314  our own
    said = [
        (e.findtext(f"{ATOM}title"), e.findtext(f"{ATOM}summary"))
        for e in root.iter(f"{ATOM}entry")
    ]
    titles = [title for title, _ in said]
    assert "Changed: Meeting open" in titles
    assert "No longer listed: Meeting late" in titles
    assert "New: Meeting open" in titles
    assert "the time" in str(dict(said)["Changed: Meeting open"])
    assert not [title for title in titles if "hidden" in str(title)]
    changes = get(SERVER, switcher="GetChanges")
    assert {each["user_name"] for each in changes} == {""}
    assert {each["change_type"] for each in changes} >= {
        "comdef_change_type_new", "comdef_change_type_change", "comdef_change_type_delete",
    }  # fmt: skip
    assert get(SERVER, switcher="GetChanges", start_date="2030-01-01") == []
    before = len(titles)
    feeds.services(tmp_path)
    models.Service.objects.filter(name__contains="Soup").update(is_public=False)
    text = get("/feeds/changes.atom").decode()
    assert "/en/services/" in text and text.count("<entry>") > before
    assert "Soup" not in text
    assert "/en/services/" not in get("/feeds/changes.atom", only="meetings").decode()
    assert "/en/meetings/" not in get("/feeds/changes.atom", only="services").decode()
    assert "<entry>" in get("/feeds/changes.atom", only="nonsense\x00").decode()


@pytest.mark.django_db
def test_it_asks_as_often_however_many_there_are() -> None:
    def asked(many: int) -> int:
        bring(*(listing(str(n), n + 1) for n in range(many)))
        with CaptureQueriesContext(connection) as queries:
            assert len(get("/feeds/meetings.json")) == many
            assert len(get(SERVER, switcher="GetSearchResults")) == many
        return len(queries)

    assert asked(3) == asked(40)

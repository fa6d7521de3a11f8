"""The FHIR API: what may be asked, found as FHIR means it, by anybody, without a trace."""

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core import ids
from alongside.directory import models
from alongside.directory.rules import limits
from alongside.exchange.fhir import asking, names
from tests.exchange import hsds_data as data
from tests.exchange import r4
from tests.exchange.fhir import BEFORE, PKS, TODAY, another, ask, bring, read, resources, soup

__all__ = ["soup"]  # pytest finds it here
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "broken",
    [
        {"resourceType": "Location", "status": "activ"},
        {"resourceType": "Location", "status": "active", "foo": 1},
        {"resourceType": "Location", "status": "active", "position": {"latitude": 1}},
        {"resourceType": "Location", "status": "active", "name": ""},
        {"resourceType": "Location", "status": "active",
         "hoursOfOperation": [{"openingTime": "9:00"}]},
        {"resourceType": "HealthcareService", "availableTime": [{"daysOfWeek": ["monday"]}]},
        {"resourceType": "HealthcareService", "meta": {"lastUpdated": "2026-01-01"}},
        {"resourceType": "Organization", "name": "x", "active": "yes"},
        {"resourceType": "Bundle", "type": "searchset", "entry": [
            {"resource": {"resourceType": "Organization", "name": 1}, "search": {}}]},
    ],
)  # fmt: skip
def test_the_check_knows_what_is_not_r4(broken: Any) -> None:
    assert r4.wrong(broken)


def test_it_says_what_it_is_and_understands() -> None:
    said = ask("metadata")
    assert (said["resourceType"], said["fhirVersion"]) == ("CapabilityStatement", "4.0.1")
    told = {each["type"]: each for each in said["rest"][0]["resource"]}
    assert set(told) == set(names.KINDS)
    for kind, each in told.items():
        assert {one["name"] for one in each["searchParam"]} == set(asking.PARAMETERS[kind])
        assert each["supportedProfile"] == [names.PROFILES[kind]]


@pytest.mark.parametrize("kind", names.KINDS)
def test_it_answers_a_bundle_and_each_resource(soup: Any, kind: str) -> None:
    found = ask(kind)
    assert (found["type"], found["total"]) == ("searchset", 1)
    (entry,) = found["entry"]
    assert entry["fullUrl"] == f"http://testserver/fhir/{kind}/{PKS[kind]}"
    assert entry["search"] == {"mode": "match"}
    one = ask(f"{kind}/{PKS[kind]}")
    assert one == entry["resource"]
    assert one["meta"]["profile"] == [names.PROFILES[kind]]
    assert one["meta"]["lastUpdated"] == "2026-06-01T09:00:00Z"


UID10, UID20, UID30, UID61 = data.uid(10), data.uid(20), data.uid(30), data.uid(61)


@pytest.mark.parametrize(
    ("kind", "parameters", "count"),
    [
        ("HealthcareService", {"_id": UID20}, 1),
        ("HealthcareService", {"_id": f"{UID10},{UID20}"}, 1),
        ("HealthcareService", {"_id": "no-such-thing"}, 0),
        ("HealthcareService", {"name": "sou"}, 1),
        ("HealthcareService", {"name": "oup"}, 0),
        ("HealthcareService", {"name:contains": "OUP"}, 1),
        ("HealthcareService", {"name:exact": "soup"}, 0),
        ("HealthcareService", {"name": "zzz,broth"}, 1),
        ("HealthcareService", {"active": "true"}, 1),
        ("HealthcareService", {"active": "false"}, 0),
        ("HealthcareService", {"organization": UID10}, 1),
        ("HealthcareService", {"organization": f"Organization/{UID10}"}, 1),
        ("HealthcareService", {"organization": f"Location/{UID10}"}, 0),
        ("HealthcareService", {"location": f"https://x.example/fhir/Location/{UID30}"}, 1),
        ("HealthcareService", {"location": UID10}, 0),
        ("HealthcareService", {"service-type": "BD-1800"}, 1),
        ("HealthcareService", {"service-type": f"urn:uuid:{UID61}|BD-1800"}, 1),
        ("HealthcareService", {"service-type": f"urn:uuid:{UID61}|"}, 1),
        ("HealthcareService", {"service-type": "http://x.example|BD-1800"}, 0),
        ("HealthcareService", {"service-type": "|BD-1800"}, 0),
        ("HealthcareService", {"service-category": "BD-1800"}, 1),
        ("HealthcareService", {"service-category": "BD"}, 0),
        ("HealthcareService", {"_lastUpdated": "gt2026-05-31"}, 1),
        ("HealthcareService", {"_lastUpdated": "gt2026-06-01"}, 0),
        ("HealthcareService", {"_lastUpdated": "ge2026-06-01T09:00:00Z"}, 1),
        ("HealthcareService", {"_lastUpdated": "gt2026-06-01T09:00:00Z"}, 0),
        ("HealthcareService", {"_lastUpdated": "le2026-06-01T09:00:00Z"}, 1),
        ("HealthcareService", {"_lastUpdated": "2026-06"}, 1),
        ("HealthcareService", {"_lastUpdated": "ne2026"}, 0),
        ("Organization", {"_lastUpdated": ["ge2026-06-01", "lt2026-06-02"]}, 1),
        ("Organization", {"_lastUpdated": "gt2026-06-02"}, 0),
        ("Organization", {"name": "kettle"}, 1),
        ("Organization", {"name:contains": ""}, 1),
        ("Location", {"_lastUpdated": "gt2026-06-02"}, 0),
        ("Location", {"status": "active"}, 1),
        ("Location", {"status": "suspended"}, 0),
        ("Location", {"organization": UID10}, 1),
        ("Location", {"address-city": "elm"}, 1),
        ("Location", {"address-postalcode": "B"}, 0),
        ("Location", {"near": "45.0|-75.0"}, 1),
        ("Location", {"near": "45.0|-75.0|100|m"}, 0),
        ("Location", {"near": "45.0|-75.0|0.2|[mi_us]"}, 1),
        ("Location", {"near": "-45.0|75.0|100|km"}, 0),
    ],
)  # fmt: skip
def test_it_finds_as_asked(soup: Any, kind: str, parameters: Any, count: int) -> None:
    assert ask(kind, parameters)["total"] == count
    stranger = Client(enforce_csrf_checks=True, headers={"Origin": "https://elsewhere.example"})
    assert read(stranger.post(f"/fhir/{kind}/_search", parameters))["total"] == count


def test_it_finds_the_nearest_first_and_says_how_far(soup: Any, tmp_path: Path) -> None:
    far = another(1)
    far["service_at_locations"][0]["location"]["latitude"] = 45.1
    bring(tmp_path, [data.service(), far])
    found = ask("Location", {"near": "45.11|-75.001|50|km"})
    assert [each["id"] for each in resources(found)] == [another(1)["service_at_locations"][0][
        "location"]["id"], data.uid(30)]  # fmt: skip
    away = [each["search"]["extension"][0]["valueDistance"] for each in found["entry"]]
    assert away[0] == pytest.approx({**away[0], "value": 1.112}, abs=0.01)
    assert (away[0]["code"], away[0]["system"]) == ("km", names.UNITS)


def test_it_leads_from_page_to_page(soup: Any, tmp_path: Path) -> None:
    bring(tmp_path, [data.service(), *(another(number) for number in range(1, 5))])
    seen, address = [], "/fhir/HealthcareService?_count=2&name=soup&_format=json&lang=fr&foo=1"
    while address:
        page = read(Client().get(address.removeprefix("http://testserver")))
        links = {each["relation"]: each["url"] for each in page["link"]}
        assert page["total"] == 5
        assert "foo" not in links["self"]
        seen += [each["id"] for each in resources(page) if each["resourceType"] == names.SERVICE]
        address = links.get("next", "")
    assert len(set(seen)) == len(seen) == 5
    counted = ask("HealthcareService", {"_count": 0})
    assert (counted["total"], counted.get("entry")) == (5, None)
    past = ask("HealthcareService", {"_page": 99_999_999, "_count": 200})
    assert "entry" not in past


def test_it_tells_whoever_keeps_a_copy_what_is_new(soup: Any, tmp_path: Path) -> None:
    other = another(1)
    with time_machine.travel(BEFORE, tick=False):
        bring(tmp_path, [data.service(), other])
    other["service_at_locations"][0]["location"]["name"] = "Salt House"
    with time_machine.travel(TODAY, tick=False):
        bring(tmp_path, [data.service(), other])
    since = {"_lastUpdated": "gt2026-06-02T00:00:00.000Z"}
    new = {
        names.SERVICE: other["id"],
        names.ORGANISATION: other["organization"]["id"],
        names.LOCATION: other["service_at_locations"][0]["location"]["id"],
    }
    for kind, pk in new.items():
        assert [each["id"] for each in resources(ask(kind, since))] == [pk]


def test_it_says_when_a_copy_is_still_right(soup: Any) -> None:
    path = f"/fhir/Organization/{UID10}"
    first = Client().get(path)
    tag = first.headers["ETag"]
    assert tag == f'W/"{first.json()["meta"]["versionId"]}"'
    assert first.headers["Last-Modified"] == "Mon, 01 Jun 2026 09:00:00 GMT"
    same = Client().get(path, headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["Access-Control-Allow-Origin"] == "*"
    later = Client().get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert later.status_code == 200
    models.ListedOrganisation.objects.update(description="Coffee")
    assert Client().get(path, headers={"If-None-Match": tag}).status_code == 200
    page = Client().get("/fhir/Location")
    again = Client().get("/fhir/Location", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("HealthcareService", {"_lastUpdated": "soon"}),
        ("HealthcareService", {"_lastUpdated": "ap2026-01-01"}),
        ("HealthcareService", {"_lastUpdated": "2026-13"}),
        ("HealthcareService", {"_lastUpdated": "0001-01-01"}),
        ("HealthcareService", {"_lastUpdated": "9999"}),
        ("HealthcareService", {"name": "x" * 300}),
        ("HealthcareService", {"name": "\x00"}),
        ("HealthcareService", {"name:missing": "true"}),
        ("HealthcareService", {"organization:identifier": "x"}),
        ("HealthcareService", {"active": "perhaps"}),
        ("HealthcareService", {"_count": "-1"}),
        ("HealthcareService", {"_count": "many"}),
        ("HealthcareService", {"_page": "0"}),
        ("Location", {"near": "here"}),
        ("Location", {"near": "91|0"}),
        ("Location", {"near": "45|-75|nan|km"}),
        ("Location", {"near": "45|-75|-1|km"}),
        ("Location", {"near": "45|-75|1|league"}),
        ("Location", {"near": "45|-75,46|-75"}),
    ],
)
def test_it_says_which_word_it_can_not_read(kind: str, parameters: Any) -> None:
    said = ask(kind, parameters, status=400)
    (issue,) = said["issue"]
    name = next(iter(parameters)).partition(":")[0]
    assert (issue["code"], issue["severity"]) == ("invalid", "error")
    assert name in issue["details"]["text"]


def test_it_says_what_it_did_not_look_for(soup: Any) -> None:
    found = ask("HealthcareService", {"specialty": "x", "location.near": "1|1", "_sort": "name"})
    assert found["total"] == 1
    assert found["entry"][-1]["search"] == {"mode": "outcome"}
    words = found["entry"][-1]["resource"]["issue"][0]["details"]["text"]
    assert all(name in words for name in ("specialty", "location.near", "_sort"))
    ask("HealthcareService", {"specialty": "x"}, status=400, Prefer="handling=strict")
    ask("HealthcareService", {"name": "s"}, Prefer="handling=strict")


def test_it_refuses_what_it_does_not_do(soup: Any, settings: Any) -> None:
    for path in (f"HealthcareService/{ids.new()}", "HealthcareService/x", "Patient", "",
                 f"HealthcareService/{UID20}/_history", "Location/x y"):  # fmt: skip
        assert ask(path, status=404)["issue"][0]["code"] == "not-found"
    for answer in (Client().delete(f"/fhir/Location/{UID30}"), Client().post("/fhir/Location"),
                   Client().get("/fhir/Location/_search")):  # fmt: skip
        assert read(answer, 405)["issue"][0]["code"] == "not-supported"
        assert answer.headers["Allow"]
    ask("Location", status=406, Accept="application/fhir+xml")
    ask("Location", {"_format": "xml"}, status=406)
    for wanted in ("json", "application/fhir+json", "application/json"):
        ask("Location", {"_format": wanted}, Accept="application/fhir+xml")
    ask("Location", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    asked = Client().options("/fhir/Location", headers={"Origin": "https://x.example"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (204, "*")
    cache.clear()
    limits.ASKED.counts.clear()
    settings.API_A_MINUTE = 1
    ask("Location")
    answer = Client().get("/fhir/Location")
    assert read(answer, 429)["issue"][0]["code"] == "throttled"
    assert int(answer.headers["Retry-After"]) > 0
    limits.ASKED.counts.clear()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (models.Service, {"is_public": False}),
        (models.Service, {"hidden_at": BEFORE}),
        (models.Service, {"retired_at": BEFORE}),
        (models.Service, {"status": "paused"}),
        (models.ListedOrganisation, {"is_public": False}),
    ],
)
def test_it_gives_nothing_private_away(soup: Any, row: Any, said: Any) -> None:
    row.objects.update(**said)
    for kind, pk in PKS.items():
        assert ask(kind)["total"] == 0, kind
        ask(f"{kind}/{pk}", status=404)


def test_it_names_no_place_that_hides(soup: Any) -> None:
    models.Location.objects.update(is_public=False)
    ask(f"Location/{UID30}", status=404)
    assert ask("Location", {"near": "45.0|-75.0"})["total"] == 0
    assert ask("HealthcareService", {"location": UID30})["total"] == 0
    text = json.dumps(ask("HealthcareService")) + json.dumps(ask("Organization"))
    assert UID30 not in text
    assert "Salt Court" not in text


def test_it_asks_as_often_for_many_as_for_one(soup: Any, tmp_path: Path) -> None:
    """Whatever is asked for: the number of queries does not grow with the page."""
    near = "Location?near=45.0|-75.0&_lastUpdated=gt2020"
    paths = [*names.KINDS, near, "HealthcareService?service-category=BD-1800"]
    few = {path: queries(path) for path in paths}
    bring(tmp_path, [data.service(), *(another(number) for number in range(1, 8))])
    assert ask("HealthcareService")["total"] == 8
    assert {path: queries(path) for path in paths} == few
    assert max(few.values()) <= 26


def queries(path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(f"/fhir/{path}").status_code == 200
    return len(asked)

"""What FHIR's resources say: all that the guide has a place for, nothing wrongly, and no secret."""

import json
from typing import Any

import pytest
import time_machine

from alongside.core import ids
from alongside.directory import models
from alongside.exchange import actions
from alongside.exchange.fhir import names
from tests.directory import feeds
from tests.exchange import hsds_data as data
from tests.exchange import real
from tests.exchange.fhir import PKS, TODAY, ask, resources, soup

__all__ = ["soup"]  # pytest finds it here
pytestmark = pytest.mark.django_db
UID20 = data.uid(20)


def test_it_says_a_service_as_the_guide_does(soup: Any) -> None:
    with time_machine.travel(TODAY, tick=False):
        said = ask(f"HealthcareService/{PKS[names.SERVICE]}")
    assert said["active"] is True
    assert said["name"] == "Soup"
    owner = {"reference": f"Organization/{data.uid(10)}", "type": "Organization"}
    assert said["providedBy"] == owner | {"display": "Kettle House"}
    place = {"reference": f"Location/{data.uid(30)}", "type": "Location"}
    assert said["location"] == [place | {"display": "Kettle House"}]
    coded = {"system": f"urn:uuid:{data.uid(61)}", "code": "BD-1800", "display": "Food pantries"}
    assert said["type"] == said["category"] == [{"coding": [coded], "text": "Food pantries"}]
    assert said["program"] == [{"text": "Warmth"}]
    assert said["communication"][0]["coding"][0]["code"] == "es"
    assert said["referralMethod"] == [{"text": "Come in"}]
    assert said["coverageArea"] == [{"display": "Elmora"}, {"display": "The hall"}]
    assert {"text": "French on Mondays"} in said["characteristic"]
    assert [each["comment"] for each in said["eligibility"]] == [
        "Whoever is hungry", "16–99.5", "Nothing https://x.example/",
    ]  # fmt: skip
    for words in ("Fees: Nothing", "Cost: A second bowl 1.5 CAD", "Funding Source: The town",
                  "Waiting time: Ten minutes", "Capacity: 12 of 30 bowls"):  # fmt: skip
        assert words in said["extraDetails"]
    assert "ages < 100" in said["comment"]
    assert "No soup on the first of May" in said["comment"]
    told = {each["system"]: each["value"] for each in reversed(said["telecom"])}
    assert told == {"phone": "+1 555 555 0022", "email": "soup@example.org",
                    "url": "https://soup.example.org/"}  # fmt: skip
    assert {each["use"] for each in said["telecom"]} == {"work"}
    text = json.dumps(said)
    assert [secret for secret in data.SECRETS if secret in text] == []


def test_it_says_a_place_and_an_organisation(soup: Any) -> None:
    place = ask(f"Location/{data.uid(30)}")
    assert place["address"] == {
        "use": "work", "type": "physical", "line": ["3 Salt Court", "Second floor"],
        "city": "Elmora", "state": "ON", "postalCode": "A1A 1A1", "country": "CA",
    }  # fmt: skip
    assert place["position"] == {"longitude": -75.001, "latitude": 45.001}
    assert place["managingOrganization"]["reference"] == f"Organization/{data.uid(10)}"
    ways = [each["valueCodeableConcept"] for each in place["extension"]]
    assert ways == [{"text": "A ramp at the back – Ring"}, {"text": "Bus 4"}]
    assert place["telecom"][0]["value"] == "+1 555 555 0034 ext. 12"
    assert "hoursOfOperation" not in place
    assert "INTERVAL=2;BYDAY=1MO,-1FR" in place["availabilityExceptions"]
    org = ask(f"Organization/{data.uid(10)}")
    assert org["extension"][0]["valueString"] == "Tea for all"
    assert [each["value"] for each in org["identifier"]] == ["T-1", "77"]
    assert org["contact"] == [{"purpose": {"text": "Front desk"}, "name": {"text": "Hall"}}]
    text = json.dumps([place, org])
    assert [secret for secret in data.SECRETS if secret in text] == []
    models.Source.objects.update(shows_names=True)
    org = ask(f"Organization/{data.uid(10)}")
    assert org["contact"][0]["name"] == {"text": "Wilhelmina Secret"}


def hours(service: models.Service, **said: Any) -> models.Schedule:
    days = said.pop("days", ())
    key = str(ids.new())
    row = models.Schedule.objects.create(
        source=service.source, service=service, key=key, mark="-", **said
    )
    for day in days:
        row.days.create(**day)
    return row


def test_it_says_a_usual_week_and_all_else_in_words(soup: Any) -> None:
    service = models.Service.objects.get()
    models.Schedule.objects.all().delete()
    models.Service.objects.update(opening_words="Ring first")
    for weekday in (1, 3):
        hours(service, weekday=weekday, opens_minute=600, closes_minute=1080)
    hours(service, weekday=6, opens_minute=1320, closes_minute=120, description="By night")
    hours(service, weekday=0, opens_minute=0, closes_minute=0)
    hours(service, every="WEEKLY", interval=2, opens_minute=60, days=[{"weekday": 5}])
    hours(service, days=[{"weekday": 2, "number": -1}], opens_minute=540, closes_minute=600)
    hours(service, days=[{"weekday": 4}, {"by": "monthday", "number": 13}], opens_minute=30)
    day = {"valid_from": "2026-12-25", "valid_to": "2026-12-26"}
    hours(service, is_closed=True, description="Feast", **day)
    hours(service, opens_minute=660, closes_minute=720, **day)
    hours(service, weekday=2, opens_minute=5, valid_to="2026-01-31")  # over
    hours(service, weekday=2, opens_minute=7, valid_from="2027-01-01")  # not yet
    with time_machine.travel(TODAY, tick=False):
        said = ask(f"HealthcareService/{service.pk}")
    week = {tuple(each.pop("daysOfWeek")): each for each in said["availableTime"]}
    assert week == {
        ("mon", "wed"): {"availableStartTime": "10:00:00", "availableEndTime": "18:00:00"},
        ("sat",): {"availableStartTime": "22:00:00", "availableEndTime": "02:00:00"},
        ("sun",): {"allDay": True},
    }
    during = {"start": "2026-12-25", "end": "2026-12-26"}
    assert said["notAvailable"] == [{"description": "Feast", "during": during}]
    lines = set(said["availabilityExceptions"].splitlines())
    assert lines == {
        "Ring first", "By night", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR 01:00", "BYDAY=-1TU 09:00–10:00",
        "BYDAY=TH;BYMONTHDAY=13 00:30", "11:00–12:00 (2026-12-25..2026-12-26)",
        "BYDAY=TU 00:07 (2027-01-01..)",
    }  # fmt: skip


def test_it_says_of_our_facts_what_nobody_denies(soup: Any) -> None:
    service = models.Service.objects.get()
    for kind, value, answers in (
        ("no-fee", "", [True]), ("no-appointment", "", [False]), ("naloxone", "", [True, False]),
        ("stage", "rapid", [True]), ("support", "material", [True]),
    ):  # fmt: skip
        for is_so, says in zip(answers, ("people", "listing"), strict=False):
            service.facts.create(kind=kind, value=value, is_so=is_so, says=says)
    said = ask(f"HealthcareService/{service.pk}")
    assert said["serviceProvisionCode"][0]["coding"][0]["code"] == "free"
    assert said["appointmentRequired"] is True
    codes = {each["coding"][0]["code"] for each in said["characteristic"] if "coding" in each}
    assert codes == {"no-fee", "stage/rapid"}
    assert said["type"][-1]["coding"][0]["code"] == "support/material"
    for value, count in (("support/material", 1), (f"{names.OURS}|support/material", 1),
                         ("support/crisis", 0), ("support", 0)):  # fmt: skip
        assert ask("HealthcareService", {"service-type": value})["total"] == count


def test_it_knows_what_is_above_a_category(soup: Any) -> None:
    term = models.Term.objects.get()
    above = models.Term.objects.create(
        source=term.source, key="above", mark="-", code="BD", name="Food", scheme=term.scheme
    )
    models.Term.objects.filter(pk=term.pk).update(parent=above)
    said = ask(f"HealthcareService/{UID20}")
    assert said["category"][0]["coding"][0]["code"] == "BD"
    assert said["type"][0]["coding"][0]["code"] == "BD-1800"
    assert ask("HealthcareService", {"service-category": "BD"})["total"] == 1
    assert ask("HealthcareService", {"service-category": "BD-1800"})["total"] == 0
    models.Attribute.objects.filter(term__isnull=False).delete()
    said = ask(f"HealthcareService/{UID20}")
    assert said["category"][0]["extension"][0]["valueCode"] == "unknown"
    assert "type" not in said


@real.needs_real
def test_it_is_valid_for_a_whole_city() -> None:
    where = str(real.DATA / "hsds" / "ohana-sample")
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Sample")
    for kind in names.KINDS:
        found = ask(kind, {"_count": 200})
        assert found["total"]
        for each in resources(found)[:3]:
            assert ask(f"{kind}/{each['id']}") == each

"""HSDS comes in whole: every object kept where it belongs, every odd row told with its reason."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alongside.directory import models
from alongside.exchange import actions, files, hsds, readers
from tests.directory import feeds
from tests.exchange import hsds_data as data
from tests.exchange import real

DATA = real.DATA / "hsds"


def bring(where: str, **options: Any) -> models.Run:
    return actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora", **options)


@pytest.mark.django_db
def test_it_keeps_every_object_of_a_document(tmp_path: Path) -> None:
    run = bring(data.write(tmp_path, [data.service()]))
    assert not run.problems.exists(), list(run.problems.values_list("table", "field", "reason"))
    assert run.rows == run.added
    soup = models.Service.objects.get(pk=data.uid(20))
    assert (soup.minimum_age, soup.maximum_age, soup.status) == (16, 99.5, "active")
    assert soup.description == "Hot soup & tea, ages < 100"
    assert soup.organisation_name == "Kettle House"
    assert soup.address == "3 Salt Court, Second floor, Elmora, ON, A1A 1A1"
    assert soup.phone == "+1 555 555 0022"
    assert [term.code for term in soup.terms.all()] == ["BD-1800"]
    assert list(soup.details.values_list("kind", "words")) == [("payment", "cash")]
    week = models.Schedule.objects.get(pk=data.uid(23))
    days = sorted(week.days.values_list("by", "weekday", "number"), key=str)
    assert days == [
        ("day", 1, None), ("day", 3, None), ("monthday", None, -1), ("monthday", None, 1),
        ("weekno", None, 2), ("yearday", None, 200),
    ]  # fmt: skip
    month = models.Schedule.objects.get(pk=data.uid(35))
    assert sorted(month.days.values_list("weekday", "number")) == [(1, 1), (5, -1)]
    assert models.Schedule.objects.get(pk=data.uid(28)).weekday == 0
    assert (
        models.Spoken.objects.get(pk=data.uid(41)).phone_id
        == models.Phone.objects.get(pk=data.uid(15)).pk
    )
    assert models.Capacity.objects.get().unit.name == "bowls"
    assert not models.Phone.objects.get(pk=data.uid(14)).is_public
    again = bring(data.write(tmp_path, [data.service()]))
    assert (again.added, again.changed, again.gone) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["one", "list", "page", "lines", "organisation", "offer"])
def test_it_reads_every_shape_that_a_document_has(tmp_path: Path, shape: str) -> None:
    service = data.service()
    said: Any = {"one": service, "list": [service], "page": {"contents": [service]}}.get(shape)
    if shape == "organisation":
        organisation = service.pop("organization")
        said = {**organisation, "services": [service]}
    if shape == "offer":
        offer = service.pop("service_at_locations")[0]
        said = [{**offer, "service": service}]
    where = data.write(tmp_path, said, "given.json")
    if shape == "lines":
        path = tmp_path / "given.json"
        lines = [data.service(), {**data.service(), "id": data.uid(99), "name": "Bread"}]
        path.write_text("\n".join(json.dumps(each) for each in lines), encoding="utf-8")
    run = bring(where)
    assert run.refused == 0, list(run.problems.values_list("table", "field", "reason"))
    assert models.ServiceAtLocation.objects.get(pk=data.uid(25)).service.name == "Soup"


@pytest.mark.django_db
def test_it_gives_back_the_id_only_where_it_is_free(tmp_path: Path) -> None:
    bring(data.write(tmp_path, [data.service()]))
    actions.import_services(
        by=feeds.IMPORT, where=data.write(tmp_path, [data.service()]), source_name="Another"
    )
    ids = set(models.Service.objects.values_list("pk", flat=True))
    assert len(ids) == 2
    assert data.uid(20) in {str(pk) for pk in ids}


@pytest.mark.django_db
def test_it_tells_each_row_that_it_refuses(tmp_path: Path) -> None:
    where = data.tables(
        tmp_path,
        organizations=data.table({"id": "o1", "name": "One"}, {"id": "o1", "name": "Again"},
                                 {"id": "", "name": "No id"}, {"id": "o2", "name": ""}),
        services=data.table(
            {"id": "s1", "organization_id": "o1", "name": "Soup", "status": "active"},
            {"id": "s2", "organization_id": "zz", "name": "Lost", "status": "active"},
            {"id": "s3", "organization_id": "o1", "name": "Odd", "status": "perhaps"},
        ),
        phones=data.table({"id": "p1", "number": "5555550101"},
                          {"id": "p2", "service_id": "s1", "number": ""}),
        schedules=data.table({"id": "w1", "service_id": "s1", "opens_at": "soon", "byday": "XX"}),
        attributes=data.table({"id": "a1", "link_id": "nobody", "link_entity": "service",
                               "value": "x"}),
        strange=data.table({"id": "1"}),
    )  # fmt: skip
    run = bring(where)
    refused = list(run.problems.filter(kept=False).values_list("table", "row", "field"))
    assert sorted(refused) == [
        ("attributes", 2, "link_id"),
        ("organisations", 3, "id"), ("organisations", 4, "id"), ("organisations", 5, "name"),
        ("phones", 2, "location_id"), ("phones", 3, "number"),
        ("services", 3, "organization_id"),
    ]  # fmt: skip
    told = set(run.problems.filter(kept=True).values_list("table", "field"))
    assert told == {
        ("services", "status"), ("schedules", "opens_at"), ("schedules", "byday"),
        ("strange.csv", ""),
    }  # fmt: skip
    assert models.Service.objects.get(name="Odd").status == "inactive"
    assert run.rows == run.added + run.refused


@pytest.mark.django_db
def test_it_maps_the_columns_of_older_tables(tmp_path: Path) -> None:
    where = data.tables(
        tmp_path,
        organizations=data.table({"id": "o1", "name": "One", "url": "https://one.example.org"}),
        services=data.table({"id": "s1", "organization_id": "o1", "name": "Soup",
                             "status": "active", "fees": "Free", "licenses": "L"}),
        services_at_location=data.table({"id": "x1", "service_id": "s1", "location_id": "l1"}),
        locations=data.table({"id": "l1", "organization_id": "o1", "name": "Here"}),
        physical_addresses=data.table(
            {"id": "1", "location_id": "l1", "address_1": "3 Salt Court", "address_2": "B",
             "address_3": "C", "city": "Elmora", "state_province": "ON", "postal_code": "1",
             "country": "CA"}),
        postal_addresses=data.table(
            {"id": "2", "location_id": "l1", "address_1": "Box 1", "city": "Elmora"}),
        regular_schedules=data.table({"id": "1", "service_id": "s1", "weekday": "Monday",
                                      "opens_at": "9:00", "closes_at": "17:00"}),
        languages=data.table({"id": "1", "service_id": "s1", "language": "French"}),
        accessibility_for_disabilities=data.table(
            {"id": "1", "location_id": "l1", "accessibility": "Ramp"}),
        taxonomy_terms=data.table({"id": "t1", "term": "Food", "vocabulary": "own"}),
        service_attributes=data.table({"id": "1", "service_id": "s1", "taxonomy_term_id": "t1"}),
        service_areas=data.table({"id": "1", "service_id": "s1", "service_area": "Elmora"}),
        payments_accepted=data.table({"id": "1", "service_id": "s1", "payment": "cash"}),
    )  # fmt: skip
    run = bring(where)
    assert not run.problems.exists(), list(run.problems.values_list("table", "field", "reason"))
    assert run.rows == run.added == 13
    soup = models.Service.objects.get()
    assert soup.address == "3 Salt Court, B, C, Elmora, ON, 1"
    assert soup.organisation.website == "https://one.example.org"
    assert [term.name for term in soup.terms.all()] == ["Food"]
    assert [language.code for language in soup.languages.all()] == ["fr"]
    assert soup.schedules.get().weekday == 1
    assert soup.areas.get().name == "Elmora"
    assert list(soup.details.values_list("words", flat=True)) == ["cash"]
    assert models.Accessibility.objects.get().description == "Ramp"


OLDER: dict[str, Any] = {
    "id": "a1", "name": "Lunch", "status": "active", "fees": "Free", "assured_date": "2021-05-06",
    "organization": {"name": "Kettle House"},
    "service_areas": [{"service_area": "Elmora"}],
    "fundings": [{"id": "f1", "source": "Council"}],
    "regular_schedules": [{"id": "r1", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}],
    "holiday_schedules": [
        {"id": "h1", "closed": True, "start_date": "2021-12-25", "end_date": "2021-12-26"},
    ],
    "eligibilitys": [{"id": "e1", "eligibility": "Adults", "minimum_age": 16, "maximum_age": None}],
    "service_taxonomys": [
        {"id": "st1", "taxonomy": {"id": "own:2", "name": "Lunch clubs", "vocabulary": "own",
                                   "parent": {"id": "own:1"}}},
    ],
    "languages": [{"language": "Spanish"}],
    "service_at_locations": [
        {
            "id": "x1",
            "regular_schedule": [{"id": "r2", "byday": "FR", "opens_at": "09:00"}],
            "location": {
                "id": "l1", "name": "Hall", "latitude": 45.0, "longitude": -75.0,
                "physical_addresses": [{"address_1": "3 Salt Court", "city": "Elmora"}],
                "accessibility_for_disabilities": [{"accessibility": "Ramp"}],
            },
        },
    ],
}  # fmt: skip


@pytest.mark.django_db
def test_it_reads_documents_from_before_it_was_3(tmp_path: Path) -> None:
    """Other names, other pages, and parts without an id, which stay the same when read again."""
    second = {"id": "a2", "name": "Supper", "organization": {"name": "Kettle House"}}
    page = {"totalElements": 2, "number": 1, "size": 2, "content": [OLDER, second]}
    where = tmp_path / "given.json"
    where.write_text(json.dumps(page))
    run = bring(str(where))
    told = list(run.problems.values_list("table", "row", "reason"))
    assert {reason.partition(";")[0] for _table, row, reason in told if not row} == {"had no id"}
    assert run.refused == 0, told
    lunch = models.Service.objects.get(name="Lunch")
    assert (lunch.minimum_age, lunch.maximum_age, lunch.eligibility) == (16, None, "Adults")
    assert models.ListedOrganisation.objects.get().services.count() == 2
    assert [(term.name, term.taxonomy) for term in lunch.terms.all()] == [("Lunch clubs", "own")]
    assert lunch.schedules.get(is_closed=True).valid_to == date(2021, 12, 26)
    assert lunch.schedules.get(is_closed=False).weekday == 1
    assert lunch.at_locations.get().schedules.get().weekday == 5
    assert lunch.address == "3 Salt Court, Elmora"
    assert lunch.areas.get().name == "Elmora"
    assert models.Accessibility.objects.get().description == "Ramp"
    assert [language.code for language in lunch.languages.all()] == ["es"]
    again = bring(str(where))
    assert (again.added, again.changed, again.gone) == (0, 0, 0)


@pytest.mark.django_db
def test_it_finds_the_one_place_of_a_service_of_the_first_tables(tmp_path: Path) -> None:
    where = data.tables(
        tmp_path,
        organizations=data.table({"id": "o1", "name": "One"}),
        locations=data.table({"id": "l1", "organization_id": "o1", "name": "Hall",
                              "latitude": "45", "longitude": "-75"}),
        services=data.table(
            {"id": "s1", "organization_id": "o1", "location_id": "l1", "name": "Soup"},
            {"id": "s2", "organization_id": "o1", "location_id": "zz", "name": "Lost"},
            {"id": "s3", "organization_id": "o1", "location_id": "l1", "name": "Said twice"},
        ),
        services_at_location=data.table({"id": "x", "service_id": "s3", "location_id": "l1"}),
    )  # fmt: skip
    run = bring(where)
    assert list(run.problems.values_list("table", "row", "field", "kept")) == [
        ("services", 3, "location_id", True)
    ]
    assert run.rows == run.added == 6
    offers = models.ServiceAtLocation.objects.order_by("service__name")
    assert [each.service.name for each in offers] == ["Said twice", "Soup"]


@pytest.mark.django_db
def test_it_needs_no_id_of_what_nobody_names(tmp_path: Path) -> None:
    """As the tables of a well-known tool are: parts have a column for it, and nothing in it."""
    hours = [{"id": "", "location_id": "l1", "weekday": day, "opens_at": "9:00"}
             for day in ("Monday", "Tuesday", "Monday")]  # fmt: skip
    where = data.tables(
        tmp_path,
        organizations=data.table({"id": "o1", "name": "One"}),
        locations=data.table({"id": "l1", "organization_id": "o1", "name": "Hall"}),
        services=data.table({"id": "s1", "organization_id": "o1", "name": "Soup"}),
        services_at_location=data.table({"id": "", "service_id": "s1", "location_id": "l1"}),
        regular_schedules=data.table(*hours),
        phones=data.table({"id": "", "service_id": "s1", "number": "555 555 0100"}),
    )
    run = bring(where)
    told = list(run.problems.values_list("table", "row", "kept"))
    assert sorted(told) == [
        ("offers", 0, True), ("phones", 0, True), ("regular schedules", 0, True),
        ("regular schedules", 4, False),
    ]  # fmt: skip
    assert (run.rows, run.added, run.refused) == (8, 7, 1)
    assert set(models.Schedule.objects.values_list("weekday", flat=True)) == {1, 2}
    again = bring(where)
    assert (again.added, again.changed, again.gone) == (0, 0, 0)


@pytest.mark.parametrize(
    "raw",
    [b"{broken", b'{"id": 1, "service_at_locations": ' + b"[" * 90_000, b"[]", b'{"a": 1}',
     b'[{"id": "1", "location_type": "physical"}, 7, null, "x", {"id": {}}]'],
)  # fmt: skip
def test_it_does_not_stumble_over_what_is_no_document(raw: bytes) -> None:
    try:
        batch = hsds.read_documents({"given.json": raw})
    except files.Unreadable:
        return
    assert batch.problems


@real.needs_real
@pytest.mark.parametrize("folder", ["official-3.0", "official-3.1-dev", "uk-profile-3.0"])
def test_it_reads_every_example_of_the_standard(folder: str) -> None:
    """All that the examples say is kept; refused is only what names rows that are not there."""
    where = DATA / folder / "examples"
    for path in sorted(where.glob("*.json")):
        if path.name != "base.json":
            given = files.opened(str(path))
            chosen = readers.reader_of(given)
            assert chosen.slug == "hsds", path.name
            batch = chosen.read(given, readers.Options())
            lost = [p for p in batch.problems if not p.kept and "does not exist" not in p.reason]
            assert not lost, (path.name, lost)
            assert sum(map(len, batch.listings.values())) == sum(batch.rows.values()) - sum(
                1 for p in batch.problems if not p.kept
            ), path.name
    given = files.opened(str(where / "csv"))
    assert readers.reader_of(given).slug == "hsds-tables"
    batch = hsds.read_tables(given)
    refused = {p.table for p in batch.problems if not p.kept}
    assert refused <= {"attributes", "metadata", "websites", "capacities"}


KINDS = {"number": "7", "date": "2026-01-02", "datetime": "2026-01-02T03:04:05Z", "time": "10:30"}
SAID = {
    "id": "1", "parent_id": "", "resource_id": "1", "resource_type": "service", "link_id": "1",
    "link_type": "organization", "status": "active", "freq": "WEEKLY", "byday": "MO", "wkst": "MO",
    "count": "3", "byweekno": "2", "number": "555 555 0100", "year_incorporated": "1987-01-01",
    "email": "tea@example.org", "url": "https://tea.example.org/", "latitude": "45.0",
    "longitude": "-75.0", "language": "French",
}  # fmt: skip


@real.needs_real
@pytest.mark.parametrize("version", ["1.1", "2.0.1"])
def test_it_knows_every_table_and_column_of_older_standards(version: str) -> None:
    """As their descriptors say: one invented row of each table, with every column filled in."""
    described = json.loads((DATA / f"legacy-datapackage/datapackage-v{version}.json").read_text())
    given = {"datapackage.json": json.dumps(described).encode()}
    for table in described["resources"]:
        fields = [(each["name"], each["type"]) for each in table["schema"]["fields"]]
        said = [SAID.get(n, "1" if n.endswith("_id") else KINDS.get(k, n)) for n, k in fields]
        lines = [",".join(name for name, _kind in fields), ",".join(said)]
        given[table["path"]] = "\n".join(lines).encode()
    assert len(given) == 1 + 22
    batch = hsds.read_tables(given)
    assert len(batch.rows) == 22
    assert not batch.problems, batch.problems
    listed = batch.listings
    assert listed["services"][0].values["application_process"] == "application_process"
    assert {each.values["kind"] for each in listed["addresses"]} == {"physical", "postal"}
    assert listed["addresses"][0].values["street_more"] == "address_2, address_3, address_4"
    assert listed["organisations"][0].values["year_incorporated"] == 1987
    assert listed["accessibility"][0].values["description"] == "accessibility"

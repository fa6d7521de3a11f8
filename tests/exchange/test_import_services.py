"""Folders of tables: every row accounted for, nobody's name shown."""

import gzip
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from alongside.core import clock
from alongside.directory import models, search
from alongside.exchange import actions, ohana
from alongside.exchange.ohana import folder
from tests.directory import feeds
from tests.exchange import real

DATA = real.DATA / "hsds"
BASE = {
    "organizations.csv": b"id,name\n1,One\n2,Two\n",
    "locations.csv": b"id,organization_id,name\n1,1,First\n2,1,Second\n3,2,Third\n",
    "services.csv": b"id,location_id,name,status\n1,1,Thing,active\n",
    "contacts.csv": b"id,organization_id,name\n1,1,Somebody\n",
    "programs.csv": b"id,organization_id,name,alternate_name\n1,1,Programme,\n",
    "taxonomy.csv": b"taxonomy_id,name,parent_id\n101,A,\n102,B,\n",
}


@pytest.mark.django_db
def test_it_accounts_for_every_row_and_the_same_again_is_nothing(tmp_path: Path) -> None:
    run = feeds.services(tmp_path)
    assert (run.rows, run.added, run.refused, run.withheld) == (12, 12, 0, 0)
    assert [(p.table, p.row, p.field) for p in run.problems.all()] == [
        ("addresses", 3, "address_1")
    ]
    again = feeds.services(tmp_path)
    assert (again.added, again.changed, again.gone, again.same) == (0, 0, 0, 12)
    soup = models.Service.objects.get(name="Soup")
    assert soup.description == "Hot soup & tea"
    assert soup.phone == "(555) 555-0101"
    assert sorted(soup.facts.values_list("kind", flat=True)) == ["medication", "no-fee"]
    assert not models.Phone.objects.get(number="(555) 555-0199").is_public


@pytest.mark.django_db
def test_it_keeps_hours_of_several_days(tmp_path: Path) -> None:
    text = "id,location_id,service_id,weekday,opens_at,closes_at\n1,,1,Mon-Wed,9:00,17:00\n"
    run = feeds.services(tmp_path, regular_schedules=text)
    assert run.refused == 0
    week = models.Schedule.objects.get()
    assert week.weekday is None
    assert set(week.days.values_list("weekday", flat=True)) == {1, 2, 3}


@pytest.mark.django_db
def test_it_retires_what_vanished_and_keeps_what_people_said(tmp_path: Path) -> None:
    feeds.services(tmp_path)
    models.Fact.objects.filter(kind="no-fee").update(is_so=False, says="people")
    run = feeds.services(
        tmp_path,
        services="id,location_id,name,keywords,facts\n1,1,Soup and bread,bread,no-fee\n",
    )
    counts = {count.table: count for count in run.counts.all()}
    assert (counts["services"].changed, counts["services"].gone) == (1, 2)
    assert models.Service.objects.filter(retired_at=None).count() == 1
    fact = models.Fact.objects.get(kind="no-fee", says="people")
    assert (fact.is_so, fact.says) == (False, "people")
    spot = search.Spot(*feeds.TOWN)
    assert search.services_near(spot, search.Wish(what="bread"), now=clock.now()).total == 1


@pytest.mark.django_db
def test_it_follows_a_place_that_moved(tmp_path: Path) -> None:
    feeds.services(tmp_path)
    feeds.services(
        tmp_path,
        locations=(
            "id,organization_id,name,latitude,longitude\n1,1,Kettle House,10,10\n2,2,Harbour,,\n"
        ),
    )
    assert search.services_near(search.Spot(10, 10), search.Wish(), now=clock.now()).total
    assert not search.services_near(search.Spot(*feeds.TOWN), search.Wish(), now=clock.now()).total


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "raw"),
    [("services.csv", b"\xff\xfe\x00\x01"), ("services.csv", b'id,name\n1,"open'),
     ("services.csv.gz", b"\x1f\x8bbroken"), ("service_categories.json", b"{broken")],
)  # fmt: skip
def test_it_changes_nothing_when_a_file_is_not_what_it_says(
    tmp_path: Path, name: str, raw: bytes
) -> None:
    feeds.services(tmp_path)
    folder = Path(feeds.tables(tmp_path))
    (folder / "services.csv").unlink()
    (folder / name).write_bytes(raw)
    with pytest.raises(CommandError, match="could not be read") as said:
        call_command("import_services", str(folder))
    assert said.value.returncode == 1
    assert models.Run.objects.count() == 1


@pytest.mark.django_db
def test_it_says_that_there_is_no_folder() -> None:
    with pytest.raises(CommandError, match="could not be read: No such file"):
        call_command("import_services", "/nowhere")


@pytest.mark.django_db
def test_it_loads_the_demo_twice_without_a_change() -> None:
    first = actions.load_demo_directory(by=feeds.IMPORT)
    assert [run.refused for run in first] == [0, 0]
    assert not any(run.problems.exists() for run in first)
    again = actions.load_demo_directory(by=feeds.IMPORT)
    assert [(run.added, run.changed, run.gone) for run in again] == [(0, 0, 0)] * 2
    tonight = models.Meeting.objects.filter(welcomes_medication="yes", start_minute__gte=1140)
    for town in ("Moncton", "Las Cruces"):
        days = set(tonight.filter(town=town).values_list("weekday", flat=True))
        assert days == set(range(7)), town


@pytest.mark.django_db
def test_it_reads_packed_tables(tmp_path: Path) -> None:
    folder = Path(feeds.tables(tmp_path))
    plain = folder / "services.csv"
    (folder / "services.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    out = io.StringIO()
    call_command("import_services", str(folder), stdout=out)
    assert models.Service.objects.count() == 3
    assert "addresses row 3, address_1" in out.getvalue()


FIXTURES = DATA / "ohana-invalid-fixtures"
TABLE_OF = {
    "org": "organizations", "location": "locations", "address": "addresses",
    "mail_address": "mail_addresses", "service": "services", "contact": "contacts",
    "phone": "phones", "program": "programs", "category": "taxonomy",
    "regular_schedule": "regular_schedules", "holiday_schedule": "holiday_schedules",
    "hs": "holiday_schedules",
}  # fmt: skip


def _table(name: str) -> str:
    core = name.removesuffix(".csv").removeprefix("invalid_").removeprefix("missing_")
    core = core.removeprefix("valid_").removesuffix("_headers")
    core = core.partition("_with_")[0]
    special = {
        "parent_category": "taxonomy", "location_org": "locations",
        "service_location": "services", "mail_address_location": "mail_addresses",
    }  # fmt: skip
    if core in special:
        return special[core]
    return TABLE_OF.get(core) or next(
        table for word, table in sorted(TABLE_OF.items(), key=lambda x: -len(x[0]))
        if core.endswith(word)
    )  # fmt: skip


@real.needs_real
def test_it_takes_valid_fixtures_and_refuses_the_others_by_row() -> None:
    for path in sorted(FIXTURES.glob("*.csv")):
        name = path.name
        bad = name.startswith(("invalid_", "missing_")) or name.endswith("_no_parent.csv")
        if not bad and not name.startswith("valid_"):
            continue
        table = _table(name)
        batch = ohana.read(BASE | {f"{table}.csv": path.read_bytes()})
        own = {t for t, spec in folder.FILES.items() if table in spec[0]}
        refused = [p for p in batch.problems if not p.kept and p.table in own]
        assert bool(refused) is bad, (name, batch.problems)
        assert all(p.row >= 2 and p.reason for p in refused), name


@real.needs_real
@pytest.mark.django_db
def test_it_imports_the_real_tables_of_a_city() -> None:
    where = str(DATA / "baltimore-icarol-ohana")
    run = actions.import_services(by=feeds.IMPORT, where=where)
    counts = {c.table: (c.rows, c.added, c.refused, c.withheld) for c in run.counts.all()}
    assert counts == {
        "categories": (517, 517, 0, 0),
        "organisations": (748, 748, 0, 0),
        "locations": (1482, 1482, 0, 0),
        "addresses": (1482, 1482, 0, 0),
        "mail addresses": (1874, 1477, 397, 0),
        "contacts": (737, 737, 0, 0),
        "services": (1876, 1875, 1, 0),
        "phones": (7157, 7157, 0, 0),
    }
    lost = run.problems.filter(table="mail addresses", reason__contains="does not exist")
    assert lost.count() == 393
    spot, wish = search.Spot(39.2904, -76.6122), search.Wish(km=5)
    near = search.services_near(spot, wish, now=clock.now(), most=2000).here
    exact = {hit.id for hit in near if hit.is_exact}
    rx = models.Service.objects.filter(terms__taxonomy="211", terms__code__startswith="RX")
    assert (len(exact), len(exact & set(rx.values_list("pk", flat=True)))) == (553, 79)
    again = actions.import_services(by=feeds.IMPORT, where=where)
    assert (again.added, again.changed, again.gone) == (0, 0, 0)


@real.needs_real
@pytest.mark.django_db
def test_it_imports_the_real_sample_without_a_loss() -> None:
    run = actions.import_services(by=feeds.IMPORT, where=str(DATA / "ohana-sample"))
    assert run.refused == 0
    assert run.rows == run.added + run.withheld

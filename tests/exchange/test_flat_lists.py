"""Flat tables of services: every row accounted for, what is private never shown."""

import csv
import gzip
import itertools
from pathlib import Path

import pytest

from alongside.directory import models, policy, search
from alongside.directory.actions import completing, find_twins
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import actions, facilities, files, icarol, naltrexone
from alongside.exchange.files import Unreadable
from tests.directory import feeds
from tests.exchange import real
from tests.exchange.test_hsds_out import FORMATS, round_trip

ICAROL = (
    "ResourceAgencyNum,TaxonomyLevelName,ParentAgencyNum,PublicName,AgencyStatus,"
    "ExcludeFromWebsite,"
    "PhysicalAddress1,PhysicalCity,PhysicalPostalCode,Phone1Number,PhoneFax,AgencyDescription,"
    "TaxonomyCodes,TaxonomyTerm,SeniorWorkerName,CoverageArea,Hours,Latitude,Longitude\n"
    "1,Agency,0,Kettle House,Active,No,3 Salt Court,Elmora,-1,(555) 555-0101,,Tea,,,Mina,,,,\n"
    "2,Program,1,Soup,Active,No,3 Salt Court,Elmora,01999,555-555-0102,555-555-0103,"
    '<p>Hot &amp; soup</p>,BD; RX-1 * RX-1,Food;Detox,Wilhelmina,Ward 6,"Mon 9:00 am - 5:00 pm",'
    "45,-75\n"
    '3,Program,1,Secret,"Active, but do not refer",No,,,,,,,,,,,,0,0\n'
    "4,Program,1,Off,Active,Yes,,,,,,,,,,,,,\n"
    "5,Program,1,Shut,Inactive,No,,,,,,,,,,,,,\n"
    "6,Agency,0,Hidden House,Inactive,No,,,,,,,,,,,,,\n"
    "7,Program,6,Under it,Active,No,,,,,,,,,,,,,\n"
    "8,Program,99,Lost,Active,No,,,,,,,,,,,,,\n"
    "9,Kiosk,1,Odd,Active,No,,,,,,,,,,,,,\n"
    "2,Program,1,Twice,Active,No,,,,,,,,,,,,,\n"
)
FACILITIES = (
    "name1,name2,street1,street2,city,state,zip,zip4,county,latitude,longitude\n"
    "Salt House,,3 Salt Court,,Twinford,MA,1999,12,Mid,42.0,-72.0\n"
    "Salt House,Night shelter,- - -,,Twinford,MA,01999,,Mid,42.1,-72.1\n"
    "Salt House,,3 Salt Court,,Twinford,MA,1999,12,Mid,42.0,-72.0\n"
    "Salt House,,3 Salt Court,,Twinford,MA,1999,12,Mid,42.5,-72.0\n"
    ",,3 Salt Court,,Twinford,MA,1999,12,Mid,42.0,-72.0\n"
)
PROVIDERS = (
    "name,services,type,treats,street,city_state,phone,insurance,hcps_count\n"
    'PILL BOX,"Prescriber, , Counseling",Outpatient Facility,,1 Main,"TWINFORD, MA 1999",'
    "555-555-0104,,1\n"
    'PILL BOX,,,,MOBILE UNIT,"TWINFORD, MA 01999-1234",,None,0\n'
    ",,,,,,,,\n"
)


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.django_db
def test_it_keeps_what_an_agency_may_not_show_out_of_sight(tmp_path: Path) -> None:
    where = written(tmp_path, "211.csv", ICAROL)
    run = actions.import_directory(by=feeds.IMPORT, where=where)
    assert (run.rows, run.added, run.refused, run.withheld) == (12, 7, 3, 2)
    assert [s.name for s in policy.services()] == ["Soup"]
    assert models.Service.objects.count() == 5
    soup = policy.services().get()
    assert soup.description == "Hot & soup"
    assert soup.phone == "555-555-0102"
    assert {t.code for t in soup.terms.all()} == {"BD", "RX-1"}
    assert [a.postal for a in models.PostalAddress.objects.order_by("key")] == ["", "01999"]
    assert {p.kind for p in models.Phone.objects.filter(service=soup)} == {"voice", "fax"}
    again = actions.import_directory(by=feeds.IMPORT, where=where)
    assert (again.added, again.changed, again.gone) == (0, 0, 0)


def test_it_reads_hours_of_several_days() -> None:
    text = ICAROL.replace("Mon 9:00 am", "Tue 9:00 am - 4:00 pm; Mon-Wed 9:00 am")
    batch = icarol.read({"211.csv": text.encode()})
    hours = [each.values for each in batch.listings["schedules"]]
    assert sorted((each["weekday"], each["opens_minute"]) for each in hours) == [
        (1, 540), (2, 540), (3, 540),
    ]  # fmt: skip


@pytest.mark.django_db
def test_it_puts_lost_zeros_back_and_keeps_a_withheld_street_off_the_map(tmp_path: Path) -> None:
    feeds.towns()
    where = written(tmp_path, "facilities.csv", FACILITIES)
    run = actions.import_directory(by=feeds.IMPORT, where=where)
    assert (run.rows, run.added, run.refused) == (5, 3, 2)
    assert set(models.PostalAddress.objects.values_list("postal", flat=True)) == {
        "01999-0012", "01999",
    }  # fmt: skip
    shelter = models.Location.objects.get(name="Night shelter")
    assert (shelter.latitude, shelter.longitude) == (None, None)
    assert models.ServiceAtLocation.objects.get(location=shelter).is_exact is False
    assert models.ListedOrganisation.objects.count() == 1
    reasons = list(run.problems.values_list("row", "reason"))
    assert (0, "ZIP codes had lost their zeros, which were put back (3)") in reasons


@pytest.mark.django_db
def test_it_splits_cells_with_several_answers(tmp_path: Path) -> None:
    feeds.towns()
    run = actions.import_directory(by=feeds.IMPORT, where=written(tmp_path, "n.csv", PROVIDERS))
    assert (run.rows, run.added, run.refused) == (2, 2, 0)
    first = models.Service.objects.get(fees="")
    keywords = [detail.words for detail in first.details.order_by("pk")]
    assert keywords == ["Prescriber", "Counseling", "Outpatient Facility"]
    assert models.PostalAddress.objects.get(street="1 Main").postal == "01999"


@pytest.mark.parametrize("read", [icarol.read, facilities.read, naltrexone.read])
@pytest.mark.parametrize("raw", [b"", b"a,b\n1,2\n", b"\x00\x01", b'"open', b"\xff\xfe"])
def test_it_says_what_is_no_such_table(read: object, raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read({"x.csv": raw})  # type: ignore[operator]


DC = real.DATA / "hsds" / "dc211_icarol_raw" / "dc211_icarol_raw.csv.gz"
OVERDOSE = real.DATA / "overdose"


@real.needs_real
@pytest.mark.once
@pytest.mark.django_db
def test_it_imports_a_real_export_of_icarol(tmp_path: Path) -> None:
    run = actions.import_directory(by=feeds.IMPORT, where=str(DC))
    counts = {
        c.table: (c.rows, c.added, c.refused) for c in run.counts.all() if c.refused or c.added
    }
    assert counts == {"agencies": (494, 494, 0), "programmes": (1637, 1637, 0), "sites": (1, 1, 0)}
    rows = files.table(gzip.decompress(DC.read_bytes()), ())
    hidden = {
        row["ResourceAgencyNum"]
        for _, row in rows
        if row["AgencyStatus"] != "Active" or row["ExcludeFromWebsite"] == "Yes"
    }
    assert not set(policy.services().values_list("key", flat=True)) & hidden
    assert policy.services().count() > 1000
    again = actions.import_directory(by=feeds.IMPORT, where=str(DC))
    assert (again.added, again.changed, again.gone) == (0, 0, 0)
    for form in FORMATS:
        round_trip(tmp_path, form)


@real.needs_real
@pytest.mark.once  # the agencies of a city go the same way in both
@pytest.mark.django_db
def test_it_imports_real_facilities(tmp_path: Path) -> None:
    path = OVERDOSE / "samhsa_substance_use_treatment_facilities.csv.gz"
    run = actions.import_directory(by=feeds.IMPORT, where=str(path))
    assert (run.rows, run.added, run.refused) == (14034, 14030, 4)
    assert run.problems.get(field="zip").reason.endswith("(1382)")
    near = search.services_near(search.Spot(39.2904, -76.6122), search.Wish(km=10), most=2000).here
    assert sum(hit.is_exact for hit in near) == 122
    again = actions.import_directory(by=feeds.IMPORT, where=str(path))
    assert (again.added, again.changed, again.gone) == (0, 0, 0)
    assert_no_twin_is_lost(path, run)
    round_trip(tmp_path, "tables")


def assert_no_twin_is_lost(path: Path, run: models.Run) -> None:
    """Rows of one name, street and ZIP: each refused as the same, or put before an editor."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = dict(enumerate(csv.DictReader(file), 2))
    alike: dict[tuple[str, ...], list[int]] = {}
    for number, row in rows.items():
        said = tuple(row[column] for column in ("name1", "name2", "street1", "zip"))
        alike.setdefault(said, []).append(number)
    pairs = [numbers for numbers in alike.values() if len(numbers) > 1]
    assert len(pairs) == 14
    same = dict(
        run.problems.filter(reason__startswith="the same as row").values_list("row", "reason")
    )
    find_twins(by=feeds.IMPORT)
    proposed = set(models.Twin.objects.filter(kind="services").values_list("one", "other"))
    found = []
    for numbers in pairs:
        if numbers[1] in same:
            assert same[numbers[1]] == f"the same as row {numbers[0]}"
            continue
        row = rows[numbers[0]]
        places = models.PostalAddress.objects.filter(
            street=row["street1"], town=row["city"], region=row["state"]
        ).values("location__offered__service")
        named = row["name2"] or row["name1"]
        both = models.Service.objects.filter(pk__in=places, name=named).values_list("pk", flat=True)
        assert set(itertools.combinations(sorted(both), 2)) & proposed, row
        found.append(numbers)
    assert (len(same), len(found)) == (4, 10)


@real.needs_real
@pytest.mark.once
@pytest.mark.django_db
def test_it_imports_real_providers_of_naltrexone(tmp_path: Path) -> None:
    path = OVERDOSE / "naltrexone_providers.csv.gz"
    run = actions.import_directory(by=feeds.IMPORT, where=str(path))
    assert (run.rows, run.added, run.refused) == (4217, 4217, 0)
    told = {p.field: p.reason for p in run.problems.filter(row=0)}
    assert told["services"].endswith("(77)")
    assert told["insurance"].endswith("(1198)")
    again = actions.import_directory(by=feeds.IMPORT, where=str(path))
    assert (again.added, again.changed, again.gone) == (0, 0, 0)
    round_trip(tmp_path, "tables")


@pytest.mark.parametrize("column", ["service", "organisation", "offer"])
def test_it_says_no_number_of_a_place_that_hides(column: str) -> None:
    place = {"location": "place"} if column != "offer" else {}
    phone = {"number": "555 0199", "kind": "voice"}
    keys = {"service": "soup", "organisation": "kettle", "offer": "here"}
    batch = Batch(
        listings={
            "organisations": [Listing("kettle", 1, {"name": "Kettle House"})],
            "locations": [Listing("place", 1, {"name": "Hidden house", "is_public": False})],
            "services": [Listing("soup", 1, {"name": "Soup"}, {"organisation": "kettle"})],
            "offers": [Listing("here", 1, {}, {"service": "soup", "location": "place"})],
            "phones": [Listing("1", 1, phone, {column: keys[column], **place})],
        }
    )
    completing.Completing(batch)
    assert batch.listings["services"][0].values["phone"] == ""
    batch.is_complete = False
    batch.listings["phones"] = [Listing("1", 1, phone, {"service": "soup"})]
    batch.listings["services"][0].values.pop("phone")
    completing.Completing(batch)
    assert batch.listings["services"][0].values["phone"] == "555 0199"

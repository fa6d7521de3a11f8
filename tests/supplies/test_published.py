"""Tables that offices publish: every row accounted for, and what was held back stays so."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.supplies import models
from alongside.supplies.rules import naloxone as loop
from alongside.supplies.rules import published as rules
from tests.cast import Cast
from tests.exchange import real
from tests.supplies import kits

WONDER = (
    "\ufeffState,State Code,County,County Code,Deaths,Population,Crude Rate,"
    "Crude Rate Lower 95% Confidence Interval,Crude Rate Upper 95% Confidence Interval\n"
    'Elm,1,"Mill County, EM",1001,54,551996,9.8,7.3,12.8\n'
    'Elm,1,"Quay County, EM",01003,17,266002,Unreliable,3.7,10.2\n'
    'Elm,1,"Far City, EM",51560,Missing,Missing,Missing,Missing,Missing\n'
    'Elm,1,"Odd County, EM",x12,4,9,1,1,1\n'
    'Elm,1,"Mill County, EM",1001,54,551996,9.8,7.3,12.8\n'
)


def load(tmp_path: Path, text: str, **more: str) -> str:
    path, out = tmp_path / "deaths.csv", io.StringIO()
    path.write_text(text, encoding="utf-8")
    call_command("load_local_deaths", path, stdout=out, **{"years": "2009-2018"} | more)
    return out.getvalue()


def test_it_accounts_for_every_row(cast: Cast, tmp_path: Path) -> None:
    for _ in range(2):  # the same table again changes nothing
        said = load(tmp_path, WONDER)
        assert "3 of 5 rows loaded, 1 with deaths held back" in said
        assert "row 5: 'x12' is no county code" in said and "row 6: US-01001 is there" in said
    mill, far = (models.LocalDeaths.objects.get(key=f"US-{code}") for code in ("01001", "51560"))
    assert models.LocalDeaths.objects.count() == 3
    assert (mill.deaths, mill.years, mill.deaths_a_year) == (54, 10, 5.4)
    assert (mill.latitude, mill.longitude) == (32.54, -86.64)  # the middle of that county
    assert far.deaths is None and far.rate is None and far.latitude is None
    unreliable = models.LocalDeaths.objects.get(key="US-01003")
    assert unreliable.deaths == 17 and unreliable.rate is None
    with pytest.raises(CommandError, match="no column"):
        load(tmp_path, "a,b\n1,2\n")
    with pytest.raises(CommandError, match="--years"):
        load(tmp_path, WONDER, years="2018-2009")
    tabs = "Notes\tCounty\tCounty Code\tDeaths\n\tA, EM\t1005\tSuppressed\n"
    tabs += "Total\t\t\t99\n---\nWords of the office\n"
    assert "1 of 2 rows loaded, 1 with deaths held back, 1 totals" in load(tmp_path, tabs)


def test_it_stands_beside_the_kits_on_a_map_of_areas(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, WONDER)
    dana, path = cast.dana.client(), "/en/supplies/naloxone/areas/"
    assert "No area to count by yet" in dana.get(path).content.decode()
    mill = kits.area(cast, "Mill County")
    kits.area(cast, "far city em")
    cast.maya.client().post(
        "/en/supplies/naloxone/kit/",
        {"id": str(mill.pk), "item": kits.NASAL, "kits": "27", "people": "1", "way": "bulk",
         "area": str(mill.pk)},
    )  # fmt: skip
    page = dana.get(path).content.decode()
    assert "Mill County, EM" in page and "5.4" in page and "5.0" in page  # 27 kits, 5.4 deaths
    assert "held back" in page and "<svg" in page
    assert "a year on average of 2009 to 2018" in page
    assert cast.maya.client().post(path, {"id": str(mill.pk), "name": "More"}).status_code == 403
    dana.post(f"{path}{mill.pk}/end/")
    assert "27 more kits went out without an area" in dana.get(path).content.decode()


def test_it_loads_the_laws_and_says_how_old_they_are(cast: Cast, tmp_path: Path) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "laws.xlsx"
    sheet = book.create_sheet("laws")
    sheet.append(["state", "year", "date_anynal", "date_nal_protocol_standing",
                  "date_nal_Rx_prescriptive_auth", "any_nal", "nal_protocol_standing",
                  "nal_Rx_prescriptive_auth"])  # fmt: skip
    since = datetime(2015, 7, 1)  # noqa: DTZ001  as a workbook has it
    sheet.append(["Elm", 2016, since, since, None, 1, 0.5, 0])
    sheet.append(["Elm", 2017, since, since, None, 1, 1, 0])
    sheet.append(["Elm", 2017, since, since, None, 1, 1, 0])
    sheet.append(["", 2017, None, None, None, 7, 0, 0])
    book.save(path)
    out = io.StringIO()
    call_command("load_naloxone_laws", path, stdout=out)
    assert "2 of 4 rows loaded, 2 not readable" in out.getvalue()
    page = Client().get("/en/naloxone/law/").content.decode()
    assert "at the end of 2017" in page and "July 2015" in page
    path.write_bytes(b"PK\x03\x04no book")
    with pytest.raises(CommandError):
        call_command("load_naloxone_laws", path)
    assert models.NaloxoneLaw.objects.count() == 2


@real.needs_real
def test_it_loads_what_was_really_published(db: None) -> None:
    out = io.StringIO()
    call_command(
        "load_local_deaths", real.DATA / "overdose/county_drug_deaths_2009_2018.csv",
        years="2009-2018", stdout=out,
    )  # fmt: skip
    assert "2516 of 2516 rows loaded, 1 with deaths held back" in out.getvalue()
    rows = models.LocalDeaths.objects
    assert rows.filter(rate=None).count() == 474
    assert rows.order_by("deaths").exclude(deaths=None)[0].deaths == 10
    assert rows.filter(latitude=None).count() == 3  # counties that have been renamed since
    out = io.StringIO()
    call_command(
        "load_naloxone_laws", real.DATA / "overdose/naloxone_access_laws_state_year.xlsx",
        stdout=out,
    )  # fmt: skip
    assert "1428 of 1428 rows loaded" in out.getvalue()


CELL = st.sampled_from(["", "7", "1001", "01003", "Missing", "x", "-1", "1e9", "9" * 30, "٤"])


@given(st.lists(st.lists(CELL, min_size=4, max_size=4), max_size=20))
def test_it_drops_no_row_in_silence(lines: list[list[str]]) -> None:
    table = ["County Code,County,Deaths,Crude Rate", *(",".join(line) for line in lines)]
    read = rules.deaths_of("\n".join(table).encode())
    assert read.lines == sum(any(line) for line in lines)
    assert all(row.deaths is None or row.deaths >= 0 for row in read.rows)


@given(st.integers(0, 10**6), st.none() | st.integers(0, 10**5))
def test_it_works_nothing_out_from_what_was_held_back(many: int, deaths: int | None) -> None:
    reach = loop.Reach(many, None if deaths is None else deaths / 10)
    assert (reach.for_each_death is None) == (not deaths)
    if many and not deaths:
        assert reach.band == "unknown"

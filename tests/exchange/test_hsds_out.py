"""What goes out as HSDS comes in again as the same, and nothing private is in it."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alongside.directory import models
from alongside.exchange import actions
from tests.directory import feeds
from tests.exchange import hsds_data as data
from tests.exchange import real

pytestmark = pytest.mark.django_db
DATA = real.DATA / "hsds"
FORMATS = ["tables", "json"]


def exported(folder: Path, form: str, name: str) -> dict[str, bytes]:
    path = folder / f"{name}.zip"
    call_command("export_services", str(path), "--format", form, stdout=io.StringIO())
    with zipfile.ZipFile(path) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def forget() -> None:
    """Everything of services, so that an export can come in as into a new house."""
    for model in (models.Attribute, models.Metadata, models.Phone, models.Schedule, models.Spoken,
                  models.ServiceAtLocation, models.PostalAddress, models.Accessibility,
                  models.Capacity, models.Service, models.Location, models.ListedProgramme,
                  models.ListedOrganisation, models.Term, models.Taxonomy, models.Unit,
                  models.TableDescription):  # fmt: skip
        model.objects.all().delete()


def round_trip(folder: Path, form: str) -> None:
    """Out, in again where nothing is, out again: the same; and once more in changes nothing."""
    first = exported(folder, form, "first")
    forget()
    run = actions.import_services(
        by=feeds.IMPORT, where=str(folder / "first.zip"), source_name="Again"
    )
    assert run.refused == 0, list(run.problems.values_list("table", "row", "field", "reason"))
    second = exported(folder, form, "second")
    assert sorted(first) == sorted(second)
    for name, raw in first.items():
        assert plain(name, raw) == plain(name, second[name]), name
    again = actions.import_services(
        by=feeds.IMPORT, where=str(folder / "second.zip"), source_name="Again"
    )
    assert (again.added, again.changed, again.gone) == (0, 0, 0)


def plain(name: str, raw: bytes) -> Any:
    if name.endswith(".csv"):
        return sorted(raw.decode().splitlines())
    said = json.loads(raw)
    return sorted(said, key=lambda each: each["id"]) if isinstance(said, list) else said


@pytest.mark.parametrize("form", FORMATS)
def test_it_comes_in_again_as_it_went_out(tmp_path: Path, form: str) -> None:
    where = data.write(tmp_path, [data.service()])
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora")
    files = exported(tmp_path, form, "seen")
    text = b"".join(files.values()).decode()
    for secret in data.SECRETS:
        assert secret not in text
    for said in ("Soup", "Front desk", "Kettle House", "bowls", "Food pantries", "1MO,-1FR",
                 "not published", "cash"):  # fmt: skip
        assert said in text, said
    round_trip(tmp_path, form)


SAID = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
VOICES = (
    ("no-papers", "", True, "listing", SAID, 1),
    ("medication", "", True, "people", SAID, 3),
    ("medication", "", False, "editor", SAID, 1),
    ("stage", "rapid", True, "editor", SAID, 1),
    ("support", "material", True, "listing", None, 1),
    ("culturally-safe", "indigenous", True, "people", SAID, 2),
)


def voices() -> list[Any]:
    columns = ("kind", "value", "is_so", "says", "said_at", "voices")
    return sorted(models.Fact.objects.values_list(*columns), key=str)


def say_facts(tmp_path: Path) -> None:
    where = data.write(tmp_path, [data.service()])
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora")
    service = models.Service.objects.get()
    for kind, value, is_so, says, said_at, number in VOICES:
        service.facts.create(
            kind=kind, value=value, is_so=is_so, says=says, said_at=said_at, voices=number
        )


@pytest.mark.parametrize("form", FORMATS)
def test_it_says_who_says_what_and_reads_it_again(tmp_path: Path, form: str) -> None:
    say_facts(tmp_path)
    before = voices()
    assert len(before) == len(VOICES)
    text = b"".join(exported(tmp_path, form, "seen").values()).decode()
    for said in ("Naloxone to take with you", "Rapid access clinic", "2026-03-04T05:06:00Z"):
        assert said in text, said
    round_trip(tmp_path, form)
    assert voices() == before
    assert not models.Taxonomy.objects.filter(name__startswith="Alongside").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_it_lets_no_list_speak_for_our_editors(tmp_path: Path, form: str, settings: Any) -> None:
    say_facts(tmp_path)
    exported(tmp_path, form, "first")
    forget()
    settings.PEPPER = "another house" * 4
    where = str(tmp_path / "first.zip")
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Again")
    assert {row[3] for row in voices()} == {"listing", "people"}
    assert len(voices()) == len(VOICES)


def test_it_keeps_what_people_say_here(tmp_path: Path) -> None:
    say_facts(tmp_path)
    exported(tmp_path, "json", "first")
    models.Fact.objects.filter(says="people").update(voices=9)
    models.Service.objects.update(mark="another")
    where = str(tmp_path / "first.zip")
    source = models.Service.objects.get().source
    actions.import_services(by=feeds.IMPORT, where=where, source_name=source.name)
    assert {row[5] for row in voices() if row[3] == "people"} == {9}


@pytest.mark.parametrize("form", FORMATS)
def test_it_says_names_where_the_operator_lets_it(tmp_path: Path, form: str) -> None:
    where = data.write(tmp_path, [data.service()])
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora", shows_names=True)
    text = b"".join(exported(tmp_path, form, "seen").values()).decode()
    assert all(name in text for name in ("Wilhelmina Secret", "w@example.org", "555 0014"))


@pytest.mark.parametrize("form", FORMATS)
def test_it_writes_ohana_tables_as_hsds(tmp_path: Path, form: str) -> None:
    feeds.services(tmp_path)
    files = exported(tmp_path, form, "seen")
    text = b"".join(files.values()).decode()
    assert "Old room" not in text  # closed
    assert "Wilhelmina" not in text
    round_trip(tmp_path, form)


@pytest.mark.parametrize("what", ["service", "location", "organisation"])
def test_it_gives_nothing_private_away(tmp_path: Path, what: str) -> None:
    """Nor by what belongs to it, whatever else that belongs to."""
    where = data.write(tmp_path, [data.service()])
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora")
    hide: Any = {"service": models.Service, "location": models.Location,
                 "organisation": models.ListedOrganisation}[what]  # fmt: skip
    hide.objects.update(is_public=False)
    secrets = {
        "service": ("Soup", "0022", "In the hall", "A second bowl", "Kettle House"),
        "location": ("3 Salt Court", "yellow door", "0034", "A ramp", "45.001"),
        "organisation": ("Tea for all", "0015", "CA-REG"),
    }[what]
    for form in FORMATS:
        text = b"".join(exported(tmp_path, form, form).values()).decode()
        assert [secret for secret in secrets if secret in text] == []


TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["&amp;amp;lt;b&gt;", "a < b > c", "=1+1", "\u202eabc", "  x \r\n y ", "-", "0"]
    ),
)
LINK = st.sampled_from(["https://a.example.org/", "b.example.org", "javascript:alert(1)", "", "x"])
NUMBER = st.one_of(st.none(), st.integers(0, 120), st.floats(0, 99), st.just("seven"))


@st.composite
def invented(draw: st.DrawFn) -> dict[str, Any]:
    """A service of which every text may be anything, and any part may be missing."""
    said = data.service()
    for name in ("alternate_name", "description", "alert", "fees", "wait_time", "licenses"):
        said[name] = draw(TEXT)
    said |= {"url": draw(LINK), "minimum_age": draw(NUMBER), "maximum_age": draw(NUMBER)}
    said["attributes"].append({"id": data.uid(90), "label": draw(TEXT), "value": draw(TEXT)})
    said["cost_options"][0] |= {"amount": draw(NUMBER), "option": draw(TEXT)}
    said["schedules"][0] |= {
        "byday": draw(st.sampled_from(["MO", "2TU,-1FR", "SU,SA", "never", ""])),
        "opens_at": draw(st.sampled_from(["9:00", "24:00", "noon", "25:99", "10:00Z"])),
        "bymonthday": draw(st.sampled_from(["1", "31,-1", "x", ""])),
    }
    place = said["service_at_locations"][0]["location"]
    place |= {"latitude": draw(NUMBER), "name": draw(TEXT), "transportation": draw(TEXT)}
    place["phones"][0]["extension"] = draw(st.sampled_from([7, "007", "x2", None]))
    for name in draw(st.sets(st.sampled_from(sorted(said.keys() - KEPT)))):
        del said[name]
    return said


KEPT = {"id", "name", "organization", "status"}


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(said=invented(), form=st.sampled_from(FORMATS))
def test_it_gives_back_whatever_it_took(tmp_path: Path, said: Any, form: str) -> None:
    forget()
    where = data.write(tmp_path, [said])
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora")
    round_trip(tmp_path, form)


@real.needs_real
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "where",
    ["official-3.0/examples/service_full.json", "official-3.1-dev/examples/organization_full.json",
     "official-3.1-dev/examples/csv", "uk-profile-3.0/examples/service_full.json", "ohana-sample"],
)  # fmt: skip
def test_it_gives_real_data_back(tmp_path: Path, where: str, form: str) -> None:
    actions.import_services(by=feeds.IMPORT, where=str(DATA / where), source_name="Real")
    round_trip(tmp_path, form)


@real.needs_real
@pytest.mark.once  # the small ones do it in both
def test_it_gives_a_whole_city_back(tmp_path: Path) -> None:
    where = str(DATA / "baltimore-icarol-ohana")
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Real")
    round_trip(tmp_path, "tables")

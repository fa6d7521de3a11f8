"""The HSDS API: what the specification asks for, for anybody, without a trace or a secret."""

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core import formulas, ids
from alongside.directory import models
from alongside.exchange import actions
from tests.directory import feeds
from tests.exchange import hsds_data as data
from tests.exchange import real

pytestmark = pytest.mark.django_db
KINDS = ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]
PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
        "contents"}  # fmt: skip


@pytest.fixture
def soup(tmp_path: Path) -> dict[str, Any]:
    feeds.towns()
    said = data.service()
    actions.import_services(
        by=feeds.IMPORT, where=data.write(tmp_path, [said]), source_name="Elmora"
    )
    return said


def ask(path: str, parameters: Any = None, *, status: int = 200, **more: Any) -> Any:
    parameters = {**(parameters or {}), **more}
    answer = Client().get(f"/hsds/{path}", parameters)
    assert answer.status_code == status, answer.content
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    return answer.json()


def test_it_says_what_it_is() -> None:
    said = ask("")
    assert set(said) == {"version", "profile", "openapi_url"}
    described = ask("openapi.json")
    assert {f"/{kind}" for kind in KINDS} < set(described["paths"])


@pytest.mark.parametrize("kind", KINDS)
def test_it_answers_a_page_and_each_object(soup: Any, kind: str) -> None:
    page = ask(kind)
    assert set(page) == PAGE
    assert (page["total_items"], page["size"], page["empty"]) == (1, 1, False)
    assert page["first_page"] is page["last_page"] is True
    one = ask(f"{kind}/{page['contents'][0]['id']}")
    assert one["id"] == page["contents"][0]["id"]
    past = ask(kind, page=9)
    assert (past["contents"], past["empty"], past["total_items"]) == ([], True, 1)
    for full in ({"full": "true"}, {"full_service": "true"}, {"format": "json"}):
        assert ask(kind, full)["size"] == 1


def test_it_nests_all_of_a_service_and_no_secret(soup: Any) -> None:
    said = ask(f"services/{data.uid(20)}")
    missing = soup.keys() - said.keys() - {"assurer_email"}
    assert not missing
    assert said["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Elmora"
    assert said["schedules"][0]["byday"] == "MO,WE"
    assert said["organization"]["contacts"] == [
        {"id": data.uid(13), "title": "Front desk", "department": "Hall"}
    ]
    text = json.dumps(said)
    assert [secret for secret in data.SECRETS if secret in text] == []


@pytest.mark.parametrize(
    ("kind", "parameters", "count"),
    [
        ("services", {"search": "broth"}, 1),
        ("services", {"search": "zzzzqx"}, 0),
        ("services", {"taxonomy_term_id": data.uid(60)}, 1),
        ("services", {"taxonomy_term_id": data.uid(61)}, 0),
        ("services", {"taxonomy_id": data.uid(61)}, 1),
        ("services", {"organization_id": data.uid(10)}, 1),
        ("services", {"organization_id": data.uid(11)}, 0),
        ("services", {"modified_after": "2026-03-04T05:06:07Z"}, 1),
        ("services", {"modified_after": "2190-01-01"}, 0),
        ("services", {"minimal": "true"}, 1),
        ("organizations", {"search": "kettle"}, 1),
        ("organizations", {"taxonomy_id": data.uid(61)}, 1),
        ("organizations", {"taxonomy_term_id": data.uid(62)}, 0),
        ("service_at_locations", {"taxonomy_id": data.uid(61)}, 1),
        ("service_at_locations", {"postcode": "01999", "proximity": 5000}, 0),
        ("service_at_locations", {"postcode": "Elmora", "proximity": 5000}, 1),
        ("service_at_locations", {"postcode": "Elmora"}, 1),
        ("service_at_locations", {"postcode": "01999"}, 0),
        ("taxonomy_terms", {"taxonomy_id": data.uid(61), "top_only": "true"}, 1),
        ("taxonomy_terms", {"parent_id": data.uid(60)}, 0),
        ("taxonomies", {"search": "211"}, 1),
    ],
)
def test_it_filters_as_asked(soup: Any, kind: str, parameters: Any, count: int) -> None:
    assert ask(kind, parameters)["total_items"] == count
    stranger = Client(enforce_csrf_checks=True, headers={"Origin": "https://elsewhere.example"})
    answers = [
        stranger.post(f"/hsds/{kind}", parameters),
        stranger.post(f"/hsds/{kind}", json.dumps(parameters), content_type="application/json"),
    ]
    for answer in answers:
        assert answer.status_code == 200, answer.content
        assert answer.json()["total_items"] == count


def test_it_answers_by_our_own_facts(soup: Any) -> None:
    service = models.Service.objects.get()
    assert ask("taxonomies")["total_items"] == 1
    service.facts.create(kind="naloxone")
    service.facts.create(kind="stage", value="rapid", says="people")
    one = ask(f"services/{service.pk}")
    ours = {
        each["taxonomy_term"]["code"]: each
        for each in one["attributes"]
        if each.get("link_type") == "fact"
    }
    assert set(ours) == {"naloxone", "stage/rapid"}
    assert ours["stage/rapid"]["metadata"][0]["updated_by"] == "people"
    assert ask("taxonomies")["total_items"] == 2
    taxonomy = ours["naloxone"]["taxonomy_term"]["taxonomy_detail"]["id"]
    assert ask(f"taxonomies/{taxonomy}")["id"] == taxonomy
    terms = ask("taxonomy_terms", taxonomy_id=taxonomy, per_page=200)["contents"]
    by_code = {each["code"]: each for each in terms}
    assert by_code["stage/rapid"]["parent_id"] == by_code["stage"]["id"]
    assert ask("taxonomy_terms", parent_id=by_code["stage"]["id"], search="rapid")["size"] == 1
    pages = [ask("taxonomy_terms", per_page=30, page=page) for page in (1, 2, 3)]
    assert sum(page["size"] for page in pages) == pages[0]["total_items"]
    for code, count in (("stage", 1), ("naloxone", 1), ("supplies", 0)):
        found = ask("services", taxonomy_term_id=by_code[code]["id"])
        assert found["total_items"] == count, code
    assert ask("services", taxonomy_id=taxonomy)["total_items"] == 1


def test_it_streams_all_as_lines(soup: Any) -> None:
    answer = Client().get("/hsds/services", {"format": "ndjson", "full": "true"})
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert [json.loads(line)["id"] for line in lines] == [data.uid(20)]
    assert answer.headers["Content-Type"].startswith("application/x-ndjson")


FORMULAS = ("=1+1", "+1 506 555 0142", "-5", "@SUM(A1)", '=HYPERLINK("http://evil.example")')


@pytest.mark.parametrize("said", FORMULAS)
def test_it_changes_no_sign_for_programs_that_it_changes_for_people(
    said: str, tmp_path: Path
) -> None:
    """Tables of HSDS are read by programs: a name goes out as it came in, and in again. The same
    name in a table for people is no formula, and is read back as it was."""
    feeds.towns()
    where = data.write(tmp_path, [data.service() | {"name": said}])
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Elmora")
    answer = Client().get("/hsds/tables.zip")
    given = io.BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    with zipfile.ZipFile(given) as tables:
        rows = csv.DictReader(io.TextIOWrapper(tables.open("services.csv"), "utf-8"))
        assert [row["name"] for row in rows] == [said]
    assert ask("services")["contents"][0]["name"] == said
    for typed in (said, f"  {said}", f"\t{said}"):
        assert formulas.safe(typed) == f"'{typed}"
        assert formulas.plain(formulas.safe(typed)) == typed
    assert formulas.safe("1=1") == "1=1"
    assert formulas.plain("'tis") == "'tis"


def test_it_gives_all_tables_as_they_are_exported(soup: Any, tmp_path: Path) -> None:
    assert "/tables.zip" in ask("openapi.json")["paths"]
    answer = Client().get("/hsds/tables.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    parts = list(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(parts) > 3
    path = tmp_path / "given.zip"
    path.write_bytes(b"".join(parts))
    call_command("export_services", str(tmp_path / "written.zip"), stdout=io.StringIO())
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(tmp_path / "written.zip") as written:
        assert given.testzip() is None
        assert {each: given.read(each) for each in given.namelist()} == {
            each: written.read(each) for each in written.namelist()
        }
        assert not [
            secret for secret in data.SECRETS if secret.encode() in given.read("contacts.csv")
        ]
    run = actions.import_services(by=feeds.IMPORT, where=str(path), source_name="Again")
    assert (run.state, run.refused) == ("applied", 0)
    head: Any = Client().head("/hsds/tables.zip")
    assert not b"".join(head.streaming_content)


@pytest.mark.parametrize(
    ("parameters", "word"),
    [({"page": "0"}, "page"), ({"page": "x"}, "page"), ({"per_page": "-1"}, "per_page"),
     ({"taxonomy_id": "no"}, "taxonomy_id"), ({"full": "perhaps"}, "full"),
     ({"modified_after": "soon"}, "modified_after"), ({"format": "xml"}, "format"),
     ({"search": "x" * 300}, "search"), ({"page": "1e400"}, "page"),
     ({"modified_after": "0001-01-01T00:00:00+14:00"}, "modified_after"),
     ({"modified_after": "9999-12-31T23:59:59-14:00"}, "modified_after")],
)  # fmt: skip
def test_it_says_which_word_it_can_not_read(parameters: Any, word: str) -> None:
    said = ask("services", parameters, status=400)
    assert set(said) == {"happened", "kept", "todo"}
    assert word in said["happened"]


def test_it_reads_no_half_sign() -> None:
    """JSON can write one, and no database takes it."""
    body = '{"search": "\\ud800"}'
    answer = Client().post("/hsds/services", body, content_type="application/json")
    assert answer.status_code == 400
    assert "search" in answer.json()["happened"]


def test_it_refuses_what_it_does_not_do(soup: Any) -> None:
    assert Client().post(f"/hsds/services/{data.uid(20)}").status_code == 405
    assert Client().delete("/hsds/services").status_code == 405
    odd = Client().post("/hsds/services", data="[1]", content_type="application/json")
    assert odd.status_code == 400
    ask(f"services/{ids.new()}", status=404)
    ask("service_at_locations", status=404, postcode="99999", proximity=5)
    asked = Client().options("/hsds/services", headers={"Origin": "https://x.example"})
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]


def test_it_gives_nothing_private_away(soup: Any) -> None:
    addresses = {kind: ask(kind)["contents"][0]["id"] for kind in KINDS[:3]}
    models.Service.objects.update(is_public=False)
    for kind, pk in addresses.items():
        assert ask(kind)["total_items"] == 0
        ask(f"{kind}/{pk}", status=404)


@pytest.mark.parametrize(
    ("entity", "thing", "field"),
    [("addresses", "PostalAddress", "attention"), ("services", "Service", "assurer_email")],
)
def test_it_names_nobody_by_what_changed(soup: Any, entity: str, thing: str, field: str) -> None:
    row = getattr(models, thing).objects.get()
    models.Metadata.objects.create(
        source=row.source, key="x", mark="-", entity=entity, thing=row.pk, field=field,
        changed_on="2026-03-04", action="update", previous="Wilhelmina Before",
    )  # fmt: skip
    assert "Before" not in json.dumps(ask(f"services/{data.uid(20)}"))
    models.Source.objects.update(shows_names=True)
    assert "Before" in json.dumps(ask(f"services/{data.uid(20)}"))


def test_it_asks_as_often_for_many_as_for_one(soup: Any, tmp_path: Path) -> None:
    """Whatever is asked for: the number of queries does not grow with the page."""
    paths = [f"{kind}?{more}" for kind in KINDS for more in ("", "full=true", "full_service=true")]
    few = {path: queries(path) for path in paths}
    many = [
        json.loads(json.dumps(data.service()).replace("-4000-8000-", f"-4000-8{number:03}-"))
        for number in range(1, 8)
    ]
    where = data.write(tmp_path, many, "many.json")
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Many")
    assert ask("services")["total_items"] == 8
    assert {path: queries(path) for path in paths} == few


def queries(path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(f"/hsds/{path}").status_code == 200
    return len(asked)


SCHEMAS = real.DATA / "hsds"
COMPILED = {
    "services": "service_list", "organizations": "organization_list",
    "service_at_locations": "service_at_location_list",
}  # fmt: skip


def schema(version: str, name: str) -> Any:
    folder = SCHEMAS / version / "schema"
    for path in (folder / "compiled" / f"{name}.json.gz", folder / "compiled" / f"{name}.json",
                 folder / f"{name}.json"):  # fmt: skip
        if path.exists():
            raw = path.read_bytes()
            return json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    raise FileNotFoundError(name)


@real.needs_real
@pytest.mark.parametrize("version", ["official-3.0", "official-3.1-dev"])
@pytest.mark.parametrize("sample", ["soup", "city"])
def test_it_answers_as_the_official_schemas_say(tmp_path: Path, version: str, sample: str) -> None:
    where = data.write(tmp_path, [data.service()])
    if sample == "city":
        where = str(SCHEMAS / "ohana-sample")
    actions.import_services(by=feeds.IMPORT, where=where, source_name="Sample")
    models.Service.objects.order_by("pk")[0].facts.create(kind="stage", value="rapid", voices=2)
    check = jsonschema.Draft202012Validator
    page = ask("services", full="true", per_page=200)
    service = check(schema(version, "service"))
    assert page["contents"]
    for each in page["contents"]:
        service.validate(each)
    organisation = check(schema(version, "organization"))
    for full in ({"full": "true"}, {"full_service": "true"}):
        for each in ask("organizations", full, per_page=200)["contents"]:
            organisation.validate(each)
    for kind, name in COMPILED.items():
        listed = check(schema(version, name))
        for each in ask(kind, per_page=200)["contents"]:
            listed.validate(each)
    for kind, name in (("taxonomies", "taxonomy"), ("taxonomy_terms", "taxonomy_term")):
        said = schema(version, name)
        said["properties"] = {k: v for k, v in said["properties"].items() if "$ref" not in str(v)}
        for each in ask(kind, per_page=200)["contents"]:
            check(said).validate(each)

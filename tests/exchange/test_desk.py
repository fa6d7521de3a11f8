"""A list at the desk: brought over the web, read by the worker, shown, applied after a yes."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from alongside.accounts import actors
from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.directory import models
from alongside.exchange import actions, files
from alongside.exchange.hsds.shapes import SHAPES
from alongside.exchange.templatetags import exchange as spoken
from tests.cast import Cast
from tests.directory import feeds


def worked() -> None:
    """What the worker does with its list; a real one closes the test's connection."""
    while waiting := DBTaskResult.objects.filter(status=TaskResultStatus.READY).first():
        DBTaskResult.objects.filter(pk=waiting.pk).update(status=TaskResultStatus.SUCCESSFUL)
        said = waiting.args_kwargs
        waiting.task.func(*said["args"], **said["kwargs"])


def sent(client: Client, rows: Any, name: str = "County list", **more: Any) -> Any:
    raw = rows if isinstance(rows, bytes) else json.dumps(rows).encode()
    file = SimpleUploadedFile("list.json", raw)
    data = {"id": str(ids.new()), "name": name, "file": file, **more}
    return client.post("/en/sources/bring/", data)


def shown(client: Client, rows: Any, **more: Any) -> models.Run:
    answer = sent(client, rows, **more)
    assert answer.status_code == 302, answer.content.decode()
    worked()
    return models.Run.objects.get(pk=answer.headers["Location"].split("/")[-2])


def applied(client: Client, run: models.Run) -> models.Run:
    client.post(f"/en/sources/runs/{run.pk}/apply/")
    worked()
    run.refresh_from_db()
    return run


def page(client: Client, run: models.Run, show: str = "") -> str:
    answer = client.get(f"/en/sources/runs/{run.pk}/?show={show}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_it_shows_first_and_changes_nothing_before_a_yes(cast: Cast) -> None:
    omar = cast.omar.client()
    run = shown(omar, [feeds.meeting("a"), {"slug": "nameless"}], licence="CC BY 4.0")
    assert run.state == "shown"
    assert models.Meeting.objects.count() == 0
    said = page(omar, run)
    assert "Meeting a" in said
    assert "CC BY 4.0" in said
    assert "no name, group or location to call it by" in page(omar, run, "refused")
    run = applied(omar, run)
    assert (run.state, run.added, run.refused) == ("applied", 1, 1)
    assert models.Meeting.objects.get().name == "Meeting a"
    assert not models.RunPiece.objects.exists()
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    for verb in ("bring-list", "show-import", "apply-import", "import-directory"):
        assert verb in verbs
    applied(omar, run)  # once more changes nothing
    assert models.Run.objects.count() == 1


@pytest.mark.django_db
def test_it_shows_what_changed_field_by_field(cast: Cast) -> None:
    omar = cast.omar.client()
    first = [feeds.meeting("a", types=["O"]), feeds.meeting("b")]
    applied(omar, shown(omar, first))
    run = shown(omar, [feeds.meeting("a", time="20:30", types=["C", "O"])])
    lines = {line.field: (line.was, line.says) for line in run.lines.filter(fate="changed")}
    assert lines == {"start_minute": ("1140", "1230"), "types": ("O", "C, O")}
    assert run.lines.get(fate="gone").key == "b"
    said = page(omar, run, "changed")
    assert "19:00" in said
    assert "20:30" in said
    answer = omar.get(f"/en/sources/runs/{run.pk}/report.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert ["changed", "meetings", "1", "a", "Meeting a", "start_minute", "1140", "1230"] in rows


@pytest.mark.django_db
def test_it_takes_up_a_list_whose_worker_was_ended(cast: Cast) -> None:
    omar = cast.omar.client()
    run = shown(omar, [feeds.meeting("a")])
    long_ago = clock.now() - timedelta(minutes=3)
    rows = models.Run.objects.filter(pk=run.pk)
    for tries in (1, 2):
        rows.update(state="applying", beat_at=long_ago, tries=tries)
        assert "Nothing of it was applied" in page(omar, run)
        assert actions.take_up_lost(by=feeds.IMPORT, now=clock.now()) == 1
        assert "It waits its turn" in page(omar, run)
        assert actions.take_up_lost(by=feeds.IMPORT, now=clock.now()) == 0
    worked()
    run.refresh_from_db()
    assert (run.state, run.added) == ("applied", 1)
    rows.update(state="reading", beat_at=long_ago, tries=3)
    actions.take_up_lost(by=feeds.IMPORT, now=clock.now())
    assert "was ended in the middle" in page(omar, run)
    assert Event.objects.filter(verb="take-up-import").count() == 3


@pytest.mark.django_db
def test_it_is_worked_on_by_one_worker_at_a_time(cast: Cast) -> None:
    run = shown(cast.omar.client(), [feeds.meeting("a")])
    models.Run.objects.filter(pk=run.pk).update(state="applying", beat_at=clock.now())
    actions.finish(by=feeds.IMPORT, run=run.pk)
    assert not models.Meeting.objects.exists()


@pytest.mark.django_db
def test_it_gives_people_no_formulas(cast: Cast) -> None:
    omar = cast.omar.client()
    run = shown(
        omar, [feeds.meeting("=1+1", name='=HYPERLINK("x")'), feeds.meeting("b", name=" @x")]
    )
    answer = omar.get(f"/en/sources/runs/{run.pk}/report.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.django_db
def test_it_applies_only_what_was_shown(cast: Cast, tmp_path: Path) -> None:
    omar = cast.omar.client()
    applied(omar, shown(omar, [feeds.meeting("a"), feeds.meeting("b")]))
    run = shown(omar, [feeds.meeting("a", time="20:00"), feeds.meeting("b")])
    between = shown(omar, [feeds.meeting("a", time="21:00"), feeds.meeting("b")])
    assert applied(omar, between).state == "applied"
    run = applied(omar, run)
    assert (run.state, run.differs) == ("shown", 1)
    assert models.Meeting.objects.get(key="a").start_minute == 21 * 60
    assert "Something changed since you looked" in page(omar, run)
    assert applied(omar, run).state == "applied"
    assert models.Meeting.objects.get(key="a").start_minute == 20 * 60


@pytest.mark.django_db
def test_it_lets_a_list_go(cast: Cast) -> None:
    omar = cast.omar.client()
    run = shown(omar, [feeds.meeting("a")])
    assert omar.post(f"/en/sources/runs/{run.pk}/let-go/").status_code == 302
    assert not models.Run.objects.exists()
    assert not models.Source.objects.filter(name="County list").exists()
    assert omar.get(f"/en/sources/runs/{run.pk}/").status_code == 404


@pytest.mark.django_db
def test_it_forgets_files_nobody_said_yes_to(cast: Cast) -> None:
    omar = cast.omar.client()
    run = shown(omar, [feeds.meeting("a")])
    system = actors.system("night")
    actions.forget_uploads(by=system, now=clock.now() + timedelta(days=1))
    assert models.RunPiece.objects.exists()
    actions.forget_uploads(by=system, now=clock.now() + timedelta(days=3))
    assert not models.RunPiece.objects.exists()
    assert omar.post(f"/en/sources/runs/{run.pk}/apply/").status_code == 410
    actions.forget_uploads(by=system, now=clock.now() + timedelta(days=800))
    assert not models.Run.objects.exists()


@pytest.mark.django_db
def test_it_keeps_the_file_sealed(cast: Cast) -> None:
    shown(cast.omar.client(), [feeds.meeting("a", contact_1_name="Wilhelmina Secret")])
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT packed FROM directory_runpiece")
        assert all("k1." in str(row[0])[:4] for row in cursor.fetchall())


def damaged_lzma() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.json", b"[]" * 500)
    raw = bytearray(out.getvalue())
    raw[30 + len("a.json") + 9] = 0xFF  # its stream always begins with a zero
    return bytes(raw)


def packed_oddly() -> bytes:
    raw = bytearray(zipped(a__json=b"[]" * 500))
    central = raw.index(b"PK\x01\x02")
    raw[8] = raw[central + 10] = 97  # a method that nobody here knows
    return bytes(raw)


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries.items():
            archive.writestr(name.replace("__", "."), raw)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "The submitted file is empty"),
        (b"%PDF-1.7 hello", "no list of a kind that we can read"),
        (b"PK\x03\x04rubbish", "damaged"),
        (b"\x1f\x8brubbish", "damaged"),
        (zipped(a__json=b"0" * (files.LARGEST + 1)), "larger than 64 MB"),
        (zipped(**{f"f{n}__json": b"[]" for n in range(files.MOST_FILES + 1)}), "larger than"),
        (zipped(**{"[Content_Types]__xml": b"<x/>"}), "save it as CSV"),
        (damaged_lzma(), "damaged"),
        (packed_oddly(), "packed in a way"),
    ],
)  # fmt: skip
def test_it_refuses_at_the_door_what_is_no_list(cast: Cast, raw: bytes, reason: str) -> None:
    answer = sent(cast.omar.client(), raw)
    assert answer.status_code in (200, 422)
    text = answer.content.decode()
    assert reason in text
    assert "County list" in text  # what was typed is kept
    assert not models.Run.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "raw",
    [b"[" * 200_000, b'[{"slug": "a"}] trailing', b'[{"slug": "a", "name": NaN}]', b'["\xff',
     b'{"slug": {"slug": 1}}'],
)  # fmt: skip
def test_it_says_on_the_page_what_could_not_be_read(cast: Cast, raw: bytes) -> None:
    omar = cast.omar.client()
    run = shown(omar, raw)
    assert run.state == "failed"
    said = page(omar, run)
    assert "The listings are as they were" in said
    assert "Error" not in said, "words that people know"


@pytest.mark.django_db
def test_it_does_not_keep_more_than_a_list_may_have(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    answer = sent(cast.omar.client(), b"[" + b" " * 2000 + b"]")
    assert answer.status_code == 422
    assert "more than 64 MB" in answer.content.decode()
    assert not models.Run.objects.exists()


@pytest.mark.django_db
def test_it_reads_tables_from_a_zip_or_several_files(cast: Cast, tmp_path: Path) -> None:
    omar, folder = cast.omar.client(), Path(feeds.tables(tmp_path))
    tables = {path.name.replace(".", "__"): path.read_bytes() for path in folder.iterdir()}
    run = shown(omar, zipped(**tables), name="Zipped")
    assert run.source.reader == "ohana"
    assert run.lines.filter(fate="added", table="services").count() == 3
    several = [SimpleUploadedFile(p.name, p.read_bytes()) for p in sorted(folder.iterdir())]
    data = {"id": str(ids.new()), "name": "Several", "file": several}
    omar.post("/en/sources/bring/", data)
    worked()
    assert models.Run.objects.get(source__name="Several").rows == run.rows


@pytest.mark.django_db
def test_it_opens_to_coordinators_and_administrators_only(cast: Cast) -> None:
    run = shown(cast.kit.client(), [feeds.meeting("a")])
    for who in ("maya", "dana", "max", "ana", "sam"):
        client = cast.characters[who].client()
        assert client.get(f"/en/sources/runs/{run.pk}/").status_code == 403
        assert client.post(f"/en/sources/runs/{run.pk}/apply/").status_code == 403
    assert Client().get("/en/sources/").status_code == 302
    assert "County list" in cast.omar.client().get("/en/sources/").content.decode()


@pytest.mark.django_db
def test_it_only_looks_when_the_command_is_told_to(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a")])
    path = feeds.feed(tmp_path, [feeds.meeting("a", time="20:00"), feeds.meeting("b")])
    out, table = io.StringIO(), tmp_path / "report.csv"
    said = {"source_name": "Test feed", "stdout": out}
    call_command("import_directory", path, dry_run=True, report=str(table), **said)
    text = out.getvalue()
    assert "changed: meetings Meeting a, start_minute: '1140' -> '1200'" in text
    assert "added: meetings Meeting b" in text
    assert "Nothing was changed: this was only to look." in text
    assert "start_minute" in table.read_text()
    assert (models.Run.objects.count(), models.Meeting.objects.count()) == (1, 1)
    call_command("import_directory", path, **said)
    assert models.Meeting.objects.get(key="a").start_minute == 1200


@pytest.mark.django_db
def test_it_stops_the_command_when_a_list_has_shrunk(tmp_path: Path) -> None:
    rows = [feeds.meeting(str(n)) for n in range(20)]
    feeds.bring(tmp_path, rows)
    path = feeds.feed(tmp_path, rows[:5])
    with pytest.raises(CommandError, match="--even-if-many-go"):
        call_command("import_directory", path, source_name="Test feed", stdout=io.StringIO())
    assert models.Meeting.objects.filter(retired_at=None).count() == 20
    call_command(
        "import_directory",
        path,
        source_name="Test feed",
        even_if_many_go=True,
        stdout=io.StringIO(),
    )
    assert models.Meeting.objects.filter(retired_at=None).count() == 5


def test_it_says_moments_of_a_list_as_people_do() -> None:
    assert spoken.said("2021-06-29T00:00:00+00:00", "checked_at") == "29 Jun 2021"
    assert spoken.said("2021-06-29T18:30:00+00:00", "checked_at") == "29 Jun 2021, 6:30 p.m."
    assert spoken.said("soon", "until_on") == "soon"


def test_it_has_a_word_for_every_table_that_comes_in() -> None:
    tables = {shape.table for shape in SHAPES.values()} | {"bodies", "meetings", "other"}
    assert not [table for table in tables if spoken.table_name(table) == table]

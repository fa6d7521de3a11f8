"""People whom an organisation supports already: brought as tables, shown, applied, undone."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.accounts import actors
from alongside.accounts.models import Membership, Person, Programme, Site
from alongside.audit.models import Event
from alongside.core import clock, errors, ids, scope
from alongside.exchange import actions, files, models
from alongside.exchange.people import reasons, shapes, tables, values
from alongside.exchange.people.values import Bad
from alongside.participants.models import Consent, Participant, Tie
from alongside.support import actions as support
from alongside.support.models import Contact, Goal, Pairing, Step
from tests.cast import Cast
from tests.exchange.test_desk import worked

PEOPLE = """ID;Nom préféré;Langue;Téléphone;Ne pas contacter;Date d'arrivée
7;Jo;français;+1 555 010 7777;répondeur;15/03/2024
8;;anglais;;;2/4/2024
9;Sam;;;;
9;Twice;;;;
10;Ada;klingon;;;31/02/2024
"""


def brought(by: actors.Actor, **files: str | bytes) -> models.Bringing:
    """Files by name, read as they are guessed to be."""
    given = [
        (f"{name}.csv", text if isinstance(text, bytes) else text.encode())
        for name, text in files.items()
    ]
    run = actions.bring_people(by=by, id=ids.new(), given=given)
    return said(by, run)


def said(by: actors.Actor, run: models.Bringing, **more: str) -> models.Bringing:
    chosen = [(kind, fields) for kind, fields in run.choices["tables"]]
    actions.map_people(by=by, bringing=run.pk, tables=chosen, **more)
    worked()
    run.refresh_from_db()
    return run


def came_in(by: actors.Actor, run: models.Bringing) -> models.Bringing:
    assert run.state == "shown", (run.state, run.trouble)
    actions.apply_people(by=by, bringing=run.pk)
    worked()
    run.refresh_from_db()
    assert run.state == "applied", (run.state, run.trouble)
    return run


def undone(by: actors.Actor, run: models.Bringing) -> models.Bringing:
    actions.undo_people(by=by, bringing=run.pk)
    worked()
    run.refresh_from_db()
    assert run.state == "undone"
    return run


def why(run: models.Bringing) -> list[tuple[int, str, str]]:
    """Row, fate and first reason, of every line that has one."""
    lines = run.lines.order_by("kind", "row")
    return [(line.row, line.fate, line.says[0][1]) for line in lines if line.says]


@pytest.mark.django_db
def test_it_brings_people_as_the_report_says_and_undoes_them_whole(cast: Cast) -> None:
    by = cast.omar.by
    before = set(Participant.objects.values_list("pk", flat=True))
    run = brought(by, Personnes=PEOPLE)
    assert Participant.objects.count() == len(before)
    assert run.counts == {"people": {"make": 2, "likely": 1, "refuse": 1, "remark": 1}}
    assert why(run) == [
        (4, "likely", "likely"),
        (5, "refuse", "twice"),
        (6, "remark", "unknown-word"),
    ]
    came_in(by, run)
    new = {one.alias: one for one in Participant.objects.exclude(pk__in=before)}
    assert set(new) == {"Jo", "", "Sam", "Ada"}
    jo = new["Jo"]
    assert (jo.language, jo.reach_way, jo.reach_how) == ("fr", "call", "+1 555 010 7777")
    assert jo.never_ways == ["voicemail"]
    assert jo.welcomed_at.date() == date(2024, 3, 15)
    assert not Consent.objects.filter(participant=jo).exists()  # none invented
    assert not run.pieces.exists()
    event = Event.objects.get(verb="people-came-in")
    assert b"Jo" not in bytes(event.payload)
    again = brought(by, Personnes=PEOPLE)
    assert again.counts["people"]["here"] == 4
    undone(by, run)
    assert set(Participant.objects.values_list("pk", flat=True)) == before
    assert not models.Brought.objects.exists()


STAFF = "Name,E-mail,ID\nMaya,,w1\nOld Hand,old@example.org,w2\n"
MEMBERS = "Client ID,Name,Programme,Site\n1,Kim,Walking together,Mill Street\n2,Lou,Nowhere,\n"
MATCHES = (
    "Participant,Peer,Start date,End date\n1,w1,2024-01-05,\n2,w2,2023-01-05,2023-09-01\n"
    "2,Old Hand,2024-01-01,\n"
)
RELEASES = (
    "Participant,Consent,Date signed,Revoked,Answer,Shared with,recipient_kind,purpose,categories\n"
    "1,recorded,2024-01-05,,yes,,,,\n"
    "1,supported,2024-01-05,2024-02-01,yes,,,,\n"
    "2,recorded,2023-01-05,2023-06-01,yes,,,,\n"
    "1,release,2024-01-06,,yes,Mill Street Clinic,medical,referral,name\n"
    "1,release,2024-01-06,,yes,,medical,referral,name\n"
    "2,supported,2023-01-05,,no,,,,\n"
    "1,recorded,2024-03-05,,yes,,,,\n"
)
VISITS = (
    "Client ID,Worker,Date,Start time,Duration,Type,Notes\n"
    "1,w1,2024-02-01,14:30,45 min,listening; practical,=1+1 said Kim\n"
    "1,Maya,2024-02-09,,1h,connected,\n"
    "2,w2,2023-05-01,,30,listened,\n"
    "2,w2,2023-07-01,,30,listened,\n"
    "3,w2,2023-07-01,,30,listened,\n"
    "1,w1,2099-01-01,,30,listened,\n"
    "1,w1,2024-02-10,,30,,\n"
)
WISHES = (
    "Participant,Goal,Area,Status,Steps\n"
    '1,A door that locks,housing,in progress,"[x] ask\n[ ] sign"\n'
)


@pytest.mark.django_db
def test_it_brings_what_belongs_to_them_and_invents_no_yes(cast: Cast) -> None:
    by = cast.omar.by
    run = brought(
        by,
        staff=STAFF,
        clients=MEMBERS,
        matches=MATCHES,
        releases=RELEASES,
        visits=VISITS,
        goals=WISHES,
    )
    assert [each[0] for each in run.choices["tables"]] == [
        "people" if name == "clients" else name
        for name in ("peers", "clients", "walking", "consents", "contacts", "goals")
    ]
    assert sorted(reason for _row, _fate, reason in why(run)) == [
        "here-already", "in-the-future", "needed", "needed", "no-such-programme", "nobody",
        "not-walking", "said-no", "taken-back", "taken-to-be",
    ]  # fmt: skip
    came_in(by, run)
    kim = next(one for one in Participant.objects.all() if one.alias == "Kim")
    old = Person.objects.get(pk=Pairing.objects.exclude(until_at=None).latest("from_at").peer_id)
    assert (old.name, old.is_active, old.memberships.count()) == ("Old Hand", False, 0)
    assert not old.has_usable_password()
    tie = Tie.objects.get(participant=kim, why="pairing")
    assert tie.person_id == cast.maya.by.id
    assert Tie.objects.filter(participant=kim, why="supervision").exists()
    consent = Consent.objects.get(participant=kim, kind="recorded")
    assert (consent.way, consent.words_version, consent.given_at.date()) == (
        "paper",
        0,
        date(2024, 1, 5),
    )
    shared = Consent.objects.get(participant=kim, kind="shared")
    assert (shared.recipient, shared.regime) == ("Mill Street Clinic", "us-part2")
    contact = Contact.objects.filter(participant=kim).earliest("happened_at")
    assert (contact.emotional, contact.instrumental, contact.minutes) == (True, True, 45)
    assert contact.happened_at.isoformat() == "2024-02-01T19:30:00+00:00"  # New York
    assert Goal.objects.get(participant=kim).dimension == "home"
    assert [bool(step.done_at) for step in Step.objects.order_by("position")] == [True, False]
    support.log_contact(by=cast.maya.by, id=ids.new(), participant=kim.pk, kinds=["emotional"])
    undone(by, run)
    assert run.stayed == 1
    assert Participant.objects.filter(pk=kim.pk).exists()
    assert Contact.objects.filter(participant=kim).count() == 3
    assert not any(one.alias == "Lou" for one in Participant.objects.all())
    assert not Person.objects.filter(pk=old.pk).exists()


@pytest.mark.django_db
def test_it_asks_how_days_are_written_where_nobody_can_tell(cast: Cast) -> None:
    by = cast.omar.by
    run = brought(by, people="ID,Name,Start date\n1,Kim,3/4/2024\n")
    assert (run.state, run.trouble) == ("columns", "two-ways")
    run = said(by, run, order="mdy")
    came_in(by, run)
    kim = next(one for one in Participant.objects.all() if one.alias == "Kim")
    assert kim.welcomed_at.date() == date(2024, 3, 4)


@pytest.mark.django_db
def test_it_is_done_on_pages_by_a_coordinator_alone(cast: Cast) -> None:
    omar, raw = cast.omar.client(), b"ID,Name,Odd\n1,=cmd(),x\n1,Twice,y\n"
    data = {"id": str(ids.new()), "file": SimpleUploadedFile("people.csv", raw)}
    for name in ("kit", "maya", "piet"):
        assert getattr(cast, name).client().get("/en/bring-people/").status_code == 403
    assert "Nothing was brought yet" in omar.get("/en/bring-people/").content.decode()
    path = omar.post("/en/bring-people/", data).headers["Location"]
    page = omar.get(path).content.decode()
    assert "Their own reference" in page
    assert "=cmd()" in page
    choices = {"kind-0": "people", "was-0": "people", "likely": "make", "column-0-0": "reference"}
    turned = omar.post(path, choices | {"kind-0": "peers"}).content.decode()
    assert "How many people at a time" in turned
    answer = omar.post(path, choices | {"column-0-1": "reference"})
    assert answer.status_code == 422
    assert "two columns are said to be" in answer.content.decode()
    path = omar.post(path, choices | {"column-0-1": "called"}).headers["Location"]
    assert "It waits its turn" in omar.get(path).content.decode()
    worked()
    page = omar.get(path).content.decode()
    assert "Yes, bring them in" in page
    assert "A row before it is the same" in page
    report = b"".join(omar.get(f"{path}report.csv").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(report.decode())))
    assert [row[:3] for row in rows[1:]] == [
        ["people", "2", "come in"],
        ["people", "3", "stay out"],
    ]
    omar.post(f"{path}apply/")
    worked()
    assert "Undo it whole" in omar.get(path).content.decode()
    run = models.Bringing.objects.get()
    again = actions.bring_people(by=cast.omar.by, id=ids.new(), given=[("b.csv", raw)])
    assert again.choices["tables"] == [["people", ["reference", "called", ""]]]
    omar.post(f"{path}undo/")
    worked()
    assert "Everything that came in with it is gone" in omar.get(path).content.decode()
    with scope.within(cast.harbour.pk):
        by = actors.system("test", organisation_id=cast.harbour.pk)
        with pytest.raises(errors.Missing):
            actions.apply_people(by=by, bringing=run.pk)


@pytest.mark.django_db
def test_it_reads_spreadsheets_and_refuses_bombs() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Participants"
    sheet.append(["ID", "Name", "Start date"])
    sheet.append([7, "Jo", datetime(2024, 3, 15)])  # noqa: DTZ001 - as a spreadsheet has it
    sheet.append([None, None, None])
    sheet.append([8.0, True, "x"])
    out = io.BytesIO()
    book.save(out)
    (table,) = tables.tables([("book.xlsx", out.getvalue())])
    assert list(table.rows())[1:] == [(2, ["7", "Jo", "2024-03-15"]), (4, ["8", "yes", "x"])]
    bombed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(bombed, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sheet1.xml"):
                body = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + body[55:]
            new.writestr(name, body)
    content = (
        '<d xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
        '<table:table table:name="Pairs"><table:table-row><table:table-cell><text:p>ID</text:p>'
        "</table:table-cell><table:table-cell><text:p>Name</text:p></table:table-cell>"
        '</table:table-row><table:table-row table:number-rows-repeated="1000000"/>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="7"/>'
        "<table:table-cell><text:p>Jo</text:p></table:table-cell></table:table-row>"
        "</table:table></d>"
    )
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as new:
        new.writestr("content.xml", content)
    (table,) = tables.tables([("book.ods", document.getvalue())])
    assert [cells for _row, cells in table.rows()] == [["ID", "Name"], ["7", "Jo"]]
    for hostile in (
        bombed.getvalue(),
        b"PK\x03\x04rubbish",
        b"\xd0\xcf\x11\xe0old",
        b"",
        b"\x00" * 9,
    ):
        with pytest.raises(files.Unreadable):
            tables.tables([("book.xlsx", hostile)])
    windows = "Nom;Prénom\r\nGagné;Zoë\r\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        (table,) = tables.tables([("a.csv", windows.encode(encoding))])
        assert [cells for _row, cells in table.rows()][1] == ["Gagné", "Zoë"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2024-05-01", date(2024, 5, 1)),
        ("1.5.2024", date(2024, 5, 1)),
        ("13/5/24", date(2024, 5, 13)),
        ("5/13/2024", date(2024, 5, 13)),
        ("5/5/2024", date(2024, 5, 5)),
        ("1 mai 2024", date(2024, 5, 1)),
        ("1º de mayo de 2024", date(2024, 5, 1)),
        ("August 3rd, 2023", date(2023, 8, 3)),
        ("3 août 2023", date(2023, 8, 3)),
        ("20240501", date(2024, 5, 1)),
        ("31/02/2024", Bad),
        ("soon", Bad),
        ("1/1/9999999", Bad),
    ],
)
def test_it_reads_days_as_people_write_them(cell: str, found: Any) -> None:
    if found is Bad:
        with pytest.raises(Bad):
            values.day(cell, values.Manner())
    else:
        assert values.day(cell, values.Manner()) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("14:30", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("14h30", time(14, 30)),
        ("9 a.m.", time(9)),
    ],
)
def test_it_reads_times_as_people_write_them(cell: str, found: time) -> None:
    assert values.clock_time(cell, values.Manner()) == found


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_it_reads_any_cell_or_says_why_not(cell: str) -> None:
    manner = values.Manner("America/New_York", "dmy")
    for kind in shapes.KIND.values():
        for each in kind.fields:
            try:
                each.read(values.clean(cell), manner)
            except Bad as bad:
                assert bad.reason in reasons.REASONS


def out_of(by: actors.Actor) -> tuple[dict[str, list[str]], bytes]:
    """What is taken out, by file in lines, and whole."""
    raw = b"".join(actions.take_people(by=by))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert "README.md" in archive.namelist()
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        return {name: sorted(archive.read(name).decode().splitlines()) for name in names}, raw


@pytest.mark.django_db
def test_it_comes_out_as_it_went_in_elsewhere(cast: Cast) -> None:
    by = cast.omar.by
    run = brought(
        by,
        clients=MEMBERS,
        matches=MATCHES.replace("w1", "Maya").replace("2,w2,2023-01-05,2023-09-01\\n", ""),
        releases=RELEASES,
    )
    came_in(by, run)
    support.log_contact(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, kinds=["emotional"], note="=x"
    )
    system = actors.system("move house", organisation_id=cast.riverbend.pk)
    here, raw = out_of(system)
    people = Participant.objects.filter(organisation=cast.riverbend)
    assert Event.objects.filter(verb="take-people").count() == people.count() + 1
    Programme.objects.create(organisation=cast.harbour, name="Walking together", regime="us-part2")
    Site.objects.create(organisation=cast.harbour, name="Mill Street")
    person = Person.objects.get(pk=cast.maya.by.id)
    Membership.objects.create(organisation=cast.harbour, person=person, role="peer")
    there = actors.system("move house", organisation_id=cast.harbour.pk)
    with scope.within(cast.harbour.pk):
        Participant.objects.filter(organisation=cast.harbour).delete()
        run = actions.bring_people(by=there, id=ids.new(), given=[("people.zip", raw)])
        run = said(there, run)
        assert all(not counts.get("refuse") for counts in run.counts.values()), why(run)
        came_in(there, run)
        moved, _raw = out_of(there)
    names = {line[:40] for line in here.pop("peers.csv")}  # the rest they say there themselves
    assert names <= {line[:40] for line in moved["peers.csv"]}
    for name, lines in here.items():
        assert moved[name] == lines, name


@pytest.mark.django_db
def test_it_lets_everything_out_only_with_a_second_yes(cast: Cast) -> None:
    omar, piet = cast.omar.client(), cast.piet.client()
    omar.post("/en/bring-people/out/", {"id": str(ids.new()), "why": "We move house."})
    taking = models.Taking.objects.get()
    path = f"/en/bring-people/out/{taking.pk}/"
    assert omar.get(f"{path}people.zip").status_code == 410
    assert omar.post(f"{path}answer/", {"answer": "yes"}).status_code == 403
    assert "We move house." in piet.get("/en/bring-people/out/wishes/").content.decode()
    piet.post(f"{path}answer/", {"answer": "yes"})
    assert "Take it now" in omar.get("/en/bring-people/out/").content.decode()
    assert piet.get(f"{path}people.zip").status_code == 403
    answer = omar.get(f"{path}people.zip")
    raw = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert b"Sam" in archive.read("people.csv")
    sam = cast.sam.client()
    assert "Everything kept here was taken out" in sam.get("/en/looks/?only=left").content.decode()
    models.Taking.objects.update(answered_at=clock.now() - timedelta(days=2))
    assert omar.get(f"{path}people.zip").status_code == 410


@pytest.mark.django_db
def test_it_is_done_at_a_terminal_too(cast: Cast, tmp_path: Path) -> None:
    table, report, out = tmp_path / "people.csv", tmp_path / "report.csv", tmp_path / "all.zip"
    table.write_text(PEOPLE, encoding="utf-8")
    where = {"organisation": "riverbend"}
    before, said_words = Participant.objects.count(), io.StringIO()
    call_command(
        "bring_people", str(table), dry_run=True, report=str(report), stdout=said_words, **where
    )
    assert "Nobody came in" in said_words.getvalue()
    assert "A row before it is the same." in report.read_text(encoding="utf-8")
    call_command("bring_people", str(table), stdout=said_words, **where)
    assert Participant.objects.count() == before + 4
    call_command("take_people", str(out), stdout=said_words, **where)
    assert zipfile.is_zipfile(out)
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError):
        call_command("take_people", str(out), **where)
    run = models.Bringing.objects.get()
    call_command("bring_people", undo=str(run.pk), stdout=said_words, **where)
    assert Participant.objects.count() == before


@pytest.mark.django_db
def test_it_forgets_files_and_takes_up_what_was_lost(cast: Cast) -> None:
    by = cast.omar.by
    run = actions.bring_people(by=by, id=ids.new(), given=[("people.csv", PEOPLE.encode())])
    long_ago = clock.now() - timedelta(days=40)
    models.Bringing.objects.update(state="applying", beat_at=long_ago, tries=3)
    assert actions.take_up_people(by=by, now=clock.now()) == 1
    run.refresh_from_db()
    assert (run.state, run.trouble) == ("failed", "ended")
    models.Bringing.objects.update(brought_at=long_ago)
    actions.forget_people(by=by, now=clock.now())
    assert not models.Bringing.objects.exists()
    assert not models.BringingPiece.objects.exists()

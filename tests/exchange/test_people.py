"""People whom an organisation supports already: brought as tables, shown, applied, undone."""

import csv
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from alongside.accounts import actors
from alongside.accounts.models import Person
from alongside.audit.models import Event
from alongside.core import clock, errors, ids, scope
from alongside.exchange import actions, models
from alongside.exchange.people import shapes
from alongside.groups import models as circles
from alongside.participants.models import Consent, Participant, Tie
from alongside.support import actions as support
from alongside.support.models import Contact, Goal, Pairing, Passage, Step
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


def said(by: actors.Actor, run: models.Bringing, **more: Any) -> models.Bringing:
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
    assert "Jo" not in str(event.facts)
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
    "Client ID,Worker,Date,Start time,Duration,Type,Notes,Goals touched\n"
    "1,w1,2024-02-01,14:30,45 min,listening; practical,=1+1 said Kim,g2;A door that locks; g9\n"
    "1,Maya,2024-02-09,,1h,connected,\n"
    "2,w2,2023-05-01,,30,listened,\n"
    "2,w2,2023-07-01,,30,listened,\n"
    "3,w2,2023-07-01,,30,listened,\n"
    "1,w1,2099-01-01,,30,listened,\n"
    "1,w1,2024-02-10,,30,,\n"
)
WISHES = (
    "Participant,Goal,Area,Status,Due date,Steps,Goal ID\n"
    '1,A door that locks,housing,in progress,05/2031,"[x] ask\n[ ] sign {2031-05}\n[-] wait",\n'
    "1,Sleep,health,,,,g2\n2,Not theirs,,,,,g3\n"
)
BESIDE = (
    "Participant,Who helps,With which goal,Relationship,Link\n"
    "1,June,g2,family,\n1,The river,g3,,javascript:alert(1)\n2,,,,\n"
)
WAY = (
    "Participant,Milestone,From,Until,Details,Home and culture\n"
    "1,Sevrage,2021-05,2021,Up the river,The reserve\n1,Flying,2020,,,\n"
)
STANDS = "Participant,Whereabouts,Since\n1,on hold,2024-01-05\n1,active,2024-02-01\n"
CIRCLES = (
    "Group ID,Group name,First session,Time,Frequency,Type\n"
    "g1,Kettle Circle,2024-01-09,18:00,monthly,open\n"
)
CAME = (
    "Group,Session date,Participant,Head count\n"
    "g1,2024-01-09,,7\ng1,2024-02-13,1,\ng1,2024-02-13,2,\n"
    "g1,2024-02-13,2,\nNone such,2024-02-13,,4\n"
)
TABLES = {
    "circles": CIRCLES,
    "attendance": CAME,
    "staff": STAFF,
    "clients": MEMBERS,
    "matches": MATCHES,
    "releases": RELEASES,
    "visits": VISITS,
    "goals": WISHES,
    "soutiens": BESIDE,
    "parcours": WAY,
    "statuts": STANDS,
}


@pytest.mark.django_db
def test_it_brings_what_belongs_to_them_and_invents_no_yes(cast: Cast) -> None:
    by = cast.omar.by
    run = brought(by, **TABLES)
    assert [each[0] for each in run.choices["tables"]] == [
        "people" if name == "clients" else name
        for name in (
            "groups",
            "attendance",
            "peers",
            "clients",
            "walking",
            "consents",
            "contacts",
            "goals",
            "helps",
            "journey",
            "where",
        )
    ]
    assert sorted(reason for _row, _fate, reason in why(run)) == [
        "here-already", "here-already", "in-the-future", "needed", "needed", "needed", "no-goal",
        "no-group", "no-link",
        "no-such-programme", "nobody",
        "not-walking", "said-no", "taken-back", "taken-to-be", "twice", "unknown-word",
    ]  # fmt: skip
    came_in(by, run)
    kim = next(one for one in Participant.objects.all() if one.alias == "Kim")
    old = Person.objects.get(pk=Pairing.objects.exclude(until_at=None).latest("from_at").peer_id)
    assert (old.name, old.is_active, old.memberships.count()) == ("Old Hand", False, 0)
    assert not old.has_usable_password()
    tie = Tie.objects.get(participant=kim, why="pairing")
    assert tie.person_id == cast.maya.by.id
    assert Tie.objects.filter(participant=kim, why="supervision").exists()
    assert_what_kim_agreed_to_and_did(kim)
    assert_groups_came_in()
    support.log_contact(by=cast.maya.by, id=ids.new(), participant=kim.pk, kinds=["emotional"])
    undone(by, run)
    assert_kim_alone_stays(run, kim, old)


def assert_what_kim_agreed_to_and_did(kim: Participant) -> None:
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
    goal, sleep = Goal.objects.filter(participant=kim).order_by("pk")
    assert set(contact.touches.values_list("goal", flat=True)) == {goal.pk, sleep.pk}
    helps = {(each.words, each.kind, each.goal_id, each.link) for each in kim.helps.all()}
    assert helps == {("June", "person", sleep.pk, ""), ("The river", "person", None, "")}
    assert (goal.dimension, goal.by_when, goal.due_on) == ("home", "2031-05", date(2031, 5, 31))
    steps = Step.objects.order_by("position")
    assert [(bool(s.done_at), bool(s.let_go_at), s.by_when) for s in steps] == [
        (True, False, ""),
        (False, False, "2031-05"),
        (False, True, ""),
    ]
    way = Passage.objects.get(participant=kim)
    assert (way.line, way.what, way.from_when, way.until_when) == (
        "treatment",
        "detox",
        "2021-05",
        "2021",
    )
    assert way.aways.get().home == "The reserve"
    assert [each.where for each in kim.statuses.all()] == ["paused"]


def assert_groups_came_in() -> None:
    group = circles.Group.objects.get(name="Kettle Circle")
    assert (group.door, group.start_minute, group.rrule) == ("open", 1080, "FREQ=MONTHLY;BYDAY=2TU")
    sessions = dict(group.sessions.values_list("on", "heads"))
    assert sessions == {date(2024, 1, 9): 7, date(2024, 2, 13): None}
    assert [each.way for each in circles.Attendance.objects.all()] == ["brought", "brought"]
    assert not circles.Attendance.objects.filter(is_seen=True).exists()


def assert_kim_alone_stays(run: models.Bringing, kim: Participant, old: Person) -> None:
    assert run.stayed == 1
    assert Participant.objects.filter(pk=kim.pk).exists()
    assert Contact.objects.filter(participant=kim).count() == 3
    assert circles.Attendance.objects.get().who_id == kim.pk
    assert circles.Session.objects.count() == 1
    assert not any(one.alias == "Lou" for one in Participant.objects.all())
    assert not Person.objects.filter(pk=old.pk).exists()


@pytest.mark.django_db
def test_it_is_undone_at_one_moment_and_swept_out_after_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the two, nobody is met any more; whoever takes it up sweeps the rest."""
    by = cast.omar.by
    run = came_in(by, brought(by, **TABLES))
    kim = next(one for one in Participant.objects.all() if one.alias == "Kim")
    page = f"/en/people/{kim.pk}/"
    assert cast.maya.client().get(page).status_code == 200
    with monkeypatch.context() as killed:
        killed.setattr("alongside.exchange.actions.undoing.Undoing.sweep", lambda self: None)
        undone(by, run)
    assert Participant.objects.filter(pk=kim.pk).exists()
    assert cast.maya.client().get(page).status_code == 404
    assert Event.objects.filter(verb="undo-people").count() == 1
    assert actions.take_up_people(by=by, now=clock.now()) == 0  # somebody may be at it still
    assert actions.take_up_people(by=by, now=clock.now() + timedelta(minutes=5)) == 1
    worked()
    assert not Participant.objects.filter(pk=kim.pk).exists()
    assert not models.Brought.objects.exists()
    assert actions.take_up_people(by=by, now=clock.now() + timedelta(minutes=9)) == 0


@pytest.mark.django_db
def test_it_can_be_tried_with_invented_people(cast: Cast) -> None:
    """As a stranger does: take the file, bring it as it is guessed, say yes, undo it."""
    omar, before = cast.omar.client(), Participant.objects.count()
    raw = omar.get("/en/bring-people/invented-people.zip").content
    run = said(
        cast.omar.by,
        actions.bring_people(by=cast.omar.by, id=ids.new(), given=[("invented.zip", raw)]),
        kinds="emotional",
    )
    assert {kind for kind, _fields in run.choices["tables"]} == set(shapes.KIND)
    reasons = {reason for _row, _fate, reason in why(run)}
    assert {"twice", "unknown-word", "in-the-future", "taken-back"} <= reasons
    assert len(omar.get(f"/en/bring-people/{run.pk}/?show=refuse").content) > 0
    came_in(cast.omar.by, run)
    assert Participant.objects.count() == before + 5
    undone(cast.omar.by, run)
    assert Participant.objects.count() == before
    assert cast.maya.client().get("/en/bring-people/invented-people.zip").status_code == 403


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
    call_command("take_people", str(out), why="A copy.", stdout=said_words, **where)
    assert zipfile.is_zipfile(out)
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError):
        call_command("take_people", str(out), why="A copy.", **where)
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

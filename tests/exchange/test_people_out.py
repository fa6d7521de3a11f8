"""Everything that is kept about people, out: with a second yes, and as it reads back."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts import actors
from alongside.accounts.models import Membership, Person, Programme, Site
from alongside.audit.models import Event
from alongside.core import clock, errors, ids, scope
from alongside.exchange import actions, models
from alongside.participants import actions as participants
from alongside.participants.models import Participant, Shown, Use
from alongside.participants.policy import whole
from alongside.peers.models import PeerProfile
from alongside.questions import actions as questions
from alongside.questions import rules
from alongside.questions.models import Answer, Question, Sheet
from alongside.support import actions as support
from alongside.support.models import Goal
from tests.bad_input import writes
from tests.cast import Cast
from tests.directory import telling
from tests.exchange import test_people as tables
from tests.exchange.test_people import brought, came_in, said, undone, why
from tests.questions import doors as asked


def out_of(by: actors.Actor) -> tuple[dict[str, list[str]], bytes]:
    """What is taken out, by file in lines, and whole."""
    raw = b"".join(actions.take_people(by=by, why="We move house."))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert "README.md" in archive.namelist()
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        return {name: sorted(archive.read(name).decode().splitlines()) for name in names}, raw


def sam_tells(cast: Cast) -> None:
    """Of Sam whatever a table can hold; and what stays with Sam alone."""
    whole: dict[str, Any] = {"by": cast.sam.by, "participant": cast.sam.id}
    texts: dict[str, Any] = {
        "dreams": "A boat",
        "strengths": "I cook\nfor forty",
        "in_the_way": "=Papers",
    }
    support.tell_about(**whole, version=0, **texts)
    helps = {"helps": "The river", "not_to_do": "Do not stand behind me"}
    portrait: dict[str, Any] = {"languages": ["en", "cr"], "brings": ["grief"], "version": 0}
    participants.write_portrait(**whole, id=ids.new(), texts=helps, **portrait)
    own = {"pronouns": "they", "gender": "Mine to say", "culture": "The coast"}
    shown = {"pronouns": "all", "culture": "peer"}
    participants.say_who_i_am(**whole, id=ids.new(), texts=own, shows=shown, version=1)
    participants.be_called(**whole, alias="Sam", known_name="Samuel", version=1)
    for where in ("waiting", "with-us"):
        participants.be_at(**whole, where=where)
    goal: dict[str, Any] = {"dimension": "home", "words": "A door", "by_when": "2031-25"}
    steps = ("Ask {2020}", "Sign", "Wait")
    wanted = support.set_goal(**whole, id=ids.new(), steps=steps, **goal)
    asked, signed, waited = wanted.steps.order_by("position")
    support.tick_step(by=cast.sam.by, step=asked.pk, done=True)
    support.reword_step(by=cast.sam.by, step=signed.pk, version=1, words="Sign", by_when="some-day")
    for step in (asked, waited):
        support.let_go_step(by=cast.sam.by, step=step.pk)
    support.close_goal(by=cast.sam.by, goal=wanted.pk, state="let-go")
    who: dict[str, Any] = {"kind": "person", "words": "=June", "link": "https://june.example"}
    support.add_help(**whole, id=ids.new(), goal=wanted.pk, **who)
    gone = support.add_help(**whole, id=ids.new(), kind="group", words="The circle")
    support.let_go_help(by=cast.sam.by, help=gone.pk)
    detox: dict[str, Any] = {"line": "treatment", "what": "detox", "phase": "staying"}
    told = support.tell(**whole, id=ids.new(), from_when="2021-26", goes_on=True, **detox)
    home = {"home": "The reserve", "keeps_contact": "Jo", "carries": "", "back_when": "2030"}
    support.tell_home(by=cast.sam.by, passage=told.pk, version=0, **home)
    loss: dict[str, Any] = {"line": "moment", "what": "loss", "words": "Mine alone"}
    support.tell(**whole, id=ids.new(), is_private=True, **loss)
    support.tell(**whole, id=ids.new(), line="setting", what="street", words="Nor this")
    support.choose_lines(**whole, shown=["stage", "treatment", "moment"])


def sam_is_helped(cast: Cast) -> tuple[list[UUID], UUID]:
    """A time together about two goals, and a meeting kept in the plan: their ids."""
    goals = list(Goal.objects.filter(participant=cast.sam.id).values_list("pk", flat=True))
    contact: dict[str, Any] = {"participant": cast.sam.id, "kinds": ["emotional"], "note": "=x"}
    support.log_contact(by=cast.maya.by, id=ids.new(), goals=goals, **contact)
    meeting = telling.meeting(name="Kettle meeting")
    kept: dict[str, Any] = {"participant": cast.sam.id, "listing": meeting.pk}
    support.keep_listing(by=cast.sam.by, id=ids.new(), table="meetings", **kept)
    return goals, meeting.pk


@pytest.mark.django_db
def test_it_comes_out_as_it_went_in_elsewhere(cast: Cast) -> None:
    by = cast.omar.by
    run = brought(
        by,
        clients=tables.MEMBERS,
        matches=tables.MATCHES.replace("w1", "Maya").replace("2,w2,2023-01-05,2023-09-01\\n", ""),
        releases=tables.RELEASES,
        circles=tables.CIRCLES,
        attendance="Group,Date,Head count\ng1,2024-01-09,7\n",
    )
    came_in(by, run)
    sam_tells(cast)
    goals, meeting = sam_is_helped(cast)
    here, raw = out_of(actors.system("move house", organisation_id=cast.riverbend.pk))
    about = [line for line in here["contacts.csv"] if all(str(goal) in line for goal in goals)]
    assert (len(goals), len(about)) == (2, 1)
    assert sum(f"meeting {meeting}" in line for line in here["helps.csv"]) == 1
    assert [line for line in here["journey.csv"] if "detox" in line]
    assert not any("Mine alone" in line or "Nor this" in line for line in here["journey.csv"])
    assert any("The coast" in line for line in here["people.csv"])
    assert not any("Mine to say" in line for line in here["people.csv"])  # shown to nobody
    people = Participant.objects.filter(organisation=cast.riverbend)
    assert Event.objects.filter(verb="take-people").count() == people.count() + 1
    Programme.objects.create(organisation=cast.harbour, name="Walking together", regime="us-part2")
    Site.objects.create(organisation=cast.harbour, name="Mill Street")
    person = Person.objects.get(pk=cast.maya.by.person_id)
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
    assert {"Samuel", "setting"} <= set(",".join(moved["people.csv"]).split(","))


@pytest.mark.django_db
def test_what_was_answered_to_ones_own_questions_moves_along(cast: Cast) -> None:
    here: Any = {"participant": cast.sam.id}
    sheet = asked.begun(cast, asked.BUS, SOME, they_answer=True)
    said_now = rules.Said(("1",)), rules.Said(("0", "1"))
    asked.answered(cast.maya, sheet, *said_now, **here)
    bus, _some = asked.questions(sheet)
    other = rules.Wording("yes", {"en": "Did you walk here?"}, {"en": "To mend the path."})
    questions.change_question(by=cast.omar.by, id=ids.new(), question=bus.pk, asked=other)
    asked.answered(cast.sam, sheet, rules.Said(is_declined=True), **here)
    with_each = asked.begun(cast, asked.EASIER, about="contact")
    time = writes.contact(cast)
    each = asked.filled(cast.maya, with_each, cast.sam.id, time)
    told = {each.ones[0].question.pk: rules.Said(words="A lift; then tea")}
    more: Any = {"said": told, "seen": each.seen, "contact": time.pk}
    questions.answer(by=cast.maya.by, sheet=with_each.pk, **here, **more)
    out, raw = out_of(actors.system("move house", organisation_id=cast.riverbend.pk))
    lines = "\n".join(out["answers.csv"])
    assert "How did you come here?" not in lines  # rather not say took out what stood there
    assert "A lift; then tea" in lines
    there = actors.system("move house", organisation_id=cast.harbour.pk)
    person = Person.objects.get(pk=cast.maya.by.person_id)
    Membership.objects.create(organisation=cast.harbour, person=person, role="peer")
    with scope.within(cast.harbour.pk):
        run = actions.bring_people(by=there, id=ids.new(), given=[("people.zip", raw)])
        run = said(there, run)
        assert not run.counts["answers"].get("refuse"), why(run)
        came_in(there, run)
        moved, _raw = out_of(there)
        for name in ("sheets.csv", "questions.csv", "answers.csv"):
            assert moved[name] == out[name], name
        mine = Answer.objects.filter(organisation=cast.harbour)
        assert {row.words for row in mine if row.contact_id} == {"A lift; then tea"}
        assert not Sheet.objects.filter(organisation=cast.harbour, begun_at__isnull=False).exists()
        undone(there, run)
        for model in (Sheet, Question, Answer):
            assert not model.objects.filter(organisation=cast.harbour).exists()


SOME = rules.Wording(
    kind="some",
    words={"en": "What would you come for?"},
    why={"en": "To plan the week."},
    options=[{"en": "Soup; and bread"}, {"en": "A bed"}],
)


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
    for page in ("/en/looks/?only=left", "/en/left/"):
        told = sam.get(page).content.decode()
        assert "We move house." in told, page
        assert "Omar, Coordinator" in told, page
        assert "Piet said yes to it" in told, page
    assert "Everything kept here was taken out" in sam.get("/en/looks/?only=left").content.decode()
    models.Taking.objects.update(answered_at=clock.now() - timedelta(days=2))
    assert omar.get(f"{path}people.zip").status_code == 410


@pytest.mark.django_db
def test_it_takes_nobody_whose_account_does_not_say_so(cast: Cast) -> None:
    """Erased or put together with another meanwhile: neither in the file, nor told."""
    system = actors.system("move house", organisation_id=cast.riverbend.pk)
    lee, rosa, sam = cast.lee.id, cast.rosa.id, cast.sam.id
    taken = participants.take_whole(by=system, why="We move house.")
    Participant.objects.filter(pk=lee).update(joined_to=sam)
    nobody = ids.new()
    with CaptureQueriesContext(connection) as few:
        told = participants.tell_taken(by=system, taken=taken.pk, people=[sam])
    with CaptureQueriesContext(connection) as many:
        told |= participants.tell_taken(by=system, taken=taken.pk, people=[rosa, lee, sam, nobody])
    assert told == {sam, rosa}
    assert len(many) <= len(few) + 6, "a chain that begins costs its own; the rest goes at once"
    assert told_of_it() == {sam, rosa}
    with pytest.raises(errors.Problem):
        participants.take_whole(by=system, why=" ")


@pytest.mark.django_db
def test_it_leaves_with_its_people_what_is_theirs(cast: Cast) -> None:
    """A colleague with support here, whoever never wants this one to see, and a peer's draft."""
    vera = cast.vera.by.person_id
    Participant.objects.filter(pk=cast.rosa.id).update(person_id=vera, alias="Rosehip")
    participants.name_never(by=cast.lee.by, id=ids.new(), words="Omar")
    PeerProfile.objects.filter(person_id=vera).update(introduction="Shown", published_at=None)
    system = actors.system("move house", organisation_id=cast.riverbend.pk)
    here, _raw = out_of(system)
    assert not any("Rosehip" in line for line in here["people.csv"])
    assert not any(str(cast.rosa.id) in line for lines in here.values() for line in lines)
    assert not any("Shown" in line for line in here["peers.csv"])
    for_omar = whole.takeable(cast.omar.by).values_list("pk", flat=True)
    assert (cast.lee.id in for_omar, cast.sam.id in for_omar) == (False, True)
    assert cast.rosa.id not in told_of_it()
    Participant.objects.filter(pk=cast.rosa.id).update(opens_to_colleagues=True)
    assert any("Rosehip" in line for line in out_of(system)[0]["people.csv"])


def told_of_it() -> set[UUID]:
    events = Event.objects.filter(verb="take-people").select_related("subject")
    return {event.subject.participant_id for event in events} - {None}


@pytest.mark.django_db
def test_it_lets_a_community_out_only_with_its_stewards_yes(cast: Cast, tmp_path: Path) -> None:
    """Whoever asks, and whoever else said yes; each file is seen by the stewards."""
    system = actors.system("move house", organisation_id=cast.riverbend.pk)
    people = [cast.vera.by.person_id]
    participants.name_stewards(by=system, name="River Nation", people=people)
    omar, vera = cast.omar.client(), cast.vera.client()
    for _twice in range(2):
        omar.post("/en/bring-people/out/", {"id": str(ids.new()), "why": "We move house."})
    use = Use.objects.get()  # asked once, in the same words
    assert (use.kind, use.what_for) == ("export", "We move house.")
    assert use.asked_by_id == cast.omar.by.person_id
    taking = models.Taking.objects.order_by("asked_at")[0]
    cast.piet.client().post(f"/en/bring-people/out/{taking.pk}/answer/", {"answer": "yes"})
    page = omar.get("/en/bring-people/out/").content.decode()
    assert "Not yet: River Nation." in page
    assert "Take it now" not in page
    path = f"/en/bring-people/out/{taking.pk}/people.zip"
    answer = omar.get(path)
    assert answer.status_code == 422
    assert "The stewards of a community have not said yes" in answer.content.decode()
    file = tmp_path / "out.zip"
    with pytest.raises(CommandError, match="Nothing left Alongside"):
        call_command("take_people", file, organisation=cast.riverbend.slug, why="A copy.")
    assert not file.exists()
    assert not Event.objects.filter(verb="take-people").exists()
    said = {"approved": "yes", "until_on": "", "answer": ""}
    assert vera.post(f"/en/communities/{use.pk}/", said).status_code == 302
    assert "Take it now" in omar.get("/en/bring-people/out/").content.decode()
    assert omar.get(path).status_code == 200
    shown = Shown.objects.get()
    assert (shown.use_id, shown.what, shown.person_id) == (use.pk, "people", cast.omar.by.person_id)
    vera.post(f"/en/communities/{use.pk}/", said | {"approved": "no"})
    assert omar.get(path).status_code == 422

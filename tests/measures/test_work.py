"""How the work is for a peer: theirs alone, and shown to one person for as long as they say."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from alongside.accounts import access, actors
from alongside.audit.models import Event
from alongside.core import clock, copies, errors, grants, ids, scope
from alongside.homes.queries import out_there
from alongside.measures import actions, policy, rules, tasks
from alongside.measures.models import Instrument, WorkCheckin, WorkItem, WorkShown
from alongside.peers import actions as peers
from alongside.peers.models import StepBack
from alongside.rights import actions as rights
from tests.cast import STAFF, Cast
from tests.measures import doors

PAGE = "/en/my-work/"


def html(client: Any, path: str = PAGE) -> str:
    return str(client.get(path).content.decode())


def shows(cast: Cast, who: str, row: WorkShown) -> Any:
    return cast.characters[who].client().get(f"/en/shown-to-me/{row.pk}/")


def test_it_keeps_what_a_peer_says_of_the_work_and_reads_it_to_them_alone(cast: Cast) -> None:
    maya = cast.maya.client()
    assert "No check-in yet" in html(maya)
    assert "own questions. Nobody has tested them" in html(maya, PAGE + "now/")
    sent = {"id": str(ids.new()), "rest": "0", "load": "", "words": "Four nights in a row."}
    assert [maya.post(PAGE + "now/", sent).status_code for _tap in range(2)] == [302, 302]
    row = WorkCheckin.objects.get()
    assert (row.said, row.instrument.slug) == ({"rest": 0}, rules.WORK)
    assert not Instrument.objects.get(slug=rules.WORK).validated
    page = html(maya)
    assert page.count('<svg viewBox="0 0 320 112"') == len(WorkItem)
    assert "Rest: “very hard now”, said once" in page and "Four nights in a row." in page
    assert "Step back for a while" in page and "Find somebody outside" in page
    assert "total" not in page.lower()


def test_it_is_sealed_and_history_says_neither_what_nor_that_it_was_this(cast: Cast) -> None:
    doors.shown(cast, moment=doors.moment(cast, words="Four nights", rest=0).pk, words="Friday?")
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, words FROM measures_workcheckin")
        kept = repr(cursor.fetchall())
        cursor.execute("SELECT asks, words FROM measures_workshown")
        kept += repr(cursor.fetchall())
    assert not any(word in kept for word in ("rest", "nights", "Friday"))
    peers.step_back(by=cast.maya.by, id=ids.new(), version=0)
    said = {(each.verb, str(each.facts)) for each in Event.objects.all()}
    assert said == {("keep-own", "{}")}


def test_nonsense_changes_nothing_and_what_was_typed_stays(cast: Cast) -> None:
    maya = cast.maya.client()
    for bad in ({"rest": "7"}, {"rest": "fine"}, {}, {"health": "1"}):
        answer = maya.post(PAGE + "now/", {"id": str(ids.new()), **bad})
        assert answer.status_code in {200, 422}
    answer = maya.post(PAGE + "now/", {"id": str(ids.new()), "rest": "9", "words": "Still here"})
    assert "Still here" in answer.content.decode()
    ask = {"id": str(ids.new()), "to": str(cast.dana.by.person_id), "what": "ask", "days": "7"}
    for wrong in ({}, {"asks": ["money"]}, {"words": "x", "days": "9"}, {"words": "x", "to": "1"}):
        assert maya.post(PAGE + "show/", {**ask, **wrong}).status_code == 422
    assert maya.post(PAGE + "delete/", {}).status_code == 422
    assert not WorkCheckin.objects.exists() and not WorkShown.objects.exists()


def test_what_is_not_shown_is_not_there_for_anybody(cast: Cast) -> None:
    """Supervisor, coordinator, privacy, manager, funder, administrator, a colleague, a participant:
    each gets the very answer that they get where nothing ever was."""
    row = doors.shown(cast, to="vera")
    for name in (*STAFF, "sam", "riley"):
        if name in {"maya", "vera"}:
            continue
        client = cast.characters[name].client()
        there, nowhere = (client.get(f"/en/shown-to-me/{pk}/") for pk in (row.pk, ids.new()))
        assert there.status_code == nowhere.status_code == 404, name
        assert "Maya" not in there.content.decode()
        for path in (PAGE, PAGE + "mine/", "/en/shown-to-me/", "/en/team/", "/en/home/"):
            assert "Rest" not in html(client, path), (name, path)
    assert shows(cast, "maya", row).status_code == 404
    assert shows(cast, "vera", row).status_code == 200


def test_nobodys_pages_change_by_what_is_kept(cast: Cast) -> None:
    """Dana's Team and Omar's Requests are the same to the letter before and after."""

    def seen() -> list[Any]:
        now = clock.now()
        waits = [out_there.now(each.by, now=now) for each in (cast.dana, cast.omar, cast.vera)]
        team = html(cast.dana.client(), "/en/team/")
        return [waits, team[team.index("<main") : team.index("</main")]]

    before = seen()
    doors.moment(cast, words="Too much", rest=0)
    assert seen() == before
    doors.shown(cast, what="ask", asks=["talk"])
    assert seen() != before


def test_it_shows_one_moment_for_a_time_and_no_more(cast: Cast) -> None:
    doors.moment(cast, words="An earlier day", rest=4)
    moment = doors.moment(cast, words="My own words", rest=0)
    row = doors.shown(cast, moment=moment.pk, asks=["talk"], words="On Friday?")
    assert "A colleague shows you" in html(cast.dana.client(), "/en/team/")
    page = shows(cast, "dana", row).content.decode()
    assert "very hard now" in page and "time for a talk" in page and "On Friday?" in page
    assert "My own words" not in page and "An earlier day" not in page
    assert "going well”" not in page.split("Higher means")[0]
    assert "opened" in html(cast.maya.client())
    with_words = doors.shown(cast, moment=moment.pk, with_words=True)
    assert "My own words" in shows(cast, "dana", with_words).content.decode()
    WorkShown.objects.update(until_at=clock.now())
    assert shows(cast, "dana", row).status_code == 404
    assert "A colleague shows you" not in html(cast.dana.client(), "/en/team/")


def test_lines_are_shown_as_they_were_that_day_without_words(cast: Cast) -> None:
    with clock.pretend(clock.now() - timedelta(days=2)):
        doors.moment(cast, words="My own words", rest=1)
        row = doors.shown(cast, what="line")
    doors.moment(cast, rest=4)
    page = shows(cast, "dana", row).content.decode()
    assert "Rest: “hard”, said once" in page
    assert "My own words" not in page


def test_it_is_taken_back_in_one_tap_and_the_same_form_shows_nothing_anew(cast: Cast) -> None:
    maya, moment = cast.maya.client(), doors.moment(cast)
    sent = {
        "id": str(ids.new()), "to": str(cast.dana.by.person_id), "what": "moment",
        "moment": str(moment.pk), "words": "", "days": "7",
    }  # fmt: skip
    assert maya.post(PAGE + "show/", sent).status_code == 302
    row = WorkShown.objects.get()
    assert maya.post(f"{PAGE}shown/{row.pk}/back/").status_code == 302
    assert shows(cast, "dana", row).status_code == 404
    maya.post(PAGE + "show/", sent)
    assert shows(cast, "dana", row).status_code == 404
    assert cast.vera.client().post(f"{PAGE}shown/{row.pk}/back/").status_code == 404


def test_it_is_shown_only_to_those_with_whom_it_can_be_talked_over(cast: Cast) -> None:
    choices = html(cast.maya.client(), PAGE + "show/")
    assert "Dana: Supervisor" in choices and "Omar: Coordinator" in choices
    assert not any(name in choices for name in ("Max", "Kit:", "Ana:", "Piet", "Riley", "Rosa"))
    for other in (cast.max, cast.kit, cast.ana, cast.riley, cast.rosa, cast.maya):
        to = other.by.person_id
        assert to is not None
        with pytest.raises(errors.Problem):
            actions.show_work(by=cast.maya.by, id=ids.new(), to=to, what="ask", words="Hello")
    vera = doors.moment(cast, "vera")
    with pytest.raises(errors.Problem):
        doors.shown(cast, moment=vera.pk)
    for who in (cast.dana, cast.max, cast.sam):
        with pytest.raises(access.Refused):
            actions.answer_work(by=who.by, id=ids.new(), answers={"rest": 1})
    assert not WorkShown.objects.exists()


def test_whoever_changes_to_another_role_reads_it_no_longer(cast: Cast) -> None:
    row = doors.shown(cast)
    hat = cast.dana.membership
    assert hat is not None
    hat.role = "manager"
    hat.save()
    assert shows(cast, "dana", row).status_code == 404


def test_it_is_theirs_to_take_whole(cast: Cast) -> None:
    doors.shown(cast, moment=doors.moment(cast, words="Four nights", rest=0).pk)
    doors.moment(cast, "vera", words="Of Vera")
    peers.step_back(by=cast.maya.by, id=ids.new(), version=0, words="I dream of it.")
    maya = cast.maya.client()
    page = html(maya, PAGE + "mine/")
    assert "Four nights" in page and "Rest: very hard now" in page and "I dream of it." in page
    assert "Dana" in page and "Opioids" in page and "Of Vera" not in page
    whole = json.loads(maya.get(PAGE + "mine.json").getvalue())
    said = {each["kind"]: each["rows"] for each in whole["sections"]}
    assert [row["words"] for row in said["measures.WorkCheckin"]] == ["Four nights"]
    assert said["peers.LivedExperience"] and said["peers.StepBack"]


def test_it_is_theirs_to_delete(cast: Cast) -> None:
    one = doors.moment(cast)
    row = doors.shown(cast, moment=one.pk)
    maya = cast.maya.client()
    asks = cast.vera.client()
    assert asks.get(f"{PAGE}{one.pk}/delete/").status_code == 404
    assert asks.post(f"{PAGE}{one.pk}/delete/").status_code == 404
    page = html(maya)
    assert f'href="{PAGE}{one.pk}/delete/"' in page and f'action="{PAGE}{one.pk}' not in page
    assert "You show it to Dana now" in html(maya, f"{PAGE}{one.pk}/delete/"), "it asks first"
    assert WorkCheckin.objects.filter(pk=one.pk).exists()
    assert maya.post(f"{PAGE}{one.pk}/delete/").status_code == 302
    assert shows(cast, "dana", row).status_code == 404
    doors.shown(cast)
    theirs = doors.moment(cast, "vera")
    peers.step_back(by=cast.maya.by, id=ids.new(), version=0, words="Too much.")
    assert maya.post(PAGE + "delete/", {"sure": "on"}).status_code == 302
    assert list(WorkCheckin.objects.all()) == [theirs]
    assert not WorkShown.objects.exists() and not StepBack.objects.exists()


def test_it_goes_by_itself_in_time(cast: Cast) -> None:
    now = clock.now()
    doors.shown(cast)
    doors.shown(cast, what="line")
    peers.step_back(by=cast.maya.by, id=ids.new(), version=0)
    peers.come_back(by=cast.maya.by)
    WorkCheckin.objects.update(happened_at=now - timedelta(days=731))
    WorkShown.objects.update(until_at=now - timedelta(days=29))
    StepBack.objects.update(ended_at=now - timedelta(days=366))
    kept = doors.moment(cast)
    peers.step_back(by=cast.vera.by, id=ids.new(), version=0)
    rights.run_retention(by=cast.piet.by)
    assert list(WorkCheckin.objects.all()) == [kept]
    assert not WorkShown.objects.exists()
    assert StepBack.objects.get().person_id == cast.vera.by.person_id


def test_what_a_copy_brings_back_is_shown_to_nobody(cast: Cast) -> None:
    row = doors.shown(cast)
    assert tasks.restored in copies.afterwards
    system = actors.system("a copy was brought back", organisation_id=cast.riverbend.pk)
    actions.restored(by=system, copy_made_at=clock.now())
    assert shows(cast, "dana", row).status_code == 404
    assert "Show somebody" in html(cast.maya.client())


def test_the_wall_says_the_same_as_the_plain_rule(cast: Cast) -> None:
    """Whatever is shown to whomever, ended or over: everybody reads what the sentence 'shown to
    me, in a role that may read it, not taken back and not over' says, and nothing else."""
    dice, now = random.Random(20), clock.now()  # noqa: S311
    names = [name for name in STAFF if name not in {"maya", "vera"}]
    may = {"peer", "volunteer", "supervisor", "coordinator"}
    of = {name: cast.characters[name].by.person_id for name in STAFF}
    rows = WorkShown.objects.bulk_create(
        WorkShown(
            organisation=cast.riverbend,
            person_id=of[walker],
            to_id=of[name],
            what="ask",
            from_at=now - timedelta(days=30),
            until_at=now + timedelta(hours=dice.choice((-500, -1, 1, 500))),
            ended_at=dice.choice((None, None, now)),
        )
        for walker, name, _n in product(("maya", "vera"), names, range(20))
    )
    for name in (*STAFF, "sam", "rosa", "riley"):
        who = cast.characters[name].by
        rule = {
            row.pk
            for row in rows
            if row.to_id == who.person_id
            and STAFF.get(name) in may
            and row.ended_at is None
            and row.until_at > now
        }
        assert set(policy.shown_to(who, now=now).values_list("pk", flat=True)) == rule, name
        assert not policy.own_work(who).exists()


@pytest.fixture
def serving(cast: Cast, settings: Any) -> Iterator[Cast]:
    """As the role that serves, which owns no table."""
    settings.DATABASE_APP_ROLE = "alongside_app"
    for app in apps.get_app_configs():
        grants.install(app_config=app, using="default")
    doors.shown(cast, moment=doors.moment(cast).pk)
    peers.step_back(by=cast.maya.by, id=ids.new(), version=0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE alongside_app")
    yield cast
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def seen_by(cast: Cast, name: str, *, walks: bool = False) -> tuple[int, int, int]:
    """How many check-ins, showings and times of stepping back the database itself shows."""
    who = cast.characters[name].by.person_id
    with scope.within(cast.riverbend.pk, reader_id=who, walker_id=who if walks else None):
        kinds = (WorkCheckin.objects, WorkShown.objects, StepBack.objects)
        checkins, shown, stepped_back = (kind.count() for kind in kinds)
    return checkins, shown, stepped_back


@pytest.mark.postgres
def test_the_database_shows_it_to_nobody_else_whatever_their_role(serving: Cast) -> None:
    assert seen_by(serving, "maya", walks=True) == (1, 1, 1)
    assert seen_by(serving, "dana", walks=True) == (1, 1, 0), "as it was shown to her"
    assert seen_by(serving, "vera", walks=True) == (0, 0, 0)
    for name in ("omar", "max", "piet", "kit", "ana", "sam"):
        assert seen_by(serving, name) == (0, 0, 0), name
    StepBack.objects.update(shows=["until"])
    assert seen_by(serving, "dana")[2] == 1
    assert seen_by(serving, "omar")[2] == 0
    actions.take_work_back(by=serving.maya.by, showing=WorkShown.objects.get().pk)
    assert seen_by(serving, "dana", walks=True)[0] == 0


@pytest.mark.postgres
def test_the_front_door_tells_the_database_who_reads(serving: Cast) -> None:
    """Through the pages: where the program forgot to ask, the database would show nothing."""
    assert "On Friday" not in html(serving.omar.client(), "/en/team/")
    told: list[str] = []

    def note(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "alongside.reader" in sql:
            told.append(params[-1])
        return run(sql, params, many, context)

    with connection.execute_wrapper(note):
        serving.omar.client().get("/en/home/")
    assert str(serving.omar.by.person_id) in told

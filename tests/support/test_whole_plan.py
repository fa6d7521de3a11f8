"""The plan whole: dreams, who helps, days that go by, ideas, signatures, paper, earlier words."""

import csv
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alongside.core import clock, ids
from alongside.support import actions
from alongside.support.models import Goal, Help, Idea, Phrase, Plan, Signature, Signing, Step
from alongside.support.rules import units as rules
from tests.cast import Cast
from tests.referrals import doors as referrals
from tests.support.doors import get, post, verbs

NO_DAY = {"by_when_0": "", "by_when_1": "", "by_when_2": ""}


def home(cast: Cast) -> Goal:
    return Goal.objects.get(participant=cast.sam.id, dimension="home")


def page(client: Any, name: str, **where: Any) -> str:
    answer = get(client, name, **where)
    assert answer.status_code == 200, (name, answer.status_code)
    return str(answer.content.decode())


def test_it_keeps_dreams_and_how_they_said_before(cast: Cast) -> None:
    sam, maya, where = cast.sam.client(), cast.maya.client(), {"participant": cast.sam.id}
    said = {"dreams": "A boat", "strengths": "I cook", "in_the_way": "", "version": "1"}
    assert post(sam, "support:tell_about", said, **where).status_code == 302
    assert post(sam, "support:tell_about", said, **where).status_code == 302  # sent twice: once
    stale = post(maya, "support:tell_about", said | {"dreams": "A house"}, **where)
    assert stale.status_code == 409
    text = stale.content.decode()
    assert "A boat" in text
    assert "A house" in text
    again = said | {"dreams": "A house", "version": stale.context["form"]["version"].value()}
    assert post(maya, "support:tell_about", again, **where).status_code == 302
    assert Plan.objects.get(participant=cast.sam.id).dreams == "A house"
    assert verbs(cast.sam.id) == ["tell-about-plan"] * 2

    before = page(sam, "support:earlier_words")
    assert "A boat" in before
    assert "Your peer changed it" in before
    assert get(maya, "support:earlier_words").status_code == 403
    assert Phrase.objects.get().part == "dreams"
    for who, status in (("vera", 404), ("dana", 403), ("riley", 404)):
        client = cast.characters[who].client()
        assert post(client, "support:tell_about", again, **where).status_code == status


def test_it_takes_a_rough_day_and_asks_when_it_has_gone_by(cast: Cast) -> None:
    sam, maya, goal = cast.sam.client(), cast.maya.client(), home(cast)
    where = {"participant": cast.sam.id, "goal": goal.pk}
    spring = {"words": goal.words, "version": "1", "by_when_0": "2031", "by_when_1": "spring"}
    assert post(maya, "support:reword_goal", spring | {"by_when_2": ""}, **where).status_code == 302
    goal.refresh_from_db()
    assert (goal.by_when, goal.due_on) == ("2031-25", date(2031, 5, 31))
    assert "spring 2031" in page(sam, "support:plan")
    wrong = spring | {"version": "2", "by_when_1": "", "by_when_2": "40"}
    answer = post(sam, "support:reword_goal", wrong, **where)
    assert "Write a year" in answer.content.decode()
    step = actions.add_step(by=cast.sam.by, id=ids.new(), goal=goal.pk, words="A key")
    assert "gone by" not in page(cast.maya.client(), "homes:today")

    gone = clock.now().date() - timedelta(days=2)
    Goal.objects.filter(pk=goal.pk).update(by_when=gone.isoformat(), due_on=gone)
    Step.objects.filter(pk=step.pk).update(by_when=gone.isoformat(), due_on=gone)
    assert "2 days in my plan have gone by" in page(sam, "homes:support")
    assert "A day in their plan has gone by" in page(maya, "homes:today")
    asked = page(sam, "support:plan")
    for answer_to_it in ("Still mine", "Later", "Let it go"):
        assert answer_to_it in asked
    assert "gone by" not in page(cast.vera.client(), "homes:today")

    for _ in range(2):
        post(maya, "support:still_wanted", {"step": str(step.pk)}, **where)
        post(sam, "support:still_wanted", {}, **where)
    goal.refresh_from_db()
    step.refresh_from_db()
    assert (goal.by_when, goal.due_on, step.by_when) == ("some-day", None, "some-day")
    assert goal.state == "open"
    assert "gone by" not in page(sam, "support:plan")
    post(maya, "support:let_go_step", {}, participant=cast.sam.id, step=step.pk)
    step.refresh_from_db()
    assert step.let_go_at
    assert post(maya, "support:close_goal", {"state": "let-go"}, **where).status_code == 403
    post(sam, "support:close_goal", {"state": "let-go"}, **where)
    goal.refresh_from_db()
    assert goal.state == "let-go"
    assert verbs(cast.sam.id).count("still-wanted") == 2


def test_it_rewords_a_step_and_keeps_both_versions(cast: Cast) -> None:
    step = actions.add_step(by=cast.sam.by, id=ids.new(), goal=home(cast).pk, words="A key")
    where = {"participant": cast.sam.id, "step": step.pk}
    said = {"words": "Two keys", "version": "1", **NO_DAY}
    assert post(cast.sam.client(), "support:reword_step", said, **where).status_code == 302
    stale = post(cast.maya.client(), "support:reword_step", said | {"words": "Keys"}, **where)
    assert stale.status_code == 409
    assert "Two keys" in stale.content.decode()
    assert Phrase.objects.get().words == "A key"
    assert get(cast.riley.client(), "support:reword_step", **where).status_code == 404


def test_it_remembers_who_helps_and_what_the_finder_found(cast: Cast) -> None:
    sam, maya, goal = cast.sam.client(), cast.maya.client(), home(cast)
    where = {"participant": cast.sam.id, "goal": goal.pk}
    sister = {"id": str(ids.new()), "kind": "person", "words": "My sister", "link": ""}
    for _ in range(2):
        assert post(maya, "support:add_help", sister, **where).status_code == 302
    bad = sister | {"id": str(ids.new()), "link": "javascript:alert(1)", "words": "kept"}
    assert "kept" in post(sam, "support:add_help", bad, **where).content.decode()
    clinic = referrals.clinic()
    table = {"table": "services", "listing": clinic.pk}
    pasted = f"{get(sam, 'support:add_help', **where).request['PATH_INFO']}"
    link = f"https://alongside.example/en/services/{clinic.pk}/"
    assert clinic.name in sam.get(pasted, {"what": link}).content.decode()
    for _ in range(2):
        said = {"id": str(ids.new()), "goal": str(goal.pk)}
        assert post(sam, "support:keep_listing", said, **table).status_code == 302
    assert Help.objects.filter(let_go_at=None).count() == 2
    shown = page(sam, "support:plan")
    assert "My sister" in shown
    assert "Was it useful?" in shown
    public = cast.sam.client().get(f"/en/services/{clinic.pk}/").content.decode()
    assert "Keep this in my plan" in public
    kept = Help.objects.get(service=clinic)
    for _ in range(2):
        post(maya, "support:let_go_help", {}, participant=cast.sam.id, help=kept.pk)
    assert clinic.name not in page(sam, "support:plan")
    nothing = {"table": "services", "listing": ids.new()}
    assert get(sam, "support:keep_listing", **nothing).status_code == 404
    assert post(cast.vera.client(), "support:add_help", sister, **where).status_code == 404
    assert "no plan of your own" in get(maya, "support:keep_listing", **table).content.decode()
    assert verbs(cast.sam.id) == ["keep-help", "keep-help", "let-go-help"]


def test_it_offers_ideas_in_the_readers_language_and_the_organisations_own(cast: Cast) -> None:
    kit, sam, where = cast.kit.client(), cast.sam.client(), {"participant": cast.sam.id}
    said = {"id": str(ids.new()), "dimension": "home", "words": "A garden", "steps": "A seed"}
    for _ in range(2):
        assert post(kit, "support:ideas", said).status_code == 302
    idea = Idea.objects.get()
    path = f"/en/people/{cast.sam.id}/goal/"
    offered = sam.get(path, {"part": "home"}).content.decode()
    assert "A garden" in offered
    assert "A door of my own" in offered
    assert "Une porte à moi" in sam.get(path.replace("/en/", "/fr/")).content.decode()
    begun = sam.get(path, {"idea": str(idea.pk)}).content.decode()
    assert "A seed" in begun
    assert post(cast.maya.client(), "support:ideas", said).status_code == 403
    post(kit, "support:retire_idea", {}, idea=idea.pk)
    assert "A garden" not in sam.get(path, {"part": "home"}).content.decode()
    assert post(kit, "support:retire_idea", {}, idea=ids.new()).status_code == 404
    assert get(sam, "support:set_goal", **where).status_code == 200


def test_it_is_signed_where_a_funder_asks_and_says_which_version(cast: Cast) -> None:
    kit, sam, maya = cast.kit.client(), cast.sam.client(), cast.maya.client()
    where = {"participant": cast.sam.id}
    assert "Who signed it?" not in page(sam, "support:plan")
    asks = {"participant_signs": "on", "peer_signs": "on", "asked_by": "The county", "version": "0"}
    for _ in range(2):
        assert (
            post(kit, "support:say_signing", asks, programme=cast.programme.pk).status_code == 302
        )
    assert Signing.objects.get().version == 1
    assert "The county asks for signatures" in page(sam, "support:plan")
    today = clock.now().date() - timedelta(days=1)
    said = {
        "id": str(ids.new()),
        "who": "participant",
        "way": "screen",
        "name": "Sam",
        "signed_on": today.isoformat(),
        "edition": str(Plan.objects.get(participant=cast.sam.id).edition),
    }
    forged = post(maya, "support:sign_plan", said, **where)
    assert "everybody signs for themselves" in forged.content.decode()
    for _ in range(2):
        assert post(sam, "support:sign_plan", said, **where).status_code == 302
    paper = said | {"id": str(ids.new()), "who": "peer", "name": "Maya"}
    goal = home(cast)
    actions.reword_goal(by=cast.sam.by, goal=goal.pk, version=1, words="A door, and a bell")
    stale = post(maya, "support:sign_plan", paper, **where)
    assert stale.status_code == 409
    now = paper | {"edition": stale.context["form"]["edition"].value()}
    assert post(maya, "support:sign_plan", now, **where).status_code == 302
    shown = page(sam, "support:plan")
    assert "signed version 1" in shown
    row = Signature.objects.get(who="participant")
    assert "A door that locks" in row.plan_said
    assert Signature.objects.count() == 2
    assert verbs(cast.sam.id) == ["sign-plan", "reword-goal", "sign-plan"]
    assert post(cast.riley.client(), "support:sign_plan", now, **where).status_code == 404


def test_time_is_counted_in_units_only_where_a_funder_asks(cast: Cast) -> None:
    kit, sam, maya = cast.kit.client(), cast.sam.client(), cast.maya.client()
    where = {"participant": cast.sam.id}
    path = f"/en/people/{cast.sam.id}/plan/units"
    assert "for the funder" not in page(maya, "support:plan", **where)
    assert "No funder asks" in page(maya, "support:units", **where)
    assert maya.get(f"{path}.csv").status_code == 404
    asks = {"unit": "quarter-8", "days_signed": "on", "asked_by": "The county", "version": "0"}
    to = {"programme": cast.programme.pk}
    assert post(kit, "support:say_signing", asks | {"unit": "hour"}, **to).status_code == 422
    assert post(kit, "support:say_signing", asks, **to).status_code == 302
    assert "for the funder" in page(sam, "support:plan")
    zone = ZoneInfo(cast.riverbend.time_zone)
    day = clock.now().astimezone(zone).replace(hour=0, minute=30) - timedelta(days=2)
    for minutes, form in ((8, "one"), (14, "one"), (15, "group"), (1, "mentoring")):
        said: dict[str, Any] = {"kinds": ["emotional"], "minutes": minutes, "form": form}
        said |= {"happened_at": day, "programme": cast.programme.pk}
        actions.log_contact(by=cast.maya.by, id=ids.new(), participant=cast.sam.id, **said)
    actions.log_contact(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, kinds=["emotional"],
        minutes=99, happened_at=day,
    )  # fmt: skip
    month = f"?month={day:%Y-%m}"
    table = maya.get(f"{path}.csv{month}").content.decode()
    lines = list(csv.reader(table.splitlines()))[1:]
    assert [(line[0], line[3], line[4]) for line in lines] == [
        (day.date().isoformat(), "23", "2"),  # 8, 14 and 1 minutes of one day
        (day.date().isoformat(), "15", "1"),  # in a group, by itself
    ]
    shown = sam.get(f"/en/plan/units/{month}").content.decode()
    assert "3 units, 38 minutes in all" in shown
    assert "Signed by the person" in shown
    assert cast.vera.client().get(f"{path}/").status_code == 404
    assert "Nothing was written down" in maya.get(f"{path}/?month=2020-02").content.decode()
    assert maya.get(f"{path}/?month=nonsense").status_code == 200


@pytest.mark.parametrize(
    ("unit", "units"), [("quarter-8", (0, 1, 1, 2)), ("quarter-full", (0, 0, 1, 1))]
)
def test_units_are_rounded_as_their_rule_says(unit: str, units: tuple[int, ...]) -> None:
    assert tuple(rules.known()[unit].of(minutes) for minutes in (7, 8, 22, 23)) == units


def test_it_is_carried_on_paper_large_and_as_a_file(cast: Cast) -> None:
    sam, maya = cast.sam.client(), cast.maya.client()
    Help.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        plan=Plan.objects.get(participant=cast.sam.id),
        words="Thursday circle",
        kind="group",
    )
    text = page(sam, "support:plan_paper")
    assert "A door that locks" in text
    assert "Thursday circle" in text
    assert "data-aloud" in text
    assert "plan-large" in sam.get("/en/plan/paper/?size=large").content.decode()
    for path in ("/en/plan/plan.pdf", "/en/plan/plan.pdf?size=large"):
        assert sam.get(path).content.startswith(b"%PDF-")
    assert maya.get(f"/en/people/{cast.sam.id}/plan/plan.pdf").status_code == 200
    assert get(cast.dana.client(), "support:plan_paper", participant=cast.sam.id).status_code == 200
    assert cast.vera.client().get(f"/en/people/{cast.sam.id}/plan/plan.pdf").status_code == 404

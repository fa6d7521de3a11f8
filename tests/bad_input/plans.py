"""The plan whole, and the journey."""

from datetime import date, timedelta

from alongside.core import clock, ids
from alongside.support import actions
from alongside.support.models import DayCount, Goal, Passage, Planned, Sequence, Step
from alongside.support.rules.ahead import Chosen
from tests.bad_input.writes import Write, write
from tests.cast import Cast
from tests.referrals import doors as referrals


def path_of(cast: Cast, rest: str) -> str:
    return f"/en/people/{cast.sam.id}/{rest}"


def step(cast: Cast) -> Step:
    return actions.add_step(by=cast.sam.by, id=ids.new(), goal=Goal.objects.get().pk, words="A key")


def passage(cast: Cast) -> Passage:
    return actions.tell(
        by=cast.sam.by,
        id=ids.new(),
        participant=cast.sam.id,
        line="treatment",
        what="residential",
        from_when="2024",
        until_when="2025-25",
    )


ROUGH = {"by_when_0": "2031", "by_when_1": "spring", "by_when_2": ""}


@write("support:tell_about")
def _(cast: Cast) -> Write:
    data = {"dreams": "A boat", "strengths": "I cook", "in_the_way": "", "version": "1"}
    return Write("maya", path_of(cast, "plan/about/"), data, typed="dreams")


@write("support:still_wanted")
def _(cast: Cast) -> Write:
    row = Goal.objects.get()
    Goal.objects.filter(pk=row.pk).update(by_when="2024-05-01", due_on=date(2024, 5, 1))
    return Write("maya", path_of(cast, f"goals/{row.pk}/still/"))


@write("support:reword_step")
def _(cast: Cast) -> Write:
    row = step(cast)
    data = {"words": "A key, and a lamp", "version": row.version, **ROUGH}
    return Write("maya", path_of(cast, f"steps/{row.pk}/words/"), data, "words", again="stale")


@write("support:let_go_step")
def _(cast: Cast) -> Write:
    return Write("maya", path_of(cast, f"steps/{step(cast).pk}/let-go/"))


@write("support:add_help")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "kind": "person", "words": "My sister", "link": ""}
    return Write("maya", path_of(cast, f"goals/{Goal.objects.get().pk}/help/"), data, "words")


@write("support:keep_listing")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "goal": str(Goal.objects.get().pk)}
    return Write("sam", f"/en/plan/keep/services/{referrals.clinic().pk}/", data)


@write("support:let_go_help")
def _(cast: Cast) -> Write:
    row = actions.add_help(
        by=cast.sam.by, id=ids.new(), participant=cast.sam.id, kind="peer", words="Maya"
    )
    return Write("maya", path_of(cast, f"help/{row.pk}/let-go/"))


@write("support:sign_plan")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "who": "participant",
        "way": "screen",
        "name": "Sam",
        "signed_on": clock.today("UTC").replace(day=1).isoformat(),
        "edition": "1",
    }
    return Write("sam", path_of(cast, "plan/sign/"), data, typed="name")


@write("support:ideas")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "dimension": "home", "words": "A garden", "steps": "A seed"}
    return Write("kit", "/en/organisation/plans/", data, typed="words")


@write("support:retire_idea")
def _(cast: Cast) -> Write:
    row = actions.add_idea(by=cast.kit.by, id=ids.new(), dimension="home", words="A garden")
    return Write("kit", f"/en/organisation/plans/ideas/{row.pk}/retire/")


@write("support:say_signing")
def _(cast: Cast) -> Write:
    data = {"participant_signs": "on", "other_signs": "a nurse", "asked_by": "", "version": "0"}
    path = f"/en/organisation/plans/{cast.programme.pk}/signing/"
    return Write("kit", path, data, typed="other_signs")


def sequence(cast: Cast) -> Sequence:
    actions.choose_sequence(by=cast.kit.by, ready="first-time")
    return Sequence.objects.get()


def planned(cast: Cast) -> Planned:
    on = clock.today("UTC") + timedelta(days=30)
    actions.plan_ahead(
        by=cast.maya.by,
        id=ids.new(),
        participant=cast.sam.id,
        sequence=sequence(cast).pk,
        lines=[Chosen("checkin", on)],
        heard=True,
    )
    return Planned.objects.get()


@write("support:sequences")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "A new home", "what_0": "call", "after_0": "1w"}
    return Write("kit", "/en/organisation/plans/ahead/", data, typed="name")


@write("support:choose_sequence")
def _(cast: Cast) -> Write:
    return Write("kit", "/en/organisation/plans/ahead/loss/choose/")


@write("support:retire_sequence")
def _(cast: Cast) -> Write:
    return Write("kit", f"/en/organisation/plans/ahead/{sequence(cast).pk}/retire/")


@write("support:plan_ahead")
def _(cast: Cast) -> Write:
    on = (clock.today("UTC") + timedelta(days=30)).isoformat()
    data = {"id": str(ids.new()), "heard": "on", "out_0": "on", "out_1": "on", "out_3": "on"}
    path = path_of(cast, f"plan/ahead/{sequence(cast).pk}/")
    return Write("maya", path, data | {"when_2": on})


@write("support:leave_out")
def _(cast: Cast) -> Write:
    return Write("sam", path_of(cast, f"plan/ahead/of/{planned(cast).pk}/off/"))


@write("support:see_to")
def _(cast: Cast) -> Write:
    return Write("maya", path_of(cast, f"plan/ahead/of/{planned(cast).pk}/seen/"))


@write("support:tell")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "what": "outreach",
        "words": "By the river",
        "from_when_0": "2021",
        "from_when_1": "spring",
        "from_when_2": "",
        "until_when_0": "",
        "until_when_1": "",
        "until_when_2": "",
        "goes_on": "on",
    }
    return Write("maya", path_of(cast, "journey/stage/"), data, typed="words")


@write("support:correct_passage")
def _(cast: Cast) -> Write:
    row = passage(cast)
    data = {"what": "detox", "words": "Up north", "from_when_0": "2023", "version": row.version}
    return Write("maya", path_of(cast, f"journey/of/{row.pk}/"), data, "words", again="stale")


@write("support:take_back_passage")
def _(cast: Cast) -> Write:
    return Write("maya", path_of(cast, f"journey/of/{passage(cast).pk}/back/"))


@write("support:tell_home")
def _(cast: Cast) -> Write:
    data = {"home": "The island", "keeps_contact": "My aunt", "carries": "", "version": "0"}
    return Write("maya", path_of(cast, f"journey/of/{passage(cast).pk}/home/"), data, "home")


@write("support:choose_lines")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/journey/lines/", {"shown": ["stage", "setting"]})


def count(cast: Cast) -> DayCount:
    today = date(2026, 1, 30)
    return actions.count_days(by=cast.sam.by, id=ids.new(), words="Mornings", since=today)


@write("support:counts")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "words": "Mornings by the river", "since": "2026-01-31"}
    return Write("sam", "/en/my-count/", data, typed="words")


@write("support:change_count")
def _(cast: Cast) -> Write:
    row = count(cast)
    data = {"words": "Evenings", "since": "2026-01-31", "version": row.version}
    return Write("sam", f"/en/my-count/{row.pk}/", data, typed="words", again="stale")


@write("support:stop_counting")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-count/{count(cast).pk}/stop/")

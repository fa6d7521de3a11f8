"""Out there: shifts, ‘I am well’, what was seen, alerts, samples."""

from datetime import timedelta

from alongside.core import clock, ids
from alongside.outreach import actions, models
from tests.bad_input.writes import Write, write
from tests.cast import Cast
from tests.directory import feeds
from tests.outreach import doors


def on(row: models.Shift, rest: str) -> str:
    return f"/en/outreach/shifts/{row.pk}/{rest}"


def call(cast: Cast) -> models.Call:
    row = doors.shift(cast)
    actions.ask_for_help(by=cast.maya.by, id=ids.new(), shift=row.pk)
    return models.Call.objects.get(shift=row)


@write("outreach:choose_texts")
def _(cast: Cast) -> Write:
    return Write("vera", "/en/outreach/called/", {"number": "202 555 0142"}, typed="number")


@write("outreach:plan_shift")
def _(cast: Cast) -> Write:
    now = clock.now()
    data = {
        "id": str(ids.new()), "route": "The river", "from_at": f"{now:%Y-%m-%dT%H:%M}",
        "until_at": f"{now + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "people": str(cast.maya.by.person_id), "buddy": str(cast.vera.by.person_id),
        "every": "30", "reach": "555 0100", "stops": "The depot",
    }  # fmt: skip
    return Write("maya", "/en/outreach/plan/", data, typed="route")


@write("outreach:begin_shift")
def _(cast: Cast) -> Write:
    return Write("maya", on(doors.shift(cast, out=False), "begin/"))


@write("outreach:end_shift")
def _(cast: Cast) -> Write:
    return Write("maya", on(doors.shift(cast), "end/"))


@write("outreach:drop_shift")
def _(cast: Cast) -> Write:
    return Write("maya", on(doors.shift(cast, out=False), "drop/"))


@write("outreach:say_safe")
def _(cast: Cast) -> Write:
    return Write("maya", on(doors.shift(cast), "well/"), {"id": str(ids.new()), "minutes": "60"})


@write("outreach:add_stop")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "place": "The park"}
    return Write("maya", on(doors.shift(cast), "stops/"), data, typed="place")


@write("outreach:reach_stop")
def _(cast: Cast) -> Write:
    row = doors.shift(cast)
    stop = models.Stop.objects.filter(shift=row).order_by("position").first()
    assert stop
    return Write("maya", on(row, f"stops/{stop.pk}/"))


@write("outreach:ask_for_help")
def _(cast: Cast) -> Write:
    return Write("maya", on(doors.shift(cast), "help/"), {"id": str(ids.new())})


@write("outreach:take_call")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/outreach/calls/{call(cast).pk}/take/")


@write("outreach:answer_call")
def _(cast: Cast) -> Write:
    path = f"/en/outreach/calls/{call(cast).pk}/answer/"
    return Write("vera", path, {"outcome": "well"})


@write("outreach:see")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "shift": "", "stop": "", "place": "The depot", "people": "6",
        "saw": "needles", "need-water": "6", "note": "Two dogs",
    }  # fmt: skip
    return Write("maya", "/en/outreach/seen/", data, typed="note")


@write("outreach:meet_need")
def _(cast: Cast) -> Write:
    row = actions.see(by=cast.maya.by, id=ids.new(), needs={"water": 2})
    return Write("vera", f"/en/outreach/seen/{row.pk}/met/")


@write("outreach:take_back_seen")
def _(cast: Cast) -> Write:
    row = actions.see(by=cast.maya.by, id=ids.new(), needs={"water": 2})
    return Write("maya", f"/en/outreach/seen/{row.pk}/back/")


def alert() -> dict[str, str]:
    return {
        "kind": "stronger", "sold_as": "down", "looks": "blue", "place": "Elmora", "km": "50",
        "source": "checked", "told_by": "1", "source_words": "The van", "found": "fentanyl",
        "unknown": "How much.", "more": "Go slowly.", "days": "3",
    }  # fmt: skip


@write("outreach:draft_alert")
def _(cast: Cast) -> Write:
    feeds.towns()
    data = {"id": str(ids.new()), "sample": "", **alert()}
    return Write("maya", "/en/outreach/alerts/write/", data, typed="unknown")


@write("outreach:change_alert")
def _(cast: Cast) -> Write:
    feeds.towns()
    row = doors.alert(cast)
    data = {"id": str(ids.new()), "version": str(row.version), **alert()}
    path = f"/en/outreach/alerts/{row.pk}/change/"
    return Write("maya", path, data, typed="unknown", again="stale")


@write("outreach:publish_alert")
def _(cast: Cast) -> Write:
    row = doors.alert(cast)
    path = f"/en/outreach/alerts/{row.pk}/publish/"
    return Write("dana", path, {"version": str(row.version)})


@write("outreach:renew_alert")
def _(cast: Cast) -> Write:
    row = doors.alert(cast)
    path = f"/en/outreach/alerts/{row.pk}/renew/"
    return Write("dana", path, {"version": str(row.version), "days": "5"}, again="stale")


@write("outreach:end_alert")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/outreach/alerts/{doors.alert(cast).pk}/end/", {"ended": "over"})


@write("outreach:take_sample")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "expected": "heroin", "expected_words": "down", "form": "powder",
        "looks": "beige", "area": "Baltimore", "was_used": "yes", "is_shared": "on",
    }  # fmt: skip
    return Write("maya", "/en/outreach/samples/take/", data, typed="looks")


@write("outreach:add_result")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "method": "ftir", "outcome": "found", "words": "Looks even",
        "what-1": "fentanyl", "share-1": "10",
    }  # fmt: skip
    path = f"/en/outreach/samples/{doors.sample(cast).pk}/results/"
    return Write("maya", path, data, typed="words")


@write("outreach:take_back_result")
def _(cast: Cast) -> Write:
    row = doors.result(cast, doors.sample(cast))
    return Write("maya", f"/en/outreach/results/{row.pk}/back/")

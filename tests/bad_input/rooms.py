"""A room where nobody uses alone: visits, looks, and a response in taps."""

from alongside.core import ids
from alongside.sites import actions, models
from tests.bad_input.writes import Write, write
from tests.cast import Cast
from tests.sites import doors


def visit(cast: Cast, rest: str) -> str:
    return f"/en/sites/visits/{doors.somebody(cast, called='Blue cap').pk}/{rest}"


def overdose(cast: Cast, rest: str) -> str:
    return f"/en/sites/overdoses/{doors.overdose(cast).pk}/{rest}"


@write("sites:rooms")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "site": str(cast.site.pk), "name": "Tent", "seats": "4",
        "minutes": "5",
    }  # fmt: skip
    return Write("omar", "/en/sites/rooms/", data, typed="name")


@write("sites:change_room")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/sites/rooms/{doors.room(cast).pk}/", {"closed": "yes"})


@write("sites:place_site")
def _(cast: Cast) -> Write:
    return Write(
        "omar", f"/en/sites/{cast.site.pk}/where/", {"place": "46.1, -64.8"}, typed="place"
    )


@write("sites:open_day")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "kind": "shelter", "booths": "6", "hours": "8"}
    return Write("vera", f"/en/sites/{cast.site.pk}/open/", data)


@write("sites:close_day")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/sites/days/{doors.day(cast).pk}/close/")


@write("sites:come_in")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "room": str(doors.room(cast).pk), "seat": "2", "called": "Heron",
        "mode": "inhale", "substances": ["down", "unknown"], "assisted": "nobody",
        "sample": "RB-104", "gender": "woman", "age": "30-39", "six_words": "",
    }  # fmt: skip
    return Write("vera", f"/en/sites/{cast.site.pk}/in/", data, typed="called")


@write("sites:look_in")
def _(cast: Cast) -> Write:
    return Write("maya", visit(cast, "look/"), {"id": str(ids.new()), "how": "sleepy"})


@write("sites:use")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "mode": "inject", "substances": ["down"], "sample": "A-7"}
    return Write("maya", visit(cast, "use/"), data, typed="sample")


@write("sites:go_out")
def _(cast: Cast) -> Write:
    return Write("vera", visit(cast, "out/"))


@write("sites:stay")
def _(cast: Cast) -> Write:
    row = doors.somebody(cast)
    actions.go_out(by=cast.vera.by, visit=row.pk)
    return Write("vera", f"/en/sites/visits/{row.pk}/stay/")


@write("sites:take_back")
def _(cast: Cast) -> Write:
    return Write("vera", visit(cast, "back/"))


@write("sites:find_overdose")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "where": "", "visit": str(doors.somebody(cast).pk)}
    return Write("vera", f"/en/sites/{cast.site.pk}/found/", data)


@write("sites:find_outside")
def _(cast: Cast) -> Write:
    return Write("vera", "/en/sites/found/", {"id": str(ids.new()), "where": "home"})


@write("sites:tap")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "what": "no-ambulance", "why": "wish", "ago": "12"}
    return Write("maya", overdose(cast, "tap/"), data)


@write("sites:strike")
def _(cast: Cast) -> Write:
    tap = models.Tap.objects.get(overdose=doors.overdose(cast))
    return Write("maya", f"/en/sites/taps/{tap.pk}/strike/")


@write("sites:finish")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "turned_out": "opioid", "outcome": "stayed", "gender": "man",
        "age": "40-49", "mode": "inhale", "substances": ["down"], "story": "Two of us, calmly.",
    }  # fmt: skip
    return Write("vera", overdose(cast, "finish/"), data, typed="story")


@write("sites:join")
def _(cast: Cast) -> Write:
    other = doors.overdose(cast, by=cast.maya.by)
    return Write("vera", overdose(cast, f"same/{other.pk}/"))


@write("sites:part")
def _(cast: Cast) -> Write:
    first, second = doors.overdose(cast), doors.overdose(cast, by=cast.maya.by)
    actions.join(by=cast.vera.by, overdose=first.pk, other=second.pk)
    return Write("vera", f"/en/sites/overdoses/{second.pk}/apart/")


@write("sites:was_there")
def _(cast: Cast) -> Write:
    return Write("maya", overdose(cast, "there/"))


@write("sites:offer_debrief")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "people": [str(cast.maya.by.person_id)], "others": "2"}
    return Write("vera", overdose(cast, "talk/"), data)


@write("sites:answer_debrief")
def _(cast: Cast) -> Write:
    row = models.Witness.objects.get(overdose=doors.overdose(cast))
    return Write("vera", f"/en/sites/mine/{row.pk}/", {"answer": "talk"})

"""After an overdose: asked at the bedside, each try, what was offered, cards; and guided talks."""

from datetime import timedelta

from alongside.core import clock, ids
from alongside.followups import models, rules
from alongside.support import actions as support
from tests.bad_input.writes import Write, version_of, write
from tests.cast import Cast
from tests.followups import doors


def after(row: models.FollowUp, rest: str) -> str:
    return f"/en/after/{row.pk}/{rest}/"


@write("followups:offer")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/after/offer/", doors.typed(), typed="called")


@write("followups:accept")
def _(cast: Cast) -> Write:
    row = doors.asked(cast.maya, answer="card").row
    data = {"way": "call", "how": "506-555-0190", "called": "Jay", "wants": "me"}
    data |= {"first_hours": "48", "language": "en"}
    return Write("maya", after(row, "yes"), data, typed="called")


@write("followups:make_card")
def _(cast: Cast) -> Write:
    return Write("maya", after(doors.said_yes(cast.maya), "card"), again="new")


@write("followups:take")
def _(cast: Cast) -> Write:
    yes = rules.Yes(way="call", how="506-555-0190", wants="any")
    return Write("vera", after(doors.said_yes(cast.maya, yes=yes), "take"))


@write("followups:pass_on")
def _(cast: Cast) -> Write:
    data = {"wants": "other", "wants_words": "A woman"}
    return Write("maya", after(doors.said_yes(cast.maya), "pass-on"), data, typed="wants_words")


@write("followups:free")
def _(cast: Cast) -> Write:
    return Write("omar", after(doors.said_yes(cast.maya), "free"))


@write("followups:reach")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "came_of": "reached", "way": "call", "every_days": "7"}
    return Write("maya", after(doors.said_yes(cast.maya), "reach"), data | {"minutes": "5"})


@write("followups:set_clock")
def _(cast: Cast) -> Write:
    row = doors.said_yes(cast.maya)
    at = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    data = {"version": version_of(row), "next_at": at, "every_days": "3"}
    return Write("maya", after(row, "clock"), data, again="stale")


@write("followups:offer_bridge")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "to": "rapid", "said": "wants", "together": "on"}
    return Write("maya", after(doors.said_yes(cast.maya), "offered"), data)


@write("followups:come_of_bridge")
def _(cast: Cast) -> Write:
    row = doors.said_yes(cast.maya)
    doors.offered(cast.maya, row, "rapid")
    return Write("maya", after(row, "came-of"), {"to": "rapid", "came_of": "went"})


@write("followups:decline")
def _(cast: Cast) -> Write:
    return Write("maya", after(doors.of_sam(cast), "no"))


@write("followups:close")
def _(cast: Cast) -> Write:
    return Write("maya", after(doors.of_sam(cast), "end"), {"why": "done"})


@write("followups:stop")
def _(cast: Cast) -> Write:
    return Write("sam", after(doors.of_sam(cast), "stop"))


@write("followups:card")
def _(cast: Cast) -> Write:
    words = doors.asked(cast.maya, answer="card").words
    return Write("", "/en/after/card/", {"words": words}, again="new")


@write("support:talk")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "step-first": "Text Maya first.", "step-want": "safer"}
    data |= {"minutes": "15", "setting": "centre", "way": "screen", "looks_back": "on"}
    return Write("maya", f"/en/people/{cast.sam.id}/talks/use/", data, typed="step-first")


@write("support:look_back")
def _(cast: Cast) -> Write:
    row = support.log_talk(
        by=cast.maya.by, id=ids.new(), protocol="use", participant=cast.sam.id, looks_back=True
    )
    return Write("maya", f"/en/talks/had/{row.pk}/", {"version": row.version, "came_of": "partly"})

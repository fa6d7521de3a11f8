"""What is owed to people: their record, wishes, holds, demands, incidents, agreements."""

from typing import Any

from alongside.core import clock, ids
from alongside.rights import actions, models
from alongside.support.models import Reply
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import Cast

CODE = "ABCDEFGHJKMN2345"


def today() -> str:
    return str(clock.now().date())


@write("support:answer_note")
def _(cast: Cast) -> Write:
    path = f"/en/contacts/{writes.contact(cast).pk}/answer/"
    return Write("sam", path, {"id": str(ids.new()), "words": "It was longer."}, typed="words")


@write("support:answer_reply")
def _(cast: Cast) -> Write:
    row = Reply.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        contact=writes.contact(cast),
        wants="corrected",
        state="open",
        words="It was longer.",
    )
    data = {"version": 1, "was_corrected": "no", "answer": "I looked again."}
    return Write("maya", f"/en/replies/{row.pk}/", data, typed="answer", again="stale")


@write("rights:read_notice")
def _(cast: Cast) -> Write:
    row = models.Notice.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, incident=incident(cast)
    )
    return Write("sam", f"/en/my-record/told/{row.pk}/")


@write("rights:erase")
def _(cast: Cast) -> Write:
    # Whoever sends it twice is nobody by then.
    data = {"id": str(ids.new()), "code": CODE, "sure": "on"}
    return Write("sam", "/en/my-record/erase/", data)


@write("rights:keep")
def _(cast: Cast) -> Write:
    row = wish(cast)
    return Write("sam", "/en/my-record/keep/", {"wish": str(row.pk)})


@write("rights:tell_wish")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/people/{cast.sam.id}/wish/", {"id": str(ids.new())})


@write("rights:wish")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "code": CODE, "sure": "on"}
    return Write("piet", f"/en/rights/wishes/{wish(cast).pk}/", data)


@write("rights:try_retention")
def _(cast: Cast) -> Write:
    return Write("piet", "/en/rights/retention/try/", {"id": str(ids.new())})


@write("rights:holds")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "participant": str(cast.sam.id), "until_on": "2099-01-01"}
    return Write("piet", "/en/rights/holds/", data | {"ground": "Letter 7"}, typed="ground")


@write("rights:lift_hold")
def _(cast: Cast) -> Write:
    row = actions.place_hold(
        by=cast.piet.by,
        id=ids.new(),
        participant=cast.sam.id,
        ground="Letter 7",
        until_on=clock.now().date(),
    )
    return Write("piet", f"/en/rights/holds/{row.pk}/lift/")


@write("rights:demands")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "kind": "other", "from_whom": "A court", "came_on": today()}
    return Write("piet", "/en/rights/demands/", data | {"asks_for": "Notes"}, typed="asks_for")


@write("rights:demand")
def _(cast: Cast) -> Write:
    row = actions.register_demand(
        by=cast.piet.by,
        id=ids.new(),
        kind="other",
        from_whom="A court",
        asks_for="Notes",
        came_on=clock.now().date(),
    )
    data = {"version": 1, "answer": "refused", "reason": "No order came with it."}
    path = f"/en/rights/demands/{row.pk}/"
    return Write("piet", path, data, typed="reason", again="stale")


@write("rights:give")
def _(cast: Cast) -> Write:
    row = actions.register_demand(
        by=cast.piet.by,
        id=ids.new(),
        kind="order",
        from_whom="A court",
        asks_for="Whether",
        came_on=clock.now().date(),
        participant=cast.sam.id,
    )
    said: dict[str, Any] = {"answer": "answered", "reason": "An order came.", "has_order": True}
    actions.decide_demand(by=cast.piet.by, demand=row.pk, version=1, **said)
    data = {"id": str(ids.new()), "order": "7 of 2 May", "names": "The judge"}
    path = f"/en/rights/demands/{row.pk}/give/"
    return Write("piet", path, {**data, "categories": "support"}, typed="order")


@write("rights:incidents")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "what": "A phone was lost.", "found_on": today()}
    more = {"people": "3", "regime": "us-part2"}
    return Write("piet", "/en/rights/incidents/", data | more, typed="what")


@write("rights:incident")
def _(cast: Cast) -> Write:
    path = f"/en/rights/incidents/{incident(cast).pk}/"
    return Write("piet", path, {"task": "people", "version": 1}, again="stale")


@write("rights:give_notice")
def _(cast: Cast) -> Write:
    return Write("piet", f"/en/rights/incidents/{incident(cast).pk}/tell/")


@write("rights:agreements")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "service": "mail", "signed_on": today()}
    return Write("piet", "/en/rights/agreements/", data | {"with_whom": "A"}, typed="with_whom")


@write("rights:end_agreement")
def _(cast: Cast) -> Write:
    row = actions.record_agreement(
        by=cast.piet.by,
        id=ids.new(),
        service="mail",
        with_whom="A",
        signed_on=clock.now().date(),
    )
    return Write("piet", f"/en/rights/agreements/{row.pk}/end/")


def wish(cast: Cast) -> models.Erasure:
    return actions.tell_wish(by=cast.maya.by, participant=cast.sam.id, id=ids.new())


def incident(cast: Cast) -> models.Incident:
    return actions.register_incident(
        by=cast.piet.by,
        id=ids.new(),
        what="A phone was lost.",
        found_at=clock.now(),
        people=3,
        is_risky=True,
    )

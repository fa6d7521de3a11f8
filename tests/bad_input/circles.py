"""Groups: coming, belonging, being there, helping, running one."""

from datetime import timedelta
from typing import Any

from alongside.core import clock, ids
from alongside.groups import actions
from alongside.groups.models import Attendance, Differs, Group, Member, Offer
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import Cast, Character
from tests.groups import circles


def _facts(**more: str) -> dict[str, Any]:
    return {
        "id": str(ids.new()), "name": "Evening circle", "kind": "group", "about": "Tea and talk",
        "starts_on": str(circles.today()), "start_minute": "19:00", "end_minute": "20:00",
        "rhythm": "weekly", "until_on": "", "time_zone": circles.ZONE, "how": "in-person",
        "whom": ["anybody"], "languages": ["en"], "place": "Kitchen", "link": "", "phone": "",
        "materials": "", **more,
    }  # fmt: skip


OFFERED = {"door": "open", "places": "each", "capacity": "8", "is_public": "on"}


def _joined(cast: Cast, who: Character, **more: Any) -> tuple[Group, Member]:
    group = circles.circle(cast, **more)
    actions.join(by=who.by, id=ids.new(), group=group.pk, called="S", is_seen=True)
    return group, Member.objects.get(group=group)


def _there(cast: Cast) -> tuple[Group, str]:
    group, _member = _joined(cast, cast.sam)
    return group, actions.show_code(by=cast.maya.by, group=group.pk, on=circles.today())


@write("groups:begin")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/groups/begin/", _facts(called="S", shows_when="on"), typed="about")


@write("groups:ours")
def _(cast: Cast) -> Write:
    group = circles.own(cast)
    data = _facts(version="1")
    return Write("sam", f"/en/groups/{group.pk}/ours/", data, typed="about", again="stale")


@write("groups:end_own")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/groups/{circles.own(cast).pk}/ours/end/")


@write("groups:let_in")
def _(cast: Cast) -> Write:
    group = circles.own(cast, shows_when=True)
    asked = actions.join(by=cast.rosa.by, id=ids.new(), group=group.pk)
    return Write("sam", f"/en/groups/{group.pk}/ours/{asked.pk}/", {"welcome": "yes"})


@write("groups:join")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "called": "S", "is_seen": "on", "words": "May I come?"}
    group = circles.circle(cast, door="closed")
    return Write("sam", f"/en/groups/{group.pk}/join/", data, typed="words")


@write("groups:answer_invitation")
def _(cast: Cast) -> Write:
    group = circles.circle(cast)
    actions.invite(by=cast.maya.by, id=ids.new(), group=group.pk, participant=cast.sam.id)
    data = {"accept": "yes", "called": "S"}
    return Write("sam", f"/en/groups/{group.pk}/invited/", data)


@write("groups:membership")
def _(cast: Cast) -> Write:
    group, member = _joined(cast, cast.sam)
    data = {"version": member.version, "called": "S", "gives": ["tea"], "missed_after_days": "14"}
    return Write("sam", f"/en/groups/{group.pk}/mine/", data, typed="called", again="stale")


@write("groups:pause")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/groups/{_joined(cast, cast.sam)[0].pk}/pause/", {"paused": "yes"})


@write("groups:leave")
def _(cast: Cast) -> Write:
    group, _member = _joined(cast, cast.sam)
    return Write("sam", f"/en/groups/{group.pk}/leave/", {"farewell": "Thank you all"})


@write("groups:ask_talk")
def _(cast: Cast) -> Write:
    group, _member = _joined(cast, cast.sam)
    data = {"id": str(ids.new()), "listener": str(cast.maya.by.person_id), "words": "It hurt"}
    return Write("sam", f"/en/groups/{group.pk}/talk/", data, typed="words")


@write("groups:talk")
def _(cast: Cast) -> Write:
    group, _member = _joined(cast, cast.sam)
    talk = actions.ask_talk(
        by=cast.sam.by, id=ids.new(), group=group.pk, listener=cast.maya.by.person_id
    )
    data = {"version": 1, "state": "agreed", "answer": "On Thursday"}
    return Write("maya", f"/en/groups/talks/{talk.pk}/", data, typed="answer", again="stale")


@write("groups:check_in")
def _(cast: Cast) -> Write:
    group, code = _there(cast)
    data = {"id": str(ids.new()), "code": code, "called": "S", "wants_contact": "on"}
    return Write("sam", f"/en/groups/{group.pk}/here/", data, typed="called")


@write("groups:take_back")
def _(cast: Cast) -> Write:
    group, code = _there(cast)
    row = actions.check_in(by=cast.sam.by, id=ids.new(), group=group.pk, code=code)
    return Write("sam", f"/en/groups/attended/{row.pk}/back/")


@write("groups:sign_up")
def _(cast: Cast) -> Write:
    group = circles.circle(cast, places="whole", capacity=1)
    return Write("sam", f"/en/groups/{group.pk}/places/", {"id": str(ids.new()), "on": ""})


@write("groups:give_back")
def _(cast: Cast) -> Write:
    group = circles.circle(cast, places="whole", capacity=1)
    row = actions.sign_up(by=cast.sam.by, id=ids.new(), group=group.pk)
    return Write("sam", f"/en/groups/places/{row.pk}/back/")


@write("groups:calendar")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/groups/calendar/", {"id": str(ids.new()), "says_names": "on"})


# --- helping -----------------------------------------------------------------------------


@write("groups:offers")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "what": "cook", "called": "S", "words": "Soup"}
    return Write("sam", "/en/groups/help/", data, typed="words")


def _offer(cast: Cast) -> Offer:
    return actions.offer_help(by=cast.sam.by, id=ids.new(), what="cook", called="S")


@write("groups:take_back_offer")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/groups/help/{_offer(cast).pk}/back/")


@write("groups:answer_offer")
def _(cast: Cast) -> Write:
    data = {"version": 1, "accept": "yes", "answer": "Gladly, on Friday"}
    path = f"/en/groups/help/offered/{_offer(cast).pk}/"
    return Write("omar", path, data, typed="answer", again="stale")


@write("groups:way")
def _(cast: Cast) -> Write:
    data = {"step": "give", "called": "S", "shown": "on"}
    return Write("sam", "/en/groups/way/", data, typed="called", again="new")


@write("groups:write_way")
def _(cast: Cast) -> Write:
    data = {"version": "0", "toml": '[[step]]\nslug = "come"\nname = "Come"'}
    return Write("kit", "/en/groups/way/write/", data, typed="toml", again="stale")


# --- running one -------------------------------------------------------------------------


@write("groups:begin_group")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/groups/run/new/", _facts(**OFFERED), typed="about")


@write("groups:edit_group")
def _(cast: Cast) -> Write:
    path = f"/en/groups/run/{circles.circle(cast).pk}/edit/"
    return Write("maya", path, _facts(version="1", **OFFERED), typed="about", again="stale")


@write("groups:end_group")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/groups/run/{circles.circle(cast).pk}/end/")


@write("groups:host")
def _(cast: Cast) -> Write:
    return Write("dana", f"/en/groups/run/{circles.circle(cast).pk}/host/", {"runs": "yes"})


@write("groups:differs")
def _(cast: Cast) -> Write:
    on = circles.in_weeks(1)
    data = {
        "what": "move", "on": str(on), "to": str(on + timedelta(days=1)), "start_minute": "18:00",
        "reason": "The hall is painted",
    }  # fmt: skip
    path = f"/en/groups/run/{circles.circle(cast).pk}/dates/"
    return Write("maya", path, data, typed="reason", again="new")


@write("groups:undo_date")
def _(cast: Cast) -> Write:
    group = circles.circle(cast)
    actions.call_off(by=cast.maya.by, group=group.pk, on=circles.in_weeks(1))
    return Write("maya", f"/en/groups/run/{group.pk}/dates/{Differs.objects.get().pk}/undo/")


@write("groups:invite")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "participant": str(cast.sam.id), "words": "Come along"}
    return Write("maya", f"/en/groups/run/{circles.circle(cast).pk}/invite/", data, typed="words")


@write("groups:answer")
def _(cast: Cast) -> Write:
    group, member = _joined(cast, cast.sam, door="closed")
    data = {"welcome": "yes", "answer": "Gladly"}
    return Write("maya", f"/en/groups/run/{group.pk}/members/{member.pk}/", data)


@write("groups:time_away")
def _(cast: Cast) -> Write:
    group, member = _joined(cast, cast.sam)
    until = clock.now().date() + timedelta(days=7)
    data = {"id": str(ids.new()), "reason": "Loud words at the door", "until_on": str(until)}
    path = f"/en/groups/run/{group.pk}/members/{member.pk}/away/"
    return Write("maya", path, data, typed="reason")


@write("groups:session")
def _(cast: Cast) -> Write:
    group, _code = _there(cast)
    version = writes.version_of(group.sessions.get())
    data = {"version": version, "heads": "9", "note": "A quiet evening"}
    path = f"/en/groups/run/{group.pk}/on/{circles.today()}/"
    return Write("maya", path, data, typed="note", again="stale")


@write("groups:show_code")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/groups/run/{circles.circle(cast).pk}/on/{circles.today()}/code/")


@write("groups:desk_check_in")
def _(cast: Cast) -> Write:
    path = f"/en/groups/run/{circles.circle(cast).pk}/on/{circles.today()}/desk/"
    return Write("maya", path, {"id": str(ids.new()), "participant": str(cast.sam.id)})


@write("groups:log_session")
def _(cast: Cast) -> Write:
    group, code = _there(cast)
    actions.check_in(by=cast.sam.by, id=ids.new(), group=group.pk, code=code, wants_contact=True)
    Attendance.objects.update(happened_at=clock.now())
    return Write("maya", f"/en/groups/run/{group.pk}/on/{circles.today()}/contacts/")

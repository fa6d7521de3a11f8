"""Times that are asked for, messages, and how one wants to be told."""

from datetime import timedelta
from typing import Any

from alongside.core import clock, ids
from alongside.support import actions as support
from alongside.support.models import Invitation
from alongside.threads import actions
from alongside.threads.models import Reading
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import Cast


def ask(**more: Any) -> dict[str, Any]:
    at = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    said = {"what": "call", "first": at, "zone": "America/New_York", "place": "By the bridge"}
    return {"id": str(ids.new()), "words": "If you like.", **said, **more}


def offered(cast: Cast) -> Invitation:
    pk, times = ids.new(), [clock.now() + timedelta(days=2)]
    wanted = support.Wanted("meeting", times, "America/New_York")
    support.offer_time(by=cast.maya.by, id=pk, participant=cast.sam.id, wanted=wanted)
    return Invitation.objects.get(pk=pk)


@write("support:ask_time")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/times/ask/", ask(), typed="words")


@write("support:offer_time")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/people/{cast.sam.id}/offer/", ask(), typed="words")


@write("support:accept_time")
def _(cast: Cast) -> Write:
    row = offered(cast)
    data = {"at": row.times[0], "version": row.version}
    return Write("sam", f"/en/times/{row.pk}/take/", data)


@write("support:suggest_time")
def _(cast: Cast) -> Write:
    row = offered(cast)
    data = ask(version=row.version)
    return Write("sam", f"/en/times/{row.pk}/another/", data, typed="words")


@write("support:let_time_go")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/times/{offered(cast).pk}/let-go/")


@write("support:not_coming")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/times/agreed/{writes.promised(cast).pk}/off/")


@write("threads:messages")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/messages/", {"id": str(ids.new()), "words": "Hello"}, typed="words")


@write("threads:thread")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "words": "Hello"}
    return Write("maya", f"/en/people/{cast.sam.id}/messages/", data, typed="words")


@write("threads:leave_past")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/messages/past/", {"opens": "no"})


def line() -> dict[str, Any]:
    said = {"way": "inside", "says": "own", "own_words": "The library.", "tells_messages": "on"}
    return {**said, "address": "", "reminds": ["hours"], "version": "0"}


@write("threads:ways")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/messages/ways/", line(), typed="own_words", again="stale")


@write("threads:stop")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/messages/ways/stop/")


@write("threads:try_line")
def _(cast: Cast) -> Write:
    choice = actions.Choice(way="inside", says="new")
    actions.choose(by=cast.sam.by, choice=choice, version=0)
    return Write("sam", "/en/messages/ways/try/", {"id": str(ids.new())})


@write("threads:hours")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "days": ["0"], "from_time": "09:00", "until_time": "17:00"}
    return Write("kit", "/en/messages/hours/", data)


@write("threads:end_hours")
def _(cast: Cast) -> Write:
    row = Reading.objects.create(
        organisation=cast.riverbend, days=[0], from_time="09:00", until_time="17:00"
    )
    return Write("kit", f"/en/messages/hours/{row.pk}/end/")

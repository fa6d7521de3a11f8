"""What a worker writes down for somebody, as they said it or gave it on paper."""

from typing import Any

from django.urls import reverse

from alongside.core import ids
from alongside.participants import actions
from alongside.participants.models import Community
from alongside.support.models import Goal, Pairing
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import Cast


def says(cast: Cast, door: str, typed: str = "", **more: Any) -> Write:
    path = reverse(f"participants:{door}", args=[cast.sam.id])
    return Write("maya", path, {"id": str(ids.new()), "told": "spoken"} | more, typed=typed)


@write("participants:say_reach")
def _(cast: Cast) -> Write:
    more = {
        "reach_way": "call",
        "reach_how": "555 0100",
        "quiet_from": "21:30",
        "quiet_until": "08:00",
        "safe_words": "I am calling from the library.",
        "version": writes.version_of(cast.sam.participant),
    }
    return says(cast, "say_reach", "safe_words", **more)


@write("participants:say_never")
def _(cast: Cast) -> Write:
    return says(cast, "say_never", "words", words="Somebody Else")


@write("participants:say_never_back")
def _(cast: Cast) -> Write:
    return says(cast, "say_never_back", "words", words="Somebody Else")


@write("participants:say_link")
def _(cast: Cast) -> Write:
    return says(cast, "say_link", "says", gives=["supported"], says="Hello")


@write("participants:say_agree")
def _(cast: Cast) -> Write:
    words = actions.offer_link(by=cast.rosa.by, id=ids.new(), gives=["supported"])
    return says(cast, "say_agree", "says", words=words, gives=["supported"], says="Hello")


@write("participants:say_cut")
def _(cast: Cast) -> Write:
    return says(cast, "say_cut")


@write("participants:undo_said")
def _(cast: Cast) -> Write:
    row = actions.say_never(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, told="paper", words="Jo"
    )
    return Write("sam", reverse("participants:undo_said", args=[row.pk]))


@write("support:say_reply")
def _(cast: Cast) -> Write:
    path = reverse("support:say_reply", args=[writes.contact(cast).pk])
    data = {"id": str(ids.new()), "told": "paper", "words": "It was longer."}
    return Write("maya", path, data, typed="words")


@write("participants:say_belong")
def _(cast: Cast) -> Write:
    nation = Community.objects.create(organisation=cast.riverbend, name="A Nation")
    return says(cast, "say_belong", community=str(nation.pk), belongs="yes")


@write("participants:say_no_code")
def _(cast: Cast) -> Write:
    return says(cast, "say_no_code")


@write("participants:say_request")
def _(cast: Cast) -> Write:
    row = writes.request(cast)
    data = {"version": row.version, "language": "en", "words": "Mornings are best."}
    return heard_of(row, "participants:say_request", "words", **data)


@write("participants:say_close_request")
def _(cast: Cast) -> Write:
    return heard_of(writes.request(cast), "participants:say_close_request")


@write("matching:say_answer")
def _(cast: Cast) -> Write:
    row = writes.proposal(cast)
    return heard_of(row.request, "matching:say_answer", answer=f"choose:{row.pk}")


def heard_of(row: Any, door: str, typed: str = "", **more: Any) -> Write:
    data = {"id": str(ids.new()), "told": "spoken"} | more
    return Write("omar", reverse(door, args=[row.pk]), data, typed=typed)


@write("support:say_goal")
def _(cast: Cast) -> Write:
    goal = Goal.objects.filter(participant_id=cast.sam.id).first()
    assert goal is not None
    path = reverse("support:say_goal", args=[goal.pk])
    return Write("maya", path, {"id": str(ids.new()), "told": "spoken", "state": "reached"})


def of_walking(cast: Cast, door: str, **more: Any) -> Write:
    walk = Pairing.objects.get(participant_id=cast.sam.id, peer_id=cast.maya.by.person_id)
    path = reverse(f"support:{door}", args=[cast.sam.id])
    common = {"id": str(ids.new()), "told": "paper", "pairing": str(walk.pk)}
    return Write("maya", path, common | more)


@write("support:say_missed")
def _(cast: Cast) -> Write:
    return of_walking(cast, "say_missed", days="7", how="word")


@write("support:say_next")
def _(cast: Cast) -> Write:
    return of_walking(cast, "say_next", next_wish="ask")


@write("support:say_stays")
def _(cast: Cast) -> Write:
    Pairing.objects.filter(participant_id=cast.sam.id).update(came_after_id=cast.vera.by.person_id)
    return of_walking(cast, "say_stays", stays="yes")


def belonging(cast: Cast, who: str, door: str) -> Write:
    path = reverse(f"participants:{door}", args=[cast.sam.id])
    version = writes.version_of(cast.sam.participant)
    return Write(who, path, {"programme": str(cast.programme.pk), "version": version})


@write("participants:programme")
def _(cast: Cast) -> Write:
    return belonging(cast, "maya", "programme")


@write("participants:sort_into")
def _(cast: Cast) -> Write:
    return belonging(cast, "omar", "sort_into")

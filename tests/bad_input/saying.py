"""What a worker writes down for somebody, as they said it or gave it on paper."""

from typing import Any

from django.urls import reverse

from alongside.core import ids
from alongside.participants import actions
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

"""Naloxone: kits out, stories, areas, and the two forms that anybody may send."""

from alongside.core import ids
from tests.bad_input.writes import Write, write
from tests.cast import Cast
from tests.supplies import kits


@write("supplies:give_kit")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "item": kits.NASAL, "kits": "2", "taught": ["signs", "breaths"],
        "people": "1", "way": "hand", "reason": "used", "for_others": "0",
    }  # fmt: skip
    return Write("maya", "/en/supplies/naloxone/kit/", data, typed="kits")


@write("supplies:record_reversal")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "happened_on": "2026-01-02", "doses": "2", "breaths": "yes",
        "ambulance": "no", "why_not": ["police"], "outcome": "came-round", "words": "In time.",
    }  # fmt: skip
    return Write("vera", "/en/supplies/naloxone/reversal/", data, typed="words")


@write("supplies:tell_story")
def _(cast: Cast) -> Write:
    kits.offer(cast)
    data = {
        "id": str(ids.new()), "organisation": str(cast.riverbend.pk), "place": "Mill county",
        "doses": "1", "words": "We were two.", "homepage": "",
    }  # fmt: skip
    return Write("", "/en/naloxone/story/", data, typed="words")


@write("supplies:ask_for_kit")
def _(cast: Cast) -> Write:
    kits.offer(cast)
    data = {
        "id": str(ids.new()), "organisation": str(cast.riverbend.pk), "way": "post",
        "to": "12 Elm Street", "called": "Blue", "reach_at": "", "route": "", "kits": "1",
        "words": "", "homepage": "",
    }  # fmt: skip
    return Write("", "/en/naloxone/ask/", data, typed="to")


@write("supplies:areas")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "Mill county"}
    return Write("dana", "/en/supplies/naloxone/areas/", data, typed="name")


@write("supplies:end_area")
def _(cast: Cast) -> Write:
    return Write("dana", f"/en/supplies/naloxone/areas/{kits.area(cast).pk}/end/")


@write("supplies:send_kit")
def _(cast: Cast) -> Write:
    kits.offer(cast)
    path = f"/en/supplies/naloxone/asked/{kits.request(cast).pk}/"
    return Write("omar", path, {"item": kits.NASAL})


@write("supplies:close_kit_request")
def _(cast: Cast) -> Write:
    kits.offer(cast)
    return Write("omar", f"/en/supplies/naloxone/asked/{kits.request(cast).pk}/close/")


@write("supplies:offer_kits")
def _(cast: Cast) -> Write:
    data = {"version": "0", "posts": "on", "where": "Around here", "days": "5"}
    return Write("dana", "/en/supplies/naloxone/offer/", data, typed="where")

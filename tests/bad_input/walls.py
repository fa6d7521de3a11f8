"""Looking for somebody, second looks, a participant's own walls, danger, communities."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from alongside.accounts import actors
from alongside.accounts.models import Membership
from alongside.core import clock, ids
from alongside.participants import actions
from alongside.participants.models import (
    BlindRequest,
    Community,
    Glass,
    Link,
    Never,
    OddLook,
    Search,
    Tie,
)
from tests.bad_input.writes import Write, write
from tests.cast import PASSPHRASE, Cast
from tests.measures import doors as own_work


def seeks(**more: Any) -> dict[str, Any]:
    return {"id": str(ids.new()), "words": "Sam", "why": "They left their coat."} | more


@write("accounts:own_support")
def _(cast: Cast) -> Write:
    Membership.objects.create(
        organisation=cast.riverbend, person_id=cast.maya.by.person_id, role="participant"
    )
    return Write("maya", "/en/hats/own/", {"passphrase": PASSPHRASE})


# --- looking for somebody ---------------------------------------------------


@write("participants:seek")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/seek/", seeks(), typed="why")


@write("participants:ask_blind")
def _(cast: Cast) -> Write:
    data = {f"blind-{name}": value for name, value in seeks().items()}
    return Write("maya", "/en/seek/ask/", data, typed="blind-why")


@write("participants:glass")
def _(cast: Cast) -> Write:
    return Write("dana", "/en/emergency/", seeks(words="Rosa", sure="on"), typed="why")


# --- second looks ---------------------------------------------------


def asked(cast: Cast) -> BlindRequest:
    return actions.ask_blind(by=cast.vera.by, id=ids.new(), words="Rosa", why="She left a bag.")


def opened(cast: Cast) -> Glass:
    found = actions.break_glass(
        by=cast.dana.by, id=ids.new(), words="Rosa", why="She is in danger."
    )
    assert found is not None
    return found


@write("participants:answer_blind")
def _(cast: Cast) -> Write:
    path = reverse("participants:answer_blind", args=[asked(cast).pk])
    data = {"do": "open", "participant": str(cast.rosa.id), "days": "1", "words": "Be kind."}
    return Write("piet", path, data, typed="words")


@write("participants:review_glass")
def _(cast: Cast) -> Write:
    path = reverse("participants:review_glass", args=[opened(cast).pk])
    return Write("piet", path, {"was_right": "yes", "said": "I asked."}, typed="said")


@write("participants:review_search")
def _(cast: Cast) -> Write:
    row = Search.objects.create(
        organisation=cast.riverbend,
        person_id=cast.maya.by.person_id,
        role="peer",
        words="Sam",
        why="A coat",
        for_review=True,
    )
    path = reverse("participants:review_search", args=[row.pk])
    return Write("piet", path, {"verdict": "right", "said": "A coat."}, typed="said")


@write("participants:settle_odd")
def _(cast: Cast) -> Write:
    row = OddLook.objects.create(
        organisation=cast.riverbend,
        person_id=cast.maya.by.person_id,
        participant_id=cast.sam.id,
        kind="family",
        day=clock.now().date(),
    )
    path = reverse("participants:settle_odd", args=[row.pk])
    return Write("piet", path, {"verdict": "false", "said": "No."}, typed="said")


# --- a participant's own walls ---------------------------------------------------


@write("participants:name_never")
def _(cast: Cast) -> Write:
    data = {"never-id": str(ids.new()), "never-words": "Vera"}
    return Write("sam", "/en/my-walls/never/", data, typed="never-words")


@write("participants:take_back_never")
def _(cast: Cast) -> Write:
    row = Never.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, words="Somebody"
    )
    return Write("sam", reverse("participants:take_back_never", args=[row.pk]))


@write("participants:offer_link")
def _(cast: Cast) -> Write:
    data = {"offer-id": str(ids.new()), "offer-gives": ["supported"], "offer-says": "Hello"}
    return Write("sam", "/en/my-walls/near/", data, typed="offer-says")


def offered(cast: Cast) -> str:
    return actions.offer_link(by=cast.sam.by, id=ids.new(), gives=["supported"])


@write("participants:agree_link")
def _(cast: Cast) -> Write:
    data = {
        "agree-words": offered(cast),
        "agree-gives": ["supported"],
        "agree-says": "Hello Sam",
    }
    return Write("rosa", "/en/my-walls/near/agree/", data, typed="agree-says")


@write("participants:cut_link")
def _(cast: Cast) -> Write:
    offered(cast)
    return Write("sam", reverse("participants:cut_link", args=[Link.objects.get().pk]))


@write("participants:close_tie")
def _(cast: Cast) -> Write:
    now = clock.now()
    row = Tie.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        person_id=cast.vera.by.person_id,
        why="grant",
        until_at=now + timedelta(days=1),
    )
    return Write("sam", reverse("participants:close_tie", args=[row.pk]))


@write("participants:open_to_colleagues")
def _(cast: Cast) -> Write:
    return Write("rosa", "/en/my-walls/colleagues/", {"opens": "yes"})


def community(cast: Cast) -> Community:
    by = actors.system("a test", organisation_id=cast.riverbend.pk)
    return actions.name_stewards(by=by, name="River Nation", people=[cast.vera.by.person_id])


@write("participants:belong")
def _(cast: Cast) -> Write:
    data = {"community": str(community(cast).pk), "belongs": "yes"}
    return Write("sam", "/en/my-walls/belong/", data)


# --- danger ---------------------------------------------------


@write("participants:danger")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/danger/", {"id": str(ids.new())})


@write("participants:what_happened")
def _(cast: Cast) -> Write:
    tapped = actions.tap(by=cast.maya.by, id=ids.new())
    data = {"participant": str(cast.sam.id), "words": "We called together.", "together": "on"}
    return Write(
        "maya", reverse("participants:what_happened", args=[tapped.pk]), data, typed="words"
    )


def on_call() -> dict[str, Any]:
    return {
        "id": str(ids.new()),
        "called": "Jo",
        "phone": "555 0199",
        "programme": "",
        "days": ["0", "1"],
        "from_time": "08:00",
        "until_time": "20:00",
    }


@write("participants:on_call")
def _(cast: Cast) -> Write:
    return Write("kit", "/en/on-call/", on_call(), typed="called")


@write("participants:take_off_call")
def _(cast: Cast) -> Write:
    said = on_call() | {"id": ids.new(), "programme": None, "days": [0]}
    times = {name: clock.now().time() for name in ("from_time", "until_time")}
    row = actions.put_on_call(by=cast.kit.by, **said | times)
    return Write("kit", reverse("participants:take_off_call", args=[row.pk]))


# --- communities ---------------------------------------------------


@write("participants:ask_use")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "community": str(community(cast).pk),
        "kind": "figure",
        "what_for": "For our own report.",
    }
    return Write("max", "/en/communities/ask/", data, typed="what_for")


@write("participants:answer_use")
def _(cast: Cast) -> Write:
    use = actions.ask_use(
        by=cast.max.by,
        id=ids.new(),
        community=community(cast).pk,
        kind="figure",
        what_for="For our own report.",
    )
    data = {"approved": "yes", "until_on": "", "answer": "For this year."}
    return Write("vera", reverse("participants:answer_use", args=[use.pk]), data, typed="answer")


# --- a peer's own ---------------------------------------------------


@write("peers:step_back")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "version": "0",
        "words": "It is too much.",
        "helps": "Sleep",
        "until_on": "",
        "shows": ["that"],
    }
    return Write("maya", "/en/step-back/", data, typed="words")


@write("peers:come_back")
def _(cast: Cast) -> Write:
    from alongside.peers import actions as peers

    peers.step_back(by=cast.maya.by, id=ids.new(), version=0, words="Too much.")
    return Write("maya", "/en/step-back/over/")


@write("measures:answer_work")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "rest": "1", "load": "0", "words": "Too many nights."}
    return Write("maya", "/en/my-work/now/", data, typed="words")


@write("measures:show_work")
def _(cast: Cast) -> Write:
    moment = own_work.moment(cast)
    data = {
        "id": str(ids.new()),
        "to": str(cast.dana.by.person_id),
        "what": "moment",
        "moment": str(moment.pk),
        "asks": ["talk"],
        "words": "On Friday?",
        "days": "7",
    }
    return Write("maya", "/en/my-work/show/", data, typed="words")


@write("measures:take_work_back")
def _(cast: Cast) -> Write:
    row = own_work.shown(cast)
    return Write("maya", reverse("measures:take_work_back", args=[row.pk]))


@write("measures:let_go_of_moment")
def _(cast: Cast) -> Write:
    row = own_work.moment(cast)
    return Write("maya", reverse("measures:let_go_of_moment", args=[row.pk]))


@write("measures:let_go_of_all")
def _(cast: Cast) -> Write:
    own_work.shown(cast)
    return Write("maya", "/en/my-work/delete/", {"sure": "on"})

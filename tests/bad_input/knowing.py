"""Being known, found again, and where somebody is; who died; and who may be here twice."""

from datetime import timedelta

from django.urls import reverse

from alongside.core import clock, ids
from alongside.participants import actions as people
from alongside.participants.models import FindWay, Likeness, Participant
from alongside.participants.rules import knowing as rules
from alongside.rights import actions as rights
from alongside.support.models import Goal
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import Cast

FACTS = dict.fromkeys(rules.FACTS, "Mill 2")


def way(cast: Cast) -> FindWay:
    return FindWay.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        what="place",
        words="The library",
        may="come",
        until_at=clock.now() + timedelta(days=30),
    )


def path(name: str, cast: Cast, *more: object) -> str:
    return reverse(f"participants:{name}", args=[cast.sam.id, *more])


@write("participants:called")
def _(cast: Cast) -> Write:
    row = Participant.objects.get(pk=cast.sam.id)
    data = {"alias": "Sal", "known_name": "", "version": writes.version_of(row)}
    return Write("sam", "/en/my-name/", data, typed="alias", again="stale")


@write("participants:turn_in_key")
def _(cast: Cast) -> Write:
    people.new_key(by=cast.rosa.by, id=ids.new(), language="en")
    return Write("rosa", "/en/my-name/turn-in/")


@write("participants:keep_one_key")
def _(cast: Cast) -> Write:
    Participant.objects.filter(pk=cast.lee.id).update(joined_to=cast.sam.id)
    return Write("sam", "/en/my-name/keep-one/")


@write("participants:about")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "version": 0, "helps": "I cook", "brings": ["grief"]}
    return Write("sam", "/en/about-me/", data, typed="helps")


@write("participants:who")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "version": 0, "pronouns": "they", "pronouns_for": "peer"}
    return Write("sam", "/en/who-i-am/", data, typed="pronouns")


@write("participants:find")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "what": "place", "words": "The library", "may": "come"}
    return Write("sam", "/en/find-me/", data, typed="words")


@write("participants:renew_way")
def _(cast: Cast) -> Write:
    return Write("sam", path("renew_way", cast, way(cast).pk), again="new")


@write("participants:drop_way")
def _(cast: Cast) -> Write:
    return Write("sam", path("drop_way", cast, way(cast).pk))


@write("participants:looked_there")
def _(cast: Cast) -> Write:
    return Write("maya", path("looked_there", cast, way(cast).pk), again="new")


@write("participants:status")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/where-i-am/", {"where": "paused"})


@write("participants:say_closeness")
def _(cast: Cast) -> Write:
    data = {"peer": str(cast.maya.by.id), "how": "close", "knew": ""}
    return Write("sam", path("say_closeness", cast), data)


@write("participants:passing")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "told_by": "Her sister", "died_on": "2026-01-02"}
    return Write("maya", path("passing", cast), data, typed="told_by")


@write("participants:undo_passing")
def _(cast: Cast) -> Write:
    _died(cast)
    return Write("omar", path("undo_passing", cast))


@write("participants:alive")
def _(cast: Cast) -> Write:
    _died(cast)
    return Write("sam", "/en/i-am-here/")


def _died(cast: Cast) -> None:
    people.tell_passing(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, told_by="Her sister"
    )


@write("participants:twice")
def _(cast: Cast) -> Write:
    data = {"seek-id": str(ids.new()), "seek-words": "Sam", "seek-why": "They stand here"}
    return Write("omar", "/en/here-twice/", data, typed="seek-words")


@write("participants:settle_likeness")
def _(cast: Cast) -> Write:
    one, other = rules.in_order(cast.sam.id, cast.lee.id)
    row = Likeness.objects.create(organisation=cast.riverbend, one_id=one, other_id=other)
    return Write("omar", reverse("participants:settle_likeness", args=[row.pk]))


@write("participants:remember")
def _(cast: Cast) -> Write:
    _uses_codes(cast)
    return Write("sam", "/en/my-code/", {"id": str(ids.new()), **FACTS}, again="new")


@write("participants:say_no_to_code")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/my-code/no/")


@write("participants:try_code")
def _(cast: Cast) -> Write:
    _uses_codes(cast)
    data = {f"code-{name}": said for name, said in FACTS.items()}
    more = {"code-id": str(ids.new()), "code-why": "They lost their words"}
    return Write("omar", "/en/here-twice/code/", data | more, typed="code-why")


def _uses_codes(cast: Cast) -> None:
    cast.riverbend.remembers_facts = True
    cast.riverbend.save()


@write("rights:join")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "kept": str(cast.sam.id), "reason": "They said so"}
    return Write("omar", reverse("rights:join", args=[cast.sam.id, cast.lee.id]), data, "reason")


@write("rights:split")
def _(cast: Cast) -> Write:
    goal = Goal.objects.get(participant=cast.sam.id)
    data = {
        "id": str(ids.new()),
        "other": str(ids.new()),
        "rows": [str(goal.pk)],
        "alias": "Jo",
        "reason": "Two brothers",
    }
    return Write("omar", reverse("rights:split", args=[cast.sam.id]), data, typed="reason")


@write("rights:undo_joining")
def _(cast: Cast) -> Write:
    row = rights.merge(
        by=cast.omar.by, id=ids.new(), kept=cast.sam.id, other=cast.lee.id, reason="They said so"
    )
    return Write("omar", reverse("rights:undo_joining", args=[row.pk]))

"""Check-ins, referrals, walking together, and from a request to a pair."""

from datetime import timedelta

from alongside.core import clock, ids
from alongside.peers.models import PeerProfile
from alongside.referrals.models import Referral
from alongside.support.models import Goal, Pairing, Step
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import Cast
from tests.referrals import doors as referrals

# --- check-in and referrals --------------------------------------------------------------


@write("measures:checkin")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "health": "3", "hope": "2", "words": "A bit better."}
    return Write("sam", "/en/check-in/", data, typed="words")


@write("referrals:refer")
def _(cast: Cast) -> Write:
    data = referrals.form(referrals.clinic())
    return Write("maya", f"/en/people/{cast.sam.id}/refer/", data, typed="words")


@write("referrals:agree")
def _(cast: Cast) -> Write:
    row = referrals.prepare(cast.maya, cast.sam, referrals.clinic())
    return Write("sam", f"/en/referrals/{row.pk}/agree/", {"version": row.version})


@write("referrals:link")
def _(cast: Cast) -> Write:
    row = referrals.prepare(cast.maya, cast.sam, referrals.clinic())
    referrals.agree(cast.sam, row)
    return Write("maya", f"/en/referrals/{row.pk}/link/", {"id": str(ids.new())})


@write("referrals:close")
def _(cast: Cast) -> Write:
    row = referrals.sent(cast).row
    row.refresh_from_db()
    data = {"version": row.version, "answer": "seen-kind", "words": "They were kind."}
    return Write("sam", f"/en/referrals/{row.pk}/close/", data, typed="words")


@write("referrals:stop")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/referrals/{referrals.sent(cast).row.pk}/stop/")


@write("referrals:partner")
def _(cast: Cast) -> Write:
    sent = referrals.sent(cast)
    noor = referrals.noor(sent.path)
    noor.get("/en/r/")
    row = Referral.objects.get(pk=sent.row.pk)
    data = {"version": row.version, "answer": "received", "words": "Come on Monday."}
    return Write("", "/en/r/", data, typed="words", client=noor)


@write("referrals:open")
def _(cast: Cast) -> Write:
    path = referrals.sent(cast).path
    return Write("", path, {"pin": referrals.PINS[path]})


# --- walking together --------------------------------------------------------------------


@write("support:log")
def _(cast: Cast) -> Write:
    at = clock.now() - timedelta(hours=30)
    data = {
        "id": str(ids.new()),
        "kinds": ["emotional"],
        "minutes": "15",
        "form": "one",
        "setting": "street",
        "happened_at": at.strftime("%Y-%m-%dT%H:%M"),
        "site": str(cast.site.pk),
        "goals": [str(Goal.objects.get().pk)],
        "note": "We walked by the river.",
    }
    return Write("maya", f"/en/log/{cast.sam.id}/", data, typed="note")


@write("api:log_contact")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "participant": str(cast.sam.id), "kinds": ["emotional"]}
    more = {"minutes": 10, "note": "x", "happened_at": clock.now().isoformat()}
    return Write("maya", "/api/v1/contacts", data | more, json=True)


@write("support:correct_contact")
def _(cast: Cast) -> Write:
    row = writes.contact(cast)
    data = {
        "kinds": ["informational"],
        "minutes": "20",
        "form": "one",
        "setting": "street",
        "note": "It was longer.",
        "version": row.version,
    }
    return Write("maya", f"/en/contacts/{row.pk}/", data, typed="note", again="stale")


@write("support:take_back_contact")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/contacts/{writes.contact(cast).pk}/back/")


@write("support:promise")
def _(cast: Cast) -> Write:
    at = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    data = {"id": str(ids.new()), "what": "call", "at": at, "place": "By the bridge"}
    return Write("maya", f"/en/people/{cast.sam.id}/promise/", data, typed="place")


@write("support:keep_promise")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/people/{cast.sam.id}/promises/{writes.promised(cast).pk}/keep/")


@write("support:call_off")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/people/{cast.sam.id}/promises/{writes.promised(cast).pk}/off/")


@write("support:set_goal")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "dimension": "health", "words": "To sleep", "steps": "A\nB"}
    return Write("maya", f"/en/people/{cast.sam.id}/goal/", data, typed="words")


@write("support:reword_goal")
def _(cast: Cast) -> Write:
    row = Goal.objects.get()
    data = {"words": "A door, and a key", "version": row.version}
    path = f"/en/people/{cast.sam.id}/goals/{row.pk}/"
    return Write("maya", path, data, typed="words", again="stale")


@write("support:add_step")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "words": "Ask at the office"}
    path = f"/en/people/{cast.sam.id}/goals/{Goal.objects.get().pk}/step/"
    return Write("maya", path, data, typed="words")


@write("support:tick_step")
def _(cast: Cast) -> Write:
    goal = Goal.objects.get()
    whose = {"organisation": cast.riverbend, "participant_id": goal.participant_id}
    row = Step.objects.create(**whose, goal=goal, words="A key")
    return Write("maya", f"/en/people/{cast.sam.id}/steps/{row.pk}/", {"done": "yes"})


@write("support:close_goal")
def _(cast: Cast) -> Write:
    path = f"/en/people/{cast.sam.id}/goals/{Goal.objects.get().pk}/close/"
    return Write("sam", path, {"state": "reached"})


@write("support:wish_to_be_missed")
def _(cast: Cast) -> Write:
    row = Pairing.objects.get(participant=cast.sam.id)
    return Write("sam", f"/en/pairings/{row.pk}/missed/", {"days": "7"})


@write("support:wish_for_next")
def _(cast: Cast) -> Write:
    row = Pairing.objects.get(participant=cast.sam.id)
    return Write("sam", f"/en/pairings/{row.pk}/next/", {"next_wish": "ask"})


@write("support:answer_hand_over")
def _(cast: Cast) -> Write:
    row = Pairing.objects.get(participant=cast.sam.id)
    Pairing.objects.filter(pk=row.pk).update(came_after=cast.vera.person)
    return Write("sam", f"/en/pairings/{row.pk}/stays/", {"stays": "no"})


@write("matching:hand_over")
def _(cast: Cast) -> Write:
    row = Pairing.objects.get(participant=cast.sam.id)
    path = f"/en/team/people/{cast.maya.by.person_id}/"
    return Write("omar", path, {str(row.pk): str(cast.vera.by.person_id)})


@write("support:end_pairing")
def _(cast: Cast) -> Write:
    row = Pairing.objects.get(participant=cast.sam.id)
    return Write("sam", f"/en/pairings/{row.pk}/end/")


# --- matching ----------------------------------------------------------------------------


@write("matching:propose")
def _(cast: Cast) -> Write:
    row = writes.request(cast)
    profile = PeerProfile.objects.get(person=cast.vera.person)
    data = {"version": row.version, "profiles": [str(profile.pk)], "words": "Two who know."}
    return Write("omar", f"/en/requests/{row.pk}/propose/", data, typed="words")


@write("matching:choose")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-request/peers/{writes.proposal(cast).pk}/choose/")


@write("matching:decline")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-request/peers/{writes.proposal(cast).pk}/decline/")


@write("matching:ask_for_others")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-request/{writes.proposal(cast).request_id}/others/")


# --- writing down ------------------------------------------------------------------------


FACTS = {"minutes": "15", "form": "one", "setting": "street"}


@write("support:try_reach")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "came_of": "no-answer", "way": "call"}
    return Write("maya", f"/en/log/{cast.sam.id}/tried/", data)


@write("support:log_nameless")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "kinds": ["emotional"], "people": "2", **FACTS}
    return Write("maya", "/en/log/no-name/", data)


@write("support:log_event")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "A fair", "place": "The park", "people": "20", **FACTS}
    return Write("maya", "/en/log/event/", data, typed="name")


@write("support:log_work")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "what": "materials", "name": "A leaflet", **FACTS}
    return Write("maya", "/en/log/other-work/", data, typed="name")


@write("support:log_shift")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "setting": "centre",
        "row-0-id": str(ids.new()),
        "row-0-who": str(cast.sam.id),
        "row-0-kinds": ["emotional"],
        "row-0-minutes": "15",
        "row-1-id": str(ids.new()),
        "row-1-who": "",
        "row-1-kinds": ["informational"],
        "row-1-minutes": "5",
    }
    return Write("maya", "/en/log/shift/", data)


@write("support:say_not_mine")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "task": "medication", "asked_by": "hospital"}
    return Write("maya", "/en/log/not-mine/", data)


@write("support:correct_work")
def _(cast: Cast) -> Write:
    data = {"what": "event", "name": "A fair", "people": "30", "version": "1", **FACTS}
    path = f"/en/other-work/{writes.work(cast).pk}/"
    return Write("maya", path, data, typed="name", again="stale")


@write("support:take_back_work")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/other-work/{writes.work(cast).pk}/back/")


@write("support:take_back_attempt")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/tried/{writes.attempt(cast).pk}/back/")


@write("support:take_back_shift")
def _(cast: Cast) -> Write:
    shift = writes.work(cast, shift=ids.new()).shift
    return Write("maya", f"/en/shifts/{shift}/back/")


@write("support:correct_fact")
def _(cast: Cast) -> Write:
    row = writes.contact(cast)
    data = {"version": row.version, "minutes": "30"}
    return Write("maya", f"/en/contacts/{row.pk}/fact/", data, again="stale")


@write("support:move_contact")
def _(cast: Cast) -> Write:
    row = writes.contact(cast)
    data = {"version": row.version, "participant": str(writes.somebody_else(cast))}
    return Write("maya", f"/en/contacts/{row.pk}/move/", data, again="stale")

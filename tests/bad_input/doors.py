"""Every address that writes, with what a person would really send to it.

A new address goes into `WRITES` (or `READS`), so that it is tried with double taps and
nonsense like all others.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import ReturnKey
from alongside.core import clock, ids, keyring
from alongside.matching.models import Proposal
from alongside.participants.models import Consent, Participant, Request
from alongside.peers.models import LivedExperience, PeerProfile
from alongside.referrals.models import Referral
from alongside.support.models import Appointment, Contact, Goal, Pairing, Step
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast
from tests.referrals import doors as referrals

Data = dict[str, Any]


@dataclass
class Write:
    """`who` sends `data` to `path`; `typed` is the field whose words must never be lost.
    `again` says what a second sending may do: `same` (nothing), or `new` where every
    sending makes a new secret and the last one shown is the one that opens."""

    who: str
    path: str
    data: Data = field(default_factory=dict)
    typed: str = ""
    again: str = "same"
    json: bool = False
    client: Client | None = None


Prepare = Callable[[Cast], Write]
WRITES: dict[str, Prepare] = {}

# Addresses that show and take nothing in.
READS = {
    "healthz",
    "jobs:readyz",
    "api:openapi-json",
    "api:today",
    "api:api-root",
    "shell:components",
    "directory:find",
    "directory:meeting",
    "directory:service",
    "accounts:signed_out",
    "accounts:home",
    "accounts:person",
    "participants:consents",
    "participants:looks",
    "participants:request",
    "peers:profile",
    "peers:introduction",
    "measures:checkins",
    "referrals:referrals",
    "referrals:referral",
    "support:people",
    "support:person",
    "support:plan",
    "support:contacts",
    "support:walking",
    "matching:request",
    "matching:proposals",
    "homes:support",
    "homes:today",
    "homes:setup",
    "homes:requests",
    "homes:team",
    "homes:outcomes",
}


def write(name: str) -> Callable[[Prepare], Prepare]:
    def keep(prepare: Prepare) -> Prepare:
        WRITES[name] = prepare
        return prepare

    return keep


def client_of(cast: Cast, each: Write) -> Client:
    if each.client is not None:
        return each.client
    return cast.characters[each.who].client() if each.who else Client()


def send(client: Client, each: Write, data: Data | None = None) -> Any:
    said = each.data if data is None else data
    if each.json:
        return client.post(each.path, said, content_type="application/json")
    return client.post(each.path, said)


# Sessions and counters come and go; chains follow from their events.
NOT_KEPT = {"sessions.Session", "contenttypes.ContentType", "audit.Chain"}
PASSING = {"last_login", "last_used_at", "password"}


def everything() -> dict[str, list[str]]:
    """Every row there is, as text. Of history only what was done: looks and refusals are
    written whenever somebody comes."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models():
        label = model._meta.label
        if label in NOT_KEPT or not model._meta.managed:
            continue
        rows = model._default_manager.all()
        if label == "audit.Event":
            rows = rows.filter(outcome="done").exclude(verb__in=("look", "sign-in"))
        names = [each.attname for each in model._meta.concrete_fields]
        found[label] = sorted(
            repr([getattr(row, name) for name in names if name not in PASSING]) for row in rows
        )
    return found


# --- coming in ---------------------------------------------------------------------------


@write("accounts:sign_in")
def _(cast: Cast) -> Write:
    return Write("", "/en/sign-in/", {"username": "maya", "passphrase": PASSPHRASE})


@write("accounts:sign_out")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/sign-out/")


@write("accounts:sign_out_everywhere")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/sign-out/everywhere/")


@write("accounts:return_key")
def _(cast: Cast) -> Write:
    # Every coming in is an event of its own.
    return Write("", "/en/return-key/", {"words": SAMS_WORDS}, typed="words", again="new")


@write("accounts:account")
def _(cast: Cast) -> Write:
    data = {"name": "Maya R.", "email": "", "language": "es", "version": _version(cast.maya.person)}
    return Write("maya", "/en/account/", data, typed="name")


@write("accounts:passphrase")
def _(cast: Cast) -> Write:
    new = "a lantern over the water"
    data = {"current": PASSPHRASE, "new": new, "again": new}
    return Write("maya", "/en/account/passphrase/", data)


@write("accounts:replace_return_key")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/account/return-key/", again="new")


@write("accounts:hats")
def _(cast: Cast) -> Write:
    assert cast.maya.membership
    return Write("maya", "/en/hats/", {"hat": str(cast.maya.membership.pk)})


# --- letting people in -------------------------------------------------------------------


@write("accounts:invite")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "Jo", "username": "jo", "role": "peer", "language": "en"}
    return Write("kit", reverse("accounts:invite"), data, typed="name")


@write("accounts:grant")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "role": "coordinator"}
    return Write("kit", reverse("accounts:grant", args=[cast.maya.by.id]), data)


@write("accounts:reset_passphrase")
def _(cast: Cast) -> Write:
    return Write("kit", reverse("accounts:reset_passphrase", args=[cast.maya.by.id]), again="new")


@write("accounts:revoke")
def _(cast: Cast) -> Write:
    assert cast.vera.membership
    path = reverse("accounts:revoke", args=[cast.vera.membership.pk])
    return Write("kit", path, {"version": cast.vera.membership.version})


@write("accounts:organisation")
def _(cast: Cast) -> Write:
    data = {
        "name": "Riverbend",
        "phone": "555 0100",
        "answers_within_hours": "48",
        "takes_requests": "on",
        "time_zone": "America/New_York",
        "version": _version(cast.riverbend),
    }
    return Write("kit", "/en/organisation/", data, typed="phone")


@write("accounts:add_programme")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "Evenings"}
    return Write("kit", "/en/organisation/programmes/", data, typed="name")


@write("accounts:add_site")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "Hill", "time_zone": "UTC"}
    return Write("kit", "/en/organisation/sites/", data, typed="name")


# --- a participant's own -----------------------------------------------------------------


@write("participants:talk")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "organisation": str(cast.riverbend.pk),
        "alias": "Blue",
        "language": "es",
        "reach_way": "call",
        "reach_how": "555 0100",
        "experiences": ["opioids"],
        "times": ["evening"],
        "place": "Rivertown",
        "words": "I sleep in the car.",
    }
    return Write("", "/en/talk/", data, typed="words")


@write("participants:welcome")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "alias": "Blue", "language": "en", "reach_way": "key"}
    return Write("omar", "/en/welcome/", data | {"asks": "on"}, typed="alias")


@write("participants:limits")
def _(cast: Cast) -> Write:
    Participant.objects.filter(pk=cast.sam.id).update(limits_heard_at=None)
    return Write("maya", f"/en/people/{cast.sam.id}/limits/")


@write("participants:give_consent")
def _(cast: Cast) -> Write:
    return Write("lee", "/en/agreed/give/", {"kind": "recorded"})


@write("participants:withdraw_consent")
def _(cast: Cast) -> Write:
    row = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    return Write("sam", "/en/agreed/withdraw/", {"consent": str(row.pk)})


@write("participants:account")
def _(cast: Cast) -> Write:
    new = "a lantern over the water"
    data = {"id": str(ids.new()), "username": "samuel", "new": new, "again": new}
    return Write("sam", "/en/my-account/", data)


@write("participants:join_account")
def _(cast: Cast) -> Write:
    data = {"known-username": "riley", "known-passphrase": PASSPHRASE}
    return Write("sam", "/en/my-account/join/", data)


@write("participants:give_up_account")
def _(cast: Cast) -> Write:
    key = ReturnKey.objects.create(
        organisation=cast.riverbend, words_digest=keyring.digest("a b c", use="return-key")
    )
    Participant.objects.filter(pk=cast.rosa.id).update(return_key=key)
    return Write("rosa", "/en/my-account/give-up/")


@write("participants:new_key")
def _(cast: Cast) -> Write:
    return Write("rosa", "/en/my-account/new-words/", again="new")


@write("participants:ask_again")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "language": "en", "words": "I would like to talk."}
    return Write("lee", "/en/my-request/ask/", data, typed="words")


@write("participants:change_request")
def _(cast: Cast) -> Write:
    row = _request(cast)
    data = {"language": "es", "words": "Mornings only.", "version": row.version}
    return Write("sam", f"/en/my-request/{row.pk}/change/", data, typed="words")


@write("participants:close_request")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-request/{_request(cast).pk}/close/")


# --- peers -------------------------------------------------------------------------------


@write("peers:edit_profile")
def _(cast: Cast) -> Write:
    row = PeerProfile.objects.get(person=cast.maya.person)
    data = {
        "id": str(row.pk),
        "version": row.version,
        "called": "Maya",
        "introduction": "I have been there too.",
        "languages": ["en"],
        "capacity": "4",
        "place": "Rivertown",
        "reach_km": "10",
        "lived_opioids": "askers",
        "words_opioids": "long ago",
        "day_0": ["evening"],
    }
    return Write("maya", "/en/profile/edit/", data, typed="introduction")


@write("peers:publish")
def _(cast: Cast) -> Write:
    PeerProfile.objects.filter(person=cast.maya.person).update(published_at=None)
    return Write("maya", "/en/profile/publish/")


@write("peers:take_back")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/profile/take-back/")


@write("peers:share_experience")
def _(cast: Cast) -> Write:
    row = LivedExperience.objects.get(profile__person=cast.maya.person)
    return Write("maya", f"/en/profile/lived/{row.pk}/share/", {"shared": "nobody"})


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
    return Write("", referrals.sent(cast).path)


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
        "goal": str(Goal.objects.get().pk),
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
    row = _contact(cast)
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
    return Write("maya", f"/en/contacts/{_contact(cast).pk}/back/")


@write("support:promise")
def _(cast: Cast) -> Write:
    at = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    data = {"id": str(ids.new()), "what": "call", "at": at, "place": "By the bridge"}
    return Write("maya", f"/en/people/{cast.sam.id}/promise/", data, typed="place")


@write("support:keep_promise")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/people/{cast.sam.id}/promises/{_promise(cast).pk}/keep/")


@write("support:call_off")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/people/{cast.sam.id}/promises/{_promise(cast).pk}/off/")


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
    row = Step.objects.create(organisation=cast.riverbend, goal=Goal.objects.get(), words="A key")
    return Write("maya", f"/en/people/{cast.sam.id}/steps/{row.pk}/", {"done": "yes"})


@write("support:close_goal")
def _(cast: Cast) -> Write:
    path = f"/en/people/{cast.sam.id}/goals/{Goal.objects.get().pk}/close/"
    return Write("sam", path, {"state": "reached"})


@write("support:wish_to_be_missed")
def _(cast: Cast) -> Write:
    row = Pairing.objects.get(participant=cast.sam.id)
    return Write("sam", f"/en/pairings/{row.pk}/missed/", {"days": "7"})


@write("support:end_pairing")
def _(cast: Cast) -> Write:
    row = Pairing.objects.get(participant=cast.sam.id)
    return Write("sam", f"/en/pairings/{row.pk}/end/")


# --- matching ----------------------------------------------------------------------------


@write("matching:propose")
def _(cast: Cast) -> Write:
    row = _request(cast)
    profile = PeerProfile.objects.get(person=cast.vera.person)
    data = {"version": row.version, "profiles": [str(profile.pk)], "words": "Two who know."}
    return Write("omar", f"/en/requests/{row.pk}/propose/", data, typed="words")


@write("matching:choose")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-request/peers/{_proposal(cast).pk}/choose/")


@write("matching:decline")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-request/peers/{_proposal(cast).pk}/decline/")


@write("matching:ask_for_others")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-request/{_proposal(cast).request_id}/others/")


# --- things of the cast ------------------------------------------------------------------


def _version(row: Any) -> int:
    row.refresh_from_db()
    return int(row.version)


def _request(cast: Cast, **more: Any) -> Request:
    common = {"organisation": cast.riverbend, "participant_id": cast.sam.id, "language": "en"}
    return Request.objects.create(**common | more)


def _proposal(cast: Cast) -> Proposal:
    return Proposal.objects.create(
        organisation=cast.riverbend,
        request=_request(cast, state=Request.State.PROPOSED),
        profile=PeerProfile.objects.get(person=cast.vera.person),
        state=Proposal.State.SHOWN,
        rank=1,
    )


def _contact(cast: Cast) -> Contact:
    return Contact.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer=cast.maya.person,
        emotional=True,
    )


def _promise(cast: Cast) -> Appointment:
    return Appointment.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer=cast.maya.person,
        at=clock.now() + timedelta(minutes=5),
    )

"""Coming in, letting people in, what is a participant's own, and a peer's profile."""

from datetime import timedelta

from django.urls import reverse

from alongside.accounts.models import ReturnKey
from alongside.core import clock, ids, keyring
from alongside.participants.models import Consent, LostKey, Participant
from alongside.peers.models import LivedExperience, PeerProfile
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import PASSPHRASE, Cast

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
    path = reverse("accounts:reset_passphrase", args=[cast.maya.by.id])
    return Write("kit", path, {"id": str(ids.new())})


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
        "version": writes.version_of(cast.riverbend),
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
    return Write("omar", "/en/welcome/somebody/", data | {"asks": "on"}, typed="alias")


@write("participants:hand_words")
def _(cast: Cast) -> Write:
    row = Participant.objects.create(organisation=cast.riverbend, alias="Blue")
    data = {"id": str(ids.new()), "own_word": "lantern bay", "again": "lantern bay"}
    return Write("omar", f"/en/welcome/{row.pk}/words/", data)


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


@write("participants:say_key_lost")
def _(cast: Cast) -> Write:
    return Write("maya", f"/en/people/{cast.sam.id}/lost-words/", {"id": str(ids.new())})


def said_lost(cast: Cast, *, days: int = 0) -> LostKey:
    """Maya has said so, and Omar confirmed it that many days ago."""
    row = LostKey.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, said_by_id=cast.maya.by.person_id
    )
    if days:
        row.confirmed_by = cast.omar.person
        row.confirmed_at = clock.now() - timedelta(days=days)
        row.save()
    return row


@write("participants:confirm_key_lost")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/lost-words/{said_lost(cast).pk}/confirm/")


@write("participants:reach")
def _(cast: Cast) -> Write:
    data = {
        "reach_way": "call",
        "reach_how": "555 0100",
        "never_ways": ["voicemail"],
        "quiet_from": "21:30",
        "quiet_until": "08:00",
        "safe_words": "I am calling from the library.",
        "version": writes.version_of(cast.sam.participant),
    }
    return Write("sam", "/en/my-ways/", data, typed="safe_words", again="stale")


@write("participants:stop_lost_key")
def _(cast: Cast) -> Write:
    said_lost(cast)
    return Write("sam", "/en/lost-words/stop/")


@write("participants:replace_lost_key")
def _(cast: Cast) -> Write:
    said_lost(cast, days=2)
    data = {"id": str(ids.new()), "own_word": "lantern bay", "again": "lantern bay"}
    return Write("omar", f"/en/welcome/{cast.sam.id}/new-words/", data)


@write("participants:give_up_account")
def _(cast: Cast) -> Write:
    key = ReturnKey.objects.create(
        organisation=cast.riverbend, words_digest=keyring.digest("a b c", use="return-key")
    )
    Participant.objects.filter(pk=cast.rosa.id).update(return_key=key)
    return Write("rosa", "/en/my-account/give-up/")


@write("participants:new_key")
def _(cast: Cast) -> Write:
    return Write("rosa", "/en/my-account/new-words/", {"id": str(ids.new())})


@write("participants:ask_again")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "language": "en", "words": "I would like to talk."}
    return Write("lee", "/en/my-request/ask/", data, typed="words")


@write("participants:change_request")
def _(cast: Cast) -> Write:
    row = writes.request(cast)
    data = {"language": "es", "words": "Mornings only.", "version": row.version}
    return Write("sam", f"/en/my-request/{row.pk}/change/", data, typed="words")


@write("participants:close_request")
def _(cast: Cast) -> Write:
    return Write("sam", f"/en/my-request/{writes.request(cast).pk}/close/")


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

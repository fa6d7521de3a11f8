"""Coming in: names and passphrases, six words, second locks, sessions."""

import pyotp
from django.urls import reverse

from alongside.accounts.models import Factor, Session
from alongside.core import ids
from tests.accounts import locks
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast


@write("accounts:sign_in")
def _(cast: Cast) -> Write:
    return Write("", "/en/sign-in/", {"username": "maya", "passphrase": PASSPHRASE})


@write("accounts:sign_out")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/sign-out/")


@write("accounts:sign_out_everywhere")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/sign-out/everywhere/")


@write("accounts:second")
def _(cast: Cast) -> Write:
    code = locks.with_codes(cast.maya)[0]
    return Write("", "/en/sign-in/second/", {"code": code}, client=locks.half_in(cast.maya))


@write("accounts:lost_factor")
def _(cast: Cast) -> Write:
    locks.with_codes(cast.maya)
    client = locks.half_in(cast.maya)
    # Every asking is an event of its own.
    return Write("", "/en/sign-in/second/lost/", again="new", client=client)


@write("accounts:add_app")
def _(cast: Cast) -> Write:
    client = cast.maya.client()
    seed = locks.seed_of(client)
    data = {"id": str(ids.new()), "code": pyotp.TOTP(seed).now(), "name": "The tablet in the van"}
    return Write("maya", "/en/account/second-lock/app/", data, typed="name", client=client)


@write("accounts:add_passkey")
def _(cast: Cast) -> Write:
    path, client = "/en/account/second-lock/passkey/", cast.maya.client()
    credential = locks.SoftKey().registers(locks.asked(client.get(path)))
    data = {"id": str(ids.new()), "name": "The blue key", "credential": credential}
    return Write("maya", path, data, typed="name", client=client)


@write("accounts:print_codes")
def _(cast: Cast) -> Write:
    return Write("maya", "/en/account/second-lock/codes/", {"id": str(ids.new())})


@write("accounts:end_factor")
def _(cast: Cast) -> Write:
    locks.with_codes(cast.maya)
    held = Factor.objects.get(person=cast.maya.person)
    return Write("maya", reverse("accounts:end_factor", args=[held.pk]))


@write("accounts:restore_factor")
def _(cast: Cast) -> Write:
    locks.with_codes(cast.maya)
    code = locks.shown_code(locks.half_in(cast.maya))
    return Write("dana", "/en/restore/", {"code": code, "sure": "yes"}, typed="code")


@write("accounts:end_session")
def _(cast: Cast) -> Write:
    cast.maya.client()
    other = Session.objects.filter(person=cast.maya.person).latest("began_at")
    return Write("maya", reverse("accounts:end_session", args=[other.handle]))


@write("accounts:end_other_sessions")
def _(cast: Cast) -> Write:
    cast.maya.client()
    return Write("maya", "/en/account/signed-in/end/")


@write("accounts:return_key")
def _(cast: Cast) -> Write:
    # Every coming in is an event of its own.
    return Write("", "/en/return-key/", {"words": SAMS_WORDS}, typed="words", again="new")


@write("accounts:account")
def _(cast: Cast) -> Write:
    data = {
        "name": "Maya R.",
        "email": "",
        "language": "es",
        "version": writes.version_of(cast.maya.person),
    }
    return Write("maya", "/en/account/", data, typed="name")


@write("accounts:passphrase")
def _(cast: Cast) -> Write:
    new = "a lantern over the water"
    data = {"current": PASSPHRASE, "new": new, "again": new}
    return Write("maya", "/en/account/passphrase/", data)


@write("accounts:replace_return_key")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/account/return-key/", {"id": str(ids.new())})


@write("accounts:hats")
def _(cast: Cast) -> Write:
    assert cast.maya.membership
    return Write("maya", "/en/hats/", {"hat": str(cast.maya.membership.pk)})

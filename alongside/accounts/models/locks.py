"""Where somebody is signed in, and what they hold besides a passphrase."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core import clock, fields, ids
from alongside.core.privacy import IDENTITY, STAFF, Declaration


class Session(AbstractBaseSession):
    """One browser that is let in. Its key is kept only as a digest: a copy of the database opens
    nobody's session. `device` is a slug of `rules.DEVICES`; no address is kept."""

    session_data = fields.SealedText()
    handle = models.UUIDField(default=ids.new, db_index=True)
    person = models.ForeignKey(
        "accounts.Person", models.CASCADE, null=True, blank=True, related_name="+"
    )
    return_key = models.ForeignKey(
        "accounts.ReturnKey", models.CASCADE, null=True, blank=True, related_name="+"
    )
    device = models.CharField(max_length=20, blank=True, default="")
    began_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To keep you signed in, and to let you see and end it everywhere."),
        keep=_("Until you sign out or have been away for a while; a day at most."),
        fields={
            "session_key": IDENTITY,
            "session_data": IDENTITY,
            "expire_date": STAFF,
            "handle": STAFF,
            "person": IDENTITY,
            "return_key": IDENTITY,
            "device": IDENTITY,
            "began_at": IDENTITY,
            "seen_at": IDENTITY,
        },
    )

    def __str__(self) -> str:
        return f"session {self.handle}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from alongside.accounts import sessions

        return sessions.SessionStore


class Factor(models.Model):
    """What somebody holds or prints besides knowing their passphrase: an app that shows six
    digits, a passkey, or a sheet of codes. `secret` is what it is checked against; `used` is the
    last count of the app or the passkey, so that nothing works twice."""

    class Kind(models.TextChoices):
        APP = "app", _("An app that shows six digits")
        PASSKEY = "passkey", _("A passkey or security key")
        CODES = "codes", _("Codes on paper")

    id = fields.identifier()
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=8, choices=Kind)
    name = fields.SealedText(blank=True, default="")
    secret = fields.SealedJSON(default=dict)
    used = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that a passphrase that somebody saw or guessed opens nothing by itself."),
        keep=_("Until it is taken away; then a year without its secret."),
        fields={
            "id": STAFF,
            "person": IDENTITY,
            "kind": STAFF,
            "name": IDENTITY,
            "secret": IDENTITY,
            "used": STAFF,
            "made_at": STAFF,
            "last_used_at": IDENTITY,
            "ended_at": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"factor {self.id}"

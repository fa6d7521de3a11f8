"""How somebody is told outside that there is something, and each time that was tried."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields, keyring
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant


def digest_of(number: str) -> str:
    """How a number is found again when something comes from it. Only with the key, which is not
    in the database, can anybody try numbers."""
    return keyring.digest(number, use="line")


class Line(models.Model):
    """What a participant chose: the way, where to, when, and the words. One each, changed by
    themselves alone; `stopped_at` is their STOP."""

    class Way(models.TextChoices):
        INSIDE = "inside", _("Only here, when I come in")
        TEXT = "text", _("By text message")
        EMAIL = "email", _("By e-mail")

    class Says(models.TextChoices):
        NEW = "new", _("Something new is there for you.")
        REMINDER = "reminder", _("A reminder from us.")
        OWN = "own", _("My own words")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="lines")
    way = models.CharField(max_length=10, choices=Way, default=Way.INSIDE)
    address = fields.SealedText(blank=True, default="")
    address_digest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    tells_messages = models.BooleanField(default=True)
    reminds = models.JSONField(default=list, blank=True)  # slugs of rules.MOMENTS
    says = models.CharField(max_length=10, choices=Says, default=Says.NEW)
    own_words = fields.SealedText(blank=True, default="")
    past_stays_open = models.BooleanField(default=True)  # to whoever walks with them next
    chosen_at = models.DateTimeField(default=clock.now)
    stopped_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To tell you that there is something, only as you chose, and never what."),
        keep=Keep(_("While we walk together, or until you change it.")),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "way": IDENTITY,
            "address": IDENTITY,
            "address_digest": IDENTITY,
            "tells_messages": STAFF,
            "reminds": STAFF,
            "says": STAFF,
            "own_words": IDENTITY,
            "past_stays_open": STAFF,
            "chosen_at": STAFF,
            "stopped_at": STAFF,
            "version": STAFF,
        },
        why={
            "address": _("Only to send you the words you chose. Nobody is called there."),
            "own_words": _("Whoever sees your screen reads only this."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant"], name="one_line_each"),
        ]

    def __str__(self) -> str:
        return f"line {self.id}"

    @property
    def goes_outside(self) -> bool:
        return self.way != self.Way.INSIDE and self.stopped_at is None


class Outgoing(models.Model):
    """One notice on its way: that there is something, never what. Its words and where it goes
    are read from the line when it is sent, so they are nowhere in it."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("something was written")
        TIME = "time", _("a time was asked for or answered")
        REMINDER = "reminder", _("a reminder")
        GROUP = "group", _("a group is moved, off, pausing or on again")
        WALK = "walk", _("somebody else walks with you")
        NOTICE = "notice", _("something went wrong with what we keep, and you can read it")
        TRY = "try", _("to try it")

    class State(models.TextChoices):
        QUEUED = "queued", _("waits to be sent")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("could not be delivered")
        STOPPED = "stopped", _("not sent")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="notices_out")
    kind = models.CharField(max_length=10, choices=Kind)
    about_id = models.UUIDField()
    moment = models.CharField(max_length=10, blank=True, default="")  # slug of rules.MOMENTS
    way = models.CharField(max_length=10, choices=Line.Way)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    why = models.CharField(max_length=20, blank=True, default="")  # slug of rules.WHYS
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reference_digest = models.CharField(max_length=64, blank=True, default="", db_index=True)

    privacy = Declaration(
        purpose=_("To send a notice once, and to say whether it arrived."),
        keep=Keep(_("Ninety days."), after="made_at", days=90),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "kind": RECOVERY,
            "about_id": STAFF,
            "moment": STAFF,
            "way": IDENTITY,
            "state": STAFF,
            "why": STAFF,
            "tries": STAFF,
            "made_at": RECOVERY,
            "next_try_at": STAFF,
            "sent_at": STAFF,
            "ended_at": STAFF,
            "reference_digest": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "kind", "about_id", "moment"], name="one_notice_each"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"], condition=Q(state="queued"), name="notice_waiting"
            ),
            models.Index(fields=["participant", "-made_at"]),
        ]

    def __str__(self) -> str:
        return f"notice {self.id}"


class Heard(models.Model):
    """That something which came from outside was taken in, so that sent again it is nothing."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="heards")
    reference_digest = models.CharField(max_length=64)
    heard_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To take in a text message once."),
        keep=Keep(_("Thirty days."), after="heard_at", days=30),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": STAFF,
            "reference_digest": STAFF,
            "heard_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "reference_digest"], name="heard_once"),
        ]

    def __str__(self) -> str:
        return f"heard {self.id}"

"""What came from phones, by its identifier; and what waits because it could not be written down."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.capture.models.phones import Device
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep


class Capture(models.Model):
    """Something came in from a phone, once: its identifier is that of the phone, so a resend is
    known. What it says stands where it belongs, or in a hold; here is only that it came."""

    class Outcome(models.TextChoices):
        DONE = "done", _("written down")
        HELD = "held", _("waiting for you")
        DROPPED = "dropped", _("dropped by you")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    device = fields.TenantKey(Device, models.PROTECT, related_name="captures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    seq = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.DONE)
    happened_at = models.DateTimeField()  # as it was put right
    said_at = models.DateTimeField(null=True, blank=True)  # as the phone had it
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that what comes from a phone twice is written down once."),
        keep=Keep(_("Two years. It names nobody."), after="recorded_at", days=2 * 365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "device": STAFF,
            "person": STAFF,
            "kind": STAFF,
            "seq": STAFF,
            "outcome": STAFF,
            "happened_at": STAFF,
            "said_at": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["device", "-recorded_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Hold(models.Model):
    """What a phone said and Alongside could not write down, until somebody says what is to become
    of it. Read by whoever captured it, and by whom they asked; erased with the person it names."""

    class Why(models.TextChoices):
        SEALED = "sealed", _("It could not be opened.")
        SHAPE = "shape", _("This version of Alongside does not understand it.")
        FUTURE = "future", _("Its time has not come yet.")
        REACH = "reach", _("You could not open this person’s record at that time, or now.")
        REFUSED = "refused", _("Your role did not allow it at that time.")
        MISSING = "missing", _("Something that it belongs to is not here (yet).")
        PROBLEM = "problem", _("Today’s rules do not let it be written down as it is.")
        FAULT = "fault", _("A fault of ours. It is not lost, and can be tried again.")

    class Choice(models.TextChoices):
        KEPT = "kept", _("written down")
        NAMELESS = "nameless", _("written down without the person")
        DROPPED = "dropped", _("dropped")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    capture = fields.TenantKey(Capture, models.PROTECT, related_name="holds")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")  # who captured it
    # Whom it is about, as the phone said. No key: there may be nobody of that number any more.
    participant_id = models.UUIDField(null=True, blank=True)
    why = models.CharField(max_length=8, choices=Why)
    said = fields.SealedJSON(default=dict)  # as it came; emptied when it is settled
    # What happened, what was kept, what to do: each as a sentence that is put into words when
    # it is read; a text where it came before that.
    answer = fields.SealedJSON(default=list)
    held_at = models.DateTimeField(default=clock.now)
    asked = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    choice = models.CharField(max_length=8, choices=Choice, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("So that nothing written down without signal is lost before you decide."),
        keep=Keep(
            _("A year after it came, and until you decide."),
            after="held_at",
            days=365,
            when={"settled_at__isnull": False},
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "capture": STAFF,
            "person": STAFF,
            "participant_id": IDENTITY,
            "why": STAFF,
            "said": RECOVERY,
            "answer": RECOVERY,
            "held_at": STAFF,
            "asked": STAFF,
            "asked_at": STAFF,
            "choice": STAFF,
            "settled_at": STAFF,
            "settled_by": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "settled_at"]),
            models.Index(fields=["participant_id"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(choice="", settled_at=None)
                | (~Q(choice="") & Q(settled_at__isnull=False)),
                name="settled_by_a_choice",
            ),
            models.UniqueConstraint(fields=["capture"], name="one_hold_each_capture"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

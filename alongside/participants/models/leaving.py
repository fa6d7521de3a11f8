"""What left us, what recipients call somebody, and who asked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.consents import Consent
from alongside.participants.models.people import Participant


class Disclosure(models.Model):
    """Something left Alongside: what, to whom, why, under which agreement or exception, at
    which moment. Written by one action only, before anything leaves."""

    class Via(models.TextChoices):
        PAGE = "page", _("on a page, by a link")
        EXPORT = "export", _("as a file")
        API = "api", _("by one computer to another")
        PRINT = "print", _("on paper")
        MESSAGE = "message", _("in a message")
        VOICE = "voice", _("by spoken word")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="disclosures")
    consent = fields.TenantKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="disclosures"
    )
    exception = models.CharField(max_length=20, blank=True, default="")
    facts = fields.SealedJSON(default=dict, blank=True)  # what an exception asks to be written
    regime = models.CharField(max_length=20)
    recipient = fields.SealedText()
    recipient_kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    categories = models.JSONField(default=list)
    via = models.CharField(max_length=10, choices=Via)
    reference = models.CharField(max_length=16)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)  # when the person read of it
    secret_until = models.DateField(null=True, blank=True)  # a court forbids to tell them before
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you can read what left us, and to whom."),
        keep=Keep(_("Seven years."), after="happened_at", ground="accounting"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "consent": RECOVERY,
            "exception": RECOVERY,
            "facts": RECOVERY,
            "regime": STAFF,
            "recipient": RECOVERY,
            "recipient_kind": RECOVERY,
            "purpose": RECOVERY,
            "categories": RECOVERY,
            "via": RECOVERY,
            "reference": IDENTITY,
            "sent_by": STAFF,
            "told_at": STAFF,
            "secret_until": STAFF,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(consent__isnull=False, exception="")
                | (Q(consent=None) & ~Q(exception="")),
                name="disclosure_by_consent_or_exception",
            ),
            models.CheckConstraint(
                condition=~(Q(regime="") | Q(purpose="") | Q(recipient_kind="")),
                name="disclosure_says_why_and_whom",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["participant", "-happened_at"])]

    def __str__(self) -> str:
        return f"disclosure {self.id}"


class Taken(models.Model):
    """An organisation took all of its own records out, as one file. It told nobody else, so it is
    no disclosure; everybody in the file reads of it in their account all the same."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20, blank=True, default="")  # of theirs, as they took it
    allowed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    why = fields.SealedText()
    happened_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you can read when everything about you was taken out, by whom and why."),
        keep=Keep(_("Seven years."), after="happened_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "taken_by": STAFF,
            "role": STAFF,
            "allowed_by": STAFF,
            "why": STAFF,
            "happened_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-happened_at"])]

    def __str__(self) -> str:
        return f"taken {self.id}"


class Reference(models.Model):
    """What one recipient calls one person: drawn at random for the two of them, so that two
    recipients can't find out that they speak of the same person, nor when we met."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="references")
    recipient_digest = models.CharField(max_length=64)
    signs = models.CharField(max_length=16)

    privacy = Declaration(
        purpose=_("So that a service can ask about you without learning our number for you."),
        keep=Keep(_("As long as what was shared with them.")),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "recipient_digest": RECOVERY,
            "signs": IDENTITY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "recipient_digest"], name="one_reference_per_recipient"
            ),
            models.UniqueConstraint(fields=["organisation", "signs"], name="reference_is_unique"),
        ]

    def __str__(self) -> str:
        return f"reference {self.id}"


class Asking(models.Model):
    """Somebody outside asked for something about a participant, who answers in their own time.
    Whatever they say, and whoever it is, the asker gets the same words unless they share."""

    class Answer(models.TextChoices):
        OPEN = "open", _("waits for you")
        LATER = "later", _("you take your time")
        NOTHING = "nothing", _("there is nothing to share")
        SHARED = "shared", _("you chose to share")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="askings")
    recipient = fields.SealedText()
    recipient_kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    categories = models.JSONField(default=list)
    words = fields.SealedText(blank=True, default="")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    later_until_at = models.DateTimeField(null=True, blank=True)
    consent = fields.TenantKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="askings"
    )
    felt_free = models.BooleanField(null=True, blank=True)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you decide what somebody with power over you is told."),
        keep=Keep(_("A year after you answered."), after="answered_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "recipient": RECOVERY,
            "recipient_kind": RECOVERY,
            "purpose": RECOVERY,
            "categories": RECOVERY,
            "words": RECOVERY,
            "written_by": STAFF,
            "answer": RECOVERY,
            "answered_at": RECOVERY,
            "later_until_at": RECOVERY,
            "consent": RECOVERY,
            "felt_free": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
        why={"felt_free": _("So that nobody learns to press people into saying yes.")},
    )

    def __str__(self) -> str:
        return f"asking {self.id}"

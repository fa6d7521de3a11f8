"""What was written stays answerable: the participant's own words beside it, and what it said
before it was corrected."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration
from alongside.participants.models import Participant
from alongside.support.models.contacts import Contact
from alongside.support.models.plans import KEEP


class Reply(models.Model):
    """The participant answers a contact that was written down, or asks for it to be corrected.
    Whoever wrote it answers a wish for correction; both stay beside it."""

    class Wants(models.TextChoices):
        SAID = "said", _("only to be kept beside it")
        CORRECTED = "corrected", _("to be corrected")

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        DONE = "done", _("corrected")
        DECLINED = "declined", _("not corrected, with a reason")
        KEPT = "kept", _("kept beside it")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="replies")
    contact = fields.TenantKey(Contact, models.PROTECT, related_name="replies")
    wants = models.CharField(max_length=10, choices=Wants, default=Wants.SAID)
    words = fields.SealedText()
    heard_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    answer = fields.SealedText(blank=True, default="")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("So that your words stand beside what others wrote about you."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "contact": RECOVERY,
            "wants": RECOVERY,
            "words": RECOVERY,
            "heard_by": STAFF,
            "state": RECOVERY,
            "answer": RECOVERY,
            "answered_by": RECOVERY,
            "answered_at": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={"words": _("Whoever reads the note reads your words beside it.")},
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["contact", "happened_at"])]

    def __str__(self) -> str:
        return f"reply {self.id}"


class Wording(models.Model):
    """What a contact said before it was corrected. It can't be changed, only erased with the
    person it is about."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="wordings")
    contact = fields.TenantKey(Contact, models.PROTECT, related_name="wordings")
    said = fields.SealedJSON()  # the columns that were corrected, as they were
    note = fields.SealedText(blank=True, default="")
    replaced_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    replaced_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you can read what was written before it was corrected."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "contact": RECOVERY,
            "said": RECOVERY,
            "note": RECOVERY,
            "replaced_by": RECOVERY,
            "replaced_at": RECOVERY,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["contact", "replaced_at"])]

    def __str__(self) -> str:
        return f"wording {self.id}"

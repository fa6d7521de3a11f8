"""The thread: it is the participant's, and has no row of its own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant

KEEP = Keep(_("While we walk together and seven years after, or until you ask us to erase it."))


class Message(models.Model):
    """Something written. `author` is a worker, or nobody where the participant wrote it.

    `read_at` is when the other side first saw it; what a participant has read is told to nobody.
    """

    class Came(models.TextChoices):
        HERE = "here", _("written here")
        TEXT = "text", _("came as a text message")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="messages")
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    words = fields.SealedText()
    came = models.CharField(max_length=10, choices=Came, default=Came.HERE)
    read_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you and those who walk with you can write to each other."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "author": RECOVERY,
            "words": RECOVERY,
            "came": RECOVERY,
            "read_at": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
        why={"words": _("Only those who walk with you read it. It is never sent outside.")},
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["participant", "-happened_at"]),
            # What is new: counted on every home.
            models.Index(
                fields=["organisation", "participant", "author"],
                condition=Q(read_at=None),
                name="message_new",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.id}"


class Draft(models.Model):
    """Begun and not sent: kept for whoever began it, and shown to nobody else."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="drafts")
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    words = fields.SealedText()
    saved_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that nothing you began to write is lost."),
        keep=Keep(_("Two weeks, or until it is sent."), after="saved_at", days=14),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "author": RECOVERY,
            "words": RECOVERY,
            "saved_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "author"], name="one_draft_each"),
            models.UniqueConstraint(
                fields=["participant"], condition=Q(author=None), name="one_own_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.id}"

"""The periodic table, the worker's pulse, and mail on its way. No broker, no clock but rows."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core import fields
from alongside.core.privacy import IDENTITY, STAFF, Declaration


class Duty(models.Model):
    """Something done every so often. A worker claims it by moving `due_at` on."""

    slug = models.SlugField(primary_key=True, max_length=60)
    due_at = models.DateTimeField()
    last_done_at = models.DateTimeField(null=True, blank=True)
    last_outcome = models.CharField(max_length=200, blank=True, default="")

    privacy = Declaration(
        purpose=_("To know that the nightly work was done."),
        keep=_("While the duty exists."),
        fields={"slug": STAFF, "due_at": STAFF, "last_done_at": STAFF, "last_outcome": STAFF},
    )

    def __str__(self) -> str:
        return self.slug


class Heartbeat(models.Model):
    """A sign of life from each worker process."""

    name = models.CharField(primary_key=True, max_length=80)
    beat_at = models.DateTimeField()

    privacy = Declaration(
        purpose=_("To notice when the worker stands still."),
        keep=_("A day."),
        fields={"name": STAFF, "beat_at": STAFF},
    )

    def __str__(self) -> str:
        return self.name


class OutgoingMail(models.Model):
    """One message on its way. Its words are taken out once it is sent or given up."""

    id = fields.identifier()
    organisation_id = models.UUIDField(null=True)
    to = fields.SealedText()
    subject = fields.SealedText()
    body = fields.SealedText()
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_outcome = models.CharField(max_length=80, blank=True, default="")
    is_text = models.BooleanField(default=False)  # by the gateway for text messages

    outside_the_wall = "sent by the worker for every organisation; what it says is sealed"
    privacy = Declaration(
        purpose=_("To hand a message to the mail server or gateway, and again if that fails."),
        keep=_("The words until it is sent or given up; the row a week longer."),
        fields={
            "id": STAFF,
            "organisation_id": STAFF,
            "to": IDENTITY,
            "subject": IDENTITY,
            "body": IDENTITY,
            "made_at": STAFF,
            "tries": STAFF,
            "next_try_at": STAFF,
            "sent_at": STAFF,
            "given_up_at": STAFF,
            "last_outcome": STAFF,
            "is_text": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="mail_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"mail {self.id}"

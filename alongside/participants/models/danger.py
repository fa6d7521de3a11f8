"""Danger to life: whom to call at once, and what happened, written down later."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Programme
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class OnCall(models.Model):
    """A human who answers when a life is in danger: for one programme, or for all. Hours are
    the organisation's; from eight to eight is all day, and past midnight is the next morning."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    called = models.CharField(max_length=80)
    phone = models.CharField(max_length=40)
    days = models.JSONField(default=list)  # 0 is Monday
    from_time = models.TimeField()
    until_time = models.TimeField()
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that nobody is alone when a life is in danger."),
        keep=_("While they are on call, and a year after."),
        fields=dict.fromkeys(
            (
                "id",
                "organisation",
                "programme",
                "called",
                "phone",
                "days",
                "from_time",
                "until_time",
                "from_at",
                "until_at",
            ),
            STAFF,
        ),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "until_at"])]

    def __str__(self) -> str:
        return self.called


class Danger(models.Model):
    """Somebody tapped: a life is in danger. One tap and nothing typed; about whom is not in it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    tapped_at = models.DateTimeField(default=clock.now)
    written_at = models.DateTimeField(null=True, blank=True)
    nothing_to_write = models.BooleanField(default=False)

    privacy = Declaration(
        purpose=_("To remember that somebody asked for help, and to write down what happened."),
        keep=Keep(_("Seven years."), after="tapped_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "role": STAFF,
            "tapped_at": STAFF,
            "written_at": STAFF,
            "nothing_to_write": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "written_at"])]

    def __str__(self) -> str:
        return f"danger {self.id}"


class Told(models.Model):
    """What happened, written down with the person where that could be. They read it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="dangers")
    danger = fields.TenantKey(Danger, models.PROTECT, related_name="told")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = fields.SealedText()
    together = models.BooleanField(default=False)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you can read what was done when your life seemed in danger."),
        keep=Keep(_("While we walk together and seven years after.")),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "danger": RECOVERY,
            "person": IDENTITY,
            "words": RECOVERY,
            "together": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["participant", "-happened_at"])]

    def __str__(self) -> str:
        return f"told {self.id}"

"""What an organisation adds to plans: ideas of its own, and which signatures a funder asks for."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Programme
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration
from alongside.participants.models import Participant
from alongside.support.models.plans import KEEP, Dimension, Plan

HERE = _("While the organisation uses Alongside.")


class Idea(models.Model):
    """A goal to begin from, in the words of this organisation; beside those that come with
    Alongside."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=10, choices=Dimension)
    words = models.CharField(max_length=200)
    steps = models.TextField(blank=True, default="")  # one on each line
    made_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To make it easier to begin a plan."),
        keep=HERE,
        fields=dict.fromkeys(
            ("id", "organisation", "dimension", "words", "steps", "made_at", "retired_at"), STAFF
        ),
    )

    def __str__(self) -> str:
        return self.words


class Signing(models.Model):
    """What a funder asks of this programme: signatures under plans, time in units. Nothing, where
    there is no row."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, related_name="+")
    participant_signs = models.BooleanField(default=False)
    peer_signs = models.BooleanField(default=False)
    other_signs = models.CharField(max_length=80, blank=True, default="")  # who else, in words
    asked_by = models.CharField(max_length=120, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True, default="")  # rules.units; empty: none
    days_signed = models.BooleanField(default=False)  # by the participant, on the sheet of units
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To ask for signatures, and count units, only where a funder asks for it."),
        keep=HERE,
        fields=dict.fromkeys(
            (
                "id",
                "organisation",
                "programme",
                "participant_signs",
                "peer_signs",
                "other_signs",
                "asked_by",
                "unit",
                "days_signed",
                "version",
            ),
            STAFF,
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme"], name="one_signing_per_programme")
        ]

    def __str__(self) -> str:
        return f"signing {self.id}"


class Signature(models.Model):
    """Somebody signed the plan as it was in that edition; `plan_said` is what they signed."""

    class Who(models.TextChoices):
        PARTICIPANT = "participant", _("the person whose plan it is")
        PEER = "peer", _("their peer")
        OTHER = "other", _("somebody else whom the funder asks for")

    class Way(models.TextChoices):
        SCREEN = "screen", _("on the screen")
        PAPER = "paper", _("on paper")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="signatures")
    plan = fields.TenantKey(Plan, models.PROTECT, related_name="signatures")
    edition = models.PositiveIntegerField()
    who = models.CharField(max_length=12, choices=Who)
    name = fields.SealedText()
    way = models.CharField(max_length=10, choices=Way, default=Way.SCREEN)
    signed_on = models.DateField()
    plan_said = fields.SealedText(blank=True, default="")
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To show a funder that the plan was agreed, and you what was signed."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "plan": RECOVERY,
            "edition": RECOVERY,
            "who": RECOVERY,
            "name": IDENTITY,
            "way": RECOVERY,
            "signed_on": RECOVERY,
            "plan_said": RECOVERY,
            "recorded_at": STAFF,
        },
        why={"name": _("As you want to sign. It may be the name you go by here.")},
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["plan", "edition"], name="signature_of_plan")]

    def __str__(self) -> str:
        return f"signature {self.id}"

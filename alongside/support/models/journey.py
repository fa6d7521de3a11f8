"""The journey, as told: stretches that overlap, repeat and stay open, and moments that matter."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration
from alongside.participants.models import Participant
from alongside.support.models.plans import KEEP


class Line(models.TextChoices):
    STAGE = "stage", _("Stages")
    SETTING = "setting", _("Places")
    TREATMENT = "treatment", _("Treatment")
    MOMENT = "moment", _("What mattered")


class Passage(models.Model):
    """Something on the journey. `what` is a slug of `data/journey.toml`; the dates are as
    `rules.rough` reads them. A moment has no end. Who told it is in history."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="passages")
    line = models.CharField(max_length=10, choices=Line)
    what = fields.SealedText()
    phase = models.CharField(max_length=12, blank=True, default="")  # of a treatment
    words = fields.SealedText(blank=True, default="")
    from_when = models.CharField(max_length=10, blank=True, default="")
    until_when = models.CharField(max_length=10, blank=True, default="")
    goes_on = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)  # not shown to whoever walks with them
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To see your own way at one glance, as you tell it."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "line": RECOVERY,
            "what": RECOVERY,
            "phase": RECOVERY,
            "words": RECOVERY,
            "from_when": RECOVERY,
            "until_when": RECOVERY,
            "goes_on": RECOVERY,
            "is_private": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["participant", "line"], name="passage_of")]

    def __str__(self) -> str:
        return f"passage {self.id}"


class Away(models.Model):
    """Away from home for a while: what home is, who keeps contact, what to carry, and back when."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="aways")
    passage = fields.TenantKey(Passage, models.PROTECT, related_name="aways")
    home = fields.SealedText(blank=True, default="")
    keeps_contact = fields.SealedText(blank=True, default="")
    carries = fields.SealedText(blank=True, default="")
    back_when = models.CharField(max_length=10, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("So that home, and the people there, stay in view while you are away."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "passage": RECOVERY,
            "home": RECOVERY,
            "keeps_contact": RECOVERY,
            "carries": RECOVERY,
            "back_when": RECOVERY,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage"], name="one_away_per_passage")
        ]

    def __str__(self) -> str:
        return f"away {self.id}"


class Kept(models.Model):
    """A line of the journey that the participant keeps to themselves. No row: it is shown."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="kept_lines")
    line = models.CharField(max_length=10, choices=Line)

    privacy = Declaration(
        purpose=_("To show your peer only the lines you choose."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "line": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "line"], name="line_kept_once")
        ]

    def __str__(self) -> str:
        return f"kept line {self.id}"

"""What somebody said aloud or gave on paper, and a worker wrote down for them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class Said(models.Model):
    """Every tap has a spoken and a paper way: this says which it was, and who wrote it. `about` is
    the row that came of it, `before` what stood there. The person reads it, and may undo it."""

    class What(models.TextChoices):
        REACH = "reach", _("How you may be reached, and how never")
        NEVER = "never", _("Who should never see your record")
        NEVER_BACK = "never-back", _("That somebody may be let in again")
        LINK = "link", _("A link that you offer to somebody close")
        AGREE = "agree", _("A link that you agreed to")
        CUT = "cut", _("That your links are cut")
        REPLY = "reply", _("What you say to a note")
        BELONG = "belong", _("Whether you belong to a community")
        NO_CODE = "no-code", _("That no code is made of what you remember")
        REQUEST = "request", _("What you ask for in a peer")
        CLOSE = "close", _("That you no longer ask for a peer")
        PEERS = "peers", _("What you say to the peers who were proposed")
        GOAL = "goal", _("What became of a goal")
        MISSED = "missed", _("Whether you want to be missed")
        NEXT = "next", _("Who may come when your peer leaves")
        STAYS = "stays", _("Whether the new peer stays")

    class Told(models.TextChoices):
        SPOKEN = "spoken", _("They said it")
        PAPER = "paper", _("They gave it on paper")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="said")
    what = models.CharField(max_length=12, choices=What)
    told = models.CharField(max_length=8, choices=Told)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    about = models.UUIDField(null=True, blank=True)
    before = fields.SealedJSON(default=dict, blank=True)
    happened_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that you read what was written down for you, and undo what is wrong."),
        keep=Keep(_("A year after you said it."), after="happened_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "what": RECOVERY,
            "told": RECOVERY,
            "written_by": STAFF,
            "about": STAFF,
            "before": IDENTITY,
            "happened_at": RECOVERY,
            "undone_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(told__in=("spoken", "paper")), name="said_tells_how_it_was_told"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["participant", "-happened_at"])]

    def __str__(self) -> str:
        return f"said {self.id}"

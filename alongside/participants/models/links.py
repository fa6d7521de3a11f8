"""What two participants let each other know. It is there only while both want it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class Link(models.Model):
    """One offers it with three words that they hand over themselves; the other says them and
    agrees. What both chose is given both ways; nothing else, and nothing after either cuts it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    one = fields.TenantKey(Participant, models.PROTECT, related_name="links_offered")
    other = fields.TenantKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="links_taken"
    )
    words_digest = models.CharField(max_length=64, blank=True, default="")
    one_gives = fields.SealedJSON(default=list, blank=True)
    other_gives = fields.SealedJSON(default=list, blank=True)
    one_says = fields.SealedText(blank=True, default="")
    other_says = fields.SealedText(blank=True, default="")
    offered_at = models.DateTimeField(default=clock.now)
    open_until_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    cut_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To let somebody close to you know what both of you choose."),
        keep=Keep(_("Until one of you cuts it, and a year after."), after="cut_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "one": IDENTITY,
            "other": IDENTITY,
            "words_digest": IDENTITY,
            "one_gives": RECOVERY,
            "other_gives": RECOVERY,
            "one_says": IDENTITY,
            "other_says": IDENTITY,
            "offered_at": RECOVERY,
            "open_until_at": STAFF,
            "agreed_at": RECOVERY,
            "cut_at": RECOVERY,
        },
        why={"one_says": _("Only if you want them to read something. You can leave it empty.")},
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "words_digest"],
                condition=~Q(words_digest=""),
                name="one_link_per_words",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(other__isnull=False), name="link_agreed_by_two"
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=models.F("one")), name="link_between_two"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["one"]), models.Index(fields=["other"])]

    def __str__(self) -> str:
        return f"link {self.id}"

"""Two records put together, or one taken apart: what moved, so that it can move back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep, Then
from alongside.participants.models import Participant
from alongside.rights import rules


class Joining(models.Model):
    """`kept` is the record that is there after a merge, or was there before a split; `other` the
    one that went into it, or came out of it. `moved` says where each row was."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("put together")
        SPLIT = "split", _("taken apart")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    kept = fields.TenantKey(Participant, models.PROTECT, related_name="+")
    other = fields.TenantKey(Participant, models.PROTECT, related_name="+")
    reason = fields.SealedText()
    moved = fields.SealedJSON(default=list, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that your story is in one place, and a mistake can be taken back."),
        keep=Keep(
            _("Thirty days, in which it can be undone. Then only that it was done stays."),
            after="made_at",
            days=rules.UNDO_DAYS,
            then=Then.ANONYMISE,
            clears=("moved",),
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "kind": RECOVERY,
            "kept": IDENTITY,
            "other": IDENTITY,
            "reason": RECOVERY,
            "moved": STAFF,
            "made_by": STAFF,
            "made_at": RECOVERY,
            "undone_at": RECOVERY,
        },
        why={"reason": _("So that you can read why it was done.")},
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(kept=F("other")), name="joining_of_two")
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "-made_at"])]

    def __str__(self) -> str:
        return f"joining {self.id}"

"""Somebody has died: what was told, and by whom. It opens nothing to anybody."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class Passing(models.Model):
    """From the moment it is written down nothing is sent, promised or asked of them any more.
    `ended` is what was ended by it, so that a mistake can be undone."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="passings")
    told_by = fields.SealedText()
    died_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended = fields.SealedJSON(default=dict, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To let you go gently: nothing is sent, and nothing is opened."),
        keep=Keep(
            _("Seven years after, with what is kept of you."), after="written_at", ground="access"
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "told_by": IDENTITY,
            "died_on": RECOVERY,
            "written_by": STAFF,
            "ended": STAFF,
            "written_at": RECOVERY,
            "undone_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(undone_at=None), name="one_passing_each"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "written_at"])]

    def __str__(self) -> str:
        return f"passing {self.id}"

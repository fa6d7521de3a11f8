"""Who is tied to whom and why, and whom somebody never wants to be tied to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class Tie(models.Model):
    """Why somebody may reach a participant's record. Written by the floors above; read by
    `policy.py`, and by nothing that guesses."""

    class Why(models.TextChoices):
        PAIRING = "pairing", _("walks with you")
        SUPERVISION = "supervision", _("supervises the peer who walks with you")
        GRANT = "grant", _("was let in for a time by the privacy lead")
        GLASS = "glass", _("opened it in an emergency, for a few hours")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="ties")
    why = models.CharField(max_length=12, choices=Why)
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To let only the people who walk with you open your record."),
        keep=Keep(
            _("Seven years after it ends: it says who could see your record."),
            after="until_at",
            ground="access",
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "participant": IDENTITY,
            "why": RECOVERY,
            "from_at": RECOVERY,
            "until_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "participant", "why"],
                condition=Q(until_at=None),
                name="one_open_tie_per_reason",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "until_at"]),
            models.Index(fields=["participant", "until_at"]),
        ]

    def __str__(self) -> str:
        return self.why


class Never(models.Model):
    """Somebody whom a participant never wants at their record. `person` is set where the words
    are the name of somebody who works here; their look does not open from then on."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="nevers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    words = fields.SealedText()
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To keep your record closed to somebody you name."),
        keep=Keep(_("Until you take it back, and a year after."), after="until_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "person": IDENTITY,
            "words": IDENTITY,
            "from_at": RECOVERY,
            "until_at": RECOVERY,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "until_at"])]

    def __str__(self) -> str:
        return f"never {self.id}"

"""What somebody agreed to, and what left under it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration
from alongside.participants.models.people import Participant


class Consent(models.Model):
    """Something the participant agreed to, in versioned words; withdrawn in one tap.

    `kind` is a slug of `rules.CONSENTS`; `about` names what it is for where that is one
    thing (the id of a referral).
    """

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20)
    about = models.UUIDField(null=True, blank=True)
    words_version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=5, default="en")
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To do only what you agreed to."),
        keep=_("Seven years after it ends: it says what was allowed, and when."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "kind": RECOVERY,
            "about": RECOVERY,
            "words_version": STAFF,
            "language": STAFF,
            "given_at": RECOVERY,
            "withdrawn_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            ),
            models.UniqueConstraint(
                fields=["participant", "kind"],
                condition=Q(withdrawn_at=None, about=None),
                name="one_live_consent_per_kind",
            ),
            models.UniqueConstraint(
                fields=["participant", "kind", "about"],
                condition=Q(withdrawn_at=None, about__isnull=False),
                name="one_live_consent_per_thing",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["participant", "kind"])]

    def __str__(self) -> str:
        return self.kind


class Disclosure(models.Model):
    """Something left Alongside: what, to whom, under which consent, at which moment."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="disclosures")
    consent = fields.TenantKey(Consent, models.PROTECT, related_name="disclosures")
    recipient = fields.SealedText()
    categories = models.JSONField(default=list)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you can read what left us, and to whom."),
        keep=_("Seven years."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "consent": RECOVERY,
            "recipient": RECOVERY,
            "categories": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["participant", "-happened_at"])]

    def __str__(self) -> str:
        return f"disclosure {self.id}"

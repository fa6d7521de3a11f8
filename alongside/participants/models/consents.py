"""What somebody agreed to, and who may sign for them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants import rules
from alongside.participants.models.people import Participant
from alongside.participants.rules import leaving


class Representative(models.Model):
    """Somebody who may sign for a participant: by law, and verified; never because they are
    family. Where harm is suspected they are refused, and nobody tells them why."""

    class Basis(models.TextChoices):
        GUARDIAN = "guardian", _("guardian, appointed by a court")
        POWER = "power", _("chosen by the person, in a signed paper")
        PARENT = "parent", _("parent, where the law asks a parent")
        SUBSTITUTE = "substitute", _("decides for the person, by law")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="representatives")
    name = fields.SealedText()
    basis = models.CharField(max_length=10, choices=Basis)
    kinds = models.JSONField(default=list)  # kinds of agreement they may sign
    seen = fields.SealedText()  # the paper that was looked at
    verified_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_why = fields.SealedText(blank=True, default="")
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To know who may sign for you, if somebody may."),
        keep=Keep(
            _("Seven years after it ends: it says who could sign for you."),
            after="until_at",
            ground="agreements",
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "name": IDENTITY,
            "basis": RECOVERY,
            "kinds": RECOVERY,
            "seen": RECOVERY,
            "verified_by": STAFF,
            "verified_at": STAFF,
            "until_at": RECOVERY,
            "refused_at": RECOVERY,
            "refused_why": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"representative {self.id}"

    @property
    def stand(self) -> leaving.Stand:
        return leaving.Stand(
            verified_at=self.verified_at,
            kinds=tuple(self.kinds),
            from_at=self.verified_at,
            until_at=self.until_at,
            refused_at=self.refused_at,
        )


class Consent(models.Model):
    """Something the participant agreed to, in versioned words; withdrawn in one tap.

    `kind` is one of `rules.INSIDE`, which let nothing out and need nothing more, or of the
    kinds of its regime. Those say who may be told what, for what, from when until when, and
    how it was signed. A field is empty where it was not said: `rules.leaving` decides what
    then holds. `about` is the one thing it is for (the id of a referral).
    """

    class How(models.TextChoices):
        NAMED = "named", _("one that is named")
        KIND = "kind", _("any of a kind")
        NETWORK = "network", _("those of a network, by name")

    class Way(models.TextChoices):
        SCREEN = "screen", _("on the screen")
        PAPER = "paper", _("on paper")
        SPOKEN = "spoken", _("by spoken word")

    class SignedAs(models.TextChoices):
        ALIAS = "alias", _("under the name they use here")
        NAME = "name", _("with their own name")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20)
    about = models.UUIDField(null=True, blank=True)
    regime = models.CharField(max_length=20, blank=True, default="")
    discloser = fields.SealedText(blank=True, default="")
    categories = models.JSONField(default=list)
    recipient_how = models.CharField(max_length=10, choices=How, blank=True, default="")
    recipient_kind = models.CharField(max_length=20, blank=True, default="")
    recipient = fields.SealedText(blank=True, default="")
    recipient_members = fields.SealedJSON(default=list, blank=True)
    purpose = models.CharField(max_length=20, blank=True, default="")
    until_at = models.DateTimeField(null=True, blank=True)
    until_event = models.CharField(max_length=20, blank=True, default="")
    words = fields.SealedText(blank=True, default="")  # what they want said, in their own
    event_at = models.DateTimeField(null=True, blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.SCREEN)
    signed_as = models.CharField(max_length=10, choices=SignedAs, default=SignedAs.ALIAS)
    signed_name = fields.SealedText(blank=True, default="")
    signed_age = models.PositiveSmallIntegerField(null=True, blank=True)  # empty: an adult
    signed_both = models.BooleanField(default=False)  # a minor, beside whoever stands in
    representative = fields.TenantKey(
        Representative, models.PROTECT, null=True, blank=True, related_name="consents"
    )
    statements = models.JSONField(default=list)  # what was heard before signing
    said = fields.SealedText(blank=True, default="")  # the words, exactly as they stood
    heard_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    words_version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=5, default="en")
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_heard_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To do only what you agreed to."),
        keep=Keep(
            _("Seven years after it ends: it says what was allowed, and when."),
            after="withdrawn_at",
            ground="agreements",
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "kind": RECOVERY,
            "about": RECOVERY,
            "regime": STAFF,
            "discloser": RECOVERY,
            "categories": RECOVERY,
            "recipient_how": RECOVERY,
            "recipient_kind": RECOVERY,
            "recipient": RECOVERY,
            "recipient_members": RECOVERY,
            "purpose": RECOVERY,
            "until_at": RECOVERY,
            "until_event": RECOVERY,
            "words": RECOVERY,
            "event_at": RECOVERY,
            "way": RECOVERY,
            "signed_as": IDENTITY,
            "signed_name": IDENTITY,
            "signed_age": IDENTITY,
            "signed_both": RECOVERY,
            "representative": IDENTITY,
            "statements": RECOVERY,
            "said": RECOVERY,
            "heard_by": STAFF,
            "words_version": STAFF,
            "language": STAFF,
            "given_at": RECOVERY,
            "withdrawn_at": RECOVERY,
            "withdrawal_heard_by": STAFF,
            "recorded_at": STAFF,
        },
        why={
            "signed_name": _("The law wants an agreement to be signed. It stays in it."),
            "signed_age": _("Only if you are under age: the law then asks who signs."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gt=F("given_at")),
                name="consent_ends_after_given",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=rules.INSIDE)
                | ~(Q(regime="") | Q(recipient_kind="") | Q(recipient_how="") | Q(purpose="")),
                name="consent_to_share_says_whom",
            ),
            models.UniqueConstraint(
                fields=["participant", "kind"],
                condition=Q(withdrawn_at=None, kind__in=rules.INSIDE),
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

    def given(self, *, has_paper: bool) -> leaving.Agreement:
        """As the rules read it. Whether there is a scan comes from a query."""
        proofs = {"paper": has_paper, "spoken": self.heard_by_id}
        return leaving.Agreement(
            id=self.pk,
            kind=self.kind,
            regime=self.regime,
            name=self.signed_name,
            discloser=self.discloser,
            categories=tuple(self.categories),
            how=self.recipient_how,
            recipient=self.recipient,
            recipient_kind=self.recipient_kind,
            members=tuple(self.recipient_members),
            purpose=self.purpose,
            from_at=self.given_at,
            until_at=self.until_at,
            until_event=self.until_event,
            event_at=self.event_at,
            way=self.way,
            signed_at=self.given_at,
            signed_as=self.signed_as,
            kept=bool(proofs.get(self.way, True)),
            statements=frozenset(self.statements),
            withdrawn_at=self.withdrawn_at,
            age=self.signed_age,
            both=self.signed_both,
            stand=self.representative.stand if self.representative else None,
        )


class Paper(models.Model):
    """The scan of an agreement that was signed on paper: pictures drawn anew, without what a
    camera adds, sealed."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="+")
    consent = fields.TenantKey(Consent, models.PROTECT, related_name="papers")
    picture = fields.SealedText()  # a JPEG in base64
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To prove that you signed, as the law asks where it was on paper."),
        keep=Keep(_("As long as the agreement."), ground="agreements"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "consent": RECOVERY,
            "picture": IDENTITY,
            "recorded_at": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"paper {self.id}"

"""A referral to a service, the one-time link by which the partner answers, and the end of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields, keyring
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep, Then
from alongside.directory.models import Service
from alongside.participants.models import Consent, Participant

KEEP = Keep(_("While we walk together and seven years after, or until you ask us to erase it."))


def rater_named(organisation_id: uuid.UUID, who: uuid.UUID) -> str:
    """How somebody's ratings are found; from a rating alone nobody learns whose it is."""
    return keyring.digest(f"{organisation_id} {who}", use="rating")


class Rating(models.Model):
    """How useful and how kind a service was, as somebody of the organisation found it.

    Who says so is kept only as a keyed digest: enough to change it or take it back, and never a
    name. It is shown to the organisation alone, and only where enough people said something.
    """

    class Answer(models.IntegerChoices):
        YES = 3, _("Yes")
        PARTLY = 2, _("Partly")
        NO = 1, _("No")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    rater = models.CharField(max_length=64)
    useful = models.PositiveSmallIntegerField(choices=Answer)
    kind = models.PositiveSmallIntegerField(choices=Answer)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that others here learn which services are useful and kind."),
        keep=Keep(
            _("Three years with a code of who said it; then without. Or until it is taken back."),
            after="happened_at",
            days=3 * 365,
            then=Then.ANONYMISE,
            clears=("rater",),
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "service": RECOVERY,
            "rater": IDENTITY,
            "useful": RECOVERY,
            "kind": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "service", "rater"], name="one_rating_per_rater"
            )
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"


class Referral(models.Model):
    """Prepared together, agreed to by the participant, answered by the partner, and closed
    only by the participant's own answer.

    `rules.now` says where it stands: a consent taken back stops it without a write here.
    `service_name` and all that is given are kept as they were agreed to.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("waits for a yes")
        READY = "ready", _("agreed, and not sent yet")
        SENT = "sent", _("sent, and waiting for the service")
        RECEIVED = "received", _("the service has it")
        SEEN = "seen", _("the service says the visit took place")
        CANT_HELP = "cant-help", _("the service can’t help")
        CLOSED = "closed", _("closed")
        STOPPED = "stopped", _("stopped")

    class OwnAnswer(models.TextChoices):
        SEEN_KIND = "seen-kind", _("I was seen, and they were kind")
        SEEN_HARD = "seen-hard", _("I was seen, and it was not good")
        NOT_SEEN = "not-seen", _("I was not seen")
        CHANGED_MIND = "changed-mind", _("I do not want it any more")
        WAITING = "waiting", _("I am still waiting")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="referrals")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    service_name = fields.SealedText()
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    consent = fields.TenantKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    shares = models.JSONField(default=list)  # slugs of rules.SHAREABLE
    name_given = fields.SealedText(blank=True, default="")
    reach_given = fields.SealedText(blank=True, default="")
    language_given = models.CharField(max_length=5, blank=True, default="")
    words = fields.SealedText(blank=True, default="")
    going_together = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)
    partner_words = fields.SealedText(blank=True, default="")
    partner_answered_at = models.DateTimeField(null=True, blank=True)
    own_answer = models.CharField(max_length=12, choices=OwnAnswer, blank=True, default="")
    own_words = fields.SealedText(blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To get you to a service, and to hear from you how it went."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "service": RECOVERY,
            "service_name": RECOVERY,
            "sent_by": RECOVERY,
            "consent": RECOVERY,
            "shares": RECOVERY,
            "name_given": IDENTITY,
            "reach_given": IDENTITY,
            "language_given": RECOVERY,
            "words": RECOVERY,
            "going_together": RECOVERY,
            "state": RECOVERY,
            "sent_at": RECOVERY,
            "partner_words": RECOVERY,
            "partner_answered_at": RECOVERY,
            "own_answer": RECOVERY,
            "own_words": RECOVERY,
            "closed_at": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["participant", "-happened_at"]),
            models.Index(fields=["organisation", "state"]),
        ]

    def __str__(self) -> str:
        return f"referral {self.id}"


class Link(models.Model):
    """The partner's key: opens one referral, with a PIN that was said aloud, in the browser that
    opened it first, until it expires or is stopped."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    referral = fields.TenantKey(Referral, models.PROTECT, related_name="links")
    secret_digest = models.CharField(max_length=64, unique=True)
    pin_digest = models.CharField(max_length=64)
    browser_digest = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    outside_the_wall = "read to find out which organisation the link's holder may see"
    privacy = Declaration(
        purpose=_("To let one service answer one referral, without an account."),
        keep=Keep(_("A year after it expires."), after="expires_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "referral": IDENTITY,
            "secret_digest": IDENTITY,
            "pin_digest": IDENTITY,
            "browser_digest": IDENTITY,
            "made_at": STAFF,
            "expires_at": STAFF,
            "opened_at": STAFF,
            "ended_at": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"link {self.id}"

"""How long things are kept: wishes to be erased, what law keeps sealed, holds, nightly rounds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant


class Erasure(models.Model):
    """Somebody's wish to be erased, and what became of it. Once it is done it names nobody: it
    is found by the code on the receipt, of which only a digest is kept."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for the privacy lead")
        DONE = "done", _("done")
        SET_ASIDE = "aside", _("set aside")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="erasures"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    code_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    regime = models.CharField(max_length=20, blank=True, default="")
    erased = models.JSONField(default=dict)  # what kind → how many
    kept = models.JSONField(default=list)  # what kind, ground, until, how many
    asked_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    outside_the_wall = "read by its code, to find out which organisation a receipt is of"
    privacy = Declaration(
        purpose=_("To prove that your wish to be erased was carried out."),
        keep=Keep(
            _("Seven years after it was done, as numbers that name nobody."), after="done_at"
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "state": RECOVERY,
            "told_by": RECOVERY,
            "code_digest": IDENTITY,
            "regime": STAFF,
            "erased": STAFF,
            "kept": STAFF,
            "asked_at": RECOVERY,
            "done_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(state="asked"), name="one_open_wish_each"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(participant=None), name="done_names_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.id}"


class Withheld(models.Model):
    """A row that law keeps after its time or after somebody was erased: on no page, sealed, with
    its ground and its end. It names the receipt, not the person."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    erasure = fields.TenantKey(
        Erasure, models.PROTECT, null=True, blank=True, related_name="withheld"
    )
    kind = models.CharField(max_length=60)  # the model's label
    ground = models.CharField(max_length=20)
    until_on = models.DateField()
    body = fields.SealedJSON()
    sealed_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To keep only what law asks us to keep, where nobody reads it."),
        keep=Keep(
            _("Until the day that the law names; then it is erased."), after="until_on", days=0
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "erasure": STAFF,
            "kind": STAFF,
            "ground": STAFF,
            "until_on": STAFF,
            "body": RECOVERY,
            "sealed_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "until_on"])]

    def __str__(self) -> str:
        return f"{self.kind} until {self.until_on}"


class Hold(models.Model):
    """A legal hold: nothing of one participant is erased until it ends. They read of it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="holds")
    ground = fields.SealedText()
    placed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=clock.now)
    until_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To keep what a court may need, for as long as it says."),
        keep=Keep(_("Seven years after it ends."), after="ended_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "ground": RECOVERY,
            "placed_by": RECOVERY,
            "placed_at": RECOVERY,
            "until_on": RECOVERY,
            "ended_at": RECOVERY,
        },
        why={
            "ground": _("So that the person can read why nothing can be erased now."),
            "until_on": _("So that the hold ends by itself."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(ended_at=None), name="one_open_hold_each"
            )
        ]

    def __str__(self) -> str:
        return f"hold {self.id}"


class Round(models.Model):
    """One night's work of one organisation: how many rows were erased, anonymised, sealed, and
    how many a hold kept. Counts only. A dry one changed nothing."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ran_at = models.DateTimeField(default=clock.now)
    is_dry = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)  # what kind → what became of it → how many

    privacy = Declaration(
        purpose=_("To show that what is due is really erased."),
        keep=Keep(_("Seven years."), after="ran_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "ran_at": STAFF,
            "is_dry": STAFF,
            "counts": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-ran_at"])]

    def __str__(self) -> str:
        return f"round of {self.ran_at:%Y-%m-%d}"

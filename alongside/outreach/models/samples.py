"""What somebody had checked: a number on a slip, and what each method found. Nobody is in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Site
from alongside.core import clock, fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration, Keep

YEARS = 5 * 365


class Sample(models.Model):
    """A number is all that leads here: whoever holds the slip reads what was found. `is_shared`:
    they agreed that it is counted on the public page."""

    class Form(models.TextChoices):
        POWDER = "powder", _("powder")
        PILL = "pill", _("pill")
        ROCK = "rock", _("rock")
        CRYSTAL = "crystal", _("crystal")
        LIQUID = "liquid", _("liquid")
        PLANT = "plant", _("plant")
        PAPER = "paper", _("paper")
        RESIDUE = "residue", _("what was left in something")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=9, unique=True)
    expected = models.CharField(max_length=20, blank=True, default="")
    expected_words = models.CharField(max_length=60, blank=True, default="")
    form = models.CharField(max_length=10, choices=Form, blank=True, default="")
    looks = models.CharField(max_length=120, blank=True, default="")
    area = models.CharField(max_length=120, blank=True, default="")
    was_used = models.BooleanField(null=True, blank=True)
    is_shared = models.BooleanField(default=False)
    taken_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    outside_the_wall = "read by its number by whoever brought it, unknown; nobody is in it"
    privacy = Declaration(
        purpose=_("So that whoever brought something can read what is in it, without a name."),
        keep=Keep(_("Five years. Nobody is in it."), after="happened_at", days=YEARS),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "number": STAFF,
            "expected": PUBLIC,
            "expected_words": PUBLIC,
            "form": PUBLIC,
            "looks": PUBLIC,
            "area": PUBLIC,
            "was_used": STAFF,
            "is_shared": STAFF,
            "taken_by": STAFF,
            "happened_at": PUBLIC,
            "recorded_at": STAFF,
        },
        why={"was_used": _("So that you hear first if it is strong. You need not say.")},
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-happened_at"], name="sample_when")
        ]

    def __str__(self) -> str:
        return self.number


class SampleResult(models.Model):
    """What one method said: `found` is [[slug, percent or null]…]. Corrected by taking it back."""

    class Method(models.TextChoices):
        FTIR = "ftir", _("FTIR spectrometer")
        FENTANYL = "fentanyl-strip", _("fentanyl strip")
        BENZO = "benzo-strip", _("benzodiazepine strip")
        XYLAZINE = "xylazine-strip", _("xylazine strip")
        NITAZENE = "nitazene-strip", _("nitazene strip")
        COLOUR = "reagent", _("colour test")
        LAB = "lab", _("laboratory")

    class Outcome(models.TextChoices):
        FOUND = "found", _("found")
        NOT_FOUND = "not-found", _("not found")
        UNCLEAR = "unclear", _("unclear")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sample = fields.TenantKey(Sample, models.CASCADE, related_name="results")
    method = models.CharField(max_length=20, choices=Method)
    outcome = models.CharField(max_length=10, choices=Outcome)
    found = models.JSONField(default=list, blank=True)
    words = models.CharField(max_length=300, blank=True, default="")
    tested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    outside_the_wall = "read with its sample, by number; nobody is in it"
    privacy = Declaration(
        purpose=_("To say what is in something, how that is known, and what it can’t say."),
        keep=_("As long as the sample: five years. Nobody is in it."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "sample": STAFF,
            "method": PUBLIC,
            "outcome": PUBLIC,
            "found": PUBLIC,
            "words": PUBLIC,
            "tested_by": STAFF,
            "happened_at": PUBLIC,
            "recorded_at": STAFF,
            "taken_back_at": PUBLIC,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="found") | Q(found=[]), name="found_only_what_was_found"
            )
        ]

    def __str__(self) -> str:
        return f"result {self.pk}"

"""What organisations offer, where and when, and how it is found."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.directory.models.listings import (
    LISTED,
    LOOKED,
    PART,
    Language,
    Listed,
    ListedOrganisation,
    ListedProgramme,
    Location,
    Looked,
    Part,
    declared,
    keyed,
)
from alongside.directory.models.terms import Term


class Service(Listed, Looked):
    """Something an organisation offers.

    `organisation_name`, `address` and `phone` are how it is shown in a list, written by the
    import together with the relations they come from. `checked_at` is when somebody last said
    that it is true: the later of `assured_on` and `modified_at`. `changed_at` is when anything
    of it last became different here, by an import or by people: what is asked for what is new.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        INACTIVE = "inactive", _("inactive")
        DEFUNCT = "defunct", _("closed for good")
        PAUSED = "paused", _("closed for a while")

    organisation = models.ForeignKey(ListedOrganisation, models.PROTECT, related_name="services")
    programme = models.ForeignKey(
        ListedProgramme, models.SET_NULL, null=True, blank=True, related_name="services"
    )
    organisation_name = models.CharField(max_length=300, blank=True, default="")
    address = models.CharField(max_length=600, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    name = models.CharField(max_length=300)
    alternate_name = models.CharField(max_length=300, blank=True, default="")
    description = models.TextField(blank=True, default="")
    audience = models.TextField(blank=True, default="")
    eligibility = models.TextField(blank=True, default="")
    minimum_age = models.FloatField(null=True, blank=True)
    maximum_age = models.FloatField(null=True, blank=True)
    fees = models.TextField(blank=True, default="")
    charges = models.TextField(blank=True, default="")  # HSDS: fees, given up there
    application_process = models.TextField(blank=True, default="")
    interpretation = models.TextField(blank=True, default="")
    accreditations = models.TextField(blank=True, default="")
    licences = models.TextField(blank=True, default="")
    wait_time = models.TextField(blank=True, default="")
    opening_words = models.TextField(blank=True, default="")
    alert = models.TextField(blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    is_public = models.BooleanField(default=True)
    languages: "models.ManyToManyField[Language, models.Model]" = models.ManyToManyField(
        Language,
        through="directory.Spoken",
        through_fields=("service", "language"),
        related_name="services",
    )
    terms: "models.ManyToManyField[Term, models.Model]" = models.ManyToManyField(
        Term,
        through="directory.Attribute",
        through_fields=("service", "term"),
        related_name="services",
    )
    assured_on = models.DateField(null=True, blank=True)
    assurer_email = models.CharField(max_length=254, blank=True, default="")
    modified_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    privacy = declared(
        LISTED | LOOKED,
        "organisation programme organisation_name address phone name alternate_name description "
        "audience eligibility minimum_age maximum_age fees charges application_process "
        "interpretation accreditations licences wait_time opening_words alert email website "
        "status languages terms assured_on modified_at checked_at changed_at",
        staff="is_public assurer_email",
    )

    class Meta:
        constraints: ClassVar = [keyed("one_service_per_key")]
        # Few are hidden; which ones, the index says by itself, and of each that a list shows when
        # it was checked.
        indexes: ClassVar = [
            models.Index(
                fields=[
                    "retired_at", "hidden_at", "is_public", "status", "id", "organisation",
                    "checked_at", "verified_at",
                ],
                name="service_hidden",
            ),
            models.Index(fields=["changed_at"], name="service_changed"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def last_modified_at(self) -> datetime | None:
        """When its own list, or somebody here, last changed what is said of it."""
        return max(filter(None, (self.modified_at, self.touched_at)), default=None)


class ServiceAtLocation(Part):
    """A service at one of its places. The position is copied here so that looking near a
    point reads one index; it is the middle of the town where the location has none."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.CASCADE, related_name="offered")
    description = models.TextField(blank=True, default="")
    near_latitude = models.FloatField(null=True, blank=True)
    near_longitude = models.FloatField(null=True, blank=True)
    is_exact = models.BooleanField(default=True)

    privacy = declared(PART, "service location description near_latitude near_longitude is_exact")

    class Meta:
        constraints: ClassVar = [keyed("one_offer_per_key")]
        indexes: ClassVar = [
            models.Index(fields=["near_latitude", "near_longitude"], name="service_by_position"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} at {self.location_id}"


class Detail(models.Model):
    """One entry of a list for which HSDS has no table."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("ways to pay")
        KEYWORD = "keyword", _("about")
        ACCREDITATION = "accredited", _("accreditations")
        LICENCE = "licence", _("licences")

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        ListedOrganisation, models.CASCADE, null=True, blank=True, related_name="details"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="details"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.CharField(max_length=300)

    privacy = declared({}, "id organisation service kind words")

    def __str__(self) -> str:
        return self.words

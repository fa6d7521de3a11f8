"""Organisations, their places and what they offer: the core of HSDS in plain relations."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core import fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration, Kind, Words
from alongside.directory.models.sources import Source

PURPOSE = _("To help people find support near them.")
KEEP = _("While it is true; a year after it was retired.")


class Medication(models.TextChoices):
    """Are people on methadone, buprenorphine or other medication welcome?"""

    YES = "yes", _("people on medication are welcome")
    NO = "no", _("people on medication are asked not to take part")


class Says(models.TextChoices):
    """Who says so. What people and our editors say is never overwritten by an import."""

    LISTING = "listing", _("they say so themselves")
    PEOPLE = "people", _("people who went say so")
    EDITOR = "editor", _("our editors checked it")


class Language(models.Model):
    """A language as the listing writes it; `code` where we know which one is meant."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=120, unique=True)
    code = models.CharField(max_length=8, blank=True, default="", db_index=True)

    privacy = Declaration(
        purpose=PURPOSE, keep=KEEP, fields=dict.fromkeys(("id", "name", "code"), PUBLIC)
    )

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """What every imported row has: its source, its key there, and a digest to compare. A row
    that is gone at its source is deleted; a `Listed` one, which has an address, is retired."""

    id = fields.identifier()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    mark = models.CharField(max_length=32)

    class Meta:
        abstract = True


class Listed(Part):
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


PART = {"id": PUBLIC, "source": PUBLIC, "key": STAFF, "mark": STAFF}
LISTED = {**PART, "retired_at": PUBLIC}


def declared(
    base: dict[str, Kind], public: str, *, staff: str = "", why: dict[str, Words] | None = None
) -> Declaration:
    """The fields of a listing, by name in one text each."""
    said = dict.fromkeys(public.split(), PUBLIC) | dict.fromkeys(staff.split(), STAFF)
    return Declaration(purpose=PURPOSE, keep=KEEP, fields={**base, **said}, why=why or {})


def keyed(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["source", "key"], name=name)


class Looked(models.Model):
    """What became of a listing here, whatever its source says: an import never touches it.

    `hidden_at`: it was reported closed and is left out of every list until somebody looked;
    `verified_at`: somebody looked, and it is as it says (`verified_says` is who);
    `touched_at`: somebody here last changed it, looked at it, or said something of it.
    """

    hidden_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_says = models.CharField(max_length=10, choices=Says, blank=True, default="")
    touched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def last_checked_at(self) -> datetime | None:
        """When its own list, or somebody here, last said that it is true."""
        said = [at for at in (self.verified_at, getattr(self, "checked_at", None)) if at]
        return max(said, default=None)


LOOKED = dict.fromkeys(("hidden_at", "verified_at", "verified_says", "touched_at"), PUBLIC)


class ListedOrganisation(Listed):
    """An organisation of the directory; it has no account here."""

    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=300)
    alternate_name = models.CharField(max_length=300, blank=True, default="")
    description = models.TextField(blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    logo = models.CharField(max_length=500, blank=True, default="")
    uri = models.CharField(max_length=500, blank=True, default="")
    legal_status = models.CharField(max_length=120, blank=True, default="")
    tax_status = models.CharField(max_length=120, blank=True, default="")
    tax_id = models.CharField(max_length=60, blank=True, default="")
    incorporated_on = models.DateField(null=True, blank=True)
    year_incorporated = models.PositiveSmallIntegerField(null=True, blank=True)
    is_public = models.BooleanField(default=True)

    privacy = declared(
        LISTED,
        "parent name alternate_name description email website logo uri legal_status tax_status "
        "tax_id incorporated_on year_incorporated",
        staff="is_public",
    )

    class Meta:
        constraints: ClassVar = [keyed("one_organisation_per_key")]
        indexes: ClassVar = [models.Index(fields=["id", "is_public"], name="organisation_shown")]

    def __str__(self) -> str:
        return self.name


class ListedProgramme(Listed):
    """A programme that some of an organisation's services belong to."""

    organisation = models.ForeignKey(ListedOrganisation, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=300)
    alternate_name = models.CharField(max_length=300, blank=True, default="")
    description = models.TextField(blank=True, default="")
    is_public = models.BooleanField(default=True)

    privacy = declared(LISTED, "organisation name alternate_name description", staff="is_public")

    class Meta:
        constraints: ClassVar = [keyed("one_programme_per_key")]

    def __str__(self) -> str:
        return self.name


class Location(Listed):
    """A place where an organisation works. Without a position it is never on a map; one that
    is not public (a shelter that hides) is never said."""

    class Kind(models.TextChoices):
        PHYSICAL = "physical", _("a place to go to")
        POSTAL = "postal", _("a mail address")
        VIRTUAL = "virtual", _("online")

    organisation = models.ForeignKey(
        ListedOrganisation, models.PROTECT, null=True, blank=True, related_name="locations"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PHYSICAL)
    name = models.CharField(max_length=300, blank=True, default="")
    alternate_name = models.CharField(max_length=300, blank=True, default="")
    description = models.TextField(blank=True, default="")
    transportation = models.TextField(blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    external_identifier = models.CharField(max_length=200, blank=True, default="")
    external_identifier_type = models.CharField(max_length=120, blank=True, default="")
    is_public = models.BooleanField(default=True)
    languages: "models.ManyToManyField[Language, models.Model]" = models.ManyToManyField(
        Language,
        through="directory.Spoken",
        through_fields=("location", "language"),
        related_name="locations",
    )

    privacy = declared(
        LISTED,
        "organisation kind name alternate_name description transportation email website latitude "
        "longitude external_identifier external_identifier_type languages",
        staff="is_public",
    )

    class Meta:
        constraints: ClassVar = [keyed("one_location_per_key")]
        indexes: ClassVar = [
            models.Index(fields=["retired_at", "is_public", "id"], name="location_hidden")
        ]

    def __str__(self) -> str:
        return self.name


class PostalAddress(Listed):
    """Where a location is, or where its mail goes. `attention` is often a person: it is shown
    only where the source's names may be."""

    class Kind(models.TextChoices):
        PHYSICAL = "physical", _("address")
        POSTAL = "postal", _("mail address")
        VIRTUAL = "virtual", _("online")

    location = models.ForeignKey(Location, models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=10, choices=Kind)
    attention = models.CharField(max_length=200, blank=True, default="")
    street = models.CharField(max_length=255, blank=True, default="")
    street_more = models.CharField(max_length=255, blank=True, default="")
    town = models.CharField(max_length=120)
    district = models.CharField(max_length=120, blank=True, default="")  # HSDS: region
    region = models.CharField(max_length=80, blank=True, default="")  # state or province
    postal = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=60, blank=True, default="")
    is_public = models.BooleanField(default=True)

    privacy = declared(
        LISTED,
        "location kind street street_more town district region postal country",
        staff="attention is_public",
    )

    class Meta:
        constraints: ClassVar = [keyed("one_address_per_key")]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.street, self.town, self.region, self.postal]))


class Accessibility(Part):
    """How people get into and around a location."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="accessibility")
    description = models.TextField(blank=True, default="")
    details = models.TextField(blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")

    privacy = declared(PART, "location description details website")

    class Meta:
        constraints: ClassVar = [keyed("one_accessibility_per_key")]

    def __str__(self) -> str:
        return self.description

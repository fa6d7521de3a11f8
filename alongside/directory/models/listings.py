"""Organisations, their places and what they offer: the core of HSDS in plain relations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core import fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration
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


class Term(models.Model):
    """A category of one taxonomy, with its parent where that is known."""

    id = models.BigAutoField(primary_key=True)
    taxonomy = models.CharField(max_length=60)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200, blank=True, default="")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(("id", "taxonomy", "code", "name", "parent"), PUBLIC),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["taxonomy", "code"], name="one_term_per_code")
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Listed(models.Model):
    """What every imported listing has: its source, its key there, and a digest to compare."""

    id = fields.identifier()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    mark = models.CharField(max_length=32)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


LISTED = {"id": PUBLIC, "source": PUBLIC, "key": STAFF, "mark": STAFF, "retired_at": PUBLIC}


class Looked(models.Model):
    """What became of a listing here, whatever its source says: an import never touches it.

    `hidden_at`: it was reported closed and is left out of every list until somebody looked;
    `verified_at`: somebody looked, and it is as it says (`verified_says` is who).
    """

    hidden_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_says = models.CharField(max_length=10, choices=Says, blank=True, default="")

    class Meta:
        abstract = True


LOOKED = {"hidden_at": PUBLIC, "verified_at": PUBLIC, "verified_says": PUBLIC}


class ListedOrganisation(Listed):
    """An organisation of the directory; it has no account here."""

    name = models.CharField(max_length=300)
    alternate_name = models.CharField(max_length=300, blank=True, default="")
    description = models.TextField(blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    legal_status = models.CharField(max_length=120, blank=True, default="")
    tax_status = models.CharField(max_length=120, blank=True, default="")
    tax_id = models.CharField(max_length=60, blank=True, default="")
    incorporated_on = models.DateField(null=True, blank=True)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            **LISTED,
            "name": PUBLIC,
            "alternate_name": PUBLIC,
            "description": PUBLIC,
            "email": PUBLIC,
            "website": PUBLIC,
            "legal_status": PUBLIC,
            "tax_status": PUBLIC,
            "tax_id": PUBLIC,
            "incorporated_on": PUBLIC,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_organisation_per_key")
        ]

    def __str__(self) -> str:
        return self.name


class ListedProgramme(Listed):
    """A programme that some of an organisation's services belong to."""

    organisation = models.ForeignKey(ListedOrganisation, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=300)
    alternate_name = models.CharField(max_length=300, blank=True, default="")

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={**LISTED, "organisation": PUBLIC, "name": PUBLIC, "alternate_name": PUBLIC},
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_programme_per_key")
        ]

    def __str__(self) -> str:
        return self.name


class Location(Listed):
    """A place where an organisation works. Without a position it is never on a map."""

    organisation = models.ForeignKey(ListedOrganisation, models.PROTECT, related_name="locations")
    name = models.CharField(max_length=300, blank=True, default="")
    alternate_name = models.CharField(max_length=300, blank=True, default="")
    description = models.TextField(blank=True, default="")
    transportation = models.TextField(blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    is_virtual = models.BooleanField(default=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    languages = models.ManyToManyField(Language, related_name="locations")

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            **LISTED,
            "organisation": PUBLIC,
            "name": PUBLIC,
            "alternate_name": PUBLIC,
            "description": PUBLIC,
            "transportation": PUBLIC,
            "email": PUBLIC,
            "website": PUBLIC,
            "is_virtual": PUBLIC,
            "latitude": PUBLIC,
            "longitude": PUBLIC,
            "languages": PUBLIC,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_location_per_key")
        ]
        indexes: ClassVar = [models.Index(fields=["retired_at", "id"], name="location_hidden")]

    def __str__(self) -> str:
        return self.name


class PostalAddress(Listed):
    """Where a location is, or where its mail goes. The name on a mail address is not kept."""

    class Kind(models.TextChoices):
        PHYSICAL = "physical", _("address")
        POSTAL = "postal", _("mail address")

    location = models.ForeignKey(Location, models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=10, choices=Kind)
    street = models.CharField(max_length=255, blank=True, default="")
    street_more = models.CharField(max_length=255, blank=True, default="")
    town = models.CharField(max_length=120)
    region = models.CharField(max_length=80, blank=True, default="")
    postal = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            **LISTED,
            "location": PUBLIC,
            "kind": PUBLIC,
            "street": PUBLIC,
            "street_more": PUBLIC,
            "town": PUBLIC,
            "region": PUBLIC,
            "postal": PUBLIC,
            "country": PUBLIC,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_address_per_key")
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.street, self.town, self.region, self.postal]))

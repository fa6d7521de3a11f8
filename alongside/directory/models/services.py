"""What organisations offer, where and when, and how it is found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import PUBLIC, STAFF, Declaration
from alongside.directory.models.listings import (
    KEEP,
    LISTED,
    LOOKED,
    PURPOSE,
    Language,
    Listed,
    ListedOrganisation,
    ListedProgramme,
    Location,
    Looked,
    Term,
)


class Service(Listed, Looked):
    """Something an organisation offers.

    `organisation_name`, `address` and `phone` are how it is shown in a list, written by the
    import together with the relations they come from.
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
    fees = models.TextField(blank=True, default="")
    application_process = models.TextField(blank=True, default="")
    interpretation = models.TextField(blank=True, default="")
    wait_time = models.CharField(max_length=300, blank=True, default="")
    opening_words = models.TextField(blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    is_public = models.BooleanField(default=True)
    languages = models.ManyToManyField(Language, related_name="services")
    terms = models.ManyToManyField(Term, related_name="services")
    checked_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            **LISTED,
            **LOOKED,
            **dict.fromkeys(
                (
                    "organisation",
                    "programme",
                    "organisation_name",
                    "address",
                    "phone",
                    "name",
                    "alternate_name",
                    "description",
                    "audience",
                    "eligibility",
                    "fees",
                    "application_process",
                    "interpretation",
                    "wait_time",
                    "opening_words",
                    "email",
                    "website",
                    "status",
                    "languages",
                    "terms",
                    "checked_at",
                ),
                PUBLIC,
            ),
            "is_public": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_service_per_key")
        ]
        # Few are hidden; which ones, the index says by itself.
        indexes: ClassVar = [
            models.Index(
                fields=["retired_at", "hidden_at", "is_public", "status", "id"],
                name="service_hidden",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ServiceAtLocation(models.Model):
    """A service at one of its places. The position is copied here so that looking near a
    point reads one index; it is the middle of the town where the location has none."""

    id = models.BigAutoField(primary_key=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.CASCADE, related_name="offered")
    near_latitude = models.FloatField(null=True, blank=True)
    near_longitude = models.FloatField(null=True, blank=True)
    is_exact = models.BooleanField(default=True)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(
            ("id", "service", "location", "near_latitude", "near_longitude", "is_exact"), PUBLIC
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "location"], name="one_service_per_place")
        ]
        indexes: ClassVar = [
            models.Index(fields=["near_latitude", "near_longitude"], name="service_by_position")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} at {self.location_id}"


class Phone(Listed):
    """A number of a service, a location or an organisation. One that belongs to a named
    person is kept to account for the row, and never shown."""

    organisation = models.ForeignKey(
        ListedOrganisation, models.PROTECT, null=True, blank=True, related_name="phones"
    )
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="phones"
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="phones"
    )
    number = models.CharField(max_length=60)
    extension = models.CharField(max_length=20, blank=True, default="")
    kind = models.CharField(max_length=20, blank=True, default="")  # voice, fax, tty, sms
    department = models.CharField(max_length=120, blank=True, default="")
    vanity = models.CharField(max_length=60, blank=True, default="")
    country_prefix = models.CharField(max_length=8, blank=True, default="")
    is_public = models.BooleanField(default=True)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            **LISTED,
            "organisation": PUBLIC,
            "location": PUBLIC,
            "service": PUBLIC,
            "number": PUBLIC,
            "extension": PUBLIC,
            "kind": PUBLIC,
            "department": PUBLIC,
            "vanity": PUBLIC,
            "country_prefix": PUBLIC,
            "is_public": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_phone_per_key")
        ]

    def __str__(self) -> str:
        return self.number


class Schedule(Listed):
    """When a service or location is open, or closed on a holiday. Without a weekday it is
    about the days from `valid_from` to `valid_to`."""

    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="schedules"
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="schedules"
    )
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 = Sunday
    opens_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_closed = models.BooleanField(default=False)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            **LISTED,
            **dict.fromkeys(
                (
                    "location",
                    "service",
                    "weekday",
                    "opens_minute",
                    "closes_minute",
                    "valid_from",
                    "valid_to",
                    "is_closed",
                ),
                PUBLIC,
            ),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_schedule_per_key"),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__lte=6), name="schedule_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"schedule {self.key}"


class Detail(models.Model):
    """One entry of what other formats write as a list: a payment, a document, an area."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("ways to pay")
        DOCUMENT = "document", _("what to bring")
        AREA = "area", _("area served")
        FUNDING = "funding", _("funding")
        KEYWORD = "keyword", _("about")
        ACCREDITATION = "accredited", _("accreditations")
        LICENCE = "licence", _("licences")
        ACCESS = "access", _("getting in and around")

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        ListedOrganisation, models.CASCADE, null=True, blank=True, related_name="details"
    )
    location = models.ForeignKey(
        Location, models.CASCADE, null=True, blank=True, related_name="details"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="details"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.CharField(max_length=300)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(
            ("id", "organisation", "location", "service", "kind", "words"), PUBLIC
        ),
    )

    def __str__(self) -> str:
        return self.words


class Word(models.Model):
    """A word under which a service is found: folded, from its name, text and categories."""

    id = models.BigAutoField(primary_key=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To find a service by plain words."),
        keep=KEEP,
        fields=dict.fromkeys(("id", "service", "word", "weight"), PUBLIC),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["word", "service"], name="one_word_per_service")
        ]

    def __str__(self) -> str:
        return self.word

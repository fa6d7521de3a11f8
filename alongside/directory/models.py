"""The public directory: services, meetings, where they are, and where we know it from.

Nothing here points at a person who asks for help, and nothing here can.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.core import fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration

PURPOSE = _("To help people find support near them.")
KEEP = _("While it is true; a year after it was retired.")


class Place(models.Model):
    """A town or postal area of the offline gazetteer."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)  # no accents, lower case
    region = models.CharField(max_length=80, blank=True, default="")
    country = models.CharField(max_length=2)
    postal = models.CharField(max_length=12, blank=True, default="", db_index=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    people = models.PositiveIntegerField(default=0)
    time_zone = models.CharField(max_length=50, blank=True, default="")

    privacy = Declaration(
        purpose=PURPOSE,
        keep=_("While the gazetteer is current."),
        fields={
            "id": PUBLIC,
            "name": PUBLIC,
            "folded": PUBLIC,
            "region": PUBLIC,
            "country": PUBLIC,
            "postal": PUBLIC,
            "latitude": PUBLIC,
            "longitude": PUBLIC,
            "people": PUBLIC,
            "time_zone": PUBLIC,
        },
    )

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Where listings come from: a feed, a file, or our own editors."""

    id = fields.identifier()
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=500, unique=True)
    licence = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)

    privacy = Declaration(
        purpose=_("To say where a listing comes from."),
        keep=KEEP,
        fields={
            "id": PUBLIC,
            "name": PUBLIC,
            "address": STAFF,
            "licence": PUBLIC,
            "made_at": STAFF,
        },
    )

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One import: how many rows came, and what became of each."""

    id = fields.identifier()
    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    started_at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)  # [{row, field, reason}]

    privacy = Declaration(
        purpose=_("To account for every row of an import."),
        keep=_("Two years."),
        fields={
            "id": STAFF,
            "source": STAFF,
            "started_at": STAFF,
            "rows": STAFF,
            "added": STAFF,
            "changed": STAFF,
            "same": STAFF,
            "gone": STAFF,
            "problems": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"run {self.id}"


class Service(models.Model):
    """PLACEHOLDER SHAPE: the directory's room completes it."""

    id = fields.identifier()
    name = models.CharField(max_length=300)

    privacy = Declaration(purpose=PURPOSE, keep=KEEP, fields={"id": PUBLIC, "name": PUBLIC})

    def __str__(self) -> str:
        return self.name

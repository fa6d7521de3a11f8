"""Frameworks that belong to a Nation or community. Off until its own steward switches it on."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, PUBLIC, STAFF, Declaration
from alongside.directory.models.services import Service

PURPOSE = _(
    "To show a service in a community’s own picture of health, where that community wishes."
)
KEEP = _("As long as the community wishes.")


class Framework(models.Model):
    """A community's own picture, named for its owners. While `on_since` is empty nothing of it
    is shown, searched or exported. `steward` is the one person who may switch it."""

    id = fields.identifier()
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    owners = models.CharField(max_length=300)
    about = models.TextField(blank=True, default="")
    steward = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    on_since = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            "id": STAFF,
            "slug": PUBLIC,
            "name": PUBLIC,
            "owners": PUBLIC,
            "about": PUBLIC,
            "steward": IDENTITY,
            "on_since": STAFF,
            "made_at": STAFF,
            "version": STAFF,
        },
    )

    def __str__(self) -> str:
        return self.name


class FrameworkPart(models.Model):
    """One word of the picture: in its centre, its ring, or what is around."""

    class Ring(models.TextChoices):
        CENTRE = "centre", _("centre")
        RING = "ring", _("ring")
        AROUND = "around", _("around it")

    id = fields.identifier()
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="parts")
    ring = models.CharField(max_length=8, choices=Ring)
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    services = models.ManyToManyField(Service, related_name="framework_parts")

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(
            ("id", "framework", "ring", "slug", "name", "position", "services"), PUBLIC
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "slug"], name="one_part_per_slug")
        ]

    def __str__(self) -> str:
        return self.name

"""Pathways and fellowships as data, and the bodies that look after groups."""

from typing import ClassVar

from django.db import models

from alongside.core.privacy import PUBLIC, Declaration
from alongside.directory.models.listings import KEEP, LISTED, PURPOSE, Listed


class Pathway(models.Model):
    """A way of recovery: 12-step, secular, faith, culture, harm reduction, … Those that ship
    have their name in our languages until somebody gives them another (`labels.PATHWAYS`);
    `names` are what it is called in one language (its code) where that is something else."""

    slug = models.SlugField(max_length=20, primary_key=True)
    name = models.CharField(max_length=80, blank=True, default="")  # empty: as it ships
    names = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_listed = models.BooleanField(default=True)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(("slug", "name", "names", "position", "is_listed"), PUBLIC),
    )

    def __str__(self) -> str:
        return self.name or self.slug


class Fellowship(models.Model):
    """A fellowship or kind of group, and its pathway. A meeting whose feed names it, in any of
    its spellings, belongs to it."""

    slug = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120, blank=True, default="")  # empty: as it ships
    short = models.CharField(max_length=20, blank=True, default="")
    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="fellowships")

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(("slug", "name", "short", "pathway"), PUBLIC),
    )

    def __str__(self) -> str:
        return self.name or self.slug


class FellowshipSpelling(models.Model):
    """How feeds write it, folded. One spelling means one fellowship."""

    id = models.BigAutoField(primary_key=True)
    fellowship = models.ForeignKey(Fellowship, models.CASCADE, related_name="spellings")
    folded = models.CharField(max_length=120, unique=True)

    privacy = Declaration(
        purpose=PURPOSE, keep=KEEP, fields=dict.fromkeys(("id", "fellowship", "folded"), PUBLIC)
    )

    def __str__(self) -> str:
        return self.folded


class ServiceBody(Listed):
    """Who looks after a group: an area, region or office. Its own lines, never a person's."""

    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20, blank=True, default="")  # as the source says: AS, RS
    description = models.TextField(blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    phone = models.CharField(max_length=120, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="")
    world_key = models.CharField(max_length=40, blank=True, default="")  # may repeat: no key
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            **LISTED,
            **dict.fromkeys(
                (
                    "name",
                    "kind",
                    "description",
                    "website",
                    "phone",
                    "email",
                    "place",
                    "world_key",
                    "parent",
                ),
                PUBLIC,
            ),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_body_per_key")
        ]

    def __str__(self) -> str:
        return self.name

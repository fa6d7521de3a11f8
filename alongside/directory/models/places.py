"""The offline gazetteer: towns of the world and postal areas."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import PUBLIC, Declaration


class Place(models.Model):
    """A town (`postal` is empty) or a postal area (`name` is its town).

    `region` is a state or province code where the country has familiar ones (NY, QC),
    `people` its size, to put the likelier of two towns first.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)  # no accents, lower case
    region = models.CharField(max_length=80, blank=True, default="")
    country = models.CharField(max_length=2)
    postal = models.CharField(max_length=12, blank=True, default="")
    latitude = models.FloatField()
    longitude = models.FloatField()
    people = models.PositiveIntegerField(default=0)
    time_zone = models.CharField(max_length=50, blank=True, default="")

    privacy = Declaration(
        purpose=_("To find a town or postal code without asking anyone else."),
        keep=_("While the gazetteer is current."),
        fields=dict.fromkeys(
            (
                "id",
                "name",
                "folded",
                "region",
                "country",
                "postal",
                "latitude",
                "longitude",
                "people",
                "time_zone",
            ),
            PUBLIC,
        ),
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["folded", "-people"], name="place_by_name"),
            models.Index(fields=["postal", "folded"], name="place_by_postal"),
            models.Index(fields=["latitude", "longitude"], name="place_by_position"),
        ]

    def __str__(self) -> str:
        return self.name

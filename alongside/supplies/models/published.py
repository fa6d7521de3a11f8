"""What offices publish: deaths by county, and what the law of a state says. Nobody is in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.core import fields
from alongside.core.privacy import PUBLIC, Declaration


class LocalDeaths(models.Model):
    """What an office published of one county or district, once. What it held back, because it
    was too small or not known, is empty here and stays so."""

    id = fields.identifier()
    key = models.CharField(max_length=20, unique=True)  # 'US-24510'
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    region = models.CharField(max_length=80, blank=True, default="")
    country = models.CharField(max_length=2)
    deaths = models.PositiveIntegerField(null=True, blank=True)
    person_years = models.PositiveBigIntegerField(null=True, blank=True)
    rate = models.FloatField(null=True, blank=True)  # in 100,000 people and a year
    rate_low = models.FloatField(null=True, blank=True)
    rate_high = models.FloatField(null=True, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To see whether naloxone goes where people die of overdoses."),
        keep=_("Until a newer table of the same office is loaded."),
        fields=dict.fromkeys(
            (
                "id",
                "key",
                "name",
                "folded",
                "region",
                "country",
                "deaths",
                "person_years",
                "rate",
                "rate_low",
                "rate_high",
                "first_year",
                "last_year",
                "source",
                "latitude",
                "longitude",
            ),
            PUBLIC,
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="deaths_of_some_years"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> int:
        return self.last_year - self.first_year + 1

    @property
    def deaths_a_year(self) -> float | None:
        return None if self.deaths is None else self.deaths / self.years


class NaloxoneLaw(models.Model):
    """What held in one state in one year: `share` is the part of the year, 0 to 1."""

    id = fields.identifier()
    country = models.CharField(max_length=2, default="US")
    region = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    any_share = models.FloatField()
    standing_share = models.FloatField()
    prescribing_share = models.FloatField()
    any_from = models.DateField(null=True, blank=True)
    standing_from = models.DateField(null=True, blank=True)
    prescribing_from = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120)

    privacy = Declaration(
        purpose=_("To tell people what the law said about getting naloxone."),
        keep=_("Until a newer table of the same office is loaded."),
        fields=dict.fromkeys(
            (
                "id",
                "country",
                "region",
                "year",
                "any_share",
                "standing_share",
                "prescribing_share",
                "any_from",
                "standing_from",
                "prescribing_from",
                "source",
            ),
            PUBLIC,
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "region", "year"], name="one_law_a_state_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"

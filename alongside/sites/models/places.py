"""A place as it is open: its rooms, and its days."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Site
from alongside.core import clock, fields
from alongside.core.privacy import STAFF, Declaration


class Room(models.Model):
    """A room with places to sit, and after how many minutes somebody looks in."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    seats = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(default=10)
    added_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To know where there is a free place, and when to look in."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "name": STAFF,
            "seats": STAFF,
            "minutes": STAFF,
            "added_at": STAFF,
            "closed_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], name="one_site_room_of_a_name"),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1, seats__lte=200),
                name="a_site_room_has_seats",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=240),
                name="a_look_in_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Day(models.Model):
    """The place was open, from then until then, with so many booths. One that nobody closed is
    taken to have ended when it was meant to."""

    class Kind(models.TextChoices):
        PREVENTION = "prevention", _("Overdose prevention site")
        SHELTER = "shelter", _("Shelter or housing")
        OTHER = "other", _("Another place")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PREVENTION)
    booths = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To know how long the place was open, and for how many."),
        keep=_("While the organisation uses Alongside. It names nobody."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "kind": STAFF,
            "booths": STAFF,
            "opened_at": STAFF,
            "closes_at": STAFF,
            "closed_at": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "-opened_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at"), booths__lte=999),
                name="an_open_day_has_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="closes_after_opening",
            ),
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(closed_at=None), name="open_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"day {self.pk}"

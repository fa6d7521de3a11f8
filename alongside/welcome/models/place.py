"""The place: its rooms, whoever keeps it today, and the tablets by its door."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Site
from alongside.core import clock, fields
from alongside.core.privacy import STAFF, Declaration, Keep


class Room(models.Model):
    """A room of a place, for at most so many people at a time."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    capacity = models.PositiveSmallIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To know which room is free."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "name": STAFF,
            "capacity": STAFF,
            "closed_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], name="one_room_of_a_name"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=999), name="a_room_holds_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoomUse(models.Model):
    """So many people are in a room until then. Not who, and not what for."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    room = fields.TenantKey(Room, models.PROTECT, related_name="uses")
    people = models.PositiveSmallIntegerField(default=1)
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To know until when a room is taken."),
        keep=Keep(_("A week."), after="from_at", days=7),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "room": STAFF,
            "people": STAFF,
            "from_at": STAFF,
            "until_at": STAFF,
            "ended_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "until_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_at__gt=models.F("from_at"), people__gte=1),
                name="somebody_for_some_time",
            )
        ]

    def __str__(self) -> str:
        return f"use {self.pk}"


class Shift(models.Model):
    """Somebody who works here keeps the place with others: planned, here, gone."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    here_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To know who keeps the place, and that nobody keeps it alone."),
        keep=Keep(_("Two years."), after="from_at", days=2 * 365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "person": STAFF,
            "role": STAFF,
            "from_at": STAFF,
            "until_at": STAFF,
            "here_at": STAFF,
            "gone_at": STAFF,
            "dropped_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "from_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_at__gt=models.F("from_at")), name="a_shift_has_an_end"
            ),
            models.UniqueConstraint(
                fields=["site", "person"],
                condition=Q(here_at__isnull=False, gone_at=None),
                name="on_one_shift_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"shift {self.pk}"

    @property
    def state(self) -> str:
        if self.here_at is None:
            return "planned"
        return "here" if self.gone_at is None else "gone"


class Kiosk(models.Model):
    """A tablet on which people say themselves that they are here. It is opened once, with a code
    made at the desk, and holds nothing but where it stands."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    code_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    opens_until = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    outside_the_wall = "read to find out at which place of which organisation a tablet stands"
    privacy = Declaration(
        purpose=_("To let people say themselves that they are here."),
        keep=Keep(_("A month after it was made."), after="made_at", days=30),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "code_digest": STAFF,
            "made_by": STAFF,
            "made_at": STAFF,
            "opens_until": STAFF,
            "opened_at": STAFF,
            "ended_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "ended_at"])]

    def __str__(self) -> str:
        return f"tablet {self.pk}"

    def opens(self, at: datetime) -> bool:
        return self.ended_at is None and self.opened_at is None and at < self.opens_until

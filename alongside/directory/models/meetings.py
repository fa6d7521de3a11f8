"""Mutual help meetings of every fellowship and pathway."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.core import fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration
from alongside.directory.models.listings import (
    KEEP,
    LOOKED,
    PURPOSE,
    Language,
    Looked,
    Medication,
    Says,
)
from alongside.directory.models.sources import Source


class MeetingType(models.Model):
    """A type as the feeds write it. `known` codes have a name in our three languages."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=60, unique=True)
    known = models.BooleanField(default=False)

    privacy = Declaration(
        purpose=PURPOSE, keep=KEEP, fields=dict.fromkeys(("id", "code", "known"), PUBLIC)
    )

    def __str__(self) -> str:
        return self.code


class Meeting(Looked):
    """One group, once a week. `weekday` is 0 = Sunday as in Meeting Guide, none when it is by
    appointment; minutes count from midnight of the meeting's own clock, and an end that is
    not after the start is on the next day.

    `latitude` and `longitude` are the group's own position, or nothing; `near_…` is where a
    search finds it: the same, else the middle of its town.
    """

    class Attendance(models.TextChoices):
        IN_PERSON = "in-person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")
        INACTIVE = "inactive", _("not meeting at the moment")

    id = fields.identifier()
    source = models.ForeignKey(Source, models.PROTECT, related_name="meetings")
    key = models.CharField(max_length=200)
    mark = models.CharField(max_length=32)  # digest of what the source said
    name = models.CharField(max_length=255)
    group_name = models.CharField(max_length=255, blank=True, default="")
    fellowship = models.CharField(max_length=80, blank=True, default="")
    pathway = models.CharField(max_length=20, blank=True, default="")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    start_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    end_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=50, blank=True, default="")
    # Minute of the week in UTC in winter: to within an hour, whatever the season.
    world_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    attendance = models.CharField(max_length=10, choices=Attendance)
    location_name = models.CharField(max_length=255, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    town = models.CharField(max_length=120, blank=True, default="")
    location_notes = models.TextField(blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_approximate = models.BooleanField(default=False)
    near_latitude = models.FloatField(null=True, blank=True)
    near_longitude = models.FloatField(null=True, blank=True)
    conference_url = models.CharField(max_length=500, blank=True, default="")
    conference_url_notes = models.TextField(blank=True, default="")
    conference_phone = models.CharField(max_length=120, blank=True, default="")
    conference_phone_notes = models.TextField(blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    notes = models.TextField(blank=True, default="")
    welcomes_medication = models.CharField(max_length=3, choices=Medication, blank=True, default="")
    medication_says = models.CharField(max_length=10, choices=Says, blank=True, default="")
    medication_said_at = models.DateTimeField(null=True, blank=True)
    types = models.ManyToManyField(MeetingType, related_name="meetings")
    languages = models.ManyToManyField(Language, related_name="meetings")
    is_public = models.BooleanField(default=True)
    checked_at = models.DateTimeField(null=True, blank=True)  # as the group's feed says
    retired_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            **LOOKED,
            **dict.fromkeys(("key", "mark", "is_public"), STAFF),
            **dict.fromkeys(
                (
                    "id",
                    "source",
                    "name",
                    "group_name",
                    "fellowship",
                    "pathway",
                    "weekday",
                    "start_minute",
                    "end_minute",
                    "time_zone",
                    "world_minute",
                    "attendance",
                    "location_name",
                    "address",
                    "town",
                    "location_notes",
                    "latitude",
                    "longitude",
                    "is_approximate",
                    "near_latitude",
                    "near_longitude",
                    "conference_url",
                    "conference_url_notes",
                    "conference_phone",
                    "conference_phone_notes",
                    "website",
                    "notes",
                    "welcomes_medication",
                    "medication_says",
                    "medication_said_at",
                    "types",
                    "languages",
                    "checked_at",
                    "retired_at",
                ),
                PUBLIC,
            ),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="one_meeting_per_key"),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__lte=6), name="meeting_weekday"
            ),
            models.CheckConstraint(
                condition=Q(start_minute=None) | Q(start_minute__lt=1440), name="meeting_start"
            ),
            models.CheckConstraint(
                condition=Q(end_minute=None) | Q(end_minute__lt=1440), name="meeting_end"
            ),
        ]
        # Whatever is asked of all rows within reach is in the index: no row is read to refuse it.
        indexes: ClassVar = [
            models.Index(
                fields=["weekday", "near_latitude", "near_longitude", "world_minute"],
                name="meeting_by_day",
            ),
            models.Index(
                fields=[
                    "near_latitude", "near_longitude", "attendance", "is_public", "retired_at",
                    "hidden_at", "world_minute",
                ],
                name="meeting_by_position",
            ),
            models.Index(fields=["attendance", "world_minute"], name="meeting_by_attendance"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def starts(self) -> time | None:
        return None if self.start_minute is None else time(*divmod(self.start_minute, 60))

    @property
    def ends(self) -> time | None:
        return None if self.end_minute is None else time(*divmod(self.end_minute, 60))

    @property
    def is_online(self) -> bool:
        return self.attendance in {self.Attendance.ONLINE, self.Attendance.HYBRID}

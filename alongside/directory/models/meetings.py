"""Mutual help meetings of every fellowship and pathway."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.core import fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration
from alongside.directory.models.fellowships import Fellowship, ServiceBody
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
    """A type as the feeds write it. Where a fellowship has its own letters its name stands
    before them ('na:BK'), and `name` is what its feed calls it. `means` is the code of ours
    that says the same, with a name in our three languages; empty where we know none."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120, blank=True, default="")
    means = models.CharField(max_length=12, blank=True, default="", db_index=True)
    known = models.BooleanField(default=False)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(("id", "code", "name", "means", "known"), PUBLIC),
    )

    def __str__(self) -> str:
        return self.code


class Meeting(Looked):
    """One group at one time. `weekday` is the day on which it always falls, 0 = Sunday as in
    Meeting Guide; minutes count from midnight of the meeting's own clock, and an end that is
    not after the start is on the next day. Without a weekday, rule and dates it is by
    appointment.

    Nearly all meet every week and need no more than that. `is_irregular` ones do not: they
    have a rule (`rrule`, days only; see `rules.recurrence`), a first or last date, or dates on
    which they pause or come once more. Ask `search.occurrences` when those take place.

    `building` is the same for all groups that meet behind one door; empty where no door is
    known.

    `latitude` and `longitude` are the group's own position, or nothing; `near_…` is where a
    search finds it: the same, else the middle of its town.
    """

    class Attendance(models.TextChoices):
        IN_PERSON = "in-person", _("in person")
        ONLINE = "online", _("online")
        TELEPHONE = "telephone", _("by telephone")
        HYBRID = "hybrid", _("in person and online")
        INACTIVE = "inactive", _("not meeting at the moment")

    id = fields.identifier()
    source = models.ForeignKey(Source, models.PROTECT, related_name="meetings")
    key = models.CharField(max_length=200)
    mark = models.CharField(max_length=32)  # digest of what the source said
    name = models.CharField(max_length=255)
    group_name = models.CharField(max_length=255, blank=True, default="")
    fellowship = models.CharField(max_length=80, blank=True, default="")
    # As its feed calls it; `belongs_to` is which one that is.
    belongs_to = models.ForeignKey(
        Fellowship, models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    pathway = models.CharField(max_length=20, blank=True, default="")  # slug of a Pathway
    body = models.ForeignKey(
        ServiceBody, models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    start_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    end_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=50, blank=True, default="")
    # Minute of the week in UTC in winter: to within an hour, whatever the season.
    world_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    is_irregular = models.BooleanField(default=False)
    rrule = models.CharField(max_length=400, blank=True, default="")
    starts_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    attendance = models.CharField(max_length=10, choices=Attendance)
    location_name = models.CharField(max_length=255, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    street = models.CharField(max_length=255, blank=True, default="")
    town = models.CharField(max_length=120, blank=True, default="")
    district = models.CharField(max_length=200, blank=True, default="")
    region = models.CharField(max_length=80, blank=True, default="")  # state or province
    postal = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=60, blank=True, default="")
    building = models.CharField(max_length=32, blank=True, default="", db_index=True)
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
                    "belongs_to",
                    "pathway",
                    "body",
                    "weekday",
                    "start_minute",
                    "end_minute",
                    "time_zone",
                    "world_minute",
                    "is_irregular",
                    "rrule",
                    "starts_on",
                    "until_on",
                    "attendance",
                    "location_name",
                    "address",
                    "street",
                    "town",
                    "district",
                    "region",
                    "postal",
                    "country",
                    "building",
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
            models.Index(  # what is asked of each line that is shown
                fields=[
                    "id", "retired_at", "hidden_at", "is_public", "attendance", "rrule",
                    "checked_at", "verified_at",
                ],
                name="meeting_shown",
            ),
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
        return self.attendance in {
            self.Attendance.ONLINE,
            self.Attendance.HYBRID,
            self.Attendance.TELEPHONE,
        }


class MeetingDate(models.Model):
    """A date on which a meeting differs from its rule: one more, one less, or a pause with its
    reason (`until_on` none: until further notice). What people and our editors say of it is
    never overwritten by an import."""

    class Kind(models.TextChoices):
        EXTRA = "extra", _("also takes place")
        CANCELLED = "cancelled", _("does not take place")
        CLOSED = "closed", _("pauses")

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dates")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    start_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    end_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    says = models.CharField(max_length=10, choices=Says, default=Says.LISTING)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(
            (
                "id",
                "meeting",
                "kind",
                "on",
                "until_on",
                "start_minute",
                "end_minute",
                "reason",
                "says",
            ),
            PUBLIC,
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("on")),
                name="meeting_date_order",
            ),
            models.CheckConstraint(
                condition=Q(start_minute=None) | Q(start_minute__lt=1440),
                name="meeting_date_start",
            ),
            models.CheckConstraint(
                condition=Q(end_minute=None) | Q(end_minute__lt=1440), name="meeting_date_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"

"""How to reach what is listed: people in a role, numbers, languages, opening times."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.directory.models.listings import (
    LISTED,
    PART,
    Language,
    Listed,
    ListedOrganisation,
    Location,
    Part,
    declared,
    keyed,
)
from alongside.directory.models.services import Service, ServiceAtLocation


def _of(model: Any, name: str, *, on_delete: Any = models.CASCADE) -> Any:
    return models.ForeignKey(model, on_delete, null=True, blank=True, related_name=name)


class Contact(Part):
    """A role that answers for something. The name and address of the person in it are for
    staff; the public sees them only where the source's names may be shown."""

    organisation = _of(ListedOrganisation, "contacts")
    location = _of(Location, "contacts")
    service = _of(Service, "contacts")
    offer = _of(ServiceAtLocation, "contacts")
    name = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")

    privacy = declared(
        PART,
        "organisation location service offer title department",
        staff="name email",
        why={
            "name": _("To know whom to ask for, where a source publishes it."),
            "email": _("To know whom to ask for, where a source publishes it."),
        },
    )

    class Meta:
        constraints: ClassVar = [keyed("one_contact_per_key")]

    def __str__(self) -> str:
        return self.title or self.department

    @property
    def shown_name(self) -> str:
        return self.name if self.source.shows_names else ""

    @property
    def shown_email(self) -> str:
        return self.email if self.source.shows_names else ""


class Phone(Listed):
    """A number of a service, a location, an organisation or a service at one location. One
    that belongs only to a contact (not `is_public`) is shown where its source's names are."""

    organisation = _of(ListedOrganisation, "phones", on_delete=models.PROTECT)
    location = _of(Location, "phones", on_delete=models.PROTECT)
    service = _of(Service, "phones", on_delete=models.PROTECT)
    offer = _of(ServiceAtLocation, "phones")
    contact = _of(Contact, "phones")
    number = models.CharField(max_length=60)
    extension = models.CharField(max_length=20, blank=True, default="")
    kind = models.CharField(max_length=40, blank=True, default="")  # voice, fax, tty, sms
    description = models.TextField(blank=True, default="")
    department = models.CharField(max_length=120, blank=True, default="")
    vanity = models.CharField(max_length=60, blank=True, default="")
    country_prefix = models.CharField(max_length=8, blank=True, default="")
    is_public = models.BooleanField(default=True)

    privacy = declared(
        LISTED,
        "organisation location service offer contact number extension kind description department "
        "vanity country_prefix",
        staff="is_public",
    )

    class Meta:
        constraints: ClassVar = [keyed("one_phone_per_key")]

    def __str__(self) -> str:
        return self.number


class Spoken(Part):
    """A language spoken at a service or location or on a number, as its source writes it;
    `language` is the one that a search asks for."""

    language = models.ForeignKey(
        Language, models.PROTECT, null=True, blank=True, related_name="spoken"
    )
    service = _of(Service, "spoken")
    location = _of(Location, "spoken")
    phone = _of(Phone, "spoken")
    name = models.CharField(max_length=120, blank=True, default="")
    code = models.CharField(max_length=35, blank=True, default="")
    note = models.TextField(blank=True, default="")

    privacy = declared(PART, "language service location phone name code note")

    class Meta:
        constraints: ClassVar = [keyed("one_spoken_per_key")]

    def __str__(self) -> str:
        return self.name or self.code


class Schedule(Listed):
    """When something is open, or closed on a holiday. Minutes count from midnight.

    `days` say on which days; `weekday` is there where it is exactly one, every week. Without
    any day it is about the days from `valid_from` to `valid_to`.
    """

    class Every(models.TextChoices):
        WEEKLY = "WEEKLY", _("every week")
        MONTHLY = "MONTHLY", _("every month")

    location = _of(Location, "schedules", on_delete=models.PROTECT)
    service = _of(Service, "schedules", on_delete=models.PROTECT)
    offer = _of(ServiceAtLocation, "schedules")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 = Sunday
    opens_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_closed = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)  # HSDS: dtstart
    until_on = models.DateField(null=True, blank=True)
    utc_offset = models.FloatField(null=True, blank=True)  # hours; HSDS: timezone
    every = models.CharField(max_length=8, choices=Every, blank=True, default="")  # HSDS: freq
    interval = models.PositiveSmallIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    week_starts = models.CharField(max_length=2, blank=True, default="")  # HSDS: wkst
    description = models.TextField(blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")  # HSDS: schedule_link
    attending = models.TextField(blank=True, default="")  # HSDS: attending_type
    notes = models.TextField(blank=True, default="")

    privacy = declared(
        LISTED,
        "location service offer weekday opens_minute closes_minute valid_from valid_to is_closed "
        "starts_on until_on utc_offset every interval count week_starts description website "
        "attending notes",
    )

    class Meta:
        constraints: ClassVar = [
            keyed("one_schedule_per_key"),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__lte=6), name="schedule_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"schedule {self.key}"


class ScheduleDay(models.Model):
    """One day of a schedule's rule. By day: `weekday`, and with `number` only the so-many-th
    of the month (-1: the last); else `number` is a day of the month, of the year, or a week."""

    class By(models.TextChoices):
        DAY = "day", _("day of the week")
        MONTH_DAY = "monthday", _("day of the month")
        WEEK = "weekno", _("week of the year")
        YEAR_DAY = "yearday", _("day of the year")

    id = models.BigAutoField(primary_key=True)
    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="days")
    by = models.CharField(max_length=8, choices=By, default=By.DAY)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 = Sunday
    number = models.SmallIntegerField(null=True, blank=True)

    privacy = declared({}, "id schedule by weekday number")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__lte=6), name="schedule_day_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.weekday} {self.number}"

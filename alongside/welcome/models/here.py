"""Who is here today. What names somebody stands apart from what the desk sees."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Site
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant

TODAY = Keep(
    _("Until the place closes for the day, and in no event longer than the next night."),
    after="arrived_at",
    days=2,
)


class Presence(models.Model):
    """Somebody is here today, under any word or none. It never says whose record is theirs:
    everybody at the desk reads it. Gone when the day is closed."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    day = models.DateField()  # as the place has it
    called = fields.SealedText(blank=True, default="")
    arrived_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To know who is in the house today, and to call people as they wish."),
        keep=TODAY,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "day": STAFF,
            "called": IDENTITY,
            "arrived_at": STAFF,
            "left_at": STAFF,
            "recorded_at": STAFF,
        },
        why={"called": _("Only so that we can call you today. It is erased when we close.")},
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "left_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(left_at=None) | models.Q(left_at__gte=models.F("arrived_at")),
                name="leaves_after_arriving",
            )
        ]

    def __str__(self) -> str:
        return self.called or str(_("somebody"))


class Attendance(models.Model):
    """A participant was here: theirs to see. Read by those who walk with them, and by nobody
    else at the desk. `left_at` stays empty where nobody knows when."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="visits")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    presence = fields.TenantKey(
        Presence, models.SET_NULL, null=True, blank=True, related_name="attendances"
    )
    arrived_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you, and whoever walks with you, know when you were here."),
        keep=Keep(
            _("Three years, or until you ask us to erase it."), after="arrived_at", days=3 * 365
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "site": RECOVERY,
            "presence": STAFF,
            "arrived_at": RECOVERY,
            "left_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["participant", "-arrived_at"]),
            models.Index(fields=["site", "arrived_at"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "site"],
                condition=models.Q(left_at=None, presence__isnull=False),
                name="here_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Talk(models.Model):
    """Somebody who is here would like to talk to someone: a note for the peers on shift."""

    class Wish(models.TextChoices):
        NOW = "now", _("Now")
        TODAY = "today", _("Later today")
        ANOTHER = "another", _("Another day")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    presence = fields.TenantKey(Presence, models.CASCADE, related_name="talks")
    wish = models.CharField(max_length=10, choices=Wish)
    brings = fields.SealedJSON(default=list, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that somebody sits down with you, and knows what it is about."),
        keep=Keep(TODAY.words, after="asked_at", days=2),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "presence": STAFF,
            "wish": RECOVERY,
            "brings": RECOVERY,
            "asked_at": STAFF,
            "taken_by": STAFF,
            "taken_at": STAFF,
        },
        why={
            "brings": _(
                "Only so that whoever talks with you knows what it is about. You can leave it "
                "empty, and you are as welcome."
            )
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["presence"], name="one_talk_a_visit")
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"


class DayCount(models.Model):
    """How many came in one hour of a day, once that day is closed. Nobody is in it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()  # by the clock on the wall
    visits = models.PositiveIntegerField(default=0)
    talks = models.PositiveIntegerField(default=0)

    privacy = Declaration(
        purpose=_("To know how many people come, and when."),
        keep=_("While the organisation uses Alongside. It names nobody."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "day": STAFF,
            "hour": STAFF,
            "visits": STAFF,
            "talks": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "day", "hour"], name="one_count_an_hour"),
            models.CheckConstraint(condition=models.Q(hour__lt=24), name="an_hour_of_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "day"])]

    def __str__(self) -> str:
        return f"{self.day} {self.hour}"

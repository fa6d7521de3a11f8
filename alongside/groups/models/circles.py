"""Groups and circles: when, where, for whom, and who runs them, if anybody does."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Site
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, STAFF, Declaration
from alongside.groups import rules

KEEP = _("While the organisation uses Alongside.")


class Group(models.Model):
    """Meets once or again and again: days by the directory's rules, the time by its own clock.

    `door` says who comes in. A group of its *own* belongs to its members: nobody runs it, and
    only they reach it; what `shows_when` and `shows_where` say, they decided.
    """

    class Kind(models.TextChoices):
        GROUP = "group", _("A group or circle")
        FAMILY = "family", _("A group for families and friends")
        CLASS = "class", _("A class or course")
        EVENT = "event", _("An event")

    class Door(models.TextChoices):
        OPEN = "open", _("Open: anybody may come")
        CLOSED = "closed", _("Closed: one asks first, or is invited")
        OWN = "own", _("It belongs to its members")

    class Rhythm(models.TextChoices):
        ONCE = "once", _("Once")
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every month, on the same weekday of the month")
        DATES = "dates", _("On dates that are named one by one")

    class How(models.TextChoices):
        IN_PERSON = "in-person", _("in person")
        ONLINE = "online", _("online")
        TELEPHONE = "telephone", _("by telephone")
        HYBRID = "hybrid", _("in person and online")

    class Places(models.TextChoices):
        NONE = "none", _("Nobody signs up: people just come")
        EACH = "each", _("People sign up for each time")
        WHOLE = "whole", _("People sign up once, for all of it")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.GROUP)
    door = models.CharField(max_length=10, choices=Door, default=Door.OPEN)
    about = fields.SealedText(blank=True, default="")
    whom = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    rhythm = models.CharField(max_length=12, choices=Rhythm, default=Rhythm.WEEKLY)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 = Sunday
    rrule = models.CharField(max_length=400, blank=True, default="")
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=50, validators=[clock.validate_zone])
    starts_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How, default=How.IN_PERSON)
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    place = fields.SealedText(blank=True, default="")
    link = fields.SealedText(blank=True, default="")
    phone = fields.SealedText(blank=True, default="")
    places = models.CharField(max_length=10, choices=Places, default=Places.NONE)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    materials = fields.SealedText(blank=True, default="")
    is_public = models.BooleanField(default=False)
    shows_when = models.BooleanField(default=False)
    shows_where = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To say which groups there are, when and where, and for whom."),
        keep=KEEP,
        fields=dict.fromkeys(
            (
                "id", "organisation", "name", "kind", "door", "about", "whom", "languages",
                "rhythm", "weekday", "rrule", "start_minute", "end_minute", "time_zone",
                "starts_on", "until_on", "how", "site", "place", "link", "phone", "places",
                "capacity", "materials", "is_public", "shows_when", "shows_where", "made_at",
                "ended_at", "version",
            ),
            STAFF,
        ),
        why={
            "link": _("Only those who belong to the group are shown it."),
            "is_public": _("So that people who look for a group find this one."),
        },
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(start_minute__lt=1440), name="group_start"),
            models.CheckConstraint(
                condition=Q(end_minute=None) | Q(end_minute__lt=1440), name="group_end"
            ),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__lte=6), name="group_weekday"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1), name="group_capacity"
            ),
            models.CheckConstraint(
                condition=~Q(door="own") | Q(is_public=False), name="own_group_is_not_published"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "ended_at", "door"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_own(self) -> bool:
        return self.door == self.Door.OWN

    @property
    def whom_words(self) -> list[str]:
        return [str(rules.WHOM[slug]) for slug in self.whom if slug in rules.WHOM]

    @property
    def language_words(self) -> list[str]:
        return [str(rules.LANGUAGES[slug]) for slug in self.languages if slug in rules.LANGUAGES]


class Differs(models.Model):
    """A date on which it is not as usual: off, moved to another time, once more, or a pause; or
    on again after all, where one of these was taken back (`undid`, by id)."""

    class Kind(models.TextChoices):
        CANCELLED = "cancelled", _("does not take place")
        EXTRA = "extra", _("also takes place")
        CLOSED = "closed", _("pauses")
        AGAIN = "again", _("takes place after all")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = fields.TenantKey(Group, models.CASCADE, related_name="dates")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    start_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    end_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    moved_from = models.DateField(null=True, blank=True)
    place = fields.SealedText(blank=True, default="")
    reason = fields.SealedText(blank=True, default="")
    undid = models.JSONField(default=list, blank=True)
    said_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_(
            "To tell those who come when a group is off, moved or pauses, and when it is on again."
        ),
        keep=KEEP,
        fields=dict.fromkeys(
            (
                "id", "organisation", "group", "kind", "on", "until_on", "start_minute",
                "end_minute", "moved_from", "place", "reason", "undid", "said_at",
            ),
            STAFF,
        ),
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "kind", "on"], name="one_difference_a_day"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("on")),
                name="difference_in_order",
            ),
            models.CheckConstraint(
                condition=Q(start_minute=None) | Q(start_minute__lt=1440), name="difference_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Host(models.Model):
    """Who of those who work here runs a group. A group of its own has none."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = fields.TenantKey(Group, models.CASCADE, related_name="hosts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To know who runs a group, and whom to ask."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "group": STAFF,
            "person": IDENTITY,
            "from_at": STAFF,
            "until_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(until_at=None), name="one_host_each"
            )
        ]

    def __str__(self) -> str:
        return f"host {self.id}"

"""Who is out, on which way, with whom; and a timer that asks whether they are well. Where people
sleep is sealed: a list of such places is wanted by others, too."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Site
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep

TWO_YEARS = 2 * 365


class Shift(models.Model):
    """Some people go out together, or one alone. `every` minutes they are asked whether they are
    well (0: never); `due_at` is when the next answer is due, `asked_at` when a message last asked
    for one. `reach` is how whoever looks after them calls them, and goes when they are back."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    route = fields.SealedText()
    buddy = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reach = fields.SealedText(blank=True, default="")
    every = models.PositiveSmallIntegerField(default=0)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To know who is out there, and that nobody is out there alone."),
        keep=Keep(_("Two years."), after="from_at", days=TWO_YEARS),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "route": RECOVERY,
            "buddy": STAFF,
            "reach": IDENTITY,
            "every": STAFF,
            "from_at": STAFF,
            "until_at": STAFF,
            "begun_at": STAFF,
            "due_at": STAFF,
            "asked_at": STAFF,
            "ended_at": STAFF,
            "dropped_at": STAFF,
            "recorded_at": STAFF,
        },
        why={
            "reach": _("So that somebody can call you if you do not answer. Erased with the shift.")
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "from_at"], name="outreach_shift_when"),
            models.Index(fields=["organisation", "due_at"], name="outreach_shift_due"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_at__gt=models.F("from_at")), name="a_way_out_has_an_end"
            ),
            models.CheckConstraint(condition=Q(every__lte=240), name="asks_within_four_hours"),
        ]

    def __str__(self) -> str:
        return f"outreach shift {self.pk}"

    @property
    def state(self) -> str:
        if self.dropped_at or self.ended_at:
            return "over" if self.ended_at else "dropped"
        return "out" if self.begun_at else "planned"


class Walker(models.Model):
    """One of those who go out on a shift."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    shift = fields.TenantKey(Shift, models.CASCADE, related_name="walkers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    privacy = Declaration(
        purpose=_("To know who is out there, and that nobody is out there alone."),
        keep=_("As long as the shift: two years."),
        fields={"id": STAFF, "organisation": STAFF, "shift": STAFF, "person": STAFF},
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shift", "person"], name="once_on_a_way_out")
        ]

    def __str__(self) -> str:
        return f"walker {self.pk}"


class Stop(models.Model):
    """A place on the way, planned or found on it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    shift = fields.TenantKey(Shift, models.CASCADE, related_name="stops")
    place = fields.SealedText()
    position = models.PositiveSmallIntegerField(default=0)
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To go where people are, and to know where those who are out there are."),
        keep=_("As long as the shift: two years."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "shift": STAFF,
            "place": RECOVERY,
            "position": STAFF,
            "came_at": STAFF,
            "left_at": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"stop {self.pk}"


class Safe(models.Model):
    """‘I am well’, said on the way; and in how many minutes to ask again."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    shift = fields.TenantKey(Shift, models.CASCADE, related_name="safes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To call somebody who does not answer, and nobody who does."),
        keep=Keep(_("A month. It says nothing about how anybody works."), "happened_at", 30),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "shift": STAFF,
            "person": STAFF,
            "minutes": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"safe {self.pk}"


class Call(models.Model):
    """Somebody did not answer, or asked for help: whoever looks after them is called; nobody
    taking it, everybody who keeps work in the field."""

    class Why(models.TextChoices):
        MISSED = "missed", _("did not answer")
        ASKED = "asked", _("asked for help")

    class Outcome(models.TextChoices):
        WELL = "well", _("They are well")
        HELP = "help", _("Help is with them")
        MISTAKE = "mistake", _("It was a mistake")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    shift = fields.TenantKey(Shift, models.CASCADE, related_name="calls")
    why = models.CharField(max_length=10, choices=Why, default=Why.MISSED)
    due_at = models.DateTimeField()
    called_at = models.DateTimeField(default=clock.now)
    widened_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")

    privacy = Declaration(
        purpose=_("To reach somebody who is out there and does not answer."),
        keep=Keep(_("Two years."), after="called_at", days=TWO_YEARS),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "shift": STAFF,
            "why": STAFF,
            "due_at": STAFF,
            "called_at": STAFF,
            "widened_at": STAFF,
            "taken_by": STAFF,
            "taken_at": STAFF,
            "ended_at": STAFF,
            "outcome": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "ended_at"], name="call_open")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["shift"], condition=Q(ended_at=None), name="one_call_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"

"""Looks that were not like the others: told to the person, and to the privacy lead."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class OddLook(models.Model):
    """Something about a worker's looks on one day that asks for a second look. It is no charge
    against anybody: most of them turn out to be nothing."""

    class Kind(models.TextChoices):
        VOLUME = "volume", _("many more people than they usually open")
        HOUR = "hour", _("an hour at which they never work")
        FAMILY = "family", _("the same family name")
        NEVER = "never", _("somebody whom the person never wants there")
        GUESSES = "guesses", _("several tries at records that did not open")

    class Verdict(models.TextChoices):
        FALSE_ALARM = "false", _("a false alarm")
        FOLLOWED = "followed", _("followed up")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="odd_looks"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)
    usual = models.PositiveIntegerField(default=0)
    found_at = models.DateTimeField(default=clock.now)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default="")
    said = fields.SealedText(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    only_by_tie = True
    privacy = Declaration(
        purpose=_("To notice a look that should not have been, and to tell you."),
        keep=Keep(_("Two years."), after="found_at", days=730),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "person": IDENTITY,
            "kind": STAFF,
            "day": STAFF,
            "count": STAFF,
            "usual": STAFF,
            "found_at": STAFF,
            "verdict": STAFF,
            "said": RECOVERY,
            "settled_at": STAFF,
            "settled_by": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind", "day", "participant"],
                condition=Q(participant__isnull=False),
                name="one_odd_look_per_day_and_record",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "day"],
                condition=Q(participant=None),
                name="one_odd_look_per_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "settled_at", "found_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class LookDay(models.Model):
    """How many people one worker looked at on one day, and at which hours: what is usual for
    them. Numbers only; whom they looked at is not in it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    day = models.DateField()
    people = models.PositiveIntegerField(default=0)
    hours = models.JSONField(default=list)

    privacy = Declaration(
        purpose=_("To know what is usual for a worker, so that what is not can be seen."),
        keep=_("Ninety days."),
        fields=dict.fromkeys(("id", "organisation", "person", "day", "people", "hours"), STAFF),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person", "day"], name="one_look_day_per_worker"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.people}"

"""Lists for what there is one of: the shower, the washing machine, the charger."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Site
from alongside.core import clock, fields
from alongside.core.privacy import STAFF, Declaration, Keep
from alongside.welcome.models.here import TODAY, Presence


class Queue(models.Model):
    """Something people take turns at. Off until an organisation switches it on."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField(default=20)
    is_on = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To take turns fairly at what there is one of."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "name": STAFF,
            "minutes": STAFF,
            "is_on": STAFF,
            "added_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], name="one_list_of_a_name"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=480), name="a_turn_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Turn(models.Model):
    """Somebody who is here waits for their turn, has it, or had it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    queue = fields.TenantKey(Queue, models.PROTECT, related_name="turns")
    presence = fields.TenantKey(Presence, models.CASCADE, related_name="turns")
    asked_at = models.DateTimeField(default=clock.now)
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To call people in the order in which they came."),
        keep=Keep(TODAY.words, after="asked_at", days=2),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "queue": STAFF,
            "presence": STAFF,
            "asked_at": STAFF,
            "called_at": STAFF,
            "ended_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["queue", "presence"],
                condition=models.Q(ended_at=None),
                name="once_on_a_list",
            )
        ]

    def __str__(self) -> str:
        return f"turn {self.pk}"

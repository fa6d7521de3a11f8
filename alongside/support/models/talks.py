"""A talk along one of the guides (`data/protocols`), on the screen or on paper: what was said
yes to, and what became of it when the two looked back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant


class Talk(models.Model):
    """`answers` holds what was chosen, by step; of somebody without a name it is empty, and only
    that there was a talk is kept."""

    class Way(models.TextChoices):
        SCREEN = "screen", _("with the steps on the screen")
        PAPER = "paper", _("with the sheet on paper")

    class CameOf(models.TextChoices):
        YES = "yes", _("it went as they wanted")
        PARTLY = "partly", _("some of it did")
        NOT = "not", _("it did not")
        OTHER = "other", _("they want something else now")
        NOT_SAID = "not-said", _("they would rather not say")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="guided_talks"
    )
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    follow_up = models.UUIDField(null=True, blank=True)  # of the floor above, where it led to it
    protocol = models.CharField(max_length=20)
    protocol_version = models.PositiveSmallIntegerField(default=1)
    way = models.CharField(max_length=6, choices=Way, default=Way.SCREEN)
    answers = fields.SealedJSON(default=dict, blank=True)
    was_stopped = models.BooleanField(default=False)  # before its end, as somebody may at any time
    minutes = models.PositiveSmallIntegerField(default=15)
    look_back_at = models.DateTimeField(null=True, blank=True)
    came_of = models.CharField(max_length=8, choices=CameOf, blank=True, default="")
    came_of_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To remember what you wanted to try, and to look back at it with you."),
        keep=Keep(
            _("Three years, or until you ask us to erase it."), after="happened_at", days=3 * 365
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "peer": RECOVERY,
            "follow_up": STAFF,
            "protocol": RECOVERY,
            "protocol_version": STAFF,
            "way": RECOVERY,
            "answers": RECOVERY,
            "was_stopped": RECOVERY,
            "minutes": RECOVERY,
            "look_back_at": RECOVERY,
            "came_of": RECOVERY,
            "came_of_at": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={"answers": _("Only what you want kept. Every question can be left out.")},
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="talk_minutes_in_a_day"
            ),
            models.CheckConstraint(
                condition=Q(look_back_at=None) | Q(look_back_at__gt=F("happened_at")),
                name="one_looks_back_later",
            ),
            models.CheckConstraint(
                condition=Q(look_back_at=None, came_of="") | Q(participant__isnull=False),
                name="nobody_looks_back_with_nobody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "happened_at", "protocol"], name="talk_counted"),
            models.Index(
                fields=["peer", "look_back_at"],
                condition=Q(came_of="", look_back_at__isnull=False),
                name="talk_to_look_back_at",
            ),
        ]

    def __str__(self) -> str:
        return f"talk {self.id}"

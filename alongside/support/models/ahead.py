"""What is usually promised when something begins, as an organisation says it; and what was planned
with somebody from it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Programme
from alongside.core import clock, fields
from alongside.core.privacy import RECOVERY, STAFF, Declaration
from alongside.participants.models import Participant
from alongside.support.models.plans import KEEP
from alongside.support.models.signing import HERE
from alongside.support.models.walking import Appointment
from alongside.support.rules import ahead as rules
from alongside.support.rules import ideas


class Sequence(models.Model):
    """Lines, each so long after a day on which something begins. `ready` is the slug of an example
    that comes with Alongside, and is then called what that is called."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    ready = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    lines = models.JSONField(default=list)  # of `what` and `after`
    made_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To say what people may count on when something begins."),
        keep=HERE,
        fields=dict.fromkeys(
            ("id", "organisation", "programme", "ready", "name", "lines", "made_at", "retired_at"),
            STAFF,
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "ready"],
                condition=~Q(ready="") & Q(retired_at=None),
                name="one_sequence_of_each_example",
            )
        ]

    def __str__(self) -> str:
        example = rules.EXAMPLES.get(self.ready)
        if example is None:
            return self.name or self.ready
        return str(ideas.spoken(example.words, get_language() or "en"))

    @property
    def in_order(self) -> list[rules.Line]:
        return rules.in_order([rules.Line(**line) for line in self.lines])


class Planned(models.Model):
    """One line of what was planned with somebody: an ordinary promise, or a gentle reminder for the
    peer. Nothing is asked of the participant by it, and nothing is ever late."""

    class What(models.TextChoices):
        CALL = "call", _("A call")
        MEETING = "meeting", _("A meeting")
        CHECKIN = "checkin", _("A check-in, if they like")
        PLAN = "plan", _("A look at the plan, if they like")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="planned")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sequence = fields.TenantKey(Sequence, models.PROTECT, related_name="+")
    begun = models.UUIDField()  # the same for all that was planned at once
    what = models.CharField(max_length=10, choices=What)
    on = models.DateField()
    appointment = fields.TenantKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="planned"
    )
    seen_at = models.DateTimeField(null=True, blank=True)  # a reminder that the peer saw to
    off_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To do what was planned with you, and nothing that you do not want any more."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "peer": RECOVERY,
            "sequence": RECOVERY,
            "begun": STAFF,
            "what": RECOVERY,
            "on": RECOVERY,
            "appointment": RECOVERY,
            "seen_at": RECOVERY,
            "off_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["participant", "peer", "on"],
                condition=Q(appointment=None, seen_at=None, off_at=None),
                name="planned_reminders",
            ),
        ]

    def __str__(self) -> str:
        return f"planned {self.id}"

    @property
    def is_off(self) -> bool:
        return bool(self.off_at or (self.appointment and self.appointment.called_off_at))

    @property
    def is_kept(self) -> bool:
        return bool(self.seen_at or (self.appointment and self.appointment.kept_at))

    @property
    def is_open(self) -> bool:
        return not (self.is_off or self.is_kept)

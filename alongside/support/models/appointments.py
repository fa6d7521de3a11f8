"""A time asked for by a participant, or offered by a peer: a choice, and what became of it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant
from alongside.support.models.walking import Appointment


class Invitation(models.Model):
    """One of the two asks, with up to four times; the other takes one, names others, or lets it
    go. Nobody gives reasons. Taken, it becomes an appointment."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        TAKEN = "taken", _("agreed")
        ANOTHER = "another", _("another time was named")
        LET_GO = "let-go", _("let go")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="invitations")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_participant = models.BooleanField()
    what = models.CharField(max_length=10, choices=Appointment.What)
    times = models.JSONField(default=list)  # moments, as ISO 8601 with their offset
    zone = models.CharField(max_length=50, validators=[clock.validate_zone])
    place = fields.SealedText(blank=True, default="")
    words = fields.SealedText(blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    appointment = fields.TenantKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To find a time that suits you both."),
        keep=Keep(
            _("A year after it was asked. The time you agreed on is kept by itself."),
            after="happened_at",
            days=365,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "peer": RECOVERY,
            "from_participant": RECOVERY,
            "what": RECOVERY,
            "times": RECOVERY,
            "zone": STAFF,
            "place": RECOVERY,
            "words": RECOVERY,
            "state": RECOVERY,
            "appointment": RECOVERY,
            "answered_at": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={
            "place": _("So that both know where. Somewhere you feel safe."),
            "words": _("Only if you want to say something with it."),
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["peer", "participant"],
                condition=models.Q(state="open"),
                name="invitation_open",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.id}"

    @property
    def moments(self) -> list[datetime]:
        return [datetime.fromisoformat(time) for time in self.times]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

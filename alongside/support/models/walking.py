"""Walking together: the pairing, and what was promised."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration
from alongside.participants.models import Participant
from alongside.support.models.plans import KEEP


class Pairing(models.Model):
    """A participant and the peer they chose. Either may end it, without giving reasons."""

    class Missed(models.TextChoices):
        """What somebody wants done when they have gone quiet."""

        ALWAYS = "", _("Reach me as I said I may be reached")
        WORD = "word", _("Send a short word, and ask nothing")
        ASK = "ask", _("Look for me where I said I may be found")
        HOLD = "hold", _("Only think of me, and do nothing")

    class Next(models.TextChoices):
        """What somebody wishes for the day on which this peer leaves."""

        ALWAYS = "", _("Somebody else may come, and I can say no")
        ASK = "ask", _("Ask me first: nobody sees my page before I say yes")
        NOBODY = "nobody", _("Nobody. I choose for myself, if I want to")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="pairings")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)
    quiet_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_how = models.CharField(max_length=5, choices=Missed, blank=True, default="")
    last_contact_at = models.DateTimeField(null=True, blank=True)
    next_wish = models.CharField(max_length=6, choices=Next, blank=True, default="")
    came_after = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)  # who came after somebody may stay

    privacy = Declaration(
        purpose=_("To know who walks with you."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "peer": RECOVERY,
            "from_at": RECOVERY,
            "until_at": RECOVERY,
            "quiet_after_days": RECOVERY,
            "quiet_how": RECOVERY,
            "last_contact_at": RECOVERY,
            "next_wish": RECOVERY,
            "came_after": RECOVERY,
            "answered_at": RECOVERY,
        },
        why={
            "quiet_after_days": _("So that we notice your silence only as you wish."),
            "next_wish": _("So that nobody comes in the place of your peer against your wish."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "peer"],
                condition=Q(until_at=None),
                name="one_open_pairing_each",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="pairing_ends_after_it_starts",
            ),
        ]
        # Covers what Team counts of everybody who walks with somebody.
        indexes: ClassVar = [
            models.Index(
                fields=[
                    "organisation",
                    "peer",
                    "until_at",
                    "last_contact_at",
                    "quiet_after_days",
                    "from_at",
                    "participant",
                ],
                name="pairing_counted",
            )
        ]

    def __str__(self) -> str:
        return f"pairing {self.id}"


class Appointment(models.Model):
    """Something promised: a meeting or a call, at a time."""

    class What(models.TextChoices):
        MEETING = "meeting", _("meet")
        CALL = "call", _("call")
        ONLINE = "online", _("meet online")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="appointments")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What, default=What.MEETING)
    at = models.DateTimeField()
    zone = models.CharField(max_length=50, blank=True, default="")  # empty: where we are
    place = fields.SealedText(blank=True, default="")
    kept_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To keep what was promised."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "peer": RECOVERY,
            "what": RECOVERY,
            "at": RECOVERY,
            "zone": STAFF,
            "place": RECOVERY,
            "kept_at": RECOVERY,
            "called_off_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["peer", "at"],
                condition=Q(kept_at=None, called_off_at=None),
                name="appointment_open",
            )
        ]

    def __str__(self) -> str:
        return f"appointment {self.id}"

"""Where somebody is in their walk with us, as stretches of time; and how close two people are."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant

KEEP = Keep(_("While we walk together and seven years after, or until you ask us to erase it."))


class Status(models.Model):
    """One stretch. The one without an end is now; none is a failure, and each leads back."""

    class Where(models.TextChoices):
        WAITING = "waiting", _("waiting to begin")
        WITH_US = "with-us", _("with us")
        DROPPING_IN = "dropping-in", _("dropping in now and then")
        PAUSED = "paused", _("taking a pause")
        MOVED_ON = "moved-on", _("moved on")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="statuses")
    where = models.CharField(max_length=12, choices=Where)
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To know whether you want to hear from us now. Each way leads back."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "where": RECOVERY,
            "from_at": RECOVERY,
            "until_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(until_at=None), name="one_open_status_each"
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="status_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "where", "until_at"], name="status_counted")
        ]

    def __str__(self) -> str:
        return str(self.get_where_display())


class Closeness(models.Model):
    """How close a participant and one peer are. It holds where both say the same; that they knew
    each other before is a fact to say, and no bar."""

    class How(models.TextChoices):
        LIGHT = "light", _("now and then")
        STEADY = "steady", _("regularly")
        CLOSE = "close", _("close, like family we chose")

    class Knew(models.TextChoices):
        NO = "no", _("We met here")
        SIGHT = "sight", _("We knew each other by sight")
        FRIENDS = "friends", _("We were friends or neighbours before")
        FAMILY = "family", _("We are family")
        LIVED = "lived", _("We lived through something together")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="closenesses")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    they_say = models.CharField(max_length=10, choices=How, blank=True, default="")
    peer_says = models.CharField(max_length=10, choices=How, blank=True, default="")
    knew = models.CharField(max_length=10, choices=Knew, blank=True, default="")
    said_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you and your peer mean the same by walking together."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "peer": IDENTITY,
            "they_say": RECOVERY,
            "peer_says": RECOVERY,
            "knew": RECOVERY,
            "said_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "peer"], name="one_closeness_each")
        ]

    def __str__(self) -> str:
        return f"closeness {self.id}"

    @property
    def is_agreed(self) -> bool:
        return bool(self.they_say) and self.they_say == self.peer_says

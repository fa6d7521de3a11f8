"""What people offer, the way from coming to helping to being paid for it, and own calendars."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.groups import rules
from alongside.groups.models.circles import KEEP, Group
from alongside.groups.models.members import ONE_OF_TWO
from alongside.participants.models import Participant


class Offer(models.Model):
    """I could cook, open up, translate: for one group, or wherever it is needed."""

    class State(models.TextChoices):
        OFFERED = "offered", _("waits for an answer")
        ACCEPTED = "accepted", _("yes, please")
        LATER = "later", _("not now")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    who = fields.TenantKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="offers"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    group = fields.TenantKey(Group, models.CASCADE, null=True, blank=True, related_name="offers")
    called = fields.SealedText()
    what = models.CharField(max_length=20)  # slug of rules.GIVES
    words = fields.SealedText(blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    answer = fields.SealedText(blank=True, default="")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To let you give something, and to let whoever needs it say yes."),
        keep=Keep(
            _("A year after you offered it, or until you take it back."),
            after="offered_at",
            days=365,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "who": IDENTITY,
            "person": IDENTITY,
            "group": RECOVERY,
            "called": IDENTITY,
            "what": RECOVERY,
            "words": RECOVERY,
            "state": RECOVERY,
            "answer": RECOVERY,
            "answered_by": RECOVERY,
            "answered_at": RECOVERY,
            "offered_at": RECOVERY,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OF_TWO, name="offer_is_of_one_of_two")
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "offered_at"])]

    def __str__(self) -> str:
        return f"offer {self.id}"

    @property
    def what_words(self) -> str:
        return str(rules.GIVES.get(self.what, ""))


class Way(models.Model):
    """The steps from coming to helping to being paid for it, as this organisation has them, in
    its own words. Without a row the steps that come with Alongside are shown."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, primary_key=True, related_name="+"
    )
    toml = models.TextField()
    version = models.PositiveIntegerField(default=1)

    outside_the_wall = "words about an organisation, with no person behind them"
    privacy = Declaration(
        purpose=_("To show how somebody becomes a helper or a peer here, and what it takes."),
        keep=KEEP,
        fields=dict.fromkeys(("organisation", "toml", "version"), STAFF),
    )

    def __str__(self) -> str:
        return f"way {self.pk}"


class Standing(models.Model):
    """Where somebody is on that way, as they see it themselves."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    who = fields.TenantKey(Participant, models.CASCADE, related_name="standings")
    called = fields.SealedText(blank=True, default="")
    step = models.CharField(max_length=20)
    is_shown = models.BooleanField(default=False)
    said_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To let you see where you are on the way to helping others, and show it."),
        keep=Keep(_("Until you change it, and a year after."), after="said_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "who": IDENTITY,
            "called": IDENTITY,
            "step": RECOVERY,
            "is_shown": IDENTITY,
            "said_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["who"], name="one_standing_each")]

    def __str__(self) -> str:
        return f"standing {self.id}"


class Calendar(models.Model):
    """An address that a calendar program reads: random, without a name or id in it, and ended
    with one tap. Titles say nothing unless their owner wishes it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    who = fields.TenantKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="calendars"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    says_names = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    outside_the_wall = "read by its address, to find out which organisation it is"
    privacy = Declaration(
        purpose=_("To show your groups in your own calendar."),
        keep=Keep(_("Until you end it, and a month after."), after="ended_at", days=30),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "who": IDENTITY,
            "person": IDENTITY,
            "secret_digest": IDENTITY,
            "says_names": RECOVERY,
            "made_at": RECOVERY,
            "ended_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OF_TWO, name="calendar_is_of_one_of_two"),
            models.UniqueConstraint(
                fields=["who"],
                condition=Q(ended_at=None, who__isnull=False),
                name="one_calendar_each_participant",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(ended_at=None, person__isnull=False),
                name="one_calendar_each_person",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar {self.id}"

"""Belonging to a group: from the first question to leave-taking, and mending what hurt."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.groups import rules
from alongside.groups.models.circles import Group
from alongside.participants.models import Participant

ONE_OF_TWO = Q(who__isnull=False, person=None) | Q(who=None, person__isnull=False)


class Member(models.Model):
    """Somebody and a group. `called` is their name there, chosen for it. Whoever runs the group
    reads it only where `is_seen`."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked to come")
        INVITED = "invited", _("was invited")
        HERE = "here", _("belongs to it")
        PAUSED = "paused", _("pauses")
        LEFT = "left", _("has left")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = fields.TenantKey(Group, models.CASCADE, related_name="members")
    who = fields.TenantKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    called = fields.SealedText(blank=True, default="")
    is_seen = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State)
    words = fields.SealedText(blank=True, default="")
    answer = fields.SealedText(blank=True, default="")
    gives = fields.SealedJSON(default=list, blank=True)
    missed_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    last_there_at = models.DateTimeField(null=True, blank=True)
    farewell = fields.SealedText(blank=True, default="")
    asked_at = models.DateTimeField(default=clock.now)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To let you belong to a group, under the name you choose for it."),
        keep=Keep(
            _("While you belong to the group, and a year after you leave it."),
            after="left_at",
            days=365,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "group": RECOVERY,
            "who": IDENTITY,
            "person": IDENTITY,
            "called": IDENTITY,
            "is_seen": IDENTITY,
            "state": RECOVERY,
            "words": RECOVERY,
            "answer": RECOVERY,
            "gives": RECOVERY,
            "missed_after_days": RECOVERY,
            "last_there_at": RECOVERY,
            "farewell": RECOVERY,
            "asked_at": RECOVERY,
            "joined_at": RECOVERY,
            "left_at": RECOVERY,
            "version": STAFF,
        },
        why={
            "called": _("So that the others can call you something. It need not be your name."),
            "is_seen": _(
                "Without it, whoever runs the group sees that somebody is there, not who."
            ),
            "missed_after_days": _("Only if you want somebody to notice. You can say never."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OF_TWO, name="member_is_one_of_two"),
            models.UniqueConstraint(
                fields=["group", "who"],
                condition=~Q(state="left") & Q(who__isnull=False),
                name="one_membership_each_participant",
            ),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=~Q(state="left") & Q(person__isnull=False),
                name="one_membership_each_person",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["who", "state"])]

    def __str__(self) -> str:
        return self.called or str(_("someone without a name"))

    @property
    def gives_words(self) -> list[str]:
        return [str(rules.GIVES[slug]) for slug in self.gives if slug in rules.GIVES]


class Away(models.Model):
    """Somebody is asked to stay away for a time: always with a reason and an end, told to them."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    member = fields.TenantKey(Member, models.CASCADE, related_name="aways")
    reason = fields.SealedText()
    from_at = models.DateTimeField(default=clock.now)
    until_on = models.DateField()
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To say to you, and to nobody else, why you are asked to stay away, how long."),
        keep=Keep(_("A year after its last day."), after="until_on", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "member": RECOVERY,
            "reason": RECOVERY,
            "from_at": RECOVERY,
            "until_on": RECOVERY,
            "said_by": RECOVERY,
            "ended_at": RECOVERY,
        },
        why={"reason": _("You read it word for word, and may ask for a talk about it.")},
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(ended_at=None), name="one_time_away_each"
            )
        ]

    def __str__(self) -> str:
        return f"away until {self.until_on}"


class Talk(models.Model):
    """Somebody was hurt in a group and asks for a talk, with whom they choose: somebody who runs
    it, or a member who offered to listen. Nobody else reads of it."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        AGREED = "agreed", _("will take place")
        DONE = "done", _("is over")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = fields.TenantKey(Group, models.CASCADE, related_name="talks")
    who = fields.TenantKey(Participant, models.CASCADE, null=True, blank=True, related_name="talks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    with_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    with_member = fields.TenantKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    called = fields.SealedText(blank=True, default="")
    words = fields.SealedText(blank=True, default="")
    answer = fields.SealedText(blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To mend what hurt somebody in a group, in a talk with whom they choose."),
        keep=Keep(
            _("A year after it was asked for, or until you take it back."),
            after="asked_at",
            days=365,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "group": RECOVERY,
            "who": IDENTITY,
            "person": IDENTITY,
            "with_person": RECOVERY,
            "with_member": RECOVERY,
            "called": IDENTITY,
            "words": RECOVERY,
            "answer": RECOVERY,
            "state": RECOVERY,
            "asked_at": RECOVERY,
            "answered_at": RECOVERY,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OF_TWO, name="talk_is_of_one_of_two")
        ]

    def __str__(self) -> str:
        return f"talk {self.id}"
